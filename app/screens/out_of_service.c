/* This kiosk cannot record: say so calmly in every language, and to staff why. */
#include "screens/frame.h"

enum { AGAIN = SCREEN_ACTIONS };

/* What staff need: why, all of it, and a way back once it is mended. */
static void for_staff(struct screen_context *context)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .main = UI_BETWEEN, .cross = UI_CENTER,
                       .gap = 32));
    frame_text(context, UI_TYPE_STRONG, UI_COLOR_INK, tr_in(context, 0, "For staff:"));
    ui_add(ui, UI_NODE(.id = "out_of_service/again", .role = UI_ROLE_BUTTON, .look = UI_LOOK_BUTTON,
                       .action = AGAIN, .label = tr_in(context, 0, "Try again"),
                       .box = {.h = 80, .left = 32, .right = 32}));
    ui_close(ui);
    frame_space(context, 16);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = "out_of_service/text",
                        .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    frame_status(context, "out_of_service/fault", UI_TYPE_CAPTION, UI_COLOR_INK, 0, context->fault);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, "out_of_service/text");
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool roomy = ui_portrait(ui) || ui_text_size(ui) < 2;
    page_open(context, ui_portrait(ui) ? 200 : roomy ? 130 : 40, roomy ? 64 : 32);
    for (size_t i = 0; i < context->catalog_count; i++) {
        bool first = i == 0;
        ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .shrink = true,
                           .type = first ? UI_TYPE_HEADLINE : UI_TYPE_BIG_BUTTON,
                           .label = tr_in(context, (int)i, "This kiosk is out of service"),
                           .box = {.w = UI_FILL}));
        frame_space(context, 8);
        frame_text(context, UI_TYPE_FIELD, UI_COLOR_MUTED,
                   tr_in(context, (int)i, "Please use another kiosk, or ask a member of staff."));
        frame_space(context, roomy ? 44 : 12);
    }
    ui_add(ui, UI_NODE(.look = UI_LOOK_RULE, .box = {.w = UI_FILL, .h = 2}));
    frame_space(context, roomy ? 28 : 12);
    for_staff(context);
    page_close(context);
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    (void)context;
    return action->kind == UI_PRESS && action->action == AGAIN ? OUTCOME_AGAIN : OUTCOME_STAY;
}

const struct screen screen_out_of_service = {
    .name = "out_of_service", .build = build, .on_action = on_action};
