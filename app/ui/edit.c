#include "ui/edit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define REPLACEMENT 0xFFFD

/* Where graphemes begin and end in a piece of UTF-8, in bytes. Closed before the piece changes. */
struct graphemes {
    UText text;
    UBreakIterator *breaks;
    size_t length;
};

static void graphemes_open(struct graphemes *g, const char *text, size_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    *g = (struct graphemes){.text = UTEXT_INITIALIZER, .length = length};
    utext_openUTF8(&g->text, text, (int64_t)length, &status);
    g->breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
    ubrk_setUText(g->breaks, &g->text, &status);
    if (U_FAILURE(status))
        abort(); /* no memory, or an ICU without its data: nothing on this machine can show text */
}

static void graphemes_close(struct graphemes *g)
{
    ubrk_close(g->breaks);
    utext_close(&g->text);
}

static size_t boundary_before(const struct graphemes *g, size_t offset)
{
    int32_t at = ubrk_preceding(g->breaks, (int32_t)offset);
    return at == UBRK_DONE ? 0 : (size_t)at;
}

static size_t boundary_after(const struct graphemes *g, size_t offset)
{
    int32_t at = ubrk_following(g->breaks, (int32_t)offset);
    return at == UBRK_DONE ? g->length : (size_t)at;
}

static bool is_boundary(const struct graphemes *g, size_t offset)
{
    return offset == 0 || offset >= g->length || ubrk_isBoundary(g->breaks, (int32_t)offset);
}

static size_t count_graphemes(const char *text, size_t length)
{
    struct graphemes g;
    graphemes_open(&g, text, length);
    size_t count = 0;
    while (ubrk_next(g.breaks) != UBRK_DONE)
        count++;
    graphemes_close(&g);
    return count;
}

/* The end of `text` without its last `graphemes` graphemes. */
static size_t cut_back(const char *text, size_t length, size_t graphemes)
{
    struct graphemes g;
    graphemes_open(&g, text, length);
    for (; graphemes > 0 && length > 0; graphemes--)
        length = boundary_before(&g, length);
    graphemes_close(&g);
    return length;
}

/* The last boundary that is not behind `limit`. */
static size_t cut_at(const char *text, size_t length, size_t limit)
{
    if (length <= limit)
        return length;
    struct graphemes g;
    graphemes_open(&g, text, length);
    size_t cut = is_boundary(&g, limit) ? limit : boundary_before(&g, limit);
    graphemes_close(&g);
    return cut;
}

/* What is kept of a code point: itself, U+FFFD, a space, or -1 for nothing. */
static UChar32 kept(UChar32 c)
{
    if (c < 0 || U_IS_UNICODE_NONCHAR(c))
        return REPLACEMENT;
    if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
        return ' ';
    bool embeds = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    bool byte_order_mark = c == 0xFEFF;
    return u_charType(c) == U_CONTROL_CHAR || embeds || byte_order_mark ? -1 : c;
}

struct clean {
    char text[UI_EDIT_BYTES + U8_MAX_LENGTH];
    size_t length;
    bool more; /* there was more than a field can ever hold */
};

static void clean_bytes(struct clean *clean, const char *bytes, size_t length)
{
    UChar32 before = 0;
    for (size_t i = 0; i < length;) {
        UChar32 c;
        U8_NEXT(bytes, i, length, c);
        bool second_half_of_break = c == '\n' && before == '\r';
        before = c;
        UChar32 keep = second_half_of_break ? -1 : kept(c);
        if (keep < 0)
            continue;
        if (clean->length >= UI_EDIT_BYTES) {
            clean->more = true;
            return;
        }
        U8_APPEND_UNSAFE(clean->text, clean->length, keep);
    }
}

/* The edit's text with the first `length` bytes of `clean` at the caret. Returns its length. */
static size_t splice(char out[UI_EDIT_BYTES], const struct ui_edit *edit, const struct clean *clean,
                     size_t length)
{
    size_t old = strlen(edit->text);
    assert(old + length < UI_EDIT_BYTES);
    memcpy(out, edit->text, edit->caret);
    memcpy(out + edit->caret, clean->text, length);
    memcpy(out + edit->caret + length, edit->text + edit->caret, old - edit->caret + 1);
    return old + length;
}

/* Text was changed before the caret or behind it, which can join graphemes over it: an e typed
 * before a combining accent, what stood on both sides of a deleted letter. The caret goes behind
 * the joined one. */
static void settle_caret(struct ui_edit *edit)
{
    struct graphemes g;
    graphemes_open(&g, edit->text, strlen(edit->text));
    if (!is_boundary(&g, edit->caret))
        edit->caret = boundary_after(&g, edit->caret);
    graphemes_close(&g);
}

static void remove_bytes(struct ui_edit *edit, size_t from, size_t to)
{
    memmove(edit->text + from, edit->text + to, strlen(edit->text + to) + 1);
    edit->caret = from;
    edit->overflow = false;
    settle_caret(edit);
}

/* The boundaries around the caret; the ends of the text where there is none. */
static size_t before_caret(const struct ui_edit *edit)
{
    struct graphemes g;
    graphemes_open(&g, edit->text, strlen(edit->text));
    size_t at = boundary_before(&g, edit->caret);
    graphemes_close(&g);
    return at;
}

static size_t after_caret(const struct ui_edit *edit)
{
    struct graphemes g;
    graphemes_open(&g, edit->text, strlen(edit->text));
    size_t at = boundary_after(&g, edit->caret);
    graphemes_close(&g);
    return at;
}

void ui_edit_clear(struct ui_edit *edit)
{
    *edit = (struct ui_edit){0};
}

void ui_edit_set(struct ui_edit *edit, const char *text)
{
    struct ui_edit fresh = {0};
    ui_edit_insert(&fresh, text, strlen(text));
    *edit = fresh;
}

void ui_edit_insert(struct ui_edit *edit, const char *text, size_t length)
{
    struct clean clean = {0};
    clean_bytes(&clean, text, length);
    size_t room = UI_EDIT_BYTES - 1 - strlen(edit->text);
    size_t taken = cut_at(clean.text, clean.length, room);
    char joined[UI_EDIT_BYTES];
    size_t total, graphemes;
    for (;;) {
        total = splice(joined, edit, &clean, taken);
        graphemes = count_graphemes(joined, total);
        if (graphemes <= UI_EDIT_GRAPHEMES || taken == 0)
            break;
        taken = cut_back(clean.text, taken, graphemes - UI_EDIT_GRAPHEMES);
    }
    memcpy(edit->text, joined, total + 1);
    edit->caret += taken;
    edit->overflow = clean.more || taken < clean.length;
    settle_caret(edit);
}

void ui_edit_backspace(struct ui_edit *edit)
{
    remove_bytes(edit, before_caret(edit), edit->caret);
}

void ui_edit_delete(struct ui_edit *edit)
{
    remove_bytes(edit, edit->caret, after_caret(edit));
}

void ui_edit_left(struct ui_edit *edit)
{
    edit->caret = before_caret(edit);
}

void ui_edit_right(struct ui_edit *edit)
{
    edit->caret = after_caret(edit);
}

void ui_edit_home(struct ui_edit *edit)
{
    edit->caret = 0;
}

void ui_edit_end(struct ui_edit *edit)
{
    edit->caret = strlen(edit->text);
}
