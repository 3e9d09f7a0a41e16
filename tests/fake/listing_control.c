/* See fake/listing.h: every format is compared, and what compares finds what differs. */
#include "fake/listing.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void listing_is_same(struct listing *listing, listing_differs *differs, const char *path)
{
    char *found = differs(listing, path);
    if (found)
        fail_msg("%s: %s", path, found);
}

static const struct {
    const char *name;
    listing_differs *differs;
} formats[] = {
    {"json", listing_differs_json}, {"jsonl", listing_differs_jsonl}, {"pdf", listing_differs_pdf},
    {"html", listing_differs_html}, {"md", listing_differs_md},
};
#define FORMATS (sizeof formats / sizeof *formats)

void listing_in_every_format(const struct listing_place *place, const struct report *report,
                             listing_check *check)
{
    struct listing listing;
    assert_int_equal(FORMATS + 2, writer_count); /* none is forgotten but CSV and XLSX */
    listing_open(&listing, place, report);
    for (size_t i = 0; i < FORMATS; i++) {
        char *path = listing_export(place, report, formats[i].name, NULL);
        check(&listing, formats[i].differs, path);
        free(path);
    }
    listing_close(&listing);
}

/* --- the controls --- */

void listing_found(char *found, size_t row)
{
    char *expected = em_format("row %zu: ", row);
    if (!found || strncmp(found, expected, strlen(expected)) != 0)
        fail_msg("%s… is changed, and what is found is: %s", expected, found ? found : "nothing");
    free(expected);
    free(found);
}

/* In the middle of the list, and in every format of it: no later one supersedes it. */
static size_t row_that_counts(const struct listing *listing)
{
    size_t row = listing->table.count / 2;
    bool signatures = table_column(&listing->table, "superseded") >= 0;
    while (!**listing_cell(listing, row, "name") ||
           (signatures && strcmp(*listing_cell(listing, row, "superseded"), "no") != 0))
        row++;
    return row;
}

size_t listing_spoil(struct listing *listing)
{
    static char another[] = "Zoë Exemple-Témoin";
    size_t row = row_that_counts(listing);
    char **cell = listing_cell(listing, row, "name");
    assert_string_not_equal(*cell, another);
    listing->mended = *cell;
    *cell = another;
    return row;
}

void listing_mend(struct listing *listing, size_t row)
{
    *listing_cell(listing, row, "name") = listing->mended;
}

void listing_finds_a_name(struct listing *listing, listing_differs *differs, const char *path)
{
    listing_is_same(listing, differs, path);
    size_t row = listing_spoil(listing);
    listing_found(differs(listing, path), row);
    listing_mend(listing, row);
}

static void swap_cells(struct listing *listing, size_t row, size_t other)
{
    char **cells = listing->table.rows[row].cells;
    listing->table.rows[row].cells = listing->table.rows[other].cells;
    listing->table.rows[other].cells = cells;
}

void listing_finds_an_order(struct listing *listing, listing_differs *differs, const char *path)
{
    size_t row = row_that_counts(listing), last = listing->table.count - 1;
    listing_is_same(listing, differs, path);
    swap_cells(listing, row, row + 1);
    listing_found(differs(listing, path), row);
    swap_cells(listing, row, row + 1);
    listing->table.count--;
    listing_found(differs(listing, path), last);
    listing->table.count++;
}
