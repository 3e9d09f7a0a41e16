/* `emarge import`, with everything that can be wrong: each fault and its place, files and folders
 * that are none, keys and words. */
#include "core/file.h"
#include "core/memory.h"
#include "fake/importer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- faults --- */

#define BAD                                                                                        \
    "id,name,role,country,code\r\n"                                                                \
    "1,\"Ada\",\"Clerk,\r\nsecond line\",KE,\r\n"                                                  \
    "2,,Mayor,KE,\r\n"                                                                             \
    "3,Cy,,Atlantis,\r\n"                                                                          \
    "4,Di,,,bcdefghjknprstvxbcdefghjknprstvx\r\n"                                                  \
    "4,Ed,,,\r\n"                                                                                  \
    "5,Flo,,FR,,,\r\n"                                                                             \
    "6,Gil,,FR,\r\n"

static void is_told(const char *place, const char *sentence)
{
    char *line = em_format("list.csv:%s: %s", place, sentence);
    tool_said(&importer.result, 1, line);
    free(line);
}

static void every_fault_has_its_line_and_column(void **state)
{
    (void)state;
    importer_list(BAD);
    ROSTER(importer.list);
    is_told("2:3", "a tab or a line break in the role");
    is_told("4:2", "the name is missing");
    is_told("5:4", "there is no country “Atlantis”");
    is_told("6:5", "this code has the form of emarge's own, and emarge did not make it");
    is_told("7:1", "the same id as in line 6");
    is_told("8:6", "the row has 7 cells, and the first row has 5");
    tool_told(&importer.result, 1, "  new               1\n    line 9: Gil\n");
    tool_told(&importer.result, 1, "  refused           6\n");
    tool_told(&importer.result, 1, "Nothing was imported. Mend what is refused");
    assert_false(importer_has_store());
}

static void bad_rows_can_be_left_out(void **state)
{
    (void)state;
    importer_list(BAD);
    ROSTER(importer.list, "--skip-bad", "--dry-run");
    tool_told(&importer.result, 1, "This was the plan");
    assert_false(importer_has_store());
    ROSTER(importer.list, "--skip-bad");
    tool_told(&importer.result, 1,
              "1 entry was written."); /* not all went in, so the answer is no */
    is_told("5:4", "there is no country");
    importer_load();
    assert_int_equal(importer.people_count, 1);
    assert_string_equal(importer.people[0].name, "Gil");
    importer_forget();
}

static void a_badge_is_one_person_s(void **state)
{
    (void)state;
    importer_list("id,name,code\n1,Ada,secret-of-one-0001\n");
    ROSTER(importer.list);
    importer_list("id,name,code\n2,Bo,secret-of-one-0001\n");
    ROSTER(importer.list);
    is_told("2:3", "this code is on the badge of somebody else");
}

/* Nothing that a file holds reaches the terminal as a command, or turns the line around. */
static void is_harmless(void)
{
    static const char *const harmful[] = {"\x1b", "\xC2\x9b", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                          "\x7f"};
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++) {
        assert_null(strstr(importer.result.out, harmful[i]));
        assert_null(strstr(importer.result.err, harmful[i]));
    }
}

static void no_file_drives_the_terminal(void **state)
{
    (void)state;
#define HARM "\x1b[2J\xC2\x9b\x33m\xE2\x80\xAE\xE2\x81\xA6\x7f"
    static const char *const programmes[] = {
        "id,start,title," HARM "\ns1,2016-12-09T10:00,Opening,\n",
        "id,start,title\ns1,2016-12-09T10:00,Opening" HARM "\n",
        "id,start,title\n" HARM ",soon,Opening" HARM "\n",
        "{\"schedule\":{\"" HARM "\n\":1}}",
        "{\"schedule\":{\"\xC2\x9b\x33m\n\":1}}",
        "<schedule><" HARM "/></schedule>",
        "BEGIN:VCALENDAR\nBEGIN:" HARM "\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" HARM "\nSUMMARY:" HARM
        "\nEND:VEVENT\nEND:VCALENDAR\n",
    };
    static const char *const rosters[] = {
        "id,name," HARM "\n1,Ada,\n",
        "id,name\n1,Ada" HARM "\n",
        "id,name\n1,Ada \xE2\x81\xA6 Lee\n",
        "id,name,country\n1,Ada,\xE2\x81\xA6"
        "Atlantis\n",
        "ID,Name,Registration state\n1,Ada,\xE2\x81\xA6"
        "Completed\n",
    };
    for (size_t i = 0; i < sizeof programmes / sizeof *programmes; i++) {
        importer_list(programmes[i]);
        PROGRAMME(importer.list);
        is_harmless();
    }
    for (size_t i = 0; i < sizeof rosters / sizeof *rosters; i++) {
        importer_list(rosters[i]);
        ROSTER(importer.list);
        is_harmless();
    }
}

/* What is no table is refused whole; --skip-bad does not help. */
static void what_is_no_table(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } files[] = {
        {"", "list.csv is empty"},
        {"name\n\"Ada\n", "list.csv: Line 2: a quotation mark"},
        {"name\nA\"da\n", "list.csv: Line 2, column 2: a quotation mark"},
        {"PK\3\4rest", "list.csv is a spreadsheet or an archive"},
        {"\n\n", "list.csv: the table is empty"},
        {"\xC3\xA9\xC3\xA9\n\xC3\n", "list.csv: Line 2, column 1: the file is UTF-8, but not here"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        importer_list(files[i].text);
        ROSTER(importer.list, "--skip-bad");
        tool_said(&importer.result, 1, files[i].sentence);
    }
    assert_false(importer_has_store());
}

