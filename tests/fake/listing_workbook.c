/* See fake/listing.h. */
#include "fake/listing.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A cell of CSV as a workbook has it: times to the millisecond, line breaks LF. To be freed. */
static char *as_in_a_workbook(const char *cell, enum cell_type type)
{
    char *text = em_strdup(cell), *to = text;
    if (type == CELL_TIME && strlen(text) == strlen("2016-12-09T09:47:12.345678Z"))
        strcpy(text + strlen("2016-12-09T09:47:12.345"), "Z");
    for (const char *from = text; *from; from++)
        if (*from != '\r' || from[1] != '\n')
            *to++ = *from == '\r' ? '\n' : *from;
    *to = '\0';
    return text;
}

static char *row_differs(const struct listing *listing, size_t row, const struct table_row *shown)
{
    char *differs = NULL;
    if (shown->count != listing->report->column_count)
        return em_format("row %zu: it has %zu cells", row, shown->count);
    for (size_t i = 0; i < shown->count && !differs; i++) {
        enum cell_type type = row ? listing->report->columns[i].type : CELL_TEXT;
        char *cell = as_in_a_workbook(listing->table.rows[row].cells[i], type);
        if (strcmp(cell, shown->cells[i]) != 0)
            differs = em_format("row %zu: “%s” is shown for “%s”", row, shown->cells[i], cell);
        free(cell);
    }
    return differs;
}

static size_t groups_of(const struct listing *listing)
{
    size_t groups = 0;
    for (size_t row = 1; row < listing->table.count; row++)
        groups += listing_begins_group(listing, row);
    return groups;
}

/* All sheets one behind the other are the list; each has the header. */
char *listing_differs_workbook(const struct listing *listing, const struct calc_sheets *sheets,
                               bool grouped)
{
    size_t at = 1;
    char *differs = NULL;
    for (size_t i = 0; i < sheets->count && !differs; i++) {
        const struct table *table = &sheets->items[i].table;
        assert_true(table->count > 0);
        differs = row_differs(listing, 0, &table->rows[0]);
        if (!differs && grouped &&
            (at == listing->table.count || !listing_begins_group(listing, at)))
            differs = em_format("row %zu: a sheet begins", at);
        for (size_t row = 1; row < table->count && !differs; row++, at++)
            differs = at < listing->table.count
                          ? row_differs(listing, at, &table->rows[row])
                          : em_format("row %zu: the list has no such row", at);
    }
    if (!differs && at < listing->table.count)
        differs = em_format("row %zu: it is in no sheet", at);
    if (!differs && sheets->count != (grouped ? groups_of(listing) : 1))
        differs = em_format("row %zu: before it are %zu sheets", at, sheets->count);
    if (!differs && !grouped && strcmp(sheets->items[0].name, listing->report->name) != 0)
        differs = em_format("row 0: its sheet is called “%s”", sheets->items[0].name);
    return differs;
}
