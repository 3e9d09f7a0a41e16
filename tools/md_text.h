/* Text in Markdown: the same words when it is rendered (CommonMark, and tables, strikethrough and
 * autolinks as GitHub has them), and readable as it stands.
 */
#ifndef EM_TOOLS_MD_TEXT_H
#define EM_TOOLS_MD_TEXT_H

#include "core/memory.h"

#include <stddef.h>

/* Adds one line of text, which words_visible has seen: what would be markup within a line, or end a
 * cell, gets a backslash before it. Not for the beginning of a line. */
void md_text(struct em_buffer *out, const char *text);

/* How many columns of a terminal it takes: two for wide letters (UAX #11) and emoji, none for what
 * stands upon another. */
size_t md_width(const char *text);

#endif