static void places_that_are_none(void **state)
{
    (void)state;
    ROSTER(importer.folder);
    tool_said(&importer.result, 1, "is a folder. Name the file that was exported.");
    ROSTER("/nowhere/list.csv");
    tool_said(&importer.result, 1, "/nowhere/list.csv");
    importer_list("");
    assert_int_equal(truncate(importer.list, (off_t)300 << 20), 0);
    ROSTER(importer.list);
    tool_said(&importer.result, 1, "is larger than 256 MiB");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", importer.folder);
    tool_said(&importer.result, 1, "organiser.key. Name the organiser's folder with --data");
    ROSTER(DATA "scripts.csv", "--key", "/nowhere/organiser.key");
    tool_said(&importer.result, 1, "There is no /nowhere/organiser.key");
}

static void a_list_through_a_pipe(void **state)
{
    (void)state;
    TOOL("name\nAda\n", "import", "roster", "/proc/self/fd/3", "--data", importer.organiser);
    tool_told(&importer.result, 0, "1 entry was written.");
}

static void a_kiosk_s_folder_is_not_the_organiser_s(void **state)
{
    (void)state;
    char *kiosk = em_format("%s/kiosk", importer.folder);
    TOOL(NULL, "enroll", "hall-a-1", "--keys", importer.organiser, "--data", kiosk);
    assert_int_equal(importer.result.code, 0);
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", kiosk);
    tool_said(&importer.result, 1, "is a kiosk's folder, and a kiosk writes no roster");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", kiosk, "--key", importer.list);
    tool_said(&importer.result, 1, "is a kiosk's folder");
    assert_int_equal(fake_folder_count(kiosk, "emarge.db"), 0);
    free(kiosk);
}

static void a_wrong_passphrase_opens_nothing(void **state)
{
    (void)state;
    char *keys = em_format("%s/locked", importer.folder);
    assert_int_equal(em_folder_make(keys, 0700, &importer.error), EM_OK);
    assert_int_equal(
        organiser_write(&importer.key, keys, "the right one", &em_random_system, &importer.error),
        EM_OK);
    TOOL("a wrong one\n", "import", "roster", DATA "scripts.csv", "--data", keys, "--passphrase-fd",
         "3");
    tool_said(&importer.result, 1, "passphrase");
    assert_int_equal(fake_folder_count(keys, "emarge"), 0);
    TOOL("the right one\n", "import", "roster", DATA "scripts.csv", "--data", keys,
         "--passphrase-fd", "3");
    tool_told(&importer.result, 0, "12 entries were written.");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", keys);
    tool_said(&importer.result, 1, "no terminal");
    free(keys);
}

/* Another event's key does not open this log. */
static void another_key_is_told(void **state)
{
    (void)state;
    struct organiser_secret other;
    char *keys = em_format("%s/other", importer.folder),
         *path = em_format("%s/organiser.key", keys);
    ROSTER(DATA "scripts.csv");
    organiser_generate(&other, "ogp-paris-2016", &em_random_system);
    assert_int_equal(em_folder_make(keys, 0700, &importer.error), EM_OK);
    assert_int_equal(organiser_write(&other, keys, NULL, &em_random_system, &importer.error),
                     EM_OK);
    int64_t size = importer_log_size();
    ROSTER(DATA "scripts.csv", "--key", path, "--dry-run");
    tool_said(&importer.result, 1, "The key is not the one of the log ogp-paris-2016/organiser");
    ROSTER(DATA "scripts.csv", "--key", path);
    tool_said(&importer.result, 1, "The key is not the one of the log ogp-paris-2016/organiser");
    assert_int_equal(importer_log_size(), size);
    free(keys);
    free(path);
}

static void words_that_are_none(void **state)
{
    (void)state;
    TOOL(NULL, "import");
    tool_said(&importer.result, 2, "Say what to import");
    TOOL(NULL, "import", "roster");
    tool_said(&importer.result, 2, "Say what to import");
    TOOL(NULL, "import", "guests", importer.list);
    tool_said(&importer.result, 2, "Say what to import");
    TOOL(NULL, "import", "roster", importer.list, importer.list);
    tool_said(&importer.result, 2, "a word too many");
    TOOL(NULL, "import", "roster", importer.list, "--map");
    tool_said(&importer.result, 2, "--map needs a value");
    TOOL(NULL, "import", "roster", importer.list, "--key", "a", "--key", "b");
    tool_said(&importer.result, 2, "--key is given twice");
    TOOL(NULL, "import", "roster", importer.list, "--passphrase-fd", "x");
    tool_said(&importer.result, 2, "no file descriptor");
    ROSTER(importer.list, "--timezone", "Europe/Paris");
    tool_said(&importer.result, 2, "--timezone is for a programme");
    ROSTER(importer.list, "--event", importer.folder);
    tool_said(&importer.result, 2, "--event is for a programme");
    PROGRAMME(importer.list, "--map", "a=name");
    tool_said(&importer.result, 2, "--map is for a roster");
    ROSTER(importer.list, "--key=");
    tool_said(&importer.result, 2, "--key needs a value");
    TOOL(NULL, "help", "import");
    tool_told(&importer.result, 0, "id,name,role,government,country,email,sessions,code");
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, importer_set_up, importer_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_fault_has_its_line_and_column),
        TEST(bad_rows_can_be_left_out),
        TEST(a_badge_is_one_person_s),
        TEST(no_file_drives_the_terminal),
        TEST(what_is_no_table),
        TEST(places_that_are_none),
        TEST(a_list_through_a_pipe),
        TEST(a_kiosk_s_folder_is_not_the_organiser_s),
        TEST(a_wrong_passphrase_opens_nothing),
        TEST(another_key_is_told),
        TEST(words_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
