/* The list of kiosks, kiosks.csv: what `emarge enroll` keeps in it and refuses by it, and what
 * `merge` and `verify` hold a kiosk's log to. */
#include "core/body.h"
#include "core/file.h"
#include "core/ledger.h"
#include "fake/folder.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PATH_SIZE (FAKE_PATH_SIZE + 32)

static char folder[FAKE_PATH_SIZE], office[PATH_SIZE], list[PATH_SIZE + 16];
static char hall[PATH_SIZE], other[PATH_SIZE]; /* two kiosks */
static struct tool_result result;

#define TOOL(...)         tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)
#define ENROLL(name, ...) TOOL("enroll", name, "--keys", office, "--data", __VA_ARGS__)

static void make_office(const char *path)
{
    struct organiser_secret secret;
    organiser_generate(&secret, "ogp-paris-2016", &em_random_system);
    assert_int_equal(em_folder_make(path, 0700, NULL), EM_OK);
    assert_int_equal(organiser_write(&secret, path, NULL, &em_random_system, NULL), EM_OK);
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(office, sizeof office, "%s/office", folder);
    snprintf(list, sizeof list, "%s/kiosks.csv", office);
    snprintf(hall, sizeof hall, "%s/hall", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    make_office(office);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

/* A start and an end. Where the store was damaged it is set aside and another log begins. */
static void record(const char *data)
{
    struct kiosk_identity identity;
    struct ledger *ledger = NULL;
    struct ledger_notice notice;
    struct em_error error = {0};
    const struct ledger_options options = {data, &identity, &em_clock_system, &em_random_system,
                                           false};
    assert_int_equal(kiosk_identity_read(&identity, data, NULL), EM_OK);
    if (ledger_open(&ledger, &options, &notice, &error) != EM_OK)
        fail_msg("%s", error.text);
    ledger_close(ledger);
}

static void put(const char *path, const char *text)
{
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0644, NULL), EM_OK);
}

static void no_two_kiosks_share_name_or_letter(void **state)
{
    (void)state;
    struct kiosk_identity kiosk;
    ENROLL("hall-a-1", hall);
    tool_told(&result, 0, "begin with A.");
    char *before = fake_file_text(list);
    assert_non_null(strstr(before, "name,letter,vkey\nhall-a-1,A,ogp-paris-2016/hall-a-1+"));
    ENROLL("hall-a-1", other, "--letter", "B");
    tool_said(&result, 1, "There is a kiosk hall-a-1 already");
    tool_said(&result, 1, "kiosks.csv, line 2");
    tool_said(&result, 1, "another name");
    ENROLL("hall-b-1", other, "--letter", "A");
    tool_said(&result, 1, "hall-a-1 has the letter A already");
    tool_said(&result, 1, "Leave --letter out, and this kiosk gets B.");
    ENROLL("hall-b-1", hall);
    tool_said(&result, 1, "kiosk.ini is there already");
    assert_int_equal(fake_folder_count(folder, "other"), 0); /* nothing was made, nothing listed */
    char *after = fake_file_text(list);
    assert_string_equal(after, before);
    ENROLL("hall-b-1", other);
    tool_told(&result, 0, "begin with B.");
    assert_int_equal(kiosk_identity_read(&kiosk, other, NULL), EM_OK);
    assert_int_equal(kiosk.letter, 'B');
    free(after);
    free(before);
}

static void a_letter_that_was_passed_over_is_free(void **state)
{
    (void)state;
    char data[PATH_SIZE + 8];
    ENROLL("hall-b-1", hall, "--letter", "B");
    for (char letter = 'A'; letter <= 'Z'; letter++) {
        char name[] = {'k', '-', (char)(letter + 32), '\0'}, begins[] = "begin with ?.";
        if (letter == 'B')
            continue;
        begins[11] = letter;
        snprintf(data, sizeof data, "%s/%s", folder, name);
        ENROLL(name, data);
        tool_told(&result, 0, begins);
    }
    ENROLL("one-more", other);
    tool_said(&result, 1, "Every letter from A to Z is taken");
    assert_false(em_file_exists(other));
}

/* Neither a kiosk without a line nor, when the disk refused it, a line without a kiosk. */
static void a_bundle_that_is_not_made_is_not_listed(void **state)
{
    (void)state;
    put(other, "a file where a folder should be");
    ENROLL("hall-a-1", other);
    assert_int_equal(result.code, 1);
    ENROLL("hall-a-1", hall);
    tool_told(&result, 0, "begin with A.");
    TOOL("enroll", "hall-b-1", "--keys", folder, "--data", other);
    tool_said(&result, 1, "organiser.key");
}

