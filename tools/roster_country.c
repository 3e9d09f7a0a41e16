/* Countries as rosters write them. */
#include "core/memory.h"
#include "core/words.h"
#include "roster_form.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uloc.h>

enum { FOLDED_SIZE = 512, MOST_MET = 256 };

struct name {
    char *folded;
    char code[3];
};

struct roster_countries {
    struct name *names; /* sorted by `folded` */
    size_t count, capacity;
    struct met { /* spellings that were found, so that each is folded once */
        char *text;
        const char *code;
    } met[MOST_MET];
    size_t met_count;
};

/* In use, and not the names that the dictionaries of languages choose. */
static const struct {
    const char *name, *code;
} others[] = {
    {"UK", "GB"},          {"Great Britain", "GB"},       {"Republic of Korea", "KR"},
    {"Ivory Coast", "CI"}, {"Czech Republic", "CZ"},      {"Russian Federation", "RU"},
    {"Viet Nam", "VN"},    {"Republic of Ireland", "IE"},
};

static void add(struct roster_countries *countries, const char *text, const char *code)
{
    char folded[FOLDED_SIZE];
    words_fold(folded, sizeof folded, text);
    if (!folded[0])
        return;
    countries->names =
        em_grow(countries->names, countries->count, &countries->capacity, sizeof *countries->names);
    countries->names[countries->count++] = (struct name){em_strdup(folded), {code[0], code[1]}};
}

static void add_language(struct roster_countries *countries, const char *language)
{
    size_t count;
    struct country *list = words_countries(language, &count);
    for (size_t i = 0; i < count; i++)
        add(countries, list[i].name, list[i].code);
    words_countries_free(list, count);
}

static void add_codes(struct roster_countries *countries)
{
    size_t count;
    struct country *list = words_countries("en", &count);
    for (size_t i = 0; i < count; i++) {
        char locale[8] = "und_";
        memcpy(locale + 4, list[i].code, sizeof list[i].code);
        add(countries, list[i].code, list[i].code);
        add(countries, uloc_getISO3Country(locale), list[i].code);
    }
    words_countries_free(list, count);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->folded, ((const struct name *)b)->folded);
}

struct roster_countries *roster_countries_new(void)
{
    static const char *const languages[] = {"en", "fr", "es", "de"};
    struct roster_countries *countries = em_alloc(sizeof *countries);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        add_language(countries, languages[i]);
    add_codes(countries);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        add(countries, others[i].name, others[i].code);
    qsort(countries->names, countries->count, sizeof *countries->names, by_name);
    return countries;
}

void roster_countries_free(struct roster_countries *countries)
{
    if (!countries)
        return;
    for (size_t i = 0; i < countries->count; i++)
        free(countries->names[i].folded);
    for (size_t i = 0; i < countries->met_count; i++)
        free(countries->met[i].text);
    free(countries->names);
    free(countries);
}

const char *roster_country(struct roster_countries *countries, const char *text)
{
    for (size_t i = 0; i < countries->met_count; i++)
        if (strcmp(countries->met[i].text, text) == 0)
            return countries->met[i].code;
    char folded[FOLDED_SIZE];
    words_fold(folded, sizeof folded, text);
    const struct name key = {.folded = folded};
    const struct name *found =
        bsearch(&key, countries->names, countries->count, sizeof *countries->names, by_name);
    if (found && countries->met_count < MOST_MET)
        countries->met[countries->met_count++] = (struct met){em_strdup(text), found->code};
    return found ? found->code : NULL;
}
