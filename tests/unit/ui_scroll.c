/* Viewports, lists and the pad: who gets the movements of a finger. A unit is a pixel. */
#include "fake/hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define ROWS 40

/* A list with its mark; the content says whether there is a pad beside it. */
static void add(struct ui *ui, void *content)
{
    const bool *pad = content;
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = UI_FILL, .gap = 20));
    ui_open(ui, UI_NODE(.id = "list", .role = UI_ROLE_LIST,
                        .box = {.w = 500, .h = 600, .scroll = true}));
    for (int i = 0; i < ROWS; i++)
        ui_add(ui, UI_NODE(.id = ui_text(ui, "row/%d", i), .role = UI_ROLE_OPTION,
                           .look = UI_LOOK_OPTION, .action = 1, .argument = i, .label = "row",
                           .box = {.w = UI_FILL, .h = 100}));
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = "mark", .look = UI_LOOK_PROGRESS, .value = "list",
                       .box = {.w = 6, .h = 600}));
    if (*pad)
        ui_add(ui, UI_NODE(.id = "pad", .role = UI_ROLE_APPLICATION, .look = UI_LOOK_SHEET,
                           .box = {.w = 800, .h = 600}));
    ui_close(ui);
}

static bool pad;

static int set_up(void **state)
{
    pad = false;
    *state = hand_new(add, &pad);
    return 0;
}

static int tear_down(void **state)
{
    hand_free(*state);
    return 0;
}

static int position(const struct hand *hand)
{
    return ui_scroll_position(hand->ui, "list");
}

static void a_drag_scrolls_and_cancels_the_press(void **state)
{
    struct hand *hand = *state;
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 550);
    hand_point(hand, UI_EVENT_MOVE, 1, 100, 540); /* a finger may tremble */
    assert_int_equal(position(hand), 0);
    assert_true(ui_is_pressed(hand->ui, ui_find(hand->ui, "row/5")));
    hand_point(hand, UI_EVENT_MOVE, 1, 100, 530);
    hand_point(hand, UI_EVENT_MOVE, 1, 100, 500);
    assert_int_equal(hand->action.kind, UI_SCROLL);
    assert_string_equal(hand->action.id, "list");
    assert_int_equal(position(hand), 30);
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "row/5")));
    hand_point(hand, UI_EVENT_UP, 1, 100, 500);
    assert_int_not_equal(hand->action.kind, UI_PRESS);
}

static void a_tap_in_a_list_presses(void **state)
{
    struct hand *hand = *state;
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 550);
    hand_point(hand, UI_EVENT_UP, 1, 105, 545);
    assert_int_equal(hand->action.kind, UI_PRESS);
    assert_int_equal(hand->action.argument, 5);
}

static void throw_upward(struct hand *hand)
{
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 550);
    for (int y = 530; y >= 400; y -= 20) /* 20 px in 10 ms */
        hand_point(hand, UI_EVENT_MOVE, 1, 100, y);
    hand_point(hand, UI_EVENT_UP, 1, 100, 410);
}

static void a_throw_runs_on_and_comes_to_rest(void **state)
{
    struct hand *hand = *state;
    throw_upward(hand);
    int thrown = position(hand), last_step = 0, steps = 0;
    assert_true(ui_next_tick(hand->ui) != INT64_MAX);
    while (ui_next_tick(hand->ui) != INT64_MAX) {
        int before = position(hand);
        hand->now = ui_next_tick(hand->ui);
        ui_tick(hand->ui, hand->now, &hand->action);
        int step = position(hand) - before;
        if (steps > 0)
            assert_true(step <= last_step + 1); /* it only gets slower; 1 is rounding */
        last_step = step;
        assert_true(++steps < 1000);
    }
    assert_true(position(hand) > thrown + 200);
    assert_true(position(hand) < ui_scroll_extent(hand->ui, "list"));
}

/* The way does not depend on how often the clock is asked. */
static void a_throw_goes_equally_far_at_any_rate(void **state)
{
    struct hand *hand = *state;
    int way[2];
    for (int i = 0; i < 2; i++) {
        ui_scroll_to(hand->ui, "list", 0);
        hand_build(hand);
        throw_upward(hand);
        for (int64_t step = i ? 7000 : 50000, end = hand->now + 700000; hand->now + step <= end;) {
            hand->now += step;
            ui_tick(hand->ui, hand->now, &hand->action);
        }
        way[i] = position(hand);
    }
    assert_in_range(way[0], way[1] - 2, way[1] + 2);
}

static void a_touch_stops_what_runs_and_presses_nothing(void **state)
{
    struct hand *hand = *state;
    throw_upward(hand);
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 300);
    assert_true(ui_next_tick(hand->ui) == INT64_MAX);
    hand_point(hand, UI_EVENT_UP, 1, 100, 300);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_finger_that_rests_does_not_throw(void **state)
{
    struct hand *hand = *state;
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 550);
    hand_point(hand, UI_EVENT_MOVE, 1, 100, 500);
    hand_point(hand, UI_EVENT_MOVE, 1, 100, 450);
    hand->now += 200000;
    hand_point(hand, UI_EVENT_UP, 1, 100, 450);
    assert_true(ui_next_tick(hand->ui) == INT64_MAX);
}

