/* Ink as outlines: filled, they are the ink's capsules to within INK_OUTLINE_REACH, for any ink, in
 * few elements. The judge knows nothing of how outlines are made: a grid of places, each with its
 * distance from the nearest capsule and its winding number.
 */
#include "core/ink_outline.h"
#include "core/memory.h"
#include "fake/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNIT  INK_SCALE
#define MS    1000
#define GRAIN 0.2 /* units between the places that are judged */

static struct fake_random fake;

static int set_up(void **state)
{
    (void)state;
    fake_random_init(&fake, 15);
    return 0;
}

/* --- the judge --- */

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

/* Places that are more than `reach` on one side of the capsules' edge and on the other side of the
 * outline's. */
static long wrong_places(const struct ink *ink, const struct ink_outline *outline, double reach)
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

static void assert_well_formed(const struct ink_outline *outline)
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

static void assert_outlined(const struct ink *ink)
{
    struct ink_outline outline = {0};
    ink_outline_make(&outline, ink);
    assert_well_formed(&outline);
    assert_box_is_tight(ink, outline.box);
    assert_int_equal(wrong_places(ink, &outline, INK_OUTLINE_REACH), 0);
    ink_outline_free(&outline);
}

/* --- inks --- */

/* A hand's writing: strokes of loops and cusps, reported every 8 to 16 milliseconds. */
static void write_by_hand(struct ink *ink, int points)
{
    struct ink_pen pen;
    int64_t now = 0;
    double x = 60, y = 150, phase = 0;
    ink_init(ink, 1000, 300);
    for (int i = 0; i < points; i++, now += fake_random_between(&fake, 8, 16) * MS) {
        bool lifts = i % 45 == 0;
        phase += fake_random_between(&fake, 20, 60) / 100.0;
        double tall = 20 + 40 * fabs(sin(i / 17.0));
        x += lifts ? 12 : 2;
        y = 150 - tall * sin(phase);
        double across = x + 0.6 * tall * cos(1.1 * phase + i / 40.0);
        if (lifts)
            ink_pen_down(&pen, ink, (int32_t)(across * UNIT), (int32_t)(y * UNIT), now);
        else
            ink_pen_move(&pen, ink, (int32_t)(across * UNIT), (int32_t)(y * UNIT), now);
    }
}

/* Turning steps with now and then a jump; `step` says how near its points are. */
static void scribble(struct ink *ink, int step)
{
    ink_init(ink, 1000, 300);
    struct ink_pen pen;
    int64_t now = 0;
    for (int s = 0; s < 4; s++) {
        double x = fake_random_between(&fake, 0, 300), y = fake_random_between(&fake, 0, 250);
        double angle = s;
        ink_pen_down(&pen, ink, (int32_t)(x * UNIT), (int32_t)(y * UNIT), now);
        for (int i = 0; i < 40; i++) {
            double length = i % 13 ? fake_random_between(&fake, 1, step) / 10.0 : 100;
            angle += fake_random_between(&fake, -100, 100) / 100.0;
            x += length * cos(angle);
            y += length * sin(angle);
            now += fake_random_between(&fake, 1, 12) * MS;
            ink_pen_move(&pen, ink, (int32_t)(x * UNIT), (int32_t)(y * UNIT), now);
        }
    }
}

/* Nobody draws so: any places, any widths, many of them on top of each other. */
static void throw_points(struct ink *ink, int reach, int width)
{
    ink_init(ink, 1000, 300);
    for (int i = 0; i < 40; i++) {
        struct ink_point point = {fake_random_between(&fake, 0, reach) * UNIT,
                                  fake_random_between(&fake, 0, reach) * UNIT / 2,
                                  fake_random_between(&fake, 1, width)};
        assert_true(ink_add(ink, point, i % 10 == 0));
        if (i % 4 == 0)
            assert_true(ink_add(ink, point, false));
    }
}

static void add_stroke(struct ink *ink, const int32_t places[][2], size_t count, int32_t width)
{
    for (size_t i = 0; i < count; i++) {
        struct ink_point point = {places[i][0] * UNIT, places[i][1] * UNIT, width};
        assert_true(ink_add(ink, point, i == 0));
    }
}

/* --- what is promised --- */

