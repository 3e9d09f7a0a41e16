#include "platform/window.h"

#include <SDL.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int set_up_with(void **state, bool locked)
{
    char problem[256] = "";
    struct window_options options = {"emarge", 400, 300, locked};
    struct window *window = window_new(&options, problem, sizeof problem);
    if (!window)
        fail_msg("%s", problem);
    struct ui_event event;
    while (window_next(window, 0, &event))
        ; /* what opening a window says */
    *state = window;
    return 0;
}

static int set_up(void **state)
{
    return set_up_with(state, false);
}

static int set_up_locked(void **state)
{
    return set_up_with(state, true);
}

static int tear_down(void **state)
{
    window_free(*state);
    return 0;
}

static struct ui_event expect(struct window *window, enum ui_event_kind kind)
{
    struct ui_event event;
    int64_t before = window_now();
    assert_true(window_next(window, 0, &event));
    assert_int_equal(event.kind, kind);
    assert_true(event.at >= before && event.at <= window_now());
    return event;
}

static void expect_nothing(struct window *window)
{
    struct ui_event event;
    assert_false(window_next(window, 0, &event));
}

static void push_button(Uint32 type, Uint32 which, Uint8 button, int x, int y)
{
    SDL_Event event = {.button = {.type = type,
                                  .which = which,
                                  .button = button,
                                  .state = type == SDL_MOUSEBUTTONDOWN ? SDL_PRESSED : SDL_RELEASED,
                                  .x = x,
                                  .y = y}};
    SDL_PushEvent(&event);
}

static void push_motion(Uint32 which, int x, int y)
{
    SDL_PushEvent(
        &(SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .which = which, .x = x, .y = y}});
}

static void push_finger(Uint32 type, SDL_FingerID finger, float x, float y)
{
    SDL_PushEvent(
        &(SDL_Event){.tfinger = {.type = type, .touchId = 1, .fingerId = finger, .x = x, .y = y}});
}

static void push_key(SDL_Keycode code, Uint16 modifiers)
{
    SDL_PushEvent(&(SDL_Event){.key = {.type = SDL_KEYDOWN,
                                       .state = SDL_PRESSED,
                                       .keysym = {.sym = code, .mod = modifiers}}});
}

static void push_window(Uint8 what)
{
    SDL_PushEvent(&(SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = what}});
}

static void the_left_button_is_pointer_0_and_hovering_is_silent(void **state)
{
    push_motion(0, 5, 5);
    push_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT, 5, 5);
    push_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 10, 20);
    for (int i = 1; i <= 3; i++)
        push_motion(0, 10 + i, 20 + i);
    push_button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 13, 23);
    push_motion(0, 50, 50);
    struct ui_event down = expect(*state, UI_EVENT_DOWN);
    assert_int_equal(down.pointer, 0);
    assert_int_equal(down.x, 10);
    assert_int_equal(down.y, 20);
    for (int i = 1; i <= 3; i++) /* every point of a motion, none merged */
        assert_int_equal(expect(*state, UI_EVENT_MOVE).x, 10 + i);
    expect(*state, UI_EVENT_UP);
    expect_nothing(*state);
}

static void fingers_have_pointers_of_their_own(void **state)
{
    push_finger(SDL_FINGERDOWN, 77, 0.5f, 0.5f);
    push_finger(SDL_FINGERDOWN, 99, 0.25f, 0.1f);
    push_finger(SDL_FINGERMOTION, 77, 0.75f, 0.5f);
    push_finger(SDL_FINGERUP, 77, 0.75f, 0.5f);
    push_finger(SDL_FINGERMOTION, 77, 0.8f, 0.5f); /* not down any more */
    push_finger(SDL_FINGERUP, 99, 1.0f, 1.0f);
    struct ui_event first = expect(*state, UI_EVENT_DOWN);
    struct ui_event second = expect(*state, UI_EVENT_DOWN);
    assert_int_equal(first.pointer, 1);
    assert_int_equal(first.x, 200);
    assert_int_equal(first.y, 150);
    assert_int_equal(second.pointer, 2);
    assert_int_equal(expect(*state, UI_EVENT_MOVE).pointer, 1);
    assert_int_equal(expect(*state, UI_EVENT_UP).pointer, 1);
    struct ui_event last = expect(*state, UI_EVENT_UP);
    assert_int_equal(last.pointer, 2);
    assert_int_equal(last.x, 399); /* the edge is inside the window */
    assert_int_equal(last.y, 299);
    expect_nothing(*state);
}

static void more_fingers_than_hands_have_are_ignored(void **state)
{
    for (int i = 0; i < 14; i++)
        push_finger(SDL_FINGERDOWN, 100 + i, 0.5f, 0.5f);
    for (int i = 0; i < 10; i++)
        assert_int_equal(expect(*state, UI_EVENT_DOWN).pointer, i + 1);
    expect_nothing(*state);
}

static void a_mouse_made_from_a_touch_is_ignored(void **state)
{
    push_button(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, 5, 5);
    push_motion(SDL_TOUCH_MOUSEID, 6, 6);
    push_button(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, 6, 6);
    SDL_PushEvent(&(SDL_Event){.tfinger = {.type = SDL_FINGERDOWN, .touchId = SDL_MOUSE_TOUCHID}});
    expect_nothing(*state);
}

