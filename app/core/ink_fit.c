#include "core/ink_fit.h"

#include "core/memory.h"

#include <math.h>

#define TOLERANCE 0.1  /* units from a sample to the curve */
#define STRAIGHT  0.02 /* a line that keeps this near needs no curve */
/* Of one curve: beyond a right angle and a bit, a cubic no longer follows an arc well. */
#define TURN_MAX  1.8 /* the sum of the sines of its turns */
#define REACH_MAX 96  /* samples, so that the search stays short */
/* How much the handles are drawn to a third of the way, which alone decides where the samples say
 * nothing: on a straight line. */
#define TO_THIRDS 1e-3
#define FIRST_TRY 12 /* samples */
#define ENOUGH    8  /* samples say how long handles are best; whether that is near, all of them */
#define NEARLY    8  /* the longest piece is sought to an eighth of itself */

void ink_pieces_add(struct ink_pieces *pieces, struct ink_piece piece)
{
    pieces->items = em_grow(pieces->items, pieces->count, &pieces->capacity, sizeof *pieces->items);
    pieces->items[pieces->count++] = piece;
}

static double dot(struct ink_place a, struct ink_place b)
{
    return a.x * b.x + a.y * b.y;
}

static double cross(struct ink_place a, struct ink_place b)
{
    return a.x * b.y - a.y * b.x;
}

static struct ink_place from_to(struct ink_place a, struct ink_place b)
{
    return (struct ink_place){b.x - a.x, b.y - a.y};
}

static struct ink_place along(struct ink_place from, struct ink_place way, double length)
{
    return (struct ink_place){from.x + way.x * length, from.y + way.y * length};
}

static double length_of(struct ink_place v)
{
    return sqrt(dot(v, v));
}

/* A run of samples that one curve is to follow. */
struct run {
    const struct ink_sample *samples;
    size_t last; /* from 0 to this one */
    double length;
};

static struct run run_of(const struct ink_sample *samples, size_t last)
{
    return (struct run){samples, last, samples[last].length - samples[0].length};
}

/* How far along the run a sample is, from 0 to 1. */
static double share_of(const struct run *run, size_t i)
{
    return (run->samples[i].length - run->samples[0].length) / run->length;
}

/* The sample's distance from the curve with these handles, along its normal. */
struct residual {
    double fixed;         /* with handles of no length */
    double leave, arrive; /* for each unit of the handles */
};

static struct residual residual_at(const struct run *run, size_t i, double t)
{
    const struct ink_sample *first = &run->samples[0], *last = &run->samples[run->last];
    const struct ink_sample *sample = &run->samples[i];
    double u = 1 - t, b0 = u * u * (1 + 2 * t), b1 = 3 * u * u * t, b2 = 3 * u * t * t;
    struct ink_place chord = {
        first->at.x * b0 + last->at.x * (1 - b0) - sample->at.x,
        first->at.y * b0 + last->at.y * (1 - b0) - sample->at.y,
    };
    return (struct residual){cross(sample->way, chord), b1 * cross(sample->way, first->way),
                             -b2 * cross(sample->way, last->way)};
}

struct handles {
    double leave, arrive;
};

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static struct handles best_handles(const struct run *run)
{
    double third = run->length / 3;
    double aa = TO_THIRDS, ab = 0, bb = TO_THIRDS, a = TO_THIRDS * third, b = TO_THIRDS * third;
    size_t step = 1 + run->last / ENOUGH;
    for (size_t i = (step + 1) / 2; i < run->last; i += step) {
        struct residual r = residual_at(run, i, share_of(run, i));
        aa += r.leave * r.leave;
        ab += r.leave * r.arrive;
        bb += r.arrive * r.arrive;
        a -= r.leave * r.fixed;
        b -= r.arrive * r.fixed;
    }
    double determinant = aa * bb - ab * ab;
    return (struct handles){clamp((a * bb - b * ab) / determinant, 0.1 * third, 2.5 * third),
                            clamp((b * aa - a * ab) / determinant, 0.1 * third, 2.5 * third)};
}

/* The curve as a polynomial, which costs less at each place than its handles do. */
struct cubic {
    struct ink_place a, b, c, d; /* at³ + bt² + ct + d */
};

static struct cubic cubic_of(struct ink_place from, const struct ink_piece *piece)
{
    struct ink_place c = from_to(from, piece->leave), arrive = from_to(piece->leave, piece->arrive);
    struct ink_place b = from_to(c, arrive), whole = from_to(from, piece->to);
    return (struct cubic){.a = {whole.x - 3 * arrive.x, whole.y - 3 * arrive.y},
                          .b = {3 * b.x, 3 * b.y},
                          .c = {3 * c.x, 3 * c.y},
                          .d = from};
}

