#include "platform/canvas.h"

#include "platform/coverage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WIDTH  320
#define HEIGHT 200
#define PAPER  0xF6F2E9u
#define BLUE   0x183582u
#define INK    0x17202Bu
#define RULE   0xD9D2C3u

static const struct ui_rect everything = {0, 0, WIDTH, HEIGHT};

/* A canvas, the pixels it draws into, and a list to fill. */
struct scene {
    struct font *font;
    struct icons *icons;
    struct canvas *canvas;
    uint32_t pixels[WIDTH * HEIGHT];
    struct paint_command items[32];
    struct paint_list list;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    char problem[256] = "";
    scene->font = font_new(problem, sizeof problem);
    if (!scene->font)
        fail_msg("%s", problem);
    scene->icons = icons_new(EM_SHARE);
    scene->canvas = canvas_new(scene->font, scene->icons);
    scene->list = (struct paint_list){.items = scene->items, .background = PAPER};
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    canvas_free(scene->canvas);
    icons_free(scene->icons);
    font_free(scene->font);
    free(scene);
    return 0;
}

static struct paint_command *add(struct scene *scene, enum paint_kind kind, struct ui_rect rect,
                                 uint32_t color)
{
    struct paint_command *command = &scene->items[scene->list.count++];
    *command = (struct paint_command){
        .kind = kind, .rect = rect, .clip = everything, .color = color, .border = PAINT_NO_COLOR};
    return command;
}

static void paint_into(struct scene *scene, uint32_t *pixels, struct ui_rect part)
{
    struct canvas_pixels target = {pixels, WIDTH, HEIGHT, WIDTH};
    canvas_paint(scene->canvas, &target, &scene->list, part);
}

static void paint(struct scene *scene)
{
    paint_into(scene, scene->pixels, everything);
}

static uint32_t at(const struct scene *scene, int x, int y)
{
    return scene->pixels[y * WIDTH + x];
}

/* --- boxes --- */

static void solid_areas_have_the_exact_colour(void **state)
{
    struct scene *scene = *state;
    struct paint_command *box = add(scene, PAINT_BOX, (struct ui_rect){10, 20, 100, 60}, BLUE);
    box->border = INK;
    box->border_width = 3;
    box->radius = 12;
    paint(scene);
    assert_int_equal(at(scene, 9, 50), PAPER);
    assert_int_equal(at(scene, 10, 50), INK);
    assert_int_equal(at(scene, 12, 50), INK);
    assert_int_equal(at(scene, 13, 50), BLUE);
    assert_int_equal(at(scene, 60, 20), INK);
    assert_int_equal(at(scene, 60, 23), BLUE);
    assert_int_equal(at(scene, 60, 79), INK);
    assert_int_equal(at(scene, 60, 80), PAPER);
    assert_int_equal(at(scene, 10, 20), PAPER); /* outside the round corner */
}

static void a_hairline_is_crisp(void **state)
{
    struct scene *scene = *state;
    add(scene, PAINT_BOX, (struct ui_rect){5, 30, 200, 1}, RULE);
    add(scene, PAINT_BOX, (struct ui_rect){50, 40, 1, 100}, RULE);
    paint(scene);
    for (int x = 5; x < 205; x++)
        assert_int_equal(at(scene, x, 30), RULE);
    for (int y = 29; y <= 31; y += 2)
        assert_int_equal(at(scene, 100, y), PAPER);
    for (int x = 49; x <= 51; x++)
        assert_int_equal(at(scene, x, 90), x == 50 ? RULE : PAPER);
}

