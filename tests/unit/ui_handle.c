/* What a finger does becomes actions, at the controls and on the keyboard of the screen. */
#include "fake/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, form_set_up, form_tear_down)

/* --- pointers --- */

static void a_press_acts_on_release(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = hand_rect(hand, "go");
    assert_true(hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5));
    assert_int_equal(hand->action.kind, UI_NOTHING);
    assert_true(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    hand_point(hand, UI_EVENT_UP, 1, r.x + 9, r.y + 9);
    assert_action(hand, UI_PRESS, "go", GO);
    assert_int_equal(hand->action.argument, 7);
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
}

static void a_press_that_leaves_does_not_act(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = hand_rect(hand, "go");
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    assert_true(hand_point(hand, UI_EVENT_MOVE, 1, r.x - 5, r.y + 5));
    assert_false(ui_is_pressed(hand->ui, ui_find(hand->ui, "go")));
    hand_point(hand, UI_EVENT_UP, 1, r.x - 5, r.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_cancelled_press_does_not_act(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = hand_rect(hand, "go");
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    hand_point(hand, UI_EVENT_CANCEL, 1, r.x + 5, r.y + 5);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_second_finger_is_ignored(void **state)
{
    struct hand *hand = *state;
    struct ui_rect go = hand_rect(hand, "go"), agree = hand_rect(hand, "agree");
    hand_point(hand, UI_EVENT_DOWN, 1, go.x + 5, go.y + 5);
    hand_point(hand, UI_EVENT_DOWN, 2, agree.x + 5, agree.y + 5);
    hand_point(hand, UI_EVENT_UP, 2, agree.x + 5, agree.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    hand_point(hand, UI_EVENT_UP, 1, go.x + 5, go.y + 5);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void what_is_disabled_cannot_be_pressed(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->disabled = true;
    hand_build(hand);
    hand_tap(hand, "go");
    assert_int_equal(hand->action.kind, UI_NOTHING);
}

static void a_link_has_a_target_around_it(void **state)
{
    struct hand *hand = *state;
    struct ui_rect r = hand_rect(hand, "link"); /* 40 high: 13 more on each side */
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + r.h + 12);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 5, r.y + r.h + 12);
    assert_action(hand, UI_PRESS, "link", LINK);
    /* but never takes what is another's */
    struct ui_rect go = hand_rect(hand, "go");
    hand_point(hand, UI_EVENT_DOWN, 1, go.x + 5, go.y + go.h - 1);
    hand_point(hand, UI_EVENT_UP, 1, go.x + 5, go.y + go.h - 1);
    assert_action(hand, UI_PRESS, "go", GO);
}

static void paper_hides_what_is_below(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    struct ui_rect agree = hand_rect(hand, "agree");
    form->covered = true;
    hand_build(hand);
    hand_point(hand, UI_EVENT_DOWN, 1, agree.x + 5, agree.y + 5);
    hand_point(hand, UI_EVENT_UP, 1, agree.x + 5, agree.y + 5);
    assert_int_equal(hand->action.kind, UI_NOTHING);
    for (int i = 0; i < 3; i++) {
        hand_key(hand, UI_KEY_TAB);
        assert_string_equal(ui_focus(hand->ui), "stay");
    }
}

static void a_tap_places_the_caret(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    ui_edit_set(&form->name, "Zoé Ámina");
    hand_build(hand);
    struct ui_rect r = hand_rect(hand, "name"); /* 17 px a character, from 26 */
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 26 + 3 * 17 + 4, r.y + 40);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 26 + 3 * 17 + 4, r.y + 40);
    assert_string_equal(ui_focus(hand->ui), "name");
    assert_int_equal(form->name.caret, strlen("Zoé"));
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 590, r.y + 40);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 590, r.y + 40);
    assert_int_equal(form->name.caret, strlen("Zoé Ámina"));
}

/* --- the keyboard on the screen --- */

static void keys_type_into_the_text_and_leave_the_focus(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->keyboard = true;
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    hand_tap(hand, "key/a");
    assert_action(hand, UI_CHANGE, "name", 0);
    assert_string_equal(ui_focus(hand->ui), "name");
    assert_string_equal(form->name.text, "A");
    hand_tap(hand, "agree");
    hand_tap(hand, "key/b");
    assert_string_equal(form->name.text, "Ab");
    assert_true(ui_find(hand->ui, "name")->state & UI_CURRENT);
    assert_ptr_equal(ui_edit_target(hand->ui), &form->name);
}

static void two_hands_may_type(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->keyboard = true;
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    struct ui_rect a = hand_rect(hand, "key/a"), b = hand_rect(hand, "key/b");
    hand_point(hand, UI_EVENT_DOWN, 1, a.x + 5, a.y + 5);
    hand_point(hand, UI_EVENT_DOWN, 2, a.x + 9, a.y + 9); /* the same finger, seen as two */
    assert_string_equal(form->name.text, "");
    hand_point(hand, UI_EVENT_DOWN, 3, b.x + 5, b.y + 5);
    assert_string_equal(form->name.text, "A");
    hand_point(hand, UI_EVENT_UP, 1, a.x + 5, a.y + 5);
    hand_point(hand, UI_EVENT_UP, 2, a.x + 9, a.y + 9);
    assert_string_equal(form->name.text, "A");
    hand_point(hand, UI_EVENT_UP, 3, b.x + 5, b.y + 5);
    assert_string_equal(form->name.text, "Ab");
}

static void the_next_key_is_the_screens(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->keyboard = true;
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    hand_tap(hand, "key/next");
    assert_action(hand, UI_PRESS, "key/next", NEXT_FIELD);
}

static void backspace_repeats_while_it_is_held(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->keyboard = true;
    ui_edit_set(&form->name, "abcdefgh");
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    struct ui_rect r = hand_rect(hand, "key/backspace");
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    assert_int_equal(hand_wait(hand, 499999), 0);
    assert_int_equal(hand_wait(hand, 80001), 2);
    assert_int_equal(hand_wait(hand, 80000), 1);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_string_equal(form->name.text, "abcde");
    hand_tap(hand, "key/backspace");
    assert_string_equal(form->name.text, "abcd");
}

static void a_long_press_acts_once(void **state)
{
    struct hand *hand = *state;
    struct form *form = hand->content;
    form->keyboard = true;
    ui_set_focus(hand->ui, "name");
    hand_build(hand);
    struct ui_rect r = hand_rect(hand, "key/e");
    hand_point(hand, UI_EVENT_DOWN, 1, r.x + 5, r.y + 5);
    hand_wait(hand, 2000000);
    hand_point(hand, UI_EVENT_UP, 1, r.x + 5, r.y + 5);
    assert_string_equal(form->name.text, "");
    assert_non_null(ui_find(hand->ui, "key/\u00e9"));
}

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
        TEST(keys_type_into_the_text_and_leave_the_focus),
        TEST(two_hands_may_type),
        TEST(the_next_key_is_the_screens),
        TEST(backspace_repeats_while_it_is_held),
        TEST(a_long_press_acts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
