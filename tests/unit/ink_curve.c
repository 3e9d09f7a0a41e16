/* Ink as it is seen: how broad a pen draws, and the curve that keeps what the header promises. */
#include "core/ink.h"
#include "fake/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNIT INK_SCALE
#define MS   1000

static struct fake_random fake;

static int set_up(void **state)
{
    (void)state;
    fake_random_init(&fake, 15);
    return 0;
}

/* A straight stroke of n points, `step` units and `ms` milliseconds apart; to be freed. */
static struct ink drawn(int n, double step, int ms)
{
    struct ink ink;
    struct ink_pen pen;
    ink_init(&ink, 1000, 300);
    ink_pen_down(&pen, &ink, 0, 0, 0);
    for (int i = 1; i < n; i++)
        assert_true(
            ink_pen_move(&pen, &ink, (int32_t)lround(i * step * UNIT), 0, (int64_t)i * ms * MS));
    return ink;
}

static double last_width(const struct ink *ink)
{
    return (double)ink->points[ink->count - 1].width / UNIT;
}

static void slow_is_broad_and_fast_is_thin(void **state)
{
    (void)state;
    struct ink slow = drawn(100, 2, 20), fast = drawn(100, 10, 4);
    assert_true(last_width(&slow) > 5.0);
    assert_true(last_width(&fast) < 3.5);
    for (size_t i = 0; i < fast.count; i++)
        assert_in_range(fast.points[i].width, 330, 640);
    assert_true(fast.points[0].width < 500); /* it begins thinner than a dot */
    ink_free(&slow);
    ink_free(&fast);
}

/* However often the panel reports, the same movement gives about the same line. */
static void width_does_not_follow_the_report_rate(void **state)
{
    (void)state;
    struct ink seldom = drawn(26, 8, 8), often = drawn(201, 1, 1);
    assert_true(fabs(last_width(&seldom) - last_width(&often)) < 0.3);
    ink_free(&seldom);
    ink_free(&often);
}

static void width_changes_gently(void **state)
{
    (void)state;
    struct ink ink;
    struct ink_pen pen;
    ink_init(&ink, 1000, 300);
    ink_pen_down(&pen, &ink, 0, 0, 0);
    int32_t x = 0;
    int64_t now = 0;
    for (int i = 0; i < 300; i++) {
        x += fake_random_between(&fake, 1, 6 * UNIT);
        now += fake_random_between(&fake, 0, 8 * MS); /* at 0: two events of one time stamp */
        assert_true(ink_pen_move(&pen, &ink, x, 0, now));
    }
    for (size_t i = 2; i < ink.count; i++)
        assert_in_range(abs(ink.points[i].width - ink.points[i - 1].width), 0, 160);
    ink_free(&ink);
}

static void a_tap_is_a_dot(void **state)
{
    (void)state;
    struct ink ink;
    struct ink_pen pen;
    size_t count;
    ink_init(&ink, 1000, 300);
    assert_null(ink_capsules(&ink, 0, &count));
    assert_int_equal(count, 0);
    ink_pen_down(&pen, &ink, 50 * UNIT, 60 * UNIT, 0);
    struct ink_capsule *capsules = ink_capsules(&ink, 0, &count);
    assert_int_equal(count, 1);
    assert_true(capsules[0].x0 == 50 && capsules[0].y0 == 60 && capsules[0].r0 == 3.2f);
    assert_true(capsules[0].x1 == 50 && capsules[0].y1 == 60 && capsules[0].r1 == 3.2f);
    free(capsules);
    assert_true(ink_pen_move(&pen, &ink, 50 * UNIT + 40, 60 * UNIT, 30 * MS)); /* it trembles */
    capsules = ink_capsules(&ink, 0, &count);
    assert_true(capsules[0].r0 == 3.2f && capsules[count - 1].r1 > 2.8F);
    free(capsules);
    ink_free(&ink);
}

/* A hand's way: a few strokes of turning steps, with now and then a jump. */
static void scribble(struct ink *ink)
{
    ink_init(ink, 1000, 300);
    struct ink_pen pen;
    int64_t now = 0;
    for (int s = 0; s < 4; s++) {
        double x = fake_random_between(&fake, 0, 900), y = fake_random_between(&fake, 0, 250),
               angle = s;
        ink_pen_down(&pen, ink, (int32_t)(x * UNIT), (int32_t)(y * UNIT), now);
        for (int i = 0; i < 40; i++) {
            double step = i % 13 ? fake_random_between(&fake, 1, 15) : 200;
            angle += fake_random_between(&fake, -100, 100) / 100.0;
            x += step * cos(angle);
            y += step * sin(angle);
            now += fake_random_between(&fake, 1, 12) * MS;
            ink_pen_move(&pen, ink, (int32_t)(x * UNIT), (int32_t)(y * UNIT), now);
        }
    }
}

/* Goes along the capsules of the span that ends at `end`: joined, short, up to the point itself.
 * Returns the index behind them. */
