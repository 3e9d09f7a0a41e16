/* Stores that are carried by hand: nothing that was not proven is taken from them. */
#include "fake/carry.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void damage(const char *path)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fputs("no store of SQLite's any more", file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

/* The log goes on in two copies of one folder: at entry 4, each says something else. */
static void a_forked_log_is_refused(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk copy;
    carry_init_hall(at, &copy, "hall-a-1", 'A', 1);
    fake_kiosk_day(&at->hall_a, 2);
    carry_copy(&at->hall_a, &copy);
    fake_kiosk_day(&at->hall_a, 3);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1); /* shorter than what is had */
    carry_well(at, &at->office, &at->hall_a);
    carry_refused(at, &at->office, &copy, EM_DAMAGED, "Entry 4 of " CARRY_HALL_A " says one thing");
    fake_kiosk_day(&copy, 7); /* longer */
    carry_refused(at, &at->office, &copy, EM_DAMAGED, "Entry 4 of " CARRY_HALL_A " says one thing");
    /* And the own log of who is merged into. */
    carry_refused(at, &copy, &at->hall_a, EM_DAMAGED, "Entry 4 of " CARRY_HALL_A " says one thing");
    fake_kiosk_free(&copy);
}

static void a_fork_far_inside_is_named(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk copy;
    carry_init_hall(at, &copy, "hall-a-1", 'A', 1);
    carry_record_many(&at->hall_a, 0);
    carry_copy(&at->hall_a, &copy);
    fake_kiosk_day(&at->hall_a, 1);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1);
    carry_well(at, &at->office, &at->hall_a);
    carry_refused(at, &at->office, &copy, EM_DAMAGED,
                  "Entry 10002 of " CARRY_HALL_A " says one thing");
    fake_kiosk_free(&copy);
}

static void what_does_not_hold_is_refused(void **state)
{
    struct carry *at = *state;
    static const struct {
        const char *sql, *said;
    } cases[] = {
        {"DELETE FROM entry WHERE seq = 3", "Entry 3 of the log " CARRY_HALL_A},
        {"DELETE FROM entry WHERE seq = 6", "Entry 6 of the log " CARRY_HALL_A},
        {"UPDATE entry SET body = replace(body, 'Paris', 'Parys') WHERE seq = 2",
         "Entry 2 of the log " CARRY_HALL_A},
        {"UPDATE entry SET sealed = NULL WHERE seq = 4", "Entry 4 of the log " CARRY_HALL_A},
        {"UPDATE entry SET at = at + 1 WHERE seq = 1", "Entry 1 of the log " CARRY_HALL_A},
        {"UPDATE log SET checkpoint = replace(checkpoint, '7', '8')", "The log " CARRY_HALL_A},
    };
    fake_kiosk_day(&at->hall_a, 5);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_kiosk copy;
        carry_init_hall(at, &copy, "hall-a-1", 'A', 1);
        carry_copy(&at->hall_a, &copy);
        assert_true(fake_sql_against_rules(copy.store, cases[i].sql));
        carry_refused(at, &at->office, &copy, EM_DAMAGED, cases[i].said);
        fake_kiosk_free(&copy);
    }
    carry_well(at, &at->office, &at->hall_a);
}

/* One bad log among good ones: none is taken. */
static void all_or_nothing(void **state)
{
    struct carry *at = *state;
    fake_kiosk_day(&at->hall_a, 2);
    fake_kiosk_day(&at->hall_b, 2);
    carry_well(at, &at->office_again, &at->hall_a);
    carry_well(at, &at->office_again, &at->hall_b);
    assert_true(fake_sql_against_rules(at->office_again.store,
                                       "DELETE FROM entry WHERE origin LIKE '%hall-b-1' "
                                       "AND seq = 1"));
    carry_refused(at, &at->office, &at->office_again, EM_DAMAGED,
                  "Entry 1 of the log " CARRY_HALL_B);
}

/* The fork is met after another log was added. */
static void what_was_added_before_a_fork_is_taken_back(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk copy, hall_c;
    carry_init_hall(at, &copy, "hall-b-1", 'B', 2);
    carry_init_hall(at, &hall_c, "hall-c-1", 'C', 3);
    fake_kiosk_day(&at->hall_a, 2);
    fake_kiosk_day(&at->hall_b, 1);
    carry_copy(&at->hall_b, &copy);
    fake_kiosk_day(&at->hall_b, 1);
    fake_clock_advance(&copy.clock, 1000000);
    fake_kiosk_day(&copy, 1);
    carry_well(at, &hall_c, &at->hall_b);
    carry_well(at, &copy, &at->hall_a);
    carry_refused(at, &hall_c, &copy, EM_DAMAGED, "Entry 3 of " CARRY_HALL_B " says one thing");
    fake_kiosk_free(&copy);
    fake_kiosk_free(&hall_c);
}

