/* CSV, RFC 4180: UTF-8, LF; with --excel a byte order mark and CRLF, which that program wants. */
#include "report.h"
#include "sheet_text.h"

#include <stdlib.h>
#include <string.h>

struct csv {
    const struct writing *writing;
    struct em_buffer scratch;
};

static void quoted(FILE *out, const char *text)
{
    fputc('"', out);
    for (size_t run; (run = strcspn(text, "\"")), text[run]; text += run + 1) {
        fwrite(text, 1, run + 1, out);
        fputc('"', out);
    }
    fputs(text, out);
    fputc('"', out);
}

/* What was changed is quoted, too: the apostrophe then stands in the cell wherever it is read. */
static void cell(struct csv *csv, const char *raw)
{
    const char *text = sheet_text(raw, &csv->scratch);
    if (text == raw && !text[strcspn(text, ",\"" SHEET_SEPARATORS)])
        fputs(text, csv->writing->out);
    else
        quoted(csv->writing->out, text);
}

static void end_line(const struct writing *writing)
{
    fputs(writing->options->excel ? "\r\n" : "\n", writing->out);
}

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    const struct report *report = writing->report;
    struct csv *csv = em_alloc(sizeof *csv);
    (void)error;
    csv->writing = writing;
    if (writing->options->excel)
        fputs("\xEF\xBB\xBF", writing->out);
    for (size_t i = 0; i < report->column_count; i++)
        fprintf(writing->out, "%s%s", i ? "," : "", report->columns[i].name);
    end_line(writing);
    *state = csv;
    return EM_OK;
}

static void row(void *state, const char *const *cells)
{
    struct csv *csv = state;
    for (size_t i = 0; i < csv->writing->report->column_count; i++) {
        if (i)
            fputc(',', csv->writing->out);
        cell(csv, cells[i]);
    }
    end_line(csv->writing);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    struct csv *csv = state;
    (void)whole, (void)error;
    em_buffer_free(&csv->scratch);
    free(csv);
    return EM_OK;
}

const struct writer writer_csv = {
    .name = "csv",
    .about = "RFC 4180, a header and a line a row; with `--excel` for that program",
    .begin = begin,
    .row = row,
    .end = end,
};
