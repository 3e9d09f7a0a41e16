/* `emarge merge`, and what `enroll` brings: data folders that are carried by hand between the
 * organiser's office and the kiosks. */
#include "core/body.h"
#include "core/file.h"
#include "core/ledger.h"
#include "fake/folder.h"
#include "fake/sql.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PATH_SIZE (FAKE_PATH_SIZE + 32)

static char folder[FAKE_PATH_SIZE], office[PATH_SIZE], hall[PATH_SIZE];
static char office_store[PATH_SIZE + 16], hall_store[PATH_SIZE + 16];
static struct tool_result result;
static struct organiser_secret secret;

#define TOOL(...) tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)

static int set_up(void **state)
{
    (void)state;
    struct em_error error;
    fake_folder_make(folder);
    snprintf(office, sizeof office, "%s/office", folder);
    snprintf(hall, sizeof hall, "%s/hall", folder);
    snprintf(office_store, sizeof office_store, "%s/emarge.db", office);
    snprintf(hall_store, sizeof hall_store, "%s/emarge.db", hall);
    organiser_generate(&secret, "ogp-paris-2016", &em_random_system);
    if (em_folder_make(office, 0700, &error) != EM_OK ||
        organiser_write(&secret, office, NULL, &em_random_system, &error) != EM_OK)
        return -1;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

static struct ledger *open_log(const char *data, const struct kiosk_identity *identity)
{
    struct ledger *ledger = NULL;
    struct ledger_notice notice;
    struct em_error error;
    const struct ledger_options options = {data, identity, &em_clock_system, &em_random_system,
                                           true};
    if (ledger_open(&ledger, &options, &notice, &error) != EM_OK)
        fail_msg("%s", error.text);
    return ledger;
}

/* A start, so many refused scans, and an end: two entries more. */
static void record(const char *data, const struct kiosk_identity *identity, int scans)
{
    struct ledger *ledger = open_log(data, identity);
    for (int i = 0; i < scans; i++) {
        struct em_buffer body = {0};
        assert_int_equal(body_write(&body, json_pack("{s:i}", "scan", i), &em_random_system, NULL),
                         EM_OK);
        assert_int_equal(ledger_record(ledger, ENTRY_REFUSE, &body, NULL, NULL, NULL), EM_OK);
        em_buffer_free(&body);
    }
    ledger_close(ledger);
}

static struct kiosk_identity organiser(void)
{
    struct kiosk_identity identity;
    organiser_identity(&identity, &secret);
    return identity;
}

static struct kiosk_identity enrolled(void)
{
    struct kiosk_identity identity;
    TOOL("enroll", "hall-a-1", "--keys", office, "--data", hall);
    tool_told(&result, 0, "hall-a-1 is ready");
    assert_int_equal(kiosk_identity_read(&identity, hall, NULL), EM_OK);
    return identity;
}

static void a_new_kiosk_has_what_the_organiser_knows(void **state)
{
    (void)state;
    struct kiosk_identity identity = organiser();
    record(office, &identity, 5);
    enrolled();
    tool_told(&result, 0, "ogp-paris-2016/organiser: 0 were here, 7 added");
    assert_null(strstr(result.out, "first time")); /* the kiosk knows that key */
    assert_int_equal(fake_sql_number(hall_store, "SELECT count(*) FROM entry WHERE origin LIKE "
                                                 "'%organiser'"),
                     7);
    TOOL("verify", "--data", hall);
    tool_told(&result, 0, "log ogp-paris-2016/organiser");
}

static void an_office_without_a_store_is_enough(void **state)
{
    (void)state;
    enrolled();
    assert_null(strstr(result.out, "added"));
    assert_int_equal(fake_folder_count(hall, "emarge.db"), 0);
}

static void folders_go_both_ways(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled();
    record(hall, &identity, 3);
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "ogp-paris-2016/hall-a-1: 0 were here, 5 added");
    tool_told(&result, 0, "Its key is the one in kiosks.csv.");
    assert_null(strstr(result.out, "on trust"));
    TOOL("merge", hall_store, "--data", office);
    tool_told(&result, 0, "ogp-paris-2016/hall-a-1: 5 were here, 0 added");
    tool_told(&result, 0, "There was nothing new.");
    TOOL("merge", office, "--data", hall);
    tool_told(&result, 0, "ogp-paris-2016/organiser: 0 were here, 2 added");
    TOOL("verify", "--data", hall);
    assert_int_equal(result.code, 0);
    TOOL("verify", "--data", office);
    assert_int_equal(result.code, 0);
}

static void a_running_kiosk_is_left_alone(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled(), own = organiser();
    record(office, &own, 1);
    struct ledger *running = open_log(hall, &identity);
    TOOL("merge", office, "--data", hall);
    tool_said(&result, 1, "in use by another emarge");
    TOOL("merge", hall, "--data", office); /* reading from it is no harm */
    tool_told(&result, 0, "hall-a-1: 0 were here, 1 added");
    ledger_close(running);
}

static void what_is_refused_is_said(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled(), own = organiser();
    record(office, &own, 1);
    record(hall, &identity, 3);
    assert_true(fake_sql_against_rules(hall_store, "DELETE FROM entry WHERE seq = 2"));
    TOOL("merge", hall, "--data", office);
    tool_said(&result, 1, "Entry 2 of the log ogp-paris-2016/hall-a-1");
    assert_string_equal(result.out, "");
    assert_int_equal(fake_sql_number(office_store, "SELECT count(*) FROM log"), 1);
    TOOL("merge", office, "--data", hall);
    tool_said(&result, 1, "Entry 2");
    assert_int_equal(fake_folder_count(hall, "emarge.db.damaged"), 0);
}

