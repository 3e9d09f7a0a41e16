/* Who signs: the form, above the keyboard that writes into it. */
#include "screens/field.h"
#include "screens/frame.h"
#include "screens/owner.h"

#include <string.h>

#define CELLS 6

enum {
    CHOOSE_GOVERNMENT = SCREEN_ACTIONS,
    CHOOSE_COUNTRY,
    SET_CAPACITY, /* argument: enum signature_capacity */
    TOGGLE_LISTED,
    TOGGLE_CONTACT,
    KEYBOARD_NEXT,
};

static const char *needed(struct screen_context *context, bool missing)
{
    return missing && context->visit->complain ? tr(context, "Please fill this in.") : NULL;
}

static void name_cell(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct field field = {"details/name", tr(context, "Full name"),
                          needed(context, visit_check(visit).name)};
    field_text(context, &field, &visit->name);
}

static void role_cell(struct screen_context *context)
{
    struct field field = {"details/role", tr(context, "Role (optional)"), NULL};
    field_text(context, &field, &context->visit->role);
}

static void government_cell(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct field field = {"details/government", tr(context, "Government"),
                          needed(context, visit_check(visit).government)};
    field_choice(context, &field, visit->government, CHOOSE_GOVERNMENT);
}

static void country_cell(struct screen_context *context)
{
    struct visit *visit = context->visit;
    char name[128] = "";
    if (visit->country[0])
        words_country_name(name, sizeof name, visit->country, screen_language(context));
    struct field field = {"details/country", tr(context, "Country"),
                          needed(context, visit_check(visit).country)};
    field_choice(context, &field, ui_text(context->ui, "%s", name), CHOOSE_COUNTRY);
}

static void email_cell(struct screen_context *context)
{
    struct visit *visit = context->visit;
    bool wrong = visit->complain && visit_check(visit).email;
    struct field field = {"details/email",
                          wrong ? tr(context, "E-mail") : tr(context, "E-mail (optional)"),
                          wrong ? tr(context, "Please check this address.") : NULL};
    field_text(context, &field, &visit->email);
}

static void capacity_radio(struct screen_context *context, const char *id, const char *label,
                           enum signature_capacity capacity)
{
    ui_add(context->ui, UI_NODE(.id = id, .role = UI_ROLE_RADIO, .label = label,
                                .look = UI_LOOK_RADIO, .action = SET_CAPACITY, .argument = capacity,
                                .state = context->visit->capacity == capacity ? UI_CHECKED : 0,
                                .box = {.w = UI_FILL, .min_h = 56}));
}

static void capacity_cell(struct screen_context *context)
{
    struct ui *ui = context->ui;
    ui_open(ui, UI_BOX(.w = UI_FILL, .gap = 9));
    capacity_radio(context, "details/capacity/government", tr(context, "For my government"),
                   CAPACITY_GOVERNMENT);
    capacity_radio(context, "details/capacity/personal", tr(context, "In my own name"),
                   CAPACITY_PERSONAL);
    ui_close(ui);
}

static void (*const cells[CELLS])(struct screen_context *context) = {
    name_cell, role_cell, government_cell, country_cell, email_cell, capacity_cell,
};

static int columns(const struct ui *ui)
{
    int wide = ui_portrait(ui) ? 2 : 3;
    return ui_text_size(ui) < 2 ? wide : wide - 1;
}

static void cell(struct screen_context *context, int index)
{
    cells[index](context);
}

static void consent(struct screen_context *context, const char *id, const char *label, bool given,
                    int action)
{
    ui_add(context->ui,
           UI_NODE(.id = id, .role = UI_ROLE_CHECKBOX, .label = label, .look = UI_LOOK_CHECK,
                   .action = action, .state = given ? UI_CHECKED : 0, .box = {.min_h = 56}));
}

static void consents(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct visit *visit = context->visit;
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 48, .row_gap = 9,
                       .cross = UI_CENTER));
    consent(context, "details/listed", tr(context, "List my name in public"), visit->listed,
            TOGGLE_LISTED);
    consent(context, "details/contact", tr(context, "You may contact me later"), visit->contact,
            TOGGLE_CONTACT);
    ui_add(ui,
           UI_NODE(.id = "details/notice", .role = UI_ROLE_LINK, .label = tr(context, "Your data"),
                   .look = UI_LOOK_LINK, .action = ACTION_NOTICE, .box = {.min_h = 56}));
    ui_close(ui);
}

