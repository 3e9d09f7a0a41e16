/* Ink: the stored form goes there and back for any ink, any bytes may be read, and strokes come and
 * go. */
#include "core/ink.h"
#include "fake/random.h"

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

static void random_ink(struct ink *ink)
{
    ink_init(ink, fake_random_between(&fake, 1, INK_PAD_MAX),
             fake_random_between(&fake, 1, INK_PAD_MAX));
    int strokes = fake_random_between(&fake, 0, 6);
    for (int s = 0; s < strokes; s++) {
        int points = fake_random_between(&fake, 1, 40), reach = s % 2 ? INK_REACH : 20 * UNIT;
        for (int i = 0; i < points; i++) {
            struct ink_point point = {fake_random_between(&fake, -reach, reach),
                                      fake_random_between(&fake, -reach, reach),
                                      fake_random_between(&fake, 1, INK_WIDTH_MAX)};
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

static void assert_encodes_to(const struct ink *ink, const uint8_t *expected, size_t expected_size)
{
    size_t size;
    uint8_t *bytes = ink_encode(ink, &size);
    assert_int_equal(size, expected_size);
    assert_memory_equal(bytes, expected, size);
    free(bytes);
}

/* What is stored is read back as the same ink, and that is stored as the same bytes. */
static void assert_comes_back(const struct ink *ink)
{
    struct ink again;
    size_t size;
    ink_init(&again, 1, 1);
    uint8_t *bytes = ink_encode(ink, &size);
    assert_int_equal(ink_decode(&again, bytes, size, NULL), EM_OK);
    assert_same_ink(ink, &again);
    assert_encodes_to(&again, bytes, size);
    free(bytes);
    ink_free(&again);
}

static void round_trip(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct ink ink;
        random_ink(&ink);
        assert_comes_back(&ink);
        ink_free(&ink);
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
    ink_init(&ink, 1000, 300);
    assert_true(ink_add(&ink, (struct ink_point){1, -2, 600}, true));
    assert_true(ink_add(&ink, (struct ink_point){128, 0, 599}, false));
    assert_encodes_to(&ink, expected, sizeof expected);
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
    struct ink ink;
    ink_init(&ink, INK_PAD_MAX, INK_PAD_MAX);
    for (int i = 0; i < INK_MAX_POINTS; i++) {
        int32_t side = i % 2 ? INK_REACH : -INK_REACH;
        struct ink_point point = {side, -side, i % 2 ? 1 : INK_WIDTH_MAX};
        assert_true(ink_add(&ink, point, i < INK_MAX_STROKES));
    }
    assert_false(ink_add(&ink, (struct ink_point){0, 0, 1}, false));
    assert_comes_back(&ink);
    ink_free(&ink);
}

static void any_bytes_may_be_read(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct ink ink, again;
        size_t size;
        random_ink(&ink);
        ink_init(&again, 1, 1);
        uint8_t *bytes = ink_encode(&ink, &size);
        for (size_t cut = 0; cut < size; cut += 1 + size / 16)
            assert_int_not_equal(ink_decode(&again, bytes, cut, NULL), EM_OK);
        size_t at = (size_t)fake_random_below(&fake, size);
        bytes[at] = (uint8_t)fake_random_below(&fake, 256);
        if (ink_decode(&again, bytes, size, NULL) == EM_OK)
            assert_encodes_to(&again, bytes, size); /* there is no second form */
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
    struct ink ink;
    struct ink_pen pen;
    ink_init(&ink, 1000, 300);
    ink_pen_down(&pen, &ink, INT32_MIN, INT32_MAX, 0);
    assert_true(ink_pen_move(&pen, &ink, INT32_MAX, INT32_MIN, 1));
    assert_false(ink_pen_move(&pen, &ink, INT32_MAX - 1, INT32_MIN, 2)); /* the same place */
    assert_comes_back(&ink);
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
        cmocka_unit_test(small_marks),
    };
    return cmocka_run_group_tests_name("ink", tests, set_up, NULL);
}
