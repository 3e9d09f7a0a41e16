/* What is kept, by whom, why and for how long. */
#include "screens/frame.h"

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct document *notice = context->pack->texts[context->visit->language].notice;
    struct frame frame = {
        .step = SCREEN_COUNT, .back_id = "notice/close", .back = tr(context, "Close")};
    frame_open(context, &frame);
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .h = UI_FILL, .gap = 56,
                       .cross = UI_STRETCH, .bottom = 16));
    ui_open(ui, UI_NODE(.id = "notice/text", .role = UI_ROLE_DOCUMENT, .label = notice->title,
                        .box = {.w = UI_FILL, .h = UI_FILL, .max_w = 1240, .scroll = true}));
    frame_document(context, "notice", notice);
    ui_close(ui);
    frame_scroll_mark(context, "notice/text");
    ui_close(ui);
    frame_close(context, &frame);
}

const struct screen screen_notice = {.name = "notice", .build = build};
