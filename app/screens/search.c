/* Somebody without their badge, found by name: a press lets them in, or out again. */
#include "screens/duty.h"
#include "screens/frame.h"

#include <stdio.h>

enum { ADMIT = SCREEN_ACTIONS /* argument: index of the match */, FIRST };

static void match(struct screen_context *context, size_t index)
{
    struct ui *ui = context->ui;
    const struct door_match *found = &context->visit->duty.matches[index];
    const char *between = found->role[0] && found->government[0] ? "  ·  " : "";
    const char *what = found->inside ? tr(context, "Check out") : tr(context, "Check in");
    ui_open(ui, UI_NODE(.id = ui_text(ui, "search/option/%zu", index), .role = UI_ROLE_OPTION,
                        .look = UI_LOOK_OPTION, .action = ADMIT, .argument = (intptr_t)index,
                        .state = UI_PERSONAL, .label = ui_text(ui, "%s, %s", found->name, what),
                        .box = {.direction = UI_ROW,
                                .w = UI_FILL,
                                .min_h = 96,
                                .left = 16,
                                .right = 16,
                                .top = 10,
                                .bottom = 12,
                                .gap = 24,
                                .cross = UI_CENTER}));
    ui_open(ui, UI_BOX(.w = UI_FILL, .cross = UI_STRETCH));
    ui_add(ui, UI_NODE(.type = UI_TYPE_STRONG, .label = found->name, .shrink = true,
                       .box = {.w = UI_FILL}));
    ui_add(ui, UI_NODE(.type = UI_TYPE_CAPTION, .color = UI_COLOR_MUTED, .shrink = true,
                       .label = ui_text(ui, "%s%s%s", found->role, between, found->government),
                       .max_lines = 2, .box = {.w = UI_FILL}));
    ui_close(ui);
    ui_open(ui, UI_BOX(.cross = UI_END));
    if (found->inside)
        ui_add(ui, UI_NODE(.type = UI_TYPE_CAPTION, .color = UI_COLOR_MUTED,
                           .label = tr(context, "inside")));
    ui_add(ui, UI_NODE(.type = UI_TYPE_STRONG, .color = UI_COLOR_BLUE, .label = what));
    ui_close(ui);
    ui_close(ui);
}

static void matches(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const struct duty *duty = &context->visit->duty;
    size_t columns = ui_portrait(ui) ? 1 : 2;
    for (size_t i = 0; i < duty->match_count; i += columns) {
        ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .gap = 32, .bottom = 9,
                           .cross = UI_STRETCH));
        for (size_t c = i; c < i + columns; c++) {
            if (c < duty->match_count)
                match(context, c);
            else
                ui_add(ui, UI_BOX(.w = UI_FILL, .h = 1));
        }
        ui_close(ui);
    }
}

static const char *hint(struct screen_context *context)
{
    const struct visit *visit = context->visit;
    if (visit->fault)
        return tr(context, "The list of delegates could not be opened.");
    return visit->search.text[0] ? tr(context, "Nothing found")
                                 : tr(context, "Type parts of a name or a government.");
}

static void build(struct screen_context *context)
{
    struct ui *ui = context->ui;
    const char *title = tr(context, "Search by name");
    struct frame frame = {.step = SCREEN_COUNT, .back_id = "search/back"};
    frame_open(context, &frame);
    ui_add(ui, UI_NODE(.role = UI_ROLE_HEADING, .type = UI_TYPE_CAPTION, .color = UI_COLOR_MUTED,
                       .label = title));
    frame_space(context, 4);
    ui_add(ui, UI_NODE(.id = "search/search", .role = UI_ROLE_TEXTBOX, .label = title,
                       .edit = &context->visit->search, .look = UI_LOOK_FIELD, .max_lines = 1,
                       .state = UI_PERSONAL, .action = FIRST,
                       .box = {.w = UI_FILL, .h = ui_grown(ui, 34) + 46}));
    frame_space(context, 16);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = "search/list", .role = UI_ROLE_LIST, .label = title,
                        .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    if (context->visit->duty.match_count == 0)
        frame_status(context, "search/hint", UI_TYPE_BODY, UI_COLOR_MUTED, 0, hint(context));
    matches(context);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, "search/list");
    ui_close(ui);
    frame_keyboard(context, UI_KEYBOARD_NAME, FIRST);
    frame_close(context, &frame);
}

static void look_up(struct screen_context *context)
{
    struct visit *visit = context->visit;
    struct em_error error = {0};
    visit->duty.match_count = 0;
    visit->fault = EM_OK;
    if (visit->search.text[0])
        visit->duty.match_count = door_search(context->door, visit->search.text,
                                              visit->duty.matches, DUTY_MATCHES, &error);
    if (error.text[0])
        visit->fault = EM_IO;
}

static void enter(struct screen_context *context)
{
    ui_edit_clear(&context->visit->search);
    look_up(context);
}

static enum outcome admit(struct screen_context *context, size_t index)
{
    const struct duty *duty = &context->visit->duty;
    if (index >= duty->match_count)
        return OUTCOME_STAY;
    const struct door_match *found = &duty->matches[index];
    char delegate[DELEGATE_ID_SIZE]; /* the match goes when the door reads anew */
    snprintf(delegate, sizeof delegate, "%s", found->delegate);
    return duty_admit(context, delegate, found->inside ? DOOR_OUT : DOOR_IN);
}

/* "Next" on the keyboard goes to the first that was found; nobody is let in by it unseen. */
static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    if (action->kind == UI_CHANGE) {
        look_up(context);
        ui_scroll_to(context->ui, "search/list", 0);
    }
    bool found = context->visit->duty.match_count > 0;
    if (action->kind == UI_PRESS && action->action == FIRST && found)
        ui_set_focus(context->ui, "search/option/0");
    if (action->kind == UI_PRESS && action->action == ADMIT)
        return admit(context, (size_t)action->argument);
    return OUTCOME_STAY;
}

const struct screen screen_search = {.name = "search",
                                     .focus = "search/search",
                                     .enter = enter,
                                     .build = build,
                                     .on_action = on_action,
                                     .on_scan = duty_scan};
