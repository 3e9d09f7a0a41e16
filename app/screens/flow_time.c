/* Time that goes by: what ends by itself, what grows stale, and when a visit is given up. */
#include "screens/flow_private.h"

int64_t flow_stay(const struct flow *flow, enum screen_id screen)
{
    const struct event_pack *pack = flow->context.pack;
    switch (screen) {
    case SCREEN_IDLE:
        return pack->warning_seconds * FLOW_SECOND;
    case SCREEN_RECORDED:
    case SCREEN_WITHDRAWN:
        return pack->recorded_seconds * FLOW_SECOND;
    default:
        return 0;
    }
}

/* Whether somebody's choices would be left to the next person. */
static bool visited(const struct flow *flow)
{
    return flow->screen != SCREEN_WELCOME || flow->visit.language != flow->language ||
           flow->visit.text_size != 0 || flow->visit.badge != VISIT_BADGE_NONE;
}

/* When the silence becomes a warning, or on welcome a fresh start. */
static int64_t idle_at(const struct flow *flow)
{
    bool timed = flow->context.deadline || flow->screen == SCREEN_OUT_OF_SERVICE ||
                 flow_screens[flow->screen]->stays;
    if (timed || !visited(flow))
        return INT64_MAX;
    return flow->touched + flow->context.pack->idle_seconds * FLOW_SECOND;
}

int64_t flow_holds_until(struct flow *flow)
{
    const struct screen *screen = flow_screens[flow->screen];
    int64_t holds = screen->holds_for ? screen->holds_for(&flow->context) : INT64_MAX;
    return holds == INT64_MAX ? INT64_MAX : flow->context.now + holds;
}

/* Whether the screen says how long it stays. */
static bool counts_down(const struct flow *flow)
{
    return flow->context.deadline && flow_stay(flow, flow->screen) > 0;
}

bool flow_tick(struct flow *flow, int64_t now)
{
    struct screen_context *context = &flow->context;
    context->now = now;
    if (context->deadline && now >= context->deadline)
        return flow_follow(flow, OUTCOME_TIMEOUT);
    if (now >= idle_at(flow)) {
        if (flow->screen == SCREEN_WELCOME)
            return flow_follow(flow, OUTCOME_TIMEOUT);
        context->leaving = false;
        flow_enter(flow, SCREEN_IDLE);
        return true;
    }
    struct ui_action action = {0};
    bool changed = ui_tick(context->ui, now, &action);
    enum outcome outcome = OUTCOME_STAY;
    if (action.kind != UI_NOTHING && flow_screens[flow->screen]->on_action)
        outcome = flow_screens[flow->screen]->on_action(context, &action);
    if (outcome != OUTCOME_STAY)
        changed |= flow_follow(flow, outcome);
    return changed || now >= flow->stale_at ||
           (counts_down(flow) && flow->seconds_shown != screen_seconds_left(context));
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t flow_next_tick(const struct flow *flow)
{
    const struct screen_context *context = &flow->context;
    int64_t next = ui_next_tick(context->ui);
    int64_t idle = idle_at(flow);
    if (counts_down(flow))
        next = earlier(next, context->deadline - (screen_seconds_left(context) - 1) * FLOW_SECOND);
    else if (context->deadline)
        next = earlier(next, context->deadline);
    return earlier(next, earlier(idle, flow->stale_at));
}
