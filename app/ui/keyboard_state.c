#include "ui/keyboard_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct ui_keyboard *ui_keyboard_new(void)
{
    struct ui_keyboard *keyboard = calloc(1, sizeof *keyboard);
    if (!keyboard)
        abort();
    return keyboard;
}

void ui_keyboard_free(struct ui_keyboard *keyboard)
{
    free(keyboard);
}

void ui_keyboard_reset(struct ui_keyboard *keyboard)
{
    *keyboard = (struct ui_keyboard){.target = keyboard->target};
}

static void go_to_layer(struct ui_keyboard *keyboard, enum keyboard_layer layer)
{
    keyboard->layer = layer;
    keyboard->accents_for[0] = '\0';
    keyboard->page = 0;
}

struct press {
    struct ui_keyboard *keyboard;
    struct ui_edit *target; /* may be NULL */
    const struct ui_node *key;
    bool is_long;
};

static void insert(const struct press *press, const char *text)
{
    if (press->target)
        ui_edit_insert(press->target, text, strlen(text));
    if (press->keyboard->shift == KEYBOARD_SHIFT_ONCE)
        press->keyboard->shift = KEYBOARD_SHIFT_OFF;
}

static void press_type(const struct press *press)
{
    insert(press, press->key->label);
    if (press->keyboard->layer == KEYBOARD_LAYER_ACCENTS) /* a plain letter follows an accent */
        go_to_layer(press->keyboard, KEYBOARD_LAYER_LETTERS);
}

static void press_space(const struct press *press)
{
    insert(press, " ");
}

static void press_backspace(const struct press *press)
{
    if (press->target)
        ui_edit_backspace(press->target);
}

static void press_shift(const struct press *press)
{
    static const enum keyboard_shift after[] = {
        [KEYBOARD_SHIFT_OFF] = KEYBOARD_SHIFT_ONCE,
        [KEYBOARD_SHIFT_ONCE] = KEYBOARD_SHIFT_LOCK,
        [KEYBOARD_SHIFT_LOCK] = KEYBOARD_SHIFT_OFF,
    };
    enum keyboard_shift *shift = &press->keyboard->shift;
    *shift = press->is_long ? KEYBOARD_SHIFT_LOCK : after[*shift];
}

static void press_letters(const struct press *press)
{
    go_to_layer(press->keyboard, KEYBOARD_LAYER_LETTERS);
}

static void press_accents(const struct press *press)
{
    go_to_layer(press->keyboard, KEYBOARD_LAYER_ACCENTS);
}

static void press_signs(const struct press *press)
{
    go_to_layer(press->keyboard, KEYBOARD_LAYER_SIGNS);
}

static void press_more(const struct press *press)
{
    press->keyboard->page++; /* wraps where the pages are counted: in building them */
}

static void press_next(const struct press *press)
{
    (void)press; /* the ui's: it tells the screen */
}

/* What a key does, and whether forms of a letter that are open stay so. */
static const struct {
    void (*apply)(const struct press *press);
    bool keeps_forms;
} presses[] = {
#define KEY(name) [UI_ACTION_KEYBOARD_##name - UI_ACTION_KEYBOARD]
    KEY(TYPE) = {press_type, false},           KEY(SPACE) = {press_space, false},
    KEY(BACKSPACE) = {press_backspace, false}, KEY(SHIFT) = {press_shift, true},
    KEY(LETTERS) = {press_letters, false},     KEY(ACCENTS) = {press_accents, false},
    KEY(SIGNS) = {press_signs, false},         KEY(MORE) = {press_more, true},
    KEY(NEXT) = {press_next, false},
#undef KEY
};

/* Among accents, and where the forms of a key are open already, a long press types: whoever is slow
 * gets every letter too. */
static bool open_forms(struct ui_keyboard *keyboard, const struct ui_node *key)
{
    const char *name = key->id + strlen(KEYBOARD_ID_PREFIX), *open = keyboard->accents_for;
    if (keyboard->layer == KEYBOARD_LAYER_ACCENTS || key->action != UI_ACTION_KEYBOARD_TYPE ||
        !keyboard_has_forms(name) || strcmp(open, name) == 0 || keyboard_is_form(open, name))
        return false;
    assert(strlen(name) < sizeof keyboard->accents_for);
    strcpy(keyboard->accents_for, name);
    keyboard->page = 0;
    return true;
}

bool ui_keyboard_press(struct ui_keyboard *keyboard, struct ui_edit *target,
                       const struct ui_node *key, bool is_long)
{
    assert(key->action >= UI_ACTION_KEYBOARD && key->action <= UI_ACTION_KEYBOARD_NEXT);
    if (is_long && open_forms(keyboard, key))
        return false;
    size_t before = target ? strlen(target->text) : 0;
    int which = key->action - UI_ACTION_KEYBOARD;
    presses[which].apply(&(struct press){keyboard, target, key, is_long});
    if (!presses[which].keeps_forms)
        keyboard->accents_for[0] = '\0';
    return target && strlen(target->text) != before;
}
