/* What a person types is no scan, and is not lost: told by the times of the keys alone. */
#include "core/badge.h"
#include "fake/typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void person_types(struct typing *at, const char *letters, int64_t gap, int64_t dwell)
{
    unsigned down = 0;
    int64_t up_at = 0;
    for (const char *c = letters; *c; c++) {
        typing_key(at, typing_usage(*c), true, false);
        int64_t next = at->now + gap;
        if (down) { /* rolled over: the one before is let go while this one is down */
            typing_wait(at, up_at > at->now ? up_at - at->now : 0);
            typing_key(at, down, false, false);
        }
        down = typing_usage(*c);
        up_at = next - gap + dwell;
        if (up_at < next) {
            typing_wait(at, up_at - at->now);
            typing_key(at, down, false, false);
            down = 0;
        }
        typing_wait(at, next - at->now);
    }
    if (down)
        typing_key(at, down, false, false);
}

static void a_person_is_never_a_scanner(void **state)
{
    struct typing *at = *state;
    for (int64_t gap = 60 * MS; gap <= 200 * MS; gap += 10 * MS)
        for (int64_t dwell = 30 * MS; dwell < gap + 50 * MS; dwell += 20 * MS) {
            person_types(at, "thequickbrownfoxjumps", gap, dwell);
            typing_tap(at, KEY_ENTER);
            typing_wait(at, 300 * MS);
            typing_expect(at, "thequickbrownfoxjumps*");
            at->typed_count = 0;
        }
    assert_int_equal(at->scan_count, 0);
    assert_true(at->longest_wait <= WEDGE_PATIENCE_US);
}

static void a_quick_pair_of_letters_is_late_and_not_lost(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "th", 8 * MS);
    typing_wait(at, 100 * MS);
    person_types(at, "e", 100 * MS, 60 * MS);
    typing_wait(at, 300 * MS);
    typing_expect(at, "the");
    assert_true(at->longest_wait <= WEDGE_STUTTER_US + WEDGE_PATIENCE_US);
}

static void seven_quick_letters_are_typing_and_fifteen_without_an_end(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "abcdefg", 0);
    typing_tap(at, KEY_ENTER);
    typing_expect(at, "abcdefg*");
    typing_scan(at, "abcdefghijklmno", 0);
    typing_wait(at, 500 * MS);
    typing_expect(at, "abcdefg*abcdefghijklmno");
    assert_int_equal(at->scan_count, 0);
    typing_scan(at, "abcdefgh", 0);
    typing_tap(at, KEY_ENTER);
    typing_scan(at, "abcdefghijklmnop", 0);
    typing_wait(at, 500 * MS);
    typing_expect_scan(at, 0, "abcdefgh");
    typing_expect_scan(at, 1, "abcdefghijklmnop");
}

static void a_key_held_down_is_no_scan(void **state)
{
    struct typing *at = *state;
    typing_key(at, KEY_A, true, false);
    typing_wait(at, 250 * MS);
    for (int i = 0; i < 40; i++) {
        typing_key(at, KEY_A, true, true);
        typing_wait(at, 25 * MS);
    }
    typing_key(at, KEY_A, false, false);
    typing_tap(at, KEY_ENTER);
    assert_int_equal(at->typed_count, 42);
    assert_int_equal(at->scan_count, 0);
}

