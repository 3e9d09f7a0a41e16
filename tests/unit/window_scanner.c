/* Scans through the window: keys that SDL gives, and a serial device. */
#include "platform/window.h"

#include <SDL.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct window *open_with(const char *device, const char *layout)
{
    char problem[300] = "";
    struct window_options options = {"emarge", 400, 300, false};
    struct window *window = window_new(&options, problem, sizeof problem);
    if (!window || (layout && !window_use_scanner(window, device, layout, problem, sizeof problem)))
        fail_msg("%s", problem);
    struct ui_event event;
    while (window_next(window, 0, &event))
        ; /* what opening a window says */
    return window;
}

static int set_up(void **state)
{
    *state = open_with(NULL, "us");
    return 0;
}

static int tear_down(void **state)
{
    window_free(*state);
    return 0;
}

static void push(Uint32 type, SDL_Scancode scancode)
{
    SDL_Event event = {
        .key = {.type = type,
                .state = type == SDL_KEYDOWN ? SDL_PRESSED : SDL_RELEASED,
                .keysym = {.scancode = scancode, .sym = SDL_GetKeyFromScancode(scancode)}}};
    SDL_PushEvent(&event);
}

static void push_text(char c)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT, .text = {c}}};
    SDL_PushEvent(&event);
}

/* As SDL tells of keys; the text is what the system's layout makes of them, here a French one. */
static void type(const char *letters)
{
    for (const char *c = letters; *c; c++) {
        SDL_Scancode scancode = (SDL_Scancode)(SDL_SCANCODE_A + (*c - 'a'));
        push(SDL_KEYDOWN, scancode);
        push_text(*c == 'q' ? 'a' : *c == 'a' ? 'q' : *c);
        push(SDL_KEYUP, scancode);
    }
}

static void press(SDL_Scancode scancode)
{
    push(SDL_KEYDOWN, scancode);
    push(SDL_KEYUP, scancode);
}

static struct ui_event expect(struct window *window, enum ui_event_kind kind)
{
    struct ui_event event;
    assert_true(window_next(window, INT64_MAX, &event));
    assert_int_equal(event.kind, kind);
    return event;
}

static void expect_nothing(struct window *window)
{
    struct ui_event event;
    assert_false(window_next(window, window_now() + 300000, &event));
}

static void a_scan_reaches_no_text_field(void **state)
{
    assert_false(window_scanner(*state).alive);
    type("bcdqaghj");
    press(SDL_SCANCODE_RETURN);
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "bcdqaghj");
    expect_nothing(*state);
    struct ui_scanner scanner = window_scanner(*state);
    assert_true(scanner.alive && scanner.last > 0);
    assert_int_equal(scanner.kind, UI_SCANNER_WEDGE);
    assert_string_equal(scanner.layout, "us");
}

static void a_short_code_is_a_scan_where_nothing_takes_letters(void **state)
{
    window_expect_typing(*state, false);
    type("bcd");
    press(SDL_SCANCODE_RETURN);
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "bcd");
    expect_nothing(*state);
    window_expect_typing(*state, true);
    type("b");
    press(SDL_SCANCODE_RETURN);
    type("bcd");
    press(SDL_SCANCODE_RETURN);
    for (const char *typed = "b\nbcd\n"; *typed; typed++) {
        expect(*state, UI_EVENT_KEY);
        if (*typed != '\n')
            expect(*state, UI_EVENT_TEXT);
    }
    expect_nothing(*state);
}

static void two_scans_at_once_are_two(void **state)
{
    for (int i = 0; i < 2; i++) {
        type(i ? "bcdfghjkbcdfghjk" : "kkkkkkkk");
        press(SDL_SCANCODE_TAB);
    }
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "kkkkkkkk");
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "bcdfghjkbcdfghjk");
    expect_nothing(*state);
}

static void silence_wakes_the_window(void **state)
{
    type("bcdfghjkbcdfghjk");
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "bcdfghjkbcdfghjk");
    expect_nothing(*state);
}

