#include "core/words.h"

#include "core/memory.h"
#include "core/words_icu.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* More than anybody types or pastes on purpose; it keeps ICU's 32-bit lengths far away. */
#define CLEAN_LIMIT ((size_t)1 << 20)

/* ---- cleaning ---- */

static bool is_break(UChar32 c)
{
    return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* What may turn the text around it, or is nothing at all. */
static bool vanishes(UChar32 c)
{
    return u_charType(c) == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Removes in place what no person meant; returns the new length. */
static int32_t keep_meant(UChar *text, int32_t units)
{
    int32_t used = 0;
    bool after_break = false;
    for (int32_t at = 0; at < units;) {
        UChar32 c;
        U16_NEXT(text, at, units, c);
        bool breaks = is_break(c);
        if (breaks ? after_break : vanishes(c))
            continue;
        if (breaks)
            c = ' ';
        else if (U_IS_UNICODE_NONCHAR(c))
            c = 0xFFFD;
        after_break = breaks;
        U16_APPEND_UNSAFE(text, used, c);
    }
    return used;
}

static int32_t limit_marks(UChar *text, int32_t units)
{
    int32_t used = 0, marks = 0;
    for (int32_t at = 0; at < units;) {
        UChar32 c;
        U16_NEXT(text, at, units, c);
        marks = U_GET_GC_MASK(c) & U_GC_M_MASK ? marks + 1 : 0;
        if (marks <= WORDS_MARKS_MAX)
            U16_APPEND_UNSAFE(text, used, c);
    }
    return used;
}

/* Cuts text to what fits into size bytes, at a grapheme boundary; false when something was lost. */
static bool cut_to_fit(char *text, size_t size)
{
    if (strlen(text) < size)
        return true;
    size_t after = size; /* where the first character that cannot stay ends, or begins */
    while (U8_IS_TRAIL(text[after]))
        after++;
    text[words_previous_grapheme(text, after)] = '\0';
    return false;
}

bool words_clean(char *out, size_t size, const char *text, size_t length)
{
    assert(size > 0);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *compose = unorm2_getNFCInstance(&status);
    words_must(status);
    int32_t units;
    bool whole = length <= CLEAN_LIMIT;
    UChar *raw = words_utf16(text, whole ? length : CLEAN_LIMIT, &units);
    units = keep_meant(raw, units);
    UChar *composed = words_normalized(compose, raw, &units);
    units = limit_marks(composed, units);
    size_t clean_size = (size_t)units * 3 + 1;
    char *clean = em_alloc(clean_size);
    words_utf8(clean, clean_size, composed, units);
    whole = cut_to_fit(clean, size) && whole;
    strcpy(out, clean);
    free(clean);
    free(composed);
    free(raw);
    return whole;
}

/* ---- graphemes ---- */

struct graphemes {
    UText *text;
    UBreakIterator *breaks;
};

static struct graphemes graphemes_open(const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    struct graphemes graphemes;
    graphemes.text = utext_openUTF8(NULL, text, -1, &status);
    graphemes.breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &status);
    ubrk_setUText(graphemes.breaks, graphemes.text, &status);
    words_must(status);
    return graphemes;
}

static void graphemes_close(struct graphemes *graphemes)
{
    ubrk_close(graphemes->breaks);
    utext_close(graphemes->text);
}

size_t words_next_grapheme(const char *text, size_t at)
{
    size_t length = strlen(text);
    if (at >= length)
        return length;
    struct graphemes graphemes = graphemes_open(text);
    int32_t next = ubrk_following(graphemes.breaks, (int32_t)at);
    graphemes_close(&graphemes);
    return next == UBRK_DONE ? length : (size_t)next;
}

size_t words_previous_grapheme(const char *text, size_t at)
{
    size_t length = strlen(text);
    if (at == 0)
        return 0;
    struct graphemes graphemes = graphemes_open(text);
    int32_t previous = ubrk_preceding(graphemes.breaks, (int32_t)(at < length ? at : length));
    graphemes_close(&graphemes);
    return previous == UBRK_DONE ? 0 : (size_t)previous;
}

size_t words_graphemes(const char *text)
{
    struct graphemes graphemes = graphemes_open(text);
    size_t count = 0;
    while (ubrk_next(graphemes.breaks) != UBRK_DONE)
        count++;
    graphemes_close(&graphemes);
    return count;
}
