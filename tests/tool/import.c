/* `emarge import`, as an organiser runs it, on files as other programs write them
 * (tests/tool/data): what is planned, what is written, what is refused and where. */
#include "core/file.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/roster.h"
#include "fake/folder.h"
#include "fake/tool.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define DATA EM_TESTS "/tool/data/"

static char folder[FAKE_PATH_SIZE], organiser[FAKE_PATH_SIZE + 16], list[FAKE_PATH_SIZE + 16];
static struct organiser_secret secret;
static struct tool_result result;
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(organiser, sizeof organiser, "%s/organiser", folder);
    snprintf(list, sizeof list, "%s/list.csv", folder);
    organiser_generate(&secret, "ogp-paris-2016", &em_random_system);
    assert_int_equal(em_folder_make(organiser, 0700, &error), EM_OK);
    assert_int_equal(organiser_write(&secret, organiser, NULL, &em_random_system, &error), EM_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

#define TOOL(fd3, ...)    tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, fd3)
#define ROSTER(file, ...) TOOL(NULL, "import", "roster", file, "--data", organiser, ##__VA_ARGS__)

static void write_list(const char *text)
{
    assert_int_equal(em_file_write_atomic(list, text, strlen(text), 0600, &error), EM_OK);
}

/* --- what is in the log --- */

#define MOST_PEOPLE 64
static struct delegate people[MOST_PEOPLE];
static size_t people_count;

static enum em_status take_person(void *context, const struct entry *entry, const char *id,
                                  const uint8_t *lookup, struct em_error *failed)
{
    (void)context;
    (void)lookup;
    assert_true(people_count < MOST_PEOPLE);
    struct delegate *person = &people[people_count++];
    assert_int_equal(delegate_open_by_organiser(person, entry, &secret, failed), EM_OK);
    assert_string_equal(person->id, id);
    return EM_OK;
}

static void forget_people(void)
{
    while (people_count)
        delegate_free(&people[--people_count]);
}

static struct store *open_store(void)
{
    struct store *store = NULL;
    char *path = em_format("%s/" STORE_FILE, organiser);
    if (store_open(&store, path, STORE_READ, &error) != EM_OK)
        fail_msg("%s", error.text);
    free(path);
    return store;
}

static void load_people(void)
{
    forget_people();
    struct store *store = open_store();
    assert_int_equal(roster_each(store, take_person, NULL, &error), EM_OK);
    store_close(store);
}

static const struct delegate *named(const char *name)
{
    const struct delegate *found = NULL;
    for (size_t i = 0; i < people_count; i++)
        if (strcmp(people[i].name, name) == 0)
            found = &people[i];
    if (!found)
        fail_msg("nobody is called “%s”", name);
    return found;
}

static enum em_status take_size(void *context, const struct store_log *log, struct em_error *failed)
{
    (void)failed;
    *(int64_t *)context += log->size;
    return EM_OK;
}

static int64_t log_size(void)
{
    int64_t size = 0;
    struct store *store = open_store();
    assert_int_equal(store_logs(store, NULL, take_size, &size, &error), EM_OK);
    store_close(store);
    return size;
}

static bool has_store(void)
{
    return fake_folder_count(organiser, "emarge") > 0;
}

static bool is_revoked(const char *code)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct roster_badge badge = {0};
    struct store *store = open_store();
    badge_lookup(lookup, code);
    assert_int_equal(roster_badge(store, lookup, &badge, &error), EM_OK);
    store_close(store);
    return badge.revoked;
}

/* --- names --- */

/* Every cell of tests/tool/data/scripts.csv comes back from the log as it stands in the file. */
static void names_of_the_world_come_back_to_the_letter(void **state)
{
    (void)state;
    struct em_buffer bytes = {0};
    struct table table;
    ROSTER(DATA "scripts.csv");
    tool_told(&result, 0, "emarge's own, UTF-8, 12 rows");
    tool_told(&result, 0, "12 entries were written");
    load_people();
    assert_int_equal(people_count, 12);
    assert_int_equal(em_file_read(DATA "scripts.csv", 1 << 20, &bytes, &error), EM_OK);
    assert_int_equal(table_read(&table, bytes.data, bytes.size, &error), EM_OK);
    for (size_t i = 1; i < table.count; i++) {
        char **cells = table.rows[i].cells;
        const struct delegate *person = named(cells[1]);
        assert_string_equal(person->role, cells[2]);
        assert_string_equal(person->government, cells[3]);
        assert_string_equal(person->country, cells[4]);
        assert_string_equal(person->email, cells[5]);
        assert_string_equal(person->sessions, cells[6]);
        assert_string_equal(person->code, "");
    }
    forget_people();
    table_free(&table);
    em_buffer_free(&bytes);
}

