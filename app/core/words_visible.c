/* What a list shows of a text that may be anything. */
#include "core/memory.h"
#include "core/words.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define CGJ             0x034F
#define NON_JOINER      0x200C
#define JOINER          0x200D
#define LEFT_TO_RIGHT   0x200E
#define RIGHT_TO_LEFT   0x200F
#define ARABIC_LETTER   0x061C
#define EMOJI_PRESENTED 0xFE0F
#define TAG_FIRST       0xE0020
#define TAG_LAST        0xE007F
#define NOTE_FIRST      0xFFF9
#define NOTE_LAST       0xFFFB

static bool is_tag(UChar32 c)
{
    return c >= TAG_FIRST && c <= TAG_LAST;
}

static bool is_pictograph(UChar32 c)
{
    return c == EMOJI_PRESENTED || u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER);
}

/* Letters and marks of the scripts that shape them; no Latin letter is joined by anything. */
static bool is_shaped(UChar32 c)
{
    int8_t type = u_charType(c);
    return c >= 0x300 &&
           (u_isalpha(c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK);
}

/* Whether an ignorable character does something behind the one before it. */
static bool does_something(UChar32 c, UChar32 before)
{
    if (c == LEFT_TO_RIGHT || c == RIGHT_TO_LEFT || c == ARABIC_LETTER)
        return true;
    if (c == JOINER || c == NON_JOINER || c == CGJ)
        return is_shaped(before) || (c == JOINER && is_pictograph(before));
    if (is_tag(c))
        return is_pictograph(before) || is_tag(before);
    return u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) && u_isgraph(before) &&
           !u_hasBinaryProperty(before, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool words_hides(int32_t c, int32_t before)
{
    if (c >= 0x20 && c < 0x7F)
        return false;
    if (c < 0 || u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029 ||
        (c >= NOTE_FIRST && c <= NOTE_LAST) || U_IS_UNICODE_NONCHAR(c))
        return true;
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !does_something(c, before);
}

char *words_visible(const char *text)
{
    struct em_buffer out = {0};
    int32_t length = (int32_t)strlen(text);
    UChar32 before = 0;
    em_buffer_text(&out, "");
    for (int32_t at = 0, from = 0; at < length; from = at) {
        UChar32 c;
        U8_NEXT(text, at, length, c);
        if (c == '\t' || c == '\n' || c == '\r')
            em_buffer_text(&out, " ");
        else if (words_hides(c, before))
            em_buffer_text(&out, "\uFFFD");
        else
            em_buffer_add(&out, text + from, (size_t)(at - from));
        before = c;
    }
    return out.data;
}
