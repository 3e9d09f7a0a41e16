/* A table of text out of a CSV file as people's programs write them: UTF-8 with or without byte
 * order mark, UTF-16, Windows-1252; comma, semicolon or tab. Cells are UTF-8 and unaltered; nothing
 * is trimmed.
 */
#ifndef EM_TOOLS_TABLE_H
#define EM_TOOLS_TABLE_H

#include "core/memory.h"
#include "core/status.h"

struct table_row {
    char **cells; /* count of them, never NULL */
    size_t count;
    long line; /* where the row begins, from 1; a quoted line break counts too */
};

struct table {
    struct table_row *rows; /* the first may be a header: what reads the table decides */
    size_t count, capacity;
    char delimiter;
    const char *encoding; /* "UTF-8", "UTF-16LE", "windows-1252" */
};

#define TABLE_MAX_SIZE (256 * 1024 * 1024) /* bytes */

/* EM_INVALID with line and column when the bytes are no table: a quotation mark inside a cell that
 * is not quoted, an open one at the end, a NUL, bytes that are in no encoding known. Empty lines
 * are no rows. On a fault `out` is empty. */
enum em_status table_read(struct table *out, const char *bytes, size_t size,
                          struct em_error *error);
void table_free(struct table *table);

/* Index of the header's column, case and outer spaces ignored; -1 when there is none. */
int table_column(const struct table *table, const char *name);
/* The same, from the column behind `after` on. */
int table_column_after(const struct table *table, const char *name, int after);

#endif
