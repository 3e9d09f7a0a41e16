/* Documents on paper: A4 pages in a PDF, set from top to bottom as their parts come: headings,
 * paragraphs, items, tables whose rows hold text and drawn ink. Ink on white, and the margin line
 * in red: the look of everything that emarge prints but badges.
 *
 * The PDF is tagged (ISO 32000-1, 14.8: who cannot see hears headings, lists, tables, and figures
 * by their alternative text), has a language, a title and bookmarks, and all of its fonts within.
 * Its bytes depend on what is given and on nothing else. Lines, page numbers and a table's head on
 * its later pages belong to the paper, and are not tagged.
 *
 * A page is written when it is full. What stays in memory is what PDF has at its end: about 250
 * bytes for each tag (a row of five cells with ten texts has 16, 4 KB) and the alternative texts.
 *
 * All text is UTF-8 and may be anything that a person typed: it wraps, inside words when it must,
 * and never leaves its place. A line break in it begins a new line. What would be invisible or turn
 * the text around it (control characters, overrides of direction, hidden spaces) is shown as
 * U+FFFD.
 *
 * Lengths are points, 1/72 inch.
 */
#ifndef EM_TOOLS_PAPER_DOC_H
#define EM_TOOLS_PAPER_DOC_H

#include "core/memory.h"
#include "core/status.h"

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PAPER_MM (72 / 25.4)

struct paper_doc;

/* The strings outlive the call alone; NULL and "" are nothing, but a title and a language there
 * are. */
struct paper_doc_info {
    const char *title;    /* "Signatures – Sommet mondial du PGO" */
    const char *subject;  /* one line of what it is */
    const char *author;   /* who publishes it */
    const char *language; /* BCP 47: "fr" */
    int64_t created_us;   /* wall time: the log's, not the machine's */
    bool landscape;
    const char *footer; /* at the left of every page's foot; paper_part changes it */
    const char *page;   /* at its right: "Page {page}" or "Page {page} sur {pages}" */
};

/* --- a document --- */

/* Draws all of it, in order. With {pages} in its info it is drawn twice, the first time to count
 * the pages: it must then give the same again. */
typedef enum em_status (*paper_doc_draw)(struct paper_doc *doc, void *context,
                                         struct em_error *error);

/* Writes a whole document to `out`, which stays the caller's. The statuses of `draw`, or EM_IO. */
enum em_status paper_doc_write(const struct paper_doc_info *info, FILE *out, paper_doc_draw draw,
                               void *context, struct em_error *error);

/* The same to the file `path`, whole or not at all; the statuses of em_output, too. */
enum em_status paper_doc_save(const struct paper_doc_info *info, const char *path,
                              paper_doc_draw draw, void *context, struct em_error *error);

/* The same for who is given the parts one by one: without {pages}. `out` outlives it. */
struct paper_doc *paper_doc_open(const struct paper_doc_info *info, FILE *out);
/* Writes what is left and frees. EM_IO: it could not be drawn or written. `error` may be NULL. */
enum em_status paper_doc_close(struct paper_doc *doc, struct em_error *error);

/* True while pages are only counted: figures are not drawn, and need nothing but their heights. */
bool paper_doc_counts(const struct paper_doc *doc);

/* --- text --- */

enum paper_style {
    PAPER_TITLE,   /* 30 pt, Noto Serif Display: once, on a title page */
    PAPER_HEADING, /* 20 pt, the same */
    PAPER_SUBHEAD, /* 15 pt, the same */
    PAPER_LEAD,    /* 13 pt, Noto Serif: the line under a title */
    PAPER_BODY,    /* 10.5 pt, Noto Serif, lines of 62 letters: what was signed */
    PAPER_NAME,    /* 11 pt, Noto Serif: who signed */
    PAPER_STRONG,  /* 8.5 pt, Noto Sans, bold */
    PAPER_SMALL,   /* 8.5 pt, Noto Sans: cells */
    PAPER_MUTED,   /* the same, paler */
    PAPER_FINE,    /* 7 pt, Noto Sans, paler: hashes, notes */
    PAPER_STYLES
};

/* A heading of a level (1 to 6), with a bookmark under that of the level above unless `bookmark` is
 * false, in the level's style or another. It stands on the same page as what follows it. */
void paper_heading(struct paper_doc *doc, int level, const char *text);
void paper_heading_styled(struct paper_doc *doc, int level, enum paper_style style, bool bookmark,
                          const char *text);
void paper_text(struct paper_doc *doc, enum paper_style style, const char *text);

/* A list; its items hang from their labels: "1.", "•". Lists may stand in lists. */
void paper_list_begin(struct paper_doc *doc);
void paper_item(struct paper_doc *doc, enum paper_style style, const char *label, const char *text);
void paper_list_end(struct paper_doc *doc);

