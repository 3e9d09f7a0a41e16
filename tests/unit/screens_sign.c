/* Signing: by hand, by name, with help; and what happens when it cannot be recorded. */
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int come(void **state)
{
    visitor_set_up(state);
    visitor_walk_to(*state, "sign");
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, come, visitor_tear_down)

static const struct ink *ink_of(const struct visitor *visitor)
{
    return &visitor_draft(visitor)->pad.ink;
}

/* A pointer's event on the pad, at a place in thousandths of it. */
static void point(struct visitor *visitor, enum ui_event_kind kind, int pointer, int x, int y)
{
    struct ui_rect pad = visitor_node(visitor, "sign/pad")->rect;
    visitor_point(visitor, kind, pointer, pad.x + x * pad.w / 1000, pad.y + y * pad.h / 1000);
}

static bool is_disabled(const struct visitor *visitor, const char *id)
{
    return visitor_node(visitor, id)->state & UI_DISABLED;
}

/* --- what is asked --- */

static void an_empty_pad_asks(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "sign/continue");
    assert_screen(visitor, "sign");
    assert_true(visitor_sees(visitor, "sign/empty"));
    visitor_stroke(visitor, 30);
    assert_false(visitor_sees(visitor, "sign/empty"));
    visitor_tap(visitor, "sign/continue");
    assert_screen(visitor, "review");
}

static void a_very_small_mark_asks_and_is_never_refused(void **state)
{
    struct visitor *visitor = *state;
    visitor_stroke(visitor, 0);
    visitor_tap(visitor, "sign/continue");
    assert_true(visitor_sees(visitor, "sign/small"));
    visitor_tap(visitor, "sign/confirm-small");
    assert_screen(visitor, "review");
    visitor_tap(visitor, "review/record");
    assert_int_equal(visitor->records, 1);
    assert_int_equal(visitor->record.strokes, 1);
}

static void a_very_small_mark_may_be_drawn_again(void **state)
{
    struct visitor *visitor = *state;
    visitor_stroke(visitor, 0);
    visitor_tap(visitor, "sign/continue");
    visitor_tap(visitor, "sign/draw-again");
    assert_false(visitor_sees(visitor, "sign/small"));
    assert_int_equal(ink_of(visitor)->count, 0);
    visitor_stroke(visitor, 0);
    visitor_tap(visitor, "sign/continue");
    assert_true(visitor_sees(visitor, "sign/small"));
    visitor_stroke(visitor, 40); /* or simply gone on with */
    assert_false(visitor_sees(visitor, "sign/small"));
    visitor_tap(visitor, "sign/continue");
    assert_screen(visitor, "review");
    assert_int_equal(ink_of(visitor)->stroke_count, 2);
}

static void undo_and_clear_take_ink_away(void **state)
{
    struct visitor *visitor = *state;
    assert_true(is_disabled(visitor, "sign/undo") && is_disabled(visitor, "sign/clear"));
    for (int i = 0; i < 3; i++)
        visitor_stroke(visitor, 20 + i);
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "3");
    visitor_tap(visitor, "sign/undo");
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "2");
    visitor_tap(visitor, "sign/clear");
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "0");
    assert_int_equal(ink_of(visitor)->count, 0);
    assert_true(is_disabled(visitor, "sign/undo") && is_disabled(visitor, "sign/clear"));
}

/* --- other ways --- */

static void who_types_signs_with_the_name(void **state)
{
    struct visitor *visitor = *state;
    visitor_stroke(visitor, 30);
    visitor_tap(visitor, "sign/typed");
    assert_string_equal(visitor_node(visitor, "sign/written")->label, "Amina Nyambura");
    assert_false(visitor_sees(visitor, "sign/pad"));
    visitor_tap(visitor, "sign/continue");
    visitor_walk_to(visitor, "recorded");
    assert_int_equal(visitor->record.mode, MODE_TYPED);
    assert_false(visitor->record.inked); /* what was drawn before is not what was chosen */
}

static void who_cannot_sign_is_helped(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "sign/assisted");
    assert_false(visitor_sees(visitor, "sign/pad"));
    visitor_tap(visitor, "sign/continue");
    visitor_tap(visitor, "review/record");
    assert_int_equal(visitor->record.mode, MODE_ASSISTED);
    assert_false(visitor->record.inked);
}

static void the_drawing_is_there_when_one_comes_back_to_it(void **state)
{
    struct visitor *visitor = *state;
    visitor_stroke(visitor, 30);
    visitor_tap(visitor, "sign/assisted");
    visitor_tap(visitor, "sign/typed");
    visitor_tap(visitor, "sign/draw");
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "1");
}

/* --- one pointer draws --- */