static void a_ring_is_symmetric_and_hollow(void **state)
{
    struct scene *scene = *state;
    struct paint_command *ring =
        add(scene, PAINT_BOX, (struct ui_rect){40, 40, 61, 61}, PAINT_NO_COLOR);
    ring->border = INK;
    ring->border_width = 4;
    ring->radius = 31;
    paint(scene);
    assert_int_equal(at(scene, 70, 70), PAPER);
    assert_int_equal(at(scene, 70, 41), INK);
    for (int y = 0; y < 61; y++) {
        for (int x = 0; x < 61; x++) {
            uint32_t here = at(scene, 40 + x, 40 + y);
            assert_int_equal(here, at(scene, 100 - x, 40 + y));
            assert_int_equal(here, at(scene, 40 + x, 100 - y));
            assert_int_equal(here, at(scene, 40 + y, 40 + x));
        }
    }
}

/* The area of a disc, summed over its pixels' coverage, is near pi r squared: edges are neither fat
 * nor thin. */
static void a_disc_has_its_area(void **state)
{
    struct scene *scene = *state;
    scene->list.background = 0;
    add(scene, PAINT_BOX, (struct ui_rect){40, 40, 80, 80}, 0xFFFFFF)->radius = 40;
    paint(scene);
    double area = 0;
    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        area += (scene->pixels[i] & 255) / 255.0;
    double wanted = acos(-1) * 40 * 40;
    assert_true(fabs(area - wanted) < wanted / 200);
}

static void nothing_is_drawn_outside_the_clip(void **state)
{
    struct scene *scene = *state;
    const char *long_text = "Déclaration des gouvernements locaux";
    struct paint_command *text = add(scene, PAINT_TEXT, (struct ui_rect){0, 0, 300, 80}, INK);
    text->text = long_text;
    text->font = (struct ui_font){UI_FACE_DISPLAY, 60};
    text->baseline = 60;
    text->clip = (struct ui_rect){20, 20, 40, 25};
    paint(scene);
    size_t drawn = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            if (ui_rect_contains(text->clip, x, y))
                drawn += at(scene, x, y) != PAPER;
            else
                assert_int_equal(at(scene, x, y), PAPER);
        }
    }
    assert_true(drawn > 0);
}

/* --- ink --- */

static void joints_do_not_darken(void **state)
{
    struct scene *scene = *state;
    /* The same bar, one pixel wide at coverage below full, in one piece and in fifty. */
    struct ui_capsule whole[] = {{20, 60.3f, 0.4f, 120, 60.3f, 0.4f}};
    struct ui_capsule pieces[50];
    for (int i = 0; i < 50; i++)
        pieces[i] =
            (struct ui_capsule){20 + 2 * (float)i, 60.3f, 0.4f, 22 + 2 * (float)i, 60.3f, 0.4f};
    struct ui_ink inks[] = {{.capsules = whole, .count = 1, .width = WIDTH},
                            {.capsules = pieces, .count = 50, .width = WIDTH}};
    struct paint_command *command = add(scene, PAINT_INK, everything, INK);
    command->ink = &inks[0];
    static uint32_t one[WIDTH * HEIGHT];
    paint_into(scene, one, everything);
    command->ink = &inks[1];
    paint(scene);
    assert_int_not_equal(at(scene, 70, 60), PAPER);
    assert_int_not_equal(at(scene, 70, 60), INK);
    assert_memory_equal(one, scene->pixels, sizeof one);
}

static void a_capsule_holds_its_circles_and_what_lies_between(void **state)
{
    (void)state;
    const struct ui_capsule c = {10, 10, 6, 40, 30, 2};
    assert_true(fabsf(coverage_capsule_distance(&c, 10, 10) + 6) < 1e-4f);
    assert_true(fabsf(coverage_capsule_distance(&c, 40, 30) + 2) < 1e-2f);
    /* Every circle between the two, its radius between theirs, touches the edge from within or lies
     * inside. */
    for (int i = 0; i <= 20; i++) {
        float t = (float)i / 20;
        float x = 10 + 30 * t, y = 10 + 20 * t, r = 6 - 4 * t;
        for (int angle = 0; angle < 360; angle += 5) {
            float a = (float)angle * 3.14159265f / 180;
            float d = coverage_capsule_distance(&c, x + r * cosf(a), y + r * sinf(a));
            assert_true(d < 1e-3f);
        }
    }
    const struct ui_capsule swallowed = {10, 10, 2, 12, 10, 9};
    assert_true(fabsf(coverage_capsule_distance(&swallowed, 12, 20) - 1) < 1e-4f);
    const struct ui_capsule dot = {10, 10, 3, 10, 10, 3};
    assert_true(fabsf(coverage_capsule_distance(&dot, 15, 10) - 2) < 1e-4f);
}

