#include "ui/ui_private.h"

#define GROWING_BELOW   42  /* units: larger types do not follow the choice of text size */
#define CONTROL_FLOOR   600 /* permille of its size that a control's label may go down to */
#define FIELD_FLOOR     700 /* and for what is typed, before it scrolls */
#define SHRINK_FLOOR    400 /* the same for titles */
#define VALUE_GAP       20  /* units between an option's label and its value */
#define SECOND_LINE_GAP 6   /* units between a button's label and its value */

struct ui_font ui_font_of(const struct ui *ui, enum ui_type type)
{
    const struct ui_type_style *style = ui_type_style(type);
    int size = style->size < GROWING_BELOW ? ui_grown(ui, style->size) : style->size;
    return (struct ui_font){style->face, ui_units(ui, size)};
}

int ui_line_of(enum ui_type type, int px)
{
    const struct ui_type_style *style = ui_type_style(type);
    return (px * style->line + style->size / 2) / style->size;
}

enum ui_type ui_type_of(const struct ui_node *node)
{
    return node->type ? node->type : ui_look_style(node->look)->type;
}

static struct ui_font label_font(const struct ui *ui, const struct ui_node *node, int px)
{
    struct ui_font font = ui_font_of(ui, ui_type_of(node));
    if (px)
        font.px = px;
    if ((node->state & UI_SELECTED) && ui_look_style(node->look)->strong)
        font.face = UI_FACE_SANS_BOLD;
    return font;
}

struct ui_padding ui_padding(const struct ui *ui, const struct ui_node *node)
{
    const struct ui_box *box = &node->box;
    const struct ui_look_style *style = ui_look_style(node->look);
    if (!box->left && !box->right && !box->top && !box->bottom) {
        int x = ui_units(ui, style->pad_x);
        int y = ui_units(ui, style->pad_y);
        return (struct ui_padding){x, y, x, y};
    }
    return (struct ui_padding){ui_units(ui, box->left), ui_units(ui, box->top),
                               ui_units(ui, box->right), ui_units(ui, box->bottom)};
}

struct ui_rect ui_inner(const struct ui *ui, const struct ui_node *node)
{
    struct ui_padding p = ui_padding(ui, node);
    struct ui_rect r = node->rect;
    return (struct ui_rect){r.x + p.left, r.y + p.top, ui_most(0, r.w - p.left - p.right),
                            ui_most(0, r.h - p.top - p.bottom)};
}

/* Boxes and pictures have a label to be spoken, not to be shown. */
static bool only_spoken(const struct ui_node *node)
{
    switch (node->role) {
    case UI_ROLE_LIST:
    case UI_ROLE_IMG:
    case UI_ROLE_DOCUMENT:
    case UI_ROLE_PROGRESSBAR:
    case UI_ROLE_APPLICATION:
        return true;
    default:
        return node->look == UI_LOOK_FIELD || node->look == UI_LOOK_INK ||
               node->look == UI_LOOK_QR || node->icon;
    }
}

static const char *shown_label(const struct ui *ui, const struct ui_node *node)
{
    bool shown = node->label && *node->label && ui_is_leaf(ui, node) && !only_spoken(node);
    return shown && ui_look_style(node->look)->type ? node->label : NULL;
}

static bool has_second_line(const struct ui *ui, const struct ui_node *node)
{
    bool button = node->look == UI_LOOK_PRIMARY || node->look == UI_LOOK_BUTTON;
    return button && node->value && *node->value && shown_label(ui, node);
}

static bool has_side_value(const struct ui_node *node)
{
    bool beside = node->look == UI_LOOK_OPTION || (node->look == UI_LOOK_FIELD && node->edit);
    return beside && node->value && *node->value;
}

static struct ui_font value_font(const struct ui *ui, const struct ui_node *node)
{
    struct ui_font font =
        ui_font_of(ui, has_second_line(ui, node) ? UI_TYPE_CAPTION : ui_type_of(node));
    struct ui_font label = label_font(ui, node, node->font_px);
    font.px = ui_least(font.px, label.px);
    return font;
}

