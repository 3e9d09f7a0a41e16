/* What must be drawn again. The guarantee: whoever repaints the rectangles of paint_difference in
 * the picture of the list before has the picture of the list after. It is tested by painting both,
 * small and coarse. */
#include "fake/metrics.h"
#include "fake/random.h"
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define W      96
#define H      64
#define RECTS  8
#define MOST   24
#define ROUNDS 3000

struct picture {
    uint32_t pixels[H][W];
};

static void fill(struct picture *picture, struct ui_rect rect, uint32_t color)
{
    for (int y = rect.y; y < rect.y + rect.h; y++)
        for (int x = rect.x; x < rect.x + rect.w; x++)
            picture->pixels[y][x] = color;
}

/* Every command fills all that it may touch, with a colour that tells it from others. */
static void paint(struct picture *picture, const struct paint_list *list, struct ui_rect part)
{
    fill(picture, part, list->background);
    for (size_t i = 0; i < list->count; i++)
        fill(picture, ui_rect_intersect(paint_bounds(&list->items[i]), part),
             list->items[i].color + (uint32_t)(list->items[i].text ? list->items[i].text[0] : 0));
}

static struct paint_command any_command(struct fake_random *random)
{
    static const char *const texts[] = {NULL, "a", "b"};
    struct paint_command command = {.border = PAINT_NO_COLOR, .clip = {0, 0, W, H}};
    command.rect = (struct ui_rect){
        (int)fake_random_below(random, W) - 10, (int)fake_random_below(random, H) - 10,
        (int)fake_random_below(random, 30), (int)fake_random_below(random, 20)};
    command.color = (uint32_t)fake_random_below(random, 4) * 1000;
    command.text = texts[fake_random_below(random, 3)];
    command.kind = command.text ? PAINT_TEXT : PAINT_BOX;
    command.font.px = (int)fake_random_below(random, 6);
    if (fake_random_below(random, 4) == 0)
        command.clip = (struct ui_rect){20, 10, 30, 30};
    return command;
}

static void insert(struct paint_list *list, size_t at, struct paint_command command)
{
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = command;
    list->count++;
}

static struct paint_command take(struct paint_list *list, size_t at)
{
    struct paint_command command = list->items[at];
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof *list->items);
    return command;
}

/* A few of: one more, one less, another one, one moved to another place in the order. */
static void change(struct paint_list *list, struct fake_random *random)
{
    for (uint64_t i = fake_random_below(random, 4); i > 0; i--) {
        size_t at = list->count ? (size_t)fake_random_below(random, list->count) : 0;
        bool moved = fake_random_below(random, 3) == 0;
        struct paint_command command = any_command(random);
        if (list->count && (moved || fake_random_below(random, 2)))
            command = moved ? take(list, at) : (take(list, at), command);
        if (moved || (list->count < MOST && fake_random_below(random, 3)))
            insert(list, (size_t)fake_random_below(random, list->count + 1), command);
    }
}

static void assert_apart(const struct ui_rect *rects, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_false(ui_rect_empty(rects[i]));
        for (size_t j = 0; j < i; j++)
            assert_true(ui_rect_empty(ui_rect_intersect(rects[i], rects[j])));
    }
}

static void repainting_the_difference_is_enough(void **state)
{
    (void)state;
    static struct picture before, after;
    static struct paint_command a[MOST + 8], b[MOST + 8];
    struct fake_random random;
    size_t partial = 0;
    fake_random_init(&random, 2016);
    for (int round = 0; round < ROUNDS; round++) {
        struct paint_list old = {.items = a, .background = 7}, new = {.items = b, .background = 7};
        for (uint64_t n = fake_random_below(&random, MOST - 4); n > 0; n--)
            insert(&old, old.count, any_command(&random));
        memcpy(b, a, sizeof a);
        new.count = old.count;
        change(&new, &random);
        struct ui_rect rects[RECTS];
        size_t count = paint_difference(&old, &new, W, H, rects, RECTS);
        assert_true(count <= RECTS);
        assert_apart(rects, count);
        partial += count > 0 && rects[0].w * rects[0].h < W * H;
        paint(&before, &old, (struct ui_rect){0, 0, W, H});
        paint(&after, &new, (struct ui_rect){0, 0, W, H});
        for (size_t i = 0; i < count; i++)
            paint(&before, &new, rects[i]);
        assert_memory_equal(&before, &after, sizeof before);
    }
    assert_true(partial > ROUNDS / 4); /* or "all" would be the answer to everything */
}

static void too_many_rectangles_are_the_whole_window(void **state)
{
    (void)state;
    struct paint_command items[RECTS + 1];
    for (int i = 0; i <= RECTS; i++)
        items[i] = (struct paint_command){.rect = {i * 10, 0, 5, 5}, .clip = {0, 0, W, H}};
    const struct paint_list none = {0};
    struct paint_list some = {.items = items, .count = RECTS};
    struct ui_rect rects[RECTS];
    assert_int_equal(paint_difference(&none, &some, W, H, rects, RECTS), RECTS);
    some.count++;
    assert_int_equal(paint_difference(&none, &some, W, H, rects, RECTS), 1);
    assert_int_equal(rects[0].w * rects[0].h, W * H);
    some.background = 1;
    some.count = 0;
    assert_int_equal(paint_difference(&none, &some, W, H, rects, RECTS), 1);
}

