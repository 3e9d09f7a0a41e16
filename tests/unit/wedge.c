/* What a hand scanner types is a scan, told by the times of its keys alone, whatever the layout. */
#include "fake/typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_scan_at_any_speed_is_a_scan(void **state)
{
    static const int64_t gaps[] = {0, 2 * MS, 16 * MS, 30 * MS};
    for (size_t i = 0; i < 4; i++) {
        struct typing *at = *state;
        typing_scan(at, TYPING_CODE, gaps[i]);
        typing_tap(at, KEY_ENTER);
        typing_expect_scan(at, i, TYPING_CODE);
        typing_wait(at, 2000 * MS);
    }
    typing_expect(*state, "");
}

static void tab_ends_a_scan_and_so_does_silence(void **state)
{
    struct typing *at = *state;
    typing_scan(at, TYPING_CODE, 2 * MS);
    typing_tap(at, KEY_TAB);
    typing_expect_scan(at, 0, TYPING_CODE);
    typing_wait(at, 500 * MS);
    typing_scan(at, TYPING_CODE, 2 * MS);
    assert_int_equal(at->scan_count, 1);
    typing_wait(at, WEDGE_CERTAIN_US);
    typing_expect_scan(at, 1, TYPING_CODE);
    typing_scan(at, TYPING_CODE, 2 * MS);
    typing_tap(at, KEY_PAD_ENTER);
    typing_expect_scan(at, 2, TYPING_CODE);
    typing_expect(at, "");
}

static void the_next_scan_may_come_at_once(void **state)
{
    struct typing *at = *state;
    typing_scan(at, TYPING_CODE, 0);
    typing_tap(at, KEY_ENTER);
    typing_scan(at, "ABCDEFGH", 0);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, TYPING_CODE);
    typing_expect_scan(at, 1, "ABCDEFGH");
    typing_expect(at, "");
}

static void a_second_terminator_reaches_nobody(void **state)
{
    struct typing *at = *state;
    typing_scan(at, TYPING_CODE, 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_wait(at, 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_tap(at, KEY_TAB);
    assert_int_equal(at->typed_count, 0);
    typing_wait(at, 300 * MS); /* and this is a person */
    typing_tap(at, KEY_ENTER);
    assert_int_equal(at->typed_count, 1);
    assert_int_equal(at->scan_count, 1);
}

static void capitals_come_from_shift_and_never_from_caps_lock(void **state)
{
    struct typing *at = *state;
    typing_tap(at, KEY_CAPS);
    typing_wait(at, 500 * MS);
    typing_scan(at, "abcdEFGH", 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "abcdEFGH");
    typing_scan(at, "ab", 2 * MS);
    typing_tap(at, KEY_CAPS); /* some scanners undo it around each letter */
    typing_scan(at, "CDefgh", 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 1, "abCDefgh");
}

static void shift_may_stay_down_across_letters(void **state)
{
    struct typing *at = *state;
    typing_key(at, KEY_SHIFT, true, false);
    typing_scan(at, "abcdefgh1", 16 * MS);
    typing_key(at, KEY_SHIFT, false, false);
    typing_scan(at, "jk1", 16 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "ABCDEFGH!jk1");
    assert_int_equal(at->typed_count, 0);
}

static void each_event_may_take_its_time(void **state)
{
    struct typing *at = *state;
    for (const char *c = "abcdefghijkl"; *c; c++) {
        const unsigned keys[] = {KEY_SHIFT, typing_usage(*c), typing_usage(*c), KEY_SHIFT};
        for (int i = 0; i < 4; i++) {
            typing_key(at, keys[i], i < 2, false);
            typing_wait(at, 16 * MS); /* 64 ms from letter to letter */
        }
    }
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "ABCDEFGHIJKL");
}

static void what_is_pressed_with_control_types_nothing(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "abcd", 2 * MS);
    typing_key(at, KEY_CONTROL, true, false);
    typing_tap(at, typing_usage('['));
    typing_key(at, KEY_CONTROL, false, false);
    typing_scan(at, "efgh", 2 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "abcdefgh");
    typing_wait(at, 500 * MS);
    typing_key(at, KEY_CONTROL, true, false);
    typing_wait(at, 200 * MS);
    typing_tap(at, typing_usage('v'));
    typing_wait(at, 200 * MS);
    typing_expect(at, "*v");
}

