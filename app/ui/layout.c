/* Four passes over the nodes in emission order, where a parent stands before its children:
 * backward, what width each would like; forward, what width it gets; backward, the height it needs
 * at that width; forward, its place. None of them recurs, none allocates.
 */
#include "ui/layout_private.h"

/* --- fourth pass: places --- */

static int aligned(enum ui_align align, int room, int size)
{
    switch (align) {
    case UI_CENTER:
        return (room - size) / 2;
    case UI_END:
        return room - size;
    default:
        return 0;
    }
}

/* Across a row or in a stack: a child fills, keeps its height, or gives way where it can scroll. */
static int cross_height(const struct ui *ui, int i, int room, bool stretch)
{
    const struct ui_extent *extent = &ui->extents[i];
    const struct ui_box *box = &ui->nodes[i].box;
    if (box->h < 0 || (box->h == UI_FIT && stretch))
        return ui_most(room, extent->least_height);
    return ui_least(extent->height, ui_most(extent->least_height, room));
}

static int column_base(const struct ui *ui, int i, bool wished)
{
    const struct ui_extent *extent = &ui->extents[i];
    return wished && ui->nodes[i].box.h >= 0 ? extent->height : extent->least_height;
}

static int column_sum(const struct ui *ui, int parent, bool wished)
{
    int sum = ui_gaps(ui, parent);
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end)
        if (ui_in_flow(&ui->nodes[c]))
            sum += column_base(ui, c, wished);
    return sum;
}

static void give_heights(struct ui *ui, int parent, int room)
{
    int high = column_sum(ui, parent, true);
    int low = column_sum(ui, parent, false);
    int spare = ui_most(0, room - low);
    bool tight = high > room;
    int rest = room - ui_gaps(ui, parent);
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]) || (ui->nodes[c].box.h < 0 && !tight))
            continue;
        int from = column_base(ui, c, false);
        int give = column_base(ui, c, true) - from;
        ui->nodes[c].rect.h =
            !tight ? from + give
                   : from + (high > low ? (int)((int64_t)give * spare / (high - low)) : 0);
        rest -= ui->nodes[c].rect.h;
    }
    if (!tight)
        ui_share(ui, parent, (struct ui_sharing){false, rest});
}

struct line {
    int at, step; /* where the next child begins, and what comes between two */
};

static struct line start_line(enum ui_align align, int gap, int children, int rest)
{
    if (align == UI_BETWEEN && children > 1 && rest > 0)
        return (struct line){0, gap + rest / (children - 1)};
    return (struct line){rest > 0 ? aligned(align, rest, 0) : 0, gap};
}

static struct line start_of(const struct ui *ui, int from, int to, int room,
                            const struct ui_node *node)
{
    bool column = node->box.direction == UI_COLUMN;
    int gap = ui_gap(ui, node), children = 0, used = 0;
    for (int c = from; c < to; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        used += column ? ui->nodes[c].rect.h : ui->nodes[c].rect.w;
        children++;
    }
    return start_line(node->box.main, gap, children, room - used - ui_most(0, children - 1) * gap);
}

static void place_column(struct ui *ui, int parent, struct ui_rect inner)
{
    const struct ui_node *node = &ui->nodes[parent];
    give_heights(ui, parent, inner.h);
    struct line line = start_of(ui, parent + 1, node->end, inner.h, node);
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end) {
        struct ui_rect *rect = &ui->nodes[c].rect;
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        rect->x = inner.x + aligned(node->box.cross, inner.w, rect->w);
        rect->y = inner.y + line.at;
        line.at += rect->h + line.step;
    }
}

/* A row, or one line of a flow: the children from `from` to `to` in a strip. */
static void place_row(struct ui *ui, const struct ui_node *node, int from, int to,
                      struct ui_rect strip)
{
    struct line line = start_of(ui, from, to, strip.w, node);
    for (int c = from; c < to; c = ui->nodes[c].end) {
        struct ui_rect *rect = &ui->nodes[c].rect;
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        rect->h = cross_height(ui, c, strip.h, node->box.cross == UI_STRETCH);
        rect->x = strip.x + line.at;
        rect->y = strip.y + aligned(node->box.cross, strip.h, rect->h);
        line.at += rect->w + line.step;
    }
}

