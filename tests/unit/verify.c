/* The proof of a log: whatever is changed in a store, the verdict says that, and at which entry. */
#include "core/verify.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ORIGIN "ogp-paris-2016/hall-a-1"
#define PEOPLE 3

static struct fake_kiosk kiosk;
static sqlite3 *stranger; /* a connection that keeps to no rule */
static struct store *store;

/* `open`, three signatures, `close`: five entries, and nobody's rules but the store's own hashes.
 */
static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 1);
    fake_kiosk_day(&kiosk, PEOPLE);
    assert_int_equal(store_open(&store, kiosk.store, STORE_READ, &kiosk.error), EM_OK);
    assert_int_equal(sqlite3_open(kiosk.store, &stranger), SQLITE_OK);
    const char *rules = FAKE_SQL_NO_RULES "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF";
    assert_int_equal(sqlite3_exec(stranger, rules, NULL, NULL, NULL), SQLITE_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    sqlite3_close(stranger);
    fake_kiosk_free(&kiosk);
    return 0;
}

static struct verify_options options;
static struct verify_result result;

static enum em_status prove(void *context, const struct store_log *log, struct em_error *error)
{
    (void)context;
    return verify_log(store, log, &options, &result, error);
}

/* Good or not; a head that cannot be read at all is not good. */
static bool holds(void)
{
    result = (struct verify_result){.bad_seq = -2};
    return store_logs(store, ORIGIN, prove, NULL, NULL) == EM_OK && result.good;
}

static void do_sql(const char *sql)
{
    if (sqlite3_exec(stranger, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(stranger));
}

/* Within a transaction that is rolled back, the store sees nothing: so each change is committed,
 * and put back from a copy. */
static void keep_copy(void)
{
    do_sql("CREATE TEMP TABLE entries AS SELECT * FROM entry;"
           "CREATE TEMP TABLE logs AS SELECT * FROM log");
}

static void put_back(void)
{
    do_sql("BEGIN; DELETE FROM entry; DELETE FROM log; INSERT INTO log SELECT * FROM logs;"
           "INSERT INTO entry SELECT * FROM entries; COMMIT");
}

static void a_log_that_was_written_holds(void **state)
{
    (void)state;
    options = (struct verify_options){.log_public = kiosk.identity.log_public};
    assert_true(holds());
    assert_int_equal(result.entries, PEOPLE + 2);
    assert_int_equal(result.bad_seq, -1);
    assert_string_equal(result.reason, "");
}

/* One changed value: text and blobs byte by byte, numbers by one. */
struct target {
    char column[32];
    sqlite3_int64 seq;
    int type;
    char value[8192];
    int size;
};

static void write_value(const char *table, const struct target *target)
{
    sqlite3_stmt *update;
    char *sql = sqlite3_mprintf("UPDATE %s SET %s = ?1 WHERE ?2 < 0 OR rowid = ?2 + 1", table,
                                target->column);
    if (strcmp(table, "log") == 0) {
        sqlite3_free(sql);
        sql = sqlite3_mprintf("UPDATE log SET %s = ?1 WHERE ?2 < 0", target->column);
    }
    assert_int_equal(sqlite3_prepare_v2(stranger, sql, -1, &update, NULL), SQLITE_OK);
    if (target->type == SQLITE_BLOB)
        sqlite3_bind_blob(update, 1, target->value, target->size, SQLITE_STATIC);
    else if (target->type == SQLITE_TEXT)
        sqlite3_bind_text(update, 1, target->value, target->size, SQLITE_STATIC);
    else
        sqlite3_bind_int64(update, 1, strtoll(target->value, NULL, 10));
    sqlite3_bind_int64(update, 2, target->seq);
    assert_int_equal(sqlite3_step(update), SQLITE_DONE);
    assert_int_equal(sqlite3_changes(stranger), 1);
    sqlite3_finalize(update);
    sqlite3_free(sql);
}

static void check_refused(const char *table, const struct target *target, int at)
{
    if (holds())
        fail_msg("%s.%s of %lld changed at byte %d, and nobody sees it", table, target->column,
                 (long long)target->seq, at);
    if (target->seq >= 0 && result.bad_seq != target->seq)
        fail_msg("%s.%s of %lld changed at byte %d, and %lld is blamed: %s", table, target->column,
                 (long long)target->seq, at, (long long)result.bad_seq, result.reason);
}

/* Flips one bit of each byte in turn, another one at each place; returns how many places there
 * were. */
static int tamper(const char *table, struct target *target)
{
    if (target->type == SQLITE_NULL)
        return 0;
    struct target changed = *target;
    if (target->type == SQLITE_INTEGER) {
        snprintf(changed.value, sizeof changed.value, "%lld",
                 strtoll(target->value, NULL, 10) + 100);
        write_value(table, &changed);
        check_refused(table, target, 0);
        write_value(table, target);
        return 1;
    }
    for (int at = 0; at < target->size; at++) {
        changed.value[at] ^= (char)(1 << at % 5);
        if (changed.value[at] != '\0' || target->type == SQLITE_BLOB) {
            write_value(table, &changed);
            check_refused(table, target, at);
        }
        changed.value[at] = target->value[at];
    }
    write_value(table, target);
    return target->size;
}

static int tamper_rows(const char *table, const char *query, bool has_seq)
{
    static struct target targets[200];
    sqlite3_stmt *rows;
    int count = 0, places = 0;
    assert_int_equal(sqlite3_prepare_v2(stranger, query, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            struct target *target = &targets[count++];
            snprintf(target->column, sizeof target->column, "%s", sqlite3_column_name(rows, i));
            target->seq = has_seq ? sqlite3_column_int64(rows, 1) : -1;
            target->type = sqlite3_column_type(rows, i);
            target->size = sqlite3_column_bytes(rows, i);
            assert_true((size_t)target->size < sizeof target->value);
            if (target->size > 0)
                memcpy(target->value, sqlite3_column_blob(rows, i), (size_t)target->size);
            target->value[target->size] = '\0';
        }
    sqlite3_finalize(rows);
    for (int i = 0; i < count; i++)
        places += tamper(table, &targets[i]);
    return places;
}

static void every_byte_of_an_entry_counts(void **state)
{
    (void)state;
    options = (struct verify_options){.log_public = kiosk.identity.log_public};
    int places = tamper_rows("entry", "SELECT * FROM entry", true);
    print_message("%d bytes and numbers of entries were changed, one at a time\n", places);
    assert_true(places > 100 * PEOPLE);
    assert_true(holds()); /* all of it is as it was */
}

static void every_byte_of_the_head_counts(void **state)
{
    (void)state;
    options = (struct verify_options){.log_public = kiosk.identity.log_public};
    int places = tamper_rows("log", "SELECT * FROM log", false);
    print_message("%d bytes and numbers of the head were changed, one at a time\n", places);
    assert_true(places > 32 + 8 + 32);
    assert_true(holds());
}

static void whole_entries_count(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        int64_t bad;
    } cases[] = {
        {"DELETE FROM entry WHERE seq = 0", 0},
        {"DELETE FROM entry WHERE seq = 2", 2},
        {"DELETE FROM entry WHERE seq = 4", 4},
        {"DELETE FROM entry", 0},
        {"UPDATE entry SET seq = -1 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3;"
         "UPDATE entry SET seq = 3 WHERE seq = -1",
         2}, /* two entries in each other's place */
        {"INSERT INTO entry SELECT origin, 5, kind, at, boot, mono, body, sealed, body_hash,"
         " sealed_hash, leaf FROM entry WHERE seq = 4",
         5},
        {"UPDATE entry SET body = NULL WHERE seq = 1", 1}, /* erased in secret */
        {"UPDATE entry SET sealed = NULL WHERE seq = 3", 3},
        {"UPDATE entry SET sealed_hash = NULL WHERE seq = 3", 3},
        {"UPDATE entry SET sealed = NULL, sealed_hash = NULL WHERE seq = 3", 3},
    };
    options = (struct verify_options){0};
    keep_copy();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        do_sql(cases[i].sql);
        if (holds() || result.bad_seq != cases[i].bad)
            fail_msg("%s: %lld, %s", cases[i].sql, (long long)result.bad_seq, result.reason);
        put_back();
        assert_true(holds());
    }
}

