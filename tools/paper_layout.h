/* A paragraph laid out in a width, whose lines are drawn some here and some on the next page. For
 * paper_*.c alone. Lengths are points; lines count from 0.
 */
#ifndef EM_TOOLS_PAPER_LAYOUT_H
#define EM_TOOLS_PAPER_LAYOUT_H

#include "paper_text.h"

#include <pango/pango-layout.h>

/* Which Han letters are drawn: one of a few constant strings. */
const char *paper_han(const struct paper_setter *setter);

/* `line`: sizes from baseline to baseline. Freed by g_object_unref. */
PangoLayout *paper_layout_new(struct paper_setter *setter, const struct paper_paragraph *paragraph,
                              double width, double line);
double paper_layout_height(PangoLayout *layout);
/* Of `count` lines from the line `from` on. */
double paper_layout_part_height(PangoLayout *layout, int from, int count);
/* How many lines from the line `from` on fit into the room, and the height of these. */
int paper_layout_fit(PangoLayout *layout, int from, double room, double *height);
/* Draws `count` lines from the line `from` on, the first with its top at y. */
void paper_layout_draw(cairo_t *cairo, PangoLayout *layout, double x, double y, int from,
                       int count);

#endif
