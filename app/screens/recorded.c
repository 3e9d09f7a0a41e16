/* Said only after the commit: the number, the name, the moment, and the ink. */
#include "screens/frame.h"

enum { FINISH = SCREEN_ACTIONS };

static const char *thanks(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    const char *zone = context->pack->timezone;
    char date[96], time[32];
    words_date(date, sizeof date, visit->receipt.at_us, zone, screen_language(context));
    words_time(time, sizeof time, visit->receipt.at_us, zone, screen_language(context));
    if (visit->capacity == CAPACITY_PERSONAL || !visit->government[0])
        return ui_text(context->ui,
                       tr(context, "Thank you, %1$s. You signed in your own name on %2$s at %3$s."),
                       visit->name.text, date, time);
    return ui_text(context->ui,
                   tr(context, "Thank you, %1$s. You signed for %2$s on %3$s at %4$s."),
                   visit->name.text, visit->government, date, time);
}

static void number(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    ui_add(ui, UI_NODE(.id = "recorded/number", .role = UI_ROLE_HEADING, .type = UI_TYPE_NUMBER,
                       .label = ui_text(ui, tr(context, "No. %s"), visit->receipt.number),
                       .shrink = true, .max_lines = 1, .box = {.w = UI_FILL}));
}

static void ink(struct screen_context *context)
{
    int w, h;
    if (context->visit->mode != MODE_DRAWN)
        return;
    const struct ui_ink *drawn = pad_preview(&context->visit->pad, 560, 190, &w, &h);
    ui_add(context->ui, UI_NODE(.look = UI_LOOK_INK, .ink = drawn, .box = {.w = w, .h = h}));
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    long left = (long)screen_seconds_left(context);
    bool roomy = ui_portrait(ui) || ui_text_size(ui) < 2;
    page_open(context, ui_portrait(ui) ? 200 : roomy ? 150 : 48, 44);
    frame_status(context, "recorded/status", UI_TYPE_BODY, UI_COLOR_MUTED, 0,
                 tr(context, "Your signature is recorded"));
    frame_space(context, 12);
    /* However long the name, the way out stays on screen. */
    ui_open(ui,
            UI_NODE(.id = "recorded/text", .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    number(context);
    frame_space(context, 16);
    /* The right of the page is kept for the receipt's code. */
    ui_open(ui, UI_BOX(.w = UI_FILL, .max_w = 1040));
    ui_add(ui, UI_NODE(.id = "recorded/thanks", .role = UI_ROLE_TEXT, .type = UI_TYPE_FIELD,
                       .state = UI_PERSONAL, .label = thanks(context), .box = {.w = UI_FILL}));
    ui_close(ui);
    frame_space(context, 32);
    if (roomy)
        ink(context);
    ui_close(ui);
    frame_space(context, 24);
    const char *finish = tr(context, "Finish");
    ui_add(ui, UI_NODE(.id = "recorded/finish", .role = UI_ROLE_BUTTON, .label = finish,
                       .look = UI_LOOK_PRIMARY, .action = FINISH,
                       .box = {.w = ui_text_width(ui, UI_TYPE_BUTTON, finish) + 112, .h = 96}));
    frame_space(context, roomy ? 64 : 24);
    frame_status(context, "recorded/countdown", UI_TYPE_CAPTION, UI_COLOR_MUTED, 0,
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

const struct screen screen_recorded = {.name = "recorded", .build = build, .on_action = on_action};
