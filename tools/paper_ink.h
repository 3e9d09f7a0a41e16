/* Drawn ink as a figure on paper (paper_doc.h): filled outlines, which are as sharp as the printer.
 */
#ifndef EM_TOOLS_PAPER_INK_H
#define EM_TOOLS_PAPER_INK_H

#include "core/ink_outline.h"
#include "core/memory.h"

#include <cairo.h>

struct paper_ink { /* starts as {0}; may take one ink after the other */
    struct ink_outline outline;
};

/* `text` as ink_encode_text wrote it. EM_INVALID or EM_DAMAGED: it is no ink, or empty. */
enum em_status paper_ink_read(struct paper_ink *ink, const char *text, struct em_error *error);
void paper_ink_free(struct paper_ink *ink);

/* A `draw` for figures, with the paper_ink for a context: all of it in the box, at the left, no
 * larger than a pad that is twice as wide as the box. */
void paper_ink_draw(cairo_t *cairo, double w, double h, void *context);
/* The same as a `write`, in a quarter of the time: for where there are thousands. */
void paper_ink_write(struct em_buffer *out, double w, double h, void *context);

#endif
