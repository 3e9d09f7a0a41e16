#include "columns.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_private(const struct report_column *column)
{
    return column->privacy == COLUMN_PRIVATE || column->privacy == COLUMN_PRIVATE_BARE;
}

/* --- fewer columns --- */

static void pass_on(void *context, const char *const *cells)
{
    struct columns *columns = context;
    for (size_t i = 0; i < columns->report.column_count; i++)
        columns->cells[i] = cells[columns->from[i]];
    sink_row(columns->to, columns->cells);
}

void columns_public(struct columns *out, const struct report *report, const struct sink *to)
{
    size_t count = 0;
    *out = (struct columns){.report = *report,
                            .sink = {pass_on, out},
                            .to = to,
                            .kept = em_alloc(report->column_count * sizeof *out->kept),
                            .from = em_alloc(report->column_count * sizeof *out->from),
                            .cells = em_alloc(report->column_count * sizeof *out->cells)};
    out->report.group = REPORT_NO_GROUP;
    for (size_t i = 0; i < report->column_count; i++) {
        if (is_private(&report->columns[i]))
            continue;
        if (report->group == (int)i)
            out->report.group = (int)count;
        out->kept[count] = report->columns[i];
        out->from[count++] = i;
    }
    out->report.columns = out->kept;
    out->report.column_count = count;
}

void columns_free(struct columns *columns)
{
    free(columns->kept);
    free(columns->from);
    free(columns->cells);
    *columns = (struct columns){0};
}

/* --- what is private --- */

static bool is_there(const struct report_column *column, const struct columns_asked *asked)
{
    return (asked->has_key || column->privacy == COLUMN_PRIVATE_BARE) &&
           (!asked->pages || column->place != COLUMN_DATA);
}

/* "name, role": of those that are private, or of those that may be. */
static char *names(const struct report *report, const struct columns_asked *asked, bool always)
{
    struct em_buffer text = {0};
    em_buffer_text(&text, "");
    for (size_t i = 0; i < report->column_count; i++) {
        const struct report_column *column = &report->columns[i];
        bool asks = always ? is_private(column) : column->privacy == COLUMN_UNLESS_LISTED;
        if (asks && is_there(column, asked))
            em_buffer_format(&text, "%s%s", text.size ? ", " : "",
                             asked->edition ? edition_text(asked->edition, column->title)
                                            : column->name);
    }
    return text.data;
}

/* Adds the sentence with what it speaks of in the place of its %s. */
static void fill(struct em_buffer *out, const struct columns_asked *asked, const char *msgid,
                 const char *what)
{
    const char *text = asked->edition ? edition_text(asked->edition, msgid) : msgid;
    const char *place = strstr(text, "%s");
    em_buffer_add(out, text, place ? (size_t)(place - text) : strlen(text));
    if (place) {
        em_buffer_text(out, what);
        em_buffer_text(out, place + 2);
    }
}

static char *sentence(const struct report *report, const struct columns_asked *asked)
{
    struct em_buffer list = {0}, line = {0};
    char *unlisted = names(report, asked, false), *all = names(report, asked, true);
    if (*unlisted)
        fill(&list, asked, N_("%s (of those who did not agree to be listed)"), unlisted);
    if (*all)
        em_buffer_format(&list, "%s%s", list.size ? ", " : "", all);
    em_buffer_text(&line, "");
    if (list.size)
        fill(&line, asked, N_("This list holds private columns: %s."), list.data);
    em_buffer_free(&list);
    free(unlisted);
    free(all);
    return line.data;
}

char *columns_privacy(const struct report *report, const struct columns_asked *asked)
{
    return asked->public_only ? em_strdup("") : sentence(report, asked);
}