/* The log of somebody who has every right to the file but not the kiosk's key: whole in itself. */
static void forge(void)
{
    struct fake_kiosk forger;
    struct ledger *ledger;
    struct ledger_receipt receipt;
    fake_kiosk_init(&forger, 2);
    assert_int_equal(fake_kiosk_start(&forger, &ledger), EM_OK);
    assert_int_equal(fake_kiosk_sign(&forger, ledger, 99, &receipt), EM_OK);
    ledger_close(ledger);
    char *attach = sqlite3_mprintf(
        "ATTACH '%q' AS forged; BEGIN; DELETE FROM entry; DELETE FROM log;"
        "INSERT INTO log SELECT * FROM forged.log; INSERT INTO entry SELECT * FROM forged.entry;"
        "COMMIT; DETACH forged",
        forger.store);
    do_sql(attach);
    sqlite3_free(attach);
    fake_kiosk_free(&forger);
}

static void a_forged_log_needs_the_key(void **state)
{
    (void)state;
    forge();
    options = (struct verify_options){0};
    assert_true(holds()); /* by the word of the store alone it holds: a verifier brings the key */
    options.log_public = kiosk.identity.log_public;
    assert_false(holds());
    assert_non_null(strstr(result.reason, "another key"));
}

static void an_earlier_checkpoint_must_be_continued(void **state)
{
    (void)state;
    struct note_checkpoint earlier = {.origin = ORIGIN, .size = 3};
    struct merkle_frontier frontier = {0};
    options = (struct verify_options){.earlier = &earlier};
    sqlite3_stmt *leaves;
    assert_int_equal(sqlite3_prepare_v2(stranger,
                                        "SELECT leaf FROM entry WHERE seq < 3 ORDER BY seq", -1,
                                        &leaves, NULL),
                     SQLITE_OK);
    while (sqlite3_step(leaves) == SQLITE_ROW)
        merkle_append(&frontier, sqlite3_column_blob(leaves, 0));
    sqlite3_finalize(leaves);
    merkle_root(&frontier, earlier.root);
    assert_true(holds());
    earlier.root[0] ^= 1;
    assert_false(holds());
    earlier.root[0] ^= 1;
    earlier.size = 30;
    assert_false(holds());
    assert_int_equal(result.bad_seq, PEOPLE + 2);
}

static void count_step(void *context, const char *origin, int64_t done, int64_t total)
{
    assert_string_equal(origin, ORIGIN);
    assert_true(done > 0 && done <= total);
    ++*(int *)context;
}

static void progress_is_told(void **state)
{
    (void)state;
    int steps = 0;
    options = (struct verify_options){.progress = {count_step, &steps}};
    assert_true(holds());
    assert_int_equal(steps, PEOPLE + 2); /* so few that each is told */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_log_that_was_written_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_byte_of_an_entry_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_byte_of_the_head_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whole_entries_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_forged_log_needs_the_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_earlier_checkpoint_must_be_continued, set_up, tear_down),
        cmocka_unit_test_setup_teardown(progress_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
