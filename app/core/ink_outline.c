#include "core/ink_outline.h"

#include "core/ink_fit.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* Units. A capsule's end that lies this near to the line between its neighbours says nothing. */
#define FLAT 0.025
/* What is drawn as one straight piece: longer ones are left as the ink has them. */
#define PIECE 6.0
/* One sample of an edge for so many units of it, and one at least. */
#define SAMPLE      3.0
#define SAMPLES_MAX 8
/* How far the corner of two capsules may be from the curve that smooths it. */
#define SMOOTH 0.1
/* Beyond half a right angle a turn is a corner; beyond two thirds of a half turn, a new path. */
#define CORNER_COS 0.707
#define TURN_COS   (-0.4)
/* The share by which two circles' radii may differ, of their distance, within a path. */
#define TAPER 0.5

struct disc {
    struct ink_place at;
    double r;
};

/* From one disc to the next: where it goes, how far, and where its two edges lie. */
struct link {
    struct ink_place way;
    double length;
    struct ink_place normal[2]; /* left and right, of length 1 */
};

struct ink_outline_work {
    struct disc *discs; /* of one path */
    size_t count, capacity;
    struct link *links; /* links[i] from disc i to i + 1 */
    size_t link_capacity;
    struct ink_sample *samples; /* of the edge that is being followed */
    size_t sample_count, sample_capacity;
    struct ink_pieces sides[2];
    struct ink_place starts[2];
};

static struct ink_place plus(struct ink_place a, struct ink_place b, double times)
{
    return (struct ink_place){a.x + b.x * times, a.y + b.y * times};
}

static double dot(struct ink_place a, struct ink_place b)
{
    return a.x * b.x + a.y * b.y;
}

static double cross(struct ink_place a, struct ink_place b)
{
    return a.x * b.y - a.y * b.x;
}

static struct ink_place unit(struct ink_place v)
{
    double length = sqrt(dot(v, v));
    return (struct ink_place){v.x / length, v.y / length};
}

static struct ink_place minus(struct ink_place a)
{
    return (struct ink_place){-a.x, -a.y};
}

static struct ink_place edge(const struct disc *disc, struct ink_place normal)
{
    return plus(disc->at, normal, disc->r);
}

/* --- arcs --- */

/* An arc of a right angle or a little more is one cubic, off by less than a thousandth of r. */
static void add_small_arc(struct ink_pieces *pieces, const struct disc *disc, struct ink_place from,
                          struct ink_place to, double spin)
{
    double half = sqrt(fmax(0, (1 + dot(from, to)) / 2));
    double handle = disc->r * 4 / 3 * sqrt(fmax(0, (1 - half) / (1 + half))) * spin;
    struct ink_place leave = {-from.y, from.x}, arrive = {-to.y, to.x};
    ink_pieces_add(pieces, (struct ink_piece){.leave = plus(edge(disc, from), leave, handle),
                                              .arrive = plus(edge(disc, to), arrive, -handle),
                                              .to = edge(disc, to),
                                              .curved = true});
}

/* Round the disc from one normal to another, less than a full half turn away; spin says which way:
 * 1 from x to y, or -1. */
static void add_arc(struct ink_pieces *pieces, const struct disc *disc, struct ink_place from,
                    struct ink_place to, double spin)
{
    if (dot(from, to) < -0.1) {
        struct ink_place quarter = {-from.y * spin, from.x * spin}, sum = plus(from, to, 1);
        struct ink_place middle = dot(sum, sum) > 0.1 ? unit(sum) : quarter;
        add_small_arc(pieces, disc, from, middle, spin);
        add_small_arc(pieces, disc, middle, to, spin);
    } else {
        add_small_arc(pieces, disc, from, to, spin);
    }
}

/* --- one side of a path --- */

/* 1 on the left, where the normal is a quarter turn from x to y ahead; -1 on the right. */
static double spin_of(int side)
{
    return side == 0 ? 1 : -1;
}

static void add_sample(struct ink_outline_work *work, struct ink_place at, struct ink_place normal,
                       int side)
{
    double spin = spin_of(side);
    work->samples =
        em_grow(work->samples, work->sample_count, &work->sample_capacity, sizeof *work->samples);
    work->samples[work->sample_count++] =
        (struct ink_sample){.at = at, .way = {normal.y * spin, -normal.x * spin}};
}

