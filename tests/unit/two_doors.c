/* Two doors that hear of each other late: what each recorded before holds for the other. */
#include "fake/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

static struct door_answer go_out(struct day *day, struct gate *gate, const char *key)
{
    struct door_answer answer;
    const char *code = summit_code(&day->summit, key);
    fake_clock_advance(&day->summit.clock, DOOR_HELD_US);
    if (door_scan(gate->door, code, strlen(code), DOOR_OUT, &answer, &day->error) != EM_OK)
        fail_msg("%s", day->error.text);
    return answer;
}

/* A stopped store, the organiser's or the other door's, arrives. */
static void hear(struct day *day, struct gate *gate, const char *folder)
{
    summit_merge(gate->kiosk, folder);
    if (door_refresh(gate->door, &day->error) != EM_OK)
        fail_msg("%s", day->error.text);
}

/* She came in where her badge was known, and went out where it was not: she is out. */
static void an_exit_with_an_unheard_badge_counts_once_it_is_heard_of(void **state)
{
    struct day *day = *state;
    day_choose(day, &day->b, SUMMIT_TERRITORIES);
    summit_announce(&day->summit, "unheard");
    hear(day, &day->b, day->summit.organiser_folder);
    assert_int_equal(day_in(day, &day->b, "unheard").verdict, VERDICT_ACCEPTED);
    assert_int_equal(go_out(day, &day->a, "unheard").verdict, VERDICT_PROVISIONAL);
    summit_stop(&day->hall_b);
    hear(day, &day->a, day->hall_b.folder);
    summit_start(&day->summit, &day->hall_b);
    assert_int_equal(door_count(day->a.door).inside, 0);
    assert_int_equal(day_in(day, &day->a, "unheard").verdict, VERDICT_ACCEPTED);
}

/* Bodies as no emarge writes them, in a log that is whole and signed. */
static const char *const nonsense[] = {
    "[]",
    "{}",
    "null",
    "no JSON",
    "{\"delegate\":7,\"session\":[]}",
    "{\"delegate\":\"a\",\"session\":\"\"}",
    "{\"origin\":\"" SUMMIT_EVENT "/hall-a-1\",\"seq\":99999999999999999999999}",
    "{\"origin\":{},\"seq\":\"3\"}",
    "{\"delegate\":\"a\\u0000b\",\"session\":\"x\"}",
};

/* A log that came from elsewhere may say nothing, and it may not shut this door. */
static void a_log_of_nonsense_keeps_no_door_shut(void **state)
{
    static const enum entry_kind kinds[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_UNDO,
                                            ENTRY_ATTEST};
    struct day *day = *state;
    day_choose(day, &day->b, SUMMIT_TERRITORIES);
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++)
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            struct em_buffer body = {0};
            em_buffer_text(&body, nonsense[i]);
            assert_int_equal(
                ledger_record(day->hall_b.ledger, kinds[kind], &body, NULL, NULL, &day->error),
                EM_OK);
            em_buffer_free(&body);
        }
    assert_int_equal(day_in(day, &day->b, "amina").verdict, VERDICT_ACCEPTED);
    summit_stop(&day->hall_b);
    hear(day, &day->a, day->hall_b.folder);
    summit_start(&day->summit, &day->hall_b);
    assert_int_equal(door_count(day->a.door).inside, 1);
    assert_int_equal(day_in(day, &day->a, "amina").verdict, VERDICT_ALREADY_IN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_exit_with_an_unheard_badge_counts_once_it_is_heard_of),
        TEST(a_log_of_nonsense_keeps_no_door_shut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
