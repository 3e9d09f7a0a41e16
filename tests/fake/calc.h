/* LibreOffice without a window: what a spreadsheet makes of a file. It is a part of the tests'
 * ground: where it is missing, the test fails and says so.
 */
#ifndef EM_FAKE_CALC_H
#define EM_FAKE_CALC_H

#include "table.h"

/* A sheet as it was shown, in the order of the workbook. */
struct calc_sheet {
    char *name;
    struct table table; /* with every cell as it is seen */
};
struct calc_sheets {
    struct calc_sheet *items;
    size_t count, capacity;
};

/* Opens workbooks, in `folder`, which must be the test's own, and reads all of their sheets: one
 * of `out` for each path, of which the last is NULL. It takes its time to start, once a call. */
void calc_open(struct calc_sheets out[], const char *folder, const char *const paths[]);
void calc_free(struct calc_sheets *sheets); /* leaves {0} */

/* The document that it makes of a file, .xlsx or .csv: Flat OpenDocument, in which a cell that
 * reckons has an attribute table:formula. To be freed. */
char *calc_document(const char *folder, const char *path);

/* A part of a workbook, "xl/worksheets/sheet1.xml"; to be freed. */
char *calc_part(const char *folder, const char *path, const char *part);

#endif
