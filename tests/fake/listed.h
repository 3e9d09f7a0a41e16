/* A list that the tool wrote as JSON, read back. What fails here fails the test. */
#ifndef EM_FAKE_LISTED_H
#define EM_FAKE_LISTED_H

#include "fake/tool.h"

#include <jansson.h>

/* The rows, when the tool ended well; json_decref them. */
json_t *listed_rows(const struct tool_result *result);
/* A cell's text, "" for what is null; numbers and truths as JSON has them. Until the next call. */
const char *listed_cell(const json_t *rows, size_t row, const char *column);
/* All cells of a column, with " / " between them. */
void listed_column_is(const json_t *rows, const char *column, const char *expected);
/* Which row has this text there; -1 when none has. */
int listed_find(const json_t *rows, const char *column, const char *text);

#endif
