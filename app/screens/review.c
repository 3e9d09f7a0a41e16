/* What exactly will be recorded, and what of it anybody may read; then the press that records it.
 */
#include "screens/frame.h"

enum { CHANGE = SCREEN_ACTIONS };

static void privacy(struct screen_context *context, bool public)
{
    struct ui *ui = context->ui;
    const char *word = public ? tr(context, "Public") : tr(context, "Sealed");
    ui_open(ui, UI_BOX(.direction = UI_ROW, .gap = 10, .cross = UI_CENTER));
    ui_add(ui, UI_NODE(.role = UI_ROLE_IMG, .icon = public ? "eye" : "seal",
                       .color = UI_COLOR_MUTED, .box = {.w = 32, .h = 32}));
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED, word);
    ui_close(ui);
}

static void row(struct screen_context *context, const char *name, const char *label,
                const char *value, bool public)
{
    struct ui *ui = context->ui;
    if (!value[0])
        return;
    ui_open(ui, UI_BOX(.w = UI_FILL, .top = 14, .bottom = 14, .gap = 2));
    ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .main = UI_BETWEEN, .cross = UI_CENTER));
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED, label);
    privacy(context, public);
    ui_close(ui);
    ui_add(ui, UI_NODE(.id = ui_text(ui, "review/%s", name), .role = UI_ROLE_TEXT, .label = value,
                       .type = UI_TYPE_FIELD, .state = UI_PERSONAL, .shrink = true,
                       .box = {.w = UI_FILL}));
    ui_close(ui);
    ui_add(ui, UI_NODE(.look = UI_LOOK_RULE, .box = {.w = UI_FILL, .h = 2}));
}

static const char *country_name(struct screen_context *context)
{
    char name[128] = "";
    if (context->visit->country[0])
        words_country_name(name, sizeof name, context->visit->country, screen_language(context));
    return ui_text(context->ui, "%s", name);
}

static void rows(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    bool listed = visit->listed;
    row(context, "name", tr(context, "Full name"), visit->name.text, listed);
    row(context, "role", tr(context, "Role"), visit->role.text, listed);
    row(context, "government", tr(context, "Government"), visit->government, true);
    row(context, "country", tr(context, "Country"), country_name(context), true);
    row(context, "capacity", tr(context, "Signs"),
        visit->capacity == CAPACITY_GOVERNMENT ? tr(context, "For my government")
                                               : tr(context, "In my own name"),
        true);
    row(context, "email", tr(context, "E-mail"), visit->email.text, false);
    if (visit->contact)
        row(context, "contact", tr(context, "Afterwards"), tr(context, "You may contact me later"),
            false);
}

static void drawn(struct screen_context *context)
{
    int w, h;
    const struct ui_ink *ink = pad_preview(&context->visit->pad, 500, 220, &w, &h);
    ui_open(context->ui, UI_BOX(.w = UI_FILL, .cross = UI_CENTER));
    ui_add(context->ui, UI_NODE(.look = UI_LOOK_INK, .ink = ink, .box = {.w = w, .h = h}));
    ui_close(context->ui);
}

static void signature(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct visit *visit = context->visit;
    ui_open(ui, UI_NODE(.id = "review/signature", .role = UI_ROLE_IMG,
                        .label = tr(context, "Signature"), .look = UI_LOOK_SHEET,
                        .box = {.w = UI_FILL,
                                .h = 280,
                                .left = 36,
                                .right = 36,
                                .main = UI_CENTER,
                                .cross = UI_STRETCH}));
    if (visit->mode == MODE_DRAWN)
        drawn(context);
    else if (visit->mode == MODE_TYPED)
        ui_add(ui, UI_NODE(.role = UI_ROLE_TEXT, .label = visit->name.text, .state = UI_PERSONAL,
                           .type = UI_TYPE_HEADLINE, .color = UI_COLOR_PEN, .shrink = true,
                           .max_lines = 1, .text_align = UI_CENTER, .box = {.w = UI_FILL}));
    else
        frame_text(context, UI_TYPE_BODY, UI_COLOR_INK,
                   tr(context, "A member of staff will sign on your behalf, in your presence."));
    ui_close(ui);
}

