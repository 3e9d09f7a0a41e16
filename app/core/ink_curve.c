/* The curve through the points: a centripetal Catmull-Rom spline (Barry and Goldman's knots at the
 * square roots of the distances), which neither loops nor overshoots at a sharp turn. A span is
 * written as a cubic Hermite, whose tangents need one point on either side; where there is none,
 * the chord serves.
 */
#include "core/ink.h"

#include "core/memory.h"

#include <math.h>

/* Units: a chord of that length is no longer seen as one. A span that jumps across the pad is
 * nearly straight, so that it may have longer ones, and memory stays bounded. */
#define STEP      1.5
#define STEPS_MAX 64

struct vec {
    double x, y;
};

static struct vec position(struct ink_point point)
{
    return (struct vec){(double)point.x / INK_SCALE, (double)point.y / INK_SCALE};
}

static double distance(struct vec a, struct vec b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

/* The tangent at b of the curve through a, b, c, for the span of knot length `span`. */
static struct vec tangent(struct vec a, struct vec b, struct vec c, double span)
{
    double before = sqrt(distance(a, b)), after = sqrt(distance(b, c));
    if (before == 0 || after == 0)
        return (struct vec){0, 0};
    double ab = span / before, bc = span / after, ac = span / (before + after);
    return (struct vec){(b.x - a.x) * ab + (c.x - b.x) * bc - (c.x - a.x) * ac,
                        (b.y - a.y) * ab + (c.y - b.y) * bc - (c.y - a.y) * ac};
}

/* A span between two points: their places, tangents and radii. */
struct span {
    struct vec from, to, leave, arrive;
    double r0, r1;
};

static double radius(struct ink_point point)
{
    return (double)point.width / INK_SCALE / 2;
}

static struct span make_span(const struct ink *ink, const struct ink_stroke *stroke, size_t end)
{
    const struct ink_point *points = ink->points;
    struct vec from = position(points[end - 1]), to = position(points[end]);
    struct vec chord = {to.x - from.x, to.y - from.y};
    double knots = sqrt(distance(from, to));
    struct span span = {from, to, chord, chord, radius(points[end - 1]), radius(points[end])};
    if (end - 1 > stroke->first)
        span.leave = tangent(position(points[end - 2]), from, to, knots);
    if (end + 1 < stroke->first + stroke->count)
        span.arrive = tangent(from, to, position(points[end + 1]), knots);
    return span;
}

/* How many capsules a span takes, by the length of its Bézier polygon, which no curve exceeds. */
static int steps_of(const struct span *span)
{
    struct vec a = {span->from.x + span->leave.x / 3, span->from.y + span->leave.y / 3};
    struct vec b = {span->to.x - span->arrive.x / 3, span->to.y - span->arrive.y / 3};
    double length = distance(span->from, a) + distance(a, b) + distance(b, span->to);
    double steps = ceil(length / STEP);
    return steps < 1 ? 1 : steps > STEPS_MAX ? STEPS_MAX : (int)steps;
}

static struct vec at(const struct span *span, double t)
{
    double u = 1 - t;
    double h0 = (1 + 2 * t) * u * u, h1 = t * u * u, h2 = t * t * (3 - 2 * t), h3 = -t * t * u;
    return (struct vec){
        h0 * span->from.x + h1 * span->leave.x + h2 * span->to.x + h3 * span->arrive.x,
        h0 * span->from.y + h1 * span->leave.y + h2 * span->to.y + h3 * span->arrive.y};
}

struct capsules {
    struct ink_capsule *items;
    size_t count, capacity;
};

static void add(struct capsules *capsules, struct vec a, double ra, struct vec b, double rb)
{
    capsules->items =
        em_grow(capsules->items, capsules->count, &capsules->capacity, sizeof *capsules->items);
    capsules->items[capsules->count++] =
        (struct ink_capsule){(float)a.x, (float)a.y, (float)ra, (float)b.x, (float)b.y, (float)rb};
}

static void add_span(struct capsules *capsules, const struct span *span)
{
    int steps = steps_of(span);
    struct vec last = span->from;
    double last_r = span->r0;
    for (int i = 1; i <= steps; i++) {
        double t = (double)i / steps;
        struct vec next = i == steps ? span->to : at(span, t);
        double r = i == steps ? span->r1 : span->r0 + (span->r1 - span->r0) * t;
        add(capsules, last, last_r, next, r);
        last = next;
        last_r = r;
    }
}

static void add_stroke(struct capsules *capsules, const struct ink *ink,
                       const struct ink_stroke *stroke, size_t from)
{
    if (stroke->count == 1 && stroke->first >= from) {
        struct ink_point dot = ink->points[stroke->first];
        add(capsules, position(dot), radius(dot), position(dot), radius(dot));
    }
    size_t end = stroke->first + 1;
    for (end = end > from ? end : from; end < stroke->first + stroke->count; end++) {
        struct span span = make_span(ink, stroke, end);
        add_span(capsules, &span);
    }
}

struct ink_capsule *ink_capsules(const struct ink *ink, size_t from, size_t *count)
{
    struct capsules capsules = {.items = NULL};
    for (size_t s = 0; s < ink->stroke_count; s++)
        add_stroke(&capsules, ink, &ink->strokes[s], from);
    *count = capsules.count;
    return capsules.items;
}
