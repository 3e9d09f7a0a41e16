/* Where things are. The window is 1920 x 1080, where a unit is a pixel, unless said otherwise; text
 * is half an em a character. */
#include "fake/metrics.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    struct ui *ui = ui_new(&fake_metrics);
    ui_resize(ui, 1920, 1080);
    *state = ui;
    return 0;
}

static int teardown(void **state)
{
    ui_free(*state);
    return 0;
}

static void assert_rect(const struct ui *ui, const char *id, int x, int y, int w, int h)
{
    const struct ui_node *node = ui_find(ui, id);
    assert_non_null(node);
    const int expected[] = {x, y, w, h};
    const int got[] = {node->rect.x, node->rect.y, node->rect.w, node->rect.h};
    if (memcmp(expected, got, sizeof got) != 0)
        fail_msg("%s is at %d,%d %dx%d, not %d,%d %dx%d", id, got[0], got[1], got[2], got[3], x, y,
                 w, h);
}

static void assert_faults(struct ui *ui, int expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    int faults = ui_check(ui, out);
    fclose(out);
    if (faults != expected)
        print_error("%s", text);
    free(text);
    assert_int_equal(faults, expected);
}

static void a_column_stacks_and_fills(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 100, .top = 50, .right = 100,
                       .bottom = 30, .gap = 20));
    ui_add(ui, UI_NODE(.id = "head", .box = {.w = UI_FILL, .h = 100}));
    ui_add(ui, UI_NODE(.id = "body", .box = {.w = UI_FILL, .h = UI_FILL}));
    ui_add(ui, UI_NODE(.id = "foot", .box = {.w = 300, .h = 80}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "head", 100, 50, 1720, 100);
    assert_rect(ui, "body", 100, 170, 1720, 780);
    assert_rect(ui, "foot", 100, 970, 300, 80);
}

static void a_row_shares_by_weight_to_the_last_pixel(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = 1000, .h = 100, .cross = UI_STRETCH));
    ui_add(ui, UI_NODE(.id = "one", .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.id = "two", .box = {.w = UI_FILL_BY(2)}));
    ui_add(ui, UI_NODE(.id = "three", .box = {.w = UI_FILL_BY(4), .h = UI_FILL}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "one", 0, 0, 142, 100);
    assert_rect(ui, "two", 142, 0, 286, 100);
    assert_rect(ui, "three", 428, 0, 572, 100);
}

static void shares_keep_their_limits(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = 1000, .h = 100));
    ui_add(ui, UI_NODE(.id = "narrow", .box = {.w = UI_FILL, .max_w = 100}));
    ui_add(ui, UI_NODE(.id = "wide", .box = {.w = UI_FILL, .min_w = 600}));
    ui_add(ui, UI_NODE(.id = "rest", .box = {.w = UI_FILL}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "narrow", 0, 0, 100, 0);
    assert_rect(ui, "wide", 100, 0, 600, 0);
    assert_rect(ui, "rest", 700, 0, 300, 0);
}

static void a_row_aligns(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = 1000, .h = 100, .main = UI_BETWEEN,
                       .cross = UI_CENTER));
    ui_add(ui, UI_NODE(.id = "a", .box = {.w = 100, .h = 40}));
    ui_add(ui, UI_NODE(.id = "b", .box = {.w = 100, .h = 60}));
    ui_add(ui, UI_NODE(.id = "c", .box = {.w = 100, .h = 20}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "a", 0, 30, 100, 40);
    assert_rect(ui, "b", 450, 20, 100, 60);
    assert_rect(ui, "c", 900, 40, 100, 20);
}

static void a_flow_wraps(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_NODE(.id = "flow",
                        .box = {.direction = UI_FLOW, .w = 500, .gap = 10, .row_gap = 30}));
    ui_add(ui, UI_NODE(.id = "a", .box = {.w = 200, .h = 40}));
    ui_add(ui, UI_NODE(.id = "b", .box = {.w = 290, .h = 50}));
    ui_add(ui, UI_NODE(.id = "c", .box = {.w = 100, .h = 20}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "a", 0, 0, 200, 40);
    assert_rect(ui, "b", 210, 0, 290, 50);
    assert_rect(ui, "c", 0, 80, 100, 20);
    assert_rect(ui, "flow", 0, 0, 500, 100);
}

static void absolute_children_are_outside_the_flow(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 216, .top = 10));
    ui_add(ui, UI_NODE(.id = "margin", .look = UI_LOOK_MARGIN,
                       .box = {.absolute = true, .x = 176, .w = 2, .h = UI_FILL}));
    ui_add(ui, UI_NODE(.id = "first", .box = {.w = 10, .h = 10}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "margin", 176, 0, 2, 1080);
    assert_rect(ui, "first", 216, 10, 10, 10);
}

