/* The badge's owner has signed already: when, and what they may do about it. Signing again takes
 * the place of the earlier signature; taking it back removes it from every list, and asks first. */
#include "screens/frame.h"
#include "screens/owner.h"

enum { SIGN_AGAIN = SCREEN_ACTIONS, ASK, KEEP, WITHDRAW };

static const char *when(struct screen_context *context)
{
    const struct door_owner *owner = &context->visit->owner;
    const char *zone = context->pack->timezone;
    char date[96], time[32];
    words_date(date, sizeof date, owner->signed_us, zone, screen_language(context));
    words_time(time, sizeof time, owner->signed_us, zone, screen_language(context));
    return ui_text(context->ui, tr(context, "%1$s, you signed on %2$s at %3$s. Number %4$s."),
                   context->visit->name.text, date, time, owner->number);
}

static void button(struct screen_context *context, const char *id, const char *label,
                   enum ui_look look, int action)
{
    int width = ui_text_width(context->ui, UI_TYPE_BUTTON, label) + 112;
    ui_add(context->ui,
           UI_NODE(.id = id, .role = UI_ROLE_BUTTON, .label = label, .look = look, .action = action,
                   .box = {.w = UI_FIT, .min_w = width < 600 ? width : 0, .h = UI_FIT}));
}

static void choices(struct screen_context *context)
{
    if (context->visit->ask_withdraw) {
        button(context, "known/withdraw", tr(context, "Take it back"), UI_LOOK_PRIMARY, WITHDRAW);
        button(context, "known/keep", tr(context, "Keep it"), UI_LOOK_BUTTON, KEEP);
        return;
    }
    button(context, "known/again", tr(context, "Sign again"), UI_LOOK_PRIMARY, SIGN_AGAIN);
    button(context, "known/ask", tr(context, "Take my signature back"), UI_LOOK_BUTTON, ASK);
    button(context, "known/leave", tr(context, "Leave it as it is"), UI_LOOK_BUTTON, ACTION_BACK);
}

static const char *explanation(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    if (visit->fault != EM_OK)
        return tr(context,
                  "This could not be recorded, and your signature stands as it was. Please "
                  "try again, or ask a member of staff.");
    if (visit->ask_withdraw)
        return tr(context, "Your signature will be on no list any more. You may sign again later.");
    return tr(context, "If you sign again, the new signature takes the place of this one.");
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    bool roomy = ui_text_size(ui) < 2;
    page_open(context, ui_portrait(ui) ? 200 : roomy ? 150 : 64, 44);
    ui_open(ui, UI_NODE(.id = "known/text",
                        .box = {.w = UI_FILL, .h = UI_FILL, .gap = 28, .scroll = true}));
    ui_add(ui, UI_NODE(.id = "known/title", .role = UI_ROLE_HEADING, .type = UI_TYPE_HERO,
                       .shrink = true, .max_lines = ui_portrait(ui) ? 4 : 2,
                       .label = visit->ask_withdraw ? tr(context, "Take your signature back?")
                                                    : tr(context, "You have signed already"),
                       .box = {.w = UI_FILL}));
    ui_open(ui, UI_BOX(.w = UI_FILL, .max_w = 1120, .gap = 20));
    frame_status(context, "known/when", UI_TYPE_FIELD, UI_COLOR_INK, UI_PERSONAL, when(context));
    ui_add(ui, UI_NODE(.id = "known/explanation",
                       .role = visit->fault != EM_OK ? UI_ROLE_ALERT : UI_ROLE_TEXT,
                       .type = UI_TYPE_FIELD,
                       .color = visit->fault != EM_OK ? UI_COLOR_ATTENTION_TEXT : UI_COLOR_MUTED,
                       .label = explanation(context)));
    ui_close(ui);
    ui_close(ui);
    frame_space(context, 24);
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 32, .row_gap = 20));
    choices(context);
    ui_close(ui);
    page_close(context);
}

static enum outcome withdraw(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct em_error error = {0};
    visit->fault = door_withdraw(context->door, &visit->owner, &error);
    return visit->fault == EM_OK ? OUTCOME_WITHDRAWN : OUTCOME_STAY;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct visit *visit = context->visit;
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    switch (action->action) {
    case SIGN_AGAIN:
        return visit->from_details ? OUTCOME_CHANGE : OUTCOME_NEXT;
    case ASK:
    case KEEP:
        visit->ask_withdraw = action->action == ASK;
        visit->fault = EM_OK;
        break;
    case WITHDRAW:
        return withdraw(context);
    }
    return OUTCOME_STAY;
}

const struct screen screen_known = {.name = "known", .build = build, .on_action = on_action};
