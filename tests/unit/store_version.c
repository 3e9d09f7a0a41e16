/* A store of an earlier version: it opens, is brought up to date, and has lost nothing. */
#include "core/ledger.h"
#include "core/roll.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PEOPLE 5

static struct fake_kiosk kiosk;
static struct em_error error;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_kiosk_set_up, fake_kiosk_tear_down, &kiosk)

/* What version 1 had in place of what stands there now, as it was shipped. */
static const char version_1[] =
    "CREATE TEMP TABLE kept AS SELECT origin, seq, number, at, document, language, mode, capacity,"
    "  government, government_id, country, read_to_end, listed, 0, name, role, withdrawn,"
    "  erased FROM roll_signature;"
    "DROP TABLE roll_signature;"
    "DROP TABLE roster_entry;"
    "CREATE TABLE roll_signature (\n"
    "  origin TEXT NOT NULL,\n"
    "  seq INTEGER NOT NULL,\n"
    "  number TEXT NOT NULL,\n"
    "  at INTEGER NOT NULL,\n"
    "  document TEXT NOT NULL,\n"
    "  language TEXT NOT NULL,\n"
    "  mode TEXT NOT NULL,\n"
    "  capacity TEXT NOT NULL,\n"
    "  government TEXT NOT NULL,\n"
    "  government_id TEXT NOT NULL,\n"
    "  country TEXT NOT NULL,\n"
    "  read_to_end INTEGER NOT NULL,\n"
    "  listed INTEGER NOT NULL,\n"
    "  contact INTEGER NOT NULL,\n"
    "  name TEXT,\n"
    "  role TEXT,\n"
    "  withdrawn INTEGER NOT NULL,\n"
    "  erased INTEGER NOT NULL,\n"
    "  PRIMARY KEY (origin, seq)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "INSERT INTO roll_signature SELECT * FROM kept;"
    "UPDATE meta SET value = '1' WHERE name = 'schema';"
    "PRAGMA user_version = 1;";

static struct store *opened(enum store_mode mode)
{
    struct store *store = NULL;
    if (store_open(&store, kiosk.store, mode, &error) != EM_OK)
        fail_msg("%s", error.text);
    return store;
}

static void digest(uint8_t out[32])
{
    struct store *store = opened(STORE_READ);
    assert_int_equal(store_projections_digest(store, out, &error), EM_OK);
    store_close(store);
}

/* A day of an earlier emarge; `out` is what the lists are to be in the end. */
static void make_version_1(uint8_t out[32])
{
    fake_kiosk_day(&kiosk, PEOPLE);
    digest(out);
    assert_true(fake_sql(kiosk.store, version_1));
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"), PEOPLE);
}

static bool is_up_to_date(void)
{
    return fake_sql_number(kiosk.store, "PRAGMA user_version") == 3 &&
           fake_sql_number(kiosk.store, "SELECT value = '3' FROM meta WHERE name = 'schema'") == 1;
}

static void a_kiosk_brings_it_up_to_date(void **state)
{
    (void)state;
    int64_t since;
    uint8_t before[32], after[32];
    make_version_1(before);
    assert_false(is_up_to_date()); /* the control */
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    assert_string_equal(kiosk.notice.text, "");
    assert_true(is_up_to_date());
    assert_int_equal(ledger_signature_count(ledger, &since), PEOPLE);
    digest(after);
    assert_memory_equal(before, after, sizeof before);
    assert_string_equal(fake_kiosk_signed(&kiosk, ledger, 1).number, "A-6");
    ledger_close(ledger);
}

static void the_tool_brings_it_up_to_date(void **state)
{
    (void)state;
    bool changed = false;
    uint8_t before[32], after[32];
    make_version_1(before);
    struct store *store = opened(STORE_WRITE);
    assert_int_equal(roll_rebuild(store, NULL, NULL, &changed, &error), EM_OK);
    assert_true(changed);
    store_close(store);
    assert_true(is_up_to_date());
    digest(after);
    assert_memory_equal(before, after, sizeof before);
}

/* Opening alone makes the lists anew, empty: nobody who writes meets those of an earlier version.
 */
static void opening_to_write_shapes_the_lists(void **state)
{
    (void)state;
    uint8_t before[32];
    make_version_1(before);
    struct store *store = opened(STORE_READ);
    assert_false(store_projections_shaped(store));
    store_close(store);
    store = opened(STORE_WRITE);
    assert_true(store_projections_shaped(store));
    store_close(store);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"), 0);
}

static enum em_status count_row(void *context, const struct roll_signature *row,
                                struct em_error *none)
{
    (void)row;
    (void)none;
    ++*(int *)context;
    return EM_OK;
}

static enum em_status count_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *none)
{
    (void)entry;
    (void)leaf;
    (void)none;
    ++*(int *)context;
    return EM_OK;
}

/* Whoever only reads leaves it as it is, has its facts, and is told how to come by its lists. */
static void a_reader_is_told_what_to_do(void **state)
{
    (void)state;
    bool same = true;
    int rows = 0, entries = 0;
    uint8_t before[32];
    make_version_1(before);
    struct store *store = opened(STORE_READ);
    assert_int_equal(
        store_entries(store, "ogp-paris-2016/hall-a-1", 0, count_entry, &entries, &error), EM_OK);
    assert_int_equal(entries, PEOPLE + 2);
    assert_int_equal(roll_each(store, count_row, &rows, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "older emarge"));
    assert_non_null(strstr(error.text, "emarge rebuild"));
    assert_int_equal(rows, 0);
    assert_int_equal(roll_check(store, &same, &error), EM_OK);
    assert_false(same);
    store_close(store);
    assert_false(is_up_to_date());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_kiosk_brings_it_up_to_date),
        TEST(the_tool_brings_it_up_to_date),
        TEST(opening_to_write_shapes_the_lists),
        TEST(a_reader_is_told_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
