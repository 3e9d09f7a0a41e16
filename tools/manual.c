#include "manual_writer.h"

#include "core/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct manual_out {
    const struct manual_writer *writer;
    void *to;
};

size_t manual_word(const char **text, const char *end)
{
    while (*text < end && (**text == ' ' || **text == '\n'))
        ++*text;
    const char *stop = *text;
    while (stop < end && *stop != ' ' && *stop != '\n')
        stop++;
    return (size_t)(stop - *text);
}

static void paragraphs(const struct manual_out *out, const char *text)
{
    while (*text) {
        const char *gap = strstr(text, "\n\n");
        size_t length = gap ? (size_t)(gap - text) : strlen(text);
        if (strncmp(text, "  ", 2) == 0)
            out->writer->literal(out->to, text, length);
        else
            out->writer->paragraph(out->to, text, length);
        text += length + strspn(text + length, "\n");
    }
}

void manual_put(const struct manual_out *out, const struct manual_item *item)
{
    out->writer->item(out->to, item);
}

static void put_section(const struct manual_out *out, const struct manual_section *section)
{
    if (!section->text && !section->items && !section->more)
        return;
    out->writer->heading(out->to, section->title);
    if (section->text)
        paragraphs(out, section->text);
    for (const struct manual_item *item = section->items; item && item->name; item++)
        manual_put(out, item);
    if (section->more)
        section->more(out);
}

static void section(const struct manual_out *out, const char *title, const char *text,
                    const struct manual_item *items)
{
    put_section(out, &(struct manual_section){.title = title, .text = text, .items = items});
}

static void name(const struct manual_out *out, const struct manual_page *page)
{
    char *line = em_format("%s%s%s - %s", page->program, page->verb ? "-" : "",
                           page->verb ? page->verb : "", page->summary);
    section(out, "NAME", line, NULL);
    free(line);
}

static void synopsis(const struct manual_out *out, const struct manual_page *page)
{
    out->writer->heading(out->to, "SYNOPSIS");
    for (const char *line = page->manual->synopsis; *line;) {
        size_t length = strcspn(line, "\n");
        out->writer->form(out->to, page->program, line, length);
        line += length + (line[length] == '\n');
    }
}

static void exit_status(const struct manual_out *out, const struct manual *manual)
{
    char *not_done = em_format("%s%sOr it could not be done; standard error says why.",
                               manual->no ? manual->no : "", manual->no ? " " : "");
    const struct manual_item rows[] = {
        {"0", NULL, "All is well."},
        {"1", NULL, manual->no ? not_done : "It could not be done; standard error says why."},
        {"2", NULL, "The words of the command are wrong. Nothing was done."},
        {0},
    };
    section(out, "EXIT STATUS", NULL, manual->exits ? manual->exits : rows);
    free(not_done);
}

/* "emarge(1), emarge-merge(1)"; of `emarge` itself, whose verbs stand above, the kiosk's. */
static void see_also(const struct manual_out *out, const struct manual_page *page)
{
    struct em_buffer text = {0};
    const char *verbs = page->manual->see_also ? page->manual->see_also : "";
    const char *end = verbs + strlen(verbs);
    bool itself = strcmp(page->program, "emarge") == 0 && !page->verb;
    em_buffer_text(&text, itself ? "`emarge-kiosk`(1)" : "`emarge`(1)");
    for (size_t length; (length = manual_word(&verbs, end)); verbs += length)
        em_buffer_format(&text, ", `emarge-%.*s`(1)", (int)length, verbs);
    section(out, "SEE ALSO", text.data, NULL);
    em_buffer_free(&text);
}

void manual_walk(const struct manual_writer *writer, void *to, const struct manual_page *page)
{
    const struct manual_out out = {writer, to};
    const struct manual *manual = page->manual;
    writer->begin(to, page);
    name(&out, page);
    synopsis(&out, page);
    section(&out, "DESCRIPTION", manual->description, NULL);
    section(&out, "ARGUMENTS", NULL, manual->arguments);
    section(&out, "OPTIONS", NULL, manual->options);
    for (const struct manual_section *more = manual->sections; more && more->title; more++)
        put_section(&out, more);
    exit_status(&out, manual);
    section(&out, "FILES", NULL, manual->files);
    section(&out, "EXAMPLES", NULL, manual->examples);
    see_also(&out, page);
}
