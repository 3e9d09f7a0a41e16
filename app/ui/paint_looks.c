/* The painters that the rows of look.c name. */
#include "ui/paint_private.h"

static int units(const struct ui_painter *painter, int length)
{
    return ui_units(painter->ui, length);
}

static struct ui_rect centred(struct ui_rect in, int w, int h)
{
    return (struct ui_rect){in.x + (in.w - w) / 2, in.y + (in.h - h) / 2, w, h};
}

static struct ui_box_style plain(enum ui_color fill)
{
    return (struct ui_box_style){.fill = ui_color_rgb(fill), .border = PAINT_NO_COLOR};
}

static void paint_texts(struct ui_painter *painter, const struct ui_node *node, uint32_t color,
                        uint32_t value_color)
{
    struct ui_label label = ui_label_of(painter->ui, node);
    struct ui_label value = ui_value_of(painter->ui, node);
    if (label.text)
        ui_put_label(painter, node, &label, color);
    if (value.text)
        ui_put_label(painter, node, &value, value_color);
}

/* A picture fills its node; in a control an icon is as large as a letter with air around it. */
static void paint_icon(struct ui_painter *painter, const struct ui_node *node)
{
    int size = ui_least(node->rect.w, node->rect.h);
    if (ui_look_style(node->look)->control)
        size = ui_least(size, ui_font_of(painter->ui, ui_type_of(node)).px * 5 / 4);
    ui_put_icon(painter, centred(node->rect, size, size), node->clip, node->icon,
                ui_label_color(painter->ui, node));
}

void ui_paint_control(struct ui_painter *painter, const struct ui_node *node)
{
    uint32_t color = ui_label_color(painter->ui, node);
    ui_put_box(painter, node->rect, node->clip, ui_box_style(painter->ui, node));
    if (node->icon)
        paint_icon(painter, node);
    paint_texts(painter, node, color, color);
}

/* Its text stands on the edge of the page like any other; what shows under a finger is wider. */
void ui_paint_link(struct ui_painter *painter, const struct ui_node *node)
{
    struct ui_rect under = node->rect;
    under.x -= units(painter, 8);
    under.w += 2 * units(painter, 8);
    ui_put_box(painter, under, node->clip, ui_box_style(painter->ui, node));
    paint_texts(painter, node, ui_label_color(painter->ui, node), 0);
}

static void paint_caret(struct ui_painter *painter, const struct ui_node *node,
                        const struct ui_label *field)
{
    const struct ui *ui = painter->ui;
    int height = ui->metrics.height(ui->metrics.context, field->font);
    int width =
        ui->metrics.width(ui->metrics.context, field->font, node->edit->text, node->edit->caret);
    struct ui_rect caret = {field->area.x + width, field->area.y + (field->line - height) / 2,
                            units(painter, 3), height};
    ui_put_fill(painter, caret, node->clip, UI_COLOR_BLUE);
}

static bool is_written_to(const struct ui *ui, const struct ui_node *node)
{
    return ui_has_id(node, ui->focus) || (node->state & UI_CURRENT);
}

/* What nobody is writing in shows its beginning, and that there is more. */
static const char *abridged(struct ui_painter *painter, const struct ui_label *field)
{
    struct ui_texts *texts = painter->ui->texts;
    int room = field->area.w - ui_texts_width(texts, field->font, "…") - field->font.px / 2;
    if (ui_texts_width(texts, field->font, field->text) <= field->area.w)
        return field->text;
    size_t length = ui_texts_offset_at(texts, field->font, field->text, ui_most(0, room));
    return ui_text(painter->ui, "%.*s…", (int)length, field->text);
}

static void paint_field_text(struct ui_painter *painter, const struct ui_node *node)
{
    int offset;
    struct ui_label field = ui_field_of(painter->ui, node, &offset);
    struct ui_node inside = *node;
    struct ui_rect view = field.area;
    bool writing = is_written_to(painter->ui, node);
    view.x -= units(painter, 3);
    view.w += units(painter, 6);
    inside.clip = ui_rect_intersect(node->clip, view);
    if (field.text && !writing)
        field.text = abridged(painter, &field);
    field.area.x -= offset;
    field.area.w = UI_ONE_LINE;
    if (field.text && *field.text)
        ui_put_label(painter, &inside, &field, ui_label_color(painter->ui, node));
    if (node->edit && ui_writes_here(painter->ui, node) && !(node->state & UI_DISABLED))
        paint_caret(painter, &inside, &field);
}

static void paint_field_icon(struct ui_painter *painter, const struct ui_node *node)
{
    struct ui_rect inner = ui_inner(painter->ui, node);
    int size = units(painter, 32);
    struct ui_rect place = {inner.x + inner.w - size, inner.y + (inner.h - size) / 2, size, size};
    ui_put_icon(painter, place, node->clip, node->icon, ui_color_rgb(UI_COLOR_MUTED));
}

void ui_paint_field(struct ui_painter *painter, const struct ui_node *node)
{
    ui_put_box(painter, node->rect, node->clip, ui_box_style(painter->ui, node));
    paint_field_text(painter, node);
    struct ui_label value = ui_value_of(painter->ui, node);
    if (value.text)
        ui_put_label(painter, node, &value, ui_color_rgb(UI_COLOR_MUTED));
    if (node->icon)
        paint_field_icon(painter, node);
}

