/* What stands around the rows of a report on its pages, whichever writer makes them: the title, the
 * event, what is private in it, which columns it leaves out, the name of each group.
 *
 * All texts are in the language of the edition, as words_visible shows them, and "" when there is
 * nothing to say.
 */
#ifndef EM_TOOLS_REPORT_PAGE_H
#define EM_TOOLS_REPORT_PAGE_H

#include "report.h"

#define REPORT_PAGE_COLUMNS 16

struct report_page {
    const struct writing *writing;
    const char *title; /* "Présence" */
    char *event;       /* "Sommet mondial … · Paris · 7–9 décembre 2016" */
    char *as_of;       /* "À jour au 9 décembre 2016, 10 h 47" */
    char *privacy;
    char *left_out; /* "Ne figurent pas ici : …" */
    /* Those that have a place in every row, in their order. */
    const struct report_column *columns[REPORT_PAGE_COLUMNS];
    size_t indices[REPORT_PAGE_COLUMNS]; /* of their cells */
    size_t count;
    char *group; /* the cell by which the rows now coming are grouped; NULL: none came yet */
};

/* `writing` outlives it, and has an edition with a pack. */
void report_page_open(struct report_page *page, const struct writing *writing);
void report_page_close(struct report_page *page);
/* The rows come once more, from the first. */
void report_page_again(struct report_page *page);
/* Whether a new group begins with this row, in a report that has groups; a first row begins one. */
bool report_page_begins_group(struct report_page *page, const char *const *cells);
/* The group's name, and a line of what else is the same in all of its rows. To be freed. */
char *report_page_group_name(const struct report_page *page, const char *const *cells);
char *report_page_group_line(const struct report_page *page, const char *const *cells);
/* A column's cell of a row, report_page_text of it. To be freed. */
char *report_page_cell(const struct report_page *page, size_t column, const char *const *cells);
const char *report_page_column_title(const struct report_page *page, size_t column);

#endif