static void a_second_finger_and_the_palm_leave_no_ink(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    point(visitor, UI_EVENT_MOVE, 1, 300, 500);
    size_t count = ink_of(visitor)->count;
    point(visitor, UI_EVENT_DOWN, 2, 800, 900);
    point(visitor, UI_EVENT_MOVE, 2, 810, 910);
    point(visitor, UI_EVENT_UP, 2, 810, 910);
    point(visitor, UI_EVENT_DOWN, 0, 700, 100);
    assert_int_equal(ink_of(visitor)->count, count);
    assert_int_equal(ink_of(visitor)->stroke_count, 1);
    point(visitor, UI_EVENT_MOVE, 1, 400, 500);
    point(visitor, UI_EVENT_UP, 1, 420, 500);
    assert_true(ink_of(visitor)->count > count);
    point(visitor, UI_EVENT_MOVE, 0, 720, 120); /* the palm still rests there */
    point(visitor, UI_EVENT_UP, 0, 720, 120);
    assert_int_equal(ink_of(visitor)->stroke_count, 1);
}

static void a_second_finger_presses_nothing_meanwhile(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    struct ui_rect back = visitor_node(visitor, "sign/back")->rect;
    visitor_point(visitor, UI_EVENT_DOWN, 2, back.x + 20, back.y + 20);
    visitor_point(visitor, UI_EVENT_UP, 2, back.x + 20, back.y + 20);
    assert_screen(visitor, "sign");
}

static void a_stroke_that_the_system_takes_away_stays_as_far_as_it_came(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    point(visitor, UI_EVENT_MOVE, 1, 300, 500);
    point(visitor, UI_EVENT_CANCEL, 1, 0, 0);
    size_t count = ink_of(visitor)->count;
    point(visitor, UI_EVENT_MOVE, 1, 900, 500);
    point(visitor, UI_EVENT_UP, 1, 900, 500);
    assert_int_equal(ink_of(visitor)->count, count);
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "1");
    visitor_stroke(visitor, 20);
    assert_string_equal(visitor_node(visitor, "sign/pad")->value, "2");
}

static void ink_ends_where_the_pointer_is(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    for (int x = 210; x < 400; x += 10) {
        visitor->dirty = (struct ui_rect){0};
        point(visitor, UI_EVENT_MOVE, 1, x, 500);
        struct ui_rect pad = visitor_node(visitor, "sign/pad")->rect;
        assert_true(
            ui_rect_contains(visitor->dirty, pad.x + x * pad.w / 1000, pad.y + 500 * pad.h / 1000));
    }
}

static void a_moving_pen_builds_nothing_again(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    int builds = visitor->builds;
    for (int x = 210; x < 400; x += 10)
        point(visitor, UI_EVENT_MOVE, 1, x, 500);
    assert_int_equal(visitor->builds, builds);
}

/* --- in the middle of a stroke --- */

static void another_language_in_the_middle_of_a_stroke_keeps_it(void **state)
{
    struct visitor *visitor = *state;
    visitor_tab_to(visitor, "header/language/en");
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    point(visitor, UI_EVENT_MOVE, 1, 300, 500);
    visitor_tab_to(visitor, "header/language/en");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_string_equal(flow_language(visitor->flow), "en");
    size_t count = ink_of(visitor)->count;
    point(visitor, UI_EVENT_MOVE, 1, 400, 500);
    point(visitor, UI_EVENT_UP, 1, 450, 500);
    assert_true(ink_of(visitor)->count > count);
    assert_int_equal(ink_of(visitor)->stroke_count, 1);
}

static void another_way_in_the_middle_of_a_stroke_ends_it(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    point(visitor, UI_EVENT_MOVE, 1, 300, 500);
    struct ui_rect pad = visitor_node(visitor, "sign/pad")->rect;
    visitor_tab_to(visitor, "sign/typed");
    visitor_key(visitor, UI_KEY_ENTER);
    size_t count = ink_of(visitor)->count;
    visitor_point(visitor, UI_EVENT_MOVE, 1, pad.x + pad.w / 2, pad.y + pad.h / 2);
    visitor_point(visitor, UI_EVENT_UP, 1, pad.x + pad.w / 2, pad.y + pad.h / 2);
    assert_int_equal(ink_of(visitor)->count, count);
    visitor_tap(visitor, "sign/continue");
    assert_screen(visitor, "review");
}

static void clearing_in_the_middle_of_a_stroke_ends_it(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    visitor_tab_to(visitor, "sign/clear");
    visitor_key(visitor, UI_KEY_ENTER);
    point(visitor, UI_EVENT_MOVE, 1, 600, 500);
    point(visitor, UI_EVENT_UP, 1, 600, 500);
    assert_int_equal(ink_of(visitor)->count, 0);
}

static void going_back_in_the_middle_of_a_stroke_keeps_what_was_drawn(void **state)
{
    struct visitor *visitor = *state;
    point(visitor, UI_EVENT_DOWN, 1, 200, 500);
    point(visitor, UI_EVENT_MOVE, 1, 300, 500);
    size_t count = ink_of(visitor)->count;
    visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "details");
    visitor_point(visitor, UI_EVENT_MOVE, 1, 900, 500);
    visitor_point(visitor, UI_EVENT_UP, 1, 900, 500);
    assert_screen(visitor, "details");
    assert_int_equal(ink_of(visitor)->count, count);
    visitor_tap(visitor, "details/continue");
    visitor_stroke(visitor, 20);
    assert_int_equal(ink_of(visitor)->stroke_count, 2);
}

