/* The signature: drawn on the line, or given by the typed name, or with the help of staff. */
#include "screens/frame.h"

#include <stdio.h>

#define PAD "sign/pad"

enum { UNDO = SCREEN_ACTIONS, CLEAR, SET_MODE /* argument: enum signature_mode */, CONFIRM_SMALL };

static void chip(struct screen_context *context, const char *id, const char *label, int action)
{
    bool empty = pad_empty(&context->visit->pad);
    ui_add(context->ui,
           UI_NODE(.id = id, .role = UI_ROLE_BUTTON, .label = label, .look = UI_LOOK_CHIP,
                   .action = action, .state = empty ? UI_DISABLED : 0,
                   .box = {.h = 72, .left = 26, .right = 26}));
}

/* "Amina Nyambura, Elgeyo Marakwet" */
static const char *signatory(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    bool official = visit->capacity == CAPACITY_GOVERNMENT && visit->government[0];
    return official ? ui_text(context->ui, "%s, %s", visit->name.text, visit->government)
                    : visit->name.text;
}

/* The line, and above it what stands there already: nothing, or the typed name. */
static void line(struct screen_context *context, const char *written)
{
    struct ui *ui = context->ui;
    int inset = ui_portrait(ui) ? 56 : 122;
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .left = inset, .right = inset, .bottom = 36));
    frame_space(context, UI_FILL);
    if (written)
        ui_add(ui, UI_NODE(.id = "sign/written", .role = UI_ROLE_TEXT, .label = written,
                           .state = UI_PERSONAL, .type = UI_TYPE_HERO, .color = UI_COLOR_PEN,
                           .shrink = true, .max_lines = 1, .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.look = UI_LOOK_LINE, .box = {.w = UI_FILL, .h = 2}));
    frame_space(context, 18);
    ui_add(ui, UI_NODE(.id = "sign/signatory", .role = UI_ROLE_TEXT, .type = UI_TYPE_BODY,
                       .color = UI_COLOR_MUTED, .state = UI_PERSONAL, .max_lines = 2,
                       .label = signatory(context), .box = {.w = UI_FILL, .min_h = 76}));
    ui_close(ui);
}

static void drawn_sheet(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct visit *visit = context->visit;
    ui_open(ui, UI_BOX(.direction = UI_STACK, .w = UI_FILL, .h = UI_FILL));
    ui_open(ui, UI_NODE(.id = PAD, .role = UI_ROLE_APPLICATION, .look = UI_LOOK_SHEET,
                        .label = tr(context, "Sign on the line"),
                        .value = ui_text(ui, "%zu", visit->pad.ink.stroke_count),
                        .box = {.direction = UI_STACK, .w = UI_FILL, .h = UI_FILL}));
    line(context, NULL);
    ui_add(ui, UI_NODE(.look = UI_LOOK_INK, .ink = &visit->pad.view,
                       .box = {.w = UI_FILL, .h = UI_FILL}));
    ui_close(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_END, .top = 24, .right = 28));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 16));
    chip(context, "sign/undo", tr(context, "Undo stroke"), UNDO);
    chip(context, "sign/clear", tr(context, "Clear"), CLEAR);
    ui_close(ui);
    ui_close(ui);
    ui_close(ui);
}

static void typed_sheet(struct screen_context *context)
{
    ui_open(context->ui,
            UI_NODE(.look = UI_LOOK_SHEET, .box = {.w = UI_FILL, .h = UI_FILL, .top = 24}));
    line(context, context->visit->name.text);
    ui_close(context->ui);
}

static void assisted_sheet(struct screen_context *context)
{
    ui_open(context->ui, UI_NODE(.look = UI_LOOK_SHEET, .box = {.w = UI_FILL,
                                                                .h = UI_FILL,
                                                                .left = 64,
                                                                .right = 64,
                                                                .gap = 24,
                                                                .main = UI_CENTER}));
    frame_text(context, UI_TYPE_FIELD, UI_COLOR_INK,
               tr(context, "A member of staff will sign on your behalf, in your presence."));
    frame_text(
        context, UI_TYPE_FIELD, UI_COLOR_MUTED,
        tr(context, "Call a member of staff to this screen. When they are beside you, continue."));
    ui_close(context->ui);
}

