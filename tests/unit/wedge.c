/* Whether keys were a scan or a person, told by their times alone. A seat feeds keys to the wedge
 * as platform/input.c does, and writes down what it lets through and what it scans. */
#include "platform/wedge.h"

#include "core/badge.h"
#include "platform/key_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MS 1000

enum { A = 0x04, ENTER = 0x28, ESCAPE = 0x29, BACKSPACE = 0x2A, TAB = 0x2B, SPACE = 0x2C };
enum { CAPS = 0x39, PAD_ENTER = 0x58, CONTROL = 0xE0, SHIFT = 0xE1, ALT_GR = 0xE6 };

struct seat {
    struct wedge wedge;
    struct key_text *text;
    int64_t now;
    unsigned held[200];
    size_t held_count;
    unsigned typed[2000]; /* usages, in the order in which they were passed on */
    size_t typed_count;
    char scans[4][WEDGE_MAX * 4 + 1];
    size_t scan_count;
    int64_t longest_wait; /* from a key's press until it was passed on */
    int64_t pressed[200]; /* when the held ones were */
};

static int sit_with(void **state, const char *layout)
{
    struct seat *seat = calloc(1, sizeof *seat);
    char problem[200] = "";
    assert_non_null(seat);
    seat->text = key_text_new(layout, problem, sizeof problem);
    assert_string_equal(problem, "");
    seat->now = 1000000;
    wedge_start(&seat->wedge, key_text_character, seat->text);
    *state = seat;
    return 0;
}

static int sit(void **state)
{
    return sit_with(state, "us");
}

static int stand(void **state)
{
    struct seat *seat = *state;
    key_text_free(seat->text);
    free(seat);
    return 0;
}

static void let_through(struct seat *seat)
{
    for (size_t i = 0; i < seat->held_count; i++) {
        seat->typed[seat->typed_count++] = seat->held[i];
        if (seat->now - seat->pressed[i] > seat->longest_wait)
            seat->longest_wait = seat->now - seat->pressed[i];
    }
    seat->held_count = 0;
}

static void heed(struct seat *seat, enum wedge_answer answer)
{
    if (answer == WEDGE_PASS)
        let_through(seat);
    if (answer == WEDGE_TAKE || answer == WEDGE_SCAN)
        seat->held_count = 0;
    if (answer != WEDGE_SCAN)
        return;
    assert_true(seat->scan_count < 4);
    strcpy(seat->scans[seat->scan_count++], seat->wedge.text);
}

/* Time passes, and the deadlines in it are kept. */
static void wait_for(struct seat *seat, int64_t us)
{
    int64_t until = seat->now + us;
    while (wedge_deadline(&seat->wedge) <= until) {
        seat->now = wedge_deadline(&seat->wedge);
        heed(seat, wedge_wait(&seat->wedge, seat->now));
    }
    seat->now = until;
}

static void key(struct seat *seat, unsigned usage, bool down, bool repeat)
{
    heed(seat, wedge_wait(&seat->wedge, seat->now));
    if (down) {
        assert_true(seat->held_count < 200);
        seat->pressed[seat->held_count] = seat->now;
        seat->held[seat->held_count++] = usage;
    }
    heed(seat, wedge_key(&seat->wedge, &(struct wedge_key){seat->now, usage, down, repeat}));
}

static void tap(struct seat *seat, unsigned usage)
{
    key(seat, usage, true, false);
    key(seat, usage, false, false);
}

static unsigned usage_of(char c)
{
    static const char row[] = "1234567890";
    static const struct {
        char c;
        unsigned usage;
    } signs[] = {{' ', SPACE}, {'-', 0x2D}, {'[', 0x2F}, {';', 0x33}, {'\'', 0x34}, {'/', 0x38}};
    if (c >= 'a' && c <= 'z')
        return (unsigned)(A + c - 'a');
    if (strchr(row, c))
        return (unsigned)(0x1E + (strchr(row, c) - row));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].c == c)
            return signs[i].usage;
    fail_msg("no key for %c", c);
    return 0;
}

/* As a scanner sends it: capitals with a Shift of their own each; a key that was let go at the very
 * time at which it is pressed again has no release, and SDL calls it a repeat. */
