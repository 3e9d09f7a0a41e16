/* Somebody who comes without a badge: who they are, and a badge is made. */
#include "screens/duty.h"
#include "screens/field.h"
#include "screens/frame.h"

#include <string.h>

#define CELLS 4

enum { KEYBOARD_NEXT = SCREEN_ACTIONS };

struct cell {
    const char *id, *label;
    struct ui_edit *edit;
};

static void cells(struct screen_context *context, struct cell out[CELLS])
{
    struct visit *visit = context->visit;
    bool wrong = visit->complain && visit_check(visit).email;
    out[0] = (struct cell){"register/name", tr(context, "Full name"), &visit->name};
    out[1] = (struct cell){"register/role", tr(context, "Role (optional)"), &visit->role};
    out[2] = (struct cell){"register/government", tr(context, "Government (optional)"),
                           &visit->duty.government};
    out[3] = (struct cell){"register/email",
                           wrong ? tr(context, "E-mail") : tr(context, "E-mail (optional)"),
                           &visit->email};
}

/* What keeps the badge from being made. */
static const char *problem(struct screen_context *context, const struct cell *cell)
{
    const struct visit *visit = context->visit;
    struct visit_faults faults = visit_check(visit);
    if (visit->complain && cell->edit == &visit->name && faults.name)
        return tr(context, "Please fill this in.");
    if (visit->complain && cell->edit == &visit->email && faults.email)
        return tr(context, "Please check this address.");
    return NULL;
}

static void cell(struct screen_context *context, int index)
{
    struct cell all[CELLS];
    cells(context, all);
    const struct field field = {all[index].id, all[index].label, problem(context, &all[index])};
    field_text(context, &field, all[index].edit);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct frame frame = {.step = SCREEN_COUNT,
                          .back_id = "register/back",
                          .next_id = "register/make",
                          .next = tr(context, "Make a badge")};
    frame_open(context, &frame);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui,
            UI_NODE(.id = "register/form", .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_TITLE,
                       .label = tr(context, "Without a badge")));
    frame_space(context, 12);
    if (context->visit->fault)
        ui_add(ui, UI_NODE(.id = "register/fault", .role = UI_ROLE_ALERT, .type = UI_TYPE_STRONG,
                           .color = UI_COLOR_ATTENTION_TEXT, .box = {.w = UI_FILL, .bottom = 12},
                           .label = tr(context, "The badge could not be made. Nothing was "
                                                "recorded. Please try again.")));
    field_grid(context, CELLS, ui_portrait(ui) ? 1 : 2, cell);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, "register/form");
    ui_close(ui);
    bool email = ui_edit_target(ui) == &context->visit->email;
    frame_keyboard(context, email ? UI_KEYBOARD_EMAIL : UI_KEYBOARD_NAME, KEYBOARD_NEXT);
    frame_close(context, &frame);
}

static void enter(struct screen_context *context)
{
    struct visit *visit = context->visit;
    ui_edit_clear(&visit->name);
    ui_edit_clear(&visit->role);
    ui_edit_clear(&visit->email);
    ui_edit_clear(&visit->duty.government);
    visit->complain = false;
    visit->fault = EM_OK;
}

/* A government of the pack brings its country with it, and is written as the pack writes it, in
 * whatever language it was typed. */
static void recognise(const struct event_pack *pack, struct ui_edit *government, char country[3])
{
    char wanted[4 * UI_EDIT_BYTES], folded[1024];
    words_fold(wanted, sizeof wanted, government->text);
    for (size_t i = 0; wanted[0] && i < pack->government_count; i++)
        for (size_t l = 0; l < pack->language_count; l++) {
            words_fold(folded, sizeof folded, pack->governments[i].names[l]);
            if (strcmp(folded, wanted) != 0)
                continue;
            ui_edit_set(government, pack->governments[i].names[l]);
            memcpy(country, pack->governments[i].country, 3);
            return;
        }
}

static enum outcome make_badge(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct duty *duty = &visit->duty;
    struct em_error error = {0};
    char country[3] = "", none[1] = "";
    visit_tidy(visit);
    struct visit_faults faults = visit_check(visit);
    visit->complain = faults.name || faults.email;
    if (visit->complain) {
        ui_set_focus(context->ui, faults.name ? "register/name" : "register/email");
        return OUTCOME_STAY;
    }
    recognise(context->pack, &duty->government, country);
    const struct delegate details = {.name = visit->name.text,
                                     .role = visit->role.text,
                                     .government = duty->government.text,
                                     .country = country,
                                     .email = visit->email.text,
                                     .source = none,
                                     .code = none,
                                     .sessions = none};
    visit->fault = door_register(context->door, &details, duty->code, duty->delegate, &error);
    return visit->fault ? OUTCOME_STAY : OUTCOME_NEXT;
}

/* "Next" on the keyboard: the field after the one that is written in, and the button after the
 * last. */
static void next_field(struct screen_context *context)
{
    struct cell all[CELLS];
    const struct ui_edit *target = ui_edit_target(context->ui);
    cells(context, all);
    for (size_t i = 0; i + 1 < CELLS; i++)
        if (all[i].edit == target) {
            ui_set_focus(context->ui, all[i + 1].id);
            return;
        }
    ui_set_focus(context->ui, "register/make");
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    if (action->action == ACTION_NEXT)
        return make_badge(context);
    if (action->action == KEYBOARD_NEXT)
        next_field(context);
    return OUTCOME_STAY;
}

const struct screen screen_register = {.name = "register",
                                       .focus = "register/name",
                                       .enter = enter,
                                       .build = build,
                                       .on_action = on_action,
                                       .on_scan = duty_scan};