static void place_flow(struct ui *ui, int parent, struct ui_rect inner)
{
    const struct ui_node *node = &ui->nodes[parent];
    int gap = ui_row_gap(ui, node), width;
    struct ui_rect strip = inner;
    for (int c = parent + 1; c < node->end;) {
        int to = ui_flow_line(ui, parent, c, inner.w, &strip.h, &width);
        place_row(ui, node, c, to, strip);
        strip.y += strip.h + gap;
        c = to;
    }
}

static void place_stack(struct ui *ui, int parent, struct ui_rect inner)
{
    const struct ui_box *box = &ui->nodes[parent].box;
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        struct ui_rect *rect = &ui->nodes[c].rect;
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        rect->h = cross_height(ui, c, inner.h, box->cross == UI_STRETCH);
        rect->x = inner.x + aligned(box->main, inner.w, rect->w);
        rect->y = inner.y + aligned(box->cross, inner.h, rect->h);
    }
}

static void place_absolute(struct ui *ui, int parent, int scrolled)
{
    const struct ui_node *node = &ui->nodes[parent];
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end) {
        struct ui_node *child = &ui->nodes[c];
        if (ui_in_flow(child))
            continue;
        int x = ui_units(ui, child->box.x), y = ui_units(ui, child->box.y);
        child->rect.h = cross_height(ui, c, node->rect.h - y, false);
        child->rect.x = node->rect.x + x;
        child->rect.y = node->rect.y + y - scrolled;
    }
}

/* A viewport's content is as high as it needs; returns how far it is scrolled. */
static int open_viewport(struct ui *ui, int i, struct ui_rect *inner)
{
    const struct ui_node *node = &ui->nodes[i];
    struct ui_viewport *viewport = ui_viewport(ui, node->id, true);
    struct ui_padding padding = ui_padding(ui, node);
    int content = ui->extents[i].content - padding.top - padding.bottom;
    viewport->page = node->rect.h;
    viewport->extent = ui_most(0, content - inner->h);
    if (viewport->held)
        viewport->position = viewport->share * (float)viewport->extent;
    viewport->held = false;
    ui_viewport_move(viewport, viewport->position);
    inner->h = ui_most(inner->h, content);
    int scrolled = (int)viewport->position;
    inner->y -= scrolled;
    return scrolled;
}

/* Sideways a viewport leaves room for the focus ring of what is in it. */
static struct ui_rect children_clip(const struct ui *ui, const struct ui_node *node)
{
    if (!node->box.scroll)
        return node->clip;
    struct ui_rect view = node->rect;
    view.x -= ui_units(ui, 12);
    view.w += 2 * ui_units(ui, 12);
    return ui_rect_intersect(node->clip, view);
}

static void place_children(struct ui *ui, int parent)
{
    static void (*const places[])(struct ui *, int, struct ui_rect) = {
        [UI_COLUMN] = place_column, [UI_FLOW] = place_flow, [UI_STACK] = place_stack};
    const struct ui_node *node = &ui->nodes[parent];
    struct ui_rect inner = ui_inner(ui, node);
    int scrolled = node->box.scroll ? open_viewport(ui, parent, &inner) : 0;
    if (ui_is_row(node))
        place_row(ui, node, parent + 1, node->end, inner);
    else
        places[node->box.direction](ui, parent, inner);
    place_absolute(ui, parent, scrolled);
    struct ui_rect clip = children_clip(ui, node);
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end)
        ui->nodes[c].clip = clip;
}

static void place_root(struct ui *ui, int i)
{
    struct ui_node *node = &ui->nodes[i];
    node->clip = (struct ui_rect){0, 0, ui->width, ui->height};
    node->rect.x = ui_units(ui, node->box.x);
    node->rect.y = ui_units(ui, node->box.y);
    node->rect.h = cross_height(ui, i, ui->height - node->rect.y, false);
}

void ui_layout_place(struct ui *ui)
{
    for (int i = 0; i < (int)ui->count; i++) {
        struct ui_node *node = &ui->nodes[i];
        if (node->parent < 0)
            place_root(ui, i);
        if (ui_is_leaf(ui, node))
            ui_leaf_fit(ui, node);
        else
            place_children(ui, i);
    }
}

void ui_layout(struct ui *ui)
{
    int count = (int)ui->count;
    for (int i = count - 1; i >= 0; i--)
        ui_wish_width(ui, i);
    for (int i = 0; i < count; i++) {
        if (ui->nodes[i].parent < 0)
            ui_give_width(ui, i, ui->width, false);
        ui_give_widths(ui, i);
    }
    for (int i = count - 1; i >= 0; i--)
        ui_need_height(ui, i);
    ui_layout_place(ui);
}