/* Between its two discs the edge is straight. */
static void add_edge_samples(struct ink_outline_work *work, size_t i, int side)
{
    const struct link *link = &work->links[i];
    struct ink_place normal = link->normal[side], from = edge(&work->discs[i], normal);
    struct ink_place to = edge(&work->discs[i + 1], normal);
    int pieces = (int)fmin(SAMPLES_MAX, ceil(link->length / SAMPLE)) + 1;
    for (int k = 1; k < pieces; k++)
        add_sample(work, plus(from, plus(to, from, -1), (double)k / pieces), normal, side);
}

/* Whether the edge may pass the disc as one smooth line: it turns little, and on the inner side the
 * breadth is less than the turn's own radius, or the edge would run backwards there. */
static bool is_smooth(const struct ink_outline_work *work, size_t i, int side)
{
    const struct link *before = &work->links[i - 1], *after = &work->links[i];
    struct ink_place a = before->normal[side], b = after->normal[side];
    double c = dot(a, b), half_tangent = fabs(cross(a, b)) / (1 + c);
    if (c < CORNER_COS || half_tangent * fmax(before->length, after->length) > 4 * SMOOTH)
        return false;
    bool outer = spin_of(side) * cross(a, b) < 0;
    return outer || work->discs[i].r * half_tangent < 0.45 * fmin(before->length, after->length);
}

static void end_run(struct ink_outline_work *work, int side)
{
    ink_fit(&work->sides[side], work->samples, work->sample_count);
    work->sample_count = 0;
}

static void add_line(struct ink_pieces *pieces, struct ink_place to)
{
    ink_pieces_add(pieces, (struct ink_piece){.to = to, .curved = false});
}

static void add_joint(struct ink_outline_work *work, size_t i, int side)
{
    const struct disc *disc = &work->discs[i];
    struct ink_place a = work->links[i - 1].normal[side], b = work->links[i].normal[side];
    bool outer = spin_of(side) * cross(a, b) < 0;
    if (is_smooth(work, i, side)) {
        struct ink_place sum = plus(a, b, 1), normal = unit(sum);
        /* Inside, where the two edges meet. */
        double r = outer ? disc->r : disc->r * 2 / sqrt(dot(sum, sum));
        add_sample(work, plus(disc->at, normal, r), normal, side);
        return;
    }
    add_sample(work, edge(disc, a), a, side);
    end_run(work, side);
    if (outer) {
        add_arc(&work->sides[side], disc, a, b, -spin_of(side));
    } else {
        add_line(&work->sides[side], disc->at);
        add_line(&work->sides[side], edge(disc, b));
    }
    add_sample(work, edge(disc, b), b, side);
}

static void make_side(struct ink_outline_work *work, int side)
{
    size_t last = work->count - 1;
    struct ink_place first = work->links[0].normal[side], end = work->links[last - 1].normal[side];
    work->sides[side].count = 0;
    work->sample_count = 0;
    work->starts[side] = edge(&work->discs[0], first);
    add_sample(work, work->starts[side], first, side);
    for (size_t i = 0; i < last; i++) {
        if (i)
            add_joint(work, i, side);
        add_edge_samples(work, i, side);
    }
    add_sample(work, edge(&work->discs[last], end), end, side);
    end_run(work, side);
}

/* --- a path --- */

static void emit(struct ink_outline *outline, struct ink_element element)
{
    outline->elements =
        em_grow(outline->elements, outline->count, &outline->capacity, sizeof *outline->elements);
    outline->elements[outline->count++] = element;
}

static void emit_piece(struct ink_outline *outline, const struct ink_piece *piece)
{
    emit(outline, (struct ink_element){piece->curved ? INK_CURVE : INK_LINE, piece->to,
                                       piece->leave, piece->arrive});
}

static void emit_pieces(struct ink_outline *outline, const struct ink_pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++)
        emit_piece(outline, &pieces->items[i]);
}

