/* A kiosk whose own log is damaged starts on a bad day: the disk is full, or the power goes out
 * amid the start. Sooner or later it has its roster again, or says that it has not. */
#include "core/ledger_private.h"
#include "core/roster.h"
#include "fake/disk.h"
#include "fake/sql.h"
#include "fake/summit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct summit summit;
static struct em_error error;
static char model[FAKE_PATH_SIZE]; /* the folder as the damage left it */
static int64_t delegates;

static int64_t known(void)
{
    int64_t count;
    assert_int_equal(roster_count(ledger_store(summit.kiosk.ledger), &count, NULL, NULL), EM_OK);
    return count;
}

static int set_up(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 16];
    summit_init(&summit, 1);
    fake_folder_make(model);
    snprintf(path, sizeof path, "%s/" STORE_FILE, summit.kiosk.folder);
    delegates = known();
    summit_stop(&summit.kiosk);
    assert_true(delegates > 0);
    assert_true(fake_sql_against_rules(path, "UPDATE entry SET at = at + 1 WHERE origin LIKE "
                                             "'%hall-a-1' AND seq = 0"));
    fake_folder_copy(summit.kiosk.folder, model);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_disk_room(-1);
    fake_folder_remove(model);
    summit_free(&summit);
    return 0;
}

static void put_back(void)
{
    fake_folder_remove(summit.kiosk.folder);
    assert_int_equal(mkdir(summit.kiosk.folder, 0700), 0);
    fake_folder_copy(model, summit.kiosk.folder);
}

static bool said(const char *what)
{
    return strstr(summit.kiosk.notice.text, what) != NULL;
}

/* What was said is so, and the store that was begun holds. */
static void check(bool kept)
{
    assert_int_equal(known(), kept ? delegates : 0);
    assert_string_equal(ledger_origin_of(summit.kiosk.ledger), SUMMIT_EVENT "/hall-a-1.2");
    summit_stop(&summit.kiosk);
    summit_start(&summit, &summit.kiosk);
    assert_string_equal(summit.kiosk.notice.text, "");
    assert_int_equal(known(), kept ? delegates : 0);
    summit_stop(&summit.kiosk);
}

static void the_power_goes_out_amid_the_start(void **state)
{
    (void)state;
    struct fake_random dice;
    int cuts = 0;
    bool cut = true;
    fake_random_init(&dice, 5);
    for (int64_t after = 1; cut; after++) {
        put_back();
        fake_disk_cut_after(after);
        enum em_status status = summit_try_start(&summit, &summit.kiosk, &error);
        cut = fake_disk_is_dead();
        if (status == EM_OK)
            summit_stop(&summit.kiosk);
        fake_disk_cut_after(0);
        fake_disk_power_on(&dice);
        if (status == EM_OK)
            continue; /* the roster was there when it was said to be, or the end was cut */
        cuts++;
        summit_start(&summit, &summit.kiosk);
        if (!said("The roster was kept") && known() != delegates)
            fail_msg("cut after %lld: %s", (long long)after, summit.kiosk.notice.text);
        if (strcmp(ledger_origin_of(summit.kiosk.ledger), SUMMIT_EVENT "/hall-a-1.2") == 0)
            check(true);
        else
            summit_stop(&summit.kiosk);
    }
    print_message("%d starts were cut\n", cuts);
    assert_true(cuts > 10);
}

/* With ever more room. */
static void the_disk_is_full(void **state)
{
    (void)state;
    int refused = 0, lost = 0, kept = 0;
    for (int64_t room = 0; kept < 3 && room < 1 << 22; room += 4096) {
        put_back();
        fake_disk_room(room);
        enum em_status status = summit_try_start(&summit, &summit.kiosk, &error);
        fake_disk_room(-1);
        if (status == EM_OK) {
            bool well = said("The roster was kept");
            assert_true(well || said("The roster is lost"));
            kept += well;
            lost += !well;
            check(well);
            continue;
        }
        refused++;
        assert_int_equal(status, EM_FULL);
        summit_start(&summit, &summit.kiosk); /* there is room again */
        /* A commit that failed may still be found there; then nothing is said, and all is well. */
        if (!said("The roster was kept") && known() != delegates)
            fail_msg("%lld bytes: %s", (long long)room, summit.kiosk.notice.text);
        check(true);
    }
    print_message("%d starts were refused, %d without the roster, %d with it\n", refused, lost,
                  kept);
    assert_true(refused > 0 && lost > 0 && kept > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_power_goes_out_amid_the_start),
        TEST(the_disk_is_full),
    };
    fake_disk_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