static void strangers_are_refused(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk other;
    fake_kiosk_init(&other, 6);
    strcpy(other.identity.event, "ogp-tbilisi-2018");
    fake_kiosk_day(&other, 1);
    carry_refused(at, &at->office, &other, EM_FOREIGN, "ogp-tbilisi-2018/hall-a-1");
    fake_kiosk_free(&other);
    /* An event whose name begins with ours. */
    fake_kiosk_init(&other, 6);
    strcpy(other.identity.event, CARRY_EVENT "-2");
    fake_kiosk_day(&other, 1);
    carry_refused(at, &at->office, &other, EM_FOREIGN, CARRY_EVENT "-2/hall-a-1");
    fake_kiosk_free(&other);
    /* The same name, another key. */
    carry_init_hall(at, &other, "hall-a-1", 'A', 7);
    fake_kiosk_day(&other, 1);
    fake_kiosk_day(&at->hall_a, 1);
    carry_well(at, &at->office, &at->hall_a);
    carry_refused(at, &at->office, &other, EM_DAMAGED, "another key");
    fake_kiosk_free(&other);
}

/* Of a kiosk whose record was damaged, the log that follows has another name and the same key. */
static void a_log_that_follows_a_damaged_one_has_its_key(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk other;
    fake_kiosk_day(&at->hall_a, 1);
    carry_well(at, &at->office, &at->hall_a);
    carry_init_hall(at, &other, "hall-a-1", 'A', 7);
    fake_kiosk_day(&other, 1);
    damage(other.store);
    fake_kiosk_day(&other, 1);
    carry_refused(at, &at->office, &other, EM_DAMAGED, "another key");
    damage(at->hall_a.store);
    fake_kiosk_day(&at->hall_a, 4);
    carry_well(at, &at->office, &at->hall_a);
    carry_expect(at, CARRY_HALL_A ".2", 0, 6, true);
    carry_well(at, &at->hall_a, &at->office); /* and its own first log comes back to it */
    carry_expect(at, CARRY_HALL_A, 0, 3, false);
    fake_kiosk_free(&other);
}

static void only_the_organiser_s_log_is_believed(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk impostor;
    fake_kiosk_init(&impostor, 8);
    strcpy(impostor.identity.writer, ORGANISER_WRITER);
    fake_kiosk_day(&impostor, 0);
    fake_kiosk_day(&at->office, 0);
    carry_refused(at, &at->hall_a, &impostor, EM_DAMAGED, "another key");
    at->hall_a.identity.has_badges = false;
    carry_refused(at, &at->hall_a, &at->office, EM_FOREIGN, "before there were badges");
    at->hall_a.identity.has_badges = true;
    carry_well(at, &at->hall_a, &at->office);
    carry_expect(at, CARRY_OFFICE, 0, 2, false); /* its key was known */
    fake_kiosk_free(&impostor);
}

/* Nor when it was put into the store by other hands than a merge's. */
static void an_organiser_s_log_of_another_key_is_not_started_with(void **state)
{
    struct carry *at = *state;
    struct ledger *ledger = NULL;
    fake_kiosk_day(&at->office, 0);
    carry_well(at, &at->hall_a, &at->office);
    at->hall_a.identity.organiser_log[7] ^= 1;
    struct carry_digest before = carry_digest(&at->hall_a);
    assert_int_equal(fake_kiosk_start(&at->hall_a, &ledger), EM_FOREIGN);
    assert_non_null(strstr(at->hall_a.error.text, CARRY_OFFICE));
    carry_assert_same(carry_digest(&at->hall_a), before);
    at->hall_a.identity.organiser_log[7] ^= 1;
    ledger_close(fake_kiosk_started(&at->hall_a));
    at->hall_a.identity.has_badges = false; /* whoever has no door believes nobody, and starts */
    at->hall_a.identity.organiser_log[7] ^= 1;
    ledger_close(fake_kiosk_started(&at->hall_a));
}

static void a_store_that_fell_back_is_told(void **state)
{
    struct carry *at = *state;
    struct fake_kiosk copy;
    carry_init_hall(at, &copy, "hall-a-1", 'A', 1);
    fake_kiosk_day(&at->hall_a, 1);
    carry_copy(&at->hall_a, &copy);
    fake_kiosk_day(&at->hall_a, 4);
    carry_well(at, &at->office, &at->hall_a);
    carry_refused(at, &copy, &at->office, EM_DAMAGED, "fell back");
    fake_kiosk_free(&copy);
}

static struct carry carry;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, carry_set_up, carry_tear_down, &carry)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_forked_log_is_refused),
        TEST(a_fork_far_inside_is_named),
        TEST(what_does_not_hold_is_refused),
        TEST(all_or_nothing),
        TEST(what_was_added_before_a_fork_is_taken_back),
        TEST(strangers_are_refused),
        TEST(a_log_that_follows_a_damaged_one_has_its_key),
        TEST(only_the_organiser_s_log_is_believed),
        TEST(an_organiser_s_log_of_another_key_is_not_started_with),
        TEST(a_store_that_fell_back_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
