/* Passing the door: coming, going, moving on, and codes that stay before the scanner. */
#include "core/base64.h"
#include "core/door.h"
#include "fake/porch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, porch_tear_down)

static void go_in(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
}

static void a_staff_badge_is_no_delegate(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    int64_t before = porch_entries(porch, "refuse") + porch_entries(porch, "checkin");
    porch_in(porch, "staff");
    assert_true(porch->answer.staff);
    assert_int_equal(porch->answer.seq, -1);
    assert_int_equal(porch_entries(porch, "refuse") + porch_entries(porch, "checkin"), before);
}

static void a_code_that_is_held_counts_once(void **state)
{
    struct porch *porch = *state;
    const char *code = summit_code(&porch->summit, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    int64_t seq = porch->answer.seq;
    for (int i = 0; i < 20; i++) { /* much longer than DOOR_HELD_US in all */
        fake_clock_advance(&porch->summit.clock, DOOR_HELD_US - SUMMIT_MINUTE / 60);
        assert_int_equal(porch_scan_at_once(porch, code, DOOR_IN), VERDICT_ACCEPTED);
        assert_true(porch->answer.held);
        assert_int_equal(porch->answer.seq, seq);
        assert_string_equal(porch->answer.name, "Amina Nyambura");
    }
    assert_int_equal(porch_entries(porch, "checkin"), 1);
    assert_int_equal(porch_entries(porch, "refuse"), 0);
    assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_ALREADY_IN);
    assert_false(porch->answer.held);
}

static void two_held_codes_do_not_wake_each_other(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    for (int i = 0; i < 5; i++) {
        porch_scan_at_once(porch, summit_code(&porch->summit, "zoe"), DOOR_IN);
        porch_scan_at_once(porch, summit_code(&porch->summit, "amina"), DOOR_IN);
        assert_true(porch->answer.held);
    }
    porch_scan_at_once(porch, "somebody's ticket", DOOR_IN);
    porch_scan_at_once(porch, "somebody's ticket", DOOR_IN);
    assert_true(porch->answer.held);
    assert_int_equal(porch_entries(porch, "checkin"), 2);
    assert_int_equal(porch_entries(porch, "refuse"), 1);
    porch_scan_at_once(porch, summit_code(&porch->summit, "zoe"), DOOR_OUT);
    assert_false(porch->answer.held); /* the other way is another matter */
}

