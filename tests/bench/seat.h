/* A seat before a virtual screen: programs are started there, looked at without being disturbed,
 * and touched.
 */
#ifndef EM_BENCH_SEAT_H
#define EM_BENCH_SEAT_H

#include "display.h"
#include "frame.h"

#include <sys/types.h>

enum { SEAT_WIDTH = 1920, SEAT_HEIGHT = 1080, SEAT_PATH_SIZE = 64 };

struct seat {
    char frames[SEAT_PATH_SIZE]; /* the folder in which the server keeps its pixels */
    struct display *display;
    struct frame *frame;
    void *hand; /* a connection that never waits for the server */
};

/* Makes the folder, in memory; to be done before the display is started with it. */
void seat_prepare(struct seat *seat);
/* Takes the place before a display that was started with seat->frames and is owned elsewhere. */
void seat_take(struct seat *seat, struct display *display);
void seat_leave(struct seat *seat); /* while the display is still there */
void seat_clear(struct seat *seat); /* removes the folder, which the server emptied at its end */

/* Starts a program on this screen; what it says goes to the file `log`. */
pid_t seat_start(struct seat *seat, const char *const *command, const char *log);
/* Asks it to leave, and ends it when it does not. */
void seat_end(pid_t program);

/* Sends a motion, or the left button, and does not wait until the server has heard of it. */
void seat_move(struct seat *seat, int x, int y);
void seat_button(struct seat *seat, bool down);

/* Seconds from now until the screen is covered, or is bare again; negative when it did not come
 * about. */
double seat_wait_covered(const struct seat *seat, bool covered);

#endif
