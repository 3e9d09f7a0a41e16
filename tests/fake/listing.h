/* A list as the tool wrote it in CSV, and the same list in every other format held against that:
 * the same rows in the same order, cell by cell, none missing and none too many. Where its texts
 * are hostile, CSV makes formulas harmless, and only a workbook may be compared.
 *
 * What compares returns NULL, or a sentence that begins "row 17: " (from 1, as the rows of the
 * table are numbered behind its header) and says what differs there; to be freed.
 */
#ifndef EM_FAKE_LISTING_H
#define EM_FAKE_LISTING_H

#include "fake/calc.h"
#include "report.h"
#include "table.h"

struct listing {
    const struct report *report;
    struct table table;
    struct edition edition; /* of the event that comes with emarge, in its first language */
    char *mended;           /* the name that listing_spoil replaced */
};

/* Where lists come from and go to. */
struct listing_place {
    const char *tool, *data; /* the program; an organiser's folder */
    const char *folder;      /* the test's own */
    const char *key;         /* NULL: a bare one in `data` */
    const char *sort;        /* NULL: as the log has them */
};

/* Exports it and returns its path, to be freed; the option may be NULL. The test fails unless all
 * went well. */
char *listing_export(const struct listing_place *place, const struct report *report,
                     const char *format, const char *option);
/* The list, exported as CSV. The test fails unless it has the report's columns and a row. */
void listing_open(struct listing *out, const struct listing_place *place,
                  const struct report *report);
void listing_close(struct listing *listing);
/* A cell by its column's name; the first row is 1. */
char **listing_cell(const struct listing *listing, size_t row, const char *column);
/* Whether a group's heading stands above the row; above the first one, at least the table's head.
 */
bool listing_begins_group(const struct listing *listing, size_t row);

char *listing_differs_json(const struct listing *listing, const char *path);
char *listing_differs_jsonl(const struct listing *listing, const char *path);
/* What a spreadsheet shows of it; grouped: with a sheet for each group. */
char *listing_differs_workbook(const struct listing *listing, const struct calc_sheets *sheets,
                               bool grouped);
/* Pages: each row with the words and times that the edition has for its cells, beneath the heading
 * of its group. */
char *listing_differs_pdf(const struct listing *listing, const char *path);
char *listing_differs_html(const struct listing *listing, const char *path);
char *listing_differs_md(const struct listing *listing, const char *path);
/* The rows of the book of signatures, which has not those that are superseded; the list is that of
 * signatures, in the book's order. What a hand drew is no text, and not looked at. */
char *listing_differs_book(const struct listing *listing, const char *path);

typedef char *listing_differs(const struct listing *listing, const char *path);
/* The test fails unless it finds that nothing differs. */
void listing_is_same(struct listing *listing, listing_differs *differs, const char *path);

/* Exports the list in each format but CSV and XLSX, and has each checked. */
typedef void listing_check(struct listing *listing, listing_differs *differs, const char *path);
void listing_in_every_format(const struct listing_place *place, const struct report *report,
                             listing_check *check);

/* The controls: the same, and it must find the row of which the name is changed; and where one row
 * is missing of the list, or two stand in each other's place. The list is then as it was. */
void listing_finds_a_name(struct listing *listing, listing_differs *differs, const char *path);
void listing_finds_an_order(struct listing *listing, listing_differs *differs, const char *path);
/* Of these the parts: changes a name in the middle of the list and returns its row, changes it
 * back; the test fails unless what was found, which is freed, is that row. */
size_t listing_spoil(struct listing *listing);
void listing_mend(struct listing *listing, size_t row);
void listing_found(char *found, size_t row);

#endif