/* --- each program's file --- */

struct expected {
    const char *name, *role, *government, *country, *email, *source, *code;
};

static void is_imported(const char *file, const char *said, const struct expected *expected,
                        size_t count)
{
    ROSTER(file);
    tool_told(&result, 0, said);
    load_people();
    assert_int_equal(people_count, count);
    for (size_t i = 0; i < count; i++) {
        const struct delegate *person = named(expected[i].name);
        assert_string_equal(person->role, expected[i].role);
        assert_string_equal(person->government, expected[i].government);
        assert_string_equal(person->country, expected[i].country);
        assert_string_equal(person->email, expected[i].email);
        assert_string_equal(person->code, expected[i].code);
        if (expected[i].source)
            assert_string_equal(person->source, expected[i].source);
    }
    forget_people();
}
#define IMPORTED(file, said, expected)                                                             \
    is_imported(DATA file, said, expected, sizeof(expected) / sizeof *(expected))

static void as_pretix_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Amina Nyambura", "", "County of Elgeyo Marakwet", "KE", "amina@example.org", NULL,
         "kz6d2mvw5h3qaxr9tpbe4ncg7fyu8sj2"},
        {"Kiprono Chebet", "", "County of Elgeyo Marakwet", "KE", "amina@example.org", NULL,
         "hv3s9qan5jx7uw2pd8kfzt4mre6bgyc3"},
        {"Élodie Dufrêne", "", "Ville d’Aubervent", "FR", "elodie@example.org", NULL,
         "d5yq8zrx2nwt7hk4cu9vbeja3mpf6sg4"}};
    IMPORTED("pretix.csv", "line 6: Élodie Dufrêne", expected);
}

static void as_pretix_writes_it_in_german_for_excel(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Jörg Müßigbrodt", "", "Stadt Großkönigsforst", "DE", "joerg@example.org", NULL,
         "t9w4e7kzqn2xh5rb8vcd3ymju6fap7sg"},
        {"Hélène O’Brien", "", "Irland – Büro", "CI", "helene@example.org", NULL,
         "n3x8b5vw9tq2zr7kd4hcymeu6jfap5sg"}};
    IMPORTED("pretix-de.csv", "pretix, windows-1252, 2 rows", expected);
}

static void as_indico_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Nino Beridze", "Mayor", "City Hall of Mtatsminda", "GE", "nino@example.org", "indico:1",
         ""},
        {"Sukarjo", "", "Bojonegoro", "ID", "sukarjo@example.org", "indico:2", ""}};
    IMPORTED("indico.csv", "Withdrawn 1, Pending 1", expected);
}

static void as_indico_reads_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Nino Beridze", "Mayor", "City Hall of Mtatsminda", "", "nino@example.org",
         "indico-list:nino@example.org", ""},
        {"하늘 김", "시장", "서울특별시", "", "haneul@example.org",
         "indico-list:haneul@example.org", ""},
        {"Sukarjo", "", "Bojonegoro", "", "sukarjo@example.org", NULL, ""}};
    IMPORTED("indico-list.csv", "line 1: Nino Beridze", expected);
}

static void as_eventbrite_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Layla al-Mansuri", "Councillor", "Municipality of Tunis-Sud", "TN", "layla@example.org",
         "eventbrite:770000001", "55100000177000000101"},
        {"João d’Araújo", "", "Câmara de Vila Nova", "BR", "joao@example.org",
         "eventbrite:770000002", "55100000277000000201"}};
    IMPORTED("eventbrite.csv", "Eventbrite, UTF-16LE, 3 rows", expected);
}

static void as_hi_events_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Kari Ødegård", "", "", "", "kari@example.org", "hi.events:A-7K2QXW9", "A-7K2QXW9"}};
    IMPORTED("hi-events.csv", "Codes that could be guessed: 1.", expected);
}

static void any_other_by_maps(void **state)
{
    (void)state;
    write_list("Prénom;Nom;Mairie;Pointure\nAda;Lee;Aubervent;38\n");
    ROSTER(list);
    tool_said(&result, 1, "list.csv:1: this header is of no program that emarge knows");
    assert_false(has_store());
    ROSTER(list, "--map", "Prénom=first", "--map=Nom=last", "--map", "Mairie=government");
    tool_told(&result, 0, "not read: Pointure");
    load_people();
    assert_string_equal(named("Ada Lee")->government, "Aubervent");
    forget_people();
}

/* --- plans --- */