static struct ink_place point_at(const struct cubic *q, double t)
{
    return (struct ink_place){((q->a.x * t + q->b.x) * t + q->c.x) * t + q->d.x,
                              ((q->a.y * t + q->b.y) * t + q->c.y) * t + q->d.y};
}

static struct ink_place speed_at(const struct cubic *q, double t)
{
    return (struct ink_place){(3 * q->a.x * t + 2 * q->b.x) * t + q->c.x,
                              (3 * q->a.y * t + 2 * q->b.y) * t + q->c.y};
}

/* Whether the curve passes near the place, which it should at about *t; there it does then. */
static bool passes(const struct cubic *curve, struct ink_place place, double *t)
{
    for (int i = 0;; i++) {
        struct ink_place off = from_to(point_at(curve, *t), place);
        if (dot(off, off) <= TOLERANCE * TOLERANCE)
            return true;
        if (i == 2)
            return false;
        struct ink_place speed = speed_at(curve, *t);
        *t = clamp(*t + dot(off, speed) / (dot(speed, speed) + 1e-9), 0, 1);
    }
}

static bool follows(const struct run *run, const struct ink_piece *piece)
{
    const struct cubic curve = cubic_of(run->samples[0].at, piece);
    double shift = 0; /* how far the curve is before the samples: little more at each of them */
    for (size_t i = 1; i < run->last; i++) {
        double share = share_of(run, i), t = clamp(share + shift, 0, 1);
        if (!passes(&curve, run->samples[i].at, &t))
            return false;
        shift = t - share;
    }
    return true;
}

static bool is_straight(const struct run *run)
{
    struct ink_place first = run->samples[0].at, chord = from_to(first, run->samples[run->last].at);
    double allowed = STRAIGHT * length_of(chord);
    for (size_t i = 1; i < run->last; i++)
        if (fabs(cross(chord, from_to(first, run->samples[i].at))) > allowed)
            return false;
    return fabs(cross(chord, run->samples[0].way)) <= allowed &&
           fabs(cross(chord, run->samples[run->last].way)) <= allowed;
}

/* One piece over the samples up to `last`, if it keeps near them; over one step it is taken as it
 * comes. */
static bool fit_run(struct ink_piece *out, const struct ink_sample *samples, size_t last)
{
    struct run run = run_of(samples, last);
    out->to = samples[last].at;
    out->curved = run.length > 0 && !is_straight(&run);
    if (!out->curved)
        return true;
    struct handles handles = best_handles(&run);
    out->leave = along(samples[0].at, samples[0].way, handles.leave);
    out->arrive = along(out->to, samples[last].way, -handles.arrive);
    return last == 1 || follows(&run, out);
}

/* How far one curve might go. */
static size_t reach_of(const struct ink_sample *samples, size_t count)
{
    double turn = 0;
    size_t last = 1;
    while (last + 1 < count && last < REACH_MAX && turn < TURN_MAX) {
        last++;
        turn += fabs(cross(samples[last - 1].way, samples[last].way));
    }
    return last;
}

/* About the longest piece; one is about as long as the one before it, where the search begins. */
static size_t fit_longest(struct ink_piece *piece, const struct ink_sample *samples, size_t count,
                          size_t before)
{
    size_t reach = reach_of(samples, count), good = 1, bad = reach + 1, next = before;
    fit_run(piece, samples, good);
    while (good < reach && bad - good > 1 + good / NEARLY) {
        struct ink_piece longer = {.curved = false};
        if (next <= good || next >= bad)
            next = (good + bad) / 2;
        if (fit_run(&longer, samples, next)) {
            *piece = longer;
            good = next;
            next = good + good / 2 + 1;
        } else {
            bad = next;
        }
    }
    return good;
}

void ink_fit(struct ink_pieces *pieces, struct ink_sample *samples, size_t count)
{
    samples[0].length = 0;
    for (size_t i = 1; i < count; i++)
        samples[i].length =
            samples[i - 1].length + length_of(from_to(samples[i - 1].at, samples[i].at));
    for (size_t first = 0, length = FIRST_TRY; first + 1 < count; first += length) {
        struct ink_piece piece = {.curved = false};
        length = fit_longest(&piece, samples + first, count - first, length);
        ink_pieces_add(pieces, piece);
    }
}
