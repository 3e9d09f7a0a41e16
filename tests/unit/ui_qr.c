/* A QR code on the screen: every pixel of it is where a reader expects it. */
#include "fake/metrics.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SIZE 5
#define SIDE (SIZE + 8) /* with the quiet zone */

static const uint8_t modules[SIZE * SIZE] = {1,      1, 1, 1, 1, /**/ 1, 0, 0, 0, 1,
                                             /**/ 0, 0, 1, 0, 0,
                                             /**/ 1, 1, 0, 1, 0, /**/ 0, 0, 0, 0, 1};

static int set_up(void **state)
{
    struct ui *ui = ui_new(&fake_metrics);
    ui_resize(ui, 1920, 1080);
    *state = ui;
    return 0;
}

static int tear_down(void **state)
{
    ui_free(*state);
    return 0;
}

static void build(struct ui *ui, int w, int h)
{
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 100, .top = 50));
    ui_add(ui, UI_NODE(.id = "badge", .role = UI_ROLE_IMG, .look = UI_LOOK_QR, .qr = modules,
                       .qr_size = SIZE, .label = "The badge's code", .box = {.w = w, .h = h}));
    ui_close(ui);
    ui_end(ui);
}

static uint32_t pixel(const struct ui *ui, int x, int y)
{
    const struct paint_list *list = ui_commands(ui);
    uint32_t color = list->background;
    for (size_t i = 0; i < list->count; i++) {
        struct ui_rect at = ui_rect_intersect(list->items[i].rect, list->items[i].clip);
        if (x >= at.x && x < at.x + at.w && y >= at.y && y < at.y + at.h)
            color = list->items[i].color;
    }
    return color;
}

static uint32_t expected(int x, int y)
{
    x -= 4;
    y -= 4;
    bool dark = x >= 0 && y >= 0 && x < SIZE && y < SIZE && modules[y * SIZE + x];
    return ui_color_rgb(dark ? UI_COLOR_INK : UI_COLOR_SHEET);
}

/* 134 x 160 hold 13 modules of 10 pixels; what is left over is shared around. */
static void every_module_is_a_square_of_whole_pixels(void **state)
{
    struct ui *ui = *state;
    build(ui, 134, 160);
    int left = 100 + 2, top = 50 + 15;
    for (int y = 0; y < SIDE * 10; y++)
        for (int x = 0; x < SIDE * 10; x++)
            assert_int_equal(pixel(ui, left + x, top + y), expected(x / 10, y / 10));
    assert_int_equal(pixel(ui, left - 1, top), ui_color_rgb(UI_COLOR_PAPER));
    assert_int_equal(pixel(ui, left, top - 1), ui_color_rgb(UI_COLOR_PAPER));
    assert_int_equal(pixel(ui, left + SIDE * 10, top), ui_color_rgb(UI_COLOR_PAPER));
}

static void its_label_is_spoken_and_its_size_dumped(void **state)
{
    struct ui *ui = *state;
    char *text = NULL;
    size_t size = 0;
    build(ui, 130, 130);
    FILE *out = open_memstream(&text, &size);
    ui_dump(ui, out);
    fclose(out);
    assert_non_null(strstr(text, "img badge \"The badge's code\" qr=5x5 [100,50 130x130]\n"));
    free(text);
    for (size_t i = 0; i < ui_commands(ui)->count; i++)
        assert_int_equal(ui_commands(ui)->items[i].kind, PAINT_BOX);
}

static void too_small_a_place_is_a_fault(void **state)
{
    struct ui *ui = *state;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    build(ui, SIDE, SIDE);
    assert_int_equal(ui_check(ui, out), 0);
    build(ui, SIDE - 1, SIDE);
    assert_int_equal(ui_check(ui, out), 1);
    assert_int_equal(ui_commands(ui)->count, 0);
    fclose(out);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_module_is_a_square_of_whole_pixels, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(its_label_is_spoken_and_its_size_dumped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_small_a_place_is_a_fault, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
