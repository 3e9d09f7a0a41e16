/* A drawn signature: strokes of points, each with a width.
 *
 * The pad is `width` units wide and `height` units high; a unit is a thousandth of the pad's width,
 * so width is 1000 and the height says the shape of the pad that was drawn on. Points and widths
 * are whole hundredths of a unit, x to the right and y down, (0,0) in the pad's upper left corner;
 * they may lie outside of the pad by what a hand overshoots.
 *
 * What is kept is what was drawn. Speed and pressure would identify a person, so the pen turns
 * speed into a width at the moment of drawing and forgets it (DESIGN section 4).
 */
#ifndef EM_CORE_INK_H
#define EM_CORE_INK_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INK_SCALE       100   /* stored steps in a unit */
#define INK_MAX_POINTS  20000 /* in all strokes together; the pen stops adding beyond */
#define INK_MAX_STROKES 1000
#define INK_REACH       1000000 /* x and y lie between -INK_REACH and INK_REACH */
#define INK_WIDTH_MAX   10000   /* and a point's width between 1 and INK_WIDTH_MAX */
#define INK_PAD_MAX     10000   /* units; and a pad's sides between 1 and INK_PAD_MAX */

struct ink_point {
    int32_t x, y, width; /* hundredths of a unit; width is the full breadth of the line */
};

struct ink_stroke {
    size_t first, count; /* a run of points */
};

struct ink {
    int32_t width, height; /* units */
    struct ink_point *points;
    size_t count, capacity;
    struct ink_stroke *strokes;
    size_t stroke_count, stroke_capacity;
};

void ink_init(struct ink *ink, int32_t width, int32_t height);
void ink_free(struct ink *ink); /* leaves an empty ink of the same pad */
void ink_copy(struct ink *to, const struct ink *from);

void ink_clear(struct ink *ink);
void ink_undo(struct ink *ink); /* removes the last stroke, if there is one */

/* Adds a point to the last stroke, or to a new one. False when the ink is full, the point lies
 * beyond the limits above, or there is no stroke to add it to. The pen below uses it; so does
 * whoever builds ink from something else than a hand. */
bool ink_add(struct ink *ink, struct ink_point point, bool begins_stroke);

/* Whether so little was drawn that it may be a slip of the finger: ask, never refuse. */
bool ink_is_small(const struct ink *ink);

/* The pen of one stroke. Coordinates in hundredths of a unit, time in microseconds of any clock. */
struct ink_pen {
    int64_t at;
    double x, y, width;
};

/* Begins a stroke, as a dot; when the ink is full it does not, and neither will the moves add to
 * it. */
void ink_pen_down(struct ink_pen *pen, struct ink *ink, int32_t x, int32_t y, int64_t at);
/* Adds a point, unless the pen has not moved; false then, or when the ink is full. The second point
 * may make the first one thinner: what was a dot is now the beginning of a line. */
bool ink_pen_move(struct ink_pen *pen, struct ink *ink, int32_t x, int32_t y, int64_t at);

/* The drawn shape: capsules (two circles and what lies between), in units, along a centripetal
 * Catmull-Rom curve through every point, so that the line ends exactly where the pen is.
 * A point's arrival changes no capsule but those of the two spans before it. */
struct ink_capsule {
    float x0, y0, r0, x1, y1, r1;
};

/* The capsules of all spans that end at point `from` or later (0: all of them), into a malloc'd
 * array that the caller frees; *count is 0 and NULL is returned for an empty ink. */
struct ink_capsule *ink_capsules(const struct ink *ink, size_t from, size_t *count);

/* The stored form, documented in ink_codec.c; deterministic. Returns a malloc'd buffer. */
uint8_t *ink_encode(const struct ink *ink, size_t *size);
/* The same in base64, as entries have it; NULL for no ink. The caller wipes and frees it. */
char *ink_encode_text(const struct ink *ink);
/* Reads it back. `ink` must be initialised; it is untouched unless EM_OK. Any bytes may be given.
 */
enum em_status ink_decode(struct ink *ink, const uint8_t *bytes, size_t size,
                          struct em_error *error);

#endif
