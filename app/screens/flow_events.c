/* What a person does, and what comes of it. */
#include "screens/flow_private.h"

#include <stdlib.h>
#include <string.h>

#define BOUNCE       (FLOW_SECOND * 2 / 5) /* faster than anybody reads and presses */
#define BOUNCE_UNITS 48                    /* 13 mm on a 24" panel */

static bool common_action(struct flow *flow, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return false;
    if (action->action == ACTION_LANGUAGE) {
        ui_hold_scroll(flow->context.ui);
        flow_set_language(flow, (int)action->argument);
        return true;
    }
    if (action->action == ACTION_TEXT_SIZE) {
        flow->visit.text_size = (flow->visit.text_size + 1) % UI_TEXT_SIZES;
        ui_set_text_size(flow->context.ui, flow->visit.text_size);
        ui_set_focus(flow->context.ui, "header/text-size"); /* the document's own makes room */
        return true;
    }
    return false;
}

static enum outcome outcome_of(struct flow *flow, const struct ui_event *event,
                               const struct ui_action *action, struct ui_rect *dirty)
{
    const struct screen *screen = flow_screens[flow->screen];
    if (event->kind == UI_EVENT_SCAN)
        return screen->on_scan ? screen->on_scan(&flow->context, event->text, strlen(event->text))
                               : OUTCOME_STAY;
    if (action->kind == UI_RAW)
        return screen->on_pointer ? screen->on_pointer(&flow->context, event, dirty) : OUTCOME_STAY;
    if (action->kind == UI_PRESS &&
        (action->action == ACTION_BACK || action->action == UI_ACTION_ESCAPE))
        return flow->screen == SCREEN_DOCUMENT && visit_begun(&flow->visit) ? OUTCOME_LEAVE
                                                                            : OUTCOME_BACK;
    if (action->kind == UI_PRESS && action->action == ACTION_NOTICE)
        return OUTCOME_NOTICE;
    if (action->kind == UI_NOTHING || !screen->on_action)
        return OUTCOME_STAY;
    return screen->on_action(&flow->context, action);
}

static bool by_a_person(const struct ui_event *event)
{
    return event->kind != UI_EVENT_NONE && event->kind != UI_EVENT_RESIZE &&
           event->kind != UI_EVENT_EXPOSE && event->kind != UI_EVENT_QUIT &&
           event->kind != UI_EVENT_SCANNER;
}

/* Any sign of life ends the warning, wherever it is given. */
static bool sign_of_life(const struct ui_event *event)
{
    return event->kind == UI_EVENT_UP || event->kind == UI_EVENT_TEXT ||
           event->kind == UI_EVENT_WHEEL || event->kind == UI_EVENT_SCAN ||
           (event->kind == UI_EVENT_KEY && event->key != UI_KEY_TAB);
}

/* Languages and text size by touch leave the focus where it is: who was writing goes on writing. */
static bool shared_action(struct flow *flow, const struct ui_event *event, struct ui_action *action,
                          bool *changed)
{
    struct ui *ui = flow->context.ui;
    struct ui_place place;
    ui_take_place(ui, &place);
    *changed = ui_handle(ui, event, action);
    bool shared = common_action(flow, action);
    if (shared && event->kind == UI_EVENT_UP)
        ui_give_focus(ui, &place);
    return shared;
}

/* What a key types that has ended the warning belongs into no field. */
static bool wakes(struct flow *flow, const struct ui_event *event)
{
    bool woke = flow->waking && event->kind == UI_EVENT_TEXT;
    if (by_a_person(event))
        flow->waking = false;
    return woke;
}

/* A hand that trembles touches twice, and the second touch must not press what has only just come
 * there: "Continue" makes way for "Record my signature". Who has done something else in between has
 * seen it. */
static bool bounces(struct flow *flow, const struct ui_event *event)
{
    struct ui_event *led = &flow->led;
    int reach = ui_units(flow->context.ui, BOUNCE_UNITS);
    if (event->kind == UI_EVENT_DOWN && led->kind == UI_EVENT_UP && event->at - led->at < BOUNCE &&
        abs(event->x - led->x) <= reach && abs(event->y - led->y) <= reach)
        return true;
    if (event->kind == UI_EVENT_DOWN || event->kind == UI_EVENT_KEY)
        led->kind = UI_EVENT_NONE;
    return false;
}

/* A badge changes the screen under a hand that was on its way: what it meets, it has not seen. A
 * signature that was begun must not go on upon the sheet of the next. */
static bool is_late(const struct flow *flow, const struct ui_event *event)
{
    return event->kind == UI_EVENT_DOWN && flow->led.kind == UI_EVENT_SCAN &&
           event->at - flow->led.at < BOUNCE;
}

/* A verdict after a verdict moves no control, and on the welcome screen nothing is half done. */
static bool misleads(const struct flow *flow, enum screen_id from)
{
    bool verdicts = from == SCREEN_DOOR && flow->screen == SCREEN_DOOR;
    return !verdicts && from != SCREEN_WELCOME && flow->screen != SCREEN_WELCOME;
}

static bool lead(struct flow *flow, enum outcome outcome, const struct ui_event *event)
{
    enum screen_id from = flow->screen;
    bool led = flow_follow(flow, outcome);
    if (led)
        flow->led = *event;
    if (event->kind == UI_EVENT_SCAN && !misleads(flow, from))
        flow->led.kind = UI_EVENT_NONE;
    return led;
}

static bool staffed(const struct flow *flow)
{
    return flow->context.door && door_unlocked(flow->context.door);
}

bool flow_event(struct flow *flow, const struct ui_event *event, struct ui_rect *dirty)
{
    flow->context.now = event->at;
    if (by_a_person(event))
        flow->touched = event->at;
    if (wakes(flow, event) || is_late(flow, event) || bounces(flow, event))
        return false;

    if (flow->screen == SCREEN_IDLE && event->kind == UI_EVENT_SCAN && staffed(flow))
        flow_follow(flow, OUTCOME_BACK); /* nobody at a door shows their badge twice */
    struct ui_action action;
    bool changed;
    if (shared_action(flow, event, &action, &changed) || event->kind == UI_EVENT_RESIZE)
        return true;
    enum outcome outcome = outcome_of(flow, event, &action, dirty);
    if (flow->screen == SCREEN_IDLE && outcome == OUTCOME_STAY && sign_of_life(event)) {
        outcome = OUTCOME_BACK;
        flow->waking = event->kind == UI_EVENT_KEY;
    }
    if (outcome != OUTCOME_STAY)
        return lead(flow, outcome, event) || changed;
    /* A stroke's beginning and end change what the pad says of itself; its course changes only ink.
     */
    bool stroke_ends = action.kind == UI_RAW && event->kind != UI_EVENT_MOVE;
    return changed || stroke_ends || event->kind == UI_EVENT_SCAN;
}
