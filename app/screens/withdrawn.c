/* Said only after the commit: the signature is taken back. */
#include "screens/frame.h"

enum { FINISH = SCREEN_ACTIONS };

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    long left = (long)screen_seconds_left(context);
    const char *finish = tr(context, "Finish");
    page_open(context, 150, 44);
    frame_space(context, UI_FILL_BY(1));
    ui_add(ui,
           UI_NODE(.id = "withdrawn/title", .role = UI_ROLE_HEADING, .type = UI_TYPE_HERO,
                   .shrink = true, .max_lines = ui_portrait(ui) ? 4 : 2,
                   .label = tr(context, "Your signature is taken back"), .box = {.w = UI_FILL}));
    frame_space(context, 28);
    ui_open(ui, UI_BOX(.w = UI_FILL, .max_w = 1120));
    frame_status(context, "withdrawn/text", UI_TYPE_FIELD, UI_COLOR_MUTED, 0,
                 ui_text(ui, tr(context, "Number %s is on no list any more."),
                         context->visit->owner.number));
    ui_close(ui);
    frame_space(context, UI_FILL_BY(2));
    ui_add(ui, UI_NODE(.id = "withdrawn/finish", .role = UI_ROLE_BUTTON, .label = finish,
                       .look = UI_LOOK_PRIMARY, .action = FINISH,
                       .box = {.w = ui_text_width(ui, UI_TYPE_BUTTON, finish) + 112, .h = 96}));
    frame_space(context, 40);
    frame_status(context, "withdrawn/countdown", UI_TYPE_CAPTION, UI_COLOR_MUTED, 0,
                 ui_text(ui,
                         trn(context, "This screen clears in %ld second",
                             "This screen clears in %ld seconds", left),
                         left));
    page_close(context);
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    (void)context;
    return action->kind == UI_PRESS && action->action == FINISH ? OUTCOME_WIPE : OUTCOME_STAY;
}

const struct screen screen_withdrawn = {
    .name = "withdrawn", .build = build, .on_action = on_action};
