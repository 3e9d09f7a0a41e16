#include "report_page.h"

#include "core/clock.h"
#include "core/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const struct report_page *page, const char *msgid)
{
    return edition_text(page->writing->edition, msgid);
}

static char *event_line(const struct report_page *page)
{
    const struct edition *edition = page->writing->edition;
    char *place = edition_line(edition);
    char *line = em_format("%s · %s", edition->pack->texts[edition->index].name, place);
    char *seen = words_visible(line);
    free(place);
    free(line);
    return seen;
}

static char *as_of_line(const struct report_page *page)
{
    char at[EM_TIME_SIZE];
    if (page->writing->newest_us <= 0)
        return em_strdup("");
    em_time_format(page->writing->newest_us, at);
    char *when = report_page_text(page->writing->edition, CELL_TIME, at);
    char *line = edition_fill(page->writing->edition, N_("As of {when}"), "when", when, NULL);
    free(when);
    return line;
}

static char *left_out_line(const struct report_page *page)
{
    const struct report *report = page->writing->report;
    struct em_buffer names = {0};
    for (size_t i = 0; i < report->column_count; i++)
        if (report->columns[i].place == COLUMN_DATA)
            em_buffer_format(&names, "%s%s", names.size ? ", " : "",
                             text_of(page, report->columns[i].title));
    char *line = names.size ? edition_fill(page->writing->edition,
                                           N_("Not shown here, but in the formats for programs: "
                                              "{columns}."),
                                           "columns", names.data, NULL)
                            : em_strdup("");
    em_buffer_free(&names);
    return line;
}

void report_page_open(struct report_page *page, const struct writing *writing)
{
    const struct report *report = writing->report;
    *page = (struct report_page){.writing = writing};
    page->title = text_of(page, report->title);
    page->event = event_line(page);
    page->as_of = as_of_line(page);
    page->privacy = words_visible(writing->privacy);
    page->left_out = left_out_line(page);
    for (size_t i = 0; i < report->column_count; i++)
        if (report->columns[i].place == COLUMN_ROW) {
            assert(page->count < REPORT_PAGE_COLUMNS);
            page->indices[page->count] = i;
            page->columns[page->count++] = &report->columns[i];
        }
}

void report_page_close(struct report_page *page)
{
    free(page->event);
    free(page->as_of);
    free(page->privacy);
    free(page->left_out);
    free(page->group);
    *page = (struct report_page){0};
}

void report_page_again(struct report_page *page)
{
    free(page->group);
    page->group = NULL;
}

bool report_page_begins_group(struct report_page *page, const char *const *cells)
{
    int group = page->writing->report->group;
    if (group == REPORT_NO_GROUP || (page->group && strcmp(page->group, cells[group]) == 0))
        return false;
    free(page->group);
    page->group = em_strdup(cells[group]);
    return true;
}

static char *page_text(const struct report_page *page, size_t index, const char *const *cells)
{
    const struct writing *writing = page->writing;
    return report_page_text(writing->edition, writing->report->columns[index].type, cells[index]);
}

/* The column that names a group: the first that is the same in all of it; if that is empty, the one
 * by which they are grouped. */
static size_t naming_column(const struct report_page *page, const char *const *cells)
{
    const struct report *report = page->writing->report;
    for (size_t i = 0; i < report->column_count; i++)
        if (report->columns[i].place == COLUMN_GROUP && *cells[i])
            return i;
    return (size_t)report->group;
}

char *report_page_group_name(const struct report_page *page, const char *const *cells)
{
    return page_text(page, naming_column(page, cells), cells);
}

char *report_page_group_line(const struct report_page *page, const char *const *cells)
{
    const struct report *report = page->writing->report;
    size_t name = naming_column(page, cells);
    struct em_buffer line = {0};
    em_buffer_text(&line, "");
    for (size_t i = 0; i < report->column_count; i++) {
        if (report->columns[i].place != COLUMN_GROUP || i == name || !*cells[i])
            continue;
        char *text = page_text(page, i, cells);
        char *item = edition_fill(page->writing->edition, N_("{title}: {value}"), "title",
                                  text_of(page, report->columns[i].title), "value", text, NULL);
        em_buffer_format(&line, "%s%s", line.size ? " · " : "", item);
        free(item);
        free(text);
    }
    return line.data;
}

char *report_page_cell(const struct report_page *page, size_t column, const char *const *cells)
{
    assert(column < page->count);
    return page_text(page, page->indices[column], cells);
}

const char *report_page_column_title(const struct report_page *page, size_t column)
{
    assert(column < page->count);
    return text_of(page, page->columns[column]->title);
}