static void scan(struct seat *seat, const char *code, int64_t gap)
{
    char before = '\0';
    for (const char *c = code; *c; c++) {
        bool capital = *c >= 'A' && *c <= 'Z';
        unsigned usage = usage_of(capital ? (char)(*c - 'A' + 'a') : *c);
        bool doubled = *c == before && gap <= 2 * MS;
        if (capital)
            key(seat, SHIFT, true, false);
        key(seat, usage, true, doubled);
        if (!(c[1] == *c && gap <= 2 * MS))
            key(seat, usage, false, false);
        if (capital)
            key(seat, SHIFT, false, false);
        wait_for(seat, gap);
        before = *c;
    }
}

static void expect_scan(struct seat *seat, size_t nth, const char *text)
{
    assert_true(seat->scan_count > nth);
    assert_string_equal(seat->scans[nth], text);
}

/* Letters, as the keys were passed on. */
static void expect_typed(struct seat *seat, const char *letters)
{
    char typed[2001] = "";
    for (size_t i = 0; i < seat->typed_count; i++)
        typed[i] = seat->typed[i] < A + 26 ? (char)('a' + seat->typed[i] - A) : '*';
    assert_string_equal(typed, letters);
}

#define CODE "BDFHKNPRTVXCEGJSBBDDDDFFXXXVCRST"

static void a_scan_at_any_speed_is_a_scan(void **state)
{
    static const int64_t gaps[] = {0, 2 * MS, 16 * MS, 30 * MS};
    for (size_t i = 0; i < 4; i++) {
        struct seat *seat = *state;
        scan(seat, CODE, gaps[i]);
        tap(seat, ENTER);
        expect_scan(seat, i, CODE);
        wait_for(seat, 2000 * MS);
    }
    expect_typed(*state, "");
}

static void tab_ends_a_scan_and_so_does_silence(void **state)
{
    struct seat *seat = *state;
    scan(seat, CODE, 2 * MS);
    tap(seat, TAB);
    expect_scan(seat, 0, CODE);
    wait_for(seat, 500 * MS);
    scan(seat, CODE, 2 * MS);
    assert_int_equal(seat->scan_count, 1);
    wait_for(seat, WEDGE_CERTAIN_US);
    expect_scan(seat, 1, CODE);
    scan(seat, CODE, 2 * MS);
    tap(seat, PAD_ENTER);
    expect_scan(seat, 2, CODE);
    expect_typed(seat, "");
}

static void the_next_scan_may_come_at_once(void **state)
{
    struct seat *seat = *state;
    scan(seat, CODE, 0);
    tap(seat, ENTER);
    scan(seat, "ABCDEFGH", 0);
    tap(seat, ENTER);
    expect_scan(seat, 0, CODE);
    expect_scan(seat, 1, "ABCDEFGH");
    expect_typed(seat, "");
}

static void a_second_terminator_reaches_nobody(void **state)
{
    struct seat *seat = *state;
    scan(seat, CODE, 2 * MS);
    tap(seat, ENTER);
    wait_for(seat, 2 * MS);
    tap(seat, ENTER);
    tap(seat, TAB);
    assert_int_equal(seat->typed_count, 0);
    wait_for(seat, 300 * MS); /* and this is a person */
    tap(seat, ENTER);
    assert_int_equal(seat->typed_count, 1);
    assert_int_equal(seat->scan_count, 1);
}

static void capitals_come_from_shift_and_never_from_caps_lock(void **state)
{
    struct seat *seat = *state;
    tap(seat, CAPS);
    wait_for(seat, 500 * MS);
    scan(seat, "abcdEFGH", 2 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "abcdEFGH");
    scan(seat, "ab", 2 * MS);
    tap(seat, CAPS); /* some scanners undo it around each letter */
    scan(seat, "CDefgh", 2 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 1, "abCDefgh");
}

static void shift_may_stay_down_across_letters(void **state)
{
    struct seat *seat = *state;
    key(seat, SHIFT, true, false);
    scan(seat, "abcdefgh1", 16 * MS);
    key(seat, SHIFT, false, false);
    scan(seat, "jk1", 16 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "ABCDEFGH!jk1");
    assert_int_equal(seat->typed_count, 0);
}