static void way(struct screen_context *context, const char *id, const char *label,
                enum signature_mode mode)
{
    if (context->visit->mode == mode)
        return;
    ui_add(context->ui,
           UI_NODE(.id = id, .role = UI_ROLE_LINK, .label = label, .look = UI_LOOK_LINK,
                   .action = SET_MODE, .argument = mode, .box = {.min_h = 66}));
}

static void other_ways(struct screen_context *context)
{
    way(context, "sign/draw", tr(context, "Draw instead"), MODE_DRAWN);
    way(context, "sign/typed", tr(context, "Type my name instead"), MODE_TYPED);
    way(context, "sign/assisted", tr(context, "I cannot sign: assist me"), MODE_ASSISTED);
}

static void small_mark(struct screen_context *context)
{
    struct ui *ui = context->ui;
    frame_status(context, "sign/small", UI_TYPE_BODY, UI_COLOR_INK, 0,
                 tr(context, "This is a very small mark. Is it your signature?"));
    ui_add(ui, UI_NODE(.id = "sign/confirm-small", .role = UI_ROLE_BUTTON, .look = UI_LOOK_CHIP,
                       .label = tr(context, "Yes, it is"), .action = CONFIRM_SMALL,
                       .box = {.h = 66, .left = 32, .right = 32}));
    ui_add(ui, UI_NODE(.id = "sign/draw-again", .role = UI_ROLE_BUTTON, .look = UI_LOOK_CHIP,
                       .label = tr(context, "Draw again"), .action = CLEAR,
                       .box = {.h = 66, .left = 32, .right = 32}));
}

static void below(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 48, .row_gap = 9, .top = 20,
                       .bottom = 20, .cross = UI_CENTER));
    if (visit->ask_small) {
        small_mark(context);
    } else {
        if (visit->ask_signature)
            frame_status(context, "sign/empty", UI_TYPE_BODY, UI_COLOR_ATTENTION_TEXT, 0,
                         tr(context, "Sign on the line, or choose another way."));
        other_ways(context);
    }
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    static void (*const sheets[])(struct screen_context *) = {
        [MODE_DRAWN] = drawn_sheet, [MODE_TYPED] = typed_sheet, [MODE_ASSISTED] = assisted_sheet};
    enum signature_mode mode = context->visit->mode;
    struct frame frame = {.step = SCREEN_SIGN,
                          .title = mode == MODE_DRAWN   ? tr(context, "Sign on the line")
                                   : mode == MODE_TYPED ? tr(context, "Sign with your name")
                                                        : tr(context, "Sign with help"),
                          .back_id = "sign/back",
                          .next_id = "sign/continue",
                          .next = tr(context, "Continue")};
    frame_open(context, &frame);
    sheets[mode](context);
    below(context);
    frame_close(context, &frame);
}

static enum outcome go_on(struct visit *visit)
{
    visit->ask_signature = visit->mode == MODE_DRAWN && pad_empty(&visit->pad);
    visit->ask_small =
        !visit->ask_signature && visit->mode == MODE_DRAWN && ink_is_small(&visit->pad.ink);
    return visit->ask_signature || visit->ask_small ? OUTCOME_STAY : OUTCOME_NEXT;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct visit *visit = context->visit;
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == ACTION_NEXT)
        return go_on(visit);
    visit->ask_small = visit->ask_signature = false;
    switch (action->action) {
    case CONFIRM_SMALL:
        return OUTCOME_NEXT;
    case UNDO:
        pad_undo(&visit->pad);
        break;
    case CLEAR:
        pad_clear(&visit->pad);
        break;
    case SET_MODE:
        visit->mode = (enum signature_mode)action->argument;
        ui_set_focus(context->ui, "sign/continue"); /* what was pressed is gone */
        break;
    }
    return OUTCOME_STAY;
}

static enum outcome on_pointer(struct screen_context *context, const struct ui_event *event,
                               struct ui_rect *dirty)
{
    struct visit *visit = context->visit;
    const struct ui_node *pad = ui_find(context->ui, PAD);
    if (!pad) /* another way was chosen by keyboard while the finger was down */
        return OUTCOME_STAY;
    visit->ask_small = visit->ask_signature = false;
    pad_pointer(&visit->pad, event, pad->rect, dirty);
    return OUTCOME_STAY;
}

const struct screen screen_sign = {
    .name = "sign", .build = build, .on_action = on_action, .on_pointer = on_pointer};