static void a_plan_writes_nothing(void **state)
{
    (void)state;
    ROSTER(DATA "pretix.csv", "--dry-run");
    tool_told(&result, 0, "This was the plan; nothing was written.");
    tool_told(&result, 0, "  new               3\n");
    assert_false(has_store());
    ROSTER(DATA "pretix.csv");
    int64_t size = log_size();
    ROSTER(DATA "scripts.csv", "--dry-run");
    tool_told(&result, 0, "  new              12\n");
    tool_told(&result, 0, "  elsewhere         3");
    assert_int_equal(log_size(), size);
}

static void the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    static const char *const files[] = {
        DATA "scripts.csv",     DATA "pretix.csv",     DATA "pretix-de.csv", DATA "indico.csv",
        DATA "indico-list.csv", DATA "eventbrite.csv", DATA "hi-events.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ROSTER(files[i]);
        tool_told(&result, 0, "written.");
        int64_t size = log_size();
        ROSTER(files[i]);
        tool_told(&result, 0, "There is nothing to write.");
        assert_null(strstr(result.out, "  new "));
        assert_null(strstr(result.out, "  changed "));
        assert_int_equal(log_size(), size); /* not even that a log was opened */
    }
}

static void a_later_version_changes_whom_it_means(void **state)
{
    (void)state;
    write_list("id,name,role,country,email,code\n1,Ada Lee,Clerk,KE,ada@x.org,secret-of-ada-0001\n"
               "2,Bo Zed,,FR,,\n3,Cleo,,,,\n");
    ROSTER(list);
    load_people();
    char *ada = em_strdup(named("Ada Lee")->id), *bo = em_strdup(named("Bo Zed")->id);
    write_list("id,name,role,country,email,code\n2,Bo Zed,,FR,,\n4,Dot,,,,\n"
               "1,Ada Lovelace,Clerk,KE,ada@y.org,secret-of-ada-0001\n");
    ROSTER(list);
    tool_told(&result, 0, "  new               1\n    line 3: Dot\n");
    tool_told(&result, 0, "  changed           1\n    line 4: Ada Lovelace (name, email)\n");
    tool_told(&result, 0, "  same              1\n");
    tool_told(&result, 0, "  elsewhere         1");
    tool_told(&result, 0, "2 entries were written.");
    load_people();
    assert_int_equal(people_count, 4);
    assert_string_equal(named("Ada Lovelace")->id, ada);
    assert_string_equal(named("Ada Lovelace")->email, "ada@y.org");
    assert_string_equal(named("Ada Lovelace")->code, "secret-of-ada-0001");
    assert_string_equal(named("Bo Zed")->id, bo);
    assert_false(is_revoked("secret-of-ada-0001"));
    forget_people();
    free(ada);
    free(bo);
}

static void a_code_that_is_replaced_is_void(void **state)
{
    (void)state;
    write_list("id,name,code\n1,Ada,old-secret-of-ada-0001\n");
    ROSTER(list);
    write_list("id,name,code\n1,Ada,new-secret-of-ada-0002\n");
    ROSTER(list);
    tool_told(&result, 0, "line 2: Ada (code)");
    assert_true(is_revoked("old-secret-of-ada-0001"));
    assert_false(is_revoked("new-secret-of-ada-0002"));
    write_list("id,name,role\n1,Ada,Mayor\n"); /* a list without codes takes none away */
    ROSTER(list);
    load_people();
    assert_string_equal(named("Ada")->code, "new-secret-of-ada-0002");
    assert_string_equal(named("Ada")->role, "Mayor");
    forget_people();
}

static void who_does_not_come_any_more_is_named(void **state)
{
    (void)state;
    write_list("ID,Name,Registration date,Registration state\n1,Ada,,Completed\n2,Bo,,Completed\n");
    ROSTER(list);
    write_list("ID,Name,Registration date,Registration state\n1,Ada,,Withdrawn\n2,Bo,,Completed\n"
               "3,Cy,,Withdrawn\n");
    ROSTER(list);
    tool_said(&result, 0, "list.csv:2: note: Ada was imported before");
    assert_null(strstr(result.err, "Cy"));
    tool_told(&result, 0, "Withdrawn 2");
}

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
    tool_said(&result, 1, line);
    free(line);
}

