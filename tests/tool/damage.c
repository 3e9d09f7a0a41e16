/* Stores that are damaged, in the organiser's hands: their own is left alone, of what a kiosk set
 * aside they take what holds, and verify says of every log of a folder by which key it is proven.
 */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/sql.h"
#include "fake/summit.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct summit summit;
static struct tool_result result;
static char office_store[FAKE_PATH_SIZE + 16], hall_store[FAKE_PATH_SIZE + 16];
static char roster[FAKE_PATH_SIZE + 16]; /* a list that can be imported */

#define OFFICE    summit.organiser_folder
#define HALL      summit.kiosk.folder
#define TOOL(...) tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)

/* The kiosk has been at work, and is stopped; the organiser has not heard of it yet. */
static int set_up(void **state)
{
    (void)state;
    static const char list[] = "id,name\n1,Wanjiku Chebet\n";
    summit_init(&summit, 1);
    summit_stop(&summit.kiosk);
    snprintf(office_store, sizeof office_store, "%s/" STORE_FILE, OFFICE);
    snprintf(hall_store, sizeof hall_store, "%s/" STORE_FILE, HALL);
    snprintf(roster, sizeof roster, "%s/list.csv", summit.folder);
    return em_file_write_atomic(roster, list, sizeof list - 1, 0600, NULL) == EM_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    summit_free(&summit);
    return 0;
}

static void write_text(const char *path, const char *text)
{
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0600, NULL), EM_OK);
}

static struct em_buffer read_all(const char *path)
{
    struct em_buffer bytes = {0};
    assert_int_equal(em_file_read(path, 1 << 26, &bytes, NULL), EM_OK);
    return bytes;
}

/* The file is still what it was; frees the bytes. */
static void expect_same(struct em_buffer before, const char *path)
{
    struct em_buffer after = read_all(path);
    assert_int_equal(after.size, before.size);
    assert_memory_equal(after.data, before.data, before.size);
    em_buffer_free(&before);
    em_buffer_free(&after);
}

static int64_t entries(const char *store, const char *writer)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM entry WHERE origin = '" SUMMIT_EVENT "/%s'",
             writer);
    return fake_sql_number(store, sql);
}

/* --- the organiser's own --- */

#define REMEDY "ut back a copy of the store that holds."

static void expect_left_alone(void)
{
    const char *const verbs[][4] = {{"import", "roster", roster},
                                    {"badge", "reissue", "Amina"},
                                    {"badge", "staff", "Jelagat"},
                                    {"badge", "revoke", "Amina"}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct em_buffer before = read_all(office_store);
        tool_run(&result,
                 (const char *const[]){EM_TOOL, verbs[i][0], verbs[i][1], verbs[i][2], "--data",
                                       OFFICE, NULL},
                 NULL);
        tool_said(&result, 1, REMEDY);
        tool_said(&result, 1, "Nothing was changed");
        assert_null(strstr(result.err, "kiosk sets it aside"));
        expect_same(before, office_store);
        assert_int_equal(fake_folder_count(OFFICE, STORE_FILE ".damaged"), 0);
    }
}

static void a_damaged_entry_of_the_organiser_stops_all(void **state)
{
    (void)state;
    assert_true(fake_sql_against_rules(office_store, "UPDATE entry SET at = at + 1 WHERE seq = 7"));
    expect_left_alone();
    tool_said(&result, 1, "Entry 7 of the log " SUMMIT_EVENT "/organiser does not hold");
    TOOL("verify", "--data", OFFICE);
    tool_told(&result, 1, "BAD from entry 7");
}

static void what_is_no_store_of_the_organiser_stops_all(void **state)
{
    (void)state;
    write_text(office_store, "This was a store once, and now it is a poem of some length.");
    expect_left_alone();
    TOOL("merge", HALL, "--data", OFFICE);
    tool_said(&result, 1, REMEDY);
}

/* The control: a store that holds is written to. */
static void a_store_that_holds_is_written_to(void **state)
{
    (void)state;
    TOOL("import", "roster", roster, "--data", OFFICE);
    tool_told(&result, 0, "1 entry was written");
}

/* --- what a kiosk set aside --- */

/* Damages the kiosk's store and starts the kiosk, which sets it aside; the path is to be freed. */
static char *set_aside(const char *sql)
{
    char name[LEDGER_ASIDE_SIZE];
    assert_true(fake_sql_against_rules(hall_store, sql));
    summit_start(&summit, &summit.kiosk);
    summit_stop(&summit.kiosk);
    assert_int_equal(ledger_count_aside(HALL, name), 1);
    return em_format("%s/%s", HALL, name);
}

/* Merges what was set aside, which stays as it is with all that lies beside it. */
static void merge_aside(const char *aside)
{
    struct em_buffer before = read_all(aside);
    int files = fake_folder_count(HALL, STORE_FILE ".damaged");
    TOOL("merge", aside, "--data", OFFICE);
    expect_same(before, aside);
    assert_int_equal(fake_folder_count(HALL, STORE_FILE ".damaged"), files);
}

