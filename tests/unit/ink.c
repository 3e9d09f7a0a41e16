/* Ink: the stored form goes there and back for any ink, any bytes may be read, and the curve keeps
 * what the header promises.
 */
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

static int32_t random_between(int32_t low, int32_t high)
{
    return low + (int32_t)fake_random_below(&fake, (uint64_t)(high - low) + 1);
}

static void random_ink(struct ink *ink)
{
    ink_init(ink, random_between(1, INK_PAD_MAX), random_between(1, INK_PAD_MAX));
    int strokes = random_between(0, 6);
    for (int s = 0; s < strokes; s++) {
        int points = random_between(1, 40), reach = s % 2 ? INK_REACH : 20 * UNIT;
        for (int i = 0; i < points; i++) {
            struct ink_point point = {random_between(-reach, reach), random_between(-reach, reach),
                                      random_between(1, INK_WIDTH_MAX)};
            assert_true(ink_add(ink, point, i == 0));
        }
    }
}

static void assert_same_ink(const struct ink *a, const struct ink *b)
{
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->stroke_count, b->stroke_count);
    if (a->count)
        assert_memory_equal(a->points, b->points, a->count * sizeof *a->points);
    if (a->stroke_count)
        assert_memory_equal(a->strokes, b->strokes, a->stroke_count * sizeof *a->strokes);
}

static void round_trip(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct ink ink, again;
        size_t size, size_again;
        random_ink(&ink);
        ink_init(&again, 1, 1);
        uint8_t *bytes = ink_encode(&ink, &size);
        assert_int_equal(ink_decode(&again, bytes, size, NULL), EM_OK);
        assert_same_ink(&ink, &again);
        uint8_t *bytes_again = ink_encode(&again, &size_again);
        assert_int_equal(size_again, size);
        assert_memory_equal(bytes_again, bytes, size);
        free(bytes_again);
        free(bytes);
        ink_free(&ink);
        ink_free(&again);
    }
}

/* The form as its description says, by hand: a pad of 1000 by 300, and one stroke of two points. */
static void form_to_the_byte(void **state)
{
    (void)state;
    static const uint8_t expected[] = {1,   0xe8, 7, 0xac, 2, 1, /* version, pad, one stroke */
                                       2,   2,    3, 0xb0, 9,    /* two points: 1, -2, 600 */
                                       254, 1,    4, 1};         /* 128, 0, 599 */
    struct ink ink;
    size_t size;
    ink_init(&ink, 1000, 300);
    assert_true(ink_add(&ink, (struct ink_point){1, -2, 600}, true));
    assert_true(ink_add(&ink, (struct ink_point){128, 0, 599}, false));
    uint8_t *bytes = ink_encode(&ink, &size);
    assert_int_equal(size, sizeof expected);
    assert_memory_equal(bytes, expected, size);
    free(bytes);
    ink_free(&ink);
}

static void assert_refused(const uint8_t *bytes, size_t size, enum em_status status)
{
    struct ink ink;
    struct em_error error = {.text = ""};
    ink_init(&ink, 77, 78);
    ink_add(&ink, (struct ink_point){1, 2, 3}, true);
    assert_int_equal(ink_decode(&ink, bytes, size, &error), status);
    assert_true(strlen(error.text) > 0);
    assert_int_equal(ink.width, 77); /* untouched */
    assert_int_equal(ink.count, 1);
    ink_free(&ink);
}

