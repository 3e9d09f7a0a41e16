/* Said only after the commit: the number, the name, the moment, and the ink. */
#include "core/receipt.h"
#include "screens/frame.h"

#include <string.h>

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

/* The receipt, to be photographed; in portrait its words stand beside it, for below is no room. */
static void receipt_code(struct screen_context *context, int side)
{
    struct ui *ui = context->ui;
    const struct qr *qr = &context->visit->receipt_qr;
    bool portrait = ui_portrait(ui);
    if (!qr->modules)
        return;
    ui_open(ui, UI_BOX(.direction = portrait ? UI_ROW : UI_COLUMN, .w = portrait ? UI_FILL : side,
                       .gap = portrait ? 40 : 20, .cross = UI_CENTER));
    ui_open(ui, UI_NODE(.look = UI_LOOK_SHEET, .box = {.w = side,
                                                       .h = side,
                                                       .left = 8,
                                                       .right = 8,
                                                       .top = 8,
                                                       .bottom = 8,
                                                       .cross = UI_STRETCH}));
    ui_add(ui, UI_NODE(.id = "recorded/receipt", .role = UI_ROLE_IMG, .look = UI_LOOK_QR,
                       .label = tr(context, "Receipt"), .qr = qr->modules, .qr_size = qr->size,
                       .box = {.w = UI_FILL, .h = UI_FILL}));
    ui_close(ui);
    ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .type = UI_TYPE_CAPTION, .color = UI_COLOR_MUTED,
                       .text_align = portrait ? UI_START : UI_CENTER, .box = {.w = UI_FILL},
                       .label = tr(context, "Photograph this receipt. It proves that your "
                                            "signature is in the register.")));
    ui_close(ui);
}

static void words(struct screen_context *context, bool roomy)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.w = UI_FILL));
    number(context);
    frame_space(context, 16);
    ui_add(ui, UI_NODE(.id = "recorded/thanks", .role = UI_ROLE_TEXT, .type = UI_TYPE_FIELD,
                       .state = UI_PERSONAL, .label = thanks(context), .box = {.w = UI_FILL}));
    frame_space(context, 32);
    if (roomy)
        ink(context);
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    long left = (long)screen_seconds_left(context);
    bool portrait = ui_portrait(ui), roomy = portrait || ui_text_size(ui) < 2;
    page_open(context, portrait ? 150 : roomy ? 150 : 48, 44);
    frame_status(context, "recorded/status", UI_TYPE_BODY, UI_COLOR_MUTED, 0,
                 tr(context, "Your signature is recorded"));
    frame_space(context, 12);
    /* However long the name, the way out stays on screen. */
    ui_open(ui, UI_NODE(.id = "recorded/text", .box = {.direction = portrait ? UI_COLUMN : UI_ROW,
                                                       .w = UI_FILL,
                                                       .h = UI_FILL,
                                                       .gap = portrait ? 24 : 72,
                                                       .scroll = true}));
    words(context, roomy);
    receipt_code(context, ui_text_size(ui) < 2 ? 500 : 380);
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

static void enter(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct receipt receipt = {.seq = visit->receipt.seq};
    char text[RECEIPT_SIZE];
    memcpy(receipt.origin, visit->receipt.origin, sizeof receipt.origin);
    memcpy(receipt.leaf, visit->receipt.leaf, sizeof receipt.leaf);
    receipt_write(text, &receipt);
    qr_free(&visit->receipt_qr);
    qr_make(&visit->receipt_qr, text, NULL); /* cannot fail: it always fits */
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    (void)context;
    return action->kind == UI_PRESS && action->action == FINISH ? OUTCOME_WIPE : OUTCOME_STAY;
}

const struct screen screen_recorded = {
    .name = "recorded", .enter = enter, .build = build, .on_action = on_action};