/* Another kiosk's log, which this one has heard of. */
static void hear_of_hall_b(void)
{
    struct summit_kiosk other = {0};
    summit_enroll(&summit, &other, "hall-b-1", 'B');
    summit_stop(&other);
    summit_start(&summit, &summit.kiosk);
    summit_merge(&summit.kiosk, other.folder);
    summit_stop(&summit.kiosk);
    kiosk_identity_wipe(&other.identity);
}

static void the_logs_that_hold_are_taken(void **state)
{
    (void)state;
    hear_of_hall_b();
    char *aside = set_aside("UPDATE entry SET at = at + 1 WHERE origin LIKE '%hall-a-1' AND seq = "
                            "1");
    merge_aside(aside);
    tool_told(&result, 1, SUMMIT_EVENT "/hall-b-1: 0 were here, 2 added");
    tool_said(&result, 1, SUMMIT_EVENT "/hall-a-1 was not taken. Entry 1 of the log");
    assert_int_equal(entries(office_store, "hall-a-1"), 0);
    assert_int_equal(entries(office_store, "hall-b-1"), 2);
    int64_t own = entries(office_store, "organiser");
    merge_aside(aside); /* again: there is no more in it */
    tool_told(&result, 1, "There was nothing new.");
    tool_said(&result, 1, SUMMIT_EVENT "/hall-a-1 was not taken.");
    assert_int_equal(entries(office_store, "organiser"), own);
    TOOL("verify", "--data", OFFICE);
    assert_int_equal(result.code, 0);
    free(aside);
}

/* The kiosk's own log holds: the damage is in its copy of the organiser's. */
static void a_log_beside_a_damaged_mirror_is_taken(void **state)
{
    (void)state;
    int64_t own = entries(hall_store, "hall-a-1");
    char *aside = set_aside("UPDATE entry SET at = at + 1 WHERE origin LIKE '%organiser' AND seq = "
                            "5");
    merge_aside(aside);
    tool_said(&result, 1, SUMMIT_EVENT "/organiser was not taken. Entry 5 of the log");
    tool_told(&result, 1, SUMMIT_EVENT "/hall-a-1: 0 were here, ");
    assert_int_equal(entries(office_store, "hall-a-1"), own);
    /* From there its entries come back to the kiosk, as the log of another. */
    TOOL("merge", OFFICE, "--data", HALL);
    tool_told(&result, 0, SUMMIT_EVENT "/hall-a-1: 0 were here, ");
    assert_int_equal(entries(hall_store, "hall-a-1"), own);
    TOOL("verify", "--data", HALL);
    assert_int_equal(result.code, 0);
    free(aside);
}

static void where_nothing_can_be_read_nothing_is_taken(void **state)
{
    (void)state;
    char *aside = set_aside("UPDATE entry SET at = at + 1 WHERE origin LIKE '%hall-a-1' AND seq = "
                            "1");
    int64_t own = entries(office_store, "organiser");
    write_text(aside, "a poem");
    TOOL("merge", aside, "--data", OFFICE);
    tool_said(&result, 1, "is damaged");
    assert_int_equal(entries(office_store, "organiser"), own);
    free(aside);
}

/* Only a name that says so makes it a damaged one: of others all must hold. */
static void the_same_under_another_name_is_refused(void **state)
{
    (void)state;
    hear_of_hall_b();
    char *aside = set_aside("UPDATE entry SET at = at + 1 WHERE origin LIKE '%hall-a-1' AND seq = "
                            "1");
    char *copy = em_format("%s/copy.db", summit.folder);
    struct em_buffer bytes = read_all(aside);
    int64_t own = entries(office_store, "organiser");
    assert_int_equal(em_file_write_atomic(copy, bytes.data, bytes.size, 0600, NULL), EM_OK);
    TOOL("merge", copy, "--data", OFFICE);
    tool_said(&result, 1, "Entry 1 of the log " SUMMIT_EVENT "/hall-a-1");
    tool_said(&result, 1, "Nothing was taken over.");
    assert_int_equal(entries(office_store, "hall-b-1"), 0);
    assert_int_equal(entries(office_store, "organiser"), own);
    em_buffer_free(&bytes);
    free(copy);
    free(aside);
}

/* --- verify, folder by folder --- */

#define GOOD "  checkpoint  signature good, names this root\n  good\n"

/* What verify says of a log, from its name to the name of the next. */
static void expect_log(const char *writer, const char *known_from, const char *end)
{
    char *name = em_format("log " SUMMIT_EVENT "/%s\n", writer);
    char *known = em_format("  known from  %s", known_from);
    const char *log = strstr(result.out, name);
    const char *found = log ? strstr(log, "  known from  ") : NULL;
    const char *said = found ? strstr(found, "  checkpoint  ") : NULL;
    if (!said || strncmp(found, known, strlen(known)) != 0 || strncmp(said, end, strlen(end)) != 0)
        fail_msg("%s should be known from %s: %s", writer, known_from, result.out);
    free(name);
    free(known);
}

