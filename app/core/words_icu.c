#include "core/words_icu.h"

#include "core/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

void words_must(UErrorCode status)
{
    if (U_FAILURE(status))
        abort();
}

UChar *words_utf16(const char *text, size_t length, int32_t *units)
{
    UChar *out = em_alloc((length + 1) * sizeof *out); /* never more units than bytes */
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(out, (int32_t)length + 1, units, text, (int32_t)length, 0xFFFD, NULL,
                         &status);
    words_must(status);
    return out;
}

void words_utf8(char *out, size_t size, const UChar *text, int32_t units)
{
    assert(size > 0);
    size_t used = 0;
    for (int32_t at = 0; at < units;) {
        UChar32 c;
        U16_NEXT(text, at, units, c);
        if (U_IS_SURROGATE(c))
            c = 0xFFFD;
        if (used + U8_LENGTH(c) >= size)
            break;
        U8_APPEND_UNSAFE(out, used, c);
    }
    out[used] = '\0';
}

void words_locale(char out[WORDS_LOCALE_SIZE], const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *tag = strcmp(language, "en") == 0 ? "en-GB" : language;
    uloc_forLanguageTag(tag, out, WORDS_LOCALE_SIZE, NULL, &status);
    if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING)
        uloc_setKeywordValue("calendar", "gregorian", out, WORDS_LOCALE_SIZE, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        out[0] = '\0';
}

UChar *words_normalized(const UNormalizer2 *normalizer, const UChar *text, int32_t *units)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = *units * 3 + 1; /* enough for nearly any text: it is normalised once, then */
    UChar *out = em_alloc((size_t)room * sizeof *out);
    int32_t needed = unorm2_normalize(normalizer, text, *units, out, room, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        out = em_realloc(out, ((size_t)needed + 1) * sizeof *out);
        needed = unorm2_normalize(normalizer, text, *units, out, needed + 1, &status);
    }
    *units = needed;
    words_must(status);
    return out;
}
