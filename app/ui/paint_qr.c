/* A QR code: squares of whole pixels, for a reader needs their edges. */
#include "ui/paint_private.h"

int ui_qr_module(const struct ui_node *node)
{
    return ui_least(node->rect.w, node->rect.h) / (node->qr_size + 2 * UI_QR_QUIET);
}

/* One box for each run of dark modules; `place` is of the row. */
static void paint_row(struct ui_painter *painter, const struct ui_node *node, const uint8_t *row,
                      struct ui_rect place)
{
    struct ui_box_style dark = {ui_label_color(painter->ui, node), PAINT_NO_COLOR, 0, 0};
    for (int from = 0, to; from < node->qr_size; from = to) {
        for (to = from + 1; to < node->qr_size && row[to] == row[from];)
            to++;
        struct ui_rect run = {place.x + from * place.h, place.y, (to - from) * place.h, place.h};
        if (row[from])
            ui_put_box(painter, run, node->clip, dark);
    }
}

void ui_paint_qr(struct ui_painter *painter, const struct ui_node *node)
{
    int module = node->qr ? ui_qr_module(node) : 0;
    int side = module * (node->qr_size + 2 * UI_QR_QUIET);
    struct ui_rect sheet = {node->rect.x + (node->rect.w - side) / 2,
                            node->rect.y + (node->rect.h - side) / 2, side, side};
    if (module == 0)
        return;
    ui_put_box(painter, sheet, node->clip, ui_box_style(painter->ui, node));
    struct ui_rect row = ui_rect_inset(sheet, UI_QR_QUIET * module);
    row.h = module;
    for (int y = 0; y < node->qr_size; y++, row.y += module)
        paint_row(painter, node, node->qr + (size_t)y * (size_t)node->qr_size, row);
}
