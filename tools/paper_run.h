/* A run of letters of one font, drawn so that its text is found again. For paper_*.c alone. */
#ifndef EM_TOOLS_PAPER_RUN_H
#define EM_TOOLS_PAPER_RUN_H

#include <cairo.h>
#include <pango/pango-glyph-item.h>

/* At cairo's current point. `text` is that of the layout. What pango left out is put back in
 * `run`, which must not be drawn by others. */
void paper_run_draw(cairo_t *cairo, const char *text, PangoGlyphItem *run);

#endif
