/* Touches and the mouse. One pointer acts at a time; whatever a second finger or a palm does
 * meanwhile is ignored from its DOWN to its UP. Only on the keyboard a second finger takes over:
 * who types with two hands touches the next key before the last one is let go.
 */
#include "ui/ui_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DRAG_SLOP     12     /* units that a finger may tremble before it scrolls */
#define WHEEL_STEP    120    /* units a notch */
#define TARGET_UNITS  66     /* the least height and width of a link's or check's touch target */
#define LONG_PRESS    500000 /* microseconds */
#define REPEAT        80000
#define THROW_TIMEOUT 60000 /* a finger that has rested this long does not throw */
#define MEASURE       8000  /* the least time over which a finger's speed is measured */

/* --- what is under a point --- */

static int grow_by(int size, int least)
{
    return size < least ? (least - size + 1) / 2 : 0;
}

static bool is_slight(const struct ui_node *node)
{
    return node->look == UI_LOOK_LINK || node->look == UI_LOOK_CHECK ||
           node->look == UI_LOOK_RADIO || node->look == UI_LOOK_MARK || node->look == UI_LOOK_STEP;
}

struct ui_rect ui_hit_rect(const struct ui *ui, const struct ui_node *node)
{
    struct ui_rect rect = node->rect;
    if (!is_slight(node))
        return rect;
    int x = grow_by(rect.w, ui_units(ui, TARGET_UNITS));
    int y = grow_by(rect.h, ui_units(ui, TARGET_UNITS));
    return (struct ui_rect){rect.x - x, rect.y - y, rect.w + 2 * x, rect.h + 2 * y};
}

static bool takes_pointer(const struct ui_node *node)
{
    bool pad = node->role == UI_ROLE_APPLICATION && node->id && !(node->state & UI_DISABLED);
    return pad || ui_is_pressable(node);
}

/* From the top down; paper hides what is below it. */
static int hit_among(const struct ui *ui, int x, int y, bool grown)
{
    for (int i = (int)ui->count - 1; i >= (int)ui_first_uncovered(ui); i--) {
        const struct ui_node *node = &ui->nodes[i];
        struct ui_rect rect = grown ? ui_hit_rect(ui, node) : node->rect;
        if (!ui_rect_contains(ui_rect_intersect(rect, node->clip), x, y))
            continue;
        if (takes_pointer(node))
            return i;
        if (node->look == UI_LOOK_PAPER)
            return -1;
    }
    return -1;
}

/* What is truly under the finger goes before what only has its target extended to there. */
int ui_hit(const struct ui *ui, int x, int y)
{
    int exact = hit_among(ui, x, y, false);
    return exact >= 0 ? exact : hit_among(ui, x, y, true);
}

static struct ui_viewport *viewport_under(struct ui *ui, int x, int y)
{
    for (int i = (int)ui->count - 1; i >= (int)ui_first_uncovered(ui); i--) {
        const struct ui_node *node = &ui->nodes[i];
        if (node->box.scroll && ui_rect_contains(ui_rect_intersect(node->rect, node->clip), x, y))
            return ui_viewport(ui, node->id, false);
    }
    return NULL;
}

/* --- pressing --- */

bool ui_is_pressed(const struct ui *ui, const struct ui_node *node)
{
    const struct ui_touch *touch = &ui->touch;
    return touch->phase == UI_TOUCH_PRESS && touch->inside && ui_has_id(node, touch->target);
}

bool ui_press_key(struct ui *ui, const struct ui_node *node, bool is_long, struct ui_action *action)
{
    struct ui_node *target = ui_target_node(ui);
    bool changed = ui_keyboard_press(ui->keyboard, target ? target->edit : NULL, node, is_long);
    if (node->action == UI_ACTION_KEYBOARD_NEXT) {
        action->kind = UI_PRESS;
        action->action = (int)node->argument;
        action->argument = node->argument;
        ui_copy_id(action->id, node->id);
    } else if (changed && target) {
        action->kind = UI_CHANGE;
        ui_copy_id(action->id, target->id);
    }
    return true;
}

bool ui_press(struct ui *ui, struct ui_node *node, struct ui_action *action)
{
    if (ui_is_key(node))
        return ui_press_key(ui, node, false, action);
    ui_copy_id(ui->focus, node->id);
    if (node->action) {
        action->kind = UI_PRESS;
        action->action = node->action;
        action->argument = node->argument;
        ui_copy_id(action->id, node->id);
    }
    return true;
}

