/* Lists on pages, see fake/listing.h: what a page says is taken from its text piece by piece, until
 * a piece is not the one that the list has next.
 */
#include "fake/listing.h"

#include "core/memory.h"
#include "fake/folder.h"
#include "fake/markup.h"
#include "fake/pdf.h"
#include "md_text.h"
#include "report_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Texts of a row, of a table's head; a group's heading, NULL: there is none. */
struct pieces {
    char *name, *line;
    char *texts[REPORT_PAGE_COLUMNS];
    size_t count;
};

/* How a format says it. Each moves *at behind what it took; false: something else stands there. */
struct page_format {
    bool (*head)(const char **at, const struct pieces *head); /* and the group's heading */
    bool (*row)(const char **at, const struct pieces *row);
    bool (*end)(const char *at); /* no more rows come */
};

static void free_pieces(struct pieces *pieces)
{
    free(pieces->name);
    free(pieces->line);
    for (size_t i = 0; i < pieces->count; i++)
        free(pieces->texts[i]);
}

static struct pieces head_of(const struct report_page *page, const char *const *cells)
{
    struct pieces head = {.count = page->count};
    for (size_t i = 0; i < page->count; i++)
        head.texts[i] = em_strdup(report_page_column_title(page, i));
    if (page->writing->report->group == REPORT_NO_GROUP)
        return head;
    head.name = report_page_group_name(page, cells);
    head.line = report_page_group_line(page, cells);
    return head;
}

static struct pieces row_of(const struct report_page *page, const char *const *cells)
{
    struct pieces row = {.count = page->count};
    for (size_t i = 0; i < page->count; i++)
        row.texts[i] = report_page_cell(page, i, cells);
    return row;
}

static bool take_head(const struct page_format *format, const char **at,
                      const struct report_page *page, const char *const *cells)
{
    struct pieces head = head_of(page, cells);
    bool taken = format->head(at, &head);
    free_pieces(&head);
    return taken;
}

static char *differs(const struct listing *listing, const struct page_format *format,
                     const char *at)
{
    const struct writing writing = {
        .report = listing->report, .edition = &listing->edition, .privacy = ""};
    struct report_page page;
    char *found = NULL;
    report_page_open(&page, &writing);
    for (size_t i = 1; i < listing->table.count && !found; i++) {
        const char *const *cells = (const char *const *)listing->table.rows[i].cells;
        const char *from = at;
        struct pieces row = row_of(&page, cells);
        if ((listing_begins_group(listing, i) && !take_head(format, &at, &page, cells)) ||
            !format->row(&at, &row))
            found = em_format("row %zu: “%s” … is not what stands there: %.300s", i, row.texts[0],
                              from);
        free_pieces(&row);
    }
    if (!found && !format->end(at))
        found = em_format("row %zu: the list has no such row: %.300s", listing->table.count, at);
    report_page_close(&page);
    return found;
}

/* --- PDF --- */

static bool take_pdf_row(const char **at, const struct pieces *row)
{
    bool taken = true;
    for (size_t i = 0; i < row->count && taken; i++)
        taken = pdf_take(at, row->texts[i]);
    return taken;
}

static bool take_pdf_head(const char **at, const struct pieces *head)
{
    return (!head->name || (pdf_take(at, head->name) && pdf_take(at, head->line))) &&
           take_pdf_row(at, head);
}

static bool ends_pdf(const char *at)
{
    return *at == '\0';
}

static char *joined(const struct pieces *pieces)
{
    struct em_buffer text = {0};
    em_buffer_format(&text, "%s%s", pieces->name ? pieces->name : "",
                     pieces->line ? pieces->line : "");
    for (size_t i = 0; i < pieces->count; i++)
        em_buffer_text(&text, pieces->texts[i]);
    pdf_only_letters(text.data);
    return text.data;
}

/* What stands before the first row, and of it the table's head, which pages repeat; to be freed. */
static void find_heads(const struct listing *listing, char **first, char **repeated)
{
    struct report_page page;
    const struct writing writing = {
        .report = listing->report, .edition = &listing->edition, .privacy = ""};
    report_page_open(&page, &writing);
    struct pieces head = head_of(&page, (const char *const *)listing->table.rows[1].cells);
    *first = joined(&head);
    free(head.name);
    free(head.line);
    head.name = head.line = NULL;
    *repeated = joined(&head);
    free_pieces(&head);
    report_page_close(&page);
}

