/* The power goes out, at any moment: whatever was acknowledged is there afterwards. */
#include "core/ledger_private.h"
#include "fake/disk.h"
#include "fake/kiosk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A start or a signature is some fifteen operations on the disk, and the end of a kiosk, which
 * moves everything into the database, some thirty: within 100 a cut falls on each of them. SQLite
 * moves by itself after 1000 pages, that is some 150 signatures: one round in ten goes as far as
 * that. */
#define ROUNDS       200
#define SHORT_ROUND  100
#define SHORT_PEOPLE 6
#define LONG_ROUND   4000
#define LONG_PEOPLE  300
#define LONG_EVERY   10
#define ROUNDS_A_LOG 50 /* then a fresh folder, because each start reads the whole log */

static struct fake_kiosk kiosk;
static struct fake_random dice;

/* What the kiosk said "recorded" to, in this folder. */
static struct ledger_receipt receipts[ROUNDS_A_LOG * LONG_PEOPLE];
static int acknowledged;

struct tally {
    int cuts, in_start, in_checkpoint, signatures;
    int losses; /* rounds after which an acknowledged signature was not there, or the log did not
                   hold */
};

static enum em_status compare_receipt(void *context, const struct roll_signature *row,
                                      struct em_error *error)
{
    int *found = context;
    (void)error;
    const struct ledger_receipt *receipt = &receipts[*found];
    if (*found < acknowledged && row->seq == receipt->seq &&
        strcmp(row->number, receipt->number) == 0 &&
        memcmp(row->leaf, receipt->leaf, sizeof row->leaf) == 0)
        ++*found;
    return EM_OK;
}

/* Starts again after a cut. What was being recorded when it fell may be there too. */
static bool all_is_there(void)
{
    struct ledger *ledger;
    int found = 0;
    if (fake_kiosk_start(&kiosk, &ledger) != EM_OK)
        return false;
    enum em_status status = roll_each(ledger->store, compare_receipt, &found, &kiosk.error);
    ledger_close(ledger);
    return status == EM_OK && found == acknowledged && *kiosk.notice.text == '\0';
}

static void sign_until_dead(struct ledger *ledger, int people, struct tally *tally)
{
    for (int person = 0; person < people && !fake_disk_is_dead(); person++) {
        if (fake_kiosk_sign(&kiosk, ledger, person, &receipts[acknowledged]) != EM_OK)
            break;
        acknowledged++;
        tally->signatures++;
    }
}

static void one_cut(bool is_long, struct tally *tally)
{
    struct ledger *ledger;
    uint64_t people = fake_random_below(&dice, is_long ? LONG_PEOPLE : SHORT_PEOPLE);
    uint64_t reach = is_long ? LONG_ROUND : SHORT_ROUND;
    fake_disk_cut_after(1 + (int64_t)fake_random_below(&dice, reach));
    if (fake_kiosk_start(&kiosk, &ledger) == EM_OK)
        sign_until_dead(ledger, (int)people, tally);
    else
        tally->in_start++;
    bool running = ledger != NULL;
    ledger_close(ledger);
    tally->cuts += fake_disk_is_dead();
    tally->in_checkpoint += running && fake_disk_is_dead() && fake_disk_died_in_checkpoint();
    fake_disk_power_on(&dice);
    if (!all_is_there())
        tally->losses++;
    fake_disk_power_on(&dice);
}

static struct tally play(int rounds, bool lies)
{
    struct tally tally = {0};
    fake_random_init(&dice, 7);
    fake_disk_lie(lies);
    for (int round = 0; round < rounds; round++) {
        if (round % ROUNDS_A_LOG == 0) {
            fake_kiosk_init(&kiosk, (uint64_t)round + 1);
            acknowledged = 0;
        }
        one_cut(round % LONG_EVERY == 0, &tally);
        if (round % ROUNDS_A_LOG == ROUNDS_A_LOG - 1 || round == rounds - 1)
            fake_kiosk_free(&kiosk);
    }
    fake_disk_lie(false);
    print_message("%d cuts (%d while starting, %d in a checkpoint), %d signatures acknowledged, "
                  "%d rounds with a loss\n",
                  tally.cuts, tally.in_start, tally.in_checkpoint, tally.signatures, tally.losses);
    return tally;
}

static void nothing_acknowledged_is_lost(void **state)
{
    (void)state;
    struct tally tally = play(ROUNDS, false);
    assert_int_equal(tally.losses, 0);
    /* the dice fell everywhere that matters */
    assert_true(tally.in_start > 0 && tally.in_checkpoint > 0);
    assert_true(tally.cuts > ROUNDS / 2 && tally.signatures > tally.cuts);
}

/* The very first start, cut at each operation in turn: the next one finds nothing wrong, and
 * nothing to tell. */
static void the_first_start_may_be_cut_anywhere(void **state)
{
    (void)state;
    bool cut = true;
    int moments = 0;
    fake_random_init(&dice, 8);
    for (int at = 1; cut; at++) {
        struct ledger *ledger;
        fake_kiosk_init(&kiosk, 1);
        acknowledged = 0;
        fake_disk_cut_after(at);
        fake_kiosk_start(&kiosk, &ledger);
        cut = fake_disk_is_dead();
        moments += cut;
        ledger_close(ledger);
        fake_disk_power_on(&dice);
        if (!all_is_there())
            fail_msg("cut at operation %d: %s%s", at, kiosk.error.text, kiosk.notice.text);
        fake_disk_power_on(&dice);
        fake_kiosk_free(&kiosk);
    }
    assert_true(moments > 0);
}

/* The control: on a drive that does not sync, this very test is red. */
static void a_drive_that_lies_loses(void **state)
{
    (void)state;
    struct tally tally = play(ROUNDS_A_LOG, true);
    assert_true(tally.losses > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_acknowledged_is_lost),
        cmocka_unit_test(the_first_start_may_be_cut_anywhere),
        cmocka_unit_test(a_drive_that_lies_loses),
    };
    fake_disk_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
