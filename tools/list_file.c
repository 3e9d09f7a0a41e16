#include "list_file.h"

#include "columns.h"

#include <stdlib.h>

/* The writer begins with the first row, or at the end of a list without any: by then the list knows
 * that it can be written. */
struct output_rows {
    const struct writer *writer;
    struct writing writing;
    void *state;
    bool begun;
    enum em_status status;
    struct em_error error;
};

static void begin(struct output_rows *rows)
{
    if (rows->begun)
        return;
    rows->begun = true;
    rows->status = rows->writer->begin(&rows->state, &rows->writing, &rows->error);
}

static void put_row(void *context, const char *const *cells)
{
    struct output_rows *rows = context;
    begin(rows);
    if (rows->status == EM_OK)
        rows->writer->row(rows->state, cells);
}

static enum em_status end(struct output_rows *rows, bool whole, struct em_error *error)
{
    if (whole)
        begin(rows);
    if (rows->status != EM_OK)
        return em_fail(error, rows->status, "%s", rows->error.text);
    return rows->begun ? rows->writer->end(rows->state, whole, error) : EM_OK;
}

/* What the list makes of itself, handed to a writer that has begun or not. */
static enum em_status write_rows(const struct list_file *file, const struct sink *sink,
                                 struct output_rows *rows, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct list_work work = file->work;
    struct em_error own = {0};
    work.sink = sink;
    enum em_status status = file->list->write(&work, gaps, error);
    enum em_status ended = end(rows, status == EM_OK, &own);
    return status == EM_OK && ended != EM_OK ? em_fail(error, ended, "%s", own.text) : status;
}

enum em_status list_file_write(const struct list_file *file, char **privacy, struct list_gaps *gaps,
                               struct em_error *error)
{
    struct output_rows rows = {.writer = file->writer};
    const struct sink all = {put_row, &rows}, *sink = &all;
    struct columns columns = {0};
    const struct report *report = file->list->report;
    struct columns_asked asked = {.edition = file->work.edition,
                                  .pages = file->writer->pages,
                                  .has_key = file->work.key,
                                  .public_only = file->work.filter->public_only};
    if (asked.public_only) {
        columns_public(&columns, report, &all);
        report = &columns.report;
        sink = &columns.sink;
    }
    char *on_page = columns_privacy(report, &asked);
    asked.edition = NULL;
    *privacy = columns_privacy(report, &asked);
    rows.writing = (struct writing){.report = report,
                                    .edition = file->work.edition,
                                    .options = file->options,
                                    .privacy = on_page,
                                    .newest_us = file->newest_us,
                                    .scratch = file->scratch,
                                    .out = file->out};
    enum em_status status = write_rows(file, sink, &rows, gaps, error);
    free(on_page);
    columns_free(&columns);
    return status;
}
