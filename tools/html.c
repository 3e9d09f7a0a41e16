/* HTML: one page that stands by itself, without a script and without anything from elsewhere; for
 * the screen, in light or dark, and for paper. What people typed is text (html_text), and what
 * might become markup after all may load nothing: the page allows itself its own style alone, by
 * its hash (CSP Level 3, 8.1).
 */
#include "core/memory.h"
#include "html_text.h"
#include "list.h"
#include "report_page.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define NARROW 64 /* rem: on a narrower screen every table scrolls; a wide one sooner */

struct html {
    struct report_page page;
    FILE *out;
    long long rows;
    bool in_table;
};

/* --- style --- */

static const char style_text[] =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 " HTML_SANS "}\n"
    "main{margin:0 clamp(1rem,4vw,4rem) 3rem clamp(1rem,5vw,5.5rem);padding:3rem 0 0 "
    "clamp(1rem,2.5vw,2.5rem);border-inline-start:2px solid var(--margin)}\n"
    "h1{margin:0;font:400 clamp(2.25rem,5vw,4rem)/1.1 " HTML_TITLE "}\n"
    "header p{margin:.75rem 0 0;max-width:62rem}\n"
    ".event{font:400 1.25rem/1.4 " HTML_SERIF "}\n"
    ".as-of,.privacy,.left-out,.line{color:var(--muted)}\n"
    ".table{margin-top:2.5rem}\n"
    ".table:focus-visible{outline:3px solid var(--blue);outline-offset:4px}\n"
    "table{width:100%;border-collapse:collapse;font-size:.9375rem}\n"
    "caption{padding:0 0 .75rem;text-align:left}\n"
    "caption h2{margin:0;font:400 1.75rem/1.25 " HTML_TITLE "}\n"
    "caption p{margin:.25rem 0 0}\n"
    "caption>*{position:sticky;inset-inline-start:0;max-width:min(62rem,82vw)}\n"
    "th,td{padding:.55rem .75rem .55rem 0;text-align:left;vertical-align:baseline;"
    "overflow-wrap:break-word}\n"
    ".id,[dir=auto]{overflow-wrap:anywhere}\n"
    "[dir=rtl] caption,[dir=rtl] th,[dir=rtl] td{text-align:right}\n"
    "thead th{position:sticky;top:0;background:var(--paper);color:var(--muted);font-weight:600;"
    "font-size:.8125rem;vertical-align:bottom;box-shadow:inset 0 -1.5px var(--muted)}\n"
    "tbody tr{border-bottom:1px solid var(--rule)}\n"
    "tbody th{font-weight:400}\n"
    "tbody [dir]{white-space:break-spaces}\n" /* as it was typed, and spaces without end wrap */
    ".name{font-weight:600}\n"
    "th.number,td.number{text-align:right;font-variant-numeric:tabular-nums;padding-right:1.5rem}\n"
    ".id{font:.8125rem/1.5 \"Noto Sans Mono\",ui-monospace,monospace}\n"
    "time{font-variant-numeric:tabular-nums}\n"
    ".sealed{color:var(--muted);font-style:italic}\n"
    "footer{margin-top:2rem;max-width:62rem;font-size:.875rem}\n"
    "footer p{margin:.25rem 0}\n"
    "@page{size:A4 landscape;margin:14mm}\n"
    "@media print{main{margin:0;padding:0;border:0}body{font-size:9pt}h1{font-size:24pt}"
    "table{font-size:8pt}thead "
    "th{position:static;font-size:7.5pt;box-shadow:none;border-bottom:1pt solid "
    "var(--muted)}tr{break-inside:avoid}"
    "caption{break-after:avoid}}\n";

/* Each column its part of the whole, and more when one of its words needs it: what we write is no
 * longer than a page can hold. What people typed may be, and has room for a word as most are. */
static char *make_style(const struct report_page *page)
{
    struct em_buffer style = {0};
    int all = 0;
    for (size_t i = 0; i < page->count; i++)
        all += page->columns[i]->width;
    em_buffer_text(&style, html_colours);
    em_buffer_text(&style, style_text);
    int least = all * 2 / 5, most = least * 6 / 5 + 1; /* rem: so much its words may need */
    em_buffer_format(&style,
                     "@media screen and (max-width:%drem){.table{overflow-x:auto}"
                     "table{min-width:%drem}}\n",
                     most > NARROW ? most : NARROW, least);
    for (size_t i = 0; i < page->count; i++) {
        int width = page->columns[i]->width;
        em_buffer_format(&style, "col:nth-child(%d){width:%.1f%%}\n", (int)i + 1,
                         100.0 * width / all);
        if (page->columns[i]->type == CELL_TEXT)
            em_buffer_format(&style, "tbody>tr>:nth-child(%d){min-width:%dch}\n", (int)i + 1,
                             width * 2 / 3 + 2);
    }
    return style.data;
}

static void put_style(FILE *out, const char *style)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
    crypto_hash_sha256(hash, (const uint8_t *)style, strlen(style));
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    fprintf(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
            "<style>%s</style>\n",
            text, style);
}

/* --- around the table --- */

/* <tag class="name">text</tag>, or nothing for no text. */
static void put_line(FILE *out, const char *tag, const char *name, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "<%s%s%s%s>", tag, *name ? " class=\"" : "", name, *name ? "\"" : "");
    html_text(out, text);
    fprintf(out, "</%s>\n", tag);
}