static void emit_backwards(struct ink_outline *outline, const struct ink_pieces *pieces,
                           struct ink_place start)
{
    for (size_t i = pieces->count; i-- > 0;) {
        const struct ink_piece *piece = &pieces->items[i];
        struct ink_piece back = {.leave = piece->arrive,
                                 .arrive = piece->leave,
                                 .to = i ? pieces->items[i - 1].to : start,
                                 .curved = piece->curved};
        emit_piece(outline, &back);
    }
}

/* Round the end of a path, from its left side through the way ahead to its right. */
static void emit_cap(struct ink_outline *outline, const struct disc *disc, struct ink_place from,
                     struct ink_place ahead, struct ink_place to)
{
    struct ink_piece items[4];
    struct ink_pieces pieces = {items, 0, sizeof items / sizeof *items};
    add_arc(&pieces, disc, from, ahead, -1);
    add_arc(&pieces, disc, ahead, to, -1);
    emit_pieces(outline, &pieces);
}

static void emit_dot(struct ink_outline *outline, const struct disc *disc)
{
    struct ink_place east = {1, 0}, west = {-1, 0}, north = {0, -1}, south = {0, 1};
    emit(outline, (struct ink_element){.verb = INK_MOVE, .to = edge(disc, east)});
    emit_cap(outline, disc, east, north, west);
    emit_cap(outline, disc, west, south, east);
    emit(outline, (struct ink_element){.verb = INK_CLOSE});
}

/* Writes the path along the discs gathered so far. */
static void end_path(struct ink_outline *outline)
{
    struct ink_outline_work *work = outline->work;
    size_t last = work->count - 1;
    if (work->count == 1)
        emit_dot(outline, &work->discs[0]);
    if (work->count > 1) {
        const struct link *first = &work->links[0], *end = &work->links[last - 1];
        make_side(work, 0);
        make_side(work, 1);
        emit(outline, (struct ink_element){.verb = INK_MOVE, .to = work->starts[0]});
        emit_pieces(outline, &work->sides[0]);
        emit_cap(outline, &work->discs[last], end->normal[0], end->way, end->normal[1]);
        emit_backwards(outline, &work->sides[1], work->starts[1]);
        emit_cap(outline, &work->discs[0], first->normal[1], minus(first->way), first->normal[0]);
        emit(outline, (struct ink_element){.verb = INK_CLOSE});
    }
    work->count = 0;
}

/* --- from capsules to paths --- */

static void add_disc(struct ink_outline_work *work, struct disc disc)
{
    work->discs = em_grow(work->discs, work->count, &work->capacity, sizeof *work->discs);
    work->discs[work->count++] = disc;
}

/* The two lines that touch both discs. False when one holds the other, or nearly: there are none.
 */
static bool make_link(struct link *out, const struct disc *from, const struct disc *to, double most)
{
    struct ink_place v = plus(to->at, from->at, -1);
    double length = sqrt(dot(v, v)), fall = from->r - to->r;
    if (length < 1e-6 || fabs(fall) > most * length)
        return false;
    double c = fall / length, s = sqrt(1 - c * c);
    struct ink_place way = {v.x / length, v.y / length}, aside = {-way.y, way.x};
    *out = (struct link){way,
                         length,
                         {{way.x * c + aside.x * s, way.y * c + aside.y * s},
                          {way.x * c - aside.x * s, way.y * c - aside.y * s}}};
    return true;
}

/* A capsule whose circles differ so much that its edges turn away from its way stands alone; of two
 * circles, one within the other, the larger is all there is to see. */
static void emit_alone(struct ink_outline *outline, const struct disc *from, const struct disc *to)
{
    struct ink_outline_work *work = outline->work;
    bool linked = make_link(&work->links[0], from, to, 0.999);
    work->count = 0;
    add_disc(work, linked || from->r > to->r ? *from : *to);
    if (linked)
        add_disc(work, *to);
    end_path(outline);
}

