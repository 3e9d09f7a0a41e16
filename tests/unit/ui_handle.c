/* What a person does becomes actions. The window is 1920 x 1080, where a unit is a pixel. */
#include "fake/metrics.h"
#include "ui/keyboard.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { GO = 1, AGREE, FIRST, SECOND, LINK, NEXT_FIELD };

/* A hand at a screen: whatever must be built again is. */
struct hand {
    struct ui *ui;
    struct ui_edit name, role;
    bool keyboard, covered, disabled;
    int64_t now;
    struct ui_action action;
};

static void add_form(struct hand *hand)
{
    struct ui *ui = hand->ui;
    ui_add(ui, UI_NODE(.id = "name", .role = UI_ROLE_TEXTBOX, .look = UI_LOOK_FIELD,
                       .edit = &hand->name, .box = {.w = 600, .h = 80}));
    ui_add(ui, UI_NODE(.id = "role", .role = UI_ROLE_TEXTBOX, .look = UI_LOOK_FIELD,
                       .edit = &hand->role, .box = {.w = 600, .h = 80}));
    ui_add(ui, UI_NODE(.id = "agree", .role = UI_ROLE_CHECKBOX, .look = UI_LOOK_CHECK,
                       .action = AGREE, .label = "I agree", .box = {.w = 400, .h = 56}));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 20));
    for (int i = 0; i < 2; i++)
        ui_add(ui,
               UI_NODE(.id = i ? "second" : "first", .role = UI_ROLE_RADIO, .look = UI_LOOK_RADIO,
                       .action = i ? SECOND : FIRST, .label = "either", .box = {.w = 300}));
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = "go", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY, .action = GO,
                       .argument = 7, .label = "Go", .state = hand->disabled ? UI_DISABLED : 0,
                       .box = {.w = 300, .h = 96}));
    ui_add(ui, UI_NODE(.id = "link", .role = UI_ROLE_LINK, .look = UI_LOOK_LINK, .action = LINK,
                       .label = "Your data", .box = {.h = 40}));
}

static void build(struct hand *hand)
{
    struct ui *ui = hand->ui;
    static const struct ui_keyboard_words words = {.space = "space", .next = "Next"};
    ui_begin(ui);
    ui_open(ui,
            UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 100, .top = 20, .right = 100, .gap = 20));
    add_form(hand);
    if (hand->keyboard)
        ui_keyboard(ui, "en", UI_KEYBOARD_TEXT, 372, &words, NEXT_FIELD);
    ui_close(ui);
    if (hand->covered) {
        ui_open(ui, UI_NODE(.look = UI_LOOK_PAPER, .box = {.w = UI_FILL, .h = UI_FILL}));
        ui_add(ui, UI_NODE(.id = "stay", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY,
                           .action = GO, .label = "Stay"));
        ui_close(ui);
    }
    ui_end(ui);
}

static int setup(void **state)
{
    struct hand *hand = calloc(1, sizeof *hand);
    hand->ui = ui_new(&fake_metrics);
    hand->now = 1000000;
    ui_resize(hand->ui, 1920, 1080);
    ui_edit_clear(&hand->name);
    ui_edit_clear(&hand->role);
    build(hand);
    *state = hand;
    return 0;
}

static int teardown(void **state)
{
    struct hand *hand = *state;
    ui_free(hand->ui);
    free(hand);
    return 0;
}

static bool handle(struct hand *hand, struct ui_event event)
{
    hand->now += 10000;
    event.at = hand->now;
    bool changed = ui_handle(hand->ui, &event, &hand->action);
    if (changed)
        build(hand);
    return changed;
}

static bool pointer(struct hand *hand, enum ui_event_kind kind, int number, int x, int y)
{
    return handle(hand, (struct ui_event){.kind = kind, .pointer = number, .x = x, .y = y});
}

static bool key(struct hand *hand, enum ui_key which)
{
    return handle(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = which});
}

