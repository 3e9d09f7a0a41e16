/* What no screen may have in any language, window or text size. */
#include "ui/paint_private.h"

#define TARGET_WIDTH  65 /* units: 18 mm on a 24" 1080p panel */
#define TARGET_HEIGHT 47 /* 13 mm */

struct checking {
    const struct ui *ui;
    FILE *out;
    int faults;
};

static const char *name_of(const struct ui_node *node)
{
    return node->id ? node->id : node->label ? node->label : ui_role_name(node->role);
}

static void fault(struct checking *c, const struct ui_node *node, const char *what)
{
    struct ui_rect r = node->rect;
    fprintf(c->out, "%s [%d,%d %dx%d]: %s\n", name_of(node), r.x, r.y, r.w, r.h, what);
    c->faults++;
}

static bool is_inside(struct ui_rect inner, struct ui_rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static bool overlap(struct ui_rect a, struct ui_rect b)
{
    return !ui_rect_empty(ui_rect_intersect(a, b));
}

static bool has_text(const struct ui *ui, const struct ui_node *node)
{
    return ui_label_of(ui, node).text != NULL;
}

static bool is_seen(const struct ui *ui, const struct ui_node *node)
{
    return node->look != UI_LOOK_NONE || node->icon || has_text(ui, node) || node->action;
}

static bool is_absolute(const struct ui *ui, const struct ui_node *node)
{
    while (!node->box.absolute && node->parent >= 0)
        node = &ui->nodes[node->parent];
    return node->box.absolute;
}

static void check_label(struct checking *c, const struct ui_node *node)
{
    const struct ui *ui = c->ui;
    struct ui_label label = ui_label_of(ui, node);
    size_t count;
    if (label.text == NULL)
        return;
    const struct ui_line *lines =
        ui_texts_lines(ui->texts, label.font, label.text, label.area.w, &count);
    for (size_t i = 0; i < count; i++)
        if (lines[i].width > label.area.w) {
            fault(c, node, "a line of its label is wider than its place");
            break;
        }
    if (ui_texts_widest_word(ui->texts, label.font, label.text) > label.area.w)
        fault(c, node, "a word of its label had to be broken");
    struct ui_rect text = label.area;
    text.h = (int)count * label.line;
    if (text.y < node->rect.y || text.y + text.h > node->rect.y + node->rect.h)
        fault(c, node, "its label is higher than its place");
}

static void check_value(struct checking *c, const struct ui_node *node)
{
    struct ui_label value = ui_value_of(c->ui, node);
    if (value.text && !is_inside(value.area, node->rect))
        fault(c, node, "its value is higher than its place");
    if (value.text &&
        ui_texts_width(c->ui->texts, value.font, value.text) > ui_inner(c->ui, node).w)
        fault(c, node, "its value is wider than its place");
}

static void check_place(struct checking *c, const struct ui_node *node)
{
    const struct ui *ui = c->ui;
    struct ui_rect window = {0, 0, ui->width, ui->height};
    bool scrolls = ui_viewport_of(ui, node->parent) >= 0;
    struct ui_rect r = node->rect;
    if (!is_seen(ui, node))
        return;
    if (scrolls && (r.x < node->clip.x || r.x + r.w > node->clip.x + node->clip.w))
        fault(c, node, "is cut at the side of its viewport");
    if (!scrolls && !is_inside(r, window))
        fault(c, node, "is outside the window");
}

static void check_qr(struct checking *c, const struct ui_node *node)
{
    if (node->qr && ui_qr_module(node) == 0)
        fault(c, node, "has no room for its QR code");
}

static void check_target(struct checking *c, const struct ui_node *node)
{
    struct ui_rect target = ui_hit_rect(c->ui, node);
    if (ui_is_pressable(node) &&
        (target.w < ui_units(c->ui, TARGET_WIDTH) || target.h < ui_units(c->ui, TARGET_HEIGHT)))
        fault(c, node, "is too small to be touched");
}

/* Whether a sheet of paper lies between the two. */
static bool is_covered(const struct ui *ui, int below, int above)
{
    for (int i = above; i > below; i--)
        if (ui->nodes[i].look == UI_LOOK_PAPER && ui->nodes[i].end > above)
            return true;
    return false;
}

static void check_pair(struct checking *c, int a, int b)
{
    const struct ui *ui = c->ui;
    const struct ui_node *one = &ui->nodes[a], *other = &ui->nodes[b];
    bool siblings = one->parent == other->parent;
    bool both_pressed = siblings && ui_is_pressable(one) && ui_is_pressable(other);
    bool both_written = has_text(ui, one) && has_text(ui, other);
    if ((!both_pressed && !both_written) || is_covered(ui, a, b) || is_absolute(ui, one) ||
        is_absolute(ui, other))
        return;
    if (overlap(ui_rect_intersect(one->rect, one->clip),
                ui_rect_intersect(other->rect, other->clip))) {
        fault(c, other, "overlaps this:");
        fprintf(c->out, "    %s\n", name_of(one));
    }
}

int ui_check(const struct ui *ui, FILE *out)
{
    struct checking c = {ui, out, 0};
    int first = (int)ui_first_uncovered(ui);
    for (int i = first; i < (int)ui->count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        check_label(&c, node);
        check_value(&c, node);
        check_place(&c, node);
        check_qr(&c, node);
        check_target(&c, node);
        for (int other = first; other < i; other++)
            if (ui->nodes[other].end <= i)
                check_pair(&c, other, i);
    }
    return c.faults;
}
