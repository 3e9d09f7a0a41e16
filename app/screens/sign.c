/* The signature: drawn on the line, or given by the typed name, or with the help of staff. */
#include "screens/sheet.h"

enum { SET_MODE = SCREEN_ACTIONS /* argument: enum signature_mode */, CONFIRM_SMALL };

/* "Amina Nyambura, Elgeyo Marakwet" */
static const char *signatory(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    bool official = visit->capacity == CAPACITY_GOVERNMENT && visit->government[0];
    return official ? ui_text(context->ui, "%s, %s", visit->name.text, visit->government)
                    : visit->name.text;
}

static void drawn_sheet(struct screen_context *context)
{
    sheet_build(context, &(struct sheet){"sign", signatory(context), NULL});
}

static void typed_sheet(struct screen_context *context)
{
    sheet_build(context, &(struct sheet){"sign", signatory(context), context->visit->name.text});
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
                       .label = tr(context, "Draw again"), .action = SHEET_CLEAR,
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
    sheet_action(context, action);
    switch (action->action) {
    case CONFIRM_SMALL:
        return OUTCOME_NEXT;
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
    if (sheet_pointer(context, "sign/pad", event, dirty))
        visit->ask_small = visit->ask_signature = false;
    return OUTCOME_STAY;
}

const struct screen screen_sign = {
    .name = "sign", .build = build, .on_action = on_action, .on_pointer = on_pointer};
