/* The door: the verdicts, in their order, and what is recorded of them. */
#include "core/door.h"
#include "fake/porch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, porch_tear_down)

/* --- one way to reach each row of the table --- */

static void go_in(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
}

static void come_again(struct porch *porch)
{
    go_in(porch);
    porch_in(porch, "amina");
}

static void come_to_another_session(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "workshop");
}

static void come_too_early(struct porch *porch)
{
    porch_choose(porch, SUMMIT_EVENING);
    porch_in(porch, "amina");
}

static const char *const ten[] = {"zoe", "nino",    "garam", "amena",   "mwanaidi",
                                  "sri", "suharti", "long",  "extra-1", "extra-2"};

static void come_as_the_eleventh(struct porch *porch)
{
    porch_choose(porch, SUMMIT_WORKSHOP);
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(porch_in(porch, ten[i]), VERDICT_ACCEPTED);
    porch_in(porch, "amina");
}

static void come_with_a_void_badge(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "revoked");
}

static void come_with_a_cinema_ticket(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_scan(porch, "ROW 7 SEAT 12", DOOR_IN);
}

static void come_with_an_unheard_badge(struct porch *porch)
{
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "unheard");
}

static const struct {
    enum verdict verdict;
    void (*reach)(struct porch *porch);
} rows[] = {
    {VERDICT_ACCEPTED, go_in},
    {VERDICT_ALREADY_IN, come_again},
    {VERDICT_NOT_THIS_SESSION, come_to_another_session},
    {VERDICT_WRONG_TIME, come_too_early},
    {VERDICT_FULL, come_as_the_eleventh},
    {VERDICT_REVOKED, come_with_a_void_badge},
    {VERDICT_UNKNOWN, come_with_a_cinema_ticket},
    {VERDICT_PROVISIONAL, come_with_an_unheard_badge},
};

static const struct {
    const char *word, *kind;
} table[VERDICT_COUNT] = {
#define VERDICT(constant, word, kind, tone, icon, title, meaning)                                  \
    [VERDICT_##constant] = {word, #kind},
#include "core/verdicts.def"
#undef VERDICT
};

/* The kind as the log says it: the table's constants are the words in capitals. */
static int64_t entries_of(struct porch *porch, const char *kind)
{
    return porch_entries(porch, strcmp(kind, "CHECKIN") == 0 ? "checkin" : "refuse");
}

static void check_row(enum verdict verdict, void (*reach)(struct porch *porch))
{
    void *state;
    char part[64];
    porch_set_up(&state);
    struct porch *porch = state;
    reach(porch);
    assert_int_equal(porch->answer.verdict, verdict);
    assert_string_equal(verdict_word(verdict), table[verdict].word);
    assert_true(porch->answer.at_us >= SUMMIT_NOW);
    char *body = porch_last_body(porch);
    snprintf(part, sizeof part, "\"verdict\":\"%s\"", table[verdict].word);
    assert_non_null(strstr(body, part));
    assert_true(entries_of(porch, table[verdict].kind) >= 1);
    if (strcmp(table[verdict].kind, "REFUSE") == 0)
        assert_int_equal(porch->answer.seq, -1); /* there is nothing to take back */
    else
        assert_true(porch->answer.seq > 0);
    free(body);
    porch_tear_down(&state);
}

static void every_row_of_the_table_is_reached(void **state)
{
    bool reached[VERDICT_COUNT] = {false};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(rows[i].verdict, rows[i].reach);
        reached[rows[i].verdict] = true;
    }
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        if (!reached[verdict])
            fail_msg("No test reaches the verdict “%s”.", verdict_word(verdict));
}

/* --- the order in which they are decided --- */

/* A workshop that is full and over, a badge that is revoked and for another session, … */
static void crowd(struct porch *porch)
{
    porch_choose(porch, SUMMIT_WORKSHOP);
    for (size_t i = 0; i < 9; i++)
        porch_in(porch, ten[i]);
    porch_in(porch, "amina");
    fake_clock_advance(&porch->summit.clock, 6 * SUMMIT_HOUR);
}

static void unknown_goes_before_all(void **state)
{
    struct porch *porch = *state;
    crowd(porch);
    assert_int_equal(porch_scan(porch, "nobody", DOOR_IN), VERDICT_UNKNOWN);
}

static void revoked_goes_before_the_rest(void **state)
{
    struct porch *porch = *state;
    crowd(porch);
    summit_revoke(&porch->summit, "morning"); /* not for this session, at the wrong time, full */
    summit_revoke(&porch->summit, "amina");   /* inside already */
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(porch_in(porch, "morning"), VERDICT_REVOKED);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_REVOKED);
}

