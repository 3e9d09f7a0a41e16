#include "fake/ink_judge.h"

#include "core/memory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define GRAIN 0.2 /* units between the places that are judged */

struct grid {
    double left, top;
    int w, h;
    float *far;   /* from the nearest capsule's edge; less than 0 inside */
    int *winding; /* at each place the sum of what begins there, then of what lies left of it */
};

static double x_of(const struct grid *grid, int i)
{
    return grid->left + (i + 0.5) * GRAIN;
}

static double y_of(const struct grid *grid, int j)
{
    return grid->top + (j + 0.5) * GRAIN;
}

static void grid_init(struct grid *grid, struct ink_box box)
{
    grid->left = box.left - 2;
    grid->top = box.top - 2;
    grid->w = (int)((box.right - box.left + 4) / GRAIN) + 1;
    grid->h = (int)((box.bottom - box.top + 4) / GRAIN) + 1;
    size_t places = (size_t)grid->w * (size_t)grid->h;
    grid->far = em_alloc(places * sizeof *grid->far);
    grid->winding = em_alloc(places * sizeof *grid->winding);
    for (size_t i = 0; i < places; i++)
        grid->far[i] = INFINITY;
}

static void grid_free(struct grid *grid)
{
    free(grid->far);
    free(grid->winding);
}

/* Of the convex hull of two discs: where the distance to the moving disc is least (I. Quilez'
 * derivation of the uneven capsule, for any way). */
static double far_of(const struct ink_capsule *c, double x, double y)
{
    double vx = (double)c->x1 - (double)c->x0, vy = (double)c->y1 - (double)c->y0;
    double dx = x - (double)c->x0, dy = y - (double)c->y0, square = vx * vx + vy * vy;
    double r0 = (double)c->r0, r1 = (double)c->r1, fall = r0 - r1;
    double at0 = hypot(dx, dy) - r0, at1 = hypot(dx - vx, dy - vy) - r1;
    if (square <= fall * fall)
        return fmin(at0, at1);
    double along = (dx * vx + dy * vy) / square, aside = fabs(dx * vy - dy * vx) / square;
    double slope = fall / sqrt(square - fall * fall);
    double t = along - aside * slope;
    if (t <= 0)
        return at0;
    if (t >= 1)
        return at1;
    return hypot(dx - vx * t, dy - vy * t) - (r0 - fall * t);
}

static int column(const struct grid *grid, double x)
{
    return (int)fmin(fmax(ceil((x - grid->left) / GRAIN - 0.5), 0), grid->w);
}

static int row(const struct grid *grid, double y)
{
    return (int)fmin(fmax(ceil((y - grid->top) / GRAIN - 0.5), 0), grid->h);
}

static void measure(struct grid *grid, const struct ink_capsule *c)
{
    double r = fmax((double)c->r0, (double)c->r1) + 1;
    double left = fmin((double)c->x0, (double)c->x1) - r;
    double right = fmax((double)c->x0, (double)c->x1) + r;
    double top = fmin((double)c->y0, (double)c->y1) - r;
    double bottom = fmax((double)c->y0, (double)c->y1) + r;
    for (int j = row(grid, top); j < row(grid, bottom); j++)
        for (int i = column(grid, left); i < column(grid, right); i++) {
            float *far = &grid->far[(size_t)j * (size_t)grid->w + (size_t)i];
            *far = fminf(*far, (float)far_of(c, x_of(grid, i), y_of(grid, j)));
        }
}

/* Everything right of this line winds once more, or once less. */
static void wind_line(struct grid *grid, struct ink_place a, struct ink_place b)
{
    bool down = a.y < b.y;
    struct ink_place high = down ? a : b, low = down ? b : a;
    for (int j = row(grid, high.y); j < row(grid, low.y); j++) {
        double t = (y_of(grid, j) - high.y) / (low.y - high.y);
        int i = column(grid, high.x + (low.x - high.x) * t);
        if (i < grid->w)
            grid->winding[(size_t)j * (size_t)grid->w + (size_t)i] += down ? 1 : -1;
    }
}

