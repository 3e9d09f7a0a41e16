#include "fake/shelf.h"

#include "fake/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

int shelf_set_up(void **state)
{
    struct shelf *at = *state;
    fake_folder_make(at->folder);
    snprintf(at->path, sizeof at->path, "%.200s/" STORE_FILE, at->folder);
    at->error = (struct em_error){0};
    return 0;
}

int shelf_tear_down(void **state)
{
    struct shelf *at = *state;
    fake_folder_remove(at->folder);
    return 0;
}

void shelf_clear(struct shelf *at)
{
    fake_folder_remove(at->folder);
    assert_int_equal(mkdir(at->folder, 0700), 0);
}

struct store *shelf_opened(struct shelf *at, enum store_mode mode)
{
    struct store *store = NULL;
    enum em_status status = store_open(&store, at->path, mode, &at->error);
    if (status != EM_OK)
        fail_msg("%s", at->error.text);
    return store;
}

struct entry shelf_entry(int64_t seq)
{
    struct entry entry = {.origin = SHELF_ORIGIN,
                          .seq = seq,
                          .kind = ENTRY_SIGN,
                          .at_us = FAKE_CLOCK_WALL,
                          .boot = "00112233445566778899aabbccddeeff",
                          .mono_us = 7};
    entry_set_body(&entry, "{\"a\":\"é\"}", strlen("{\"a\":\"é\"}"));
    entry_set_sealed(&entry, "sealed\0bytes", 12);
    return entry;
}

enum em_status shelf_add(struct shelf *at, struct store *store, int64_t seq)
{
    struct entry entry = shelf_entry(seq);
    uint8_t leaf[ENTRY_HASH_SIZE];
    entry_leaf(&entry, leaf);
    return store_entry_add(store, &entry, leaf, &at->error);
}

static void fill(struct shelf *at, struct store *store)
{
    struct store_log log = {.origin = SHELF_ORIGIN, .vkey = {1, 2, 3}, .checkpoint = "none yet"};
    assert_int_equal(store_begin(store, &at->error), EM_OK);
    assert_int_equal(store_log_add(store, &log, &at->error), EM_OK);
    for (int seq = 0; seq < 3; seq++)
        assert_int_equal(shelf_add(at, store, seq), EM_OK);
    log.size = 3;
    assert_int_equal(store_log_update(store, &log, &at->error), EM_OK);
    assert_int_equal(store_commit(store, &at->error), EM_OK);
}

void shelf_fill(struct shelf *at)
{
    assert_int_equal(store_create(at->path, NULL, &at->error), EM_OK);
    struct store *store = shelf_opened(at, STORE_WRITE);
    fill(at, store);
    store_trust(store);
    store_close(store);
}

enum em_status shelf_compare(void *context, const struct entry *entry, const uint8_t *leaf,
                             struct em_error *unused)
{
    int64_t *next = context;
    (void)unused;
    struct entry wanted = shelf_entry((*next)++);
    uint8_t wanted_leaf[ENTRY_HASH_SIZE];
    entry_leaf(&wanted, wanted_leaf);
    assert_string_equal(entry->origin, wanted.origin);
    assert_int_equal(entry->seq, wanted.seq);
    assert_int_equal(entry->kind, wanted.kind);
    assert_int_equal(entry->at_us, wanted.at_us);
    assert_string_equal(entry->boot, wanted.boot);
    assert_int_equal(entry->mono_us, wanted.mono_us);
    assert_int_equal(entry->body_size, wanted.body_size);
    assert_memory_equal(entry->body, wanted.body, wanted.body_size);
    assert_true(entry->has_sealed);
    assert_int_equal(entry->sealed_size, wanted.sealed_size);
    assert_memory_equal(entry->sealed, wanted.sealed, wanted.sealed_size);
    assert_memory_equal(entry->body_hash, wanted.body_hash, ENTRY_HASH_SIZE);
    assert_memory_equal(entry->sealed_hash, wanted.sealed_hash, ENTRY_HASH_SIZE);
    assert_memory_equal(leaf, wanted_leaf, ENTRY_HASH_SIZE);
    return EM_OK;
}
