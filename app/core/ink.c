#include "core/ink.h"

#include "core/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A fingertip that slips leaves a mark of about its own size: on a 24" panel the pad is some 300 mm
 * wide, so 60 units are 18 mm. What is larger must also have gone somewhere: 80 units, more than
 * one straight dash across that box. The smallest honest mark, a cross of two 45-unit strokes,
 * passes. */
#define SMALL_DIAGONAL (60.0 * INK_SCALE)
#define SMALL_LENGTH   (80.0 * INK_SCALE)

/* The pen, in hundredths of a unit. A line begins thinner than the dot that a tap leaves. */
#define DOT_WIDTH   640.0
#define START_WIDTH 460.0
#define SLOW_WIDTH  640.0
#define FAST_WIDTH  330.0
/* Units a millisecond at which the line is thinnest: a signature's quick strokes go at about one.
 */
#define FAST 2.0
/* The way, in hundredths, in which the width goes two thirds of a change: it follows the hand over
 * a letter's stroke, not over one event, however often the panel reports. */
#define EASE 1500.0
/* How far the pen must be gone in one move for its dot to become the thin beginning of a line. */
#define DEPARTURE 150.0

void ink_init(struct ink *ink, int32_t width, int32_t height)
{
    assert(width >= 1 && width <= INK_PAD_MAX && height >= 1 && height <= INK_PAD_MAX);
    *ink = (struct ink){.width = width, .height = height};
}

void ink_free(struct ink *ink)
{
    free(ink->points);
    free(ink->strokes);
    *ink = (struct ink){.width = ink->width, .height = ink->height};
}

static void *copy_array(const void *items, size_t count, size_t item_size)
{
    void *copy = em_alloc(count * item_size);
    if (count)
        memcpy(copy, items, count * item_size);
    return copy;
}

void ink_copy(struct ink *to, const struct ink *from)
{
    if (to == from)
        return;
    ink_free(to);
    *to = *from;
    to->points = copy_array(from->points, from->count, sizeof *from->points);
    to->strokes = copy_array(from->strokes, from->stroke_count, sizeof *from->strokes);
    to->capacity = from->count;
    to->stroke_capacity = from->stroke_count;
}

void ink_clear(struct ink *ink)
{
    ink->count = 0;
    ink->stroke_count = 0;
}

void ink_undo(struct ink *ink)
{
    if (ink->stroke_count)
        ink->count = ink->strokes[--ink->stroke_count].first;
}

static bool within_limits(struct ink_point point)
{
    return point.x >= -INK_REACH && point.x <= INK_REACH && point.y >= -INK_REACH &&
           point.y <= INK_REACH && point.width >= 1 && point.width <= INK_WIDTH_MAX;
}

bool ink_add(struct ink *ink, struct ink_point point, bool begins_stroke)
{
    bool full = ink->count == INK_MAX_POINTS ||
                (begins_stroke ? ink->stroke_count == INK_MAX_STROKES : ink->stroke_count == 0);
    if (full || !within_limits(point))
        return false;
    if (begins_stroke) {
        ink->strokes =
            em_grow(ink->strokes, ink->stroke_count, &ink->stroke_capacity, sizeof *ink->strokes);
        ink->strokes[ink->stroke_count++] = (struct ink_stroke){.first = ink->count};
    }
    ink->points = em_grow(ink->points, ink->count, &ink->capacity, sizeof *ink->points);
    ink->points[ink->count++] = point;
    ink->strokes[ink->stroke_count - 1].count++;
    return true;
}

static double way(struct ink_point a, struct ink_point b)
{
    return hypot((double)b.x - a.x, (double)b.y - a.y);
}

static double diagonal(const struct ink *ink)
{
    struct ink_point low = ink->points[0], high = low;
    for (size_t i = 1; i < ink->count; i++) {
        struct ink_point point = ink->points[i];
        low.x = point.x < low.x ? point.x : low.x;
        low.y = point.y < low.y ? point.y : low.y;
        high.x = point.x > high.x ? point.x : high.x;
        high.y = point.y > high.y ? point.y : high.y;
    }
    return way(low, high);
}

static double length(const struct ink *ink)
{
    double sum = 0;
    for (size_t s = 0; s < ink->stroke_count; s++) {
        const struct ink_stroke *stroke = &ink->strokes[s];
        for (size_t i = stroke->first + 1; i < stroke->first + stroke->count; i++)
            sum += way(ink->points[i - 1], ink->points[i]);
    }
    return sum;
}

bool ink_is_small(const struct ink *ink)
{
    return ink->count == 0 || diagonal(ink) < SMALL_DIAGONAL || length(ink) < SMALL_LENGTH;
}

static int32_t reach(int32_t coordinate)
{
    if (coordinate < -INK_REACH)
        return -INK_REACH;
    return coordinate > INK_REACH ? INK_REACH : coordinate;
}

void ink_pen_down(struct ink_pen *pen, struct ink *ink, int32_t x, int32_t y, int64_t at)
{
    struct ink_point dot = {reach(x), reach(y), (int32_t)DOT_WIDTH};
    bool added = ink_add(ink, dot, true);
    *pen = (struct ink_pen){.at = at, .x = dot.x, .y = dot.y, .width = added ? DOT_WIDTH : 0};
}

/* The stroke that this pen is drawing, or NULL: it never began, or was undone under the pen. */
static const struct ink_stroke *stroke_of(const struct ink_pen *pen, const struct ink *ink)
{
    if (pen->width <= 0 || ink->stroke_count == 0)
        return NULL;
    struct ink_point last = ink->points[ink->count - 1];
    return last.x == pen->x && last.y == pen->y ? &ink->strokes[ink->stroke_count - 1] : NULL;
}

/* The slower the hand, the broader the line. Moves that bear one time stamp tell no speed. */
static double next_width(const struct ink_pen *pen, double distance, int64_t at)
{
    if (at <= pen->at)
        return pen->width;
    double speed = distance / INK_SCALE * 1000.0 / (double)(at - pen->at);
    double share = speed < FAST ? speed / FAST : 1;
    double target = SLOW_WIDTH + (FAST_WIDTH - SLOW_WIDTH) * share;
    return pen->width + (target - pen->width) * (1 - exp(-distance / EASE));
}

bool ink_pen_move(struct ink_pen *pen, struct ink *ink, int32_t x, int32_t y, int64_t at)
{
    const struct ink_stroke *stroke = stroke_of(pen, ink);
    struct ink_point point = {reach(x), reach(y), 0};
    if (!stroke || (point.x == pen->x && point.y == pen->y))
        return false;
    double distance = hypot(point.x - pen->x, point.y - pen->y);
    struct ink_pen next = {.at = at > pen->at ? at : pen->at, .x = point.x, .y = point.y};
    bool departs = stroke->count == 1 && distance >= DEPARTURE;
    struct ink_pen from = *pen;
    from.width = departs ? START_WIDTH : pen->width;
    next.width = next_width(&from, distance, at);
    point.width = (int32_t)lround(next.width);
    size_t first = stroke->first;
    if (!ink_add(ink, point, false))
        return false;
    if (departs)
        ink->points[first].width = (int32_t)START_WIDTH;
    *pen = next;
    return true;
}
