/* The door and what lies under it: the programme of the day, the age of what is known, and a store
 * that fails. */
#include "core/door.h"
#include "fake/disk.h"
#include "fake/porch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int tear_down(void **state)
{
    fake_disk_room(-1);
    return porch_tear_down(state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, tear_down)

/* --- sessions --- */

static void check_order(struct porch *porch, const char *const expected[SUMMIT_SESSIONS])
{
    size_t count;
    const struct session *const *sessions = door_sessions(porch->door, &count);
    assert_int_equal(count, SUMMIT_SESSIONS);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(sessions[i]->id, expected[i]);
}

static void sessions_of_today_stand_first(void **state)
{
    struct porch *porch = *state;
    check_order(porch, (const char *const[]){SUMMIT_ACTIONS_9, SUMMIT_SIGNING, SUMMIT_WORKSHOP,
                                             SUMMIT_TERRITORIES, SUMMIT_PITCHES, SUMMIT_EVENING,
                                             SUMMIT_ACTIONS_8, SUMMIT_MORNING});
    porch->summit.clock.wall = SUMMIT_NOW - 24 * SUMMIT_HOUR; /* the day before */
    check_order(porch, (const char *const[]){SUMMIT_ACTIONS_8, SUMMIT_ACTIONS_9, SUMMIT_MORNING,
                                             SUMMIT_SIGNING, SUMMIT_WORKSHOP, SUMMIT_TERRITORIES,
                                             SUMMIT_PITCHES, SUMMIT_EVENING});
    porch->summit.clock.wall = SUMMIT_NOW + 6 * SUMMIT_HOUR; /* in the evening */
    check_order(porch, (const char *const[]){SUMMIT_ACTIONS_9, SUMMIT_SIGNING, SUMMIT_TERRITORIES,
                                             SUMMIT_ACTIONS_8, SUMMIT_MORNING, SUMMIT_WORKSHOP,
                                             SUMMIT_PITCHES, SUMMIT_EVENING});
}

/* At half past eleven in the evening in Paris it is the next morning in Tokyo. */
static void the_day_is_that_of_the_event(void **state)
{
    struct porch *porch = *state;
    static const struct {
        const char *timezone;
        enum verdict verdict;
    } zones[] = {{SUMMIT_TIMEZONE, VERDICT_ACCEPTED}, {"Asia/Tokyo", VERDICT_WRONG_TIME}};
    porch->summit.clock.wall = SUMMIT_NOW + 9 * SUMMIT_HOUR + 40 * SUMMIT_MINUTE;
    for (size_t i = 0; i < 2; i++) {
        porch_reopen(porch, zones[i].timezone);
        porch_choose(porch, SUMMIT_TERRITORIES); /* it has no end of its own */
        assert_int_equal(porch_in(porch, i ? "zoe" : "amina"), zones[i].verdict);
    }
}

static void a_chosen_session_follows_the_programme(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    struct session changed;
    session_copy(&changed, door_session(porch->door));
    changed.capacity = 1;
    summit_schedule(&porch->summit, &changed);
    session_free(&changed);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    assert_int_equal(door_session(porch->door)->capacity, 1);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_true(porch->answer.count.nearly_full);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_FULL);
    porch_choose(porch, NULL);
    assert_null(door_session(porch->door));
    assert_int_equal(door_count(porch->door).capacity, 0);
}