static void paint_tick(struct ui_painter *painter, const struct ui_node *node, struct ui_rect box)
{
    if (node->look == UI_LOOK_CHECK) {
        int size = units(painter, 32);
        ui_put_icon(painter, centred(box, size, size), node->clip, "check",
                    ui_color_rgb(UI_COLOR_WHITE));
        return;
    }
    int size = units(painter, 18);
    struct ui_box_style dot = plain(UI_COLOR_WHITE);
    dot.radius = size / 2;
    ui_put_box(painter, centred(box, size, size), node->clip, dot);
}

void ui_paint_check(struct ui_painter *painter, const struct ui_node *node)
{
    const struct ui *ui = painter->ui;
    struct ui_rect inner = ui_inner(ui, node);
    int side = units(painter, 48);
    struct ui_rect box = {inner.x, inner.y + (inner.h - side) / 2, side, side};
    struct ui_box_style style = ui_box_style(ui, node);
    bool checked = node->state & UI_CHECKED;
    if (checked && !(node->state & UI_DISABLED)) {
        style.fill = ui_color_rgb(ui_is_pressed(ui, node) ? UI_COLOR_BLUE_PRESSED : UI_COLOR_BLUE);
        style.border = PAINT_NO_COLOR;
    } else if (checked) {
        style.fill = ui_color_rgb(UI_COLOR_MUTED);
    }
    ui_put_box(painter, box, node->clip, style);
    if (checked)
        paint_tick(painter, node, box);
    paint_texts(painter, node, ui_label_color(ui, node), 0);
}

/* A hairline parts it from the next; what is selected or under the finger stands on a tone. */
void ui_paint_option(struct ui_painter *painter, const struct ui_node *node)
{
    struct ui_box_style style = ui_box_style(painter->ui, node);
    struct ui_rect rule = node->rect;
    rule.h = units(painter, 2);
    rule.y += node->rect.h - rule.h;
    ui_put_fill(painter, rule, node->clip, UI_COLOR_RULE);
    if (style.fill == PAINT_NO_COLOR && (node->state & UI_SELECTED))
        style.fill = ui_color_rgb(UI_COLOR_KEY_DARK);
    ui_put_box(painter, node->rect, node->clip, style);
    paint_texts(painter, node, ui_label_color(painter->ui, node), ui_color_rgb(UI_COLOR_MUTED));
}

void ui_paint_step(struct ui_painter *painter, const struct ui_node *node)
{
    ui_paint_control(painter, node);
    struct ui_label label = ui_label_of(painter->ui, node);
    if (!(node->state & UI_SELECTED) || label.text == NULL)
        return;
    struct ui_rect line = {label.area.x, label.area.y + label.area.h + units(painter, 3),
                           label.area.w, units(painter, 4)};
    ui_put_fill(painter, line, node->clip, UI_COLOR_MARGIN);
}

void ui_paint_mark(struct ui_painter *painter, const struct ui_node *node)
{
    ui_paint_control(painter, node);
    struct ui_rect bar = node->rect;
    bar.w = units(painter, 4);
    if (node->state & UI_SELECTED)
        ui_put_fill(painter, bar, node->clip, UI_COLOR_MARGIN);
}

void ui_paint_progress(struct ui_painter *painter, const struct ui_node *node)
{
    if (node->progress_size == 1000) /* all is seen: there is nothing to say */
        return;
    struct ui_rect mark = node->rect;
    struct ui_box_style style = ui_box_style(painter->ui, node);
    ui_put_box(painter, node->rect, node->clip, style);
    int size = node->progress_size ? node->progress_size : node->progress;
    mark.h = (int)((int64_t)node->rect.h * size / 1000);
    if (node->progress_size)
        mark.y += (int)((int64_t)(node->rect.h - mark.h) * node->progress / 1000);
    style.fill = ui_color_rgb(UI_COLOR_BLUE);
    ui_put_box(painter, mark, node->clip, style);
}

/* The tones of paper say nothing here: what is chosen is white, what is disabled has no outline. */
void ui_paint_white(struct ui_painter *painter, const struct ui_node *node)
{
    struct ui_box_style style = ui_box_style(painter->ui, node);
    enum ui_color color = UI_COLOR_WHITE;
    if (node->state & UI_DISABLED) {
        style.border = PAINT_NO_COLOR;
        color = UI_COLOR_RULE;
    } else if ((node->state & UI_CHECKED) && !ui_is_pressed(painter->ui, node)) {
        style.fill = ui_color_rgb(UI_COLOR_WHITE);
        color = UI_COLOR_INK;
    }
    ui_put_box(painter, node->rect, node->clip, style);
    paint_texts(painter, node, ui_color_rgb(color), ui_color_rgb(color));
}

void ui_paint_ring(struct ui_painter *painter, const struct ui_node *node)
{
    int size = ui_least(node->rect.w, node->rect.h);
    uint32_t color = ui_label_color(painter->ui, node);
    struct ui_rect ring = centred(node->rect, size, size);
    ui_put_box(painter, ring, node->clip,
               (struct ui_box_style){PAINT_NO_COLOR, color, ui_most(1, size / 24), size / 2});
    int inner = size * 58 / 100;
    ui_put_icon(painter, centred(ring, inner, inner), node->clip, node->icon, color);
}

void ui_paint_ink(struct ui_painter *painter, const struct ui_node *node)
{
    struct paint_list *list = painter->list;
    if (node->ink == NULL || ui_rect_empty(ui_rect_intersect(node->rect, node->clip)))
        return;
    list->items = ui_grow(list->items, list->count + 1, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (struct paint_command){.kind = PAINT_INK,
                                                        .rect = node->rect,
                                                        .clip = node->clip,
                                                        .color = ui_label_color(painter->ui, node),
                                                        .border = PAINT_NO_COLOR,
                                                        .generation = node->ink->generation,
                                                        .ink = node->ink};
}