static void place_caret(struct ui *ui, struct ui_node *node, int x)
{
    int offset;
    struct ui_label field = ui_field_of(ui, node, &offset);
    node->edit->caret =
        ui_texts_offset_at(ui->texts, field.font, field.text, x - field.area.x + offset);
}

/* --- one touch from DOWN to UP --- */

static void raw(struct ui *ui, struct ui_action *action)
{
    action->kind = UI_RAW;
    ui_copy_id(action->id, ui->touch.target);
}

static bool on_down(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_viewport *viewport = viewport_under(ui, event->x, event->y);
    int hit = ui_hit(ui, event->x, event->y);
    const struct ui_node *node = hit >= 0 ? &ui->nodes[hit] : NULL;
    bool caught = viewport && viewport->velocity != 0;
    bool had_ring = ui->show_focus;
    ui->show_focus = false;
    ui->touch = (struct ui_touch){.phase = caught ? UI_TOUCH_DRAG : UI_TOUCH_PRESS,
                                  .pointer = event->pointer,
                                  .start_x = event->x,
                                  .start_y = event->y,
                                  .y = event->y,
                                  .at = event->at,
                                  .measured_y = event->y,
                                  .measured_at = event->at,
                                  .inside = node != NULL,
                                  .long_at = INT64_MAX};
    if (viewport)
        ui_copy_id(ui->touch.viewport, viewport->id);
    if (caught)
        viewport->velocity = 0;
    if (caught || node == NULL)
        return had_ring;
    ui_copy_id(ui->touch.target, node->id);
    if (ui_is_pressable(node)) {
        ui->touch.long_at = ui_is_key(node) ? event->at + LONG_PRESS : INT64_MAX;
        return true;
    }
    ui->touch.phase = UI_TOUCH_RAW;
    raw(ui, action);
    return had_ring;
}

/* Movements that waited while a frame was drawn are handed out together, microseconds apart. What
 * the finger did between two of them says nothing of its speed; what it did in all does. */
static void measure(struct ui_touch *touch, const struct ui_event *event, int64_t took)
{
    float speed = (float)(touch->measured_y - event->y) * 1e6f / (float)took;
    touch->velocity = 0.4f * touch->velocity + 0.6f * speed;
    touch->measured_y = event->y;
    touch->measured_at = event->at;
}

static bool drag(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_touch *touch = &ui->touch;
    struct ui_viewport *viewport = ui_viewport(ui, touch->viewport, false);
    int way = touch->y - event->y;
    if (event->at - touch->measured_at >= MEASURE)
        measure(touch, event, event->at - touch->measured_at);
    touch->y = event->y;
    touch->at = event->at;
    if (viewport == NULL || !ui_viewport_move(viewport, viewport->position + (float)way))
        return false;
    action->kind = UI_SCROLL;
    ui_copy_id(action->id, viewport->id);
    return true;
}

/* The way already gone is not made up for: the page must not jump when the finger has gone far
 * enough. */
static bool begin_drag(struct ui *ui, const struct ui_event *event)
{
    const struct ui_viewport *viewport = ui_viewport(ui, ui->touch.viewport, false);
    if (viewport == NULL || viewport->extent == 0 ||
        abs(event->y - ui->touch.start_y) <= ui_units(ui, DRAG_SLOP))
        return false;
    ui->touch.phase = UI_TOUCH_DRAG;
    ui->touch.y = ui->touch.measured_y = event->y;
    ui->touch.at = ui->touch.measured_at = event->at;
    return true;
}

static bool on_move(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_touch *touch = &ui->touch;
    if (touch->phase == UI_TOUCH_RAW) {
        raw(ui, action);
        return false;
    }
    if (touch->phase == UI_TOUCH_DRAG)
        return drag(ui, event, action);
    if (begin_drag(ui, event))
        return true;
    const struct ui_node *node = ui_find(ui, touch->target);
    bool was_inside = touch->inside;
    touch->inside = node && ui_rect_contains(ui_hit_rect(ui, node), event->x, event->y);
    if (!touch->inside)
        touch->long_at = INT64_MAX;
    return touch->inside != was_inside;
}

