/* What the passes of layout ask of a node and of each other. */
#ifndef EM_UI_LAYOUT_PRIVATE_H
#define EM_UI_LAYOUT_PRIVATE_H

#include "ui/ui_private.h"

bool ui_in_flow(const struct ui_node *node);
bool ui_is_row(const struct ui_node *node);
int ui_gap(const struct ui *ui, const struct ui_node *node); /* pixels between two children */
int ui_row_gap(const struct ui *ui,
               const struct ui_node *node);   /* and between the lines of a flow */
int ui_gaps(const struct ui *ui, int parent); /* all of a row or column */
int ui_clamp_width(const struct ui *ui, const struct ui_box *box, int width);

/* Shares what is left among the children that fill, by weight but within their limits. */
struct ui_sharing {
    bool width; /* of rect.w; else rect.h */
    int rest;
};

void ui_share(struct ui *ui, int parent, struct ui_sharing sharing);

void ui_wish_width(struct ui *ui, int i);
void ui_give_width(struct ui *ui, int i, int room, bool stretch);
void ui_give_widths(struct ui *ui, int parent);
/* The end of the line of a flow that begins with child `first`, and its height. */
int ui_flow_line(const struct ui *ui, int parent, int first, int room, int *height, int *width);
void ui_need_height(struct ui *ui, int i);

#endif
