/* The store: what it takes in comes back, and its rules hold against everybody who opens the file.
 */
#include "core/store.h"
#include "core/file.h"
#include "fake/clock.h"
#include "fake/folder.h"
#include "fake/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ORIGIN "ogp-paris-2016/hall-a-1"

static char folder[FAKE_PATH_SIZE], path[FAKE_PATH_SIZE];
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(path, sizeof path, "%.200s/" STORE_FILE, folder);
    error = (struct em_error){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_folder_remove(folder);
    return 0;
}

static struct store *opened(enum store_mode mode)
{
    struct store *store = NULL;
    enum em_status status = store_open(&store, path, mode, &error);
    if (status != EM_OK)
        fail_msg("%s", error.text);
    return store;
}

/* An entry whose body outlives it: the text is a constant. */
static struct entry made_entry(int64_t seq)
{
    struct entry entry = {.origin = ORIGIN,
                          .seq = seq,
                          .kind = ENTRY_SIGN,
                          .at_us = FAKE_CLOCK_WALL,
                          .boot = "00112233445566778899aabbccddeeff",
                          .mono_us = 7};
    entry_set_body(&entry, "{\"a\":\"é\"}", strlen("{\"a\":\"é\"}"));
    entry_set_sealed(&entry, "sealed\0bytes", 12);
    return entry;
}

static enum em_status add(struct store *store, int64_t seq)
{
    struct entry entry = made_entry(seq);
    uint8_t leaf[ENTRY_HASH_SIZE];
    entry_leaf(&entry, leaf);
    return store_entry_add(store, &entry, leaf, &error);
}

/* A log of three entries. Its head is not proved here, that is verify's matter. */
static void fill(struct store *store)
{
    struct store_log log = {.origin = ORIGIN, .vkey = {1, 2, 3}, .checkpoint = "none yet"};
    assert_int_equal(store_begin(store, &error), EM_OK);
    assert_int_equal(store_log_add(store, &log, &error), EM_OK);
    for (int seq = 0; seq < 3; seq++)
        assert_int_equal(add(store, seq), EM_OK);
    log.size = 3;
    assert_int_equal(store_log_update(store, &log, &error), EM_OK);
    assert_int_equal(store_commit(store, &error), EM_OK);
}

static void make_filled(void)
{
    assert_int_equal(store_create(path, NULL, &error), EM_OK);
    struct store *store = opened(STORE_WRITE);
    fill(store);
    store_trust(store);
    store_close(store);
}