static void every_part_of_a_command_counts(void **state)
{
    (void)state;
    static const struct ui_ink ink;
    const struct paint_command one = {.rect = {10, 10, 5, 5}, .clip = {0, 0, W, H}, .text = "a"};
    struct paint_command changed[11];
    const size_t count = sizeof changed / sizeof changed[0];
    for (size_t i = 0; i < count; i++)
        changed[i] = one;
    changed[0].kind = PAINT_ICON;
    changed[1].rect.x++;
    changed[2].clip.w = 13;
    changed[3].color++;
    changed[4].border++;
    changed[5].border_width++;
    changed[6].radius++;
    changed[7].font.face = UI_FACE_SERIF;
    changed[8].baseline++;
    changed[9].text = "b";
    changed[10].ink = &ink;
    struct ui_rect rects[RECTS];
    struct paint_command again = one;
    const struct paint_list before = {.items = (struct paint_command[]){one}, .count = 1};
    struct paint_list after = {.items = &again, .count = 1};
    assert_int_equal(paint_difference(&before, &after, W, H, rects, RECTS), 0);
    for (size_t i = 0; i < count; i++) {
        again = changed[i];
        assert_int_equal(paint_difference(&before, &after, W, H, rects, RECTS), 1);
    }
}

/* --- the interface's own commands --- */

static struct ui_edit name, role;

static void build(struct ui *ui, unsigned state)
{
    ui_begin(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 100, .top = 100, .gap = 40));
    ui_add(ui, UI_NODE(.id = "name", .role = UI_ROLE_TEXTBOX, .edit = &name, .look = UI_LOOK_FIELD,
                       .box = {.w = 600}));
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .label = "between the two"));
    ui_add(ui, UI_NODE(.id = "role", .role = UI_ROLE_TEXTBOX, .edit = &role, .look = UI_LOOK_FIELD,
                       .box = {.w = 600}));
    ui_add(ui, UI_NODE(.id = "chip", .role = UI_ROLE_BUTTON, .look = UI_LOOK_CHIP, .label = "Chip",
                       .action = 1, .state = state));
    ui_close(ui);
    ui_end(ui);
}

static int set_up(void **state)
{
    struct ui *ui = ui_new(&fake_metrics);
    ui_resize(ui, 1920, 1080);
    ui_edit_set(&name, "Amina");
    ui_edit_set(&role, "Mayor");
    *state = ui;
    return 0;
}

static int tear_down(void **state)
{
    ui_free(*state);
    return 0;
}

static void a_typed_letter_dirties_its_field_alone(void **state)
{
    struct ui *ui = *state;
    struct ui_rect rects[RECTS];
    ui_enter(ui, "name");
    build(ui, 0);
    const struct paint_list *before = ui_commands(ui);
    struct ui_rect field = ui_find(ui, "name")->rect;
    ui_edit_insert(&name, "h", 1);
    build(ui, 0);
    assert_int_equal(paint_difference(before, ui_commands(ui), 1920, 1080, rects, RECTS), 1);
    struct ui_rect both = ui_rect_union(field, rects[0]);
    assert_memory_equal(&both, &field, sizeof field);
    build(ui, 0);
    assert_int_equal(paint_difference(ui_commands(ui), ui_commands(ui), 1920, 1080, rects, RECTS),
                     0);
}

static void a_caret_that_moves_leaves_what_is_between(void **state)
{
    struct ui *ui = *state;
    struct ui_rect rects[RECTS];
    ui_enter(ui, "name");
    build(ui, 0);
    const struct paint_list *before = ui_commands(ui);
    ui_set_focus(ui, "role");
    build(ui, 0);
    size_t count = paint_difference(before, ui_commands(ui), 1920, 1080, rects, RECTS);
    assert_int_equal(count, 2);
}

static const struct paint_command *box_of(const struct ui *ui, const char *id)
{
    const struct paint_list *list = ui_commands(ui);
    const struct ui_node *node = ui_find(ui, id);
    for (size_t i = 0; i < list->count; i++)
        if (memcmp(&list->items[i].rect, &node->rect, sizeof node->rect) == 0)
            return &list->items[i];
    return NULL;
}

static void states_are_seen(void **state)
{
    struct ui *ui = *state;
    build(ui, 0);
    uint32_t plain = box_of(ui, "chip")->border;
    assert_int_equal(plain, ui_color_rgb(UI_COLOR_MUTED));
    build(ui, UI_SELECTED);
    assert_int_equal(box_of(ui, "chip")->border, ui_color_rgb(UI_COLOR_BLUE));
    build(ui, UI_DISABLED);
    assert_int_equal(box_of(ui, "chip")->border, ui_color_rgb(UI_COLOR_RULE));
    ui_enter(ui, "name");
    build(ui, 0);
    assert_int_equal(box_of(ui, "name")->border, ui_color_rgb(UI_COLOR_BLUE));
    assert_int_equal(box_of(ui, "role")->border, ui_color_rgb(UI_COLOR_INK));
}

