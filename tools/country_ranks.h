/* Where a country stands among all, by its name in a language.
 */
#ifndef EM_TOOLS_COUNTRY_RANKS_H
#define EM_TOOLS_COUNTRY_RANKS_H

#include <stdint.h>

struct country_ranks;

struct country_ranks *country_ranks_new(const char *language);
void country_ranks_free(struct country_ranks *ranks); /* NULL is allowed */
/* What is no country stands behind all. */
int64_t country_rank(const struct country_ranks *ranks, const char *code);

#endif