static void typing_comes_later_and_in_order(void **state)
{
    struct ui_event event;
    type("ab");
    assert_false(window_next(*state, 0, &event)); /* it may be a scan still */
    for (int i = 0; i < 2; i++) {
        assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_OTHER);
        assert_string_equal(expect(*state, UI_EVENT_TEXT).text, i ? "b" : "q");
    }
    type("b");
    press(SDL_SCANCODE_BACKSPACE); /* nothing of a scan */
    assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_OTHER);
    assert_string_equal(expect(*state, UI_EVENT_TEXT).text, "b");
    assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_BACKSPACE);
    press(SDL_SCANCODE_RETURN);
    assert_int_equal(expect(*state, UI_EVENT_KEY).key, UI_KEY_ENTER);
    expect_nothing(*state);
}

static void a_touch_does_not_wait_for_keys(void **state)
{
    type("ab");
    SDL_PushEvent(&(SDL_Event){
        .button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .state = SDL_PRESSED}});
    expect(*state, UI_EVENT_DOWN);
    expect(*state, UI_EVENT_KEY);
}

static void without_a_scanner_keys_come_at_once(void **state)
{
    (void)state;
    struct ui_event event;
    struct window *window = open_with(NULL, NULL);
    type("a");
    assert_true(window_next(window, 0, &event));
    assert_true(window_next(window, 0, &event));
    assert_string_equal(event.text, "q");
    window_free(window);
}

static void text_that_no_key_made_is_text(void **state)
{
    struct ui_event event;
    push_text('x');
    assert_true(window_next(*state, 0, &event));
    assert_string_equal(event.text, "x");
}

static void a_lost_focus_gives_what_is_held(void **state)
{
    type("a");
    SDL_PushEvent(
        &(SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}});
    struct ui_event event;
    assert_true(window_next(*state, 0, &event));
    assert_int_equal(event.kind, UI_EVENT_KEY);
    assert_string_equal(expect(*state, UI_EVENT_TEXT).text, "q");
}

static void a_serial_scanner_comes_through_the_same_door(void **state)
{
    (void)state;
    int scanner = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (scanner < 0)
        skip();
    grantpt(scanner);
    unlockpt(scanner);
    struct window *window = open_with(ptsname(scanner), NULL);
    char problem[300] = "";
    assert_true(window_use_scanner(window, ptsname(scanner), "us", problem, sizeof problem));
    struct ui_event event;
    do /* the reader wakes the window before it has something, and with it */
        assert_true(window_next(window, INT64_MAX, &event));
    while (event.kind == UI_EVENT_NONE);
    assert_int_equal(event.kind, UI_EVENT_SCANNER);
    assert_true(window_scanner(window).alive);
    assert_string_equal(window_scanner(window).device, ptsname(scanner));
    assert_int_equal(write(scanner, "BCDF\r", 5), 5);
    do
        assert_true(window_next(window, INT64_MAX, &event));
    while (event.kind == UI_EVENT_NONE);
    assert_int_equal(event.kind, UI_EVENT_SCAN);
    assert_string_equal(event.text, "BCDF");
    assert_true(event.at <= window_now() && window_scanner(window).last == event.at);
    type("a"); /* the keyboard is a keyboard */
    do
        assert_true(window_next(window, INT64_MAX, &event));
    while (event.kind == UI_EVENT_NONE);
    assert_int_equal(event.kind, UI_EVENT_KEY);
    window_free(window);
    close(scanner);
}

static void a_scanner_that_cannot_be_is_said(void **state)
{
    char problem[300] = "";
    assert_false(window_use_scanner(*state, NULL, "zz", problem, sizeof problem));
    assert_non_null(strstr(problem, "“zz”"));
    assert_false(window_use_scanner(*state, "COM1", "us", problem, sizeof problem));
    assert_non_null(strstr(problem, "“COM1”"));
    type("bcdfghjk"); /* the one before goes on */
    press(SDL_SCANCODE_RETURN);
    assert_string_equal(expect(*state, UI_EVENT_SCAN).text, "bcdfghjk");
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(a_scan_reaches_no_text_field),
        WINDOW(a_short_code_is_a_scan_where_nothing_takes_letters),
        WINDOW(two_scans_at_once_are_two),
        WINDOW(silence_wakes_the_window),
        WINDOW(typing_comes_later_and_in_order),
        WINDOW(a_touch_does_not_wait_for_keys),
        WINDOW(text_that_no_key_made_is_text),
        WINDOW(a_lost_focus_gives_what_is_held),
        WINDOW(a_scanner_that_cannot_be_is_said),
        cmocka_unit_test(without_a_scanner_keys_come_at_once),
        cmocka_unit_test(a_serial_scanner_comes_through_the_same_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