static void the_cursor_shows_for_the_mouse_only(void **state)
{
    struct ui_event event;
    push_motion(0, 9, 9);
    window_next(*state, 0, &event);
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
    push_finger(SDL_FINGERDOWN, 5, 0.5f, 0.5f);
    window_next(*state, 0, &event);
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
}

static void a_lost_focus_cancels_what_touches(void **state)
{
    push_button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 5, 5);
    push_finger(SDL_FINGERDOWN, 7, 0.5f, 0.5f);
    push_window(SDL_WINDOWEVENT_FOCUS_LOST);
    push_button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 5, 5);
    expect(*state, UI_EVENT_DOWN);
    expect(*state, UI_EVENT_DOWN);
    assert_int_equal(expect(*state, UI_EVENT_CANCEL).pointer, 0);
    assert_int_equal(expect(*state, UI_EVENT_CANCEL).pointer, 1);
    expect_nothing(*state);
}

static void keys_carry_shift_and_control(void **state)
{
    push_key(SDLK_TAB, KMOD_LSHIFT);
    push_key(SDLK_KP_ENTER, 0);
    push_key(SDLK_q, KMOD_RCTRL);
    push_key(SDLK_q, 0);
    struct ui_event tab = expect(*state, UI_EVENT_KEY);
    assert_int_equal(tab.key, UI_KEY_TAB);
    assert_true(tab.shift && !tab.control);
    assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_ENTER);
    struct ui_event leave = expect(*state, UI_EVENT_KEY);
    assert_int_equal(leave.key, UI_KEY_Q);
    assert_true(leave.control);
    assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_OTHER);
}

static void a_key_that_is_held_says_so(void **state)
{
    push_key(SDLK_RETURN, 0);
    SDL_PushEvent(
        &(SDL_Event){.key = {.type = SDL_KEYDOWN, .repeat = 1, .keysym = {.sym = SDLK_RETURN}}});
    assert_false(expect(*state, UI_EVENT_KEY).repeat);
    assert_true(expect(*state, UI_EVENT_KEY).repeat);
}

static void text_and_paste_come_whole(void **state)
{
    SDL_SetClipboardText("Mise à jour");
    struct ui_event ignored;
    while (window_next(*state, 0, &ignored))
        ;
    SDL_Event text = {.text = {.type = SDL_TEXTINPUT, .text = "é"}};
    SDL_PushEvent(&text);
    push_key(SDLK_v, KMOD_LCTRL);
    assert_string_equal(expect(*state, UI_EVENT_TEXT).text, "é");
    assert_string_equal(expect(*state, UI_EVENT_PASTE).text, "Mise à jour");
}

static void the_wheel_is_precise(void **state)
{
    SDL_PushEvent(&(SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL,
                                         .y = 0,
                                         .preciseY = 0.25f,
                                         .direction = SDL_MOUSEWHEEL_FLIPPED,
                                         .mouseX = 30,
                                         .mouseY = 40}});
    struct ui_event wheel = expect(*state, UI_EVENT_WHEEL);
    assert_true(wheel.scroll == -0.25f);
    assert_int_equal(wheel.x, 30);
    assert_int_equal(wheel.y, 40);
}

static void closing_asks_to_quit(void **state)
{
    push_window(SDL_WINDOWEVENT_CLOSE);
    expect(*state, UI_EVENT_QUIT);
}

static void a_locked_window_is_closed_by_a_signal_only(void **state)
{
    push_window(SDL_WINDOWEVENT_CLOSE);
    expect_nothing(*state);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    expect(*state, UI_EVENT_QUIT);
}

static void waiting_ends_at_the_deadline_or_when_woken(void **state)
{
    struct ui_event event;
    int64_t deadline = window_now() + 15000;
    assert_false(window_next(*state, deadline, &event));
    assert_true(window_now() >= deadline);
    window_wake(*state);
    assert_true(window_next(*state, INT64_MAX, &event));
    assert_int_equal(event.kind, UI_EVENT_NONE);
}

static void pixels_follow_the_size(void **state)
{
    struct canvas_pixels pixels = window_pixels(*state);
    assert_int_equal(pixels.width, 400);
    assert_int_equal(pixels.height, 300);
    assert_true(pixels.stride >= 400);
    pixels.pixels[299 * pixels.stride + 399] = 0x123456;
    struct ui_rect parts[] = {{-10, -10, 50, 50}, {390, 290, 100, 100}, {500, 500, 5, 5}};
    window_present(*state, parts, 3);
    struct ui_rect many[200] = {{0, 0, 1, 1}};
    window_present(*state, many, 200);
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(the_left_button_is_pointer_0_and_hovering_is_silent),
        WINDOW(fingers_have_pointers_of_their_own),
        WINDOW(more_fingers_than_hands_have_are_ignored),
        WINDOW(a_mouse_made_from_a_touch_is_ignored),
        WINDOW(the_cursor_shows_for_the_mouse_only),
        WINDOW(a_lost_focus_cancels_what_touches),
        WINDOW(keys_carry_shift_and_control),
        WINDOW(a_key_that_is_held_says_so),
        WINDOW(text_and_paste_come_whole),
        WINDOW(the_wheel_is_precise),
        WINDOW(closing_asks_to_quit),
        cmocka_unit_test_setup_teardown(a_locked_window_is_closed_by_a_signal_only, set_up_locked,
                                        tear_down),
        WINDOW(waiting_ends_at_the_deadline_or_when_woken),
        WINDOW(pixels_follow_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