static void broken_forms_are_refused(void **state)
{
    (void)state;
#define REFUSED(...)                                                                               \
    assert_refused((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}),         \
                   EM_INVALID)
    REFUSED(0, 1, 1, 0);                                        /* version 0 */
    REFUSED(1, 0, 1, 0);                                        /* a pad without width */
    REFUSED(1, 1, 0x91, 0x4e, 0);                               /* a pad of 10,001 */
    REFUSED(1, 1, 1);                                           /* cut */
    REFUSED(1, 1, 1, 0, 0);                                     /* a byte too many */
    REFUSED(1, 1, 1, 0x80, 0);                                  /* a longer varint than needed */
    REFUSED(1, 1, 1, 1, 0);                                     /* an empty stroke */
    REFUSED(1, 1, 1, 1, 1, 2, 2, 0);                            /* a width of 0 */
    REFUSED(1, 1, 1, 1, 1, 2, 2, 1);                            /* a width of -1 */
    REFUSED(1, 1, 1, 1, 1, 2, 2, 0xa2, 0x9c, 1);                /* a width of 10,001 */
    REFUSED(1, 1, 1, 1, 1, 0x82, 0x89, 0x7a, 2, 2);             /* x of 1,000,001 */
    REFUSED(1, 1, 1, 0xe9, 7);                                  /* 1,001 strokes */
    REFUSED(1, 1, 1, 1, 0xa1, 0x9c, 1);                         /* 20,001 points */
    REFUSED(1, 1, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x1f, 2, 2); /* more than 32 bits */
    REFUSED(1, 1, 1, 1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 2, 2);
    REFUSED(1, 1, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 2, 2); /* x of -2^31 */
#undef REFUSED
    assert_refused(NULL, 0, EM_INVALID);
    assert_refused((const uint8_t[]){2, 1, 1, 0}, 4, EM_NEWER);
}

/* The neighbours of those: the limits themselves are taken. */
static void limits_are_taken(void **state)
{
    (void)state;
    struct ink ink, again;
    size_t size;
    ink_init(&ink, INK_PAD_MAX, INK_PAD_MAX);
    ink_init(&again, 1, 1);
    for (int i = 0; i < INK_MAX_POINTS; i++) {
        int32_t side = i % 2 ? INK_REACH : -INK_REACH;
        struct ink_point point = {side, -side, i % 2 ? 1 : INK_WIDTH_MAX};
        assert_true(ink_add(&ink, point, i < INK_MAX_STROKES));
    }
    assert_false(ink_add(&ink, (struct ink_point){0, 0, 1}, false));
    uint8_t *bytes = ink_encode(&ink, &size);
    assert_int_equal(ink_decode(&again, bytes, size, NULL), EM_OK);
    assert_same_ink(&ink, &again);
    free(bytes);
    ink_free(&ink);
    ink_free(&again);
}

static void any_bytes_may_be_read(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct ink ink, again;
        size_t size, size_again;
        random_ink(&ink);
        ink_init(&again, 1, 1);
        uint8_t *bytes = ink_encode(&ink, &size);
        for (size_t cut = 0; cut < size; cut += 1 + size / 16)
            assert_int_not_equal(ink_decode(&again, bytes, cut, NULL), EM_OK);
        size_t at = (size_t)fake_random_below(&fake, size);
        bytes[at] = (uint8_t)fake_random_below(&fake, 256);
        if (ink_decode(&again, bytes, size, NULL) == EM_OK) {
            uint8_t *bytes_again = ink_encode(&again, &size_again);
            assert_int_equal(size_again, size);
            assert_memory_equal(bytes_again, bytes, size); /* there is no second form */
            free(bytes_again);
        }
        free(bytes);
        ink_free(&ink);
        ink_free(&again);
    }
}

static void strokes_come_and_go(void **state)
{
    (void)state;
    struct ink ink, copy;
    struct ink_pen pen;
    ink_init(&ink, 1000, 300);
    ink_init(&copy, 1, 1);
    ink_undo(&ink); /* nothing to undo */
    ink_pen_down(&pen, &ink, 100, 100, 0);
    assert_true(ink_pen_move(&pen, &ink, 900, 100, 5 * MS));
    ink_pen_down(&pen, &ink, 50, 60, 100 * MS);
    assert_int_equal(ink.stroke_count, 2);
    ink_copy(&copy, &ink);
    assert_same_ink(&copy, &ink);
    ink_undo(&ink);
    assert_int_equal(ink.stroke_count, 1);
    assert_int_equal(ink.count, 2);
    assert_false(ink_pen_move(&pen, &ink, 70, 60, 110 * MS)); /* its stroke is gone */
    assert_int_equal(ink.count, 2);
    ink_clear(&ink);
    assert_int_equal(ink.count + ink.stroke_count, 0);
    assert_int_equal(ink.width, 1000);
    assert_int_equal(copy.count, 3);
    ink_copy(&copy, &copy);
    assert_int_equal(copy.count, 3);
    ink_free(&copy);
    ink_free(&ink);
}