static void the_distance_has_no_steps(void **state)
{
    (void)state;
    const struct ui_capsule c = {20, 20, 8, 60, 44, 1.5f};
    float step = 0.05f;
    for (float y = 5; y < 60; y += 1)
        for (float x = 5; x < 75; x += step)
            assert_true(fabsf(coverage_capsule_distance(&c, x + step, y) -
                              coverage_capsule_distance(&c, x, y)) <= step * 1.01f);
}

static void ink_is_placed_by_its_corner_and_scale(void **state)
{
    struct scene *scene = *state;
    struct ui_capsule dot = {1030, 520, 20, 1030, 520, 20};
    struct ui_ink ink = {.capsules = &dot, .count = 1, .x = 1000, .y = 500, .width = 100};
    add(scene, PAINT_INK, (struct ui_rect){10, 20, 200, 160}, INK)->ink = &ink;
    paint(scene);
    assert_int_equal(at(scene, 10 + 60, 20 + 40), INK); /* two pixels to a unit */
    assert_int_equal(at(scene, 10 + 60 + 38, 20 + 40), INK);
    assert_int_equal(at(scene, 10 + 60 + 41, 20 + 40), PAPER);
    assert_int_equal(at(scene, 10 + 60, 20 + 40 - 38), INK);
}

/* Drawing looks only where a capsule can reach; nothing that it covers may be left out. */
static void a_mask_has_every_pixel_that_is_covered(void **state)
{
    (void)state;
    static uint8_t bytes[120 * 90];
    srand(9);
    for (int i = 0; i < 200; i++) {
        struct ui_capsule c = {(float)(rand() % 140 - 10), (float)(rand() % 110 - 10),
                               (float)(rand() % 80) / 10,  (float)(rand() % 140 - 10),
                               (float)(rand() % 110 - 10), (float)(rand() % 80) / 10};
        struct coverage_mask mask = {{0, 0, 120, 90}, bytes};
        memset(bytes, 0, sizeof bytes);
        coverage_add_capsule(&mask, &c);
        for (int p = 0; p < 120 * 90; p++) {
            float distance =
                coverage_capsule_distance(&c, (float)(p % 120) + 0.5f, (float)(p / 120) + 0.5f);
            assert_int_equal(bytes[p], (int)(coverage_of(distance) * 255 + 0.5f));
        }
    }
}

/* --- any part painted again --- */

static struct ui_capsule scribble[40];

static void draw_a_bit_of_everything(struct scene *scene)
{
    struct paint_command *c = add(scene, PAINT_BOX, (struct ui_rect){-20, 30, 150, 90}, BLUE);
    c->border = INK;
    c->border_width = 2;
    c->radius = 14;
    c = add(scene, PAINT_BOX, (struct ui_rect){150, 20, 90, 90}, PAINT_NO_COLOR);
    c->border = INK;
    c->border_width = 5;
    c->radius = 45;
    c = add(scene, PAINT_TEXT, (struct ui_rect){10, 60, 200, 60}, RULE);
    c->font = (struct ui_font){UI_FACE_SERIF_ITALIC, 44};
    c->baseline = 44;
    c->text = "fjord العربية";
    c = add(scene, PAINT_ICON, (struct ui_rect){250, 40, 48, 48}, INK);
    c->text = "pen";
    c->clip = (struct ui_rect){0, 0, 280, 70};
    static struct ui_ink ink = {
        .capsules = scribble, .count = 40, .x = 1.5f, .y = -2, .width = 100};
    for (int i = 0; i < 40; i++) {
        float t = (float)i;
        scribble[i] =
            (struct ui_capsule){t * 2,     20 + 15 * sinf(t / 2),       0.6f + 0.02f * t,
                                t * 2 + 2, 20 + 15 * sinf((t + 1) / 2), 0.62f + 0.02f * t};
    }
    c = add(scene, PAINT_INK, (struct ui_rect){30, 70, 290, 120}, 0x14204A);
    c->ink = &ink;
}