static void each_event_may_take_its_time(void **state)
{
    struct seat *seat = *state;
    for (const char *c = "abcdefghijkl"; *c; c++) {
        const unsigned keys[] = {SHIFT, usage_of(*c), usage_of(*c), SHIFT};
        for (int i = 0; i < 4; i++) {
            key(seat, keys[i], i < 2, false);
            wait_for(seat, 16 * MS); /* 64 ms from letter to letter */
        }
    }
    tap(seat, ENTER);
    expect_scan(seat, 0, "ABCDEFGHIJKL");
}

static void what_is_pressed_with_control_types_nothing(void **state)
{
    struct seat *seat = *state;
    scan(seat, "abcd", 2 * MS);
    key(seat, CONTROL, true, false);
    tap(seat, usage_of('['));
    key(seat, CONTROL, false, false);
    scan(seat, "efgh", 2 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "abcdefgh");
    wait_for(seat, 500 * MS);
    key(seat, CONTROL, true, false);
    wait_for(seat, 200 * MS);
    tap(seat, usage_of('v'));
    wait_for(seat, 200 * MS);
    expect_typed(seat, "*v");
}

static void a_code_longer_than_any_is_a_scan_of_nothing(void **state)
{
    struct seat *seat = *state;
    for (int i = 0; i < WEDGE_MAX / 8; i++)
        scan(seat, "abcdefgh", 2 * MS);
    tap(seat, ENTER);
    assert_int_equal(strlen(seat->scans[0]), WEDGE_MAX);
    for (int i = 0; i < WEDGE_MAX / 8; i++)
        scan(seat, "abcdefgh", 0);
    scan(seat, "i", 0);
    tap(seat, ENTER);
    expect_scan(seat, 1, "");
    assert_int_equal(seat->typed_count, 0);
    scan(seat, "abcdefgh", 0);
    tap(seat, ENTER);
    expect_scan(seat, 2, "abcdefgh");
}

/* --- people --- */

static void person_types(struct seat *seat, const char *letters, int64_t gap, int64_t dwell)
{
    unsigned down = 0;
    int64_t up_at = 0;
    for (const char *c = letters; *c; c++) {
        key(seat, usage_of(*c), true, false);
        int64_t next = seat->now + gap;
        if (down) { /* rolled over: the one before is let go while this one is down */
            wait_for(seat, up_at > seat->now ? up_at - seat->now : 0);
            key(seat, down, false, false);
        }
        down = usage_of(*c);
        up_at = next - gap + dwell;
        if (up_at < next) {
            wait_for(seat, up_at - seat->now);
            key(seat, down, false, false);
            down = 0;
        }
        wait_for(seat, next - seat->now);
    }
    if (down)
        key(seat, down, false, false);
}

static void a_person_is_never_a_scanner(void **state)
{
    struct seat *seat = *state;
    for (int64_t gap = 60 * MS; gap <= 200 * MS; gap += 10 * MS)
        for (int64_t dwell = 30 * MS; dwell < gap + 50 * MS; dwell += 20 * MS) {
            person_types(seat, "thequickbrownfoxjumps", gap, dwell);
            tap(seat, ENTER);
            wait_for(seat, 300 * MS);
            expect_typed(seat, "thequickbrownfoxjumps*");
            seat->typed_count = 0;
        }
    assert_int_equal(seat->scan_count, 0);
    assert_true(seat->longest_wait <= WEDGE_PATIENCE_US);
}

static void a_quick_pair_of_letters_is_late_and_not_lost(void **state)
{
    struct seat *seat = *state;
    scan(seat, "th", 8 * MS);
    wait_for(seat, 100 * MS);
    person_types(seat, "e", 100 * MS, 60 * MS);
    wait_for(seat, 300 * MS);
    expect_typed(seat, "the");
    assert_true(seat->longest_wait <= WEDGE_STUTTER_US + WEDGE_PATIENCE_US);
}