static void a_code_longer_than_any_is_a_scan_of_nothing(void **state)
{
    struct typing *at = *state;
    for (int i = 0; i < WEDGE_MAX / 8; i++)
        typing_scan(at, "abcdefgh", 2 * MS);
    typing_tap(at, KEY_ENTER);
    assert_int_equal(strlen(at->scans[0]), WEDGE_MAX);
    for (int i = 0; i < WEDGE_MAX / 8; i++)
        typing_scan(at, "abcdefgh", 0);
    typing_scan(at, "i", 0);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 1, "");
    assert_int_equal(at->typed_count, 0);
    typing_scan(at, "abcdefgh", 0);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 2, "abcdefgh");
}

static void a_scanner_may_falter_once_it_was_quick(void **state)
{
    struct typing *at = *state;
    typing_scan(at, "abc", 2 * MS);
    typing_wait(at, 140 * MS);
    typing_scan(at, "defgh", 2 * MS);
    typing_wait(at, 280 * MS);
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, "abcdefgh");
}

/* --- layouts --- */

/* The characters of a scan of these keys under a layout; '^' before one asks for AltGr. */
static void expect_layout(const char *layout, const char *keys, const char *text)
{
    void *state;
    typing_begin(&state, layout);
    struct typing *at = state;
    for (const char *c = keys; *c; c++) {
        bool level3 = *c == '^';
        if (level3)
            typing_key(at, KEY_ALT_GR, true, false);
        c += level3;
        char one[2] = {*c, '\0'};
        typing_scan(at, one, 0);
        if (level3)
            typing_key(at, KEY_ALT_GR, false, false);
    }
    typing_tap(at, KEY_ENTER);
    typing_expect_scan(at, 0, text);
    typing_tear_down(&state);
}

static void codes_of_ours_are_the_same_under_every_layout(void **state)
{
    (void)state;
    static const char *const layouts[] = {"us", "gb", "fr", "be", "de", "ch(fr)",
                                          "tr", "es", "it", "pl", "se", "br"};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        expect_layout(layouts[i], TYPING_CODE, TYPING_CODE);
}

static void other_codes_need_the_layout_that_the_scanner_types(void **state)
{
    (void)state;
    expect_layout("us", "azqwmy-12", "azqwmy-12");
    expect_layout("fr", "azqwmy-12", "qwaz,y)&é");
    expect_layout("de", "azqwmy-12", "ayqwmzß12");
    expect_layout("tr", "azqwmyi12", "azqwmyı12");
    expect_layout("fr", "^4;^0aaaaaa^-", "{m@qqqqqq]"); /* with the right Alt */
}

static void a_layout_that_is_not_there_is_said(void **state)
{
    (void)state;
    static const char *const wrong[] = {"zz", "", "fr(nosuchvariant)", "../us", "(fr)"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char problem[300] = "";
        assert_null(key_text_new(wrong[i], problem, sizeof problem));
        assert_non_null(strstr(problem, "scanner_layout"));
    }
}

static void the_number_pad_types_digits(void **state)
{
    struct typing *at = *state;
    for (unsigned usage = 0x59; usage <= 0x62; usage++)
        typing_tap(at, usage);
    typing_tap(at, KEY_PAD_ENTER);
    typing_expect_scan(at, 0, "1234567890");
}

#define TYPING(test) cmocka_unit_test_setup_teardown(test, typing_set_up, typing_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TYPING(a_scan_at_any_speed_is_a_scan),
        TYPING(tab_ends_a_scan_and_so_does_silence),
        TYPING(the_next_scan_may_come_at_once),
        TYPING(a_second_terminator_reaches_nobody),
        TYPING(capitals_come_from_shift_and_never_from_caps_lock),
        TYPING(shift_may_stay_down_across_letters),
        TYPING(each_event_may_take_its_time),
        TYPING(what_is_pressed_with_control_types_nothing),
        TYPING(a_code_longer_than_any_is_a_scan_of_nothing),
        TYPING(a_scanner_may_falter_once_it_was_quick),
        TYPING(the_number_pad_types_digits),
        cmocka_unit_test(codes_of_ours_are_the_same_under_every_layout),
        cmocka_unit_test(other_codes_need_the_layout_that_the_scanner_types),
        cmocka_unit_test(a_layout_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
