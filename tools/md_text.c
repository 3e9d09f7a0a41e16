#include "md_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define JOINER 0x200D

/* "&amp;" and the like; the ampersand of "Smith & Sons" stays as it is. */
static bool is_reference(const char *at)
{
    size_t size = 1;
    while (isalnum((unsigned char)at[size]) || (size == 1 && at[size] == '#'))
        size++;
    return size > 1 && at[size] == ';';
}

/* Where a link would begin by itself: "http://", "www.", "ana@example.org". */
static bool begins_link(const char *start, const char *at)
{
    return *at == '@' || (*at == ':' && at[1] == '/' && at[2] == '/') ||
           (*at == '.' && at - start >= 3 && strncasecmp(at - 3, "www", 3) == 0);
}

void md_text(struct em_buffer *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        if (strchr("\\`*_[]<>|~$#", *at) || (*at == '&' && is_reference(at)) ||
            begins_link(text, at))
            em_buffer_text(out, "\\");
        em_buffer_add(out, at, 1);
    }
}

static int columns_of(UChar32 c, UChar32 before)
{
    int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
        before == JOINER || u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER))
        return 0;
    int32_t syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO)
        return 0;
    int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t md_width(const char *text)
{
    size_t columns = 0;
    UChar32 c, before = 0;
    for (int32_t at = 0; text[at]; before = c) {
        U8_NEXT(text, at, -1, c);
        columns += (size_t)columns_of(c, before);
    }
    return columns;
}
