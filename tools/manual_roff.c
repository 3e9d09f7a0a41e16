/* A manual page in roff, with the macros that groff and mandoc share: man(7). */
#include "manual_writer.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define WIDTH 72 /* of source lines; people read these too */

struct page {
    FILE *out;
    size_t column;
    bool bold;
    bool headed; /* a heading is what came before */
};

/* What roff would read, or show as a typographer's sign where a letter was meant. */
static const char *escape_of(char c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '"':
        return "\\(dq";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

/* The code point at `text`, which is UTF-8 of ours; moves on behind it. */
static uint32_t next_code_point(const char **text)
{
    const unsigned char *byte = (const unsigned char *)*text;
    int more = *byte >= 0xF0 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    uint32_t point = more ? *byte & (0x3Fu >> more) : *byte;
    for (int i = 1; i <= more; i++)
        point = point << 6 | (byte[i] & 0x3Fu);
    *text += 1 + more;
    return point;
}

static void put_letter(struct page *page, const char **text)
{
    const char *escape = escape_of(**text);
    uint32_t point = next_code_point(text);
    if (escape)
        page->column += (size_t)fprintf(page->out, "%s", escape);
    else if (point < 0x80)
        page->column += (size_t)(fputc((int)point, page->out) != EOF);
    else
        page->column += (size_t)fprintf(page->out, "\\[u%04X]", (unsigned)point);
}

static void put(struct page *page, const char *text, size_t length)
{
    for (const char *end = text + length; text < end;) {
        if (*text != '`') {
            put_letter(page, &text);
            continue;
        }
        page->bold = !page->bold;
        page->column += (size_t)fprintf(page->out, page->bold ? "\\fB" : "\\fR");
        text++;
    }
}

static void put_in(struct page *page, const char *font, const char *text, size_t length)
{
    fputs(font, page->out);
    put(page, text, length);
    fputs("\\fR", page->out);
}

static void break_line(struct page *page)
{
    if (page->column)
        fputc('\n', page->out);
    page->column = 0;
}

static bool ends_sentence(const char *word, size_t length)
{
    while (length && strchr(")`", word[length - 1]))
        length--;
    return length && strchr(".?!", word[length - 1]);
}

/* A new sentence begins a new line, by which roff knows it. */
static void fill(struct page *page, const char *text, size_t size)
{
    const char *end = text + size;
    for (size_t length; (length = manual_word(&text, end)); text += length) {
        if (page->column + 1 + length > WIDTH)
            break_line(page);
        if (page->column)
            page->column += (size_t)(fputc(' ', page->out) != EOF);
        else if (*text == '.') /* no request of roff's; an apostrophe is escaped anyway */
            page->column += (size_t)fprintf(page->out, "\\&");
        put(page, text, length);
        if (ends_sentence(text, length))
            break_line(page);
    }
    break_line(page);
}

static void put_capitals(struct page *page, const char *text)
{
    for (; *text; text++) {
        char capital = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
        put(page, &capital, 1);
    }
}

/* No hyphenation and no justified lines: commands are to be read to the letter. */
static void begin(void *to, const struct manual_page *of)
{
    struct page *page = to;
    fputs(".TH ", page->out);
    put_capitals(page, of->program);
    if (of->verb) {
        put(page, "-", 1);
        put_capitals(page, of->verb);
    }
    fprintf(page->out, " 1 \"%s\" \"emarge " EM_VERSION "\" \"emarge\"\n.nh\n.ad l\n",
            of->date ? of->date : "");
    page->column = 0;
}

static void heading(void *to, const char *title)
{
    struct page *page = to;
    fprintf(page->out, ".SH %s\n", title);
    page->headed = true;
}

static void form(void *to, const char *program, const char *line, size_t length)
{
    struct page *page = to;
    fputs(".HP 4\n", page->out);
    page->headed = false;
    put_in(page, "\\fB", program, strlen(program));
    fill(page, line, length);
}

static void begin_paragraph(struct page *page)
{
    if (!page->headed) /* which begins one itself */
        fputs(".PP\n", page->out);
    page->headed = false;
}

static void paragraph(void *to, const char *text, size_t length)
{
    struct page *page = to;
    begin_paragraph(page);
    fill(page, text, length);
}

static void literal(void *to, const char *text, size_t length)
{
    struct page *page = to;
    begin_paragraph(page);
    fputs(".nf\n", page->out);
    for (const char *end = text + length; text < end;) {
        size_t line = strcspn(text, "\n");
        put(page, text, line);
        break_line(page);
        text += line + 1;
    }
    fputs(".fi\n", page->out);
}

static void item(void *to, const struct manual_item *item)
{
    struct page *page = to;
    fputs(".TP\n", page->out);
    page->headed = false;
    put_in(page, "\\fB", item->name, strlen(item->name));
    if (item->value) {
        fputc(' ', page->out);
        put_in(page, "\\fI", item->value, strlen(item->value));
    }
    fputc('\n', page->out);
    page->column = 0;
    fill(page, item->text, strlen(item->text));
}

void manual_write_roff(FILE *out, const struct manual_page *manual_page)
{
    static const struct manual_writer writer = {begin, heading, form, paragraph, literal, item};
    manual_walk(&writer, &(struct page){.out = out}, manual_page);
}
