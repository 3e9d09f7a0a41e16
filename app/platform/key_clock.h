/* When a key was pressed, as whoever saw it first says: the X server where there is one, else the
 * moment at which SDL heard of it. A kiosk that is busy for a moment would otherwise take a scan
 * for a slow one, or slow typing for a scan.
 */
#ifndef EM_PLATFORM_KEY_CLOCK_H
#define EM_PLATFORM_KEY_CLOCK_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct key_clock {
    Uint32 server; /* milliseconds, of the key event that SDL is about to make */
    bool known;
};

/* From here on key events have such a stamp. Before the window is opened: what SDL has queued is
 * lost. `clock` lives until key_clock_stop. */
void key_clock_start(struct key_clock *clock);
void key_clock_stop(void);

/* The key event's time, given what time it is: microseconds of CLOCK_MONOTONIC, to the millisecond.
 */
int64_t key_clock_time(const SDL_Event *event, int64_t now);

#endif