static void pen_stops_when_the_ink_is_full(void **state)
{
    (void)state;
    struct ink ink;
    struct ink_pen pen;
    ink_init(&ink, 1000, 300);
    ink_pen_down(&pen, &ink, 0, 0, 0);
    int32_t x = 0;
    while (ink_pen_move(&pen, &ink, x + 10, 0, x * 100))
        x += 10;
    assert_int_equal(ink.count, INK_MAX_POINTS);
    ink_pen_down(&pen, &ink, 5, 5, 0); /* a stroke that never was */
    assert_false(ink_pen_move(&pen, &ink, 500, 5, 1));
    assert_int_equal(ink.count, INK_MAX_POINTS);
    assert_int_equal(ink.stroke_count, 1);
    ink_free(&ink);
}

static void far_off_pens_stay_within_reach(void **state)
{
    (void)state;
    struct ink ink, again;
    struct ink_pen pen;
    size_t size;
    ink_init(&ink, 1000, 300);
    ink_init(&again, 1, 1);
    ink_pen_down(&pen, &ink, INT32_MIN, INT32_MAX, 0);
    assert_true(ink_pen_move(&pen, &ink, INT32_MAX, INT32_MIN, 1));
    assert_false(ink_pen_move(&pen, &ink, INT32_MAX - 1, INT32_MIN, 2)); /* the same place */
    uint8_t *bytes = ink_encode(&ink, &size);
    assert_int_equal(ink_decode(&again, bytes, size, NULL), EM_OK);
    free(bytes);
    ink_free(&again);
    ink_free(&ink);
}

/* A straight stroke of n points, `step` units and `ms` milliseconds apart. */
static void draw(struct ink *ink, int n, double step, int ms)
{
    struct ink_pen pen;
    ink_pen_down(&pen, ink, 0, 0, 0);
    for (int i = 1; i < n; i++)
        assert_true(
            ink_pen_move(&pen, ink, (int32_t)lround(i * step * UNIT), 0, (int64_t)i * ms * MS));
}

static double last_width(const struct ink *ink)
{
    return (double)ink->points[ink->count - 1].width / UNIT;
}