static void a_scan_after_typing_takes_only_its_own(void **state)
{
    struct typing *at = *state;
    person_types(at, "nyam", 120 * MS, 80 * MS);
    typing_scan(at, TYPING_CODE, 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_wait(at, 100 * MS);
    person_types(at, "bura", 120 * MS, 80 * MS);
    typing_wait(at, 100 * MS);
    typing_expect(at, "nyambura");
    typing_expect_scan(at, 0, TYPING_CODE);
}

static void keys_that_type_nothing_are_passed_in_their_place(void **state)
{
    struct typing *at = *state;
    typing_tap(at, KEY_BACKSPACE);
    assert_int_equal(at->typed_count, 1); /* at once */
    typing_scan(at, "ab", 2 * MS);
    typing_tap(at, KEY_ESCAPE);
    typing_expect(at, "*ab*");
    typing_tap(at, KEY_ENTER);
    typing_tap(at, KEY_TAB);
    assert_int_equal(at->typed_count, 6);
}

static void modifiers_without_end_are_not_kept(void **state)
{
    struct typing *at = *state;
    for (int i = 0; i < 1000; i++)
        typing_tap(at, KEY_SHIFT);
    typing_wait(at, 100 * MS);
    assert_int_equal(at->typed_count, 1000);
}

static void where_nobody_types_a_scanner_may_be_slow(void **state)
{
    struct typing *at = *state;
    at->wedge.patience = 150 * MS;
    typing_scan(at, "abcdefgh", 110 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "abcdefgh");
}

static void where_nobody_types_a_code_may_be_short(void **state)
{
    struct typing *at = *state;
    at->wedge.least = WEDGE_SHORT;
    typing_scan(at, "042", 16 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "042");
    typing_wait(at, 2000 * MS);
    typing_scan(at, "ab", 2 * MS); /* too short */
    typing_tap(at, KEY_ENTER);
    typing_expect(at, "ab*");
    typing_scan(at, "abc", 40 * MS); /* a hand may be as quick */
    typing_tap(at, KEY_ENTER);
    typing_expect(at, "ab*abc*");
    typing_scan(at, "abc", 2 * MS); /* nothing ends it */
    typing_wait(at, 2000 * MS);
    typing_expect(at, "ab*abc*abc");
    assert_int_equal(at->scan_count, 1);
}

static void where_people_type_it_may_not(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "abcdefg", 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect(at, "abcdefg*");
    assert_int_equal(at->scan_count, 0);
}

static void lists_are_warned_of_what_is_too_short_here(void **state)
{
    (void)state;
    assert_int_equal(SCAN_TYPED, WEDGE_TERMINATED);
    assert_int_equal(SCAN_TYPED_LEAST, WEDGE_SHORT);
}

static void a_lost_focus_lets_go_of_what_is_held(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "abc", 2 * MS);
    typing_lose_focus(at);
    typing_expect(at, "abc");
    typing_scan(at, TYPING_CODE, 2 * MS); /* and of a scan, half of it */
    typing_lose_focus(at);
    assert_int_equal(wedge_deadline(&at->wedge), INT64_MAX);
    typing_expect(at, "abc");
    assert_int_equal(at->scan_count, 0);
}

static void late_text_of_a_scan_is_swallowed(void **state)
{
    struct typing *at = *state;
    assert_false(wedge_swallows(&at->wedge, at->now));
    typing_scan(at, TYPING_CODE, 2 * MS);
    assert_true(wedge_swallows(&at->wedge, at->now));
    typing_tap(at, KEY_ENTER);
    typing_wait(at, 100 * MS);
    assert_true(wedge_swallows(&at->wedge, at->now));
    person_types(at, "a", 100 * MS, 60 * MS);
    assert_false(wedge_swallows(&at->wedge, at->now));
}

#define TYPING(test) cmocka_unit_test_setup_teardown(test, typing_set_up, typing_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TYPING(a_person_is_never_a_scanner),
        TYPING(a_quick_pair_of_letters_is_late_and_not_lost),
        TYPING(seven_quick_letters_are_typing_and_fifteen_without_an_end),
        TYPING(a_key_held_down_is_no_scan),
        TYPING(a_scan_after_typing_takes_only_its_own),
        TYPING(keys_that_type_nothing_are_passed_in_their_place),
        TYPING(modifiers_without_end_are_not_kept),
        TYPING(where_nobody_types_a_scanner_may_be_slow),
        TYPING(where_nobody_types_a_code_may_be_short),
        TYPING(where_people_type_it_may_not),
        TYPING(lists_are_warned_of_what_is_too_short_here),
        TYPING(a_lost_focus_lets_go_of_what_is_held),
        TYPING(late_text_of_a_scan_is_swallowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
