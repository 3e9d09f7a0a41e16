/* The disk is full: it is said, nothing is recorded, and once there is room everything goes on. */
#include "core/ledger_private.h"
#include "fake/disk.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define PEOPLE_AT_MOST 2000 /* far more than fit in any of the disks below */

static struct fake_kiosk kiosk;

static int tear_down(void **state)
{
    fake_disk_room(-1);
    return fake_kiosk_tear_down(state);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_kiosk_set_up, tear_down, &kiosk)

/* Signs until it is refused; returns how many were recorded, and in *status how it was refused. */
static int sign_until_refused(struct ledger *ledger, enum em_status *status)
{
    struct ledger_receipt receipt;
    int recorded = 0;
    while (recorded < PEOPLE_AT_MOST) {
        *status = fake_kiosk_sign(&kiosk, ledger, recorded, &receipt);
        if (*status != EM_OK)
            break;
        recorded++;
    }
    return recorded;
}

static int64_t recorded_signatures(void)
{
    return fake_sql_number(kiosk.store, "SELECT count(*) FROM entry WHERE kind = 'sign'");
}

static void a_full_disk_records_nothing_and_goes_on_later(void **state)
{
    (void)state;
    struct ledger *ledger;
    struct ledger_receipt receipt;
    enum em_status status = EM_OK;
    int64_t since;
    assert_int_equal(fake_kiosk_start(&kiosk, &ledger), EM_OK);
    for (int64_t room = 10000; room < 300000; room += 70001) { /* not in step with the pages */
        int64_t before = ledger_signature_count(ledger, &since);
        fake_disk_room(room);
        int more = sign_until_refused(ledger, &status);
        assert_int_equal(status, EM_FULL);
        assert_non_null(strstr(kiosk.error.text, "full"));
        assert_int_equal(fake_kiosk_sign(&kiosk, ledger, 1, &receipt), EM_FULL);
        assert_int_equal(ledger_signature_count(ledger, &since), before + more);
        fake_disk_room(-1);
        assert_int_equal(recorded_signatures(), before + more);
        assert_int_equal(fake_kiosk_sign(&kiosk, ledger, 1, &receipt), EM_OK);
        assert_int_equal(ledger_signature_count(ledger, &since), before + more + 1);
    }
    ledger_close(ledger);
    assert_int_equal(fake_kiosk_start(&kiosk, &ledger), EM_OK); /* which proves the whole log */
    assert_string_equal(kiosk.notice.text, "");
    ledger_close(ledger);
}

static void a_kiosk_that_cannot_write_does_not_start(void **state)
{
    (void)state;
    struct ledger *ledger;
    int refused = 0;
    for (int64_t room = 0; room < 120000; room += 4001) {
        fake_disk_room(room);
        enum em_status status = fake_kiosk_start(&kiosk, &ledger);
        if (status != EM_OK && status != EM_FULL)
            fail_msg("with room for %lld: %d, %s", (long long)room, status, kiosk.error.text);
        refused += status == EM_FULL;
        fake_disk_room(-1);
        ledger_close(ledger);
    }
    assert_true(refused > 0);
    if (fake_kiosk_start(&kiosk, &ledger) != EM_OK)
        fail_msg("%s", kiosk.error.text);
    assert_string_equal(kiosk.notice.text, "");
    ledger_close(ledger);
    assert_int_equal(fake_folder_count(kiosk.folder, STORE_FILE ".damaged"), 0);
}

/* In a process of its own, because the limits and mounts end with it: 0 when all went well. */
static int in_child(int (*test)(void))
{
    pid_t child = fork();
    if (child == 0)
        _exit(test());
    int result = -1;
    assert_int_equal(waitpid(child, &result, 0), child);
    return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

#define CANNOT_BE_TRIED 77
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return print_message("line %d: %s (%s)\n", __LINE__, #condition, kiosk.error.text), 1; \
    } while (0)

static int fill_and_free(void (*free_room)(void))
{
    struct ledger *ledger;
    struct ledger_receipt receipt;
    enum em_status status = EM_OK;
    CHECK(fake_kiosk_start(&kiosk, &ledger) == EM_OK);
    int recorded = sign_until_refused(ledger, &status);
    CHECK(recorded > 0 && recorded < PEOPLE_AT_MOST && status == EM_FULL);
    CHECK(fake_kiosk_sign(&kiosk, ledger, 1, &receipt) == EM_FULL);
    free_room();
    CHECK(recorded_signatures() == recorded);
    CHECK(fake_kiosk_sign(&kiosk, ledger, 1, &receipt) == EM_OK);
    ledger_close(ledger);
    CHECK(fake_kiosk_start(&kiosk, &ledger) == EM_OK && !*kiosk.notice.text);
    int64_t since;
    CHECK(ledger_signature_count(ledger, &since) == recorded + 1);
    ledger_close(ledger);
    return 0;
}

static void lift_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* The system's own refusal, without the fake disk's: no file of this process may grow beyond this
 * size. */
static int limited_process(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 400000;
    signal(SIGXFSZ, SIG_IGN);
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    return fill_and_free(lift_limit);
}

static void a_quota_is_a_full_disk(void **state)
{
    (void)state;
    assert_int_equal(in_child(limited_process), 0);
}

static char ballast[FAKE_PATH_SIZE + 16];

static void drop_ballast(void)
{
    unlink(ballast);
}

/* A real file system that runs full, seen by this process only. Half of it is taken by another
 * file. */
static int small_disk(void)
{
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        mount("emarge", kiosk.folder, "tmpfs", 0, "size=1m"))
        return CANNOT_BE_TRIED;
    snprintf(ballast, sizeof ballast, "%s/ballast", kiosk.folder);
    FILE *file = fopen(ballast, "wb");
    CHECK(file && ftruncate(fileno(file), 0) == 0);
    for (int i = 0; i < 500 * 1024; i++)
        fputc(i, file);
    fclose(file);
    return fill_and_free(drop_ballast);
}

static void a_small_disk_is_a_full_disk(void **state)
{
    (void)state;
    int result = in_child(small_disk);
    if (result == CANNOT_BE_TRIED) {
        print_message("not tried: mounting needs root\n");
        skip();
    }
    assert_int_equal(result, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk_records_nothing_and_goes_on_later),
        TEST(a_kiosk_that_cannot_write_does_not_start),
        TEST(a_quota_is_a_full_disk),
        TEST(a_small_disk_is_a_full_disk),
    };
    fake_disk_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