/* She was let in before the organiser gave her another session. */
static void another_session_goes_before_inside_time_and_room(void **state)
{
    struct porch *porch = *state;
    struct delegate amina;
    crowd(porch);
    assert_int_equal(porch_in(porch, "morning"), VERDICT_NOT_THIS_SESSION);
    delegate_copy(&amina, summit_person(&porch->summit, "amina"));
    free(amina.sessions);
    amina.sessions = em_strdup(SUMMIT_TERRITORIES);
    summit_announce_others(&porch->summit, &amina, 1);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_NOT_THIS_SESSION);
    delegate_free(&amina);
}

static void inside_goes_before_time_and_room(void **state)
{
    struct porch *porch = *state;
    crowd(porch);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
}

static void time_goes_before_room(void **state)
{
    struct porch *porch = *state;
    crowd(porch);
    assert_int_equal(porch_in(porch, "extra-9"), VERDICT_WRONG_TIME);
    assert_int_equal(porch->answer.opens_us, 0); /* it is over */
}

static void room_goes_before_provisional(void **state)
{
    struct porch *porch = *state;
    come_as_the_eleventh(porch);
    assert_int_equal(porch_in(porch, "unheard"), VERDICT_FULL);
}

/* --- what each answer says --- */

static void the_accepted_are_greeted_by_name(void **state)
{
    struct porch *porch = *state;
    go_in(porch);
    const struct door_answer *answer = &porch->answer;
    assert_string_equal(answer->delegate, summit_id(&porch->summit, "amina"));
    assert_string_equal(answer->name, "Amina Nyambura");
    assert_string_equal(answer->role, "Director of Public Participation");
    assert_string_equal(answer->government, "Elgeyo Marakwet");
    assert_string_equal(answer->country, "KE");
    assert_int_equal(answer->count.inside, 1);
    assert_null(answer->from);
    assert_false(answer->held || answer->staff || answer->unseen || answer->attest);
}

static void names_of_all_scripts_come_whole(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    for (size_t i = 0; i < summit_people_count; i++) {
        const struct summit_person *person = &summit_people[i];
        if (!*summit_code(&porch->summit, person->key) ||
            porch_in(porch, person->key) != VERDICT_ACCEPTED || porch->answer.staff)
            continue;
        bool opens = strcmp(person->key, "guessable") != 0;
        assert_string_equal(porch->answer.name, opens ? person->name : "");
    }
    assert_true(door_count(porch->door).inside > 30);
}

static void the_staff_key_opens_what_a_guessable_code_does_not(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_unlock(porch);
    assert_int_equal(porch_in(porch, "guessable"), VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.name, "Kofi Sample Mensah");
}

static void already_in_says_since_when_and_where(void **state)
{
    struct porch *porch = *state;
    struct summit_kiosk other = {0};
    summit_enroll(&porch->summit, &other, "hall-b-1", 'B');
    struct em_buffer body = {0};
    em_buffer_format(&body, "{\"salt\":\"x\",\"delegate\":\"%s\",\"session\":\"%s\"}",
                     summit_id(&porch->summit, "zoe"), SUMMIT_TERRITORIES);
    struct ledger_place place;
    assert_int_equal(ledger_record(other.ledger, ENTRY_CHECKIN, &body, NULL, &place, NULL), EM_OK);
    em_buffer_free(&body);
    summit_stop(&other);
    summit_merge(&porch->summit.kiosk, other.folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);

    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ALREADY_IN);
    assert_int_equal(porch->answer.since_us, place.at_us);
    assert_string_equal(porch->answer.door, "hall-b-1");
    kiosk_identity_wipe(&other.identity);
}

static void a_void_badge_still_says_whose_it_was(void **state)
{
    struct porch *porch = *state;
    come_with_a_void_badge(porch);
    assert_string_equal(porch->answer.name, "Rosa Perdida Ejemplo");
    assert_string_equal(porch->answer.delegate, summit_id(&porch->summit, "revoked"));
}

static void a_badge_that_replaced_another_is_its_owners(void **state)
{
    struct porch *porch = *state;
    struct delegate again;
    delegate_copy(&again, summit_person(&porch->summit, "amina"));
    free(again.code);
    again.code = em_strdup("another-ticket-3f9a1c77b2e84d06");
    summit_announce_others(&porch->summit, &again, 1);
    summit_revoke(&porch->summit, "amina"); /* her old one */
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_REVOKED);
    assert_string_equal(porch->answer.name, ""); /* it opens nothing any more */
    assert_int_equal(porch_scan(porch, again.code, DOOR_IN), VERDICT_ACCEPTED);
    assert_string_equal(porch->answer.delegate, again.id);
    assert_string_equal(porch->answer.name, "Amina Nyambura");
    delegate_free(&again);
}

static void not_this_session_says_which_is_right(void **state)
{
    struct porch *porch = *state;
    come_to_another_session(porch);
    assert_non_null(porch->answer.right);
    assert_string_equal(porch->answer.right->id, SUMMIT_WORKSHOP);
    assert_int_equal(porch_in(porch, "morning"), VERDICT_NOT_THIS_SESSION);
    assert_null(porch->answer.right); /* it is over */
}

