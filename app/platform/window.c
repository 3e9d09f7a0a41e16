#include "platform/window.h"

#include "platform/ending.h"
#include "platform/input.h"
#include "platform/key_clock.h"
#include "platform/memory.h"
#include "platform/serial.h"

#include <SDL.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define PRESENT_AT_ONCE 64
#define SLOW_SCANNER_US 150000 /* between two keys, where nobody types */

struct window {
    SDL_Window *window;
    SDL_Surface *shadow; /* drawn into when the screen's own pixels are not 0x00RRGGBB; else NULL */
    bool fullscreen_owed; /* the window manager is still to be asked for the whole screen */
    struct input input;
    struct key_clock key_clock;
    struct serial *serial; /* NULL: the scanner types, or there is none */
    int64_t serial_last;   /* when it last scanned */
    char line[SERIAL_MAX + 1];
    struct ending ending;
};

/* The CPU's own surface is the quickest way from a touch to a pixel; and touches are told apart
 * from the mouse here, not by SDL making one out of the other. A signal and a closed window are
 * told apart too. */
static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH,
                "1"); /* the touch that focuses the window counts */
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* platform/ending.h hears them */
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
}

static bool fills_screen(const struct window_options *options)
{
    return options->width == 0 || options->height == 0;
}

/* As large as the screen from the start, for where no window manager would make it so. */
static SDL_Window *open_window(const struct window_options *options)
{
    SDL_Rect place = {SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options->width,
                      options->height};
    bool whole_screen = fills_screen(options);
    if (whole_screen && SDL_GetDisplayBounds(0, &place))
        return NULL;
    return SDL_CreateWindow(options->title, place.x, place.y, place.w, place.h,
                            whole_screen ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_RESIZABLE);
}

/* Without a display SDL would draw for nobody, unless it was told to (SDL_VIDEODRIVER). */
static bool is_seen(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool asked = SDL_GetHint(SDL_HINT_VIDEODRIVER) != NULL;
    bool hidden = strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0;
    return asked || !hidden || SDL_SetError("there is no display") == 0;
}

/* What was begun by then. */
static void close_window(struct window *window)
{
    ending_stop(&window->ending);
    serial_free(window->serial);
    input_stop(&window->input);
    SDL_FreeSurface(window->shadow);
    if (window->window)
        SDL_DestroyWindow(window->window);
    key_clock_stop();
    free(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

struct window *window_new(const struct window_options *options, char *problem, size_t size)
{
    struct window *window = memory_new(sizeof *window);
    set_hints();
    ending_hold(&window->ending);
    bool shown = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 && is_seen();
    key_clock_start(&window->key_clock);
    window->window = shown ? open_window(options) : NULL;
    if (!window->window) {
        snprintf(problem, size,
                 "No window could be opened: %s. Start the kiosk in a graphical session, or set "
                 "DISPLAY to one.",
                 SDL_GetError());
        close_window(window);
        return NULL;
    }
    ending_listen(&window->ending);
    window->fullscreen_owed = fills_screen(options);
    input_start(&window->input, window->window, options->locked);
    SDL_SetWindowKeyboardGrab(window->window, options->locked ? SDL_TRUE : SDL_FALSE);
    SDL_SetWindowInputFocus(window->window); /* without a window manager nobody else gives it */
    SDL_DisableScreenSaver();
    SDL_StartTextInput();
    return window;
}

void window_free(struct window *window)
{
    if (window)
        close_window(window);
}

static bool is_xrgb(const SDL_Surface *surface)
{
    return surface->format->format == SDL_PIXELFORMAT_RGB888;
}

/* What to draw into for a screen of another format, of the same size as its own pixels. */
static SDL_Surface *shadow_of(struct window *window, const SDL_Surface *surface)
{
    if (window->shadow && (window->shadow->w != surface->w || window->shadow->h != surface->h)) {
        SDL_FreeSurface(window->shadow);
        window->shadow = NULL;
    }
    if (!window->shadow)
        window->shadow = memory_checked(
            SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888));
    return window->shadow;
}

struct canvas_pixels window_pixels(struct window *window)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface)
        return (struct canvas_pixels){0};
    if (!is_xrgb(surface))
        surface = shadow_of(window, surface);
    return (struct canvas_pixels){surface->pixels, surface->w, surface->h, surface->pitch / 4};
}

