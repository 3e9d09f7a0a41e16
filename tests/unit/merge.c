/* Stores that are carried by hand: the union of their logs, in any order, and what was erased. */
#include "core/body.h"
#include "fake/carry.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- the union --- */

static void assert_differ(struct carry_digest a, struct carry_digest b)
{
    assert_memory_not_equal(a.facts, b.facts, sizeof a.facts);
}

static void a_merge_twice_adds_nothing(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 5);
    struct ledger *ledger = fake_kiosk_started(&at->office);
    carry_into(at, ledger, &at->hall_a);
    assert_int_equal(at->status, EM_OK);
    carry_expect(at, CARRY_HALL_A, 0, 7, true);
    assert_memory_equal(carry_told(at, CARRY_HALL_A)->vkey, at->hall_a.identity.log_public, 32);
    struct carry_digest once = carry_digest(&at->office);
    carry_into(at, ledger, &at->hall_a);
    assert_int_equal(at->status, EM_OK);
    carry_expect(at, CARRY_HALL_A, 7, 0, false);
    carry_assert_same(carry_digest(&at->office), once);
    int64_t since;
    assert_int_equal(ledger_signature_count(ledger, &since), 5);
    assert_true(since > 0);
    ledger_close(ledger);
    carry_expect_good(&at->office);
}

static void a_mirror_follows_its_log(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 2);
    carry_well(at, &at->office, &at->hall_a);
    fake_kiosk_day(&at->hall_a, 3);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A, 4, 5, false);
    assert_int_equal(fake_sql_number(at->office.store, "SELECT count(*) FROM roll_signature"), 5);
    carry_expect_good(&at->office);
}

static void order_does_not_matter(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 4);
    fake_kiosk_day(&at->hall_b, 3);
    struct ledger *first = fake_kiosk_started(&at->office);
    struct ledger *second = fake_kiosk_started(&at->office_again);
    carry_into(at, first, &at->hall_a);
    assert_int_equal(at->status, EM_OK);
    assert_differ(carry_digest(&at->office), carry_digest(&at->office_again));
    carry_into(at, first, &at->hall_b);
    assert_int_equal(at->status, EM_OK);
    carry_into(at, second, &at->hall_b);
    assert_int_equal(at->status, EM_OK);
    carry_into(at, second, &at->hall_a);
    assert_int_equal(at->status, EM_OK);
    carry_assert_same(carry_digest(&at->office), carry_digest(&at->office_again));
    ledger_close(first);
    ledger_close(second);
    carry_expect_good(&at->office);
}

/* What one kiosk recorded reaches another by way of the organiser, and each keeps its own. */
static void logs_go_both_ways(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 2);
    fake_kiosk_day(&at->hall_b, 3);
    carry_well(at, &at->office, &at->hall_a);
    carry_well(at, &at->hall_b, &at->office);
    carry_expect(at, CARRY_HALL_A, 0, 4, true);
    carry_expect(at, CARRY_OFFICE, 0, 2, false); /* its key was known */
    assert_int_equal(fake_sql_number(at->hall_b.store, "SELECT count(*) FROM roll_signature"), 5);
    carry_well(at, &at->office, &at->hall_b);
    carry_expect(at, CARRY_HALL_A, 4, 0, false);
    carry_expect(at, CARRY_OFFICE, 3, 0, false); /* this start is one more */
    assert_non_null(carry_told(at, CARRY_HALL_B));
    carry_expect_good(&at->office);
    carry_expect_good(&at->hall_b);
    /* A kiosk that is running can be read from. */
    struct ledger *running = fake_kiosk_started(&at->hall_a);
    fake_kiosk_signed(&at->hall_a, running, 77);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A, 4, 2, false);
    ledger_close(running);
}

static void ten_thousand_entries(void **state)
{
    struct carry *at = *state;
    carry_record_many(&at->hall_a, 0);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A, 0, CARRY_MANY + 2, true);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A, CARRY_MANY + 2, 0, false);
    fake_kiosk_day(&at->hall_a, 1);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A, CARRY_MANY + 2, 3, false);
    carry_expect_good(&at->office);
}

/* --- erasing --- */

static void record_erasure(struct fake_kiosk *by, const char *origin, int64_t seq)
{
    struct em_buffer body = {0};
    struct ledger *ledger = fake_kiosk_started(by);
    json_t *fields = json_pack("{s:s, s:I}", "origin", origin, "seq", (json_int_t)seq);
    assert_int_equal(body_write(&body, fields, &by->random.random, NULL), EM_OK);
    assert_int_equal(ledger_record(ledger, ENTRY_ERASE, &body, NULL, NULL, NULL), EM_OK);
    em_buffer_free(&body);
    ledger_close(ledger);
}

#define COUNTING "SELECT count(*) FROM roll_signature WHERE erased = 0"
#define BYTES_OF_2                                                                                 \
    "SELECT count(body) + count(sealed) FROM entry WHERE origin LIKE '%a-1' AND seq = 2"

static void what_the_organiser_erased_is_erased_everywhere(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 3);
    carry_well(at, &at->office, &at->hall_a);
    record_erasure(&at->office, CARRY_HALL_A, 2);
    assert_int_equal(fake_sql_number(at->hall_a.store, BYTES_OF_2), 2);
    carry_well(at, &at->hall_a, &at->office);
    assert_int_equal(fake_sql_number(at->hall_a.store, BYTES_OF_2), 0);
    carry_expect_good(&at->hall_a);
    carry_well(at, &at->office, &at->hall_a); /* and what was erased is no fork */
    assert_int_equal(fake_sql_number(at->office.store, BYTES_OF_2), 0);
    carry_expect_good(&at->office);
}

/* A log that nobody knows must not take bytes away. */
static void others_erase_nothing(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 3);
    carry_well(at, &at->office, &at->hall_a);
    record_erasure(&at->hall_b, CARRY_HALL_A, 2);
    carry_well(at, &at->office, &at->hall_b);
    assert_int_equal(fake_sql_number(at->office.store, BYTES_OF_2), 2);
    assert_int_equal(fake_sql_number(at->office.store, COUNTING), 3);
}

/* Whoever carries a store may have taken a revocation's bytes out of it. A log of their own that
 * says so, as if it were an erasure, must not make that good. */
static void bytes_that_others_took_away_are_missed(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 3);
    carry_well(at, &at->office, &at->hall_a);
    record_erasure(&at->hall_b, CARRY_HALL_A, 2);
    carry_well(at, &at->office, &at->hall_b);
    assert_true(fake_sql(at->office.store, "UPDATE entry SET body = NULL, sealed = NULL "
                                           "WHERE origin LIKE '%a-1' AND seq = 2"));
    struct fake_kiosk hall_c;
    carry_init_hall(at, &hall_c, "hall-c-1", 'C', 3);
    carry_refused(at, &hall_c, &at->office, EM_DAMAGED, "Entry 2 of the log " CARRY_HALL_A);
    fake_kiosk_free(&hall_c);
}

static struct carry carry;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, carry_set_up, carry_tear_down, &carry)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_merge_twice_adds_nothing), TEST(a_mirror_follows_its_log),
        TEST(order_does_not_matter),      TEST(logs_go_both_ways),
        TEST(ten_thousand_entries),       TEST(what_the_organiser_erased_is_erased_everywhere),
        TEST(others_erase_nothing),       TEST(bytes_that_others_took_away_are_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
