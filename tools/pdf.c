/* PDF, to be printed and kept: a table over A4 pages, held sideways if it is wide, tagged, with a
 * bookmark for each group. Its rows are held until the last, for only then it is known how many
 * pages there are.
 */
#include "core/memory.h"
#include "md_text.h"
#include "paper_doc.h"
#include "report_page.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define GROUP_ROOM    130 /* points: its heading, its line, the table's head and a first row */
#define UPRIGHT_WIDTH 80  /* characters in a row of an upright page, at most */
#define MOST_CELLS    64

struct pdf {
    struct report_page page;
    struct em_buffer rows; /* cells, each with its NUL */
    size_t cell_count;     /* of a row */
    size_t country;        /* the column that says how Han letters are written; or cell_count */
    char *longest[REPORT_PAGE_COLUMNS]; /* text of each column on the pages */
};

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    struct pdf *pdf = em_alloc(sizeof *pdf);
    (void)error;
    *state = pdf;
    report_page_open(&pdf->page, writing);
    pdf->cell_count = writing->report->column_count;
    assert(pdf->cell_count <= MOST_CELLS);
    for (pdf->country = 0; pdf->country < pdf->cell_count; pdf->country++)
        if (writing->report->columns[pdf->country].type == CELL_COUNTRY)
            break;
    return EM_OK;
}

static void row(void *state, const char *const *cells)
{
    struct pdf *pdf = state;
    for (size_t i = 0; i < pdf->cell_count; i++)
        em_buffer_add(&pdf->rows, cells[i], strlen(cells[i]) + 1);
}

/* The row at `at`; returns the one behind it. */
static const char *next_row(const struct pdf *pdf, const char *at, const char **cells)
{
    for (size_t i = 0; i < pdf->cell_count; i++, at += strlen(at) + 1)
        cells[i] = at;
    return at;
}

/* --- columns --- */

static void keep_longer(char **longest, char *text)
{
    bool longer = !*longest || md_width(text) > md_width(*longest);
    free(longer ? *longest : text);
    if (longer)
        *longest = text;
}

/* Of all groups alike: the tables of a list are as wide as each other. */
static void find_longest(struct pdf *pdf)
{
    const char *at = pdf->rows.data, *end = at + pdf->rows.size;
    const char *cells[MOST_CELLS];
    while (at < end) {
        at = next_row(pdf, at, cells);
        for (size_t i = 0; i < pdf->page.count; i++)
            keep_longer(&pdf->longest[i], report_page_cell(&pdf->page, i, cells));
    }
}

static bool is_short(enum cell_type type)
{
    return type != CELL_TEXT && type != CELL_COUNTRY;
}

/* A list of few columns stands upright, so that its rows are read at a glance. */
static bool is_wide(const struct report_page *page)
{
    int width = 0;
    for (size_t i = 0; i < page->count; i++)
        width += page->columns[i]->width;
    return width > UPRIGHT_WIDTH;
}

/* --- pages --- */

static void begin_table(struct pdf *pdf, struct paper_doc *doc)
{
    const struct report_page *page = &pdf->page;
    struct paper_column columns[REPORT_PAGE_COLUMNS];
    struct paper_fit fits[REPORT_PAGE_COLUMNS];
    for (size_t i = 0; i < page->count; i++) {
        enum cell_type type = page->columns[i]->type;
        columns[i] = (struct paper_column){.head = report_page_column_title(page, i),
                                           .share = page->columns[i]->width,
                                           .number = type == CELL_NUMBER};
        fits[i] = (struct paper_fit){.longest = pdf->longest[i], .whole = is_short(type)};
    }
    paper_table_fitted(doc, columns, fits, page->count);
}

