#include "ui/layout_private.h"

bool ui_in_flow(const struct ui_node *node)
{
    return !node->box.absolute;
}

bool ui_is_row(const struct ui_node *node)
{
    return node->box.direction == UI_ROW;
}

int ui_gap(const struct ui *ui, const struct ui_node *node)
{
    return ui_units(ui, node->box.gap);
}

int ui_row_gap(const struct ui *ui, const struct ui_node *node)
{
    return ui_units(ui, node->box.row_gap ? node->box.row_gap : node->box.gap);
}

int ui_gaps(const struct ui *ui, int parent)
{
    int children = 0;
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end)
        children += ui_in_flow(&ui->nodes[c]);
    return ui_most(0, children - 1) * ui_gap(ui, &ui->nodes[parent]);
}

int ui_clamp_width(const struct ui *ui, const struct ui_box *box, int width)
{
    if (box->max_w)
        width = ui_least(width, ui_units(ui, box->max_w));
    return ui_most(width, ui_units(ui, box->min_w));
}

/* --- sharing what is left among children that fill, by weight but within their limits --- */

static int *shared_size(struct ui *ui, int i, bool width)
{
    return width ? &ui->nodes[i].rect.w : &ui->nodes[i].rect.h;
}

static bool fills(const struct ui_node *node, bool width)
{
    return ui_in_flow(node) && (width ? node->box.w : node->box.h) < 0;
}

/* The size that a child may not leave, if its share lies outside: -1 when the share is good. */
static int held_size(const struct ui *ui, int i, bool width, int share)
{
    const struct ui_box *box = &ui->nodes[i].box;
    int low = width ? ui->extents[i].width[UI_WIDTH_LEAST] : ui->extents[i].least_height;
    int high = width && box->max_w ? ui_units(ui, box->max_w) : UI_ONE_LINE;
    return share < low ? low : share > high ? high : -1;
}

static int weight_of(const struct ui_node *node, bool width)
{
    return -(width ? node->box.w : node->box.h);
}

/* Fixes the children whose share is outside their limits; the others share anew. True when one was.
 */
static bool hold_some(struct ui *ui, int parent, struct ui_sharing *s, int *weights)
{
    bool held = false;
    int rest = s->rest, all = *weights;
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        int *size = shared_size(ui, c, s->width);
        if (!fills(&ui->nodes[c], s->width) || *size >= 0)
            continue;
        int weight = weight_of(&ui->nodes[c], s->width);
        int size_held = held_size(ui, c, s->width, ui_most(0, rest) * weight / all);
        if (size_held < 0)
            continue;
        *size = size_held;
        s->rest -= size_held;
        *weights -= weight;
        held = true;
    }
    return held;
}

void ui_share(struct ui *ui, int parent, struct ui_sharing s)
{
    int weights = 0;
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        if (!fills(&ui->nodes[c], s.width))
            continue;
        *shared_size(ui, c, s.width) = -1;
        weights += weight_of(&ui->nodes[c], s.width);
    }
    while (weights > 0 && hold_some(ui, parent, &s, &weights))
        ;
    for (int c = parent + 1; c < ui->nodes[parent].end; c = ui->nodes[c].end) {
        int *size = shared_size(ui, c, s.width);
        if (!fills(&ui->nodes[c], s.width) || *size >= 0)
            continue;
        int weight = weight_of(&ui->nodes[c], s.width);
        *size = ui_most(0, s.rest) * weight / weights; /* what rounding leaves goes to the next */
        s.rest -= *size;
        weights -= weight;
    }
}
