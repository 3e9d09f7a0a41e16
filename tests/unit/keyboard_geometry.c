#include "ui/keyboard.h"

#include "fake/desk.h"
#include "ui/keyboard_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Units on a 24" panel of 1080 lines. */
#define LEAST_KEY_WIDTH  65 /* 18 mm */
#define LEAST_KEY_HEIGHT 47 /* 13 mm */
#define LEAST_GAP        9  /* 2.5 mm */

static const char *const languages[] = {"fr", "en", "es"};

/* In pixels, one less for rounding. */
static int least(const struct desk *desk, int units)
{
    return ui_units(desk->ui, units) - 1;
}

static void check_apart(const struct desk *desk, struct ui_rect a, struct ui_rect b)
{
    int across = a.x < b.x ? b.x - (a.x + a.w) : a.x - (b.x + b.w);
    int down = a.y < b.y ? b.y - (a.y + a.h) : a.y - (b.y + b.h);
    assert_true(across >= least(desk, LEAST_GAP) || down >= least(desk, LEAST_GAP));
}

static void check_size(const struct desk *desk, const struct ui_node *key, struct ui_rect around)
{
    struct ui_rect r = key->rect;
    if (r.w < least(desk, LEAST_KEY_WIDTH) || r.h < least(desk, LEAST_KEY_HEIGHT) ||
        r.x < around.x || r.x + r.w > around.x + around.w)
        fail_msg("%s in %s, %d units: %d x %d at %d of %d", key->id, desk->language, desk->width,
                 r.w, r.h, r.x - around.x, around.w);
}

static void check_key(const struct desk *desk, size_t index, struct ui_rect around)
{
    const struct ui_node *key = ui_node(desk->ui, index);
    check_size(desk, key, around);
    for (size_t i = 0; i < index; i++) {
        const struct ui_node *other = ui_node(desk->ui, i);
        if (other->action < UI_ACTION_KEYBOARD)
            continue;
        check_apart(desk, key->rect, other->rect);
        assert_string_not_equal(key->id, other->id);
        assert_false(desk_key_types(key) && desk_key_types(other) &&
                     strcmp(key->label, other->label) == 0);
    }
}

static void check_board(const struct desk *desk)
{
    struct ui_rect field = ui_find(desk->ui, "field")->rect;
    bool at_right = false;
    int top = INT32_MAX, bottom = 0;
    for (size_t i = 0; i < ui_count(desk->ui); i++) {
        const struct ui_node *node = ui_node(desk->ui, i);
        if (node->action < UI_ACTION_KEYBOARD)
            continue;
        check_key(desk, i, field);
        top = node->rect.y < top ? node->rect.y : top;
        bottom = node->rect.y + node->rect.h > bottom ? node->rect.y + node->rect.h : bottom;
        at_right |= node->rect.x + node->rect.w == field.x + field.w;
    }
    assert_true(at_right);
    assert_int_equal(bottom - top, ui_units(desk->ui, desk->height));
}

static void check_pages(struct desk *desk)
{
    check_board(desk);
    for (int page = 1; page < 4 && desk_has(desk, "key/more"); page++) {
        desk_press(desk, "key/more");
        check_board(desk);
    }
}

/* Every board that can be seen: the layers, their pages, and the forms of every key. */
static void check_boards(struct desk *desk)
{
    static const char *const layers[] = {NULL, "key/layer", "key/accents"};
    for (size_t layer = 0; layer < COUNT(layers); layer++) {
        desk_start_over(desk);
        if (layers[layer])
            desk_press(desk, layers[layer]);
        size_t count = ui_count(desk->ui);
        for (size_t i = 0; i < count; i++) {
            const struct ui_node *key = ui_node(desk->ui, i);
            if (!desk_key_types(key) || !keyboard_has_forms(key->id + 4))
                continue;
            desk_press_node(desk, key, true);
            check_pages(desk);
            desk_start_over(desk);
            if (layers[layer])
                desk_press(desk, layers[layer]);
        }
        check_pages(desk);
    }
}

/* Window in pixels, keyboard in units. */
struct place {
    int window_width, window_height, width, height, text_size;
};

static void check_place(const struct place *place, const char *language,
                        enum ui_keyboard_purpose purpose)
{
    struct desk desk;
    desk_sit_down(&desk, language, purpose);
    desk.width = place->width;
    desk.height = place->height;
    ui_set_text_size(desk.ui, place->text_size);
    ui_resize(desk.ui, place->window_width, place->window_height);
    check_boards(&desk);
    desk_stand_up(&desk);
}

static void every_board_can_be_hit(void **state)
{
    (void)state;
    static const struct place places[] = {
        {1080, 1920, DESK_PORTRAIT_WIDTH, 500, 0},
        {1080, 1920, DESK_PORTRAIT_WIDTH, 4 * LEAST_KEY_HEIGHT + 36, 0},
        {1080, 1920, DESK_PORTRAIT_WIDTH, DESK_KEYBOARD_HEIGHT, UI_TEXT_SIZES - 1},
        {1920, 1080, DESK_LANDSCAPE_WIDTH, DESK_KEYBOARD_HEIGHT, 0},
        {1024, 600, 1560, DESK_KEYBOARD_HEIGHT, 0},
        {3840, 2160, DESK_LANDSCAPE_WIDTH, DESK_KEYBOARD_HEIGHT, UI_TEXT_SIZES - 1},
    };
    for (size_t i = 0; i < COUNT(languages); i++)
        for (size_t j = 0; j < COUNT(places); j++)
            for (int purpose = UI_KEYBOARD_NAME; purpose <= UI_KEYBOARD_EMAIL; purpose++)
                check_place(&places[j], languages[i], (enum ui_keyboard_purpose)purpose);
}

static void rows_reach_from_edge_to_edge(void **state)
{
    (void)state;
    static const char *const ends[][2] = {{"key/a", "key/p"},
                                          {"key/q", "key/m"},
                                          {"key/shift", "key/backspace"},
                                          {"key/layer", "key/next"}};
    struct desk desk;
    desk_sit_down(&desk, "fr", UI_KEYBOARD_NAME);
    struct ui_rect field = ui_find(desk.ui, "field")->rect;
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct ui_rect left = ui_find(desk.ui, ends[i][0])->rect;
        struct ui_rect right = ui_find(desk.ui, ends[i][1])->rect;
        assert_int_equal(left.x, field.x);
        assert_int_equal(right.x + right.w, field.x + field.w);
    }
    assert_true(ui_find(desk.ui, "key/shift")->rect.w > ui_find(desk.ui, "key/w")->rect.w);
    desk_stand_up(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_board_can_be_hit),
        cmocka_unit_test(rows_reach_from_edge_to_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
