#include "ui/layout_private.h"

/* --- third pass: needed heights --- */

/* The end of the line of a flow that begins with child `first`, and its height. */
int ui_flow_line(const struct ui *ui, int parent, int first, int room, int *height, int *width)
{
    const struct ui_node *node = &ui->nodes[parent];
    int c = first;
    *height = 0;
    *width = 0;
    for (; c < node->end; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        int needed = (*width ? *width + ui_gap(ui, node) : 0) + ui->nodes[c].rect.w;
        if (*width && needed > room)
            break;
        *width = needed;
        *height = ui_most(*height, ui->extents[c].height);
    }
    return c;
}

static int flow_height(const struct ui *ui, int parent)
{
    int total = 0, height, width;
    int room = ui_inner(ui, &ui->nodes[parent]).w;
    for (int c = parent + 1; c < ui->nodes[parent].end;) {
        c = ui_flow_line(ui, parent, c, room, &height, &width);
        total += height + (total ? ui_row_gap(ui, &ui->nodes[parent]) : 0);
    }
    return total;
}

static void add_heights(struct ui *ui, int parent)
{
    const struct ui_node *node = &ui->nodes[parent];
    struct ui_extent *extent = &ui->extents[parent];
    bool column = node->box.direction == UI_COLUMN;
    extent->height = extent->least_height = column ? ui_gaps(ui, parent) : 0;
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end) {
        const struct ui_extent *child = &ui->extents[c];
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        extent->height =
            column ? extent->height + child->height : ui_most(extent->height, child->height);
        extent->least_height = column ? extent->least_height + child->least_height
                                      : ui_most(extent->least_height, child->least_height);
    }
    if (node->box.direction == UI_FLOW)
        extent->height = extent->least_height = flow_height(ui, parent);
}

void ui_need_height(struct ui *ui, int i)
{
    struct ui_node *node = &ui->nodes[i];
    struct ui_extent *extent = &ui->extents[i];
    bool leaf = ui_is_leaf(ui, node);
    if (leaf) {
        extent->height = extent->least_height = ui_leaf_height(ui, node);
        if (node->box.h < 0 && ui_look_style(node->look)->control)
            extent->least_height = ui_least(extent->height, ui_units(ui, 47)); /* a touch target */
    } else {
        struct ui_padding padding = ui_padding(ui, node);
        add_heights(ui, i);
        extent->height += padding.top + padding.bottom;
        extent->least_height += padding.top + padding.bottom;
    }
    extent->content = extent->height;
    if (node->box.scroll)
        extent->least_height = 0;
    if (node->box.h > 0)
        extent->height = extent->least_height = ui_units(ui, node->box.h);
    int floor = ui_units(ui, node->box.min_h);
    extent->height = ui_most(extent->height, floor);
    extent->least_height = ui_most(extent->least_height, floor);
}
