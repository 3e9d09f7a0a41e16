/* A manual page for a terminal. */
#include "manual_writer.h"

#include <stdbool.h>
#include <string.h>

#define INDENT   2
#define TEXT     24 /* where an item's text begins */
#define NARROWER 8  /* there, on a terminal that has no room for two columns */
#define NARROW   60

enum part { NOTHING, HEADING, FORM, PARAGRAPH, ITEM };

struct page {
    FILE *out;
    int width, column;
    enum part last;
};

static int columns_of(const char *text, size_t length)
{
    int columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

static void put(struct page *page, const char *text, size_t length)
{
    fwrite(text, 1, length, page->out);
    page->column += columns_of(text, length);
}

static void break_line(struct page *page)
{
    fputc('\n', page->out);
    page->column = 0;
}

static void move_to(struct page *page, int column)
{
    while (page->column < column)
        put(page, " ", 1);
}

/* An empty line between parts, but under a heading and between parts that make a list. */
static void begin_part(struct page *page, enum part part)
{
    bool together = page->last == part && part != PARAGRAPH;
    if (page->last != NOTHING && page->last != HEADING && !together)
        break_line(page);
    page->last = part;
}

/* Words from the column `hang` on, in as many lines as they need. */
static void fill(struct page *page, int hang, const char *text, size_t size)
{
    const char *end = text + size;
    for (size_t length; (length = manual_word(&text, end)); text += length) {
        bool fits = page->column + 1 + columns_of(text, length) <= page->width;
        if (page->column > hang && !fits)
            break_line(page);
        move_to(page, page->column > hang ? page->column + 1 : hang);
        put(page, text, length);
    }
    break_line(page);
}

static void begin(void *to, const struct manual_page *of)
{
    (void)to;
    (void)of;
}

static void heading(void *to, const char *title)
{
    struct page *page = to;
    begin_part(page, HEADING);
    put(page, title, strlen(title));
    break_line(page);
}

static void form(void *to, const char *program, const char *line, size_t length)
{
    struct page *page = to;
    begin_part(page, FORM);
    move_to(page, INDENT);
    put(page, program, strlen(program));
    fill(page, INDENT + (int)strlen(program) + 1, line, length);
}

static void paragraph(void *to, const char *text, size_t length)
{
    begin_part(to, PARAGRAPH);
    fill(to, INDENT, text, length);
}

static void literal(void *to, const char *text, size_t length)
{
    struct page *page = to;
    begin_part(page, PARAGRAPH);
    for (const char *end = text + length; text < end;) {
        size_t line = strcspn(text, "\n");
        move_to(page, INDENT);
        put(page, text, line);
        break_line(page);
        text += line + 1;
    }
}

static void item(void *to, const struct manual_item *item)
{
    struct page *page = to;
    int hang = page->width < NARROW ? NARROWER : TEXT;
    begin_part(page, ITEM);
    move_to(page, INDENT);
    put(page, item->name, strlen(item->name));
    if (item->value) {
        put(page, " ", 1);
        put(page, item->value, strlen(item->value));
    }
    if (page->column + 1 > hang)
        break_line(page);
    fill(page, hang, item->text, strlen(item->text));
}

void manual_write_text(FILE *out, const struct manual_page *manual_page, int width)
{
    static const struct manual_writer writer = {begin, heading, form, paragraph, literal, item};
    manual_walk(&writer, &(struct page){.out = out, .width = width}, manual_page);
}
