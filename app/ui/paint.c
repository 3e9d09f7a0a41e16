#include "ui/paint_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define RING_WIDTH 4 /* units, of the ring around what has the focus */
#define RING_GAP   4

/* --- putting commands on the list --- */

static struct paint_command *put(struct ui_painter *painter, enum paint_kind kind,
                                 struct ui_rect rect, struct ui_rect clip)
{
    struct paint_list *list = painter->list;
    list->items = ui_grow(list->items, list->count + 1, &list->capacity, sizeof *list->items);
    struct paint_command *command = &list->items[list->count++];
    *command = (struct paint_command){.kind = kind,
                                      .rect = rect,
                                      .clip = clip,
                                      .color = PAINT_NO_COLOR,
                                      .border = PAINT_NO_COLOR};
    return command;
}

/* What can never be seen is not put: a long document costs what its visible part costs. */
static bool hidden(struct ui_rect rect, struct ui_rect clip)
{
    return ui_rect_empty(ui_rect_intersect(rect, clip));
}

static const char *keep(struct ui_painter *painter, const char *text, size_t length)
{
    struct paint_list *list = painter->list;
    assert(list->strings_used + length + 1 <= list->strings_capacity);
    char *copy = list->strings + list->strings_used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    list->strings_used += length + 1;
    return copy;
}

void ui_put_box(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                struct ui_box_style style)
{
    bool nothing = style.fill == PAINT_NO_COLOR && style.border == PAINT_NO_COLOR;
    if (nothing || hidden(rect, clip))
        return;
    struct paint_command *box = put(painter, PAINT_BOX, rect, clip);
    box->color = style.fill;
    box->border = style.border;
    box->border_width = style.border == PAINT_NO_COLOR ? 0 : style.border_width;
    box->radius = style.radius;
}

void ui_put_fill(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                 enum ui_color color)
{
    ui_put_box(painter, rect, clip,
               (struct ui_box_style){.fill = ui_color_rgb(color), .border = PAINT_NO_COLOR});
}

void ui_put_icon(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                 const char *name, uint32_t color)
{
    if (hidden(rect, clip))
        return;
    struct paint_command *icon = put(painter, PAINT_ICON, rect, clip);
    icon->text = keep(painter, name, strlen(name));
    icon->color = color;
}

static int line_x(const struct ui_label *label, int width)
{
    switch (label->align) {
    case UI_CENTER:
        return label->area.x + (label->area.w - width) / 2;
    case UI_END:
        return label->area.x + label->area.w - width;
    default:
        return label->area.x;
    }
}

void ui_put_label(struct ui_painter *painter, const struct ui_node *node,
                  const struct ui_label *label, uint32_t color)
{
    const struct ui *ui = painter->ui;
    size_t count;
    const struct ui_line *lines =
        ui_texts_lines(ui->texts, label->font, label->text, label->area.w, &count);
    int height = ui->metrics.height(ui->metrics.context, label->font);
    int y = label->area.y + (label->line - height) / 2;
    for (size_t i = 0; i < count; i++, y += label->line) {
        struct ui_rect rect = {line_x(label, lines[i].width), y, lines[i].width, height};
        if (hidden(ui_rect_inset(rect, -label->font.px / 2), node->clip) || lines[i].width == 0)
            continue;
        struct paint_command *text = put(painter, PAINT_TEXT, rect, node->clip);
        text->font = label->font;
        text->color = color;
        text->baseline = ui->metrics.ascent(ui->metrics.context, label->font);
        text->text = keep(painter, label->text + lines[i].from, lines[i].to - lines[i].from);
    }
}

/* --- state into colours --- */

static uint32_t rgb_or_none(enum ui_color color)
{
    return color ? ui_color_rgb(color) : PAINT_NO_COLOR;
}

static enum ui_color fill_of(const struct ui *ui, const struct ui_node *node)
{
    const struct ui_look_style *style = ui_look_style(node->look);
    if (node->state & UI_DISABLED)
        return style->fill == UI_COLOR_BLUE ? UI_COLOR_RULE : style->fill;
    return style->pressed && ui_is_pressed(ui, node) ? style->pressed : style->fill;
}