static void seven_quick_letters_are_typing_and_fifteen_without_an_end(void **state)
{
    struct seat *seat = *state;
    scan(seat, "abcdefg", 0);
    tap(seat, ENTER);
    expect_typed(seat, "abcdefg*");
    scan(seat, "abcdefghijklmno", 0);
    wait_for(seat, 500 * MS);
    expect_typed(seat, "abcdefg*abcdefghijklmno");
    assert_int_equal(seat->scan_count, 0);
    scan(seat, "abcdefgh", 0);
    tap(seat, ENTER);
    scan(seat, "abcdefghijklmnop", 0);
    wait_for(seat, 500 * MS);
    expect_scan(seat, 0, "abcdefgh");
    expect_scan(seat, 1, "abcdefghijklmnop");
}

static void a_key_held_down_is_no_scan(void **state)
{
    struct seat *seat = *state;
    key(seat, A, true, false);
    wait_for(seat, 250 * MS);
    for (int i = 0; i < 40; i++) {
        key(seat, A, true, true);
        wait_for(seat, 25 * MS);
    }
    key(seat, A, false, false);
    tap(seat, ENTER);
    assert_int_equal(seat->typed_count, 42);
    assert_int_equal(seat->scan_count, 0);
}

static void a_scan_after_typing_takes_only_its_own(void **state)
{
    struct seat *seat = *state;
    person_types(seat, "nyam", 120 * MS, 80 * MS);
    scan(seat, CODE, 2 * MS);
    tap(seat, ENTER);
    wait_for(seat, 100 * MS);
    person_types(seat, "bura", 120 * MS, 80 * MS);
    wait_for(seat, 100 * MS);
    expect_typed(seat, "nyambura");
    expect_scan(seat, 0, CODE);
}

static void keys_that_type_nothing_are_passed_in_their_place(void **state)
{
    struct seat *seat = *state;
    tap(seat, BACKSPACE);
    assert_int_equal(seat->typed_count, 1); /* at once */
    scan(seat, "ab", 2 * MS);
    tap(seat, ESCAPE);
    expect_typed(seat, "*ab*");
    tap(seat, ENTER);
    tap(seat, TAB);
    assert_int_equal(seat->typed_count, 6);
}

static void modifiers_without_end_are_not_kept(void **state)
{
    struct seat *seat = *state;
    for (int i = 0; i < 1000; i++)
        tap(seat, SHIFT);
    wait_for(seat, 100 * MS);
    assert_int_equal(seat->typed_count, 1000);
}

static void a_scanner_may_falter_once_it_was_quick(void **state)
{
    struct seat *seat = *state;
    scan(seat, "abc", 2 * MS);
    wait_for(seat, 140 * MS);
    scan(seat, "defgh", 2 * MS);
    wait_for(seat, 280 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "abcdefgh");
}

static void where_nobody_types_a_scanner_may_be_slow(void **state)
{
    struct seat *seat = *state;
    seat->wedge.patience = 150 * MS;
    scan(seat, "abcdefgh", 110 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "abcdefgh");
}

static void where_nobody_types_a_code_may_be_short(void **state)
{
    struct seat *seat = *state;
    seat->wedge.least = WEDGE_SHORT;
    scan(seat, "042", 16 * MS);
    tap(seat, ENTER);
    expect_scan(seat, 0, "042");
    wait_for(seat, 2000 * MS);
    scan(seat, "ab", 2 * MS); /* too short */
    tap(seat, ENTER);
    expect_typed(seat, "ab*");
    scan(seat, "abc", 40 * MS); /* a hand may be as quick */
    tap(seat, ENTER);
    expect_typed(seat, "ab*abc*");
    scan(seat, "abc", 2 * MS); /* nothing ends it */
    wait_for(seat, 2000 * MS);
    expect_typed(seat, "ab*abc*abc");
    assert_int_equal(seat->scan_count, 1);
}

static void where_people_type_it_may_not(void **state)
{
    struct seat *seat = *state;
    scan(seat, "abcdefg", 2 * MS);
    tap(seat, ENTER);
    expect_typed(seat, "abcdefg*");
    assert_int_equal(seat->scan_count, 0);
}

static void lists_are_warned_of_what_is_too_short_here(void **state)
{
    (void)state;
    assert_int_equal(SCAN_TYPED, WEDGE_TERMINATED);
    assert_int_equal(SCAN_TYPED_LEAST, WEDGE_SHORT);
}

