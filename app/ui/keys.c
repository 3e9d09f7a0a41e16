/* The physical keyboard: moving the focus, pressing, editing, scrolling. One row a key. */
#include "ui/ui_private.h"

#include <string.h>

struct key_press {
    struct ui *ui;
    const struct ui_event *event;
    struct ui_action *action;
    struct ui_node *focused; /* NULL: none */
};

static bool in_text(const struct key_press *press)
{
    return press->focused && ui_is_textbox(press->focused) && ui_is_pressable(press->focused);
}

static bool edited(const struct key_press *press, void (*edit)(struct ui_edit *edit))
{
    struct ui_edit *text = press->focused->edit;
    size_t length = strlen(text->text);
    edit(text);
    if (strlen(text->text) != length) {
        press->action->kind = UI_CHANGE;
        ui_copy_id(press->action->id, press->focused->id);
    }
    return true;
}

static bool on_tab(const struct key_press *press)
{
    return ui_focus_step(press->ui, press->event->shift ? -1 : 1);
}

static bool on_control(const struct key_press *press)
{
    return press->focused && ui_is_pressable(press->focused) && !ui_is_textbox(press->focused);
}

static bool press_focused(const struct key_press *press)
{
    if (press->focused == NULL || !ui_is_pressable(press->focused))
        return false;
    press->ui->show_focus = true;
    return ui_press(press->ui, press->focused, press->action);
}

/* In a text Enter goes on, unless it has something to say of its own, as a search has. Held down it
 * speaks once: a slow hand must not run through a form or press twice. So does Space. */
static bool on_enter(const struct key_press *press)
{
    if (press->event->repeat)
        return false;
    if (in_text(press) && press->focused->action == 0)
        return ui_focus_step(press->ui, 1);
    return press_focused(press);
}

static bool on_space(const struct key_press *press)
{
    if (!on_control(press))
        return false;
    press->ui->swallow_space = true;
    return !press->event->repeat && press_focused(press);
}

static bool on_escape(const struct key_press *press)
{
    if (press->event->repeat)
        return false;
    press->action->kind = UI_PRESS;
    press->action->action = UI_ACTION_ESCAPE;
    return true;
}

/* Among radios the focus is the choice. */
static bool on_arrow(const struct key_press *press)
{
    struct ui *ui = press->ui;
    if (!ui_focus_arrow(ui, press->event->key))
        return ui_scroll_key(ui, press->event->key, press->action);
    struct ui_node *node = ui_find_mutable(ui, ui->focus);
    if (node->role == UI_ROLE_RADIO)
        ui_press(ui, node, press->action);
    return true;
}

static bool on_left(const struct key_press *press)
{
    return in_text(press) ? edited(press, ui_edit_left) : on_arrow(press);
}

static bool on_right(const struct key_press *press)
{
    return in_text(press) ? edited(press, ui_edit_right) : on_arrow(press);
}

static bool on_page(const struct key_press *press)
{
    return ui_scroll_key(press->ui, press->event->key, press->action);
}

static bool on_home(const struct key_press *press)
{
    return in_text(press) ? edited(press, ui_edit_home) : on_page(press);
}

static bool on_end(const struct key_press *press)
{
    return in_text(press) ? edited(press, ui_edit_end) : on_page(press);
}

static bool on_backspace(const struct key_press *press)
{
    return in_text(press) && edited(press, ui_edit_backspace);
}

static bool on_delete(const struct key_press *press)
{
    return in_text(press) && edited(press, ui_edit_delete);
}

bool ui_key_event(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    static bool (*const keys[])(const struct key_press *press) = {
        [UI_KEY_TAB] = on_tab,
        [UI_KEY_ENTER] = on_enter,
        [UI_KEY_SPACE] = on_space,
        [UI_KEY_ESCAPE] = on_escape,
        [UI_KEY_LEFT] = on_left,
        [UI_KEY_RIGHT] = on_right,
        [UI_KEY_UP] = on_arrow,
        [UI_KEY_DOWN] = on_arrow,
        [UI_KEY_HOME] = on_home,
        [UI_KEY_END] = on_end,
        [UI_KEY_PAGE_UP] = on_page,
        [UI_KEY_PAGE_DOWN] = on_page,
        [UI_KEY_BACKSPACE] = on_backspace,
        [UI_KEY_DELETE] = on_delete,
        [UI_KEY_Q] = NULL,
    };
    const struct key_press press = {ui, event, action, ui_find_mutable(ui, ui->focus)};
    ui->swallow_space = false;
    return keys[event->key] && keys[event->key](&press);
}

/* Where physical typing goes: the text that has the focus, or had it last when nothing else has. */
static struct ui_node *typing_target(const struct ui *ui)
{
    struct ui_node *focused = ui_find_mutable(ui, ui->focus);
    if (focused == NULL)
        return ui_target_node(ui);
    return ui_is_textbox(focused) && ui_is_pressable(focused) ? focused : NULL;
}

bool ui_text_event(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    bool swallow =
        ui->swallow_space && event->kind == UI_EVENT_TEXT && strcmp(event->text, " ") == 0;
    ui->swallow_space = false;
    struct ui_node *node = typing_target(ui);
    if (swallow || node == NULL)
        return false;
    ui_edit_insert(node->edit, event->text, strlen(event->text));
    action->kind = UI_CHANGE;
    ui_copy_id(action->id, node->id);
    return true;
}
