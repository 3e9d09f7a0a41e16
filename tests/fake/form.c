#include "fake/form.h"

#include "core/memory.h"
#include "ui/keyboard.h"

#include <stdlib.h>

static void add_fields(struct ui *ui, struct form *form)
{
    ui_add(ui, UI_NODE(.id = "name", .role = UI_ROLE_TEXTBOX, .look = UI_LOOK_FIELD,
                       .edit = &form->name, .box = {.w = 600, .h = 80}));
    ui_add(ui, UI_NODE(.id = "role", .role = UI_ROLE_TEXTBOX, .look = UI_LOOK_FIELD,
                       .edit = &form->role, .box = {.w = 600, .h = 80}));
    ui_add(ui, UI_NODE(.id = "agree", .role = UI_ROLE_CHECKBOX, .look = UI_LOOK_CHECK,
                       .action = AGREE, .label = "I agree", .box = {.w = 400, .h = 56}));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 20));
    for (int i = 0; i < 2; i++)
        ui_add(ui,
               UI_NODE(.id = i ? "second" : "first", .role = UI_ROLE_RADIO, .look = UI_LOOK_RADIO,
                       .action = i ? SECOND : FIRST, .label = "either", .box = {.w = 300}));
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = "go", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY, .action = GO,
                       .argument = 7, .label = "Go", .state = form->disabled ? UI_DISABLED : 0,
                       .box = {.w = 300, .h = 96}));
    ui_add(ui, UI_NODE(.id = "link", .role = UI_ROLE_LINK, .look = UI_LOOK_LINK, .action = LINK,
                       .label = "Your data", .box = {.h = 40}));
}

static void add(struct ui *ui, void *content)
{
    static const struct ui_keyboard_words words = {.space = "space", .next = "Next"};
    struct form *form = content;
    ui_open(ui,
            UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = 100, .top = 20, .right = 100, .gap = 20));
    add_fields(ui, form);
    if (form->keyboard)
        ui_keyboard(ui, "en", UI_KEYBOARD_TEXT, 372, &words, NEXT_FIELD);
    ui_close(ui);
    if (form->covered) {
        ui_open(ui, UI_NODE(.look = UI_LOOK_PAPER, .box = {.w = UI_FILL, .h = UI_FILL}));
        ui_add(ui, UI_NODE(.id = "stay", .role = UI_ROLE_BUTTON, .look = UI_LOOK_PRIMARY,
                           .action = GO, .label = "Stay"));
        ui_close(ui);
    }
}

int form_set_up(void **state)
{
    struct form *form = em_alloc(sizeof *form);
    ui_edit_clear(&form->name);
    ui_edit_clear(&form->role);
    *state = hand_new(add, form);
    return 0;
}

int form_tear_down(void **state)
{
    struct hand *hand = *state;
    free(hand->content);
    hand_free(hand);
    return 0;
}