static void text_wraps_and_its_box_grows(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_NODE(.id = "card", .box = {.w = 300}));
    /* 13 px a character: 23 in a line */
    ui_add(ui, UI_NODE(.id = "text", .role = UI_ROLE_TEXT, .type = UI_TYPE_BODY,
                       .label = "one two three four five six seven"));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "text", 0, 0, 300, 76);
    assert_rect(ui, "card", 0, 0, 300, 76);
    assert_int_equal(ui_find(ui, "text")->font_px, 26);
}

static void text_in_a_row_gives_way(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = 400, .gap = 20));
    ui_add(ui, UI_NODE(.id = "text", .role = UI_ROLE_TEXT, .type = UI_TYPE_BODY,
                       .label = "a rather long sentence that must wrap"));
    ui_add(ui, UI_NODE(.id = "chip", .role = UI_ROLE_BUTTON, .look = UI_LOOK_CHIP, .action = 1,
                       .label = "OK", .box = {.w = 90}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "chip", 310, 0, 90, 64);
    assert_int_equal(ui_find(ui, "text")->rect.w, 290);
    assert_faults(ui, 0);
}

static void a_title_shrinks_until_its_words_fit(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_add(ui, UI_NODE(.id = "title", .role = UI_ROLE_HEADING, .type = UI_TYPE_HERO,
                       .label = "Gouvernements locaux", .shrink = true, .max_lines = 2,
                       .box = {.w = 650}));
    ui_end(ui);
    assert_in_range(ui_find(ui, "title")->font_px, 100, 101); /* 13 characters in 650 */
    assert_faults(ui, 0);
}

static void a_button_wraps_before_it_shrinks(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.gap = 20));
    ui_add(ui, UI_NODE(.id = "two", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY, .action = 1,
                       .label = "I sign this paper", .box = {.w = 300, .h = 96}));
    ui_add(ui, UI_NODE(.id = "small", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY, .action = 1,
                       .label = "I sign this paper", .box = {.w = 300, .h = 60}));
    ui_close(ui);
    ui_end(ui);
    assert_int_equal(ui_find(ui, "two")->font_px, 32);
    assert_in_range(ui_find(ui, "small")->font_px, 20, 23); /* 17 characters in 188 */
    assert_faults(ui, 0);
}

static void a_button_has_a_second_line(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_add(ui, UI_NODE(.id = "sign", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY, .action = 1,
                       .type = UI_TYPE_BIG_BUTTON, .label = "Sign", .value = "English",
                       .box = {.w = 500, .h = 176}));
    ui_end(ui);
    const struct paint_list *list = ui_commands(ui);
    assert_int_equal(list->count, 3);
    struct ui_rect label = list->items[1].rect, value = list->items[2].rect;
    assert_string_equal(list->items[2].text, "English");
    assert_true(value.y >= label.y + list->items[1].font.px);
    assert_int_equal(label.x + label.w / 2, 250);
    assert_faults(ui, 0);
}

static void a_viewport_keeps_its_place_by_id(void **state)
{
    struct ui *ui = *state;
    for (int build = 0; build < 2; build++) {
        ui_begin(ui);
        ui_open(ui, UI_NODE(.id = "view", .box = {.w = 400, .h = 300, .scroll = true}));
        ui_add(ui, UI_NODE(.id = "long", .box = {.w = UI_FILL, .h = 1000}));
        ui_close(ui);
        ui_end(ui);
        if (build == 0)
            ui_scroll_to(ui, "view", 250);
    }
    assert_int_equal(ui_scroll_extent(ui, "view"), 700);
    assert_rect(ui, "long", 0, -250, 400, 1000);
    assert_int_equal(ui_find(ui, "long")->clip.h, 300);
    ui_enter(ui, NULL);
    assert_int_equal(ui_scroll_position(ui, "view"), 0);
}

static void a_viewport_gives_way_to_what_must_be_seen(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL));
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL));
    ui_open(ui, UI_NODE(.id = "view", .box = {.w = UI_FILL, .scroll = true}));
    ui_add(ui, UI_NODE(.id = "long", .box = {.w = UI_FILL, .h = 3000}));
    ui_close(ui);
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = "foot", .look = UI_LOOK_SHEET, .box = {.w = UI_FILL, .h = 152}));
    ui_close(ui);
    ui_end(ui);
    assert_rect(ui, "view", 0, 0, 1920, 928);
    assert_rect(ui, "foot", 0, 928, 1920, 152);
    assert_faults(ui, 0);
}

static void what_takes_the_focus_scrolls_into_view(void **state)
{
    struct ui *ui = *state;
    for (int build = 0; build < 2; build++) {
        ui_begin(ui);
        ui_open(ui, UI_NODE(.id = "view", .box = {.w = 400, .h = 300, .scroll = true}));
        ui_add(ui, UI_NODE(.box = {.w = UI_FILL, .h = 1000}));
        ui_add(ui, UI_NODE(.id = "low", .look = UI_LOOK_BUTTON, .action = 1, .label = "low",
                           .box = {.w = UI_FILL}));
        ui_close(ui);
        if (build == 1)
            ui_set_focus(ui, "low");
        ui_end(ui);
        int bottom = ui_find(ui, "low")->rect.y + ui_find(ui, "low")->rect.h;
        assert_int_equal(bottom <= 300, build == 1);
    }
}

