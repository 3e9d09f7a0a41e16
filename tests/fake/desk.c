#include "fake/desk.h"

#include "fake/metrics.h"

#include <assert.h>
#include <string.h>

void desk_build(struct desk *desk)
{
    const struct ui_keyboard_words words = {.space = "espace", .next = "Suivant"};
    ui_begin(desk->ui);
    ui_open(desk->ui, UI_BOX(.w = desk->width));
    ui_add(desk->ui, UI_NODE(.id = "field", .role = UI_ROLE_TEXTBOX, .look = UI_LOOK_FIELD,
                             .action = 1, .edit = &desk->edit, .box = {.w = UI_FILL, .h = 80}));
    ui_keyboard(desk->ui, desk->language, desk->purpose, desk->height, &words, DESK_NEXT_ACTION);
    ui_close(desk->ui);
    ui_end(desk->ui);
}

void desk_sit_down(struct desk *desk, const char *language, enum ui_keyboard_purpose purpose)
{
    *desk = (struct desk){.language = language,
                          .purpose = purpose,
                          .width = DESK_PORTRAIT_WIDTH,
                          .height = DESK_KEYBOARD_HEIGHT};
    desk->ui = ui_new(&fake_metrics);
    ui_resize(desk->ui, 1080, 1920);
    ui_enter(desk->ui, "field");
    desk_build(desk);
    assert(ui_edit_target(desk->ui) == &desk->edit);
}

void desk_stand_up(struct desk *desk)
{
    ui_free(desk->ui);
}

bool desk_press_node(struct desk *desk, const struct ui_node *key, bool is_long)
{
    bool changed = ui_keyboard_press(ui_keyboard_state(desk->ui), &desk->edit, key, is_long);
    desk_build(desk);
    return changed;
}

bool desk_has(const struct desk *desk, const char *id)
{
    return ui_find(desk->ui, id) != NULL;
}

bool desk_press(struct desk *desk, const char *id)
{
    const struct ui_node *key = ui_find(desk->ui, id);
    assert(key);
    return desk_press_node(desk, key, false);
}

bool desk_press_long(struct desk *desk, const char *id)
{
    const struct ui_node *key = ui_find(desk->ui, id);
    assert(key);
    return desk_press_node(desk, key, true);
}

const char *desk_label(const struct desk *desk, const char *id)
{
    const struct ui_node *key = ui_find(desk->ui, id);
    assert(key);
    return key->label;
}

bool desk_key_types(const struct ui_node *node)
{
    return node->action == UI_ACTION_KEYBOARD_TYPE;
}

void desk_start_over(struct desk *desk)
{
    ui_keyboard_reset(ui_keyboard_state(desk->ui));
    desk_build(desk);
}
