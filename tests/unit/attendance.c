/* Attendance: who is where, one thing after the other. */
#include "fake/passages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define A      PASSAGES_A
#define B      PASSAGES_B
#define LOOKUP PASSAGES_LOOKUP

#define IN(origin, minute, who, session)                                                           \
    passages_add(at, origin, ENTRY_CHECKIN, minute, who, session)
#define OUT(origin, minute, who, session)                                                          \
    passages_add(at, origin, ENTRY_CHECKOUT, minute, who, session)

static void check_list(const struct attendance *attendance, const char *expected)
{
    struct em_buffer out = {0};
    passages_list(attendance, &out);
    assert_string_equal(out.data, expected);
    em_buffer_free(&out);
}

static void a_stay_has_two_ends(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    IN(A, 1, "bo", "plenary");
    OUT(B, 30, "ada", "plenary");
    passages_apply(at);
    check_list(at->attendance,
               "plenary ada 0-30 hall-a-1#0 by hall-b-1\nplenary bo 1 hall-a-1#1\n");
    passages_expect_count(at->attendance, "plenary", 1, 2);
    struct stay stay;
    assert_false(attendance_where(at->attendance, "ada", &stay));
    assert_true(attendance_where(at->attendance, "bo", &stay));
    assert_string_equal(stay.session, "plenary");
    assert_int_equal(stay.in_us, PASSAGES_START + PASSAGES_MINUTE);
}

static void entering_another_session_moves(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    IN(B, 10, "ada", "workshop");
    passages_apply(at);
    check_list(at->attendance, "plenary ada 0-10 hall-a-1#0 moved\nworkshop ada 10 hall-b-1#1\n");
    passages_expect_count(at->attendance, "plenary", 0, 1);
    passages_expect_count(at->attendance, "workshop", 1, 1);
}