static void build_on_a_full_colour(struct ui *ui, unsigned state)
{
    ui_begin(ui);
    ui_open(ui, UI_NODE(.look = UI_LOOK_REFUSED, .box = {.w = UI_FILL, .h = UI_FILL}));
    ui_add(ui, UI_NODE(.id = "way", .role = UI_ROLE_RADIO, .look = UI_LOOK_WHITE, .label = "Out",
                       .action = 1, .state = state));
    ui_add(ui, UI_NODE(.id = "ring", .role = UI_ROLE_IMG, .look = UI_LOOK_RING, .icon = "cross",
                       .label = "Refused", .box = {.w = 240, .h = 240}));
    ui_close(ui);
    ui_end(ui);
}

/* On a full colour a button is white outlines, the chosen one is white itself, and a ring is as
 * wide as its node. */
static void a_full_colour_has_looks_of_its_own(void **state)
{
    struct ui *ui = *state;
    build_on_a_full_colour(ui, 0);
    assert_int_equal(ui_commands(ui)->items[0].color, ui_color_rgb(UI_COLOR_REFUSED));
    assert_int_equal(box_of(ui, "way")->color, PAINT_NO_COLOR);
    assert_int_equal(box_of(ui, "way")->border, ui_color_rgb(UI_COLOR_WHITE));
    assert_int_equal(box_of(ui, "ring")->border, ui_color_rgb(UI_COLOR_WHITE));
    assert_int_equal(box_of(ui, "ring")->radius, 120);
    build_on_a_full_colour(ui, UI_CHECKED);
    assert_int_equal(box_of(ui, "way")->color, ui_color_rgb(UI_COLOR_WHITE));
    build_on_a_full_colour(ui, UI_CHECKED | UI_DISABLED);
    assert_null(box_of(ui, "way"));
    build_on_a_full_colour(ui, 0);
    ui_enter(ui, NULL);
    const struct ui_event tab = {.kind = UI_EVENT_KEY, .key = UI_KEY_TAB};
    struct ui_action action;
    ui_handle(ui, &tab, &action);
    build_on_a_full_colour(ui, 0);
    const struct paint_list *list = ui_commands(ui);
    assert_int_equal(list->items[list->count - 1].border, ui_color_rgb(UI_COLOR_WHITE));
}

/* 17 px a character at its full size: 32 of them are 544 in 548. */
static void a_text_shrinks_before_it_is_cut(void **state)
{
    struct ui *ui = *state;
    ui_edit_set(&name, "12345678901234567890123456789012");
    build(ui, 0);
    assert_int_equal(ui_commands(ui)->items[1].font.px, 34);
    ui_edit_insert(&name, "345", 3);
    build(ui, 0);
    assert_in_range(ui_commands(ui)->items[1].font.px, 30, 32);
    assert_true(ui_commands(ui)->items[1].rect.w <= 548);
}

/* The caret of a long text stays inside its field, and the text is clipped there. */
static void a_long_text_scrolls_to_its_caret(void **state)
{
    struct ui *ui = *state;
    for (int i = 0; i < 20; i++)
        ui_edit_insert(&name, "very long ", 10);
    ui_enter(ui, "name");
    build(ui, 0);
    struct ui_rect field = ui_find(ui, "name")->rect;
    const struct paint_list *list = ui_commands(ui);
    const struct paint_command *caret = &list->items[2];
    assert_int_equal(caret->color, ui_color_rgb(UI_COLOR_BLUE));
    assert_true(caret->rect.x > field.x + field.w / 2);
    assert_true(caret->rect.x + caret->rect.w < field.x + field.w - 20);
    assert_true(list->items[1].rect.x < field.x);
    assert_true(list->items[1].clip.x > field.x);
}

static void a_text_too_long_for_its_field_says_so(void **state)
{
    struct ui *ui = *state;
    for (int i = 0; i < 20; i++)
        ui_edit_insert(&name, "é very long ", 13);
    build(ui, 0);
    const struct paint_command *text = &ui_commands(ui)->items[1];
    size_t length = strlen(text->text);
    assert_string_equal(text->text + length - strlen("…"), "…");
    assert_in_range(text->rect.w, 548 - 2 * text->font.px, 548);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repainting_the_difference_is_enough),
        cmocka_unit_test(every_part_of_a_command_counts),
        cmocka_unit_test(too_many_rectangles_are_the_whole_window),
        cmocka_unit_test_setup_teardown(a_typed_letter_dirties_its_field_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_caret_that_moves_leaves_what_is_between, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(states_are_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_colour_has_looks_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_shrinks_before_it_is_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_too_long_for_its_field_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_text_scrolls_to_its_caret, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
