/* How wide the columns of a table are. For paper_table.c alone. */
#ifndef EM_TOOLS_PAPER_COLUMNS_H
#define EM_TOOLS_PAPER_COLUMNS_H

#include "paper_parts.h"

#define PAPER_GUTTER 10.0 /* between columns */

/* Shares the width of the page out. A column whose share is less than its head's words need gets
 * that, and the others share what is left; unless the heads alone are too much. `fits` may be
 * NULL. */
void paper_columns_share(struct paper_doc *doc, const struct paper_column *columns,
                         const struct paper_fit *fits, size_t count, double *widths);

#endif
