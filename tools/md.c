/* Markdown for a terminal: tables whose columns stand beneath each other as they are, and which any
 * renderer of Markdown makes a table of. Rows go out as they come, so a column is as wide as its
 * report says, and a longer cell pushes what is behind it.
 */
#include "md_text.h"
#include "report_page.h"

#include <stdlib.h>

struct md {
    struct report_page page;
    bool begun; /* something stands above: a blank line parts it from what comes */
    bool rows;
    struct em_buffer text;
};

static void begin_block(struct md *md)
{
    if (md->begun)
        fputc('\n', md->page.writing->out);
    md->begun = true;
}

static void line_of(struct md *md, const char *before, const char *text)
{
    if (!*text)
        return;
    begin_block(md);
    md->text.size = 0;
    md_text(&md->text, text);
    fprintf(md->page.writing->out, "%s%s\n", before, md->text.data);
}

static void spaces(FILE *out, size_t count)
{
    fprintf(out, "%*s", (int)count, "");
}

static void put_cell(struct md *md, size_t column, const char *text)
{
    FILE *out = md->page.writing->out;
    size_t room = (size_t)md->page.columns[column]->width;
    bool number = md->page.columns[column]->type == CELL_NUMBER;
    md->text.size = 0;
    em_buffer_text(&md->text, "");
    md_text(&md->text, text);
    size_t width = md_width(md->text.data), rest = width < room ? room - width : 0;
    fputs("| ", out);
    spaces(out, number ? rest : 0);
    fputs(md->text.data, out);
    spaces(out, number ? 1 : rest + 1);
}

static void put_head(struct md *md)
{
    FILE *out = md->page.writing->out;
    begin_block(md);
    for (size_t i = 0; i < md->page.count; i++)
        put_cell(md, i, report_page_column_title(&md->page, i));
    fputs("|\n", out);
    for (size_t i = 0; i < md->page.count; i++) {
        fputs("| ", out);
        for (int k = 1; k < md->page.columns[i]->width; k++)
            fputc('-', out);
        fputs(md->page.columns[i]->type == CELL_NUMBER ? ": " : "- ", out);
    }
    fputs("|\n", out);
}

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    struct md *md = em_alloc(sizeof *md);
    (void)error;
    report_page_open(&md->page, writing);
    line_of(md, "# ", md->page.title);
    line_of(md, "", md->page.event);
    line_of(md, "", md->page.as_of);
    line_of(md, "", md->page.privacy);
    *state = md;
    return EM_OK;
}

static void begin_group(struct md *md, const char *const *cells)
{
    char *name = report_page_group_name(&md->page, cells);
    char *line = report_page_group_line(&md->page, cells);
    line_of(md, "## ", name);
    line_of(md, "", line);
    put_head(md);
    free(name);
    free(line);
}

static void row(void *state, const char *const *cells)
{
    struct md *md = state;
    if (report_page_begins_group(&md->page, cells))
        begin_group(md, cells);
    else if (!md->rows)
        put_head(md);
    md->rows = true;
    for (size_t i = 0; i < md->page.count; i++) {
        char *text = report_page_cell(&md->page, i, cells);
        put_cell(md, i, text);
        free(text);
    }
    fputs("|\n", md->page.writing->out);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct md *md = state;
    (void)whole, (void)error;
    if (!md->rows)
        line_of(md, "", edition_text(md->page.writing->edition, N_("No entry.")));
    line_of(md, "", md->page.left_out);
    report_page_close(&md->page);
    em_buffer_free(&md->text);
    free(md);
    return EM_OK;
}

const struct writer writer_md = {
    .name = "md",
    .about = "Markdown, to be read in a terminal",
    .pages = true,
    .begin = begin,
    .row = row,
    .end = end,
};