static void put_head(const struct report_page *page, FILE *out)
{
    const struct edition *edition = page->writing->edition;
    char *title =
        em_format("%s – %s", page->title, edition->pack->texts[edition->index].short_name);
    char *style = make_style(page);
    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
            edition->language, html_direction(edition->language));
    put_style(out, style);
    fputs("<meta name=\"viewport\" content=\"width=device-width\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n",
          out);
    put_line(out, "title", "", title);
    fputs("</head>\n", out);
    free(style);
    free(title);
}

static void put_top(const struct html *html)
{
    const struct report_page *page = &html->page;
    fputs("<body>\n<main>\n<header>\n", html->out);
    put_line(html->out, "h1", "", page->title);
    put_line(html->out, "p", "event", page->event);
    if (page->writing->report->group != REPORT_NO_GROUP)
        put_line(html->out, "p", "as-of", page->as_of);
    put_line(html->out, "p", "privacy", page->privacy);
    fputs("</header>\n", html->out);
}

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    struct html *html = em_alloc(sizeof *html);
    (void)error;
    html->out = writing->out;
    report_page_open(&html->page, writing);
    put_head(&html->page, html->out);
    put_top(html);
    *state = html;
    return EM_OK;
}

static void put_count(const struct html *html)
{
    char count[32];
    const struct edition *edition = html->page.writing->edition;
    if (!html->rows) {
        put_line(html->out, "p", "", edition_text(edition, N_("No entry.")));
        return;
    }
    words_number(count, sizeof count, html->rows, edition->language);
    char *line = edition_fill(
        edition, edition_plural(edition, "{count} entry", "{count} entries", (long)html->rows),
        "count", count, NULL);
    put_line(html->out, "p", "count", line);
    free(line);
}

/* --- tables --- */

static void end_table(struct html *html)
{
    if (html->in_table)
        fputs("</tbody>\n</table>\n</div>\n", html->out);
    html->in_table = false;
}

static const char *class_of(const struct report_column *column)
{
    if (strcmp(column->name, "name") == 0)
        return " class=\"name\"";
    return column->type == CELL_NUMBER ? " class=\"number\""
           : column->type == CELL_ID   ? " class=\"id\""
                                       : "";
}

/* A list without groups has its name at the top of the page. What scrolls has to be reached by
 * keyboard, and says then what it is. */
static void begin_table(struct html *html, const char *name, const char *line)
{
    const struct report_page *page = &html->page;
    end_table(html);
    html->in_table = true;
    fputs("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"", html->out);
    html_text(html->out, *name ? name : page->title);
    fputs("\">\n<table>\n<caption>", html->out);
    put_line(html->out, "h2", "", name);
    put_line(html->out, "p", "line", line);
    fputs("</caption>\n<colgroup>", html->out);
    for (size_t i = 0; i < page->count; i++)
        fputs("<col>", html->out);
    fputs("</colgroup>\n<thead>\n<tr>", html->out);
    for (size_t i = 0; i < page->count; i++) {
        bool number = page->columns[i]->type == CELL_NUMBER;
        fprintf(html->out, "<th scope=\"col\"%s>", number ? " class=\"number\"" : "");
        html_text(html->out, report_page_column_title(page, i));
        fputs("</th>", html->out);
    }
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
}

static void begin_rows(struct html *html, const char *const *cells)
{
    if (report_page_begins_group(&html->page, cells)) {
        char *name = report_page_group_name(&html->page, cells);
        char *line = report_page_group_line(&html->page, cells);
        begin_table(html, name, line);
        free(name);
        free(line);
    } else if (!html->in_table) {
        begin_table(html, "", html->page.as_of);
    }
}

static void put_text(const struct html *html, size_t column, const char *cell, const char *text)
{
    if (strcmp(cell, LIST_SEALED) == 0) {
        fputs("<span class=\"sealed\">", html->out);
        html_text(html->out, text);
        fputs("</span>", html->out);
    } else if (html->page.columns[column]->type == CELL_TIME && *cell) {
        fputs("<time datetime=\"", html->out);
        html_visible(html->out, cell);
        fputs("\">", html->out);
        html_text(html->out, text);
        fputs("</time>", html->out);
    } else
        html_text(html->out, text);
}

/* The first cell heads its row, for those who hear the table. */
static void put_cell(const struct html *html, size_t column, const char *const *cells)
{
    const struct report_page *page = &html->page;
    char *text = report_page_cell(page, column, cells);
    fprintf(html->out, "<%s%s%s>", column ? "td" : "th scope=\"row\"",
            class_of(page->columns[column]),
            page->columns[column]->type == CELL_TEXT ? " dir=\"auto\"" : "");
    put_text(html, column, cells[page->indices[column]], text);
    fputs(column ? "</td>" : "</th>", html->out);
    free(text);
}

static void row(void *state, const char *const *cells)
{
    struct html *html = state;
    begin_rows(html, cells);
    html->rows++;
    fputs("<tr>", html->out);
    for (size_t i = 0; i < html->page.count; i++)
        put_cell(html, i, cells);
    fputs("</tr>\n", html->out);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct html *html = state;
    (void)whole, (void)error;
    end_table(html);
    fputs("<footer>\n", html->out);
    put_count(html);
    put_line(html->out, "p", "left-out", html->page.left_out);
    fputs("</footer>\n</main>\n</body>\n</html>\n", html->out);
    report_page_close(&html->page);
    free(html);
    return EM_OK;
}

const struct writer writer_html = {
    .name = "html",
    .about = "one page that stands by itself, for a browser and for paper",
    .pages = true,
    .begin = begin,
    .row = row,
    .end = end,
};