void window_present(struct window *window, const struct ui_rect *rects, size_t count)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface)
        return;
    struct ui_rect whole = {0, 0, surface->w, surface->h};
    SDL_Rect shown[PRESENT_AT_ONCE];
    int n = 0;
    for (size_t i = 0; i < count; i++) {
        struct ui_rect r = ui_rect_intersect(rects[i], whole);
        SDL_Rect rect = {r.x, r.y, r.w, r.h};
        if (!is_xrgb(surface))
            SDL_BlitSurface(shadow_of(window, surface), &rect, surface,
                            &(SDL_Rect){r.x, r.y, 0, 0});
        if (!ui_rect_empty(r))
            shown[n++] = rect;
        if (n == PRESENT_AT_ONCE || (n > 0 && i + 1 == count)) {
            SDL_UpdateWindowSurfaceRects(window->window, shown, n);
            n = 0;
        }
    }
}

int64_t window_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Milliseconds to wait, never shorter than what is left; -1: for ever. */
static int timeout_until(int64_t deadline)
{
    if (deadline == INT64_MAX)
        return -1;
    int64_t left = deadline - window_now();
    if (left <= 0)
        return 0;
    return left >= (int64_t)INT_MAX * 1000 ? INT_MAX : (int)((left + 999) / 1000);
}

/* SDL waits 100 ms for the answer where there is no window manager. The first frame need not. */
static void pay_fullscreen(struct window *window)
{
    if (window->fullscreen_owed)
        SDL_SetWindowFullscreen(window->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    window->fullscreen_owed = false;
}

/* Waits for one event of SDL, and says whether it means anything. */
static bool take_next(struct window *window, int64_t until, struct ui_event *event)
{
    SDL_Event got;
    while (SDL_WaitEventTimeout(&got, timeout_until(until))) {
        *event = (struct ui_event){.at = window_now()};
        if (input_translate(&window->input, &got, event))
            return true;
        if (input_deadline(&window->input) < until) /* a key began to be held */
            return false;
    }
    return false;
}

/* What the reader of the serial scanner has told. */
static bool owes_serial(struct window *window, struct ui_event *event)
{
    explicit_bzero(window->line, sizeof window->line);
    if (!window->serial)
        return false;
    if (serial_line(window->serial, window->line, &event->at)) {
        window->serial_last = event->at;
        event->kind = UI_EVENT_SCAN;
        event->text = window->line;
        return true;
    }
    event->kind = serial_changed(window->serial) ? UI_EVENT_SCANNER : UI_EVENT_NONE;
    return event->kind == UI_EVENT_SCANNER;
}

bool window_next(struct window *window, int64_t deadline, struct ui_event *event)
{
    pay_fullscreen(window);
    *event = (struct ui_event){.at = window_now()};
    if (input_owed(&window->input, event) || owes_serial(window, event))
        return true;
    for (;;) {
        int64_t held = input_deadline(&window->input);
        int64_t until = held < deadline ? held : deadline;
        bool late = window_now() >= until; /* SDL counts whole milliseconds, and may be early */
        if (take_next(window, until, event))
            return true;
        if (!late || input_deadline(&window->input) < until)
            continue;
        event->at = window_now();
        if (input_wait(&window->input, event))
            return true;
        if (until == deadline)
            return false;
    }
}

void window_wake(struct window *window)
{
    (void)window;
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
}

static void wake(void *window)
{
    window_wake(window);
}

bool window_use_scanner(struct window *window, const char *device, const char *layout,
                        char *problem, size_t size)
{
    struct key_text *text = device ? NULL : key_text_new(layout, problem, size);
    struct serial *serial = device ? serial_new(device, wake, window, problem, size) : NULL;
    if (!text && !serial)
        return false;
    serial_free(window->serial);
    window->serial = serial;
    window->serial_last = 0;
    held_keys_use(&window->input.keys, text);
    return true;
}

struct ui_scanner window_scanner(const struct window *window)
{
    const struct input *input = &window->input;
    if (window->serial)
        return (struct ui_scanner){.kind = UI_SCANNER_SERIAL,
                                   .alive = serial_alive(window->serial),
                                   .device = serial_device(window->serial),
                                   .last = window->serial_last};
    return (struct ui_scanner){.kind = UI_SCANNER_WEDGE,
                               .alive = input->scanned != 0,
                               .layout = input->keys.text ? key_text_layout(input->keys.text) : "",
                               .last = input->scanned};
}

void window_expect_typing(struct window *window, bool expected)
{
    struct wedge *wedge = &window->input.keys.wedge;
    wedge->patience = expected ? WEDGE_PATIENCE_US : SLOW_SCANNER_US;
    wedge->least = expected ? WEDGE_TERMINATED : WEDGE_SHORT;
}
