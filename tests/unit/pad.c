/* The signing pad: what is added point by point is what the whole ink gives, and what is painted
 * anew is all that has changed.
 */
#include "screens/pad.h"

#include "fake/random.h"
#include "platform/canvas.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WIDTH  420
#define HEIGHT 260

static const struct ui_rect place = {37, 21, 340, 190}; /* of the pad in the window */

static struct fake_random chance;

static int set_up(void **state)
{
    (void)state;
    fake_random_init(&chance, 7);
    return 0;
}

static int between(int low, int high)
{
    return low + (int)fake_random_below(&chance, (uint64_t)(high - low) + 1);
}

/* --- a hand --- */

struct hand {
    int64_t at;
    int x, y;
};

static struct ui_event event_of(struct hand *hand, enum ui_event_kind kind)
{
    return (struct ui_event){.kind = kind, .at = hand->at, .x = hand->x, .y = hand->y};
}

/* Sometimes it rests, sometimes it leaps, sometimes beyond the pad. */
static void move(struct hand *hand)
{
    int reach = between(0, 9) == 0 ? 120 : 14;
    hand->at += between(0, 20000);
    hand->x += between(-reach, reach);
    hand->y += between(-reach, reach);
}

static void do_one(struct pad *pad, struct hand *hand, enum ui_event_kind kind,
                   struct ui_rect *dirty)
{
    struct ui_event event = event_of(hand, kind);
    pad_pointer(pad, &event, place, dirty);
}

static void begin_anywhere(struct hand *hand)
{
    hand->at += 50000;
    hand->x = between(place.x, place.x + place.w);
    hand->y = between(place.y, place.y + place.h);
}

/* --- capsules --- */

static void assert_as_from_scratch(const struct pad *pad)
{
    size_t count;
    struct ink_capsule *whole = ink_capsules(&pad->ink, 0, &count);
    assert_int_equal(pad->count, count);
    for (size_t i = 0; i < count; i++) {
        const struct ui_capsule *c = &pad->capsules[i];
        float ours[] = {c->x0, c->y0, c->r0, c->x1, c->y1, c->r1};
        float theirs[] = {whole[i].x0, whole[i].y0, whole[i].r0,
                          whole[i].x1, whole[i].y1, whole[i].r1};
        assert_memory_equal(ours, theirs, sizeof ours);
    }
    free(whole);
    assert_ptr_equal(pad->view.capsules, pad->capsules);
    assert_int_equal(pad->view.count, pad->count);
}

static void a_random_stroke(struct pad *pad, struct hand *hand)
{
    struct ui_rect dirty = {0};
    begin_anywhere(hand);
    do_one(pad, hand, UI_EVENT_DOWN, &dirty);
    assert_as_from_scratch(pad);
    for (int i = between(0, 30); i > 0; i--) {
        move(hand);
        do_one(pad, hand, UI_EVENT_MOVE, &dirty);
        assert_as_from_scratch(pad);
    }
    do_one(pad, hand, between(0, 4) ? UI_EVENT_UP : UI_EVENT_CANCEL, &dirty);
    assert_as_from_scratch(pad);
}

static void ink_that_grew_is_ink_from_scratch(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        struct pad pad;
        struct hand hand = {.at = 1000000};
        pad_init(&pad);
        for (int stroke = between(1, 6); stroke > 0; stroke--) {
            a_random_stroke(&pad, &hand);
            if (between(0, 2) == 0)
                pad_undo(&pad);
            if (between(0, 9) == 0)
                pad_clear(&pad);
            assert_as_from_scratch(&pad);
        }
        pad_free(&pad);
    }
}