/* What stands between is in another language than the document: BCP 47. Not within lists, tables or
 * another such section. */
void paper_section_begin(struct paper_doc *doc, const char *language);
void paper_section_end(struct paper_doc *doc);

/* Han letters are from here on drawn as they are written there: ISO 3166-1 alpha-2, or "". */
void paper_doc_country(struct paper_doc *doc, const char *country);

/* Headings and texts stand at the left from here on, also those that run from the right: names on
 * lines of their own in the midst of a sentence that begins at the left. */
void paper_doc_at_left(struct paper_doc *doc, bool left);

/* --- place --- */

double paper_width(const struct paper_doc *doc);  /* from the left edge of all text to the right */
double paper_room(const struct paper_doc *doc);   /* that is left on this page */
double paper_height(const struct paper_doc *doc); /* of a whole page's room */
/* The height that a text takes when it is set in a width. */
double paper_text_height(struct paper_doc *doc, enum paper_style style, double width,
                         const char *text);
int paper_page(const struct paper_doc *doc); /* counted from 1 within its part */

void paper_space(struct paper_doc *doc, double height); /* none at the top of a page */
void paper_down_to(struct paper_doc *doc, double y);    /* from the top of the room, if above it */
void paper_keep(struct paper_doc *doc, double height);  /* a new page unless so much is left */
void paper_new_page(struct paper_doc *doc);             /* nothing on a page that is still empty */
/* A thin line across the width. */
void paper_rule(struct paper_doc *doc);
/* A new page from which the pages are counted anew, and {pages} are those of the part. `footer`
 * NULL: as it was. */
void paper_part(struct paper_doc *doc, const char *footer);

/* --- figures --- */

#define PAPER_FORM_STEPS 50 /* in a point */

struct paper_figure {
    double height;   /* 0: there is none */
    double width;    /* 0: all there is */
    const char *alt; /* said in its place; NULL: an ornament, or a place that is still empty */
    /* Draws into a box of w by h whose upper left is (0, 0). It leaves no path and no changed state
     * but the source and the line. NULL: empty room. */
    void (*draw)(cairo_t *cairo, double w, double h, void *context);
    /* Instead of `draw`, what it would draw as operators of PDF (ISO 32000-1, 8.5) in whole
     * numbers: in a box of w by h points times PAPER_FORM_STEPS, whose lower left is (0, 0). Cairo
     * takes longer over the numbers of ten thousand signatures than over all else in a book of
     * them. It is called on another thread while the page goes on, so the context is the document's
     * from then on, and the figure is drawn once; `release` frees it. */
    void (*write)(struct em_buffer *out, double w, double h, void *context);
    void (*release)(void *context);
    void *context;
};

void paper_figure(struct paper_doc *doc, const struct paper_figure *figure);
/* A `draw` for figures: a line at the bottom on which to sign. */
void paper_sign_here(cairo_t *cairo, double w, double h, void *context);

/* --- tables --- */

#define PAPER_COLUMNS    16
#define PAPER_CELL_LINES 5

struct paper_column {
    const char *head; /* "" in all columns: the table has no head */
    double share;     /* of the width, in proportion to the others */
    bool number;      /* at the right of its column */
};

/* What a column holds, so that it is as wide as that. */
struct paper_fit {
    const char *longest; /* no wider than this needs in a line */
    bool whole;          /* all of its texts are short, and stay in one line if there is room */
};

/* Plain text lines of a cell, each of its style, from top to bottom; the figure stands below. */
struct paper_line {
    enum paper_style style;
    const char *text; /* NULL or "": takes no room */
};
struct paper_cell {
    struct paper_line lines[PAPER_CELL_LINES];
    struct paper_figure figure;
};

enum paper_table_kind {
    PAPER_RULED, /* a table: a head on every page, a thin line below each row */
    PAPER_BARE,  /* things side by side that are no table, without lines and head */
};

/* Texts of the columns are copied. Tables do not stand in tables. */
void paper_table_begin(struct paper_doc *doc, enum paper_table_kind kind,
                       const struct paper_column *columns, size_t count);
/* The same for a ruled table that is no wider than its columns need. */
void paper_table_fitted(struct paper_doc *doc, const struct paper_column *columns,
                        const struct paper_fit *fits, size_t count);
/* A cell a column. A row stays whole on a page unless it is taller than one; then its lines go on
 * on the next, and its figures stand where they first fit. */
void paper_row(struct paper_doc *doc, const struct paper_cell *cells);
/* One text across all columns, that stays with the row after it: a group's name. */
void paper_row_across(struct paper_doc *doc, enum paper_style style, const char *text);
void paper_table_end(struct paper_doc *doc);

#endif
