/* Rectangles in window pixels, and the unit that lengths of the look are given in.
 *
 * A unit is 1/1080 of the window's shorter side: the look is drawn at 1080, so every number in it
 * stands in the code as it is, and 1024 x 600, portrait and 4K come out of the same code.
 */
#ifndef EM_UI_GEOMETRY_H
#define EM_UI_GEOMETRY_H

#include <stdbool.h>

#define UI_UNITS_PER_SIDE 1080

struct ui_rect {
    int x, y, w, h;
};

bool ui_rect_empty(struct ui_rect r);
bool ui_rect_contains(struct ui_rect r, int x, int y);
struct ui_rect ui_rect_intersect(struct ui_rect a, struct ui_rect b); /* w and h are 0 when apart */
struct ui_rect ui_rect_union(struct ui_rect a, struct ui_rect b); /* an empty one adds nothing */
struct ui_rect ui_rect_inset(struct ui_rect r, int by);

/* Two circles and what lies between them: a piece of a drawn line. */
struct ui_capsule {
    float x0, y0, r0, x1, y1, r1;
};

#endif