/* The question, and beside it what there is to say of badges. */
static void heading(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const char *note = owner_note(context);
    ui_open(ui, UI_BOX(.direction = UI_FLOW, .w = UI_FILL, .gap = 40, .row_gap = 4,
                       .cross = UI_CENTER));
    ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_TITLE,
                       .label = tr(context, "Who is signing?")));
    if (note)
        frame_status(context, "details/badge", UI_TYPE_BODY,
                     context->visit->badge > VISIT_BADGE_CLOSED ? UI_COLOR_ATTENTION_TEXT
                                                                : UI_COLOR_MUTED,
                     0, note);
    ui_close(ui);
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    struct frame frame = {.step = SCREEN_DETAILS,
                          .back_id = "details/back",
                          .next_id = "details/continue",
                          .next = tr(context, "Continue")};
    frame_open(context, &frame);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = "details/form", .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    heading(context);
    frame_space(context, 12);
    field_grid(context, CELLS, columns(ui), cell);
    consents(context);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, "details/form");
    ui_close(ui);
    bool email = ui_edit_target(ui) == &context->visit->email;
    frame_keyboard(context, email ? UI_KEYBOARD_EMAIL : UI_KEYBOARD_NAME, KEYBOARD_NEXT);
    frame_close(context, &frame);
}

/* The first field that keeps the visit from going on. */
static const char *first_fault(const struct visit *visit)
{
    struct visit_faults faults = visit_check(visit);
    return faults.name         ? "details/name"
           : faults.government ? "details/government"
           : faults.country    ? "details/country"
                               : "details/email";
}

static enum outcome go_on(struct screen_context *context)
{
    struct visit *visit = context->visit;
    visit_tidy(visit);
    visit->complain = !visit_complete(visit);
    if (!visit->complain)
        return OUTCOME_NEXT;
    ui_set_focus(context->ui, first_fault(visit));
    return OUTCOME_STAY;
}

/* "Next" on the keyboard: the field after the one that is being written in. A government or country
 * that is missing is chosen at once, for the keyboard could not write into it; the last field leads
 * to the choices that have no text. */
static enum outcome next_field(struct screen_context *context)
{
    struct visit *visit = context->visit;
    const struct ui_edit *target = ui_edit_target(context->ui);
    struct visit_faults faults = visit_check(visit);
    if (target == &visit->role && faults.government)
        return OUTCOME_GOVERNMENT;
    if (target == &visit->role && faults.country)
        return OUTCOME_COUNTRY;
    ui_set_focus(context->ui, target == &visit->name   ? "details/role"
                              : target == &visit->role ? "details/email"
                                                       : "details/listed");
    return OUTCOME_STAY;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct visit *visit = context->visit;
    if (action->kind != UI_PRESS)
        return OUTCOME_STAY;
    switch (action->action) {
    case ACTION_NEXT:
        return go_on(context);
    case CHOOSE_GOVERNMENT:
        return OUTCOME_GOVERNMENT;
    case CHOOSE_COUNTRY:
        return OUTCOME_COUNTRY;
    case SET_CAPACITY:
        visit->capacity = (enum signature_capacity)action->argument;
        break;
    case TOGGLE_LISTED:
        visit->listed = !visit->listed;
        break;
    case TOGGLE_CONTACT:
        visit->contact = !visit->contact;
        break;
    case KEYBOARD_NEXT:
        return next_field(context);
    }
    return OUTCOME_STAY;
}

static enum outcome on_scan(struct screen_context *context, const char *bytes, size_t size)
{
    context->visit->from_details = true;
    enum outcome outcome = owner_scan(context, bytes, size);
    return outcome == OUTCOME_NEXT ? OUTCOME_STAY : outcome; /* filled in; they look at it first */
}

const struct screen screen_details = {.name = "details",
                                      .focus = "details/name",
                                      .build = build,
                                      .on_action = on_action,
                                      .on_scan = on_scan};
