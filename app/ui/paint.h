/* Draw commands: what the nodes look like, in window pixels, for the platform's canvas to draw.
 * Comparing the commands of two frames gives what must be drawn again.
 */
#ifndef EM_UI_PAINT_H
#define EM_UI_PAINT_H

#include "ui/geometry.h"
#include "ui/node.h"
#include "ui/text.h"

#include <stddef.h>
#include <stdint.h>

enum paint_kind {
    PAINT_BOX,  /* filled and/or outlined rectangle with round corners */
    PAINT_TEXT, /* one line */
    PAINT_ICON, /* an SVG by name, tinted, filling rect */
    PAINT_INK,  /* live ink */
};

#define PAINT_NO_COLOR UINT32_MAX

struct paint_command {
    enum paint_kind kind;
    struct ui_rect rect; /* where it is placed; paint_bounds says what it touches */
    struct ui_rect clip;
    uint32_t color;  /* 0xRRGGBB: fill, text, tint, ink; PAINT_NO_COLOR: not filled */
    uint32_t border; /* box: PAINT_NO_COLOR for none */
    int border_width, radius;
    struct ui_font font; /* text: baseline is rect.y + baseline */
    int baseline;
    const char *text;    /* text or icon name; NUL-terminated; lives as long as the list */
    unsigned generation; /* of the ink when the list was made */
    const struct ui_ink
        *ink; /* scale is rect.w / ink->width; (ink->x, ink->y) lies at the rect's upper left */
};

struct paint_list {
    struct paint_command *items;
    size_t count, capacity;
    uint32_t background; /* the whole window first */
    char *strings;       /* arena of the texts */
    size_t strings_used, strings_capacity;
};

void paint_list_free(struct paint_list *list);

/* Bounds of every pixel that a command may touch. Ink of a text may lie outside its rect (the tail
 * of a "Q" or an italic "f", the stacked marks of some scripts): up to half its size on every side,
 * never more. */
struct ui_rect paint_bounds(const struct paint_command *command);

/* The parts of the window that differ between two lists, at most `capacity` rectangles that do not
 * overlap; the whole window (w x h) when there would be more. Returns how many. Live ink is not
 * looked into. */
size_t paint_difference(const struct paint_list *before, const struct paint_list *after, int w,
                        int h, struct ui_rect *out, size_t capacity);

#endif