static void text(struct hand *hand, const char *typed)
{
    handle(hand, (struct ui_event){.kind = UI_EVENT_TEXT, .text = typed});
}

static struct ui_rect rect_of(const struct hand *hand, const char *id)
{
    const struct ui_node *node = ui_find(hand->ui, id);
    assert_non_null(node);
    return node->rect;
}

static void tap(struct hand *hand, const char *id)
{
    struct ui_rect r = rect_of(hand, id);
    pointer(hand, UI_EVENT_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
    pointer(hand, UI_EVENT_UP, 1, r.x + r.w / 2, r.y + r.h / 2);
}

/* Lets time go by as the main loop does, until `after` microseconds have passed. */
static int wait(struct hand *hand, int64_t after)
{
    int64_t until = hand->now + after;
    int actions = 0;
    while (ui_next_tick(hand->ui) <= until) {
        hand->now = ui_next_tick(hand->ui);
        if (ui_tick(hand->ui, hand->now, &hand->action))
            build(hand);
        actions += hand->action.kind != UI_NOTHING;
    }
    hand->now = until;
    return actions;
}

static void assert_action(const struct hand *hand, enum ui_action_kind kind, const char *id,
                          int action)
{
    assert_int_equal(hand->action.kind, kind);
    assert_string_equal(hand->action.id, id);
    assert_int_equal(hand->action.action, action);
}

/* --- pointers --- */

static void a_press_acts_on_release(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = rect_of(hand, "go");
    assert_true(pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5));
    assert_int_equal(hand->action.kind, UI_NOTHING);
    assert_true(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    pointer(hand, UI_EVENT_UP, 1, r.x + 9, r.y + 9);
    assert_action(hand, UI_PRESS, "go", GO);
    assert_int_equal(hand->action.argument, 7);
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
}

static void a_press_that_leaves_does_not_act(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = rect_of(hand, "go");
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    assert_true(pointer(hand, UI_EVENT_MOVE, 1, r.x - 5, r.y + 5));
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    pointer(hand, UI_EVENT_UP, 1, r.x - 5, r.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_cancelled_press_does_not_act(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = rect_of(hand, "go");
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    pointer(hand, UI_EVENT_CANCEL, 1, r.x + 5, r.y + 5);
    pointer(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_second_finger_is_ignored(void **state)
{
    struct hand *hand = *state;
    struct ui_rect go = rect_of(hand, "go"), agree = rect_of(hand, "agree");
    pointer(hand, UI_EVENT_DOWN, 1, go.x + 5, go.y + 5);
    pointer(hand, UI_EVENT_DOWN, 2, agree.x + 5, agree.y + 5);
    pointer(hand, UI_EVENT_UP, 2, agree.x + 5, agree.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    pointer(hand, UI_EVENT_UP, 1, go.x + 5, go.y + 5);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void what_is_disabled_cannot_be_pressed(void **state)
{
    struct hand *hand = *state;
    hand->disabled = true;
    build(hand);
    tap(hand, "go");
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_link_has_a_target_around_it(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = rect_of(hand, "link"); /* 40 high: 13 more on each side */
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + r.h + 12);
    pointer(hand, UI_EVENT_UP, 1, r.x + 5, r.y + r.h + 12);
    assert_action(hand, UI_PRESS, "link", LINK);
    /* but never takes what is another's */
    struct ui_rect go = rect_of(hand, "go");
    pointer(hand, UI_EVENT_DOWN, 1, go.x + 5, go.y + go.h - 1);
    pointer(hand, UI_EVENT_UP, 1, go.x + 5, go.y + go.h - 1);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void paper_hides_what_is_below(void **state)
{
    struct hand *hand = *state;
    struct ui_rect agree = rect_of(hand, "agree");
    hand->covered = true;
    build(hand);
    pointer(hand, UI_EVENT_DOWN, 1, agree.x + 5, agree.y + 5);
    pointer(hand, UI_EVENT_UP, 1, agree.x + 5, agree.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    for (int i = 0; i < 3; i++) {
        key(hand, UI_KEY_TAB);
        assert_string_equal(ui_focus(hand->ui), "stay");
    }
}

static void a_tap_places_the_caret(void **state)
{
    struct hand *hand = *state;
    ui_edit_set(&hand->name, "Zoé Ámina");
    build(hand);
    struct ui_rect r = rect_of(hand, "name"); /* 17 px a character, from 26 */
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 26 + 3 * 17 + 4, r.y + 40);
    pointer(hand, UI_EVENT_UP, 1, r.x + 26 + 3 * 17 + 4, r.y + 40);
    assert_string_equal(ui_focus(hand->ui), "name");
    assert_int_equal(hand->name.caret, strlen("Zoé"));
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 590, r.y + 40);
    pointer(hand, UI_EVENT_UP, 1, r.x + 590, r.y + 40);
    assert_int_equal(hand->name.caret, strlen("Zoé Ámina"));
}

/* --- the physical keyboard --- */

static void tab_goes_in_the_order_of_the_nodes(void **state)
{
    static const char *const order[] = {"name", "role", "agree", "first", "second", "go", "link"};
    struct hand *hand = *state;
    for (size_t i = 0; i < 7; i++) {
        key(hand, UI_KEY_TAB);
        assert_string_equal(ui_focus(hand->ui), order[i]);
    }
    key(hand, UI_KEY_TAB);
    assert_string_equal(ui_focus(hand->ui), "name");
    handle(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = UI_KEY_TAB, .shift = true});
    assert_string_equal(ui_focus(hand->ui), "link");
}

static void tab_leaves_out_what_is_disabled_and_the_keys(void **state)
{
    struct hand *hand = *state;
    hand->disabled = hand->keyboard = true;
    build(hand);
    for (int i = 0; i < 14; i++) {
        key(hand, UI_KEY_TAB);
        assert_string_not_equal(ui_focus(hand->ui), "go");
        assert_true(strncmp(ui_focus(hand->ui), "key/", 4) != 0);
    }
}

static void enter_and_space_press(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "go");
    key(hand, UI_KEY_ENTER);
    assert_action(hand, UI_PRESS, "go", GO);
    key(hand, UI_KEY_SPACE);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void a_touch_does_not_outlive_the_window_that_it_was_in(void **state)
{
    struct hand *hand = *state;
    struct ui_rect go = rect_of(hand, "go");
    handle(hand, (struct ui_event){.kind = UI_EVENT_DOWN, .pointer = 1, .x = go.x, .y = go.y});
    assert_true(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    handle(hand, (struct ui_event){.kind = UI_EVENT_RESIZE, .width = 1080, .height = 1920});
    go = rect_of(hand, "go");
    handle(hand, (struct ui_event){.kind = UI_EVENT_UP, .pointer = 1, .x = go.x, .y = go.y});
    assert_int_equal(hand->action.kind, UI_NOTHING);
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
}

static void hold_key(struct hand *hand, enum ui_key which)
{
    handle(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = which, .repeat = true});
}

static void a_key_that_is_held_presses_once(void **state)
{
    struct hand *hand = *state;
    enum ui_key pressing[] = {UI_KEY_ENTER, UI_KEY_SPACE, UI_KEY_ESCAPE};
    for (size_t i = 0; i < sizeof pressing / sizeof *pressing; i++) {
        ui_set_focus(hand->ui, "go");
        key(hand, pressing[i]);
        assert_int_equal(hand->action.kind, UI_PRESS);
        hold_key(hand, pressing[i]);
        assert_int_equal(hand->action.kind, UI_NOTHING);
    }
    ui_set_focus(hand->ui, "name");
    hold_key(hand, UI_KEY_ENTER);
    assert_string_equal(ui_focus(hand->ui), "name");
    text(hand, "ab");
    hold_key(hand, UI_KEY_BACKSPACE);
    assert_string_equal(hand->name.text, "a");
}

/* The space that pressed must not be typed into the field that it led to. */
static void a_space_that_pressed_types_nothing(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "go");
    key(hand, UI_KEY_SPACE);
    ui_set_focus(hand->ui, "name");
    build(hand);
    text(hand, " ");
    assert_string_equal(hand->name.text, "");
    key(hand, UI_KEY_SPACE);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    text(hand, " ");
    assert_string_equal(hand->name.text, " ");
}

static void enter_in_a_text_goes_on(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "name");
    key(hand, UI_KEY_ENTER);
    assert_string_equal(ui_focus(hand->ui), "role");
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void escape_says_so(void **state)
{
    struct hand *hand = *state;
    key(hand, UI_KEY_ESCAPE);
    assert_action(hand, UI_PRESS, "", UI_ACTION_ESCAPE);
}

static void arrows_go_among_radios(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "first");
    key(hand, UI_KEY_RIGHT);
    assert_string_equal(ui_focus(hand->ui), "second");
    assert_action(hand, UI_PRESS, "second", SECOND); /* among radios the focus is the choice */
    key(hand, UI_KEY_RIGHT);
    assert_string_equal(ui_focus(hand->ui), "second");
    key(hand, UI_KEY_UP);
    assert_string_equal(ui_focus(hand->ui), "first");
}

static void typing_changes_the_focused_text(void **state)
{
    struct hand *hand = *state;
    text(hand, "nobody listens");
    assert_int_equal(hand->action.kind, UI_NOTHING);
    ui_set_focus(hand->ui, "role");
    text(hand, "é");
    assert_action(hand, UI_CHANGE, "role", 0);
    text(hand, "a");
    key(hand, UI_KEY_LEFT);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    key(hand, UI_KEY_BACKSPACE);
    assert_action(hand, UI_CHANGE, "role", 0);
    assert_string_equal(hand->role.text, "a");
    key(hand, UI_KEY_DELETE);
    assert_string_equal(hand->role.text, "");
}

static const struct paint_command *ring(const struct hand *hand)
{
    const struct paint_list *list = ui_commands(hand->ui);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].kind == PAINT_BOX && list->items[i].color == PAINT_NO_COLOR &&
            list->items[i].border_width == 4)
            return &list->items[i];
    return NULL;
}

static bool shows_caret(const struct hand *hand)
{
    const struct paint_list *list = ui_commands(hand->ui);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].kind == PAINT_BOX && list->items[i].rect.w == 3 &&
            list->items[i].color == ui_color_rgb(UI_COLOR_BLUE))
            return true;
    return false;
}

