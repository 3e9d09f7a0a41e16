/* The store: what it takes in comes back, one transaction as a whole or not at all. */
#include "core/memory.h"
#include "fake/shelf.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void entries_come_back(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    struct store *store = shelf_opened(at, STORE_READ);
    int64_t next = 0;
    assert_int_equal(store_entries(store, SHELF_ORIGIN, 0, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(next, 3);
    next = 2;
    assert_int_equal(store_entries(store, SHELF_ORIGIN, 2, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(next, 3);
    assert_int_equal(store_check(store, &at->error), EM_OK);
    store_close(store);
}

static void one_entry_comes_back(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    struct store *store = shelf_opened(at, STORE_READ);
    int64_t next = 1;
    assert_int_equal(store_entry(store, SHELF_ORIGIN, 1, shelf_compare, &next, &at->error), EM_OK);
    assert_int_equal(next, 2);
    assert_int_equal(store_entry(store, SHELF_ORIGIN, 3, shelf_compare, &next, &at->error),
                     EM_NOT_FOUND);
    assert_int_equal(store_entry(store, "a/b", 1, shelf_compare, &next, &at->error), EM_NOT_FOUND);
    assert_int_equal(next, 2);
    store_close(store);
}

static enum em_status tell_kind(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *unused)
{
    (void)leaf;
    (void)unused;
    em_buffer_format(context, "%s %d %s, ", strchr(entry->origin, '/'), (int)entry->seq,
                     entry_kind_word(entry->kind));
    return EM_OK;
}

static void kinds_are_picked(struct shelf *at, struct store *store, const enum entry_kind *kinds,
                             size_t count, const char *wanted)
{
    struct em_buffer told = {0};
    em_buffer_text(&told, "");
    assert_int_equal(store_entries_of_kinds(store, kinds, count, tell_kind, &told, &at->error),
                     EM_OK);
    assert_string_equal(told.data, wanted);
    em_buffer_free(&told);
}

static void add_log_of_kinds(struct shelf *at, struct store *store, const char *origin,
                             const enum entry_kind *kinds, size_t count)
{
    struct store_log log = {.checkpoint = "none yet"};
    snprintf(log.origin, sizeof log.origin, "%s", origin);
    assert_int_equal(store_log_add(store, &log, &at->error), EM_OK);
    for (size_t i = 0; i < count; i++) {
        uint8_t leaf[ENTRY_HASH_SIZE];
        struct entry entry = shelf_entry((int64_t)i);
        snprintf(entry.origin, sizeof entry.origin, "%s", origin);
        entry.kind = kinds[i];
        entry_leaf(&entry, leaf);
        assert_int_equal(store_entry_add(store, &entry, leaf, &at->error), EM_OK);
    }
}

static void several_kinds_come_in_one_pass(void **state)
{
    struct shelf *at = *state;
    static const enum entry_kind z[] = {ENTRY_OPEN, ENTRY_CHECKIN, ENTRY_SIGN, ENTRY_UNDO};
    static const enum entry_kind a[] = {ENTRY_CHECKOUT, ENTRY_CHECKIN, ENTRY_CLOSE};
    static const enum entry_kind asked[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_UNDO,
                                            ENTRY_ATTEST,  ENTRY_ERASE,    ENTRY_REFUSE,
                                            ENTRY_REVOKE,  ENTRY_REGISTER};
    assert_int_equal(sizeof asked / sizeof asked[0], STORE_KINDS_MAX);
    assert_int_equal(store_create(at->path, NULL, &at->error), EM_OK);
    struct store *store = shelf_opened(at, STORE_WRITE);
    assert_int_equal(store_begin(store, &at->error), EM_OK);
    add_log_of_kinds(at, store, "e/z", z, sizeof z / sizeof z[0]);
    add_log_of_kinds(at, store, "e/a", a, sizeof a / sizeof a[0]);
    kinds_are_picked(at, store, asked, STORE_KINDS_MAX,
                     "/a 0 checkout, /a 1 checkin, /z 1 checkin, /z 3 undo, ");
    kinds_are_picked(at, store, asked, 1, "/a 1 checkin, /z 1 checkin, ");
    kinds_are_picked(at, store, asked + 3, 1, "");
    kinds_are_picked(at, store, asked, 0, "");
    store_close(store);
}

static enum em_status compare_log(void *context, const struct store_log *log,
                                  struct em_error *unused)
{
    (void)unused;
    ++*(int *)context;
    assert_string_equal(log->origin, SHELF_ORIGIN);
    assert_int_equal(log->size, 3);
    assert_string_equal(log->checkpoint, "none yet");
    assert_int_equal(log->vkey[2], 3);
    return EM_OK;
}

static void logs_come_back(void **state)
{
    struct shelf *at = *state;
    int seen = 0;
    shelf_fill(at);
    struct store *store = shelf_opened(at, STORE_READ);
    assert_int_equal(store_logs(store, NULL, compare_log, &seen, &at->error), EM_OK);
    assert_int_equal(store_logs(store, SHELF_ORIGIN, compare_log, &seen, &at->error), EM_OK);
    assert_int_equal(seen, 2);
    assert_int_equal(store_logs(store, "other/log", compare_log, &seen, &at->error), EM_NOT_FOUND);
    store_close(store);
}

static void erasing_keeps_the_hashes(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    struct store *store = shelf_opened(at, STORE_WRITE);
    assert_int_equal(store_entry_erase(store, SHELF_ORIGIN, 1, &at->error), EM_OK);
    store_close(store);
    assert_int_equal(fake_sql_number(at->path, "SELECT count(*) FROM entry WHERE seq = 1"
                                               " AND body IS NULL AND sealed IS NULL"
                                               " AND length(body_hash) + length(sealed_hash) = 64"),
                     1);
    assert_false(fake_sql(at->path, "UPDATE entry SET body = '{}' WHERE seq = 1"));
}

static void a_gap_is_refused_and_rolls_back(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    struct store *store = shelf_opened(at, STORE_WRITE);
    assert_int_equal(store_begin(store, &at->error), EM_OK);
    assert_int_equal(shelf_add(at, store, 3), EM_OK);
    assert_int_equal(shelf_add(at, store, 5), EM_DAMAGED);
    store_rollback(store);
    store_rollback(store); /* twice does no harm */
    store_close(store);
    assert_int_equal(fake_sql_number(at->path, "SELECT count(*) FROM entry"), 3);
}

static void readers_see_a_snapshot(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    int64_t next = 0;
    struct store *writer = shelf_opened(at, STORE_WRITE), *reader = shelf_opened(at, STORE_READ);
    assert_int_equal(store_snapshot(reader, &at->error), EM_OK);
    assert_int_equal(store_entries(reader, SHELF_ORIGIN, 0, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(store_begin(writer, &at->error), EM_OK);
    assert_int_equal(shelf_add(at, writer, 3), EM_OK);
    assert_int_equal(store_commit(writer, &at->error), EM_OK);
    next = 0;
    assert_int_equal(store_entries(reader, SHELF_ORIGIN, 0, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(next, 3);
    store_rollback(reader);
    next = 0;
    assert_int_equal(store_entries(reader, SHELF_ORIGIN, 0, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(next, 4);
    assert_int_equal(store_meta_put(reader, "x", "y", &at->error), EM_DENIED);
    store_close(reader);
    store_close(writer);
}

static struct shelf shelf;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, shelf_set_up, shelf_tear_down, &shelf)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(entries_come_back),
        TEST(one_entry_comes_back),
        TEST(several_kinds_come_in_one_pass),
        TEST(logs_come_back),
        TEST(erasing_keeps_the_hashes),
        TEST(a_gap_is_refused_and_rolls_back),
        TEST(readers_see_a_snapshot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