static int64_t entries(const char *store)
{
    return fake_sql_number(store, "SELECT count(*) FROM entry");
}

/* Neither an `open` nor a `close`, and no store where there was none. */
static void what_brings_nothing_writes_nothing(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled();
    record(hall, &identity, 3);
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "5 added");
    int64_t there = entries(office_store), here = entries(hall_store);
    TOOL("merge", hall, "--data", office);
    tool_told(&result, 0, "ogp-paris-2016/hall-a-1: 5 were here, 0 added\nThere was nothing new.");
    assert_int_equal(entries(office_store), there);
    TOOL("merge", hall, "--data", hall); /* with itself */
    tool_told(&result, 0, "There was nothing new.");
    assert_int_equal(entries(hall_store), here);
    TOOL("merge", office, "--data", hall); /* the control: what is new is written */
    tool_told(&result, 0, "ogp-paris-2016/organiser: 0 were here, 2 added");
    assert_true(entries(hall_store) > here);
}

static void what_is_refused_writes_nothing(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled(), own = organiser();
    record(hall, &identity, 3);
    assert_true(fake_sql_against_rules(hall_store, "DELETE FROM entry WHERE seq = 2"));
    TOOL("merge", hall, "--data", office);
    tool_said(&result, 1, "Entry 2 of the log ogp-paris-2016/hall-a-1");
    tool_said(&result, 1, "Nothing was taken over.");
    assert_int_equal(fake_folder_count(office, "emarge.db"), 0); /* no store was begun for it */
    record(office, &own, 1);
    int64_t there = entries(office_store);
    TOOL("merge", hall, "--data", office);
    tool_said(&result, 1, "Entry 2 of the log ogp-paris-2016/hall-a-1");
    assert_int_equal(entries(office_store), there);
}

/* Another organiser's key, for a store that is not theirs. */
static void another_key_is_refused(void **state)
{
    (void)state;
    struct kiosk_identity identity = enrolled(), own = organiser();
    struct organiser_secret other;
    char *elsewhere = em_format("%s/elsewhere", folder), *key = NULL;
    record(hall, &identity, 1);
    record(office, &own, 1);
    organiser_generate(&other, "ogp-paris-2016", &em_random_system);
    assert_int_equal(em_folder_make(elsewhere, 0700, NULL), EM_OK);
    assert_int_equal(organiser_write(&other, elsewhere, NULL, &em_random_system, NULL), EM_OK);
    key = em_format("%s/organiser.key", elsewhere);
    int64_t there = entries(office_store);
    TOOL("merge", hall, "--data", office, "--key", key);
    tool_said(&result, 1, "is not written with the key that was given");
    assert_int_equal(entries(office_store), there);
    free(elsewhere);
    free(key);
}

static void words_that_are_none(void **state)
{
    (void)state;
    TOOL("merge");
    tool_said(&result, 2, "say whose logs to merge");
    TOOL("merge", "/nowhere", "--data", office);
    tool_said(&result, 1, "/nowhere");
    assert_int_equal(fake_folder_count(office, "emarge.db"), 0); /* nothing was begun */
    struct kiosk_identity own = organiser();
    record(office, &own, 1);
    TOOL("merge", office, "--data", folder);
    tool_said(&result, 1, "neither a kiosk.ini nor an organiser.key");
    TOOL("merge", office, "--data", office, "--passphrase-fd", "three");
    tool_said(&result, 2, "no file descriptor");
}

/* The kiosk is there, and a second try brings what is missing. */
static void a_damaged_office_stops_half_way(void **state)
{
    (void)state;
    struct kiosk_identity own = organiser();
    record(office, &own, 3);
    assert_true(fake_sql_against_rules(office_store, "DELETE FROM entry WHERE seq = 2"));
    TOOL("enroll", "hall-a-1", "--keys", office, "--data", hall);
    tool_told(&result, 1, "Entry 2 of the log ogp-paris-2016/organiser");
    tool_told(&result, 1, "emarge merge ");
}

/* A store that somebody made by hand may name a log as they like. */
static void no_store_drives_the_terminal(void **state)
{
    (void)state;
    static const char harm[] = "PRAGMA foreign_keys = 0; DELETE FROM roster_entry;"
                               "UPDATE entry SET origin = char(27) || '[2J' || char(8238);"
                               "UPDATE log SET origin = char(27) || '[2J' || char(8238);";
    struct kiosk_identity identity = enrolled();
    record(hall, &identity, 3);
    assert_true(fake_sql_against_rules(hall_store, harm));
    for (int i = 0; i < 2; i++) {
        if (i)
            TOOL("merge", hall, "--data", office);
        else
            TOOL("verify", "--data", hall);
        tool_told(&result, 1, "");
        assert_null(strchr(result.out, 27));
        assert_null(strchr(result.err, 27));
        assert_null(strstr(result.out, "\u202E"));
        assert_null(strstr(result.err, "\u202E"));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_kiosk_has_what_the_organiser_knows),
        TEST(an_office_without_a_store_is_enough),
        TEST(folders_go_both_ways),
        TEST(a_running_kiosk_is_left_alone),
        TEST(what_is_refused_is_said),
        TEST(what_brings_nothing_writes_nothing),
        TEST(what_is_refused_writes_nothing),
        TEST(another_key_is_refused),
        TEST(words_that_are_none),
        TEST(a_damaged_office_stops_half_way),
        TEST(no_store_drives_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