static void a_log_comes_home_with_its_own_key(void **state)
{
    (void)state;
    ENROLL("hall-a-1", hall);
    char *first = fake_file_text(list);
    assert_int_equal(unlink(list), 0); /* as before there was a list */
    ENROLL("hall-a-1", other);
    put(list, first);
    record(hall);
    record(other);
    TOOL("merge", other, "--data", office);
    tool_said(&result, 1, "another key than the one in kiosks.csv: two kiosks may share this name");
    assert_string_equal(result.out, "");
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "Its key is the one in kiosks.csv.");
    assert_null(strstr(result.out, "on trust"));
    TOOL("verify", "--data", office);
    tool_told(&result, 0, "known from  kiosks.csv\n");
    assert_int_equal(unlink(list), 0);
    TOOL("merge", other, "--data", office); /* what is known already is held to as well */
    tool_said(&result, 1, "another key than the one that is known here: two kiosks may share");
    TOOL("verify", "--data", office);
    tool_told(&result, 0, "known from  this store alone");
    assert_null(strstr(result.out, "note:"));
    char *public = em_format("%s/organiser.pub", office);
    assert_int_equal(unlink(public), 0);
    TOOL("verify", "--data", office);
    tool_told(&result, 0, "Put back the organiser.pub");
    assert_null(strstr(result.out, "kiosk.ini"));
    free(public);
    free(first);
}

static void a_kiosk_that_is_not_listed_is_taken_on_trust(void **state)
{
    (void)state;
    ENROLL("hall-a-1", hall);
    assert_int_equal(unlink(list), 0);
    record(hall);
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "is not in kiosks.csv, and its key is taken on trust");
    tool_told(&result, 0, "\n  ogp-paris-2016/hall-a-1+");
}

/* A log that replaces a damaged one is of the same kiosk. */
static void a_later_generation_has_the_same_key(void **state)
{
    (void)state;
    char *store = em_format("%s/emarge.db", hall);
    ENROLL("hall-a-1", hall);
    record(hall);
    put(store, "no store at all");
    record(hall);
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "ogp-paris-2016/hall-a-1.2: 0 were here");
    tool_told(&result, 0, "Its key is the one in kiosks.csv.");
    TOOL("verify", "--data", office);
    tool_told(&result, 0, "known from  kiosks.csv\n");
    assert_int_equal(unlink(list), 0);
    ENROLL("hall-a-1", other); /* the control: with another's key neither holds */
    TOOL("verify", "--data", office);
    tool_told(&result, 1, "BAD: The log names another key");
    free(store);
}

/* Nothing fell back: the two have nothing to do with each other. */
static void two_organisers_are_told_apart(void **state)
{
    (void)state;
    char *theirs = em_format("%s/theirs", folder), *roster = em_format("%s/list.csv", folder);
    put(roster, "id,name\n1,Wanjiku Chebet\n");
    make_office(theirs);
    TOOL("import", "roster", roster, "--data", office);
    assert_int_equal(result.code, 0);
    ENROLL("hall-a-1", hall);
    record(hall);
    TOOL("merge", hall, "--data", theirs);
    tool_said(&result, 1, "were made with other keys");
    assert_null(strstr(result.err, "fell back"));
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "hall-a-1: 0 were here");
    TOOL("merge", theirs, "--data", hall);
    assert_int_equal(result.code, 1);
    free(roster);
    free(theirs);
}

static void a_list_with_a_fault_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } faults[] = {
        {"hall-a-1,A,x\n", "does not begin with “name,letter,vkey”"},
        {"name,letter,vkey\nhall-a-1,A,x\n", "kiosks.csv, line 2: this is no kiosk's name"},
        {"name,letter,vkey\n\"hall", "kiosks.csv"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        put(list, faults[i].text);
        ENROLL("hall-b-1", other);
        tool_said(&result, 1, faults[i].sentence);
        assert_false(em_file_exists(other));
        char *text = fake_file_text(list);
        assert_string_equal(text, faults[i].text);
        free(text);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_two_kiosks_share_name_or_letter),
        TEST(a_letter_that_was_passed_over_is_free),
        TEST(a_bundle_that_is_not_made_is_not_listed),
        TEST(a_log_comes_home_with_its_own_key),
        TEST(a_kiosk_that_is_not_listed_is_taken_on_trust),
        TEST(a_later_generation_has_the_same_key),
        TEST(two_organisers_are_told_apart),
        TEST(a_list_with_a_fault_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