/* One field at a time is framed in blue: the focused one, or the one that the on-screen keyboard
 * still writes to while nothing shows that the focus is elsewhere. */
bool ui_writes_here(const struct ui *ui, const struct ui_node *node)
{
    bool current = (node->state & UI_CURRENT) && !ui->show_focus;
    return node->look == UI_LOOK_FIELD && (ui_has_id(node, ui->focus) || current);
}

struct ui_box_style ui_box_style(const struct ui *ui, const struct ui_node *node)
{
    const struct ui_look_style *style = ui_look_style(node->look);
    enum ui_color border = style->border;
    int width = style->border_width;
    if (node->state & UI_DISABLED) {
        border = border ? UI_COLOR_RULE : border;
    } else if (ui_writes_here(ui, node)) {
        border = UI_COLOR_BLUE;
        width = 4;
    } else if (node->state & UI_MISSING) {
        border = UI_COLOR_ATTENTION;
        width = 4;
    } else if (border && (node->state & UI_SELECTED)) {
        border = UI_COLOR_BLUE;
        width = 3;
    }
    return (struct ui_box_style){rgb_or_none(fill_of(ui, node)), rgb_or_none(border),
                                 ui_units(ui, width), ui_units(ui, style->radius)};
}

uint32_t ui_label_color(const struct ui *ui, const struct ui_node *node)
{
    (void)ui;
    const struct ui_look_style *style = ui_look_style(node->look);
    enum ui_color color = node->color ? node->color : style->text;
    if (node->state & UI_DISABLED)
        color = UI_COLOR_MUTED;
    else if ((node->state & UI_SELECTED) && style->strong)
        color = style->text == UI_COLOR_MUTED ? UI_COLOR_INK : UI_COLOR_BLUE;
    return ui_color_rgb(color);
}

/* --- the whole frame --- */

/* Every line of every text is copied with its NUL: an upper bound for the arena. */
static size_t strings_needed(const struct ui *ui)
{
    size_t needed = 0;
    for (size_t i = 0; i < ui->count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        const char *texts[] = {node->label, node->value, node->icon,
                               node->edit ? node->edit->text : NULL};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
            needed += texts[t] ? 2 * strlen(texts[t]) + 1 : 0;
        needed += sizeof "check" + sizeof "…";
    }
    return needed;
}

static void start_list(const struct ui *ui, struct paint_list *list)
{
    size_t needed = strings_needed(ui);
    if (list->strings && needed > list->strings_capacity)
        memset(list->strings, 0, list->strings_capacity); /* no copy stays behind in freed memory */
    list->strings = ui_grow(list->strings, needed, &list->strings_capacity, 1);
    list->strings_used = 0;
    list->count = 0;
    list->background = ui_color_rgb(UI_COLOR_PAPER);
}

static void paint_focus(struct ui_painter *painter, const struct ui_node *node)
{
    const struct ui *ui = painter->ui;
    if (node->look == UI_LOOK_FIELD || !ui_focus_shown(ui, node))
        return;
    int out = ui_units(ui, RING_GAP + RING_WIDTH);
    int radius = ui_units(ui, ui_look_style(node->look)->radius) + out;
    enum ui_color color = node->look == UI_LOOK_WHITE ? UI_COLOR_WHITE : UI_COLOR_BLUE;
    ui_put_box(painter, ui_rect_inset(node->rect, -out), node->clip,
               (struct ui_box_style){PAINT_NO_COLOR, ui_color_rgb(color), ui_units(ui, RING_WIDTH),
                                     radius});
}

void ui_paint(struct ui *ui)
{
    ui->list = !ui->list;
    struct ui_painter painter = {ui, &ui->lists[ui->list]};
    size_t first = ui_first_uncovered(ui);
    start_list(ui, painter.list);
    for (size_t i = first; i < ui->count; i++)
        ui_look_style(ui->nodes[i].look)->paint(&painter, &ui->nodes[i]);
    for (size_t i = first; i < ui->count; i++)
        paint_focus(&painter, &ui->nodes[i]);
}

void paint_list_free(struct paint_list *list)
{
    free(list->items);
    free(list->strings);
    *list = (struct paint_list){0};
}