static void a_kiosk_s_folder_proves_every_log(void **state)
{
    (void)state;
    hear_of_hall_b();
    TOOL("verify", "--data", HALL);
    assert_int_equal(result.code, 0);
    expect_log("hall-a-1", "kiosk.ini\n", GOOD);
    expect_log("organiser", "kiosk.ini\n", GOOD);
    expect_log("hall-b-1", "this store alone", GOOD);
    tool_told(&result, 0, "lists\n  good\n");
    assert_null(strstr(result.out, "note:"));
}

static void the_organiser_s_folder_proves_every_log(void **state)
{
    (void)state;
    TOOL("merge", HALL, "--data", OFFICE);
    TOOL("verify", "--data", OFFICE);
    assert_int_equal(result.code, 0);
    expect_log("organiser", "organiser.pub\n", GOOD);
    expect_log("hall-a-1", "this store alone", GOOD);
    tool_told(&result, 0, "lists\n  good\n");
    assert_null(strstr(result.out, "note:")); /* the checkpoint beside it was read */
}

#define BAD_KEY "  checkpoint  not confirmed\n  BAD: The log names another key"

/* Another summit's key in the place of theirs: whole in itself, and not theirs. */
static void a_log_under_another_key_is_told(void **state)
{
    (void)state;
    struct organiser_secret other;
    struct em_error error;
    char *public = em_format("%s/organiser.pub", OFFICE),
         *key = em_format("%s/organiser.key", OFFICE);
    TOOL("merge", HALL, "--data", OFFICE);
    assert_int_equal(unlink(public) | unlink(key), 0);
    organiser_generate(&other, SUMMIT_EVENT, &summit.random.random);
    assert_int_equal(organiser_write(&other, OFFICE, NULL, &summit.random.random, &error), EM_OK);
    TOOL("verify", "--data", OFFICE);
    assert_int_equal(result.code, 1);
    expect_log("organiser", "organiser.pub\n", BAD_KEY);
    expect_log("hall-a-1", "this store alone", GOOD);
    free(public);
    free(key);

    char *ini = em_format("%s/kiosk.ini", HALL), *text = fake_file_text(ini);
    char *line = strstr(text, "organiser_log");
    assert_non_null(line);
    char *digit = strchr(line, '=') + 4;
    *digit = *digit == 'B' ? 'C' : 'B';
    write_text(ini, text);
    TOOL("verify", "--data", HALL);
    assert_int_equal(result.code, 1);
    expect_log("organiser", "kiosk.ini\n", BAD_KEY);
    expect_log("hall-a-1", "kiosk.ini\n", GOOD);
    free(ini);
    free(text);
}

/* The organiser's store fell back, and is whole in itself: the checkpoint beside it tells. */
static void an_older_copy_of_the_organiser_s_is_found_out(void **state)
{
    (void)state;
    struct em_buffer older = read_all(office_store);
    summit_announce(&summit, "unheard");
    assert_int_equal(em_file_write_atomic(office_store, older.data, older.size, 0600, NULL), EM_OK);
    em_buffer_free(&older);
    TOOL("verify", "--data", OFFICE);
    tool_told(&result, 1, "an earlier checkpoint signed");
    TOOL("import", "roster", roster, "--data", OFFICE);
    tool_said(&result, 1, REMEDY);
}

/* What SQLite keeps beside the organiser's store may be a writer's at work: verify leaves it. */
static void verify_leaves_a_writer_its_files(void **state)
{
    (void)state;
    char *wal = em_format("%s-wal", office_store), *shm = em_format("%s-shm", office_store);
    unlink(wal);
    unlink(shm);
    TOOL("verify", "--data", OFFICE); /* a writer might begin meanwhile */
    assert_int_equal(result.code, 0);
    assert_true(em_file_exists(wal));
    free(shm);
    free(wal);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_damaged_entry_of_the_organiser_stops_all),
        TEST(what_is_no_store_of_the_organiser_stops_all),
        TEST(a_store_that_holds_is_written_to),
        TEST(the_logs_that_hold_are_taken),
        TEST(a_log_beside_a_damaged_mirror_is_taken),
        TEST(where_nothing_can_be_read_nothing_is_taken),
        TEST(the_same_under_another_name_is_refused),
        TEST(a_kiosk_s_folder_proves_every_log),
        TEST(the_organiser_s_folder_proves_every_log),
        TEST(a_log_under_another_key_is_told),
        TEST(an_older_copy_of_the_organiser_s_is_found_out),
        TEST(verify_leaves_a_writer_its_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
