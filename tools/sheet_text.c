#include "sheet_text.h"

#include "core/words.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* What begins a formula: also in the full width of East Asian keyboards. */
static bool is_sign(UChar32 c)
{
    switch (c) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D:
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/* What a spreadsheet may pass by on its way to the sign; a quote opens the cell anew. */
static bool is_passed_by(UChar32 c)
{
    return c == '"' || u_isUWhiteSpace(c) ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static bool is_formula(const char *text)
{
    UChar32 c;
    int32_t at = 0;
    unsigned char first = (unsigned char)*text;
    if (first > ' ' && first < 0x7F && first != '"') /* as most cells begin */
        return is_sign(first);
    do
        U8_NEXT(text, at, -1, c);
    while (c > 0 && is_passed_by(c));
    return is_sign(c);
}

/* Nothing in it separates, hides or is a formula: nearly every cell. */
static bool is_tame(const char *text)
{
    UChar32 c, before = 0;
    if (is_formula(text))
        return false;
    for (int32_t at = 0; text[at]; before = c) {
        c = (unsigned char)text[at];
        if (c >= 0x20 && c < 0x7F && c != ';' && c != '|') {
            at++;
            continue;
        }
        U8_NEXT(text, at, -1, c);
        if (c < 0x80 || words_hides(c, before))
            return false;
    }
    return true;
}

static void rewrite(const char *text, struct em_buffer *out)
{
    UChar32 c, before = 0;
    bool begins = true;
    for (int32_t at = 0, from = 0; text[from]; from = at) {
        if (begins && is_formula(text + from))
            em_buffer_text(out, "'");
        U8_NEXT(text, at, -1, c);
        bool separates = c > 0 && c < 0x7F && strchr(SHEET_SEPARATORS, c);
        if (words_hides(c, before) && !separates)
            em_buffer_text(out, "\uFFFD");
        else
            em_buffer_add(out, text + from, (size_t)(at - from));
        begins = separates;
        before = c;
    }
}

const char *sheet_text(const char *text, struct em_buffer *scratch)
{
    if (is_tame(text))
        return text;
    scratch->size = 0;
    rewrite(text, scratch);
    return strcmp(text, scratch->data) == 0 ? text : scratch->data;
}