static void how_full_any_session_is_is_told(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    const struct session *workshop = door_session(porch->door);
    porch_in(porch, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(door_count_of(porch->door, workshop).inside, 1);
    assert_int_equal(door_count(porch->door).inside, 0);
}

/* --- what is known, and since when --- */

static void the_age_of_what_is_known_is_that_of_the_organiser(void **state)
{
    struct porch *porch = *state;
    int64_t first = door_data_us(porch->door);
    assert_true(first <= SUMMIT_NOW - SUMMIT_HOUR);
    assert_int_equal(door_delegates(porch->door), summit_people_count - 2); /* staff, unheard */
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina"); /* what this kiosk records makes nothing newer */
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    assert_int_equal(door_data_us(porch->door), first);
    summit_announce(&porch->summit, "unheard");
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    assert_true(door_data_us(porch->door) >= SUMMIT_NOW);
    assert_int_equal(door_delegates(porch->door), summit_people_count - 1);
    assert_true(door_now(porch->door) > door_data_us(porch->door));
}

static void a_restart_forgets_nobody(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    porch_in(porch, "zoe");
    porch_out(porch, "zoe");
    porch_in(porch, "unheard");
    porch_restart(porch);
    assert_int_equal(door_count(porch->door).inside, 2);
    assert_int_equal(door_count(porch->door).persons, 3);
    assert_int_equal(porch_in(porch, "unheard"), VERDICT_ALREADY_IN);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
}

/* --- a store that fails --- */

static void fill_the_disk(struct porch *porch)
{
    fake_disk_room(0);
    for (int i = 0; i < 2000; i++) {
        const char *text = "a ticket";
        fake_clock_advance(&porch->summit.clock, DOOR_HELD_US);
        if (door_scan(porch->door, text, strlen(text), DOOR_IN, &porch->answer, &porch->error))
            return;
    }
    fail_msg("The disk is never full.");
}

static void a_full_disk_records_nothing_and_says_so(void **state)
{
    struct porch *porch = *state;
    const char *code = summit_code(&porch->summit, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    fill_the_disk(porch);
    int64_t entries = porch_entries(porch, "checkin") + porch_entries(porch, "refuse");
    fake_clock_advance(&porch->summit.clock, DOOR_HELD_US);
    porch->answer = (struct door_answer){.verdict = VERDICT_COUNT};
    porch->error = (struct em_error){0};
    assert_int_not_equal(
        door_scan(porch->door, code, strlen(code), DOOR_IN, &porch->answer, &porch->error), EM_OK);
    assert_string_not_equal(porch->error.text, "");
    assert_int_equal(porch->answer.verdict, VERDICT_COUNT); /* nobody was told anything */
    assert_int_equal(door_count(porch->door).inside, 0);

    fake_disk_room(-1);
    assert_int_equal(porch_scan_at_once(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    assert_false(porch->answer.held);
    assert_true(porch->opened_anew > 0);
    assert_int_equal(door_count(porch->door).inside, 1);
    assert_int_equal(porch_entries(porch, "checkin") + porch_entries(porch, "refuse"), entries + 1);
    int opened = porch->opened_anew;
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
    assert_int_equal(porch->opened_anew, opened); /* once is enough */
}

static void undo_register_and_attest_fail_as_well(void **state)
{
    struct porch *porch = *state;
    struct delegate walk_in = {.name = (char *)"Somebody New"};
    char code[BADGE_TEXT_SIZE], id[DELEGATE_ID_SIZE];
    porch_choose(porch, SUMMIT_PITCHES);
    porch_unlock(porch);
    porch_in(porch, "amina");
    int64_t seq = porch->answer.seq, delegates = door_delegates(porch->door);
    fill_the_disk(porch);
    assert_int_not_equal(door_undo(porch->door, seq, "mistake", &porch->error), EM_OK);
    assert_int_not_equal(door_attest(porch->door, seq, "Amina", NULL, &porch->error), EM_OK);
    assert_int_not_equal(door_register(porch->door, &walk_in, code, id, &porch->error), EM_OK);
    assert_int_equal(door_count(porch->door).inside, 1);
    assert_int_equal(door_delegates(porch->door), delegates);

    fake_disk_room(-1);
    assert_true(door_unlocked(porch->door)); /* the staff badge need not be scanned again */
    assert_int_equal(door_register(porch->door, &walk_in, code, id, &porch->error), EM_OK);
    assert_int_equal(door_attest(porch->door, seq, "Amina", NULL, &porch->error), EM_OK);
    assert_int_equal(door_undo(porch->door, seq, "mistake", &porch->error), EM_OK);
    assert_int_equal(door_count(porch->door).inside, 0);
}

/* The list in which staff found them is made anew with the store. */
static void who_was_found_is_let_in_after_a_failure(void **state)
{
    struct porch *porch = *state;
    struct door_match matches[SUMMIT_PEOPLE_MAX];
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    size_t count = door_search(porch->door, "", matches, SUMMIT_PEOPLE_MAX, &porch->error);
    assert_true(count > 1);
    size_t amina = 0;
    while (strcmp(matches[amina].name, "Amina Nyambura") != 0)
        amina++;
    fill_the_disk(porch);
    fake_disk_room(-1);
    assert_int_equal(
        door_admit(porch->door, matches[amina].delegate, DOOR_IN, &porch->answer, &porch->error),
        EM_OK);
    assert_string_equal(porch->answer.delegate, summit_id(&porch->summit, "amina"));
    assert_string_equal(porch->answer.name, "Amina Nyambura");
    assert_int_equal(door_count(porch->door).inside, 1);
}

static struct ledger *no_ledger(void *context, bool again, struct em_error *error)
{
    (void)context;
    (void)again;
    em_fail(error, EM_BUSY, "Another kiosk holds the folder.");
    return NULL;
}

static void without_a_ledger_the_sentence_is_passed_on(void **state)
{
    struct porch *porch = *state;
    struct door_options options = {.ledger = no_ledger,
                                   .identity = &porch->summit.kiosk.identity,
                                   .clock = &porch->summit.clock.clock,
                                   .random = &porch->summit.random.random,
                                   .timezone = SUMMIT_TIMEZONE};
    struct door *door = door_new(&options);
    size_t count = 1;
    assert_int_equal(door_refresh(door, &porch->error), EM_BUSY);
    assert_string_equal(porch->error.text, "Another kiosk holds the folder.");
    door_sessions(door, &count);
    assert_int_equal(count, 0);
    assert_int_equal(door_sort(door, "x", 1), SORT_UNKNOWN);
    assert_int_equal(door_unlock(door, "x", 1, NULL), EM_BUSY);
    assert_int_equal(door_data_us(door), 0);
    door_free(door);
    door_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sessions_of_today_stand_first),
        TEST(the_day_is_that_of_the_event),
        TEST(a_chosen_session_follows_the_programme),
        TEST(how_full_any_session_is_is_told),
        TEST(the_age_of_what_is_known_is_that_of_the_organiser),
        TEST(a_restart_forgets_nobody),
        TEST(a_full_disk_records_nothing_and_says_so),
        TEST(undo_register_and_attest_fail_as_well),
        TEST(who_was_found_is_let_in_after_a_failure),
        TEST(without_a_ledger_the_sentence_is_passed_on),
    };
    fake_disk_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