static void throw(struct ui * ui, const struct ui_event *event)
{
    struct ui_touch *touch = &ui->touch;
    struct ui_viewport *viewport = ui_viewport(ui, touch->viewport, false);
    int64_t took = event->at - touch->measured_at;
    if (viewport == NULL || event->at - touch->at > THROW_TIMEOUT)
        return;
    if (touch->velocity == 0 && touch->measured_y != event->y) /* all was over in one measure */
        measure(touch, event, took > MEASURE ? took : MEASURE);
    viewport->velocity = touch->velocity;
    viewport->run_at = event->at;
}

static bool release(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_node *node = ui_find_mutable(ui, ui->touch.target);
    if (!ui->touch.inside || node == NULL || !ui_is_pressable(node))
        return node != NULL;
    if (ui->touch.spent)
        return true;
    if (!ui_is_textbox(node))
        return ui_press(ui, node, action);
    place_caret(ui, node, event->x);
    ui_set_focus(ui, node->id); /* what it has to say is Enter's to say */
    return true;
}

static bool on_up(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    enum ui_touch_phase phase = ui->touch.phase;
    if (phase == UI_TOUCH_PRESS)
        on_move(ui, event, action); /* it may have been moved without a report */
    bool changed = false;
    if (ui->touch.phase == UI_TOUCH_PRESS)
        changed = release(ui, event, action);
    else if (phase == UI_TOUCH_DRAG)
        throw(ui, event);
    else if (phase == UI_TOUCH_RAW)
        raw(ui, action);
    ui->touch = (struct ui_touch){0};
    return changed || phase == UI_TOUCH_PRESS;
}

static bool takes_over(const struct ui *ui, const struct ui_event *event)
{
    const struct ui_node *held = ui_find(ui, ui->touch.target);
    int hit = ui_hit(ui, event->x, event->y);
    if (ui->touch.phase != UI_TOUCH_PRESS || held == NULL || hit < 0)
        return false;
    return ui_is_key(held) && ui_is_key(&ui->nodes[hit]) && held != &ui->nodes[hit];
}

/* The key that is still held acts now; its finger's UP is nobody's then. */
static bool take_over(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_action none = {0};
    release(ui, event, action);
    on_down(ui, event, &none);
    return true;
}

static bool on_cancel(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    (void)event;
    if (ui->touch.phase == UI_TOUCH_RAW)
        raw(ui, action);
    ui->touch = (struct ui_touch){0};
    return true;
}

static bool on_wheel(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    struct ui_viewport *viewport = viewport_under(ui, event->x, event->y);
    if (viewport == NULL)
        viewport = ui_viewport_for_keys(ui);
    if (viewport == NULL)
        return false;
    viewport->velocity = 0;
    float way = event->scroll * (float)ui_units(ui, WHEEL_STEP);
    if (!ui_viewport_move(viewport, viewport->position - way))
        return false;
    action->kind = UI_SCROLL;
    ui_copy_id(action->id, viewport->id);
    return true;
}

bool ui_pointer_event(struct ui *ui, const struct ui_event *event, struct ui_action *action)
{
    bool mine = ui->touch.phase != UI_TOUCH_NONE && ui->touch.pointer == event->pointer;
    switch (event->kind) {
    case UI_EVENT_DOWN:
        if (ui->touch.phase == UI_TOUCH_NONE)
            return on_down(ui, event, action);
        return takes_over(ui, event) && take_over(ui, event, action);
    case UI_EVENT_MOVE:
        return mine && on_move(ui, event, action);
    case UI_EVENT_UP:
        return mine && on_up(ui, event, action);
    case UI_EVENT_CANCEL:
        return mine && on_cancel(ui, event, action);
    default:
        return on_wheel(ui, event, action);
    }
}

bool ui_pointer_tick(struct ui *ui, int64_t now, struct ui_action *action)
{
    struct ui_touch *touch = &ui->touch;
    if (touch->phase != UI_TOUCH_PRESS || now < touch->long_at)
        return false;
    const struct ui_node *node = ui_find(ui, touch->target);
    touch->long_at = INT64_MAX;
    if (node == NULL || node->action == UI_ACTION_KEYBOARD_NEXT)
        return false;
    bool repeats = node->action == UI_ACTION_KEYBOARD_BACKSPACE;
    touch->spent = true;
    if (repeats)
        touch->long_at = now + REPEAT;
    return ui_press_key(ui, node, !repeats, action);
}