static void add_capsule(struct ink_outline *outline, const struct disc *from, const struct disc *to)
{
    struct ink_outline_work *work = outline->work;
    struct link link;
    size_t i = work->count ? work->count - 1 : 0; /* of the link to come */
    if (i + 1 >= work->link_capacity)
        work->links =
            em_grow(work->links, work->link_capacity, &work->link_capacity, sizeof *work->links);
    bool joins = make_link(&link, from, to, TAPER);
    if (work->count > 1 && (!joins || dot(work->links[i - 1].way, link.way) < TURN_COS))
        end_path(outline);
    if (!joins) {
        emit_alone(outline, from, to);
        return;
    }
    if (work->count == 0)
        add_disc(work, *from);
    work->links[work->count - 1] = link;
    add_disc(work, *to);
}

static struct disc start_of(const struct ink_capsule *capsule)
{
    return (struct disc){{(double)capsule->x0, (double)capsule->y0}, (double)capsule->r0};
}

static struct disc end_of(const struct ink_capsule *capsule)
{
    return (struct disc){{(double)capsule->x1, (double)capsule->y1}, (double)capsule->r1};
}

/* Whether the disc adds nothing to the straight piece between two others. */
static bool is_between(const struct disc *disc, const struct disc *from, const struct disc *to)
{
    struct ink_place v = plus(to->at, from->at, -1), d = plus(disc->at, from->at, -1);
    double square = dot(v, v), t = square > 0 ? dot(d, v) / square : 0;
    if (t < 0 || t > 1)
        return false;
    struct ink_place off = plus(d, v, -t);
    return sqrt(dot(off, off)) + fabs(from->r + (to->r - from->r) * t - disc->r) <= FLAT;
}

static bool joins_last(const struct ink_capsule *capsules, size_t i)
{
    const struct ink_capsule *a = &capsules[i - 1], *b = &capsules[i];
    return a->x1 == b->x0 && a->y1 == b->y0 && a->r1 == b->r0;
}

/* The last of the capsules from `first` on that together are one straight piece. */
static size_t straight_from(const struct ink_capsule *capsules, size_t first, size_t count)
{
    struct disc from = start_of(&capsules[first]);
    size_t last = first;
    while (last + 1 < count && joins_last(capsules, last + 1)) {
        struct disc to = end_of(&capsules[last + 1]);
        struct ink_place v = plus(to.at, from.at, -1);
        if (dot(v, v) > PIECE * PIECE)
            break;
        for (size_t i = first; i <= last; i++) {
            struct disc disc = end_of(&capsules[i]);
            if (!is_between(&disc, &from, &to))
                return last;
        }
        last++;
    }
    return last;
}

static void add_to_box(struct ink_box *box, double x, double y, double r)
{
    box->left = fmin(box->left, x - r);
    box->top = fmin(box->top, y - r);
    box->right = fmax(box->right, x + r);
    box->bottom = fmax(box->bottom, y + r);
}

static struct ink_box box_of(const struct ink_capsule *capsules, size_t count)
{
    struct ink_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        const struct ink_capsule *c = &capsules[i];
        add_to_box(&box, (double)c->x0, (double)c->y0, (double)c->r0);
        add_to_box(&box, (double)c->x1, (double)c->y1, (double)c->r1);
    }
    return count ? box : (struct ink_box){0};
}

void ink_outline_make(struct ink_outline *outline, const struct ink *ink)
{
    size_t count;
    struct ink_capsule *capsules = ink_capsules(ink, 0, &count);
    if (!outline->work)
        outline->work = em_alloc(sizeof *outline->work);
    outline->count = 0;
    outline->work->count = 0;
    outline->box = box_of(capsules, count);
    for (size_t i = 0; i < count;) {
        size_t last = straight_from(capsules, i, count);
        struct disc from = start_of(&capsules[i]), to = end_of(&capsules[last]);
        if (i && !joins_last(capsules, i) && outline->work->count)
            end_path(outline);
        add_capsule(outline, &from, &to);
        i = last + 1;
    }
    if (outline->work->count)
        end_path(outline);
    free(capsules);
}

void ink_outline_free(struct ink_outline *outline)
{
    struct ink_outline_work *work = outline->work;
    if (work) {
        free(work->discs);
        free(work->links);
        free(work->samples);
        free(work->sides[0].items);
        free(work->sides[1].items);
        free(work);
    }
    free(outline->elements);
    *outline = (struct ink_outline){0};
}