static size_t follow_span(const struct ink_capsule *capsules, size_t next, struct ink_point start,
                          struct ink_point end)
{
    double chord = hypot(end.x - start.x, end.y - start.y) / UNIT;
    struct ink_capsule last = {.x1 = (float)(start.x / 100.0),
                               .y1 = (float)(start.y / 100.0),
                               .r1 = (float)(start.width / 200.0)};
    while (last.x1 != (float)(end.x / 100.0) || last.y1 != (float)(end.y / 100.0)) {
        struct ink_capsule capsule = capsules[next++];
        assert_true(capsule.x0 == last.x1 && capsule.y0 == last.y1 && capsule.r0 == last.r1);
        assert_true(hypot(capsule.x1 - capsule.x0, capsule.y1 - capsule.y0) < 2.5 || chord > 60);
        last = capsule;
    }
    assert_true(last.r1 == (float)(end.width / 200.0));
    return next;
}

/* The curve is one line without gaps, through every point, in steps too short to be seen. */
static void curve_is_whole_and_fine(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        struct ink ink;
        size_t count, next = 0;
        scribble(&ink);
        struct ink_capsule *capsules = ink_capsules(&ink, 0, &count);
        for (size_t s = 0; s < ink.stroke_count; s++) {
            size_t first = ink.strokes[s].first, after = first + ink.strokes[s].count;
            for (size_t i = first + 1; i < after; i++)
                next = follow_span(capsules, next, ink.points[i - 1], ink.points[i]);
        }
        assert_int_equal(next, count); /* the last one ends at the last point */
        free(capsules);
        ink_free(&ink);
    }
}

/* The curve of one stroke through places in units, to be freed. */
static struct ink_capsule *capsules_through(const int32_t places[][2], size_t places_count,
                                            size_t *count)
{
    struct ink ink;
    ink_init(&ink, 1000, 300);
    for (size_t i = 0; i < places_count; i++) {
        struct ink_point point = {places[i][0] * UNIT, places[i][1] * UNIT, 300};
        assert_true(ink_add(&ink, point, i == 0));
    }
    struct ink_capsule *capsules = ink_capsules(&ink, 0, count);
    ink_free(&ink);
    return capsules;
}

/* Between two points the curve keeps near their chord: the centripetal spline neither loops nor
 * runs off. */
static void curve_does_not_overshoot(void **state)
{
    (void)state;
    static const int32_t zigzag[][2] = {{0, 0}, {100, 0}, {101, 2}, {0, 3}, {200, 4}, {199, 100}};
    size_t count;
    struct ink_capsule *capsules = capsules_through(zigzag, 6, &count);
    for (size_t i = 0; i < count; i++) {
        assert_true(capsules[i].x1 > -25 && capsules[i].x1 < 225);
        assert_true(capsules[i].y1 > -25 && capsules[i].y1 < 125);
    }
    free(capsules);
}

/* What the painter relies on: a new point changes the two last spans and nothing before them. */
static void a_new_point_leaves_the_past_alone(void **state)
{
    (void)state;
    struct ink whole, growing;
    scribble(&whole);
    ink_init(&growing, 1000, 300);
    struct ink_capsule *before = NULL;
    size_t before_count = 0;
    for (size_t s = 0; s < whole.stroke_count; s++) {
        const struct ink_stroke *stroke = &whole.strokes[s];
        for (size_t i = stroke->first; i < stroke->first + stroke->count; i++) {
            assert_true(ink_add(&growing, whole.points[i], i == stroke->first));
            size_t count, changed;
            struct ink_capsule *now = ink_capsules(&growing, 0, &count);
            /* From the point before, as the painter asks, come the spans that may have changed. */
            struct ink_capsule *tail = ink_capsules(&growing, i ? i - 1 : 0, &changed);
            size_t kept = count - changed;
            assert_true(kept <= before_count);
            assert_true(changed > 0);
            if (kept)
                assert_memory_equal(now, before, kept * sizeof *now);
            assert_memory_equal(now + kept, tail, changed * sizeof *now);
            free(tail);
            free(before);
            before = now;
            before_count = count;
        }
    }
    free(before);
    ink_free(&growing);
    ink_free(&whole);
}

static void equal_points_are_harmless(void **state)
{
    (void)state;
    static const int32_t tremble[][2] = {{5, 5}, {5, 5}, {5, 5}, {5, 5}, {9, 5}};
    size_t count;
    struct ink_capsule *capsules = capsules_through(tremble, 5, &count);
    for (size_t i = 0; i < count; i++)
        assert_true(isfinite(capsules[i].x1) && isfinite(capsules[i].y1));
    assert_true(capsules[count - 1].x1 == 9);
    free(capsules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slow_is_broad_and_fast_is_thin),
        cmocka_unit_test(width_does_not_follow_the_report_rate),
        cmocka_unit_test(width_changes_gently),
        cmocka_unit_test(a_tap_is_a_dot),
        cmocka_unit_test(curve_is_whole_and_fine),
        cmocka_unit_test(curve_does_not_overshoot),
        cmocka_unit_test(a_new_point_leaves_the_past_alone),
        cmocka_unit_test(equal_points_are_harmless),
    };
    return cmocka_run_group_tests_name("ink as a curve", tests, set_up, NULL);
}
