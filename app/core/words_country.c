#include "core/words.h"

#include "core/memory.h"
#include "core/words_icu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>

/* ICU's list holds codes that ISO 3166-1 only reserves: parts of countries, and unions of them. */
static bool is_reserved(const char *code)
{
    static const char reserved[] = "AC CP CQ DG EA EU EZ IC SU TA UK UN";
    return strstr(reserved, code) != NULL;
}

static ULocaleDisplayNames *names_open(const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[WORDS_LOCALE_SIZE];
    words_locale(locale, language);
    UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
    ULocaleDisplayNames *names = uldn_openForContext(locale, contexts, 1, &status);
    words_must(status);
    return names;
}

static void name_of(char *out, size_t size, const ULocaleDisplayNames *names, const char *code)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[WORDS_LINE];
    int32_t units = uldn_regionDisplayName(names, code, name, WORDS_LINE, &status);
    words_must(status);
    words_utf8(out, size, name, units);
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* ICU reads a code as ASCII, and of a long one it says that there was no room. */
static void put_as_it_is(char *out, size_t size, const char *code)
{
    int32_t units;
    UChar *wide = words_utf16(code, strlen(code), &units);
    words_utf8(out, size, wide, units);
    free(wide);
}

void words_country_name(char *out, size_t size, const char *code, const char *language)
{
    if (!is_letter(code[0]) || !is_letter(code[1]) || code[2]) {
        put_as_it_is(out, size, code);
        return;
    }
    ULocaleDisplayNames *names = names_open(language);
    name_of(out, size, names, code);
    uldn_close(names);
}

static struct country country_make(const ULocaleDisplayNames *names, const char *code)
{
    struct country country = {.code = {code[0], code[1]}};
    char text[WORDS_LINE];
    name_of(text, sizeof text, names, code);
    country.name = em_strdup(text);
    words_fold(text, sizeof text, country.name);
    country.folded = em_strdup(text);
    return country;
}

static int by_name(const void *a, const void *b, void *collator)
{
    UErrorCode status = U_ZERO_ERROR;
    const struct country *left = a, *right = b;
    int order = ucol_strcollUTF8(collator, left->name, -1, right->name, -1, &status);
    return order ? order : strcmp(left->code, right->code);
}

static void sort_by_name(struct country *countries, size_t count, const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[WORDS_LOCALE_SIZE];
    words_locale(locale, language);
    UCollator *collator = ucol_open(locale, &status);
    words_must(status);
    qsort_r(countries, count, sizeof *countries, by_name, collator);
    ucol_close(collator);
}

struct country *words_countries(const char *language, size_t *count)
{
    ULocaleDisplayNames *names = names_open(language);
    struct country *countries = NULL;
    size_t capacity = 0;
    *count = 0;
    for (const char *const *code = uloc_getISOCountries(); *code; code++) {
        if (is_reserved(*code))
            continue;
        countries = em_grow(countries, *count, &capacity, sizeof *countries);
        countries[(*count)++] = country_make(names, *code);
    }
    uldn_close(names);
    sort_by_name(countries, *count, language);
    return countries;
}

void words_countries_free(struct country *countries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(countries[i].name);
        free(countries[i].folded);
    }
    free(countries);
}
