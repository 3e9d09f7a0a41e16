/* People who do not exist, as many as are wanted: the same number gives the same person. Their
 * names are in twelve scripts, their governments the event's and others that they typed, which do
 * not exist either.
 */
#ifndef EM_FAKE_SIGNATORY_H
#define EM_FAKE_SIGNATORY_H

#include "core/pack.h"
#include "fake/hostile.h"

#define SIGNATORY_TEXT HOSTILE_SIZE
struct signatory {
    char name[SIGNATORY_TEXT], role[SIGNATORY_TEXT], government[SIGNATORY_TEXT];
    char email[64];            /* "" when they gave none */
    char country[3];           /* ISO 3166-1 alpha-2 */
    const char *government_id; /* of the pack; "" when typed */
    const char *language;      /* of the pack, that they read in */
};

/* Persons of different numbers differ in name, or in e-mail address. */
void signatory_person(struct signatory *out, const struct event_pack *pack, uint64_t seed,
                      uint64_t number);
/* The same, but what they typed are hostile texts (fake/hostile.h), in turn. */
void signatory_hostile(struct signatory *out, const struct event_pack *pack, uint64_t seed,
                       uint64_t number);

/* Where people come from, and what they are called there. */
#define SIGNATORY_WORDS 24
struct signatory_culture {
    int weight;            /* how many there are, beside the others */
    const char *pattern;   /* g given name, f family name: "g f", "fg" */
    const char *language;  /* that most read */
    const char *countries; /* "FR BE" */
    const char *pioneers;  /* ids of governments in the pack, " paris madrid " */
    const char *given[SIGNATORY_WORDS], *family[SIGNATORY_WORDS];
    const char *roles[8], *governments[8]; /* all lists end with NULL unless they are full */
};
extern const struct signatory_culture signatory_cultures[];
extern const size_t signatory_culture_count;

#endif