/* A finger on a checkbox leaves the text to the keys of the screen; the Tab key leaves it. */
static void the_caret_shows_where_keys_write(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    tap(hand, "name");
    assert_true(shows_caret(hand));
    tap(hand, "agree");
    assert_true(shows_caret(hand));
    while (ui_edit_target(hand->ui) == NULL || strcmp(ui_focus(hand->ui), "link") != 0)
        key(hand, UI_KEY_TAB);
    assert_false(shows_caret(hand));
    tap(hand, "key/a");
    assert_true(shows_caret(hand));
}

static void the_ring_shows_after_keys_alone(void **state)
{
    struct hand *hand = *state;
    tap(hand, "go");
    assert_string_equal(ui_focus(hand->ui), "go");
    assert_null(ring(hand));
    key(hand, UI_KEY_TAB);
    assert_non_null(ring(hand));
    struct ui_rect link = rect_of(hand, "link");
    assert_int_equal(ring(hand)->rect.x, link.x - 8);
    assert_int_equal(ring(hand)->rect.w, link.w + 16);
    tap(hand, "agree");
    assert_null(ring(hand));
}

/* --- the keyboard on the screen --- */

static void keys_type_into_the_text_and_leave_the_focus(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    ui_set_focus(hand->ui, "name");
    build(hand);
    tap(hand, "key/a");
    assert_action(hand, UI_CHANGE, "name", 0);
    assert_string_equal(ui_focus(hand->ui), "name");
    assert_string_equal(hand->name.text, "A");
    tap(hand, "agree");
    tap(hand, "key/b");
    assert_string_equal(hand->name.text, "Ab");
    assert_true(ui_find(hand->ui, "name")->state & UI_CURRENT);
    assert_ptr_equal(ui_edit_target(hand->ui), &hand->name);
}