/* What happened since decides, not what was answered before it. */
static void a_badge_that_went_the_other_way_is_no_held_code(void **state)
{
    struct porch *porch = *state;
    const char *code = summit_code(&porch->summit, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    porch_in(porch, "amina");
    porch_scan_at_once(porch, code, DOOR_OUT);
    assert_int_equal(porch_scan_at_once(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    assert_false(porch->answer.held);
    assert_int_equal(door_count(porch->door).inside, 1);
    assert_int_equal(door_admit(porch->door, summit_id(&porch->summit, "amina"), DOOR_OUT,
                                &porch->answer, &porch->error),
                     EM_OK); /* and by name */
    assert_int_equal(porch_scan_at_once(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    assert_false(porch->answer.held);
    assert_int_equal(door_count(porch->door).inside, 1);
}

/* Who waits with the badge before the scanner until there is room, or until it is time, gets in. */
static void who_was_turned_away_and_waits_is_let_in(void **state)
{
    struct porch *porch = *state;
    const char *zoe = summit_code(&porch->summit, "zoe");
    char key[16] = "amina";
    porch_choose(porch, SUMMIT_WORKSHOP);
    for (int i = 1; i <= 10; i++) {
        assert_int_equal(porch_in(porch, key), VERDICT_ACCEPTED);
        snprintf(key, sizeof key, "extra-%d", i);
    }
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_FULL);
    assert_int_equal(porch_scan_at_once(porch, zoe, DOOR_IN), VERDICT_FULL);
    assert_true(porch->answer.held);
    assert_int_equal(porch_entries(porch, "refuse"), 1);
    porch_scan_at_once(porch, summit_code(&porch->summit, "amina"), DOOR_OUT);
    assert_int_equal(porch_scan_at_once(porch, zoe, DOOR_IN), VERDICT_ACCEPTED);
    assert_false(porch->answer.held);
    porch_choose(porch, SUMMIT_EVENING);
    porch->summit.clock.wall = door_session(porch->door)->start_us - SUMMIT_OPENS - 5000;
    assert_int_equal(porch_scan_at_once(porch, zoe, DOOR_IN), VERDICT_WRONG_TIME);
    porch->summit.clock.wall += 10000;
    assert_int_equal(porch_scan_at_once(porch, zoe, DOOR_IN), VERDICT_ACCEPTED);
}

static void leaving_checks_out(void **state)
{
    struct porch *porch = *state;
    go_in(porch);
    assert_int_equal(porch_out(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch->answer.way, DOOR_OUT);
    assert_false(porch->answer.unseen);
    assert_int_equal(porch->answer.count.inside, 0);
    assert_int_equal(porch->answer.count.persons, 1);
    assert_int_equal(porch_entries(porch, "checkout"), 1);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch->answer.count.persons, 1);
}

static void leaving_where_nobody_saw_them_enter_is_told(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_out(porch, "zoe"), VERDICT_ACCEPTED);
    assert_true(porch->answer.unseen);
    assert_int_equal(porch_out(porch, "unheard"), VERDICT_PROVISIONAL);
    assert_int_equal(porch_out(porch, "revoked"), VERDICT_REVOKED);
    assert_int_equal(porch_scan(porch, "a ticket", DOOR_OUT), VERDICT_UNKNOWN);
    assert_int_equal(porch_entries(porch, "checkout"), 2);
    assert_int_equal(porch_entries(porch, "refuse"), 2);
}

static void nobody_is_locked_in_by_time_or_a_void_badge(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    porch_in(porch, "amina");
    porch_in(porch, "zoe");
    summit_revoke(&porch->summit, "zoe");
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    fake_clock_advance(&porch->summit.clock, 6 * SUMMIT_HOUR);
    assert_int_equal(porch_out(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch_out(porch, "zoe"), VERDICT_ACCEPTED);
    assert_int_equal(porch->answer.count.inside, 0);
}

/* The clock was ahead and is put right between an entrance and an exit, by hand or by the network.
 */
static void a_clock_that_is_set_back_keeps_nobody_inside(void **state)
{
    struct porch *porch = *state;
    go_in(porch);
    int64_t entered = porch->answer.at_us;
    porch->summit.clock.wall -= 10 * SUMMIT_MINUTE;
    assert_int_equal(porch_out(porch, "amina"), VERDICT_ACCEPTED);
    assert_true(porch->answer.at_us < entered);
    assert_int_equal(porch->answer.count.inside, 0);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    porch_restart(porch);
    assert_int_equal(door_count(porch->door).inside, 1);
}

/* Few are seen to leave in the evening, and all come again. */
static void a_session_of_days_is_entered_each_day(void **state)
{
    struct porch *porch = *state;
    const struct session days = {.id = (char *)"hackathon",
                                 .title = (char *)"Hackathon",
                                 .start_us = SUMMIT_NOW - 20 * SUMMIT_MINUTE,
                                 .end_us = SUMMIT_NOW + 48 * SUMMIT_HOUR,
                                 .capacity = 2};
    summit_schedule(&porch->summit, &days);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    porch_choose(porch, days.id);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
    fake_clock_advance(&porch->summit.clock, 10 * SUMMIT_HOUR); /* 23:50 */
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    fake_clock_advance(&porch->summit.clock, 10 * SUMMIT_HOUR);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED); /* who is in has her place */
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    assert_true(porch->answer.since_us > SUMMIT_NOW + 19 * SUMMIT_HOUR);
    assert_int_equal(porch_in(porch, "nino"), VERDICT_FULL);
    porch_restart(porch);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    assert_int_equal(porch->answer.count.inside, 2);
}

/* What lasts into the night is one evening. */
static void midnight_lets_nobody_in_twice(void **state)
{
    struct porch *porch = *state;
    const struct session night = {.id = (char *)"night",
                                  .title = (char *)"Night",
                                  .start_us = SUMMIT_NOW + 9 * SUMMIT_HOUR,
                                  .end_us = SUMMIT_NOW + 13 * SUMMIT_HOUR};
    summit_schedule(&porch->summit, &night);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    porch_choose(porch, night.id);
    fake_clock_advance(&porch->summit.clock, 10 * SUMMIT_HOUR); /* 23:50 */
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    fake_clock_advance(&porch->summit.clock, SUMMIT_HOUR);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
}

static void entering_another_session_leaves_the_one_before(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    porch_in(porch, "amina");
    go_in(porch);
    assert_int_equal(porch->answer.verdict, VERDICT_ACCEPTED);
    assert_non_null(porch->answer.from);
    assert_string_equal(porch->answer.from->id, SUMMIT_WORKSHOP);
    porch_choose(porch, SUMMIT_WORKSHOP);
    assert_int_equal(door_count(porch->door).inside, 0);
    assert_int_equal(door_count(porch->door).persons, 1);
}

static void a_refused_move_leaves_them_where_they_are(void **state)
{
    struct porch *porch = *state;
    go_in(porch);
    porch_choose(porch, SUMMIT_EVENING);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_WRONG_TIME);
    assert_null(porch->answer.from);
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(door_count(porch->door).inside, 1);
}

static void scans_come_with_what_scanners_add(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    char *text = em_format("]Q1%s\r\n", summit_code(&porch->summit, "amina"));
    assert_int_equal(porch_scan(porch, text, DOOR_IN), VERDICT_ACCEPTED);
    free(text);
    text = em_format("{\"checkin_secret\":\"%s\"}", summit_code(&porch->summit, "foreign"));
    assert_int_equal(porch_scan(porch, text, DOOR_IN), VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.name, "Ángel Ejemplo Íñiguez");
    free(text);
    assert_int_equal(porch_scan(porch, "\r\n", DOOR_IN), VERDICT_UNKNOWN);
}

static void an_unknown_code_leaves_no_trace(void **state)
{
    struct porch *porch = *state;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char base64[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_scan(porch, "ROW 7 SEAT 12", DOOR_IN);
    char *body = porch_last_body(porch);
    badge_lookup(lookup, "ROW 7 SEAT 12");
    base64_write(base64, lookup, sizeof lookup);
    assert_null(strstr(body, base64));
    assert_null(strstr(body, "ROW"));
    assert_null(strstr(body, "badge"));
    assert_non_null(strstr(body, SUMMIT_TERRITORIES));
    free(body);
}

static void without_a_session_nothing_is_recorded(void **state)
{
    struct porch *porch = *state;
    const char *code = summit_code(&porch->summit, "amina");
    assert_int_equal(
        door_scan(porch->door, code, strlen(code), DOOR_IN, &porch->answer, &porch->error),
        EM_INVALID);
    assert_non_null(strstr(porch->error.text, "session"));
    assert_int_equal(porch_entries(porch, "checkin") + porch_entries(porch, "refuse"), 0);
    assert_int_equal(door_choose(porch->door, "no-such", &porch->error), EM_NOT_FOUND);
    assert_null(door_session(porch->door));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_staff_badge_is_no_delegate),
        TEST(a_code_that_is_held_counts_once),
        TEST(two_held_codes_do_not_wake_each_other),
        TEST(a_badge_that_went_the_other_way_is_no_held_code),
        TEST(who_was_turned_away_and_waits_is_let_in),
        TEST(leaving_checks_out),
        TEST(leaving_where_nobody_saw_them_enter_is_told),
        TEST(nobody_is_locked_in_by_time_or_a_void_badge),
        TEST(a_clock_that_is_set_back_keeps_nobody_inside),
        TEST(a_session_of_days_is_entered_each_day),
        TEST(midnight_lets_nobody_in_twice),
        TEST(entering_another_session_leaves_the_one_before),
        TEST(a_refused_move_leaves_them_where_they_are),
        TEST(scans_come_with_what_scanners_add),
        TEST(an_unknown_code_leaves_no_trace),
        TEST(without_a_session_nothing_is_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
