#include "country_ranks.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdlib.h>

#define LETTERS 26

struct country_ranks {
    uint16_t ranks[LETTERS * LETTERS]; /* 0: no country */
};

/* -1: no two letters. */
static int slot_of(const char *code)
{
    for (int i = 0; i < 2; i++)
        if (code[i] < 'A' || code[i] > 'Z')
            return -1;
    return code[2] ? -1 : (code[0] - 'A') * LETTERS + code[1] - 'A';
}

struct country_ranks *country_ranks_new(const char *language)
{
    struct country_ranks *ranks = em_alloc(sizeof *ranks);
    size_t count;
    struct country *countries = words_countries(language, &count);
    for (size_t i = 0; i < count; i++)
        ranks->ranks[slot_of(countries[i].code)] = (uint16_t)(i + 1);
    words_countries_free(countries, count);
    return ranks;
}

void country_ranks_free(struct country_ranks *ranks)
{
    free(ranks);
}

int64_t country_rank(const struct country_ranks *ranks, const char *code)
{
    int slot = slot_of(code);
    return slot >= 0 && ranks->ranks[slot] ? ranks->ranks[slot] : INT64_MAX;
}
