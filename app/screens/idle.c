/* Nobody has touched the screen for a while, or the visitor has gone back to the very beginning: a
 * warning before the visit is wiped. Any touch ends it. */
#include "screens/frame.h"

enum { STAY = SCREEN_ACTIONS, WIPE };

static void button(struct screen_context *context, const char *id, const char *label,
                   enum ui_look look, int action)
{
    ui_add(context->ui,
           UI_NODE(.id = id, .role = UI_ROLE_BUTTON, .label = label, .look = look, .action = action,
                   .box = {.w = ui_text_width(context->ui, UI_TYPE_BUTTON, label) + 112, .h = 96}));
}

static bool for_staff(const struct screen_context *context)
{
    return context->door && door_unlocked(context->door);
}

static const char *countdown(struct screen_context *context)
{
    long left = (long)screen_seconds_left(context);
    if (for_staff(context))
        return ui_text(context->ui,
                       trn(context, "Staff mode will be locked in %ld second.",
                           "Staff mode will be locked in %ld seconds.", left),
                       left);
    return ui_text(context->ui,
                   trn(context, "Your details will be wiped in %ld second.",
                       "Your details will be wiped in %ld seconds.", left),
                   left);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    page_open(context, 150, 64);
    frame_space(context, UI_FILL_BY(1));
    ui_add(ui,
           UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_HERO, .shrink = true, .max_lines = 2,
                   .label = context->leaving ? tr(context, "Leave without signing?")
                                             : tr(context, "Are you still there?"),
                   .box = {.w = UI_FILL}));
    frame_space(context, 28);
    frame_status(context, "idle/countdown", UI_TYPE_FIELD, UI_COLOR_MUTED, 0, countdown(context));
    frame_space(context, 72);
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 32));
    button(context, "idle/stay",
           context->leaving ? tr(context, "Continue") : tr(context, "I am still here"),
           UI_LOOK_PRIMARY, STAY);
    button(context, "idle/wipe",
           for_staff(context) ? tr(context, "Lock now") : tr(context, "Wipe now"), UI_LOOK_BUTTON,
           WIPE);
    ui_close(ui);
    frame_space(context, UI_FILL_BY(2));
    page_close(context);
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    (void)context;
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    return action->action == WIPE ? OUTCOME_WIPE : OUTCOME_BACK;
}

const struct screen screen_idle = {.name = "idle", .build = build, .on_action = on_action};