static void every_fault_has_its_line_and_column(void **state)
{
    (void)state;
    write_list(BAD);
    ROSTER(list);
    is_told("2:3", "a tab or a line break in the role");
    is_told("4:2", "the name is missing");
    is_told("5:4", "there is no country “Atlantis”");
    is_told("6:5", "this code has the form of emarge's own, and emarge did not make it");
    is_told("7:1", "the same id as in line 6");
    is_told("8:6", "the row has 7 cells, and the first row has 5");
    tool_told(&result, 1, "  new               1\n    line 9: Gil\n");
    tool_told(&result, 1, "  refused           6\n");
    tool_told(&result, 1, "Nothing was imported. Mend what is refused");
    assert_false(has_store());
}

static void bad_rows_can_be_left_out(void **state)
{
    (void)state;
    write_list(BAD);
    ROSTER(list, "--skip-bad", "--dry-run");
    tool_told(&result, 1, "This was the plan");
    assert_false(has_store());
    ROSTER(list, "--skip-bad");
    tool_told(&result, 1, "1 entry was written."); /* not all went in, so the answer is no */
    is_told("5:4", "there is no country");
    load_people();
    assert_int_equal(people_count, 1);
    assert_string_equal(people[0].name, "Gil");
    forget_people();
}

static void a_badge_is_one_person_s(void **state)
{
    (void)state;
    write_list("id,name,code\n1,Ada,secret-of-one-0001\n");
    ROSTER(list);
    write_list("id,name,code\n2,Bo,secret-of-one-0001\n");
    ROSTER(list);
    is_told("2:3", "this code is on the badge of somebody else");
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
        write_list(files[i].text);
        ROSTER(list, "--skip-bad");
        tool_said(&result, 1, files[i].sentence);
    }
    assert_false(has_store());
}

static void places_that_are_none(void **state)
{
    (void)state;
    ROSTER(folder);
    tool_said(&result, 1, "is a folder. Name the file that was exported.");
    ROSTER("/nowhere/list.csv");
    tool_said(&result, 1, "/nowhere/list.csv");
    write_list("");
    assert_int_equal(truncate(list, (off_t)300 << 20), 0);
    ROSTER(list);
    tool_said(&result, 1, "is larger than 256 MiB");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", folder);
    tool_said(&result, 1, "organiser.key. Name the organiser's folder with --data");
    ROSTER(DATA "scripts.csv", "--key", "/nowhere/organiser.key");
    tool_said(&result, 1, "There is no /nowhere/organiser.key");
}

static void a_list_through_a_pipe(void **state)
{
    (void)state;
    TOOL("name\nAda\n", "import", "roster", "/proc/self/fd/3", "--data", organiser);
    tool_told(&result, 0, "1 entry was written.");
}

static void a_kiosk_s_folder_is_not_the_organiser_s(void **state)
{
    (void)state;
    char *kiosk = em_format("%s/kiosk", folder);
    TOOL(NULL, "enroll", "hall-a-1", "--keys", organiser, "--data", kiosk);
    assert_int_equal(result.code, 0);
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", kiosk);
    tool_said(&result, 1, "is a kiosk's folder, and a kiosk writes no roster");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", kiosk, "--key", list);
    tool_said(&result, 1, "is a kiosk's folder");
    assert_int_equal(fake_folder_count(kiosk, "emarge.db"), 0);
    free(kiosk);
}

static void a_wrong_passphrase_opens_nothing(void **state)
{
    (void)state;
    char *keys = em_format("%s/locked", folder);
    assert_int_equal(em_folder_make(keys, 0700, &error), EM_OK);
    assert_int_equal(organiser_write(&secret, keys, "the right one", &em_random_system, &error),
                     EM_OK);
    TOOL("a wrong one\n", "import", "roster", DATA "scripts.csv", "--data", keys, "--passphrase-fd",
         "3");
    tool_said(&result, 1, "passphrase");
    assert_int_equal(fake_folder_count(keys, "emarge"), 0);
    TOOL("the right one\n", "import", "roster", DATA "scripts.csv", "--data", keys,
         "--passphrase-fd", "3");
    tool_told(&result, 0, "12 entries were written.");
    TOOL(NULL, "import", "roster", DATA "scripts.csv", "--data", keys);
    tool_said(&result, 1, "no terminal");
    free(keys);
}

/* Another event's key does not open this log. */
static void another_key_is_told(void **state)
{
    (void)state;
    struct organiser_secret other;
    char *keys = em_format("%s/other", folder), *path = em_format("%s/organiser.key", keys);
    ROSTER(DATA "scripts.csv");
    organiser_generate(&other, "ogp-paris-2016", &em_random_system);
    assert_int_equal(em_folder_make(keys, 0700, &error), EM_OK);
    assert_int_equal(organiser_write(&other, keys, NULL, &em_random_system, &error), EM_OK);
    int64_t size = log_size();
    ROSTER(DATA "scripts.csv", "--key", path, "--dry-run");
    tool_said(&result, 1, "The key is not the one of the log ogp-paris-2016/organiser");
    ROSTER(DATA "scripts.csv", "--key", path);
    tool_said(&result, 1, "The key is not the one of the log ogp-paris-2016/organiser");
    assert_int_equal(log_size(), size);
    free(keys);
    free(path);
}