static void two_hands_may_type(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    ui_set_focus(hand->ui, "name");
    build(hand);
    struct ui_rect a = rect_of(hand, "key/a"), b = rect_of(hand, "key/b");
    pointer(hand, UI_EVENT_DOWN, 1, a.x + 5, a.y + 5);
    pointer(hand, UI_EVENT_DOWN, 2, a.x + 9, a.y + 9); /* the same finger, seen as two */
    assert_string_equal(hand->name.text, "");
    pointer(hand, UI_EVENT_DOWN, 3, b.x + 5, b.y + 5);
    assert_string_equal(hand->name.text, "A");
    pointer(hand, UI_EVENT_UP, 1, a.x + 5, a.y + 5);
    pointer(hand, UI_EVENT_UP, 2, a.x + 9, a.y + 9);
    assert_string_equal(hand->name.text, "A");
    pointer(hand, UI_EVENT_UP, 3, b.x + 5, b.y + 5);
    assert_string_equal(hand->name.text, "Ab");
}

static void the_next_key_is_the_screens(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    ui_set_focus(hand->ui, "name");
    build(hand);
    tap(hand, "key/next");
    assert_action(hand, UI_PRESS, "key/next", NEXT_FIELD);
}

static void backspace_repeats_while_it_is_held(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    ui_edit_set(&hand->name, "abcdefgh");
    ui_set_focus(hand->ui, "name");
    build(hand);
    struct ui_rect r = rect_of(hand, "key/backspace");
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    assert_int_equal(wait(hand, 499999), 0);
    assert_int_equal(wait(hand, 80001), 2);
    assert_int_equal(wait(hand, 80000), 1);
    pointer(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_string_equal(hand->name.text, "abcde");
    tap(hand, "key/backspace");
    assert_string_equal(hand->name.text, "abcd");
}

static void a_long_press_acts_once(void **state)
{
    struct hand *hand = *state;
    hand->keyboard = true;
    ui_set_focus(hand->ui, "name");
    build(hand);
    struct ui_rect r = rect_of(hand, "key/e");
    pointer(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    wait(hand, 2000000);
    pointer(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_string_equal(hand->name.text, "");
    assert_non_null(ui_find(hand->ui, "key/\u00e9"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_press_acts_on_release),
        TEST(a_press_that_leaves_does_not_act),
        TEST(a_cancelled_press_does_not_act),
        TEST(a_second_finger_is_ignored),
        TEST(what_is_disabled_cannot_be_pressed),
        TEST(a_link_has_a_target_around_it),
        TEST(paper_hides_what_is_below),
        TEST(a_tap_places_the_caret),
        TEST(tab_goes_in_the_order_of_the_nodes),
        TEST(tab_leaves_out_what_is_disabled_and_the_keys),
        TEST(enter_and_space_press),
        TEST(a_key_that_is_held_presses_once),
        TEST(a_touch_does_not_outlive_the_window_that_it_was_in),
        TEST(a_space_that_pressed_types_nothing),
        TEST(enter_in_a_text_goes_on),
        TEST(escape_says_so),
        TEST(arrows_go_among_radios),
        TEST(typing_changes_the_focused_text),
        TEST(the_caret_shows_where_keys_write),
        TEST(the_ring_shows_after_keys_alone),
        TEST(keys_type_into_the_text_and_leave_the_focus),
        TEST(two_hands_may_type),
        TEST(the_next_key_is_the_screens),
        TEST(backspace_repeats_while_it_is_held),
        TEST(a_long_press_acts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
