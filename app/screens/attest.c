/* Whoever was let in signs for being there, where the session asks for it. The next badge goes
 * before: nobody waits for a hand that does not sign. Who was interrupted comes back with their
 * badge. */
#include "screens/duty.h"
#include "screens/sheet.h"

#define PATIENCE_US INT64_C(60000000) /* from the last touch */

enum { TYPE = SCREEN_ACTIONS, DRAW };

/* NULL: not known, or not to be shown. */
static const char *name_of(struct screen_context *context)
{
    const char *name = context->visit->duty.answer.name;
    return name[0] && context->pack->door_names ? name : NULL;
}

/* The verdict, so that it is seen from where the queue stands, and whose: a badge may take the
 * sheet from somebody else's hand. */
static void band(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct door_answer *answer = &context->visit->duty.answer;
    struct duty_face face = duty_face(answer);
    ui_open(ui, UI_NODE(.look = face.look, .box = {.direction = UI_ROW,
                                                   .w = UI_FILL,
                                                   .left = 40,
                                                   .right = 40,
                                                   .top = 16,
                                                   .bottom = 16,
                                                   .gap = 32,
                                                   .cross = UI_CENTER}));
    ui_add(ui, UI_NODE(.role = UI_ROLE_IMG, .look = UI_LOOK_RING, .icon = face.icon,
                       .label = tr(context, face.title), .box = {.w = 96, .h = 96}));
    ui_add(ui, UI_NODE(.id = "door/verdict", .role = UI_ROLE_STATUS, .type = UI_TYPE_TITLE,
                       .color = UI_COLOR_WHITE, .label = tr(context, face.title),
                       .value = verdict_word(answer->verdict), .shrink = true, .max_lines = 1));
    if (name_of(context))
        ui_add(ui, UI_NODE(.id = "attest/name", .role = UI_ROLE_TEXT, .type = UI_TYPE_BIG_BUTTON,
                           .color = UI_COLOR_WHITE, .state = UI_PERSONAL, .label = name_of(context),
                           .shrink = true, .max_lines = 2, .box = {.w = UI_FILL}));
    ui_close(ui);
}

static const char *signatory(struct screen_context *context)
{
    const struct session *chosen = door_session(context->door);
    const char *session = chosen ? chosen->title : "";
    const char *name = name_of(context);
    return name ? ui_text(context->ui, "%s  ·  %s", name, session) : session;
}

static const char *request(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    if (visit->fault)
        return tr(context, "It could not be recorded. Please try again.");
    if (visit->ask_signature)
        return tr(context, "Sign on the line, or choose another way.");
    return visit->duty.answer.verdict == VERDICT_ALREADY_IN
               ? tr(context, "Your signature is missing: please sign that you are here.")
               : tr(context, "Please sign that you are here.");
}

static void below(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    bool drawing = visit->mode == MODE_DRAWN;
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 48, .row_gap = 9, .top = 16,
                       .bottom = 16, .cross = UI_CENTER));
    bool wrong = visit->fault || visit->ask_signature;
    frame_status(context, "attest/ask", UI_TYPE_BODY,
                 wrong ? UI_COLOR_ATTENTION_TEXT : UI_COLOR_INK, 0, request(context));
    if (!drawing || visit->duty.answer.name[0])
        ui_add(ui, UI_NODE(.id = drawing ? "attest/type" : "attest/draw", .role = UI_ROLE_LINK,
                           .look = UI_LOOK_LINK, .action = drawing ? TYPE : DRAW,
                           .label = drawing ? tr(context, "Type my name instead")
                                            : tr(context, "Draw instead"),
                           .box = {.min_h = 66}));
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    bool drawing = visit->mode == MODE_DRAWN;
    struct frame frame = {.step = SCREEN_COUNT,
                          .back_id = "attest/skip",
                          .back = tr(context, "Without a signature"),
                          .next_id = "attest/record",
                          .next = tr(context, "I am here")};
    frame_open(context, &frame);
    band(context);
    frame_space(context, 24);
    sheet_build(context, &(struct sheet){"attest", signatory(context),
                                         drawing ? NULL : visit->duty.answer.name});
    below(context);
    frame_close(context, &frame);
}

/* Whoever goes in without signing leaves the door to the next. */
static void give_time(struct screen_context *context)
{
    context->deadline = context->now + PATIENCE_US;
}

static void enter(struct screen_context *context)
{
    struct visit *visit = context->visit;
    give_time(context);
    pad_clear(&visit->pad);
    duty_forget_unsigned(&visit->duty, visit->duty.answer.seq);
    visit->mode = MODE_DRAWN;
    visit->ask_signature = false;
    visit->fault = EM_OK;
}

static enum outcome record(struct screen_context *context)
{
    struct visit *visit = context->visit;
    bool drawing = visit->mode == MODE_DRAWN;
    struct em_error error = {0};
    visit->ask_signature = drawing && pad_empty(&visit->pad);
    if (visit->ask_signature)
        return OUTCOME_STAY;
    visit->fault = duty_attest(context, drawing ? &visit->pad.ink : NULL, &error);
    return visit->fault ? OUTCOME_STAY : OUTCOME_DOOR;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct visit *visit = context->visit;
    give_time(context);
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == ACTION_NEXT)
        return record(context);
    visit->ask_signature = false;
    sheet_action(context, action);
    if (action->action == TYPE || action->action == DRAW) {
        visit->mode = action->action == TYPE ? MODE_TYPED : MODE_DRAWN;
        ui_set_focus(context->ui, "attest/record"); /* what was pressed is gone */
    }
    return OUTCOME_STAY;
}

static enum outcome on_pointer(struct screen_context *context, const struct ui_event *event,
                               struct ui_rect *dirty)
{
    give_time(context);
    if (sheet_pointer(context, "attest/pad", event, dirty))
        context->visit->ask_signature = false;
    return OUTCOME_STAY;
}

const struct screen screen_attest = {.name = "attest",
                                     .enter = enter,
                                     .build = build,
                                     .on_action = on_action,
                                     .on_pointer = on_pointer,
                                     .on_scan = duty_scan_at_pad};