/* What stands beside and under the label, in pixels. */
static int taken_left(const struct ui *ui, const struct ui_node *node)
{
    return ui_units(ui, ui_look_style(node->look)->lead);
}

static int taken_right(const struct ui *ui, const struct ui_node *node)
{
    int taken = 0;
    if (has_side_value(node))
        taken +=
            ui_texts_width(ui->texts, value_font(ui, node), node->value) + ui_units(ui, VALUE_GAP);
    if (node->look == UI_LOOK_FIELD && node->icon)
        taken += ui_units(ui, 32 + VALUE_GAP);
    return taken;
}

static int taken_below(const struct ui *ui, const struct ui_node *node)
{
    if (!has_second_line(ui, node))
        return 0;
    return ui_units(ui, SECOND_LINE_GAP) + ui_line_of(UI_TYPE_CAPTION, value_font(ui, node).px);
}

static enum ui_align label_align(const struct ui_node *node)
{
    return node->text_align ? node->text_align : ui_look_style(node->look)->align;
}

static size_t line_count(const struct ui *ui, struct ui_font font, const char *text, int width)
{
    size_t count;
    ui_texts_lines(ui->texts, font, text, width, &count);
    return count;
}

/* Label and second line stand in the middle of a control, and at the top of a text. */
struct ui_label ui_label_of(const struct ui *ui, const struct ui_node *node)
{
    struct ui_label label = {.text = shown_label(ui, node), .align = label_align(node)};
    if (label.text == NULL)
        return label;
    label.font = label_font(ui, node, node->font_px);
    label.line = ui_line_of(ui_type_of(node), label.font.px);
    label.area = ui_inner(ui, node);
    label.area.x += taken_left(ui, node);
    label.area.w -= taken_left(ui, node) + taken_right(ui, node);
    if (ui_look_style(node->look)->control) {
        int lines = (int)line_count(ui, label.font, label.text, label.area.w);
        int spare = label.area.h - lines * label.line - taken_below(ui, node);
        label.area.y += spare / 2;
        label.area.h = lines * label.line;
    }
    return label;
}

struct ui_label ui_value_of(const struct ui *ui, const struct ui_node *node)
{
    struct ui_label value = {.align = UI_CENTER, .font = value_font(ui, node)};
    value.line = ui_line_of(UI_TYPE_CAPTION, value.font.px);
    if (has_second_line(ui, node)) {
        struct ui_label label = ui_label_of(ui, node);
        value.text = node->value;
        value.area = label.area;
        value.area.y += label.area.h + ui_units(ui, SECOND_LINE_GAP);
        value.area.h = value.line;
    } else if (has_side_value(node)) {
        value.text = node->value;
        value.area = ui_inner(ui, node);
        value.area.y += (value.area.h - value.line) / 2;
        value.area.h = value.line;
        value.align = UI_END;
    }
    return value;
}

static int caret_x(const struct ui *ui, struct ui_font font, const struct ui_edit *edit)
{
    return ui->metrics.width(ui->metrics.context, font, edit->text, edit->caret);
}

/* Rather smaller than cut: one wants to see the whole of an address that one gives. */
static void shrink_field(const struct ui *ui, struct ui_label *field)
{
    int floor = field->font.px * FIELD_FLOOR / 1000;
    while (field->text && *field->text && field->font.px > floor &&
           ui_texts_width(ui->texts, field->font, field->text) > field->area.w)
        field->font.px--;
}

struct ui_label ui_field_of(const struct ui *ui, const struct ui_node *node, int *offset)
{
    struct ui_label field = {.text = node->edit ? node->edit->text : node->value,
                             .font = ui_font_of(ui, ui_type_of(node))};
    int caret_room = ui_units(ui, 6);
    field.line = ui_line_of(ui_type_of(node), field.font.px);
    field.area = ui_inner(ui, node);
    field.area.w = ui_most(0, field.area.w - taken_right(ui, node));
    field.area.y += (field.area.h - field.line) / 2;
    field.area.h = field.line;
    shrink_field(ui, &field);
    *offset = 0;
    if (node->edit && (ui_has_id(node, ui->focus) || (node->state & UI_CURRENT)))
        *offset = ui_most(0, caret_x(ui, field.font, node->edit) + caret_room - field.area.w);
    return field;
}