/* --- recording --- */

static void a_failure_keeps_the_draft_and_says_so(void **state)
{
    static const enum em_status failures[] = {EM_FULL, EM_IO, EM_DENIED, EM_DAMAGED, EM_BUSY};
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    char *calm = strdup(visitor_node(visitor, "review/record")->label);
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        visitor->answer = failures[i];
        visitor_tap(visitor, "review/record");
        assert_screen(visitor, "review");
        assert_true(visitor_sees(visitor, "review/fault"));
        assert_string_not_equal(visitor_node(visitor, "review/record")->label, calm);
        assert_string_equal(visitor_node(visitor, "review/name")->label, "Amina Nyambura");
        assert_int_equal(ink_of(visitor)->stroke_count, 1);
    }
    free(calm);
    assert_int_equal(visitor->records, 0);
    visitor->answer = EM_OK;
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "recorded");
    assert_int_equal(visitor->records, 1);
}

static void a_failure_is_said_in_the_language_of_the_visit(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_FULL;
    visitor_tap(visitor, "review/record");
    char *french = strdup(visitor_node(visitor, "review/fault")->label);
    visitor_tap(visitor, "header/language/en");
    assert_string_not_equal(visitor_node(visitor, "review/fault")->label, french);
    assert_string_equal(visitor_node(visitor, "review/record")->label, "Try again");
    free(french);
}

static void a_failure_is_forgotten_when_the_review_is_entered_anew(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_IO;
    visitor_tap(visitor, "review/record");
    visitor_tap(visitor, "review/back");
    visitor_tap(visitor, "sign/continue");
    assert_false(visitor_sees(visitor, "review/fault"));
}

/* Two touches at one place, `gap` microseconds apart. */
static void touch_twice(struct visitor *visitor, const char *id, int64_t gap)
{
    struct ui_rect r = visitor_node(visitor, id)->rect;
    for (int i = 0; i < 4; i++) {
        if (i == 2)
            visitor_wait(visitor, gap);
        visitor_point(visitor, i % 2 ? UI_EVENT_UP : UI_EVENT_DOWN, 1, r.x + r.w / 2 + 4 * i,
                      r.y + r.h / 2 - 3 * i);
    }
}

static void a_trembling_hand_does_not_record_what_it_has_not_seen(void **state)
{
    struct visitor *visitor = *state;
    visitor_stroke(visitor, 30);
    touch_twice(visitor, "sign/continue", 150000);
    assert_screen(visitor, "review");
    visitor_tap(visitor, "review/back");
    visitor_wait(visitor, VISITOR_SECOND);
    touch_twice(visitor, "sign/continue", 450000); /* who looks and presses may */
    assert_screen(visitor, "recorded");
}

static void who_has_done_something_since_is_not_trembling(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "sign/back");
    struct ui_rect back = visitor_node(visitor, "details/back")->rect;
    visitor_key(visitor, UI_KEY_OTHER);
    visitor_drag(visitor, back.x + back.w / 2, back.y + back.h / 2, 0, 0);
    assert_screen(visitor, "document");
}

static void two_presses_record_once(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    struct ui_rect r = visitor_node(visitor, "review/record")->rect;
    for (int i = 0; i < 2; i++)
        visitor_drag(visitor, r.x + r.w / 2, r.y + r.h / 2, 0, 0);
    assert_int_equal(visitor->attempts, 1);
    assert_screen(visitor, "recorded");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_pad_asks),
        TEST(a_very_small_mark_asks_and_is_never_refused),
        TEST(a_very_small_mark_may_be_drawn_again),
        TEST(undo_and_clear_take_ink_away),
        TEST(who_types_signs_with_the_name),
        TEST(who_cannot_sign_is_helped),
        TEST(the_drawing_is_there_when_one_comes_back_to_it),
        TEST(a_second_finger_and_the_palm_leave_no_ink),
        TEST(a_second_finger_presses_nothing_meanwhile),
        TEST(a_stroke_that_the_system_takes_away_stays_as_far_as_it_came),
        TEST(ink_ends_where_the_pointer_is),
        TEST(a_moving_pen_builds_nothing_again),
        TEST(another_language_in_the_middle_of_a_stroke_keeps_it),
        TEST(another_way_in_the_middle_of_a_stroke_ends_it),
        TEST(clearing_in_the_middle_of_a_stroke_ends_it),
        TEST(going_back_in_the_middle_of_a_stroke_keeps_what_was_drawn),
        TEST(a_failure_keeps_the_draft_and_says_so),
        TEST(a_failure_is_said_in_the_language_of_the_visit),
        TEST(a_failure_is_forgotten_when_the_review_is_entered_anew),
        TEST(a_trembling_hand_does_not_record_what_it_has_not_seen),
        TEST(who_has_done_something_since_is_not_trembling),
        TEST(two_presses_record_once),
    };
    return cmocka_run_group_tests_name("unit/screens_sign", tests, NULL, NULL);
}
