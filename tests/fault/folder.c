/* A folder that is not what a kiosk needs, or somebody else's: each ends in a sentence, and nothing
 * is changed. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_kiosk_set_up, fake_kiosk_tear_down, &kiosk)

static enum em_status start_in(const char *folder)
{
    struct ledger *ledger = NULL;
    struct ledger_options options = {.data_dir = folder,
                                     .identity = &kiosk.identity,
                                     .clock = &kiosk.clock.clock,
                                     .random = &kiosk.random.random};
    kiosk.error = (struct em_error){0};
    enum em_status status = ledger_open(&ledger, &options, &kiosk.notice, &kiosk.error);
    ledger_close(ledger);
    return status;
}

/* -- Folders -- */

static void a_missing_folder(void **state)
{
    (void)state;
    char *missing = em_format("%s/missing", kiosk.folder);
    assert_int_equal(start_in(missing), EM_NOT_FOUND);
    assert_non_null(strstr(kiosk.error.text, missing));
    free(missing);
}

static void a_file_where_a_folder_should_be(void **state)
{
    (void)state;
    char *file = em_format("%s/file", kiosk.folder);
    char *beneath = em_format("%s/file/data", kiosk.folder);
    assert_int_equal(em_file_write_atomic(file, "x", 1, 0600, NULL), EM_OK);
    assert_int_equal(start_in(file), EM_NOT_FOUND);
    assert_non_null(strstr(kiosk.error.text, "a file where a folder should be"));
    assert_int_equal(start_in(beneath), EM_NOT_FOUND);
    free(file);
    free(beneath);
}

static void a_folder_where_the_store_should_be(void **state)
{
    (void)state;
    assert_int_equal(mkdir(kiosk.store, 0700), 0);
    assert_int_equal(start_in(kiosk.folder), EM_IO);
    assert_int_equal(rmdir(kiosk.store), 0); /* it was left alone */
}

/* In a child: root may write everywhere, so it becomes nobody first. */
static int start_as_nobody(void)
{
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
            _exit(99);
        _exit((int)start_in(kiosk.folder));
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static void a_folder_that_cannot_be_written(void **state)
{
    (void)state;
    assert_int_equal(chmod(kiosk.folder, 0555), 0);
    assert_int_equal(start_as_nobody(), EM_DENIED);
    assert_int_equal(chmod(kiosk.folder, 0755), 0);
    fake_kiosk_day(&kiosk, 1);
    assert_int_equal(chmod(kiosk.store, 0444), 0);
    assert_int_equal(chmod(kiosk.folder, 0555), 0);
    assert_int_equal(start_as_nobody(), EM_DENIED);
    assert_int_equal(chmod(kiosk.folder, 0755), 0);
    assert_int_equal(fake_folder_count(kiosk.folder, STORE_FILE ".damaged"), 0);
}

/* -- Somebody else has it -- */

static void two_kiosks_on_one_folder(void **state)
{
    (void)state;
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct ledger *ledger;
        struct ledger_receipt receipt;
        bool works = fake_kiosk_start(&kiosk, &ledger) == EM_OK &&
                     fake_kiosk_sign(&kiosk, ledger, 1, &receipt) == EM_OK;
        if (write(ready[1], works ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    char *pid = em_format("process %d", (int)child);
    assert_int_equal(start_in(kiosk.folder), EM_BUSY);
    assert_non_null(strstr(kiosk.error.text, pid));

    struct store *reader; /* but it may be read meanwhile */
    int64_t count, since;
    assert_int_equal(store_open(&reader, kiosk.store, STORE_READ, &kiosk.error), EM_OK);
    assert_int_equal(store_roll_count(reader, &count, &since, &kiosk.error), EM_OK);
    assert_int_equal(count, 1);
    store_close(reader);

    assert_int_equal(kill(child, SIGKILL), 0); /* however it ends, the lock ends with it */
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(start_in(kiosk.folder), EM_OK);
    assert_string_equal(kiosk.notice.text, "");
    free(pid);
    close(ready[0]);
    close(ready[1]);
}

/* Starts, expects this status, and that the store is the same file with the same bytes. */
static void refused_untouched(enum em_status wanted)
{
    struct em_buffer before = {0}, after = {0};
    assert_int_equal(em_file_read(kiosk.store, 1 << 24, &before, NULL), EM_OK);
    enum em_status status = start_in(kiosk.folder);
    if (status != wanted)
        fail_msg("%d where %d was expected: %s", status, wanted, kiosk.error.text);
    assert_true(*kiosk.error.text != '\0');
    assert_int_equal(em_file_read(kiosk.store, 1 << 24, &after, NULL), EM_OK);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.data, after.data, before.size);
    assert_int_equal(fake_folder_count(kiosk.folder, STORE_FILE ".damaged"), 0);
    em_buffer_free(&before);
    em_buffer_free(&after);
}

static void a_newer_store(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 1);
    assert_true(fake_sql(kiosk.store, "PRAGMA user_version = 99;"
                                      "UPDATE meta SET value = '99' WHERE name = 'schema'"));
    refused_untouched(EM_NEWER);
}

static void another_events_or_writers_store(void **state)
{
    (void)state;
    struct kiosk_identity own = kiosk.identity;
    fake_kiosk_day(&kiosk, 1);
    snprintf(kiosk.identity.event, sizeof kiosk.identity.event, "another-event");
    refused_untouched(EM_FOREIGN);
    kiosk.identity = own;
    snprintf(kiosk.identity.writer, sizeof kiosk.identity.writer,
             "hall-a"); /* a prefix is another */
    refused_untouched(EM_FOREIGN);
    kiosk.identity = own;
    start_in(kiosk.folder);
    assert_string_equal(kiosk.error.text, "");
}

static void another_key(void **state)
{
    (void)state;
    struct fake_kiosk other;
    fake_kiosk_day(&kiosk, 1);
    fake_kiosk_init(&other, 2);
    memcpy(kiosk.identity.log_public, other.identity.log_public, 32);
    memcpy(kiosk.identity.log_secret, other.identity.log_secret, 64);
    refused_untouched(EM_FOREIGN);
    assert_non_null(strstr(kiosk.error.text, "kiosk.key"));
    fake_kiosk_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_missing_folder),
        TEST(a_file_where_a_folder_should_be),
        TEST(a_folder_where_the_store_should_be),
        TEST(a_folder_that_cannot_be_written),
        TEST(two_kiosks_on_one_folder),
        TEST(a_newer_store),
        TEST(another_events_or_writers_store),
        TEST(another_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