static void a_badge_may_be_for_several_sessions(void **state)
{
    struct porch *porch = *state;
    struct delegate guest;
    delegate_copy(&guest, summit_person(&porch->summit, "extra-9"));
    free(guest.sessions);
    guest.sessions = em_strdup("not-" SUMMIT_TERRITORIES " " SUMMIT_PITCHES " " SUMMIT_WORKSHOP);
    summit_announce_others(&porch->summit, &guest, 1);
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    porch_choose(porch, SUMMIT_TERRITORIES); /* a part of a name is not the name */
    assert_int_equal(porch_in(porch, "extra-9"), VERDICT_NOT_THIS_SESSION);
    assert_string_equal(porch->answer.right->id, SUMMIT_WORKSHOP); /* which is the next of them */
    porch_choose(porch, SUMMIT_PITCHES);
    assert_int_equal(porch_in(porch, "extra-9"), VERDICT_ACCEPTED);
    delegate_free(&guest);
}

static void too_early_says_when_the_doors_open(void **state)
{
    struct porch *porch = *state;
    come_too_early(porch);
    const struct session *evening = door_session(porch->door);
    assert_int_equal(porch->answer.opens_us, evening->start_us - SUMMIT_OPENS);
    porch->summit.clock.wall = porch->answer.opens_us;
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
}

static void an_end_ends_and_no_end_is_midnight(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    porch->summit.clock.wall = door_session(porch->door)->end_us - DOOR_HELD_US - SUMMIT_MINUTE;
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    fake_clock_advance(&porch->summit.clock, SUMMIT_MINUTE);
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_WRONG_TIME);

    porch_choose(porch, SUMMIT_TERRITORIES);
    porch->summit.clock.wall = SUMMIT_NOW + 10 * SUMMIT_HOUR; /* 23:50 in Paris */
    assert_int_equal(porch_in(porch, "zoe"), VERDICT_ACCEPTED);
    porch->summit.clock.wall = SUMMIT_NOW + 10 * SUMMIT_HOUR + 10 * SUMMIT_MINUTE;
    assert_int_equal(porch_in(porch, "nino"), VERDICT_WRONG_TIME);
}

static void a_room_fills_up_and_says_so_at_nine_tenths(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    for (int i = 0; i < 10; i++) {
        porch_in(porch, ten[i]);
        assert_int_equal(porch->answer.count.inside, i + 1);
        assert_int_equal(porch->answer.count.capacity, 10);
        assert_int_equal(porch->answer.count.nearly_full, i >= 8);
    }
    assert_int_equal(porch_in(porch, "amina"), VERDICT_FULL);
    porch_out(porch, "zoe");
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
    assert_int_equal(porch->answer.count.persons, 11);
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_false(door_count(porch->door).nearly_full); /* it has no limit */
}

static void nobody_is_provisional_any_more_once_heard_of(void **state)
{
    struct porch *porch = *state;
    come_with_an_unheard_badge(porch);
    assert_string_equal(porch->answer.name, "");
    assert_string_equal(porch->answer.delegate, "");
    summit_announce(&porch->summit, "unheard");
    summit_merge(&porch->summit.kiosk, porch->summit.organiser_folder);
    assert_int_equal(door_refresh(porch->door, &porch->error), EM_OK);
    assert_int_equal(porch_in(porch, "unheard"), VERDICT_ALREADY_IN);
    assert_string_equal(porch->answer.name, "Lena Spätgekommen");
    assert_int_equal(door_count(porch->door).persons, 1);
}

static void a_forged_badge_is_unknown(void **state)
{
    struct porch *porch = *state;
    char *code = em_strdup(summit_code(&porch->summit, "unheard"));
    code[20] = code[20] == 'B' ? 'C' : 'B';
    porch_choose(porch, SUMMIT_TERRITORIES);
    assert_int_equal(porch_scan(porch, code, DOOR_IN), VERDICT_UNKNOWN);
    free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_is_reached),
        TEST(unknown_goes_before_all),
        TEST(revoked_goes_before_the_rest),
        TEST(another_session_goes_before_inside_time_and_room),
        TEST(inside_goes_before_time_and_room),
        TEST(time_goes_before_room),
        TEST(room_goes_before_provisional),
        TEST(the_accepted_are_greeted_by_name),
        TEST(names_of_all_scripts_come_whole),
        TEST(the_staff_key_opens_what_a_guessable_code_does_not),
        TEST(already_in_says_since_when_and_where),
        TEST(a_void_badge_still_says_whose_it_was),
        TEST(a_badge_that_replaced_another_is_its_owners),
        TEST(not_this_session_says_which_is_right),
        TEST(a_badge_may_be_for_several_sessions),
        TEST(too_early_says_when_the_doors_open),
        TEST(an_end_ends_and_no_end_is_midnight),
        TEST(a_room_fills_up_and_says_so_at_nine_tenths),
        TEST(nobody_is_provisional_any_more_once_heard_of),
        TEST(a_forged_badge_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