static const char *publicity(struct screen_context *context)
{
    return context->visit->listed
               ? tr(context, "Your name, role, government and country will be on the public list. "
                             "The drawn signature and the e-mail address stay sealed: only the "
                             "organiser can read them.")
               : tr(context,
                    "Your government and country are public, and in which capacity you sign. "
                    "Your name and your signature stay sealed: only the organiser can "
                    "read them.");
}

static const char *fault(struct screen_context *context)
{
    const char *what = tr(context, "Your signature could not be recorded.");
    if (context->visit->fault != EM_FULL)
        return what;
    return ui_text(context->ui, "%s %s", what, tr(context, "The storage of this kiosk is full."));
}

static void aside(struct screen_context *context)
{
    struct ui *ui = context->ui;
    if (context->visit->fault != EM_OK) {
        ui_add(ui, UI_NODE(.id = "review/fault", .role = UI_ROLE_ALERT, .type = UI_TYPE_STRONG,
                           .color = UI_COLOR_ATTENTION_TEXT, .label = fault(context),
                           .box = {.w = UI_FILL}));
        frame_text(context, UI_TYPE_BODY, UI_COLOR_INK,
                   tr(context, "Nothing was lost: your details are still here. Please try again, "
                               "or ask a member of staff."));
    }
    signature(context);
    frame_text(context, UI_TYPE_BODY, UI_COLOR_INK, publicity(context));
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 48));
    ui_add(ui, UI_NODE(.id = "review/change", .role = UI_ROLE_LINK, .label = tr(context, "Change"),
                       .look = UI_LOOK_LINK, .action = CHANGE, .box = {.min_h = 66}));
    ui_add(ui,
           UI_NODE(.id = "review/notice", .role = UI_ROLE_LINK, .label = tr(context, "Your data"),
                   .look = UI_LOOK_LINK, .action = ACTION_NOTICE, .box = {.min_h = 66}));
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool side_by_side = !ui_portrait(ui);
    struct frame frame = {.step = SCREEN_REVIEW,
                          .title = tr(context, "Is this right?"),
                          .back_id = "review/back",
                          .next_id = "review/record",
                          .next = context->visit->fault ? tr(context, "Try again")
                                                        : tr(context, "Record my signature")};
    frame_open(context, &frame);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = "review/text", .box = {.direction = side_by_side ? UI_ROW : UI_COLUMN,
                                                     .w = UI_FILL,
                                                     .h = UI_FILL,
                                                     .gap = side_by_side ? 72 : 32,
                                                     .scroll = true}));
    ui_open(ui, UI_BOX(.w = side_by_side ? UI_FILL_BY(3) : UI_FILL));
    rows(context);
    ui_close(ui);
    ui_open(ui, UI_BOX(.w = side_by_side ? UI_FILL_BY(2) : UI_FILL, .gap = 24, .top = 14));
    aside(context);
    ui_close(ui);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, "review/text");
    ui_close(ui);
    frame_space(context, 16);
    frame_close(context, &frame);
}

/* Only a durable commit leads on; whatever else happens, the draft stays and the person is told. */
static enum outcome record(struct screen_context *context)
{
    struct visit *visit = context->visit;
    const struct recorder *recorder = context->recorder;
    struct signature signature;
    struct em_error error = {0};
    visit_signature(visit, context->pack, &signature);
    visit->fault = recorder->record(recorder->context, &signature, &visit->receipt, &error);
    return visit->fault == EM_OK ? OUTCOME_NEXT : OUTCOME_STAY;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == CHANGE)
        return OUTCOME_CHANGE;
    return action->action == ACTION_NEXT ? record(context) : OUTCOME_STAY;
}

static void enter(struct screen_context *context)
{
    const struct recorder *recorder = context->recorder;
    context->visit->fault = EM_OK;
    if (!recorder->prepare)
        return;
    struct signature signature;
    visit_signature(context->visit, context->pack, &signature);
    recorder->prepare(recorder->context, &signature);
}

const struct screen screen_review = {
    .name = "review", .enter = enter, .build = build, .on_action = on_action};
