/* Painters: from a node to its draw commands. A painter is one function of the table in look.c. */
#ifndef EM_UI_PAINT_PRIVATE_H
#define EM_UI_PAINT_PRIVATE_H

#include "ui/ui_private.h"

struct ui_painter {
    struct ui *ui;
    struct paint_list *list;
};

struct ui_box_style {
    uint32_t fill, border;    /* PAINT_NO_COLOR for none */
    int border_width, radius; /* pixels */
};

/* The state of a node put into colours: pressed, selected, checked, missing, disabled, focused. */
struct ui_box_style ui_box_style(const struct ui *ui, const struct ui_node *node);
bool ui_writes_here(const struct ui *ui, const struct ui_node *node);
uint32_t ui_label_color(const struct ui *ui, const struct ui_node *node);

void ui_put_box(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                struct ui_box_style style);
void ui_put_fill(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                 enum ui_color color);
void ui_put_label(struct ui_painter *painter, const struct ui_node *node,
                  const struct ui_label *label, uint32_t color);
void ui_put_icon(struct ui_painter *painter, struct ui_rect rect, struct ui_rect clip,
                 const char *name, uint32_t color);

void ui_paint_control(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_link(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_field(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_check(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_option(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_step(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_mark(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_progress(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_white(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_ring(struct ui_painter *painter, const struct ui_node *node);
void ui_paint_ink(struct ui_painter *painter, const struct ui_node *node);

#define UI_QR_QUIET 4 /* modules of light on every side of a QR code (ISO/IEC 18004, 5.3.8) */
/* Pixels of a module of the node's QR code; 0: there is no room for it. */
int ui_qr_module(const struct ui_node *node);
void ui_paint_qr(struct ui_painter *painter, const struct ui_node *node);

#endif