static void undo_in_the_middle_of_a_stroke_ends_it(void **state)
{
    struct pad pad;
    struct hand hand = {.at = 1000000};
    struct ui_rect dirty = {0};
    (void)state;
    pad_init(&pad);
    a_random_stroke(&pad, &hand);
    begin_anywhere(&hand);
    do_one(&pad, &hand, UI_EVENT_DOWN, &dirty);
    pad_undo(&pad);
    size_t points = pad.ink.count;
    move(&hand);
    do_one(&pad, &hand, UI_EVENT_MOVE, &dirty);
    do_one(&pad, &hand, UI_EVENT_UP, &dirty);
    assert_int_equal(pad.ink.count, points);
    assert_as_from_scratch(&pad);
    pad_free(&pad);
}

static void a_pad_that_is_full_takes_no_more(void **state)
{
    struct pad pad;
    struct hand hand = {.at = 1000000, .x = place.x, .y = place.y};
    struct ui_rect dirty = {0};
    (void)state;
    pad_init(&pad);
    do_one(&pad, &hand, UI_EVENT_DOWN, &dirty);
    for (int i = 0; i < INK_MAX_POINTS + 100; i++) {
        hand.at += 1000;
        hand.x = place.x + i % 300;
        hand.y = place.y + i / 300;
        do_one(&pad, &hand, UI_EVENT_MOVE, &dirty);
    }
    assert_int_equal(pad.ink.count, INK_MAX_POINTS);
    do_one(&pad, &hand, UI_EVENT_UP, &dirty);
    begin_anywhere(&hand);
    do_one(&pad, &hand, UI_EVENT_DOWN, &dirty);
    do_one(&pad, &hand, UI_EVENT_UP, &dirty);
    assert_int_equal(pad.ink.count, INK_MAX_POINTS);
    assert_as_from_scratch(&pad);
    pad_free(&pad);
}

/* --- what must be painted again --- */

struct easel {
    struct font *font;
    struct icons *icons;
    struct canvas *canvas;
    uint32_t shown[WIDTH * HEIGHT], whole[WIDTH * HEIGHT];
};

static void paint(struct easel *easel, const struct pad *pad, uint32_t *pixels,
                  struct ui_rect dirty)
{
    struct paint_command ink = {.kind = PAINT_INK,
                                .rect = place,
                                .clip = {0, 0, WIDTH, HEIGHT},
                                .color = 0x14204A,
                                .border = PAINT_NO_COLOR,
                                .ink = &pad->view};
    struct paint_list list = {.items = &ink, .count = 1, .background = 0xFFFDF8};
    struct canvas_pixels target = {pixels, WIDTH, HEIGHT, WIDTH};
    canvas_paint(easel->canvas, &target, &list, dirty);
}

/* After each event: what was shown, with only the dirty part painted again, is the whole. `shrink`
 * takes pixels off every side of that part. Returns how many events left the screen wrong. */
static int draw_and_compare(struct easel *easel, int shrink)
{
    const struct ui_rect everything = {0, 0, WIDTH, HEIGHT};
    struct pad pad;
    struct hand hand = {.at = 1000000};
    int wrong = 0;
    pad_init(&pad);
    paint(easel, &pad, easel->shown, everything);
    for (int i = 0; i < 120; i++) {
        enum ui_event_kind kind = i % 30 == 0    ? UI_EVENT_DOWN
                                  : i % 30 == 29 ? UI_EVENT_UP
                                                 : UI_EVENT_MOVE;
        struct ui_rect dirty = {0};
        if (kind == UI_EVENT_DOWN)
            begin_anywhere(&hand);
        else
            move(&hand);
        do_one(&pad, &hand, kind, &dirty);
        if (!ui_rect_empty(dirty))
            paint(easel, &pad, easel->shown, ui_rect_inset(dirty, shrink));
        paint(easel, &pad, easel->whole, everything);
        wrong += memcmp(easel->shown, easel->whole, sizeof easel->whole) != 0;
        memcpy(easel->shown, easel->whole, sizeof easel->whole);
    }
    pad_free(&pad);
    return wrong;
}

