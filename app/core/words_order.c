#include "core/memory.h"
#include "core/words.h"
#include "core/words_icu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>

struct words_collator {
    UCollator *collator;
};

struct words_collator *words_collator_open(const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[WORDS_LOCALE_SIZE];
    words_locale(locale, language);
    struct words_collator *collator = em_alloc(sizeof *collator);
    collator->collator = ucol_open(locale, &status);
    words_must(status);
    ucol_setAttribute(collator->collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    words_must(status);
    return collator;
}

void words_collator_close(struct words_collator *collator)
{
    if (collator)
        ucol_close(collator->collator);
    free(collator);
}

void words_collator_key(struct words_collator *collator, struct em_buffer *out, const char *text)
{
    uint8_t small[256];
    int32_t units;
    UChar *wide = words_utf16(text, strlen(text), &units);
    int32_t size = ucol_getSortKey(collator->collator, wide, units, small, sizeof small);
    if (size <= (int32_t)sizeof small) {
        em_buffer_add(out, small, (size_t)size);
    } else {
        uint8_t *key = em_alloc((size_t)size);
        ucol_getSortKey(collator->collator, wide, units, key, size);
        em_buffer_add(out, key, (size_t)size);
        free(key);
    }
    free(wide);
}
