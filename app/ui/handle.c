#include "ui/ui_private.h"

#define FRAME 16000 /* microseconds between two steps of what moves by itself */

/* What was touched is elsewhere now, and a pad has another scale: the finger must come again. */
static bool resize(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    (void)action;
    ui->touch = (struct ui_touch){0};
    ui_resize(ui, event->width, event->height);
    return true;
}

bool ui_handle(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    static bool (*const kinds[])(struct ui *, const struct ui_event *, struct ui_action *) = {
        [UI_EVENT_DOWN] = ui_pointer_event,  [UI_EVENT_MOVE] = ui_pointer_event,
        [UI_EVENT_UP] = ui_pointer_event,    [UI_EVENT_CANCEL] = ui_pointer_event,
        [UI_EVENT_WHEEL] = ui_pointer_event, [UI_EVENT_KEY] = ui_key_event,
        [UI_EVENT_TEXT] = ui_text_event,     [UI_EVENT_PASTE] = ui_text_event,
        [UI_EVENT_RESIZE] = resize,          [UI_EVENT_QUIT] = NULL,
    };
    *action = (struct ui_action){0};
    if (event->at > ui->now)
        ui->now = event->at;
    return kinds[event->kind] && kinds[event->kind](ui, event, action);
}

bool ui_tick(struct ui *ui, int64_t now, struct ui_action *action)
{
    *action = (struct ui_action){0};
    if (now > ui->now)
        ui->now = now;
    return ui_pointer_tick(ui, now, action) || ui_scroll_run(ui, now, action);
}

int64_t ui_next_tick(const struct ui *ui)
{
    int64_t next = ui_scroll_running(ui) ? ui->now + FRAME : INT64_MAX;
    if (ui->touch.phase == UI_TOUCH_PRESS && ui->touch.long_at < next)
        next = ui->touch.long_at;
    return next;
}
