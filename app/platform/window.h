/* The kiosk's one window: pixels out, events in.
 *
 * The window's pixels are a plain CPU surface; what was drawn shows when presented. Waiting blocks
 * in the system (no polling) until something happens or the deadline comes.
 */
#ifndef EM_PLATFORM_WINDOW_H
#define EM_PLATFORM_WINDOW_H

#include "platform/canvas.h"
#include "ui/event.h"
#include "ui/geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct window;

struct window_options {
    const char *title;
    int width, height; /* 0: the whole screen */
    bool locked;       /* takes the keyboard for itself; no key closes the window */
};

/* NULL, and a sentence for a person in `problem`, when there is no screen to show it on. */
struct window *window_new(const struct window_options *options, char *problem, size_t size);
void window_free(struct window *window);

/* The pixels to draw into. Ask again after UI_EVENT_RESIZE or UI_EVENT_EXPOSE: all of them must be
 * drawn again then. width is 0 when the window has no pixels at the moment. */
struct canvas_pixels window_pixels(struct window *window);

/* Shows these parts at once. */
void window_present(struct window *window, const struct ui_rect *rects, size_t count);

/* Microseconds of CLOCK_MONOTONIC: the scale of events and deadlines. */
int64_t window_now(void);

/* Takes the next event, waiting until `deadline` (INT64_MAX: for ever; 0: only what is there
 * already). False when none came. Every motion is given, none are merged. event->text lives until
 * the next call. */
bool window_next(struct window *window, int64_t deadline, struct ui_event *event);

/* Which badge scanner is listened to from now on: the serial one at `device` (platform/serial.h),
 * or with NULL one that types `layout`, "us" (platform/key_text.h). Until this is called there is
 * none. False, and a sentence for a person in `problem`, when there cannot be such a scanner. */
bool window_use_scanner(struct window *window, const char *device, const char *layout,
                        char *problem, size_t size);
/* How it is. A change is told by UI_EVENT_SCANNER, or comes with a scan. */
struct ui_scanner window_scanner(const struct window *window);
/* Whether what is on screen takes letters: if not, a scanner that types may do so slowly, and a
 * code may be short. */
void window_expect_typing(struct window *window, bool expected);

/* Wakes window_next from another thread: it gives an event of kind UI_EVENT_NONE. */
void window_wake(struct window *window);

#endif