static void draw_group(struct pdf *pdf, struct paper_doc *doc, const char *const *cells)
{
    char *name = report_page_group_name(&pdf->page, cells);
    char *line = report_page_group_line(&pdf->page, cells);
    paper_table_end(doc);
    paper_keep(doc, GROUP_ROOM);
    paper_heading(doc, 2, name);
    paper_text(doc, PAPER_MUTED, line);
    begin_table(pdf, doc);
    free(name);
    free(line);
}

static void draw_row(const struct pdf *pdf, struct paper_doc *doc, const char *const *cells)
{
    struct paper_cell shown[REPORT_PAGE_COLUMNS] = {0};
    char *texts[REPORT_PAGE_COLUMNS];
    for (size_t i = 0; i < pdf->page.count; i++) {
        texts[i] = report_page_cell(&pdf->page, i, cells);
        shown[i].lines[0] = (struct paper_line){PAPER_SMALL, texts[i]};
    }
    paper_doc_country(doc, pdf->country < pdf->cell_count ? cells[pdf->country] : "");
    paper_row(doc, shown);
    for (size_t i = 0; i < pdf->page.count; i++)
        free(texts[i]);
}

static void draw_top(const struct report_page *page, struct paper_doc *doc)
{
    paper_heading(doc, 1, page->title);
    paper_text(doc, PAPER_LEAD, page->event);
    paper_text(doc, PAPER_MUTED, page->as_of);
    paper_text(doc, PAPER_MUTED, page->privacy);
    paper_text(doc, PAPER_FINE, page->left_out);
    paper_space(doc, 10);
}

static enum em_status draw(struct paper_doc *doc, void *context, struct em_error *error)
{
    struct pdf *pdf = context;
    const char *at = pdf->rows.data, *end = at + pdf->rows.size;
    const char *cells[MOST_CELLS];
    bool grouped = pdf->page.writing->report->group != REPORT_NO_GROUP;
    (void)error;
    report_page_again(&pdf->page); /* it is drawn twice, to count its pages first */
    draw_top(&pdf->page, doc);
    if (!grouped && at < end)
        begin_table(pdf, doc);
    while (at < end) {
        at = next_row(pdf, at, cells);
        if (report_page_begins_group(&pdf->page, cells))
            draw_group(pdf, doc, cells);
        draw_row(pdf, doc, cells);
    }
    paper_table_end(doc);
    if (pdf->rows.size == 0)
        paper_text(doc, PAPER_BODY, edition_text(pdf->page.writing->edition, N_("No entry.")));
    return EM_OK;
}

static enum em_status write_pages(struct pdf *pdf, struct em_error *error)
{
    const struct report_page *page = &pdf->page;
    const struct edition *edition = page->writing->edition;
    char *title =
        em_format("%s – %s", page->title, edition->pack->texts[edition->index].short_name);
    find_longest(pdf);
    const struct paper_doc_info info = {
        .title = title,
        .subject = page->event,
        .language = edition->language,
        .created_us = page->writing->newest_us,
        .landscape = is_wide(page),
        .footer = title,
        /* Translators: {page} and {pages} stay as they are */
        .page = edition_text(edition, N_("Page {page} of {pages}")),
    };
    enum em_status status = paper_doc_write(&info, page->writing->out, draw, pdf, error);
    free(title);
    return status;
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct pdf *pdf = state;
    enum em_status status = whole ? write_pages(pdf, error) : EM_OK;
    report_page_close(&pdf->page);
    if (pdf->rows.data)
        sodium_memzero(pdf->rows.data, pdf->rows.size);
    em_buffer_free(&pdf->rows);
    for (size_t i = 0; i < REPORT_PAGE_COLUMNS; i++)
        free(pdf->longest[i]);
    free(pdf);
    return status;
}

const struct writer writer_pdf = {
    .name = "pdf",
    .about = "pages of a table, to be printed and kept",
    .pages = true,
    .binary = true,
    .in_memory = "PDF holds the whole list in memory, about 2.5 KB a row.",
    .begin = begin,
    .row = row,
    .end = end,
};