static void writing_keeps_its_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 12; round++) {
        struct ink ink;
        write_by_hand(&ink, 20 + 35 * round);
        assert_outlined(&ink);
        ink_free(&ink);
    }
}

static void scribbles_keep_their_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct ink ink;
        scribble(&ink, 5 + 4 * round);
        assert_outlined(&ink);
        ink_free(&ink);
    }
}

static void any_points_keep_their_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct ink ink;
        throw_points(&ink, 4 + round * 4, round % 2 ? 600 : INK_WIDTH_MAX);
        assert_outlined(&ink);
        ink_free(&ink);
    }
}

/* Where a naive outline of the inner side would punch holes. */
static void sharp_turns_have_no_holes(void **state)
{
    (void)state;
    static const int32_t cusp[][2] = {{10, 10}, {60, 12}, {11, 14}, {60, 16}, {60, 16}, {12, 10}};
    static const int32_t back[][2] = {{0, 50}, {50, 50}, {0, 50}, {25, 50}, {80, 50}};
    static const int32_t hook[][2] = {{0, 90}, {4, 90}, {6, 91}, {6, 93}, {4, 94}, {0, 94}};
    struct ink ink;
    ink_init(&ink, 1000, 300);
    add_stroke(&ink, cusp, sizeof cusp / sizeof *cusp, 640);
    add_stroke(&ink, back, sizeof back / sizeof *back, 460);
    add_stroke(&ink, hook, sizeof hook / sizeof *hook, 800);
    assert_outlined(&ink);
    ink_free(&ink);
}

static void dots_are_round(void **state)
{
    (void)state;
    static const int32_t dot[][2] = {{50, 60}, {50, 60}, {50, 60}};
    struct ink ink;
    struct ink_outline outline = {0};
    ink_init(&ink, 1000, 300);
    ink_outline_make(&outline, &ink);
    assert_int_equal(outline.count, 0);
    assert_true(outline.box.left == 0 && outline.box.bottom == 0);
    add_stroke(&ink, dot, 1, 640);
    ink_outline_make(&outline, &ink);
    assert_int_equal(outline.count, 6);
    size_t one = outline.count;
    ink_clear(&ink);
    add_stroke(&ink, dot, 3, 640);
    ink_outline_make(&outline, &ink); /* what lies on itself is drawn once */
    assert_int_equal(outline.count, one);
    assert_outlined(&ink);
    ink_outline_free(&outline);
    ink_free(&ink);
}

/* What was drawn by hand takes few elements, and fewer than it has points when they are many. */
static void few_elements_are_enough(void **state)
{
    (void)state;
    struct ink_outline outline = {0};
    for (int points = 100; points <= 400; points += 100) {
        struct ink ink;
        size_t capsules;
        write_by_hand(&ink, points);
        free(ink_capsules(&ink, 0, &capsules));
        ink_outline_make(&outline, &ink);
        print_message("%zu points, %zu capsules: %zu elements\n", ink.count, capsules,
                      outline.count);
        assert_true(outline.count < 6 * ink.count);
        assert_true(outline.count < capsules);
        ink_free(&ink);
    }
    ink_outline_free(&outline);
}

static void the_fullest_ink_is_outlined(void **state)
{
    (void)state;
    struct ink ink;
    struct ink_outline outline = {0};
    ink_init(&ink, 1000, 300);
    for (int i = 0; i < INK_MAX_POINTS; i++) {
        struct ink_point point = {(int32_t)(UNIT * (500 + 400 * cos(i * 0.031))),
                                  (int32_t)(UNIT * (150 + 140 * sin(i * 0.05))), 300 + i % 300};
        assert_true(ink_add(&ink, point, i % (INK_MAX_POINTS / INK_MAX_STROKES) == 0));
    }
    ink_outline_make(&outline, &ink);
    assert_well_formed(&outline);
    assert_true(outline.count < 6 * ink.count);
    ink_outline_free(&outline);
    ink_free(&ink);
    ink_init(&ink, 1000, 300);
    for (int i = 0; i < 100; i++) {
        struct ink_point point = {i % 2 ? INK_REACH : -INK_REACH, i % 3 ? INK_REACH : -INK_REACH,
                                  i % 5 ? 1 : INK_WIDTH_MAX};
        assert_true(ink_add(&ink, point, i == 0));
    }
    ink_outline_make(&outline, &ink);
    assert_well_formed(&outline);
    ink_outline_free(&outline);
    ink_free(&ink);
}