static int open_easel(void **state)
{
    struct easel *easel = calloc(1, sizeof *easel);
    char problem[256] = "";
    easel->font = font_new(problem, sizeof problem);
    if (!easel->font)
        fail_msg("%s", problem);
    easel->icons = icons_new(EM_SHARE);
    easel->canvas = canvas_new(easel->font, easel->icons);
    *state = easel;
    return set_up(NULL);
}

static int close_easel(void **state)
{
    struct easel *easel = *state;
    canvas_free(easel->canvas);
    icons_free(easel->icons);
    font_free(easel->font);
    free(easel);
    return 0;
}

static void what_is_dirty_covers_all_that_changed(void **state)
{
    assert_int_equal(draw_and_compare(*state, 0), 0);
}

/* The control, and what keeps the first test from passing with the whole window for a rectangle. */
static void a_smaller_part_would_not_do(void **state)
{
    assert_true(draw_and_compare(*state, 3) > 20);
}

static void what_is_dirty_is_little(void **state)
{
    struct pad pad;
    struct hand hand = {.at = 1000000, .x = 60, .y = 100};
    struct ui_rect dirty = {0};
    (void)state;
    pad_init(&pad);
    do_one(&pad, &hand, UI_EVENT_DOWN, &dirty);
    for (int i = 0; i < 60; i++) {
        dirty = (struct ui_rect){0};
        hand.at += 8000;
        hand.x += 4;
        do_one(&pad, &hand, UI_EVENT_MOVE, &dirty);
        assert_in_range(dirty.w, 1, 40);
        assert_in_range(dirty.h, 1, 40);
    }
    pad_free(&pad);
}

/* --- the preview --- */

static void the_preview_fits_and_keeps_the_shape(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        struct pad pad;
        struct hand hand = {.at = 1000000};
        int w, h;
        pad_init(&pad);
        a_random_stroke(&pad, &hand);
        const struct ui_ink *preview = pad_preview(&pad, 200, 90, &w, &h);
        assert_in_range(w, 1, 200);
        assert_in_range(h, 1, 90);
        float scale = (float)w / preview->width;
        assert_true(scale <= 1.0001f);
        for (size_t i = 0; i < preview->count; i++) {
            const struct ui_capsule *c = &preview->capsules[i];
            float r = fmaxf(c->r0, c->r1);
            assert_true((fminf(c->x0, c->x1) - r - preview->x) * scale > -0.01f);
            assert_true((fminf(c->y0, c->y1) - r - preview->y) * scale > -0.01f);
            assert_true((fmaxf(c->x0, c->x1) + r - preview->x) * scale < (float)w + 0.01f);
            assert_true((fmaxf(c->y0, c->y1) + r - preview->y) * scale < (float)h + 0.01f);
        }
        pad_free(&pad);
    }
}

static void the_preview_of_nothing_is_nothing(void **state)
{
    struct pad pad;
    int w, h;
    (void)state;
    pad_init(&pad);
    const struct ui_ink *preview = pad_preview(&pad, 200, 90, &w, &h);
    assert_int_equal(preview->count, 0);
    assert_true(w >= 1 && h >= 1 && preview->width > 0);
    pad_free(&pad);
}

#define EASEL(name) cmocka_unit_test_setup_teardown(name, open_easel, close_easel)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(ink_that_grew_is_ink_from_scratch, set_up),
        cmocka_unit_test_setup(undo_in_the_middle_of_a_stroke_ends_it, set_up),
        cmocka_unit_test_setup(a_pad_that_is_full_takes_no_more, set_up),
        EASEL(what_is_dirty_covers_all_that_changed),
        EASEL(a_smaller_part_would_not_do),
        cmocka_unit_test_setup(what_is_dirty_is_little, set_up),
        cmocka_unit_test_setup(the_preview_fits_and_keeps_the_shape, set_up),
        cmocka_unit_test_setup(the_preview_of_nothing_is_nothing, set_up),
    };
    return cmocka_run_group_tests_name("unit/pad", tests, NULL, NULL);
}