/* --- measuring --- */

static void label_widths(const struct ui *ui, const struct ui_node *node, int width[])
{
    const char *text = shown_label(ui, node);
    struct ui_font font = label_font(ui, node, 0);
    bool control = ui_look_style(node->look)->control;
    int word = ui_texts_widest_word(ui->texts, font, text);
    width[UI_WIDTH_WANTED] = ui_texts_width(ui->texts, font, text);
    width[UI_WIDTH_LEAST] = word;
    if (node->shrink)
        width[UI_WIDTH_LEAST] = width[UI_WIDTH_FLOOR] = word * SHRINK_FLOOR / 1000;
    else
        width[UI_WIDTH_FLOOR] = control ? word * CONTROL_FLOOR / 1000 : word;
}

void ui_leaf_widths(const struct ui *ui, const struct ui_node *node, int width[UI_WIDTH_LEVELS])
{
    struct ui_padding padding = ui_padding(ui, node);
    int floor = ui_units(ui, ui_look_style(node->look)->fit_w) - padding.left - padding.right;
    int extra = taken_left(ui, node) + taken_right(ui, node);
    int second = has_second_line(ui, node)
                     ? ui_texts_width(ui->texts, value_font(ui, node), node->value)
                     : 0;
    if (shown_label(ui, node))
        label_widths(ui, node, width);
    for (int level = 0; level < UI_WIDTH_LEVELS; level++) {
        int label = ui_most(width[level], second) + extra;
        width[level] = ui_most(label, floor);
    }
}

static bool fits(const struct ui *ui, const struct ui_node *node, struct ui_font font,
                 struct ui_rect area)
{
    const char *text = node->label;
    int max_lines = node->max_lines ? node->max_lines : ui_look_style(node->look)->max_lines;
    if (ui_texts_widest_word(ui->texts, font, text) > area.w)
        return false;
    int lines = (int)line_count(ui, font, text, area.w);
    return lines * ui_line_of(ui_type_of(node), font.px) <= area.h &&
           (max_lines == 0 || lines <= max_lines);
}

static int fitting_px(const struct ui *ui, const struct ui_node *node, struct ui_rect area)
{
    struct ui_font font = label_font(ui, node, 0);
    bool control = ui_look_style(node->look)->control;
    int floor = font.px * (node->shrink ? SHRINK_FLOOR : CONTROL_FLOOR) / 1000;
    if (!control && !node->shrink)
        return font.px;
    while (font.px > floor && !fits(ui, node, font, area))
        font.px--;
    return font.px;
}

static struct ui_rect label_room(const struct ui *ui, const struct ui_node *node)
{
    struct ui_rect area = ui_inner(ui, node);
    area.w -= taken_left(ui, node) + taken_right(ui, node);
    area.h -= taken_below(ui, node);
    return area;
}

int ui_leaf_height(const struct ui *ui, struct ui_node *node)
{
    const struct ui_look_style *style = ui_look_style(node->look);
    struct ui_padding padding = ui_padding(ui, node);
    int height = 0;
    node->font_px = 0;
    if (shown_label(ui, node)) {
        struct ui_rect room = label_room(ui, node);
        room.h = UI_ONE_LINE;
        node->font_px = fitting_px(ui, node, room);
        struct ui_font font = label_font(ui, node, node->font_px);
        height =
            (int)line_count(ui, font, node->label, room.w) * ui_line_of(ui_type_of(node), font.px) +
            taken_below(ui, node);
    } else if (node->look == UI_LOOK_FIELD) {
        node->font_px = ui_font_of(ui, ui_type_of(node)).px;
        height = ui_line_of(ui_type_of(node), node->font_px);
    }
    return ui_most(height + padding.top + padding.bottom, ui_units(ui, style->fit_h));
}

void ui_leaf_fit(const struct ui *ui, struct ui_node *node)
{
    if (shown_label(ui, node))
        node->font_px = fitting_px(ui, node, label_room(ui, node));
}