static void wind_curve(struct grid *grid, struct ink_place from, const struct ink_element *curve)
{
    struct ink_place last = from;
    for (int k = 1; k <= 32; k++) {
        double t = k / 32.0, u = 1 - t;
        double b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
        struct ink_place next = {
            b0 * from.x + b1 * curve->leave.x + b2 * curve->arrive.x + b3 * curve->to.x,
            b0 * from.y + b1 * curve->leave.y + b2 * curve->arrive.y + b3 * curve->to.y};
        wind_line(grid, last, next);
        last = next;
    }
}

static void wind(struct grid *grid, const struct ink_outline *outline)
{
    struct ink_place start = {0}, last = {0};
    for (size_t i = 0; i < outline->count; i++) {
        const struct ink_element *element = &outline->elements[i];
        if (element->verb == INK_MOVE)
            start = element->to;
        if (element->verb == INK_LINE)
            wind_line(grid, last, element->to);
        if (element->verb == INK_CURVE)
            wind_curve(grid, last, element);
        if (element->verb == INK_CLOSE)
            wind_line(grid, last, start);
        last = element->verb == INK_CLOSE ? start : element->to;
    }
    for (int j = 0; j < grid->h; j++)
        for (int i = 1; i < grid->w; i++) {
            size_t at = (size_t)j * (size_t)grid->w + (size_t)i;
            grid->winding[at] += grid->winding[at - 1];
        }
}

long ink_judge_wrong(const struct ink *ink, const struct ink_outline *outline, double reach)
{
    struct grid grid;
    size_t count;
    long wrong = 0;
    struct ink_capsule *capsules = ink_capsules(ink, 0, &count);
    grid_init(&grid, outline->box);
    for (size_t i = 0; i < count; i++)
        measure(&grid, &capsules[i]);
    wind(&grid, outline);
    for (size_t i = 0; i < (size_t)grid.w * (size_t)grid.h; i++) {
        bool filled = grid.winding[i] != 0;
        wrong += filled ? (double)grid.far[i] > reach : (double)grid.far[i] < -reach;
    }
    grid_free(&grid);
    free(capsules);
    return wrong;
}

void ink_judge_assert_formed(const struct ink_outline *outline)
{
    bool open = false;
    for (size_t i = 0; i < outline->count; i++) {
        const struct ink_element *element = &outline->elements[i];
        assert_true((element->verb == INK_MOVE) == !open);
        open = element->verb != INK_CLOSE;
        assert_true(isfinite(element->to.x) && isfinite(element->to.y));
        assert_true(isfinite(element->leave.x) && isfinite(element->leave.y));
        assert_true(isfinite(element->arrive.x) && isfinite(element->arrive.y));
    }
    assert_false(open);
}

static void assert_box_is_tight(const struct ink *ink, struct ink_box box)
{
    size_t count;
    struct ink_capsule *capsules = ink_capsules(ink, 0, &count);
    bool left = false, top = false, right = false, bottom = false;
    for (size_t i = 0; i < 2 * count; i++) {
        const struct ink_capsule *c = &capsules[i / 2];
        double x = i % 2 ? (double)c->x1 : (double)c->x0, y = i % 2 ? (double)c->y1 : (double)c->y0;
        double r = i % 2 ? (double)c->r1 : (double)c->r0;
        assert_true(x - r >= box.left && x + r <= box.right);
        assert_true(y - r >= box.top && y + r <= box.bottom);
        left |= x - r == box.left;
        right |= x + r == box.right;
        top |= y - r == box.top;
        bottom |= y + r == box.bottom;
    }
    assert_true(left && top && right && bottom);
    free(capsules);
}

void ink_judge_assert(const struct ink *ink)
{
    struct ink_outline outline = {0};
    ink_outline_make(&outline, ink);
    ink_judge_assert_formed(&outline);
    assert_box_is_tight(ink, outline.box);
    assert_int_equal(ink_judge_wrong(ink, &outline, INK_OUTLINE_REACH), 0);
    ink_outline_free(&outline);
}
