/* A row as a JSON object on one line: what json and jsonl write. Yes and no are true and false,
 * numbers are numbers, what is not known is null; text is as it was entered, with escapes for what
 * a terminal obeys and for what hides (words_hides). Nothing is held in memory but the row.
 */
#ifndef EM_TOOLS_JSON_ROW_H
#define EM_TOOLS_JSON_ROW_H

#include "report.h"

/* Without a line break behind it. */
void json_row(FILE *out, const struct report *report, const char *const *cells);

#endif
