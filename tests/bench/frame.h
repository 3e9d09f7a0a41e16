/* The pixels of a virtual screen, read from the memory in which its server keeps them: no request
 * and no copy, so that looking on costs the program that is looked at nothing.
 */
#ifndef EM_BENCH_FRAME_H
#define EM_BENCH_FRAME_H

#include <stdbool.h>
#include <stdint.h>

struct frame;

/* Of the server that was started with that folder for its frames. Ends the process when there is
 * none. */
struct frame *frame_open(const char *folder);
void frame_close(struct frame *frame);

int frame_width(const struct frame *frame);
int frame_height(const struct frame *frame);
uint32_t frame_pixel(const struct frame *frame, int x, int y); /* as it is at this moment */

/* Whether a window covers the screen: all corners and the middle are other than the black of a
 * screen without any. */
bool frame_covered(const struct frame *frame);

/* A small square of the screen, remembered. */
enum { FRAME_PATCH = 7 };
struct frame_patch {
    int x, y; /* upper left */
    uint32_t pixels[FRAME_PATCH * FRAME_PATCH];
};
void frame_remember(const struct frame *frame, struct frame_patch *patch, int middle_x,
                    int middle_y);
bool frame_changed(const struct frame *frame, const struct frame_patch *patch);

#endif
