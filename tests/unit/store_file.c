/* The file of a store: its rules hold against everybody who opens it, and what is none is said. */
#include "core/file.h"
#include "fake/shelf.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

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
    struct shelf *at = *state;
    shelf_fill(at);
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        if (fake_sql(at->path, forbidden[i]))
            fail_msg("was done: %s", forbidden[i]);
    int64_t next = 0;
    struct store *store = shelf_opened(at, STORE_READ);
    assert_int_equal(store_entries(store, SHELF_ORIGIN, 0, shelf_compare, &next, &at->error),
                     EM_OK);
    assert_int_equal(next, 3);
    store_close(store);
}

/* The control: without the rules each of these goes through, so it is the rules that refuse. */
static void it_is_the_rules_that_refuse(void **state)
{
    struct shelf *at = *state;
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        shelf_fill(at);
        assert_true(fake_sql(at->path, FAKE_SQL_NO_RULES));
        if (!fake_sql(at->path, forbidden[i]))
            fail_msg("is refused without the rules too: %s", forbidden[i]);
        shelf_clear(at);
    }
}

static void a_store_without_its_rules_is_damaged(void **state)
{
    struct shelf *at = *state;
    struct store *store;
    shelf_fill(at);
    assert_true(fake_sql(at->path, "DROP TRIGGER entry_stays"));
    assert_int_equal(store_open(&store, at->path, STORE_WRITE, &at->error), EM_DAMAGED);
    assert_int_equal(store_open(&store, at->path, STORE_READ, &at->error), EM_DAMAGED);
}

/* Until it is trusted, a store that is closed stays as it is, -wal and all. */
static void an_untrusted_store_is_left_alone(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    assert_int_equal(fake_folder_count(at->folder, STORE_FILE), 1);
    struct store *store = shelf_opened(at, STORE_WRITE);
    assert_int_equal(store_begin(store, &at->error), EM_OK);
    assert_int_equal(shelf_add(at, store, 3), EM_OK);
    assert_int_equal(store_commit(store, &at->error), EM_OK);
    store_close(store);
    assert_int_equal(fake_folder_count(at->folder, STORE_FILE "-wal"), 1);
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
            status = store_entries(store, SHELF_ORIGIN, 0, shelf_compare, &next, NULL);
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
    struct shelf *at = *state;
    shelf_fill(at);
    assert_int_equal(chmod(at->path, 0444), 0);
    assert_int_equal(chmod(at->folder, 0555), 0);
    assert_int_equal(read_as_nobody(at->path), 103);

    /* with a -wal beside it, its last entries would be missed: refused, with the reason */
    assert_int_equal(chmod(at->folder, 0755), 0);
    char *wal = em_format("%s-wal", at->path);
    assert_int_equal(em_file_write_atomic(wal, "x", 1, 0444, &at->error), EM_OK);
    assert_int_equal(chmod(at->folder, 0555), 0);
    assert_int_equal(read_as_nobody(at->path), EM_DENIED);
    assert_int_equal(chmod(at->folder, 0755), 0);
    free(wal);
}

static void names_of_files_are_only_names(void **state)
{
    struct shelf *at = *state;
    shelf_fill(at);
    char *odd = em_format("%s/50%%25 off?x=1#y.db", at->folder);
    assert_int_equal(rename(at->path, odd), 0);
    assert_int_equal(chmod(at->folder, 0555), 0);
    assert_int_equal(chmod(odd, 0444), 0);
    assert_int_equal(read_as_nobody(odd), 103);
    assert_int_equal(chmod(at->folder, 0755), 0);
    free(odd);
}

static void versions_are_told_apart(void **state)
{
    struct shelf *at = *state;
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
        shelf_fill(at);
        assert_true(fake_sql(at->path, cases[i].sql));
        enum em_status status = store_open(&store, at->path, STORE_WRITE, &at->error);
        if (status != cases[i].status)
            fail_msg("%s: %d, %s", cases[i].sql, status, at->error.text);
        store_close(store);
        shelf_clear(at);
    }
}

static void what_is_no_store_is_said(void **state)
{
    struct shelf *at = *state;
    struct store *store;
    assert_int_equal(store_open(&store, at->path, STORE_WRITE, &at->error), EM_NOT_FOUND);
    assert_non_null(strstr(at->error.text, at->path));
    assert_int_equal(store_open(&store, at->folder, STORE_READ, &at->error), EM_IO);
    assert_int_equal(em_file_write_atomic(at->path, "", 0, 0600, &at->error), EM_OK);
    assert_int_equal(store_open(&store, at->path, STORE_READ, &at->error), EM_DAMAGED);
    assert_int_equal(store_open(&store, at->path, STORE_WRITE, &at->error), EM_DAMAGED);
    assert_int_equal(em_file_write_atomic(at->path, "not a database", 14, 0600, &at->error), EM_OK);
    assert_int_equal(store_open(&store, at->path, STORE_WRITE, &at->error), EM_DAMAGED);
    assert_int_equal(store_create(at->path, NULL, &at->error), EM_BUSY);
}

/* What a creation that was cut short leaves behind is swept up by the next one. */
static void creation_is_whole_or_nothing(void **state)
{
    struct shelf *at = *state;
    char *half = em_format("%s.new", at->path);
    assert_int_equal(em_file_write_atomic(half, "half", 4, 0600, &at->error), EM_OK);
    shelf_fill(at);
    assert_int_equal(fake_folder_count(at->folder, STORE_FILE), 1);
    free(half);
}

static struct shelf shelf;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, shelf_set_up, shelf_tear_down, &shelf)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(facts_cannot_be_changed),
        TEST(it_is_the_rules_that_refuse),
        TEST(a_store_without_its_rules_is_damaged),
        TEST(an_untrusted_store_is_left_alone),
        TEST(a_copy_in_a_closed_folder_is_read),
        TEST(names_of_files_are_only_names),
        TEST(versions_are_told_apart),
        TEST(what_is_no_store_is_said),
        TEST(creation_is_whole_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