static void any_part_painted_again_gives_the_same_pixels(void **state)
{
    struct scene *scene = *state;
    draw_a_bit_of_everything(scene);
    paint(scene);
    static uint32_t again[WIDTH * HEIGHT];
    memcpy(again, scene->pixels, sizeof again);
    srand(41);
    for (int i = 0; i < 400; i++) {
        struct ui_rect part = {rand() % WIDTH - 20, rand() % HEIGHT - 20, 1 + rand() % 60,
                               1 + rand() % 60};
        /* What was there before must not matter: only the part is wiped, and only it may be mended.
         */
        struct ui_rect inside = ui_rect_intersect(part, everything);
        for (int y = inside.y; y < inside.y + inside.h; y++)
            memset(&again[y * WIDTH + inside.x], 0xAA, (size_t)inside.w * 4);
        paint_into(scene, again, part);
        assert_memory_equal(again, scene->pixels, sizeof again);
    }
}

static void commands_touch_only_their_bounds(void **state)
{
    struct scene *scene = *state;
    draw_a_bit_of_everything(scene);
    size_t count = scene->list.count;
    for (size_t i = 0; i < count; i++) {
        struct paint_list one = scene->list;
        one.items = &scene->items[i];
        one.count = 1;
        struct canvas_pixels target = {scene->pixels, WIDTH, HEIGHT, WIDTH};
        canvas_paint(scene->canvas, &target, &one, everything);
        struct ui_rect bounds = paint_bounds(&one.items[0]);
        size_t drawn = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                drawn += at(scene, x, y) != PAPER;
                if (!ui_rect_contains(bounds, x, y))
                    assert_int_equal(at(scene, x, y), PAPER);
            }
        }
        assert_true(drawn > 0);
    }
}

static void every_icon_shows_something(void **state)
{
    struct scene *scene = *state;
    static const char *const names[] = {
        "backspace", "check",      "chevron-down", "chevron-left", "chevron-right", "chevron-up",
        "close",     "enter",      "eye",          "pen",          "seal",          "search",
        "shift",     "shift-lock", "text-size",    "warning"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct icon icon = icons_get(scene->icons, names[i], 36, 36);
        assert_non_null(icon.coverage);
        int most = 0;
        for (int p = 0; p < icon.width * icon.height; p++)
            most = icon.coverage[p] > most ? icon.coverage[p] : most;
        assert_int_equal(most, 255);
        assert_ptr_equal(icons_get(scene->icons, names[i], 36, 36).coverage, icon.coverage);
    }
    assert_null(icons_get(scene->icons, "no such icon", 36, 36).coverage);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(solid_areas_have_the_exact_colour),
        SCENE(a_hairline_is_crisp),
        SCENE(a_ring_is_symmetric_and_hollow),
        SCENE(a_disc_has_its_area),
        SCENE(nothing_is_drawn_outside_the_clip),
        SCENE(joints_do_not_darken),
        cmocka_unit_test(a_capsule_holds_its_circles_and_what_lies_between),
        cmocka_unit_test(the_distance_has_no_steps),
        SCENE(ink_is_placed_by_its_corner_and_scale),
        cmocka_unit_test(a_mask_has_every_pixel_that_is_covered),
        SCENE(any_part_painted_again_gives_the_same_pixels),
        SCENE(commands_touch_only_their_bounds),
        SCENE(every_icon_shows_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
