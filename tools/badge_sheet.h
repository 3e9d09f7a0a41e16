/* Badges on paper: a PDF of many, sheet by sheet as they come, and a picture of one. The same
 * badges give the same bytes.
 */
#ifndef EM_TOOLS_BADGE_SHEET_H
#define EM_TOOLS_BADGE_SHEET_H

#include "badge_face.h"

#include <stdio.h>

struct badge_sheet {
    const char *name;  /* "a4-2x4" */
    const char *about; /* one line for the help */
    double w, h;       /* of the paper, millimetres */
    int columns, rows;
    const struct badge_form *form;
};

extern const struct badge_sheet badge_sheets[];
extern const size_t badge_sheet_count;
/* NULL when there is no such sheet. */
const struct badge_sheet *badge_sheet_find(const char *name);

struct badge_book;

/* Begins a PDF, which says that it was made at `created_us` (wall time). `out` and `event` outlive
 * it. */
struct badge_book *badge_book_open(const struct badge_sheet *sheet, const struct badge_event *event,
                                   int64_t created_us, FILE *out);
enum em_status badge_book_add(struct badge_book *book, const struct badge_owner *owner,
                              struct em_error *error);
/* Writes what is left and frees. What went wrong with `out` itself is found by ferror. */
enum em_status badge_book_close(struct badge_book *book, struct em_error *error);

/* One badge alone, at BADGE_DPI: a format is one of `badge_picture_formats`. */
struct badge_picture_format {
    const char *name; /* "png" */
    enum em_status (*write)(FILE *out, const struct badge_form *form,
                            const struct badge_event *event, const struct badge_owner *owner,
                            struct em_error *error);
};
extern const struct badge_picture_format badge_picture_formats[];
extern const size_t badge_picture_format_count;

#endif
