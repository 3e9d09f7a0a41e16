/* Names of sheets in a workbook: what Excel allows, each once, the same for the same titles. */
#ifndef EM_TOOLS_SHEET_NAME_H
#define EM_TOOLS_SHEET_NAME_H

#include <stddef.h>

#define SHEET_NAME_UNITS 31 /* of UTF-16 */
#define SHEET_NAME_SIZE  (3 * SHEET_NAME_UNITS + 1)

/* The names that a workbook has already; {0} at first. */
struct sheet_names {
    char **keys;
    size_t count, capacity;
};

/* A name for a sheet of this title: [ ] : * ? / \ become a hyphen, what is too long is cut between
 * graphemes and ends in an ellipsis, a name that was had before gets " (2)", case aside, and one
 * that a formula would read as a cell or a number stands in brackets, because not every program
 * quotes it. A title without anything to be seen is "-". */
void sheet_name(char out[SHEET_NAME_SIZE], struct sheet_names *names, const char *title);
void sheet_names_free(struct sheet_names *names); /* leaves {0} */

#endif
