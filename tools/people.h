/* Who delegates are, by what the roster's entries have sealed to the organiser. Each is opened
 * once, however many rows speak of them.
 */
#ifndef EM_TOOLS_PEOPLE_H
#define EM_TOOLS_PEOPLE_H

#include "list.h"

struct people;

/* Both outlive it; `key` NULL opens nothing. */
struct people *people_new(struct store *store, const struct organiser_secret *key);
void people_free(struct people *people); /* wipes; NULL is allowed */

/* Texts live as long as the people. They are "(sealed)" when they could not be opened, "" when the
 * roster does not know this delegate or what it knew was erased. */
struct person {
    const char *name, *role, *government, *country /* ISO 3166-1 alpha-2 */, *email;
    bool sealed; /* somebody may be called "(sealed)" */
};
/* `delegate` "": nobody is known. Counts in `gaps` what stays sealed. */
enum em_status people_find(struct people *people, const char *delegate, struct person *out,
                           struct list_gaps *gaps, struct em_error *error);
/* Whether there was something to open, and the key opened nothing of it: it is the wrong one. */
bool people_all_refused(const struct people *people);

#endif