static void larger_text_grows_boxes_but_not_titles(void **state)
{
    struct ui *ui = *state;
    for (int size = 0; size < UI_TEXT_SIZES; size += UI_TEXT_SIZES - 1) {
        ui_set_text_size(ui, size);
        ui_begin(ui);
        ui_add(ui,
               UI_NODE(.id = "text", .role = UI_ROLE_TEXT, .type = UI_TYPE_CAPTION, .label = "a"));
        ui_add(ui, UI_NODE(.id = "title", .role = UI_ROLE_HEADING, .type = UI_TYPE_TITLE,
                           .label = "title"));
        ui_end(ui);
        assert_int_equal(ui_find(ui, "text")->font_px, ui_grown(ui, 24));
        assert_in_range(ui_find(ui, "text")->rect.h, ui_grown(ui, 34) - 1, ui_grown(ui, 34) + 1);
        assert_int_equal(ui_find(ui, "title")->font_px, 56);
    }
}

static void units_scale_with_the_shorter_side(void **state)
{
    struct ui *ui = *state;
    ui_resize(ui, 2160, 3840);
    assert_true(ui_portrait(ui));
    assert_int_equal(ui_width(ui), 1080);
    assert_int_equal(ui_height(ui), 1920);
    assert_int_equal(ui_units(ui, 24), 48);
    ui_resize(ui, 1024, 600);
    assert_int_equal(ui_units(ui, 1), 1); /* hairlines never vanish */
    assert_int_equal(ui_units(ui, 0), 0);
    assert_int_equal(ui_units(ui, 108), 60);
}

/* The checker must see what it is there for. */
static void add_sheet(struct ui *ui, const char *id, int action, int w, int h)
{
    ui_add(ui, UI_NODE(.id = id, .look = UI_LOOK_SHEET, .action = action, .box = {.w = w, .h = h}));
}

static void the_checker_finds_a_broken_word(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .label = "Unbreakable", .box = {.w = 60, .h = 190}));
    ui_end(ui);
    assert_faults(ui, 1);
}

static void the_checker_finds_a_cut_text(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .label = "too high", .box = {.w = 200, .h = 20}));
    ui_end(ui);
    assert_faults(ui, 1);
}

static void the_checker_finds_a_small_target(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    add_sheet(ui, "tiny", 1, 64, 60);
    ui_end(ui);
    assert_faults(ui, 1);
    ui_begin(ui);
    add_sheet(ui, "enough", 1, 65, 60);
    ui_end(ui);
    assert_faults(ui, 0);
}

static void the_checker_finds_what_is_outside_the_window(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL));
    add_sheet(ui, "high", 0, 100, 1000);
    add_sheet(ui, "out", 0, 100, 100);
    ui_close(ui);
    ui_end(ui);
    assert_faults(ui, 1);
}

static void the_checker_finds_overlapping_controls(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.direction = UI_STACK, .w = UI_FILL, .h = UI_FILL));
    add_sheet(ui, "a", 1, 100, 100);
    add_sheet(ui, "b", 1, 100, 100);
    ui_close(ui);
    ui_end(ui);
    assert_faults(ui, 1);
}

static void the_dump_says_what_there_is(void **state)
{
    struct ui *ui = *state;
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL));
    ui_add(ui, UI_NODE(.id = "go", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY,
                       .label = "Go on", .action = 1, .state = UI_DISABLED));
    ui_close(ui);
    ui_end(ui);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ui_dump(ui, out);
    fclose(out);
    assert_string_equal(text, "none [0,0 1920x1080]\n"
                              "  button go \"Go on\" disabled 1 x 32px [0,0 192x96]\n");
    free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_column_stacks_and_fills),
        TEST(a_row_shares_by_weight_to_the_last_pixel),
        TEST(shares_keep_their_limits),
        TEST(a_row_aligns),
        TEST(a_flow_wraps),
        TEST(absolute_children_are_outside_the_flow),
        TEST(text_wraps_and_its_box_grows),
        TEST(text_in_a_row_gives_way),
        TEST(a_title_shrinks_until_its_words_fit),
        TEST(a_button_wraps_before_it_shrinks),
        TEST(a_button_has_a_second_line),
        TEST(a_viewport_keeps_its_place_by_id),
        TEST(a_viewport_gives_way_to_what_must_be_seen),
        TEST(what_takes_the_focus_scrolls_into_view),
        TEST(larger_text_grows_boxes_but_not_titles),
        TEST(units_scale_with_the_shorter_side),
        TEST(the_checker_finds_a_broken_word),
        TEST(the_checker_finds_a_cut_text),
        TEST(the_checker_finds_a_small_target),
        TEST(the_checker_finds_what_is_outside_the_window),
        TEST(the_checker_finds_overlapping_controls),
        TEST(the_dump_says_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
