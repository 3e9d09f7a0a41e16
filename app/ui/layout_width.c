#include "ui/layout_private.h"

/* --- first pass: wished widths --- */

static void add_widths(const struct ui *ui, int parent, int width[])
{
    const struct ui_node *node = &ui->nodes[parent];
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        for (int level = 0; level < UI_WIDTH_LEVELS; level++) {
            bool sum =
                ui_is_row(node) || (node->box.direction == UI_FLOW && level == UI_WIDTH_WANTED);
            int child = ui->extents[c].width[level];
            width[level] = sum ? width[level] + child : ui_most(width[level], child);
        }
    }
    if (node->box.direction == UI_ROW)
        for (int level = 0; level < UI_WIDTH_LEVELS; level++)
            width[level] += ui_gaps(ui, parent);
    else if (node->box.direction == UI_FLOW)
        width[UI_WIDTH_WANTED] += ui_gaps(ui, parent);
}

void ui_wish_width(struct ui *ui, int i)
{
    const struct ui_node *node = &ui->nodes[i];
    struct ui_padding padding = ui_padding(ui, node);
    struct ui_extent *extent = &ui->extents[i];
    *extent = (struct ui_extent){0};
    if (ui_is_leaf(ui, node))
        ui_leaf_widths(ui, node, extent->width);
    else
        add_widths(ui, i, extent->width);
    for (int level = 0; level < UI_WIDTH_LEVELS; level++) {
        int width = extent->width[level] + padding.left + padding.right;
        if (node->box.w > 0)
            width = ui_units(ui, node->box.w);
        extent->width[level] = ui_clamp_width(ui, &node->box, width);
    }
}

/* --- second pass: given widths --- */

/* A child that fills begins from the least it can be. */
static int row_width(const struct ui *ui, int i, int level)
{
    int from = ui->nodes[i].box.w < 0 ? ui_most(level, UI_WIDTH_LEAST) : level;
    return ui->extents[i].width[from];
}

static int row_sum(const struct ui *ui, int parent, int level)
{
    int sum = ui_gaps(ui, parent);
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end)
        if (ui_in_flow(&ui->nodes[c]))
            sum += row_width(ui, c, level);
    return sum;
}

/* Too narrow for what is wished: everybody gives way in proportion to what it can give. */
static void squeeze_row(struct ui *ui, int parent, int room)
{
    int level = row_sum(ui, parent, UI_WIDTH_LEAST) <= room ? UI_WIDTH_LEAST : UI_WIDTH_FLOOR;
    int low = row_sum(ui, parent, level);
    int high = row_sum(ui, parent, level - 1);
    int spare = ui_most(0, room - low);
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]))
            continue;
        int from = row_width(ui, c, level);
        int give = row_width(ui, c, level - 1) - from;
        ui->nodes[c].rect.w = from + (high > low ? (int)((int64_t)give * spare / (high - low)) : 0);
    }
}

static void give_row(struct ui *ui, int parent, int room)
{
    int rest = room - ui_gaps(ui, parent);
    if (row_sum(ui, parent, UI_WIDTH_WANTED) > room) {
        squeeze_row(ui, parent, room);
        return;
    }
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        if (!ui_in_flow(&ui->nodes[c]) || ui->nodes[c].box.w < 0)
            continue;
        ui->nodes[c].rect.w = ui->extents[c].width[UI_WIDTH_WANTED];
        rest -= ui->nodes[c].rect.w;
    }
    ui_share(ui, parent, (struct ui_sharing){true, rest});
}

void ui_give_width(struct ui *ui, int i, int room, bool stretch)
{
    struct ui_node *node = &ui->nodes[i];
    int width = ui->extents[i].width[UI_WIDTH_WANTED];
    if (node->box.w < 0 || (node->box.w == UI_FIT && stretch))
        width = ui_clamp_width(ui, &node->box, room);
    else if (node->box.w == UI_FIT)
        width = ui_clamp_width(ui, &node->box, ui_least(width, room));
    node->rect.w = width;
}

void ui_give_widths(struct ui *ui, int parent)
{
    const struct ui_node *node = &ui->nodes[parent];
    int room = ui_inner(ui, node).w;
    bool stretch = node->box.direction == UI_COLUMN && node->box.cross == UI_STRETCH;
    if (ui_is_row(node))
        give_row(ui, parent, room);
    for (int c = parent + 1; c < node->end; c = ui->nodes[c].end) {
        const struct ui_box *box = &ui->nodes[c].box;
        if (box->absolute)
            ui_give_width(ui, c, ui_most(0, node->rect.w - ui_units(ui, box->x)), false);
        else if (!ui_is_row(node))
            ui_give_width(ui, c, room, stretch);
    }
}
