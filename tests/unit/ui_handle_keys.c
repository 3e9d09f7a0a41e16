/* What a keyboard with wires does becomes actions, and where the focus goes and shows. */
#include "fake/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, form_set_up, form_tear_down)

static void tab_goes_in_the_order_of_the_nodes(void **state)
{
    static const char *const order[] = {"name", "role", "agree", "first", "second", "go", "link"};
    struct hand *hand = *state;
    for (size_t i = 0; i < 7; i++) {
        hand_key(hand, UI_KEY_TAB);
        assert_string_equal(ui_focus(hand->ui), order[i]);
    }
    hand_key(hand, UI_KEY_TAB);
    assert_string_equal(ui_focus(hand->ui), "name");
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = UI_KEY_TAB, .shift = true});
    assert_string_equal(ui_focus(hand->ui), "link");
}

static void tab_leaves_out_what_is_disabled_and_the_keys(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->disabled = form->keyboard = true;
    hand_build(hand);
    for (int i = 0; i < 14; i++) {
        hand_key(hand, UI_KEY_TAB);
        assert_string_not_equal(ui_focus(hand->ui), "go");
        assert_true(strncmp(ui_focus(hand->ui), "key/", 4) != 0);
    }
}

static void enter_and_space_press(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "go");
    hand_key(hand, UI_KEY_ENTER);
    assert_action(hand, UI_PRESS, "go", GO);
    hand_key(hand, UI_KEY_SPACE);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void a_touch_does_not_outlive_the_window_that_it_was_in(void **state)
{
    struct hand *hand = *state;
    struct ui_rect go = hand_rect(hand, "go");
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_DOWN, .pointer = 1, .x = go.x, .y = go.y});
    assert_true(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_RESIZE, .width = 1080, .height = 1920});
    go = hand_rect(hand, "go");
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_UP, .pointer = 1, .x = go.x, .y = go.y});
    assert_int_equal(hand->action.kind, UI_NOTHING);
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
}

static void hold_key(struct hand *hand, enum ui_key which)
{
    hand_do(hand, (struct ui_event){.kind = UI_EVENT_KEY, .key = which, .repeat = true});
}

static void a_key_that_is_held_presses_once(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    enum ui_key pressing[] = {UI_KEY_ENTER, UI_KEY_SPACE, UI_KEY_ESCAPE};
    for (size_t i = 0; i < sizeof pressing / sizeof *pressing; i++) {
        ui_set_focus(hand->ui, "go");
        hand_key(hand, pressing[i]);
        assert_int_equal(hand->action.kind, UI_PRESS);
        hold_key(hand, pressing[i]);
        assert_int_equal(hand->action.kind, UI_NOTHING);
    }
    ui_set_focus(hand->ui, "name");
    hold_key(hand, UI_KEY_ENTER);
    assert_string_equal(ui_focus(hand->ui), "name");
    hand_type(hand, "ab");
    hold_key(hand, UI_KEY_BACKSPACE);
    assert_string_equal(form->name.text, "a");
}

/* The space that pressed must not be typed into the field that it led to. */
static void a_space_that_pressed_types_nothing(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    ui_set_focus(hand->ui, "go");
    hand_key(hand, UI_KEY_SPACE);
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    hand_type(hand, " ");
    assert_string_equal(form->name.text, "");
    hand_key(hand, UI_KEY_SPACE);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    hand_type(hand, " ");
    assert_string_equal(form->name.text, " ");
}

static void enter_in_a_text_goes_on(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "name");
    hand_key(hand, UI_KEY_ENTER);
    assert_string_equal(ui_focus(hand->ui), "role");
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void escape_says_so(void **state)
{
    struct hand *hand = *state;
    hand_key(hand, UI_KEY_ESCAPE);
    assert_action(hand, UI_PRESS, "", UI_ACTION_ESCAPE);
}

static void arrows_go_among_radios(void **state)
{
    struct hand *hand = *state;
    ui_set_focus(hand->ui, "first");
    hand_key(hand, UI_KEY_RIGHT);
    assert_string_equal(ui_focus(hand->ui), "second");
    assert_action(hand, UI_PRESS, "second", SECOND); /* among radios the focus is the choice */
    hand_key(hand, UI_KEY_RIGHT);
    assert_string_equal(ui_focus(hand->ui), "second");
    hand_key(hand, UI_KEY_UP);
    assert_string_equal(ui_focus(hand->ui), "first");
}

static void typing_changes_the_focused_text(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    hand_type(hand, "nobody listens");
    assert_int_equal(hand->action.kind, UI_NOTHING);
    ui_set_focus(hand->ui, "role");
    hand_type(hand, "é");
    assert_action(hand, UI_CHANGE, "role", 0);
    hand_type(hand, "a");
    hand_key(hand, UI_KEY_LEFT);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    hand_key(hand, UI_KEY_BACKSPACE);
    assert_action(hand, UI_CHANGE, "role", 0);
    assert_string_equal(form->role.text, "a");
    hand_key(hand, UI_KEY_DELETE);
    assert_string_equal(form->role.text, "");
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
    struct form *form = hand->content;
    form->keyboard = true;
    hand_tap(hand, "name");
    assert_true(shows_caret(hand));
    hand_tap(hand, "agree");
    assert_true(shows_caret(hand));
    while (ui_edit_target(hand->ui) == NULL || strcmp(ui_focus(hand->ui), "link") != 0)
        hand_key(hand, UI_KEY_TAB);
    assert_false(shows_caret(hand));
    hand_tap(hand, "key/a");
    assert_true(shows_caret(hand));
}

static void the_ring_shows_after_keys_alone(void **state)
{
    struct hand *hand = *state;
    hand_tap(hand, "go");
    assert_string_equal(ui_focus(hand->ui), "go");
    assert_null(ring(hand));
    hand_key(hand, UI_KEY_TAB);
    assert_non_null(ring(hand));
    struct ui_rect link = hand_rect(hand, "link");
    assert_int_equal(ring(hand)->rect.x, link.x - 8);
    assert_int_equal(ring(hand)->rect.w, link.w + 16);
    hand_tap(hand, "agree");
    assert_null(ring(hand));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