char *listing_differs_pdf(const struct listing *listing, const char *path)
{
    static const struct page_format format = {take_pdf_head, take_pdf_row, ends_pdf};
    const struct edition *edition = &listing->edition;
    char *foot = em_format("%s – %s", edition_text(edition, listing->report->title),
                           edition->pack->texts[edition->index].short_name);
    char *first, *repeated;
    find_heads(listing, &first, &repeated);
    char *body = pdf_body(path, foot, repeated);
    const char *begin = strstr(body, first);
    if (!begin)
        fail_msg("%s has no table: %.1000s", path, body);
    char *found = differs(listing, &format, begin);
    free(body);
    free(repeated);
    free(first);
    free(foot);
    return found;
}

/* --- HTML --- */

static bool take_text(const char **at, const char *open, const char *text)
{
    char *shown = markup_text(at, open);
    bool taken = shown && strcmp(shown, text) == 0;
    free(shown);
    return taken;
}

static bool take_html_row(const char **at, const struct pieces *row)
{
    bool taken = strncmp(*at, "<tr>", 4) == 0;
    *at += taken ? 4 : 0;
    for (size_t i = 0; i < row->count && taken; i++) {
        char *cell = markup_cell(at);
        taken = cell && strcmp(cell, row->texts[i]) == 0;
        free(cell);
    }
    taken = taken && strncmp(*at, "</tr>\n", 6) == 0;
    *at += taken ? 6 : 0;
    return taken;
}

/* From the end of one table to the first row of the next. */
static bool take_html_head(const char **at, const struct pieces *head)
{
    const char *rows = strstr(*at, "<tbody>\n"), *row = strstr(*at, "<tr>");
    if (!rows || !row || row > rows)
        return false;
    bool taken = !head->name || (take_text(at, "<h2>", head->name) &&
                                 (!*head->line || take_text(at, "<p class=\"line\">", head->line)));
    taken = taken && *at < row && take_html_row(&row, head) &&
            strncmp(row, "</thead>\n<tbody>\n", strlen("</thead>\n<tbody>\n")) == 0;
    *at = rows + strlen("<tbody>\n");
    return taken;
}

static bool ends_html(const char *at)
{
    return strncmp(at, "</tbody>", 8) == 0 && !strstr(at, "<tr>");
}

char *listing_differs_html(const struct listing *listing, const char *path)
{
    static const struct page_format format = {take_html_head, take_html_row, ends_html};
    char *text = fake_file_text(path);
    assert_non_null(text);
    char *found = differs(listing, &format, text);
    free(text);
    return found;
}

/* --- Markdown --- */

/* "| text   |", up to the second bar. */
static bool take_cell(const char **at, const char *text)
{
    struct em_buffer cell = {0};
    em_buffer_text(&cell, "");
    md_text(&cell, text);
    *at += strspn(*at, "|");
    *at += strspn(*at, " ");
    bool taken = strncmp(*at, cell.data, cell.size) == 0;
    *at += taken ? cell.size : 0;
    *at += strspn(*at, " ");
    em_buffer_free(&cell);
    return taken && **at == '|';
}

static bool take_md_row(const char **at, const struct pieces *row)
{
    bool taken = **at == '|';
    for (size_t i = 0; i < row->count && taken; i++)
        taken = take_cell(at, row->texts[i]);
    taken = taken && strncmp(*at, "|\n", 2) == 0;
    *at += taken ? 2 : 0;
    return taken;
}

static bool take_md_line(const char **at, const char *before, const char *text)
{
    struct em_buffer line = {0};
    if (!*text)
        return true;
    em_buffer_format(&line, "\n%s", before);
    md_text(&line, text);
    em_buffer_text(&line, "\n");
    bool taken = strncmp(*at, line.data, line.size) == 0;
    *at += taken ? line.size : 0;
    em_buffer_free(&line);
    return taken;
}

static bool take_md_head(const char **at, const struct pieces *head)
{
    if (head->name && !(take_md_line(at, "## ", head->name) && take_md_line(at, "", head->line)))
        return false;
    bool taken =
        **at == '\n' && *++*at == '|' && take_md_row(at, head) && strncmp(*at, "| -", 3) == 0;
    *at += strcspn(*at, "\n");
    *at += **at == '\n';
    return taken;
}

static bool ends_md(const char *at)
{
    return *at != '|' && !strstr(at, "\n|");
}

/* What stands above the first table and its heading are lines, each behind an empty one. */
char *listing_differs_md(const struct listing *listing, const char *path)
{
    static const struct page_format format = {take_md_head, take_md_row, ends_md};
    char *text = fake_file_text(path);
    assert_non_null(text);
    const char *begin =
        strstr(text, listing->report->group == REPORT_NO_GROUP ? "\n\n|" : "\n\n## ");
    assert_non_null(begin);
    char *found = differs(listing, &format, begin + 1);
    free(text);
    return found;
}