static void a_lost_focus_lets_go_of_what_is_held(void **state)
{
    struct seat *seat = *state;
    scan(seat, "abc", 2 * MS);
    heed(seat, wedge_lose_focus(&seat->wedge));
    expect_typed(seat, "abc");
    scan(seat, CODE, 2 * MS); /* and of a scan, half of it */
    heed(seat, wedge_lose_focus(&seat->wedge));
    assert_int_equal(wedge_deadline(&seat->wedge), INT64_MAX);
    expect_typed(seat, "abc");
    assert_int_equal(seat->scan_count, 0);
}

static void late_text_of_a_scan_is_swallowed(void **state)
{
    struct seat *seat = *state;
    assert_false(wedge_swallows(&seat->wedge, seat->now));
    scan(seat, CODE, 2 * MS);
    assert_true(wedge_swallows(&seat->wedge, seat->now));
    tap(seat, ENTER);
    wait_for(seat, 100 * MS);
    assert_true(wedge_swallows(&seat->wedge, seat->now));
    person_types(seat, "a", 100 * MS, 60 * MS);
    assert_false(wedge_swallows(&seat->wedge, seat->now));
}

/* --- layouts --- */

/* The characters of the keys of `scan`'s text under a layout; '^' before one asks for AltGr. */
static void expect_layout(const char *layout, const char *keys, const char *text)
{
    void *state;
    sit_with(&state, layout);
    struct seat *seat = state;
    for (const char *c = keys; *c; c++) {
        bool level3 = *c == '^';
        if (level3)
            key(seat, ALT_GR, true, false);
        c += level3;
        char one[2] = {*c, '\0'};
        scan(seat, one, 0);
        if (level3)
            key(seat, ALT_GR, false, false);
    }
    tap(seat, ENTER);
    expect_scan(seat, 0, text);
    stand(&state);
}

static void codes_of_ours_are_the_same_under_every_layout(void **state)
{
    (void)state;
    static const char *const layouts[] = {"us", "gb", "fr", "be", "de", "ch(fr)",
                                          "tr", "es", "it", "pl", "se", "br"};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        expect_layout(layouts[i], CODE, CODE);
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
    struct seat *seat = *state;
    for (unsigned usage = 0x59; usage <= 0x62; usage++)
        tap(seat, usage);
    tap(seat, PAD_ENTER);
    expect_scan(seat, 0, "1234567890");
}

#define SEAT(test) cmocka_unit_test_setup_teardown(test, sit, stand)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEAT(a_scan_at_any_speed_is_a_scan),
        SEAT(tab_ends_a_scan_and_so_does_silence),
        SEAT(the_next_scan_may_come_at_once),
        SEAT(a_second_terminator_reaches_nobody),
        SEAT(capitals_come_from_shift_and_never_from_caps_lock),
        SEAT(shift_may_stay_down_across_letters),
        SEAT(each_event_may_take_its_time),
        SEAT(what_is_pressed_with_control_types_nothing),
        SEAT(a_code_longer_than_any_is_a_scan_of_nothing),
        SEAT(a_person_is_never_a_scanner),
        SEAT(a_quick_pair_of_letters_is_late_and_not_lost),
        SEAT(seven_quick_letters_are_typing_and_fifteen_without_an_end),
        SEAT(a_key_held_down_is_no_scan),
        SEAT(a_scan_after_typing_takes_only_its_own),
        SEAT(keys_that_type_nothing_are_passed_in_their_place),
        SEAT(modifiers_without_end_are_not_kept),
        SEAT(a_scanner_may_falter_once_it_was_quick),
        SEAT(where_nobody_types_a_scanner_may_be_slow),
        SEAT(where_nobody_types_a_code_may_be_short),
        SEAT(where_people_type_it_may_not),
        SEAT(lists_are_warned_of_what_is_too_short_here),
        SEAT(a_lost_focus_lets_go_of_what_is_held),
        SEAT(late_text_of_a_scan_is_swallowed),
        SEAT(the_number_pad_types_digits),
        cmocka_unit_test(codes_of_ours_are_the_same_under_every_layout),
        cmocka_unit_test(other_codes_need_the_layout_that_the_scanner_types),
        cmocka_unit_test(a_layout_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
