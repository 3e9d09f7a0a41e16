/* Ink as outlines: filled, they are the ink's capsules to within INK_OUTLINE_REACH, for any ink, in
 * few elements. */
#include "core/ink_outline.h"
#include "fake/ink_judge.h"
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
        ink_judge_assert(&ink);
        ink_free(&ink);
    }
}

static void scribbles_keep_their_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct ink ink;
        scribble(&ink, 5 + 4 * round);
        ink_judge_assert(&ink);
        ink_free(&ink);
    }
}

static void any_points_keep_their_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct ink ink;
        throw_points(&ink, 4 + round * 4, round % 2 ? 600 : INK_WIDTH_MAX);
        ink_judge_assert(&ink);
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
    ink_judge_assert(&ink);
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
    ink_judge_assert(&ink);
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
    ink_judge_assert_formed(&outline);
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
    ink_judge_assert_formed(&outline);
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
    assert_int_equal(ink_judge_wrong(&ink, &outline, INK_OUTLINE_REACH), 0);
    move_all(&outline, 2 * INK_OUTLINE_REACH);
    assert_true(ink_judge_wrong(&ink, &outline, INK_OUTLINE_REACH) > 0);
    ink_outline_make(&outline, &ink);
    while (outline.elements[second].verb != INK_MOVE)
        second++;
    outline.count = second;
    assert_true(ink_judge_wrong(&ink, &outline, INK_OUTLINE_REACH) > 0);
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
        assert_true((ink_judge_wrong(&ink, &holed, INK_OUTLINE_REACH) > 0) == (turn == 1));
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
