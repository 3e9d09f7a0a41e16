/* Takes back the last entry that was recorded, for a reason. */
#include "screens/duty.h"
#include "screens/frame.h"

#include <string.h>

enum { REASON = SCREEN_ACTIONS /* argument: index in door_reasons */ };

static const char *reason_words(struct screen_context *context, const char *reason)
{
    static const struct {
        const char *reason, *msgid;
    } known[] = {
        {"mistake", N_("A mistake")},
        {"wrong-person", N_("The wrong person")},
        {"wrong-session", N_("The wrong session")},
        {"did-not-enter", N_("They did not go in")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].reason, reason) == 0)
            return tr(context, known[i].msgid);
    return reason;
}

/* "In at 13:52". */
static const char *what(struct screen_context *context)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    const char *time = duty_time(context, answer->at_us);
    return answer->way == DOOR_IN ? ui_text(context->ui, tr(context, "In at %s"), time)
                                  : ui_text(context->ui, tr(context, "Out at %s"), time);
}

static void entry(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct door_answer *answer = &context->visit->duty.answer;
    const char *name = answer->name[0] ? answer->name : tr(context, "A badge without a name");
    ui_add(ui, UI_NODE(.id = "undo/name", .role = UI_ROLE_TEXT, .type = UI_TYPE_BIG_BUTTON,
                       .state = UI_PERSONAL, .label = name, .shrink = true, .max_lines = 3,
                       .box = {.w = UI_FILL}));
    frame_status(context, "undo/entry", UI_TYPE_FIELD, UI_COLOR_MUTED, 0, what(context));
}

static void reasons(struct screen_context *context)
{
    struct ui *ui = context->ui;
    int columns = ui_portrait(ui) ? 1 : 2;
    for (int i = 0; door_reasons[i];) {
        ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .gap = 24, .bottom = 24));
        for (int c = 0; c < columns; c++) {
            if (!door_reasons[i]) {
                ui_add(ui, UI_BOX(.w = UI_FILL, .h = 1));
                continue;
            }
            ui_add(ui, UI_NODE(.id = ui_text(ui, "undo/%s", door_reasons[i]),
                               .role = UI_ROLE_BUTTON, .look = UI_LOOK_BUTTON, .action = REASON,
                               .argument = i, .label = reason_words(context, door_reasons[i]),
                               .box = {.w = UI_FILL, .min_h = 112}));
            i++;
        }
        ui_close(ui);
    }
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    struct frame frame = {.step = SCREEN_COUNT,
                          .title = tr(context, "Take back the last entry?"),
                          .back_id = "undo/back",
                          .back = tr(context, "Keep the entry")};
    frame_open(context, &frame);
    entry(context);
    frame_space(context, 48);
    if (visit->fault)
        ui_add(ui, UI_NODE(.id = "undo/fault", .role = UI_ROLE_ALERT, .type = UI_TYPE_STRONG,
                           .color = UI_COLOR_ATTENTION_TEXT, .box = {.w = UI_FILL, .bottom = 24},
                           .label = tr(context, "It could not be taken back. Please try again.")));
    frame_text(context, UI_TYPE_CAPTION, UI_COLOR_MUTED, tr(context, "Why?"));
    frame_space(context, 12);
    reasons(context);
    frame_space(context, UI_FILL);
    frame_close(context, &frame);
}

static void enter(struct screen_context *context)
{
    context->visit->fault = EM_OK;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct em_error error = {0};
    if (action->kind != UI_PRESS || action->action != REASON)
        return OUTCOME_STAY;
    context->visit->fault = duty_undo(context, door_reasons[action->argument], &error);
    return context->visit->fault ? OUTCOME_STAY : OUTCOME_DOOR;
}

const struct screen screen_undo = {
    .name = "undo", .enter = enter, .build = build, .on_action = on_action, .on_scan = duty_scan};