/* Whatever was outlined before. */
static void the_same_ink_gives_the_same_outline(void **state)
{
    (void)state;
    struct ink ink, other;
    struct ink_outline fresh = {0}, used = {0};
    write_by_hand(&ink, 200);
    scribble(&other, 60);
    ink_outline_make(&fresh, &ink);
    ink_outline_make(&used, &other);
    ink_outline_make(&used, &ink);
    assert_int_equal(fresh.count, used.count);
    for (size_t i = 0; i < fresh.count; i++) {
        const struct ink_element *a = &fresh.elements[i], *b = &used.elements[i];
        assert_int_equal(a->verb, b->verb);
        assert_memory_equal(&a->to, &b->to, sizeof a->to);
        assert_memory_equal(&a->leave, &b->leave, sizeof a->leave);
        assert_memory_equal(&a->arrive, &b->arrive, sizeof a->arrive);
    }
    ink_outline_free(&fresh);
    ink_outline_free(&used);
    ink_free(&ink);
    ink_free(&other);
}

static void move_all(struct ink_outline *outline, double by)
{
    for (size_t i = 0; i < outline->count; i++) {
        struct ink_element *element = &outline->elements[i];
        element->to.x += by;
        element->leave.x += by;
        element->arrive.x += by;
    }
}

/* The judge sees what is wrong: an outline that is moved by twice the reach, and one that lost all
 * but its first path. */
static void the_judge_sees_what_is_moved_or_lost(void **state)
{
    (void)state;
    struct ink ink;
    struct ink_outline outline = {0};
    size_t second = 1;
    write_by_hand(&ink, 120);
    ink_outline_make(&outline, &ink);
    assert_int_equal(wrong_places(&ink, &outline, INK_OUTLINE_REACH), 0);
    move_all(&outline, 2 * INK_OUTLINE_REACH);
    assert_true(wrong_places(&ink, &outline, INK_OUTLINE_REACH) > 0);
    ink_outline_make(&outline, &ink);
    while (outline.elements[second].verb != INK_MOVE)
        second++;
    outline.count = second;
    assert_true(wrong_places(&ink, &outline, INK_OUTLINE_REACH) > 0);
    ink_outline_free(&outline);
    ink_free(&ink);
}

/* Nor does it overlook a hole, which a path makes that winds the other way. */
static void the_judge_sees_holes(void **state)
{
    (void)state;
    static const struct ink_place hole[] = {{50, 45}, {52, 50}, {50, 55}, {48, 50}};
    struct ink ink;
    ink_init(&ink, 1000, 300);
    for (int turn = 0; turn < 2; turn++) {
        struct ink_outline outline = {0};
        struct ink_element elements[16];
        ink_clear(&ink);
        assert_true(ink_add(&ink, (struct ink_point){50 * UNIT, 50 * UNIT, 40 * UNIT}, true));
        ink_outline_make(&outline, &ink);
        memcpy(elements, outline.elements, outline.count * sizeof *elements);
        size_t count = outline.count;
        for (size_t i = 0; i < 4; i++)
            elements[count++] =
                (struct ink_element){.verb = i ? INK_LINE : INK_MOVE, .to = hole[turn ? i : 3 - i]};
        elements[count++] = (struct ink_element){.verb = INK_CLOSE};
        struct ink_outline holed = {.elements = elements, .count = count, .box = outline.box};
        assert_true((wrong_places(&ink, &holed, INK_OUTLINE_REACH) > 0) == (turn == 1));
        ink_outline_free(&outline);
    }
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writing_keeps_its_shape),
        cmocka_unit_test(scribbles_keep_their_shape),
        cmocka_unit_test(any_points_keep_their_shape),
        cmocka_unit_test(sharp_turns_have_no_holes),
        cmocka_unit_test(dots_are_round),
        cmocka_unit_test(few_elements_are_enough),
        cmocka_unit_test(the_fullest_ink_is_outlined),
        cmocka_unit_test(the_same_ink_gives_the_same_outline),
        cmocka_unit_test(the_judge_sees_what_is_moved_or_lost),
        cmocka_unit_test(the_judge_sees_holes),
    };
    return cmocka_run_group_tests_name("ink as outlines", tests, set_up, NULL);
}
