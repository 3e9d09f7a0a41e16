/* Folding and matching: how a list is searched by what a visitor types. */
#include "core/words.h"

#include "core/memory.h"
#include "core/words_icu.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

/* Letters that Unicode does not decompose, and what people type for them on a keyboard that lacks
 * them. Sorted. */
static const struct {
    UChar letter;
    UChar typed[3];
} plain_letters[] = {
    {0x00E6, u"ae"},     /* æ */
    {0x00F0, u"d"},      /* ð */
    {0x00F8, u"o"},      /* ø */
    {0x00FE, u"th"},     /* þ */
    {0x0111, u"d"},      /* đ */
    {0x0127, u"h"},      /* ħ */
    {0x0131, u"i"},      /* ı */
    {0x0142, u"l"},      /* ł */
    {0x014B, u"ng"},     /* ŋ */
    {0x0153, u"oe"},     /* œ */
    {0x0167, u"t"},      /* ŧ */
    {0x0259, u"e"},      /* ə */
    {0x0629, u"\u0647"}, /* Arabic teh marbuta, heh */
    {0x0649, u"\u064A"}, /* alef maksura, yeh */
    {0x06A9, u"\u0643"}, /* Persian keheh, kaf */
    {0x06CC, u"\u064A"}, /* Persian yeh, yeh */
};

static const UChar *plain(UChar32 c)
{
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++)
        if (plain_letters[i].letter == c)
            return plain_letters[i].typed;
    return NULL;
}

/* Marks over, under and around letters, but not the vowel signs of India's scripts, which are class
 * 0; the apostrophe-like letters of Hawaiʻi; the Arabic stretching stroke. */
static bool is_accent(UChar32 c)
{
    return u_getCombiningClass(c) != 0 || u_charType(c) == U_ENCLOSING_MARK ||
           (c >= 0x02B0 && c <= 0x02FF) || c == 0x0640;
}

static bool is_word_part(UChar32 c)
{
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

/* Folded UTF-16 that grows by at most two units for each unit of `text`. */
static int32_t fold_units(UChar *out, const UChar *text, int32_t units)
{
    int32_t used = 0;
    bool gap = false;
    for (int32_t at = 0; at < units;) {
        UChar32 c;
        U16_NEXT(text, at, units, c);
        if (is_accent(c))
            continue;
        if (!is_word_part(c)) {
            gap = used > 0;
            continue;
        }
        if (gap)
            out[used++] = ' ';
        gap = false;
        const UChar *typed = plain(c);
        if (!typed)
            U16_APPEND_UNSAFE(out, used, c);
        while (typed && *typed)
            out[used++] = *typed++;
    }
    return used;
}

static bool is_ascii(const char *text)
{
    while ((unsigned char)(*text - 1) < 0x7F)
        text++;
    return !*text;
}

/* What fold_units makes of ASCII, without ICU: most names, a million times. */
static void fold_ascii(char *out, size_t size, const char *text)
{
    size_t used = 0;
    bool gap = false;
    for (; *text; text++) {
        char c = *text | (char)(*text >= 'A' && *text <= 'Z' ? 0x20 : 0);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            gap = used > 0;
            continue;
        }
        if (gap && used + 1 < size)
            out[used++] = ' ';
        gap = false;
        if (used + 1 >= size)
            break;
        out[used++] = c;
    }
    out[used] = '\0';
}

void words_fold(char *out, size_t size, const char *text)
{
    if (is_ascii(text)) {
        fold_ascii(out, size, text);
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&status);
    const UNormalizer2 *decompose = unorm2_getNFDInstance(&status);
    words_must(status);
    int32_t units;
    UChar *raw = words_utf16(text, strlen(text), &units);
    UChar *lower = words_normalized(casefold, raw, &units);
    UChar *apart = words_normalized(decompose, lower, &units);
    UChar *folded = em_alloc(((size_t)units * 2 + 1) * sizeof *folded);
    words_utf8(out, size, folded, fold_units(folded, apart, units));
    free(folded);
    free(apart);
    free(lower);
    free(raw);
}

/* Whether text begins with the word, the spaces of text aside: "ndjamena" finds "n djamena". */
static bool begins(const char *text, const char *word, size_t length)
{
    size_t at = 0;
    for (; at < length && *text; text++) {
        if (*text == word[at])
            at++;
        else if (*text != ' ')
            return false;
    }
    return at == length;
}

static int match_word(const char *text, const char *word, size_t length)
{
    if (begins(text, word, length))
        return 3;
    for (const char *space = strchr(text, ' '); space; space = strchr(space + 1, ' '))
        if (begins(space + 1, word, length))
            return 2;
    return memmem(text, strlen(text), word, length) ? 1 : 0;
}

int words_match(const char *folded_text, const char *folded_query)
{
    int first = 0, worst = 3;
    for (const char *word = folded_query; *word;) {
        size_t length = strcspn(word, " ");
        int found = match_word(folded_text, word, length);
        if (!found)
            return 0;
        first = first ? first : found;
        worst = found < worst ? found : worst;
        word += length + (word[length] == ' ');
    }
    return worst == 1 || !first ? 1 : first;
}
