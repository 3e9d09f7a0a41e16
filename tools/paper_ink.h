/* Drawn ink as a figure on paper: filled outlines, which are as sharp as the printer. */
#ifndef EM_TOOLS_PAPER_INK_H
#define EM_TOOLS_PAPER_INK_H

#include "paper_doc.h"

/* `text` as ink_encode_text wrote it. All of it is in the box, at the left, no larger than on a pad
 * that is twice as wide as the box. The caller adds the alternative text, and draws the figure
 * once. EM_INVALID or EM_DAMAGED: it is no ink, or empty. */
enum em_status paper_ink_figure(struct paper_figure *out, const char *text, double height,
                                struct em_error *error);

#endif