static void words_that_are_none(void **state)
{
    (void)state;
    TOOL(NULL, "import");
    tool_said(&result, 2, "Say what to import");
    TOOL(NULL, "import", "roster");
    tool_said(&result, 2, "Say what to import");
    TOOL(NULL, "import", "guests", list);
    tool_said(&result, 2, "Say what to import");
    TOOL(NULL, "import", "roster", list, list);
    tool_said(&result, 2, "a word too many");
    TOOL(NULL, "import", "roster", list, "--map");
    tool_said(&result, 2, "--map needs a value");
    TOOL(NULL, "import", "roster", list, "--key", "a", "--key", "b");
    tool_said(&result, 2, "--key is given twice");
    TOOL(NULL, "import", "roster", list, "--passphrase-fd", "x");
    tool_said(&result, 2, "no file descriptor");
    TOOL(NULL, "help", "import");
    tool_told(&result, 0, "id,name,role,government,country,email,sessions,code");
}

/* --- programmes --- */

#define PROGRAMME(file, ...)                                                                       \
    TOOL(NULL, "import", "programme", file, "--data", organiser, ##__VA_ARGS__)

static void programmes_are_planned_and_written_like_rosters(void **state)
{
    (void)state;
    static const char *const files[] = {DATA "programme.csv", DATA "programme.ics",
                                        DATA "schedule.json", DATA "schedule.xml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        PROGRAMME(files[i], "--dry-run", "--skip-bad");
        tool_told(&result, result.code, "nothing was written.");
        PROGRAMME(files[i], "--skip-bad");
        tool_told(&result, result.code, "written.");
        int64_t size = log_size();
        PROGRAMME(files[i], "--skip-bad");
        tool_told(&result, result.code, "There is nothing to write.");
        assert_int_equal(log_size(), size);
    }
}

static void a_session_that_moved_is_changed(void **state)
{
    (void)state;
    write_list("id,title,room,start,end\ns1,Opening,Hall A,2016-12-09 10:00,2016-12-09 11:00\n"
               "s2,Closing,Hall A,2016-12-09 17:00,2016-12-09 18:00\n");
    PROGRAMME(list);
    tool_told(&result, 0, "  new               2\n");
    write_list("id,title,room,start,end\ns1,Opening,Hall B,2016-12-09 10:00,2016-12-09 11:00\n");
    PROGRAMME(list);
    tool_told(&result, 0, "  changed           1\n    s1: Opening\n");
    tool_told(&result, 0, "  elsewhere         1");
    PROGRAMME(list, "--timezone", "Asia/Seoul", "--dry-run");
    tool_told(&result, 0, "  changed           1\n");
    PROGRAMME(list, "--timezone", "Asia/Atlantis");
    tool_said(&result, 1, "There is no time zone “Asia/Atlantis”");
    PROGRAMME(list, "--event", "/nowhere");
    tool_said(&result, 1, "The event pack /nowhere");
    PROGRAMME(DATA "scripts.csv");
    assert_int_equal(result.code, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_of_the_world_come_back_to_the_letter),
        TEST(as_pretix_writes_it),
        TEST(as_pretix_writes_it_in_german_for_excel),
        TEST(as_indico_writes_it),
        TEST(as_indico_reads_it),
        TEST(as_eventbrite_writes_it),
        TEST(as_hi_events_writes_it),
        TEST(any_other_by_maps),
        TEST(a_plan_writes_nothing),
        TEST(the_same_file_again_changes_nothing),
        TEST(a_later_version_changes_whom_it_means),
        TEST(a_code_that_is_replaced_is_void),
        TEST(who_does_not_come_any_more_is_named),
        TEST(every_fault_has_its_line_and_column),
        TEST(bad_rows_can_be_left_out),
        TEST(a_badge_is_one_person_s),
        TEST(what_is_no_table),
        TEST(places_that_are_none),
        TEST(a_list_through_a_pipe),
        TEST(a_kiosk_s_folder_is_not_the_organiser_s),
        TEST(a_wrong_passphrase_opens_nothing),
        TEST(another_key_is_told),
        TEST(words_that_are_none),
        TEST(programmes_are_planned_and_written_like_rosters),
        TEST(a_session_that_moved_is_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