/* The same hand, whose movements are heard of one by one, or in threes after a slow frame. */
static float way_of_throw(struct hand *hand, int64_t wait, int64_t apart)
{
    struct ui_event event = {.kind = UI_EVENT_DOWN, .pointer = 1, .x = 100, .y = 550};
    ui_scroll_to(hand->ui, "list", 0);
    hand_build(hand);
    event.at = hand->now += 10000;
    ui_handle(hand->ui, &event, &hand->action);
    event.kind = UI_EVENT_MOVE;
    for (int i = 0; i < 9; i++) {
        event.at = hand->now += i % 3 ? apart : wait;
        event.y -= 20;
        ui_handle(hand->ui, &event, &hand->action);
    }
    event.kind = UI_EVENT_UP;
    event.at = hand->now += apart;
    ui_handle(hand->ui, &event, &hand->action);
    int thrown = position(hand);
    for (int i = 0; i < 400; i++)
        ui_tick(hand->ui, hand->now += 16000, &hand->action);
    return (float)(position(hand) - thrown);
}

static void movements_that_come_together_throw_no_farther(void **state)
{
    struct hand *hand = *state;
    float one_by_one = way_of_throw(hand, 10000, 10000);
    float in_threes = way_of_throw(hand, 29960, 20);
    assert_true(one_by_one > 300);
    assert_true(in_threes > one_by_one * 0.6f && in_threes < one_by_one * 1.4f);
}

static void the_wheel_and_keys_scroll(void **state)
{
    struct hand *hand = *state;
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_WHEEL, .x = 100, .y = 100, .scroll = -2});
    assert_int_equal(position(hand), 240);
    hand_key(hand, UI_KEY_END);
    assert_int_equal(position(hand), ROWS * 100 - 600);
    hand_key(hand, UI_KEY_PAGE_UP);
    assert_int_equal(position(hand), ROWS * 100 - 600 - 540);
    hand_key(hand, UI_KEY_HOME);
    assert_int_equal(position(hand), 0);
    hand_key(hand, UI_KEY_PAGE_UP);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void arrows_go_down_a_list_and_it_follows(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "row/0");
    for (int i = 0; i < 10; i++)
        hand_key(hand, UI_KEY_DOWN);
    assert_string_equal(ui_focus(hand->ui), "row/10");
    struct ui_rect row = ui_find(hand->ui, "row/10")->rect;
    assert_true(row.y >= 0 && row.y + row.h <= 600);
}

static void the_mark_follows_the_viewport(void **state)
{
    struct hand *hand = *state;
    const struct ui_node *mark = ui_find(hand->ui, "mark");
    assert_int_equal(mark->progress, 0);
    assert_int_equal(mark->progress_size, 150); /* 600 of 4000 */
    hand_key(hand, UI_KEY_END);
    assert_int_equal(ui_find(hand->ui, "mark")->progress, 1000);
}

static void what_is_scrolled_away_cannot_be_touched(void **state)
{
    struct hand *hand = *state;
    struct ui_rect low = ui_find(hand->ui, "row/8")->rect;
    hand_point(hand, UI_EVENT_DOWN, 1, low.x + 5, low.y + 5);
    hand_point(hand, UI_EVENT_UP, 1, low.x + 5, low.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void the_pad_takes_the_pointer_raw(void **state)
{
    struct hand *hand = *state;
    pad = true;
    hand_build(hand);
    static const struct {
        enum ui_event_kind kind;
        int pointer, x;
        enum ui_action_kind action;
    } events[] = {
        {UI_EVENT_DOWN, 1, 700, UI_RAW},     {UI_EVENT_DOWN, 2, 800, UI_NOTHING},
        {UI_EVENT_MOVE, 1, 710, UI_RAW},     {UI_EVENT_MOVE, 2, 810, UI_NOTHING},
        {UI_EVENT_MOVE, 1, 1900, UI_RAW}, /* outside, and still its own */
        {UI_EVENT_UP, 2, 810, UI_NOTHING},   {UI_EVENT_UP, 1, 1900, UI_RAW},
        {UI_EVENT_MOVE, 1, 700, UI_NOTHING}, {UI_EVENT_DOWN, 2, 700, UI_RAW},
        {UI_EVENT_CANCEL, 2, 700, UI_RAW},
    };
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        hand_point(hand, events[i].kind, events[i].pointer, events[i].x, 300);
        assert_int_equal(hand->action.kind, events[i].action);
        if (hand->action.kind == UI_RAW)
            assert_string_equal(hand->action.id, "pad");
    }
}

static void a_new_screen_forgets_the_finger(void **state)
{
    struct hand *hand = *state;
    hand_point(hand, UI_EVENT_DOWN, 1, 100, 150);
    ui_enter(hand->ui, NULL);
    hand_build(hand);
    hand_point(hand, UI_EVENT_UP, 1, 100, 150);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_drag_scrolls_and_cancels_the_press),
        TEST(a_tap_in_a_list_presses),
        TEST(a_throw_runs_on_and_comes_to_rest),
        TEST(a_throw_goes_equally_far_at_any_rate),
        TEST(a_touch_stops_what_runs_and_presses_nothing),
        TEST(a_finger_that_rests_does_not_throw),
        TEST(movements_that_come_together_throw_no_farther),
        TEST(the_wheel_and_keys_scroll),
        TEST(arrows_go_down_a_list_and_it_follows),
        TEST(the_mark_follows_the_viewport),
        TEST(what_is_scrolled_away_cannot_be_touched),
        TEST(the_pad_takes_the_pointer_raw),
        TEST(a_new_screen_forgets_the_finger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