static void slow_is_broad_and_fast_is_thin(void **state)
{
    (void)state;
    struct ink slow, fast;
    ink_init(&slow, 1000, 300);
    ink_init(&fast, 1000, 300);
    draw(&slow, 100, 2, 20);
    draw(&fast, 100, 10, 4);
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
    struct ink seldom, often;
    ink_init(&seldom, 1000, 300);
    ink_init(&often, 1000, 300);
    draw(&seldom, 26, 8, 8);
    draw(&often, 201, 1, 1);
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
        x += random_between(1, 6 * UNIT);
        now += random_between(0, 8 * MS); /* at 0: two events of one time stamp */
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
        double x = random_between(0, 900), y = random_between(0, 250), angle = s;
        ink_pen_down(&pen, ink, (int32_t)(x * UNIT), (int32_t)(y * UNIT), now);
        for (int i = 0; i < 40; i++) {
            double step = i % 13 ? random_between(1, 15) : 200;
            angle += random_between(-100, 100) / 100.0;
            x += step * cos(angle);
            y += step * sin(angle);
            now += random_between(1, 12) * MS;
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

/* Between two points the curve keeps near their chord: the centripetal spline neither loops nor
 * runs off. */
static void curve_does_not_overshoot(void **state)
{
    (void)state;
    struct ink ink;
    size_t count;
    ink_init(&ink, 1000, 300);
    const int32_t zigzag[][2] = {{0, 0}, {100, 0}, {101, 2}, {0, 3}, {200, 4}, {199, 100}};
    for (size_t i = 0; i < 6; i++) {
        struct ink_point point = {zigzag[i][0] * UNIT, zigzag[i][1] * UNIT, 300};
        assert_true(ink_add(&ink, point, i == 0));
    }
    struct ink_capsule *capsules = ink_capsules(&ink, 0, &count);
    for (size_t i = 0; i < count; i++) {
        assert_true(capsules[i].x1 > -25 && capsules[i].x1 < 225);
        assert_true(capsules[i].y1 > -25 && capsules[i].y1 < 125);
    }
    free(capsules);
    ink_free(&ink);
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
    struct ink ink;
    size_t count;
    ink_init(&ink, 1000, 300);
    for (int i = 0; i < 4; i++)
        assert_true(ink_add(&ink, (struct ink_point){500, 500, 300}, i == 0));
    assert_true(ink_add(&ink, (struct ink_point){900, 500, 300}, false));
    struct ink_capsule *capsules = ink_capsules(&ink, 0, &count);
    for (size_t i = 0; i < count; i++)
        assert_true(isfinite(capsules[i].x1) && isfinite(capsules[i].y1));
    assert_true(capsules[count - 1].x1 == 9);
    free(capsules);
    ink_free(&ink);
}

static void line(struct ink *ink, int32_t x0, int32_t y0, int32_t x1, int32_t y1)
{
    ink_add(ink, (struct ink_point){x0 * UNIT, y0 * UNIT, 300}, true);
    ink_add(ink, (struct ink_point){x1 * UNIT, y1 * UNIT, 300}, false);
}

static void small_marks(void **state)
{
    (void)state;
    struct ink ink;
    ink_init(&ink, 1000, 300);
    assert_true(ink_is_small(&ink)); /* nothing */
    ink_add(&ink, (struct ink_point){5000, 5000, 600}, true);
    assert_true(ink_is_small(&ink)); /* a dot */
    ink_clear(&ink);
    line(&ink, 0, 0, 50, 0);
    assert_true(ink_is_small(&ink)); /* a slip */
    line(&ink, 0, 5, 50, 5);
    assert_true(ink_is_small(&ink)); /* scratching about in one place */
    ink_clear(&ink);
    line(&ink, 0, 0, 45, 45);
    line(&ink, 45, 0, 0, 45);
    assert_false(ink_is_small(&ink)); /* a cross is a signature */
    ink_clear(&ink);
    line(&ink, 0, 0, 300, 20);
    assert_false(ink_is_small(&ink));
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(form_to_the_byte),
        cmocka_unit_test(broken_forms_are_refused),
        cmocka_unit_test(limits_are_taken),
        cmocka_unit_test(any_bytes_may_be_read),
        cmocka_unit_test(strokes_come_and_go),
        cmocka_unit_test(pen_stops_when_the_ink_is_full),
        cmocka_unit_test(far_off_pens_stay_within_reach),
        cmocka_unit_test(slow_is_broad_and_fast_is_thin),
        cmocka_unit_test(width_does_not_follow_the_report_rate),
        cmocka_unit_test(width_changes_gently),
        cmocka_unit_test(a_tap_is_a_dot),
        cmocka_unit_test(curve_is_whole_and_fine),
        cmocka_unit_test(curve_does_not_overshoot),
        cmocka_unit_test(a_new_point_leaves_the_past_alone),
        cmocka_unit_test(equal_points_are_harmless),
        cmocka_unit_test(small_marks),
    };
    return cmocka_run_group_tests_name("ink", tests, set_up, NULL);
}
