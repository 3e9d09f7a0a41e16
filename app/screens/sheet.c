#include "screens/sheet.h"

#define LONG_NAME                                                                                  \
    3200 /* units of a name in the largest type that no shrinking brings into a line */

static const char *id(struct screen_context *context, const char *prefix, const char *name)
{
    return ui_text(context->ui, "%s/%s", prefix, name);
}

static void chip(struct screen_context *context, const char *node, const char *label, int action)
{
    bool empty = pad_empty(&context->visit->pad);
    ui_add(context->ui,
           UI_NODE(.id = node, .role = UI_ROLE_BUTTON, .label = label, .look = UI_LOOK_CHIP,
                   .action = action, .state = empty ? UI_DISABLED : 0,
                   .box = {.h = 72, .left = 26, .right = 26}));
}

/* The line, and above it what stands there already: nothing, or the typed name. */
static void line(struct screen_context *context, const struct sheet *sheet)
{
    struct ui *ui = context->ui;
    int inset = ui_portrait(ui) ? 56 : 122;
    bool small = sheet->written && ui_text_width(ui, UI_TYPE_HERO, sheet->written) > LONG_NAME;
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = inset, .right = inset, .bottom = 36));
    frame_space(context, UI_FILL);
    if (sheet->written)
        ui_add(ui, UI_NODE(.id = id(context, sheet->prefix, "written"), .role = UI_ROLE_TEXT,
                           .label = sheet->written, .state = UI_PERSONAL,
                           .type = small ? UI_TYPE_HEADLINE : UI_TYPE_HERO, .color = UI_COLOR_PEN,
                           .shrink = true, .max_lines = small ? 3 : 1, .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.look = UI_LOOK_LINE, .box = {.w = UI_FILL, .h = 2}));
    frame_space(context, 18);
    ui_add(ui,
           UI_NODE(.id = id(context, sheet->prefix, "signatory"), .role = UI_ROLE_TEXT,
                   .type = UI_TYPE_BODY, .color = UI_COLOR_MUTED, .state = UI_PERSONAL,
                   .max_lines = 2, .label = sheet->signatory, .box = {.w = UI_FILL, .min_h = 76}));
    ui_close(ui);
}

static void drawn(struct screen_context *context, const struct sheet *sheet)
{
    struct ui *ui = context->ui;
    struct visit *visit = context->visit;
    ui_open(ui, UI_BOX(.direction = UI_STACK, .w = UI_FILL, .h = UI_FILL));
    ui_open(ui, UI_NODE(.id = id(context, sheet->prefix, "pad"), .role = UI_ROLE_APPLICATION,
                        .look = UI_LOOK_SHEET, .label = tr(context, "Sign on the line"),
                        .value = ui_text(ui, "%zu", visit->pad.ink.stroke_count),
                        .box = {.direction = UI_STACK, .w = UI_FILL, .h = UI_FILL}));
    line(context, sheet);
    ui_add(ui, UI_NODE(.look = UI_LOOK_INK, .ink = &visit->pad.view,
                       .box = {.w = UI_FILL, .h = UI_FILL}));
    ui_close(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_END, .top = 24, .right = 28));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 16));
    chip(context, id(context, sheet->prefix, "undo"), tr(context, "Undo stroke"), SHEET_UNDO);
    chip(context, id(context, sheet->prefix, "clear"), tr(context, "Clear"), SHEET_CLEAR);
    ui_close(ui);
    ui_close(ui);
    ui_close(ui);
}

static void written(struct screen_context *context, const struct sheet *sheet)
{
    ui_open(context->ui,
            UI_NODE(.look = UI_LOOK_SHEET, .box = {.w = UI_FILL, .h = UI_FILL, .top = 24}));
    line(context, sheet);
    ui_close(context->ui);
}

void sheet_build(struct screen_context *context, const struct sheet *sheet)
{
    if (sheet->written)
        written(context, sheet);
    else
        drawn(context, sheet);
}

void sheet_action(struct screen_context *context, const struct ui_action *action)
{
    struct pad *pad = &context->visit->pad;
    if (action->kind == UI_PRESS && action->action == SHEET_UNDO)
        pad_undo(pad);
    if (action->kind == UI_PRESS && action->action == SHEET_CLEAR)
        pad_clear(pad);
}

bool sheet_pointer(struct screen_context *context, const char *pad, const struct ui_event *event,
                   struct ui_rect *dirty)
{
    const struct ui_node *node = ui_find(context->ui, pad);
    if (node)
        pad_pointer(&context->visit->pad, event, node->rect, dirty);
    return node;
}
