#include "manual_writer.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct walk {
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

static void paragraphs(const struct walk *walk, const char *text)
{
    while (*text) {
        const char *gap = strstr(text, "\n\n");
        size_t length = gap ? (size_t)(gap - text) : strlen(text);
        if (strncmp(text, "  ", 2) == 0)
            walk->writer->literal(walk->to, text, length);
        else
            walk->writer->paragraph(walk->to, text, length);
        text += length + strspn(text + length, "\n");
    }
}

static void items(const struct walk *walk, const struct manual_item *item)
{
    for (; item && item->name; item++)
        walk->writer->item(walk->to, item);
}

static void section(const struct walk *walk, const char *title, const char *text,
                    const struct manual_item *rows)
{
    if (!text && !rows)
        return;
    walk->writer->heading(walk->to, title);
    if (text)
        paragraphs(walk, text);
    items(walk, rows);
}

static void name(const struct walk *walk, const struct manual_page *page)
{
    char *line = em_format("%s%s%s - %s", page->program, page->verb ? "-" : "",
                           page->verb ? page->verb : "", page->summary);
    section(walk, "NAME", line, NULL);
    free(line);
}

static void synopsis(const struct walk *walk, const struct manual_page *page)
{
    walk->writer->heading(walk->to, "SYNOPSIS");
    for (const char *line = page->manual->synopsis; *line;) {
        size_t length = strcspn(line, "\n");
        walk->writer->form(walk->to, page->program, line, length);
        line += length + (line[length] == '\n');
    }
}

static void exit_status(const struct walk *walk, const struct manual *manual)
{
    char *not_done = em_format("%s%sOr it could not be done; standard error says why.",
                               manual->no ? manual->no : "", manual->no ? " " : "");
    const struct manual_item rows[] = {
        {"0", NULL, "All is well."},
        {"1", NULL, manual->no ? not_done : "It could not be done; standard error says why."},
        {"2", NULL, "The words of the command are wrong. Nothing was done."},
        {0},
    };
    section(walk, "EXIT STATUS", NULL, manual->exits ? manual->exits : rows);
    free(not_done);
}

/* "emarge-merge(1), emarge-verify(1)" */
static void see_also(const struct walk *walk, const struct manual_page *page)
{
    struct em_buffer text = {0};
    const char *verbs = page->manual->see_also ? page->manual->see_also : "";
    const char *end = verbs + strlen(verbs);
    em_buffer_format(&text, "%s(1)", page->verb ? "`emarge`" : "`emarge-kiosk`");
    for (size_t length; (length = manual_word(&verbs, end)); verbs += length)
        em_buffer_format(&text, ", `emarge-%.*s`(1)", (int)length, verbs);
    section(walk, "SEE ALSO", text.data, NULL);
    em_buffer_free(&text);
}

void manual_walk(const struct manual_writer *writer, void *to, const struct manual_page *page)
{
    const struct walk walk = {writer, to};
    const struct manual *manual = page->manual;
    writer->begin(to, page);
    name(&walk, page);
    synopsis(&walk, page);
    section(&walk, "DESCRIPTION", manual->description, NULL);
    section(&walk, "ARGUMENTS", NULL, manual->arguments);
    section(&walk, "OPTIONS", NULL, manual->options);
    for (const struct manual_section *more = manual->sections; more && more->title; more++)
        section(&walk, more->title, more->text, more->items);
    exit_status(&walk, manual);
    section(&walk, "FILES", NULL, manual->files);
    section(&walk, "EXAMPLES", NULL, manual->examples);
    see_also(&walk, page);
}
