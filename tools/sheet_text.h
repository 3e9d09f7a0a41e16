/* Text that a spreadsheet leaves alone: what csv and xlsx write in a cell. */
#ifndef EM_TOOLS_SHEET_TEXT_H
#define EM_TOOLS_SHEET_TEXT_H

#include "core/memory.h"

/* What separates cells where the spreadsheet is not English: in Paris, "x;=1+1" in a cell of a CSV
 * would be a formula in the next one, quoted or not. */
#define SHEET_SEPARATORS ";|\t\r\n"

/* An apostrophe before what would be a formula, at the start and behind each separator, also with
 * quotes, spaces or directional marks before its sign (OWASP, CSV Injection); and U+FFFD for what
 * hides (words_hides), but for tabs and line breaks. Gives back `text` itself when there is nothing
 * to change, else what stands in `scratch` until the next call. */
const char *sheet_text(const char *text, struct em_buffer *scratch);

#endif
