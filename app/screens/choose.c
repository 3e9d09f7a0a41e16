#include "screens/choose.h"

#include "screens/frame.h"

#include <stdlib.h>

static int by_match(const void *a, const void *b)
{
    const struct choice *left = a, *right = b;
    return left->match != right->match ? right->match - left->match : left->rank - right->rank;
}

static void options(struct screen_context *context, const struct choose *choose)
{
    struct ui *ui = context->ui;
    int columns = (ui_portrait(ui) ? 2 : 3) - (ui_text_size(ui) > 1);
    qsort(choose->choices, choose->count, sizeof *choose->choices, by_match);
    for (size_t i = 0; i < choose->count; i += (size_t)columns) {
        ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .gap = 16, .bottom = 12,
                           .cross = UI_STRETCH));
        for (size_t c = i; c < i + (size_t)columns; c++) {
            if (c >= choose->count) {
                ui_add(ui, UI_BOX(.w = UI_FILL, .h = 1));
                continue;
            }
            const struct choice *choice = &choose->choices[c];
            ui_add(ui, UI_NODE(.id = choice->id, .role = UI_ROLE_OPTION, .label = choice->label,
                               .value = choice->value, .look = UI_LOOK_OPTION,
                               .action = choice->action, .argument = choice->argument,
                               .state = choice->state, .box = {.w = UI_FILL, .min_h = 72}));
        }
        ui_close(ui);
    }
    if (choose->count == 0)
        frame_status(context, "choose/nothing", UI_TYPE_BODY, UI_COLOR_MUTED, 0,
                     tr(context, "Nothing found"));
}

void choose_build(struct screen_context *context, const struct choose *choose)
{
    struct ui *ui = context->ui;
    struct frame frame = {
        .step = SCREEN_DETAILS, .title = choose->title, .back_id = choose->back_id};
    frame_open(context, &frame);
    ui_add(ui, UI_NODE(.id = choose->search_id, .role = UI_ROLE_TEXTBOX, .label = choose->title,
                       .edit = &context->visit->search, .look = UI_LOOK_FIELD, .max_lines = 1,
                       .state = UI_PERSONAL, .action = CHOOSE_FIRST,
                       .box = {.w = UI_FILL, .h = ui_grown(ui, 34) + 46}));
    frame_space(context, 16);
    ui_open(ui, UI_BOX(.w = UI_FILL, .h = UI_FILL, .cross = UI_STRETCH));
    ui_open(ui, UI_NODE(.id = choose->list_id, .role = UI_ROLE_LIST, .label = choose->title,
                        .box = {.w = UI_FILL, .h = UI_FILL, .scroll = true}));
    options(context, choose);
    ui_close(ui);
    frame_scroll_mark_in_margin(context, choose->list_id);
    ui_close(ui);
    frame_keyboard(context, UI_KEYBOARD_NAME, CHOOSE_FIRST);
    frame_close(context, &frame);
}

static const struct ui_node *first_option(const struct ui *ui)
{
    for (size_t i = 0; i < ui_count(ui); i++)
        if (ui_node(ui, i)->role == UI_ROLE_OPTION)
            return ui_node(ui, i);
    return NULL;
}

struct ui_action choose_action(struct screen_context *context, const char *list_id,
                               const struct ui_action *action)
{
    struct ui_action taken = *action;
    if (action->kind == UI_CHANGE)
        ui_scroll_to(context->ui, list_id, 0);
    if (action->kind != UI_PRESS || action->action != CHOOSE_FIRST)
        return taken;
    const struct ui_node *first = first_option(context->ui);
    taken.kind = UI_NOTHING;
    if (first && context->visit->search.text[0])
        taken = (struct ui_action){
            .kind = UI_PRESS, .action = first->action, .argument = first->argument};
    else if (first)
        ui_set_focus(context->ui, first->id);
    return taken;
}
