#include "ui/ui_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct ui_breaker {
    UBreakIterator *lines, *graphemes;
};

/* One text being broken: the ends of what is looked at, and what it is measured with. */
struct wrapping {
    struct ui_breaker *breaker;
    const struct ui_metrics *metrics;
    struct ui_font font;
    const char *text;
    int width;
    struct ui_line *lines;
    size_t count, capacity;
    size_t usual; /* bytes of the line before: how much is worth trying at once */
};

static UBreakIterator *open_iterator(UBreakIteratorType type)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(type, "", NULL, 0, &status);
    if (U_FAILURE(status)) /* ICU's data is missing: an installation that cannot work at all */
        abort();
    return iterator;
}

struct ui_breaker *ui_breaker_new(void)
{
    struct ui_breaker *breaker = malloc(sizeof *breaker);
    if (breaker == NULL)
        abort();
    breaker->lines = open_iterator(UBRK_LINE);
    breaker->graphemes = open_iterator(UBRK_CHARACTER);
    return breaker;
}

void ui_breaker_free(struct ui_breaker *breaker)
{
    if (breaker == NULL)
        return;
    ubrk_close(breaker->lines);
    ubrk_close(breaker->graphemes);
    free(breaker);
}

/* The iterators keep a shallow copy of the UText; the bytes must stay while they are used. */
void ui_breaker_set(struct ui_breaker *breaker, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    UText units = UTEXT_INITIALIZER;
    utext_openUTF8(&units, text, (int64_t)strlen(text), &status);
    ubrk_setUText(breaker->lines, &units, &status);
    ubrk_setUText(breaker->graphemes, &units, &status);
    utext_close(&units);
    if (U_FAILURE(status))
        abort();
}

size_t ui_break_grapheme(struct ui_breaker *breaker, size_t at)
{
    int32_t next = ubrk_following(breaker->graphemes, (int32_t)at);
    assert(next != UBRK_DONE);
    return (size_t)next;
}

static size_t without_spaces(const char *text, size_t from, size_t to)
{
    while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\n'))
        to--;
    return to;
}

static int measure(const struct wrapping *w, size_t from, size_t to)
{
    to = without_spaces(w->text, from, to);
    return w->metrics->width(w->metrics->context, w->font, w->text + from, to - from);
}

static void add_line(struct wrapping *w, size_t from, size_t to)
{
    if (w->count < w->capacity)
        w->lines[w->count] =
            (struct ui_line){from, without_spaces(w->text, from, to), measure(w, from, to)};
    w->count++;
    w->usual = to - from;
}

/* The last boundary of the iterator after `from` up to which the text still fits; `from` if none.
 */
static size_t last_fitting(const struct wrapping *w, UBreakIterator *iterator, size_t from,
                           size_t end)
{
    size_t best = from;
    for (int32_t at = ubrk_following(iterator, (int32_t)from); at != UBRK_DONE && (size_t)at <= end;
         at = ubrk_next(iterator)) {
        if (measure(w, from, (size_t)at) > w->width)
            break;
        best = (size_t)at;
    }
    return best;
}

static size_t line_end(const struct wrapping *w, size_t from, size_t end)
{
    /* Shaping all that is left is only worth it when it may well fit. */
    if ((w->usual == 0 || end - from <= 2 * w->usual) && measure(w, from, end) <= w->width)
        return end;
    size_t to = last_fitting(w, w->breaker->lines, from, end);
    if (to == from)
        to = last_fitting(w, w->breaker->graphemes, from, end);
    if (to == from)
        to = ui_break_grapheme(w->breaker, from);
    while (to < end && w->text[to] == ' ') /* no line begins with the space after a broken word */
        to++;
    return to;
}

static void break_paragraph(struct wrapping *w, size_t from, size_t end)
{
    if (from == end)
        add_line(w, from, end);
    while (from < end) {
        size_t to = line_end(w, from, end);
        add_line(w, from, to);
        from = to;
    }
}

size_t ui_break_lines(struct ui_breaker *breaker, const struct ui_metrics *metrics,
                      struct ui_font font, const char *text, int width, struct ui_line *lines,
                      size_t capacity)
{
    struct wrapping w = {.breaker = breaker,
                         .metrics = metrics,
                         .font = font,
                         .text = text,
                         .width = width,
                         .lines = lines,
                         .capacity = capacity};
    if (*text == '\0')
        return 0;
    ui_breaker_set(breaker, text);
    for (const char *from = text;;) {
        const char *end = strchrnul(from, '\n');
        break_paragraph(&w, (size_t)(from - text), (size_t)(end - text));
        if (*end == '\0')
            return w.count;
        from = end + 1;
    }
}

int ui_break_widest(struct ui_breaker *breaker, const struct ui_metrics *metrics,
                    struct ui_font font, const char *text)
{
    struct wrapping w = {.metrics = metrics, .font = font, .text = text};
    int widest = 0;
    ui_breaker_set(breaker, text);
    size_t from = 0;
    for (int32_t at = ubrk_next(breaker->lines); at != UBRK_DONE; at = ubrk_next(breaker->lines)) {
        int width = measure(&w, from, (size_t)at);
        widest = width > widest ? width : widest;
        from = (size_t)at;
    }
    return widest;
}

size_t ui_wrap(const struct ui_metrics *metrics, struct ui_font font, const char *text, int width,
               struct ui_line *lines, size_t capacity)
{
    struct ui_breaker *breaker = ui_breaker_new();
    size_t count = ui_break_lines(breaker, metrics, font, text, width, lines, capacity);
    ui_breaker_free(breaker);
    return count;
}

int ui_widest_word(const struct ui_metrics *metrics, struct ui_font font, const char *text)
{
    struct ui_breaker *breaker = ui_breaker_new();
    int widest = ui_break_widest(breaker, metrics, font, text);
    ui_breaker_free(breaker);
    return widest;
}
