/* What the organiser's tool says of a data folder, also while a kiosk writes there.
 */
#ifndef EM_WINDOW_LIST_H
#define EM_WINDOW_LIST_H

#include <jansson.h>
#include <stdbool.h>

/* The rows of `emarge export signatures --format json`; the caller releases. NULL, with what went
 * wrong on standard error, when the tool fails or its output is no array. */
json_t *list_export(const char *bin, const char *data);
/* Whether `emarge verify` ends well; what it says goes to standard error when it does not. */
bool list_verify(const char *bin, const char *data);

/* The row of that number, NULL when there is none. */
json_t *list_row(json_t *rows, const char *number);
/* Whether each field of `expected` (JSON) stands so in the row; says on standard error which does
 * not. */
bool list_row_has(const json_t *row, const char *expected);

#endif
