/* Badges on paper: a PDF of many, sheet by sheet as they come, and a picture of one. The same
 * badges give the same bytes.
 */
#ifndef EM_TOOLS_PAPER_SHEET_H
#define EM_TOOLS_PAPER_SHEET_H

#include "paper_badge.h"

#include <stdio.h>

struct paper_sheet {
    const char *name;  /* "a4-2x4" */
    const char *about; /* one line for the help */
    double w, h;       /* of the paper, millimetres */
    int columns, rows;
    const struct paper_form *form;
};

extern const struct paper_sheet paper_sheets[];
extern const size_t paper_sheet_count;
/* NULL when there is no such sheet. */
const struct paper_sheet *paper_sheet_find(const char *name);

struct paper_book;

/* Begins a PDF, which says that it was made at `created_us` (wall time). `out` and `event` outlive
 * it. */
struct paper_book *paper_book_open(const struct paper_sheet *sheet, const struct paper_event *event,
                                   int64_t created_us, FILE *out);
enum em_status paper_book_add(struct paper_book *book, const struct paper_owner *owner,
                              struct em_error *error);
/* Writes what is left and frees. What went wrong with `out` itself is found by ferror. */
enum em_status paper_book_close(struct paper_book *book, struct em_error *error);

/* One badge alone, at PAPER_DPI: a format is one of `paper_picture_formats`. */
struct paper_picture_format {
    const char *name; /* "png" */
    enum em_status (*write)(FILE *out, const struct paper_form *form,
                            const struct paper_event *event, const struct paper_owner *owner,
                            struct em_error *error);
};
extern const struct paper_picture_format paper_picture_formats[];
extern const size_t paper_picture_format_count;

#endif