static enum em_status compare_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                    struct em_error *unused)
{
    int64_t *next = context;
    (void)unused;
    struct entry wanted = made_entry((*next)++);
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

static void entries_come_back(void **state)
{
    (void)state;
    make_filled();
    struct store *store = opened(STORE_READ);
    int64_t next = 0;
    assert_int_equal(store_entries(store, ORIGIN, 0, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 3);
    next = 2;
    assert_int_equal(store_entries(store, ORIGIN, 2, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 3);
    assert_int_equal(store_check(store, &error), EM_OK);
    store_close(store);
}

static void one_entry_comes_back(void **state)
{
    (void)state;
    make_filled();
    struct store *store = opened(STORE_READ);
    int64_t next = 1;
    assert_int_equal(store_entry(store, ORIGIN, 1, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 2);
    assert_int_equal(store_entry(store, ORIGIN, 3, compare_entry, &next, &error), EM_NOT_FOUND);
    assert_int_equal(store_entry(store, "a/b", 1, compare_entry, &next, &error), EM_NOT_FOUND);
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

static void kinds_are_picked(struct store *store, const enum entry_kind *kinds, size_t count,
                             const char *wanted)
{
    struct em_buffer told = {0};
    em_buffer_text(&told, "");
    assert_int_equal(store_entries_of_kinds(store, kinds, count, tell_kind, &told, &error), EM_OK);
    assert_string_equal(told.data, wanted);
    em_buffer_free(&told);
}

static void add_log_of_kinds(struct store *store, const char *origin, const enum entry_kind *kinds,
                             size_t count)
{
    struct store_log log = {.checkpoint = "none yet"};
    snprintf(log.origin, sizeof log.origin, "%s", origin);
    assert_int_equal(store_log_add(store, &log, &error), EM_OK);
    for (size_t i = 0; i < count; i++) {
        uint8_t leaf[ENTRY_HASH_SIZE];
        struct entry entry = made_entry((int64_t)i);
        snprintf(entry.origin, sizeof entry.origin, "%s", origin);
        entry.kind = kinds[i];
        entry_leaf(&entry, leaf);
        assert_int_equal(store_entry_add(store, &entry, leaf, &error), EM_OK);
    }
}

static void several_kinds_come_in_one_pass(void **state)
{
    (void)state;
    static const enum entry_kind z[] = {ENTRY_OPEN, ENTRY_CHECKIN, ENTRY_SIGN, ENTRY_UNDO};
    static const enum entry_kind a[] = {ENTRY_CHECKOUT, ENTRY_CHECKIN, ENTRY_CLOSE};
    static const enum entry_kind asked[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_UNDO,
                                            ENTRY_ATTEST,  ENTRY_ERASE,    ENTRY_REFUSE,
                                            ENTRY_REVOKE,  ENTRY_REGISTER};
    assert_int_equal(sizeof asked / sizeof asked[0], STORE_KINDS_MAX);
    assert_int_equal(store_create(path, NULL, &error), EM_OK);
    struct store *store = opened(STORE_WRITE);
    assert_int_equal(store_begin(store, &error), EM_OK);
    add_log_of_kinds(store, "e/z", z, sizeof z / sizeof z[0]);
    add_log_of_kinds(store, "e/a", a, sizeof a / sizeof a[0]);
    kinds_are_picked(store, asked, STORE_KINDS_MAX,
                     "/a 0 checkout, /a 1 checkin, /z 1 checkin, /z 3 undo, ");
    kinds_are_picked(store, asked, 1, "/a 1 checkin, /z 1 checkin, ");
    kinds_are_picked(store, asked + 3, 1, "");
    kinds_are_picked(store, asked, 0, "");
    store_close(store);
}

static enum em_status compare_log(void *context, const struct store_log *log,
                                  struct em_error *unused)
{
    (void)unused;
    ++*(int *)context;
    assert_string_equal(log->origin, ORIGIN);
    assert_int_equal(log->size, 3);
    assert_string_equal(log->checkpoint, "none yet");
    assert_int_equal(log->vkey[2], 3);
    return EM_OK;
}

static void logs_come_back(void **state)
{
    (void)state;
    int seen = 0;
    make_filled();
    struct store *store = opened(STORE_READ);
    assert_int_equal(store_logs(store, NULL, compare_log, &seen, &error), EM_OK);
    assert_int_equal(store_logs(store, ORIGIN, compare_log, &seen, &error), EM_OK);
    assert_int_equal(seen, 2);
    assert_int_equal(store_logs(store, "other/log", compare_log, &seen, &error), EM_NOT_FOUND);
    store_close(store);
}

/* Every way to change a fact by SQL, and that it is refused. */
static const char *const forbidden[] = {
    "DELETE FROM entry",
    "DELETE FROM entry WHERE seq = 2",
    "UPDATE entry SET seq = 9 WHERE seq = 2",
    "UPDATE entry SET rowid = 99 WHERE seq = 2",
    "UPDATE entry SET origin = 'a/b' WHERE seq = 2",
    "UPDATE entry SET kind = 'open' WHERE seq = 0",
    "UPDATE entry SET at = at + 1",
    "UPDATE entry SET boot = 'x'",
    "UPDATE entry SET mono = mono + 1",
    "UPDATE entry SET body = '{}'",
    "UPDATE entry SET sealed = x'00'",
    "UPDATE entry SET body_hash = zeroblob(32)",
    "UPDATE entry SET sealed_hash = NULL",
    "UPDATE entry SET leaf = zeroblob(32)",
    "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2",
    "INSERT INTO entry SELECT origin, 4, kind, at, boot, mono, body, sealed, body_hash, "
    "sealed_hash,"
    " leaf FROM entry WHERE seq = 1",
    "INSERT OR REPLACE INTO entry SELECT origin, 1, 'open', at, boot, mono, body, sealed, "
    "body_hash,"
    " sealed_hash, leaf FROM entry WHERE seq = 1",
    "INSERT OR REPLACE INTO entry (rowid, origin, seq, kind, at, boot, mono, body_hash, leaf)"
    " SELECT 1, origin, 3, kind, at, boot, mono, body_hash, leaf FROM entry WHERE seq = 1",
    "DELETE FROM log",
    "INSERT OR REPLACE INTO log SELECT origin, zeroblob(32), 3, frontier, checkpoint FROM log",
    "INSERT OR REPLACE INTO log SELECT origin, zeroblob(32), 0, frontier, checkpoint FROM log",
    "UPDATE log SET size = 2",
    "UPDATE log SET size = 4",
    "UPDATE log SET vkey = zeroblob(32)",
    "UPDATE log SET origin = 'a/b'",
};

static void facts_cannot_be_changed(void **state)
{
    (void)state;
    make_filled();
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        if (fake_sql(path, forbidden[i]))
            fail_msg("was done: %s", forbidden[i]);
    int64_t next = 0;
    struct store *store = opened(STORE_READ);
    assert_int_equal(store_entries(store, ORIGIN, 0, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 3);
    store_close(store);
}

/* The control: without the rules each of these goes through, so it is the rules that refuse. */
static void it_is_the_rules_that_refuse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        make_filled();
        assert_true(fake_sql(path, FAKE_SQL_NO_RULES));
        if (!fake_sql(path, forbidden[i]))
            fail_msg("is refused without the rules too: %s", forbidden[i]);
        fake_folder_remove(folder);
        assert_int_equal(mkdir(folder, 0700), 0);
    }
}

static void a_store_without_its_rules_is_damaged(void **state)
{
    (void)state;
    struct store *store;
    make_filled();
    assert_true(fake_sql(path, "DROP TRIGGER entry_stays"));
    assert_int_equal(store_open(&store, path, STORE_WRITE, &error), EM_DAMAGED);
    assert_int_equal(store_open(&store, path, STORE_READ, &error), EM_DAMAGED);
}

static void erasing_keeps_the_hashes(void **state)
{
    (void)state;
    make_filled();
    struct store *store = opened(STORE_WRITE);
    assert_int_equal(store_entry_erase(store, ORIGIN, 1, &error), EM_OK);
    store_close(store);
    assert_int_equal(fake_sql_number(path, "SELECT count(*) FROM entry WHERE seq = 1"
                                           " AND body IS NULL AND sealed IS NULL"
                                           " AND length(body_hash) + length(sealed_hash) = 64"),
                     1);
    assert_false(fake_sql(path, "UPDATE entry SET body = '{}' WHERE seq = 1"));
}

static void a_gap_is_refused_and_rolls_back(void **state)
{
    (void)state;
    make_filled();
    struct store *store = opened(STORE_WRITE);
    assert_int_equal(store_begin(store, &error), EM_OK);
    assert_int_equal(add(store, 3), EM_OK);
    assert_int_equal(add(store, 5), EM_DAMAGED);
    store_rollback(store);
    store_rollback(store); /* twice does no harm */
    store_close(store);
    assert_int_equal(fake_sql_number(path, "SELECT count(*) FROM entry"), 3);
}

/* Until it is trusted, a store that is closed stays as it is, -wal and all. */
static void an_untrusted_store_is_left_alone(void **state)
{
    (void)state;
    make_filled();
    assert_int_equal(fake_folder_count(folder, STORE_FILE), 1);
    struct store *store = opened(STORE_WRITE);
    assert_int_equal(store_begin(store, &error), EM_OK);
    assert_int_equal(add(store, 3), EM_OK);
    assert_int_equal(store_commit(store, &error), EM_OK);
    store_close(store);
    assert_int_equal(fake_folder_count(folder, STORE_FILE "-wal"), 1);
}

static void readers_see_a_snapshot(void **state)
{
    (void)state;
    make_filled();
    int64_t next = 0;
    struct store *writer = opened(STORE_WRITE), *reader = opened(STORE_READ);
    assert_int_equal(store_snapshot(reader, &error), EM_OK);
    assert_int_equal(store_entries(reader, ORIGIN, 0, compare_entry, &next, &error), EM_OK);
    assert_int_equal(store_begin(writer, &error), EM_OK);
    assert_int_equal(add(writer, 3), EM_OK);
    assert_int_equal(store_commit(writer, &error), EM_OK);
    next = 0;
    assert_int_equal(store_entries(reader, ORIGIN, 0, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 3);
    store_rollback(reader);
    next = 0;
    assert_int_equal(store_entries(reader, ORIGIN, 0, compare_entry, &next, &error), EM_OK);
    assert_int_equal(next, 4);
    assert_int_equal(store_meta_put(reader, "x", "y", &error), EM_DENIED);
    store_close(reader);
    store_close(writer);
}

/* In a child without any right to the folder: root may write everywhere, so it becomes nobody
 * first. */
static int read_as_nobody(const char *file)
{
    pid_t child = fork();
    if (child == 0) {
        struct store *store = NULL;
        int64_t next = 0;
        if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
            _exit(99);
        enum em_status status = store_open(&store, file, STORE_READ, NULL);
        if (status == EM_OK)
            status = store_entries(store, ORIGIN, 0, compare_entry, &next, NULL);
        store_close(store);
        _exit(status == EM_OK ? 100 + (int)next : (int)status);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static void a_copy_in_a_closed_folder_is_read(void **state)
{
    (void)state;
    make_filled();
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(read_as_nobody(path), 103);

    /* with a -wal beside it, its last entries would be missed: refused, with the reason */
    assert_int_equal(chmod(folder, 0755), 0);
    char *wal = em_format("%s-wal", path);
    assert_int_equal(em_file_write_atomic(wal, "x", 1, 0444, &error), EM_OK);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(read_as_nobody(path), EM_DENIED);
    assert_int_equal(chmod(folder, 0755), 0);
    free(wal);
}

static void names_of_files_are_only_names(void **state)
{
    (void)state;
    make_filled();
    char *odd = em_format("%s/50%%25 off?x=1#y.db", folder);
    assert_int_equal(rename(path, odd), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(chmod(odd, 0444), 0);
    assert_int_equal(read_as_nobody(odd), 103);
    assert_int_equal(chmod(folder, 0755), 0);
    free(odd);
}

static void versions_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        enum em_status status;
    } cases[] = {
        {"PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE name = 'schema'", EM_NEWER},
        {"PRAGMA user_version = 99", EM_DAMAGED},
        {"UPDATE meta SET value = '99' WHERE name = 'schema'", EM_DAMAGED},
        {"PRAGMA user_version = 0", EM_DAMAGED},
        {"PRAGMA application_id = 7", EM_DAMAGED},
        {"DELETE FROM meta", EM_DAMAGED},
        {"DROP TABLE meta", EM_DAMAGED},
        {"CREATE TABLE surplus (a)", EM_DAMAGED},
        {"DROP TABLE roll_signature", EM_OK}, /* a projection may be dropped */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct store *store = NULL;
        make_filled();
        assert_true(fake_sql(path, cases[i].sql));
        enum em_status status = store_open(&store, path, STORE_WRITE, &error);
        if (status != cases[i].status)
            fail_msg("%s: %d, %s", cases[i].sql, status, error.text);
        store_close(store);
        fake_folder_remove(folder);
        assert_int_equal(mkdir(folder, 0700), 0);
    }
}

static void what_is_no_store_is_said(void **state)
{
    (void)state;
    struct store *store;
    assert_int_equal(store_open(&store, path, STORE_WRITE, &error), EM_NOT_FOUND);
    assert_non_null(strstr(error.text, path));
    assert_int_equal(store_open(&store, folder, STORE_READ, &error), EM_IO);
    assert_int_equal(em_file_write_atomic(path, "", 0, 0600, &error), EM_OK);
    assert_int_equal(store_open(&store, path, STORE_READ, &error), EM_DAMAGED);
    assert_int_equal(store_open(&store, path, STORE_WRITE, &error), EM_DAMAGED);
    assert_int_equal(em_file_write_atomic(path, "not a database", 14, 0600, &error), EM_OK);
    assert_int_equal(store_open(&store, path, STORE_WRITE, &error), EM_DAMAGED);
    assert_int_equal(store_create(path, NULL, &error), EM_BUSY);
}

/* What a creation that was cut short leaves behind is swept up by the next one. */
static void creation_is_whole_or_nothing(void **state)
{
    (void)state;
    char *half = em_format("%s.new", path);
    assert_int_equal(em_file_write_atomic(half, "half", 4, 0600, &error), EM_OK);
    make_filled();
    assert_int_equal(fake_folder_count(folder, STORE_FILE), 1);
    free(half);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_entry_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_kinds_come_in_one_pass, set_up, tear_down),
        cmocka_unit_test_setup_teardown(logs_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(facts_cannot_be_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_is_the_rules_that_refuse, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_without_its_rules_is_damaged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(erasing_keeps_the_hashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_gap_is_refused_and_rolls_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_untrusted_store_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(readers_see_a_snapshot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_copy_in_a_closed_folder_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_of_files_are_only_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(versions_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_store_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(creation_is_whole_or_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