static void two_kiosks_admit_one_person_once(void **state)
{
    struct passages *at = *state;
    IN(B, 1, "ada", "plenary");
    IN(A, 0, "ada", "plenary");
    passages_apply(at);
    check_list(at->attendance, "plenary ada 0 hall-a-1#1\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
}

static void coming_back_is_a_second_stay_of_one_person(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "plenary");
    passages_apply(at);
    check_list(at->attendance,
               "plenary ada 0-5 hall-a-1#0 by hall-a-1\nplenary ada 9 hall-a-1#2\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
}

/* A door's clock was an hour ahead and was put right: what it told first was first all the same. */
static void a_log_keeps_its_order_whatever_its_clock_says(void **state)
{
    struct passages *at = *state;
    IN(A, 60, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "workshop");
    OUT(B, 10, "ada", "workshop"); /* no log says which came first: the clocks decide */
    IN(B, 30, "bo", "plenary");
    IN(A, 40, "bo", "workshop");
    passages_apply(at);
    check_list(at->attendance, "plenary bo 30-40 hall-b-1#4 moved\n"
                               "plenary ada 60-60 hall-a-1#0 by hall-a-1\n"
                               "workshop ada 9 hall-a-1#2\nworkshop bo 40 hall-a-1#5\n");
    passages_expect_count(at->attendance, "workshop", 2, 2);
}

static void an_undone_checkin_has_not_happened(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    IN(B, 10, "ada", "workshop");
    passages_about(at, B, ENTRY_UNDO, 11, 1, "mistake");
    passages_apply(at);
    check_list(at->attendance, "plenary ada 0 hall-a-1#0\n"); /* still there, not moved */
    passages_expect_count(at->attendance, "plenary", 1, 1);
    passages_expect_count(at->attendance, "workshop", 0, 0);
    assert_string_equal(attendance_undone(at->attendance, B, 1), "mistake");
    assert_null(attendance_undone(at->attendance, A, 0));
    assert_null(attendance_undone(at->attendance, A, 99));
    assert_string_equal(attendance_session(at->attendance, B, 1), "workshop");
    assert_null(attendance_session(at->attendance, B, 2)); /* the undo itself */
    assert_null(attendance_session(at->attendance, A, 99));
}

static void an_undone_checkout_has_not_happened(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    passages_about(at, A, ENTRY_UNDO, 6, 1, "wrong-person");
    passages_apply(at);
    check_list(at->attendance, "plenary ada 0 hall-a-1#0\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
}

static void the_first_undo_gives_the_reason(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    passages_about(at, B, ENTRY_UNDO, 9, 0, "other");
    passages_about(at, A, ENTRY_UNDO, 6, 0, "mistake");
    passages_apply(at);
    assert_string_equal(attendance_undone(at->attendance, A, 0), "mistake");
    passages_expect_count(at->attendance, "plenary", 0, 0);
}

static void leaving_where_nobody_entered_changes_nothing(void **state)
{
    struct passages *at = *state;
    OUT(A, 0, "ada", "plenary");
    IN(A, 1, "bo", "plenary");
    OUT(B, 2, "bo", "workshop");
    passages_apply(at);
    check_list(at->attendance, "plenary bo 1 hall-a-1#1\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
    passages_expect_count(at->attendance, "workshop", 0, 0);
}

static void a_provisional_badge_is_identified_later(void **state)
{
    struct passages *at = *state;
    IN(A, 0, LOOKUP, "plenary");
    passages_apply(at);
    check_list(at->attendance, "plenary " LOOKUP " 0 hall-a-1#0 provisional\n");
    attendance_identify(at->attendance, LOOKUP, "ada");
    check_list(at->attendance, "plenary ada 0 hall-a-1#0\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
    struct stay stay;
    assert_true(attendance_where(at->attendance, LOOKUP, &stay)); /* asked by either name */
    assert_string_equal(stay.subject, "ada");
}

static enum em_status write_lookup(void *context, const char *lookup, struct em_error *error)
{
    (void)error;
    em_buffer_format(context, "%s ", lookup);
    return EM_OK;
}

/* Who only left, or was let in by mistake, has no stay and is to be identified all the same. */
static void whoever_is_not_identified_is_told(void **state)
{
    struct passages *at = *state;
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    IN(A, 0, "ada", "plenary");
    OUT(B, 5, LOOKUP, "plenary");
    passages_apply(at);
    attendance_unidentified(at->attendance, write_lookup, &out, NULL);
    assert_string_equal(out.data, LOOKUP " ");
    attendance_identify(at->attendance, LOOKUP, "ada");
    attendance_unidentified(at->attendance, write_lookup, &out, NULL);
    assert_string_equal(out.data, LOOKUP " ");
    passages_expect_count(at->attendance, "plenary", 0, 1);
    em_buffer_free(&out);
}

/* At another door she was known already. */
static void identifying_makes_one_person_of_two(void **state)
{
    struct passages *at = *state;
    IN(A, 0, LOOKUP, "plenary");
    IN(B, 5, "ada", "plenary");
    passages_apply(at);
    passages_expect_count(at->attendance, "plenary", 2, 2);
    attendance_identify(at->attendance, LOOKUP, "ada");
    passages_expect_count(at->attendance, "plenary", 1, 1);
    check_list(at->attendance, "plenary ada 0 hall-a-1#0\n");
    attendance_identify(at->attendance, LOOKUP, "bo"); /* the roster was put right */
    check_list(at->attendance, "plenary bo 0 hall-a-1#0\nplenary ada 5 hall-b-1#1\n");
    passages_expect_count(at->attendance, "plenary", 2, 2);
}

static void a_signature_at_the_door_belongs_to_the_stay(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    IN(A, 0, "bo", "plenary");
    passages_about(at, A, ENTRY_ATTEST, 1, 0, "");
    passages_about(at, A, ENTRY_ATTEST, 1, 1, "");
    passages_about(at, A, ENTRY_UNDO, 2, 3, "mistake");
    passages_apply(at);
    check_list(at->attendance, "plenary ada 0 hall-a-1#0 attested\nplenary bo 0 hall-a-1#1\n");
}

static void an_entry_that_came_twice_counts_once(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "plenary");
    OUT(A, 5, "ada", "plenary");
    IN(A, 9, "ada", "plenary");
    passages_about(at, A, ENTRY_ATTEST, 9, 2, "");
    passages_apply(at);
    passages_apply(at);
    check_list(at->attendance,
               "plenary ada 0-5 hall-a-1#0 by hall-a-1\nplenary ada 9 hall-a-1#2 attested\n");
    passages_expect_count(at->attendance, "plenary", 1, 1);
}

static void other_kinds_and_erased_bodies_are_passed_over(void **state)
{
    struct passages *at = *state;
    passages_add(at, A, ENTRY_REFUSE, 0, "ada", "plenary");
    IN(A, 0, "ada", "plenary");
    at->entries[1].body = NULL;
    passages_apply(at);
    check_list(at->attendance, "");
    passages_expect_count(at->attendance, "plenary", 0, 0);
}

static void a_body_that_says_nothing_is_damage(void **state)
{
    struct passages *at = *state;
    IN(A, 0, "ada", "");
    passages_note(at, A, ENTRY_CHECKIN, 0,
                  em_strdup("{\"delegate\":\"\",\"session\":\"plenary\"}"));
    passages_note(at, A, ENTRY_UNDO, 0, em_strdup("{\"origin\":\"" A "\"}"));
    passages_note(at, A, ENTRY_UNDO, 0, em_strdup("{\"origin\":\"x\",\"seq\":1}"));
    passages_note(at, A, ENTRY_ATTEST, 0, em_strdup("{\"origin\":\"" A "\",\"seq\":-1}"));
    passages_note(at, A, ENTRY_CHECKIN, 0, em_strdup("[]"));
    for (size_t i = 0; i < at->count; i++) {
        struct em_error error = {0};
        assert_int_equal(attendance_apply(at->attendance, &at->entries[i], &error), EM_DAMAGED);
        assert_string_not_equal(error.text, "");
    }
    check_list(at->attendance, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, passages_set_up, passages_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stay_has_two_ends),
        TEST(entering_another_session_moves),
        TEST(two_kiosks_admit_one_person_once),
        TEST(coming_back_is_a_second_stay_of_one_person),
        TEST(a_log_keeps_its_order_whatever_its_clock_says),
        TEST(an_undone_checkin_has_not_happened),
        TEST(an_undone_checkout_has_not_happened),
        TEST(the_first_undo_gives_the_reason),
        TEST(leaving_where_nobody_entered_changes_nothing),
        TEST(a_provisional_badge_is_identified_later),
        TEST(whoever_is_not_identified_is_told),
        TEST(identifying_makes_one_person_of_two),
        TEST(a_signature_at_the_door_belongs_to_the_stay),
        TEST(an_entry_that_came_twice_counts_once),
        TEST(other_kinds_and_erased_bodies_are_passed_over),
        TEST(a_body_that_says_nothing_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
