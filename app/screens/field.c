#include "screens/field.h"

#include "screens/frame.h"

static void label(struct screen_context *context, const struct field *field)
{
    frame_text(context, UI_TYPE_CAPTION, field->problem ? UI_COLOR_ATTENTION_TEXT : UI_COLOR_MUTED,
               field->problem ? ui_text(context->ui, "%s  ·  %s", field->label, field->problem)
                              : field->label);
}

static int height(const struct ui *ui)
{
    return ui_grown(ui, 34) + 46;
}

void field_text(struct screen_context *context, const struct field *field, struct ui_edit *edit)
{
    struct field shown = *field;
    if (edit->overflow)
        shown.problem = tr(context, "At most 200 characters fit here.");
    label(context, &shown);
    ui_add(context->ui, UI_NODE(.id = field->id, .role = UI_ROLE_TEXTBOX, .label = field->label,
                                .edit = edit, .look = UI_LOOK_FIELD, .max_lines = 1,
                                .state = UI_PERSONAL | (shown.problem ? UI_MISSING : 0),
                                .box = {.w = UI_FILL, .h = height(context->ui)}));
}

void field_choice(struct screen_context *context, const struct field *field, const char *value,
                  int action)
{
    label(context, field);
    ui_add(context->ui,
           UI_NODE(.id = field->id, .role = UI_ROLE_COMBOBOX, .label = field->label, .value = value,
                   .look = UI_LOOK_FIELD, .action = action, .max_lines = 1, .icon = "chevron-down",
                   .state = UI_PERSONAL | (field->problem ? UI_MISSING : 0),
                   .box = {.w = UI_FILL, .h = height(context->ui)}));
}

void field_grid(struct screen_context *context, int count, int columns,
                void (*cell)(struct screen_context *context, int index))
{
    struct ui *ui = context->ui;
    for (int i = 0; i < count; i += columns) {
        ui_open(ui, UI_BOX(.direction = UI_ROW, .w = UI_FILL, .gap = 32, .bottom = 20,
                           .cross = UI_END));
        for (int c = i; c < i + columns && c < count; c++) {
            ui_open(ui, UI_BOX(.w = UI_FILL, .gap = 4));
            cell(context, c);
            ui_close(ui);
        }
        ui_close(ui);
    }
}
