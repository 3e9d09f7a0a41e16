/* Laid-out texts of cells that came a moment ago: countries, rooms, the same hour all over again.
 * For paper_*.c alone. It holds PAPER_CACHE of them, and forgets one for another.
 */
#ifndef EM_TOOLS_PAPER_CACHE_H
#define EM_TOOLS_PAPER_CACHE_H

#include "paper_parts.h"

#define PAPER_CACHE 2048

struct paper_cache *paper_cache_new(void);
void paper_cache_free(struct paper_cache *cache); /* NULL is allowed */

/* A text of a cell, laid out in a width at its left, or at its right if `number`. A reference of
 * the caller's own, who changes nothing of it. */
PangoLayout *paper_cache_layout(struct paper_doc *doc, enum paper_style style, double width,
                                bool number, const char *text);

#endif
