/* The badge that was made for somebody without one: to photograph, to copy, and to go in with. */
#include "screens/duty.h"
#include "screens/frame.h"

#include <string.h>

#define CODE_SIZE 420 /* units: 116 mm on a 24" panel, four times what a scanner needs */

static void who(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    const char *government = visit->duty.government.text;
    const char *between = visit->role.text[0] && government[0] ? "  ·  " : "";
    ui_add(ui, UI_NODE(.id = "badge/name", .role = UI_ROLE_HEADING, .type = UI_TYPE_NAME,
                       .state = UI_PERSONAL, .label = visit->name.text, .shrink = true,
                       .max_lines = 3, .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.id = "badge/role", .role = UI_ROLE_TEXT, .type = UI_TYPE_FIELD,
                       .color = UI_COLOR_MUTED, .state = UI_PERSONAL, .shrink = true,
                       .label = ui_text(ui, "%s%s%s", visit->role.text, between, government),
                       .max_lines = 3, .box = {.w = UI_FILL}));
}

/* Letters in fours, four fours a line, as they stand on a printed badge. */
static void letters(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct badge_code code;
    char grouped[BADGE_GROUPED] = "";
    if (badge_read(&code, context->visit->duty.code))
        badge_write_grouped(grouped, &code);
    explicit_bzero(&code, sizeof code);
    ui_add(ui, UI_NODE(.id = "badge/code", .role = UI_ROLE_TEXT, .type = UI_TYPE_BUTTON,
                       .state = UI_PERSONAL, .shrink = true, .max_lines = 2,
                       .label = ui_text(ui, "%.19s\n%s", grouped, grouped + 20),
                       .box = {.w = UI_FILL}));
    explicit_bzero(grouped, sizeof grouped);
}

static void code(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct qr *qr = &context->visit->duty.qr;
    ui_open(ui, UI_NODE(.look = UI_LOOK_SHEET,
                        .box = {.left = 24, .right = 24, .top = 24, .bottom = 24}));
    ui_add(ui, UI_NODE(.id = "badge/qr", .role = UI_ROLE_IMG, .look = UI_LOOK_QR,
                       .label = tr(context, "The badge as a QR code"), .qr = qr->modules,
                       .qr_size = qr->size, .box = {.w = CODE_SIZE, .h = CODE_SIZE}));
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    bool portrait = ui_portrait(ui);
    struct frame frame = {.step = SCREEN_COUNT,
                          .back_id = "badge/done",
                          .back = tr(context, "Done"),
                          .next_id = "badge/admit",
                          .next = tr(context, "Check in now")};
    frame_open(context, &frame);
    frame_space(context, UI_FILL);
    ui_open(ui, UI_BOX(.direction = portrait ? UI_COLUMN : UI_ROW, .w = UI_FILL,
                       .gap = portrait ? 48 : 80, .cross = portrait ? UI_STRETCH : UI_CENTER));
    ui_open(ui, UI_BOX());
    code(context);
    ui_close(ui);
    ui_open(ui, UI_BOX(.w = UI_FILL, .gap = 16, .cross = UI_STRETCH));
    frame_status(context, "badge/made", UI_TYPE_BODY, UI_COLOR_MUTED, 0,
                 tr(context, "The badge is made. It opens the doors from now on."));
    who(context);
    frame_space(context, 16);
    letters(context);
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED,
               tr(context, "Let the delegate photograph it, or copy the letters onto a card."));
    ui_close(ui);
    ui_close(ui);
    frame_space(context, UI_FILL);
    frame_close(context, &frame);
}

static void enter(struct screen_context *context)
{
    struct duty *duty = &context->visit->duty;
    struct em_error error = {0};
    qr_free(&duty->qr);
    if (qr_make(&duty->qr, duty->code, &error) != EM_OK)
        duty->qr = (struct qr){0}; /* the letters are enough to come in by */
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind == UI_PRESS && action->action == ACTION_NEXT)
        return duty_admit(context, context->visit->duty.delegate, DOOR_IN);
    return OUTCOME_STAY;
}

const struct screen screen_badge = {.name = "badge",
                                    .focus = "badge/admit",
                                    .enter = enter,
                                    .build = build,
                                    .on_action = on_action,
                                    .on_scan = duty_scan};
