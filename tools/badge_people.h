/* Everybody who has or may have a badge, as the organiser's key opens the roster: delegates,
 * walk-ins and staff.
 */
#ifndef EM_TOOLS_BADGE_PEOPLE_H
#define EM_TOOLS_BADGE_PEOPLE_H

#include "core/delegate.h"
#include "core/store.h"

enum badge_state {
    BADGE_NONE,    /* never had one */
    BADGE_HOLDS,   /* the one in details.code opens doors */
    BADGE_REVOKED, /* the one in details.code was declared void */
};

struct badge_person {
    struct delegate details;
    enum badge_type type;
    enum badge_state state;
};

struct badge_people { /* begins as {0} */
    struct badge_person *items;
    size_t count, capacity;
};

/* Delegates before staff, each by name and then id. Who was erased is left out. */
enum em_status badge_people_load(struct badge_people *people, struct store *store,
                                 const struct organiser_secret *key, struct em_error *error);
void badge_people_free(struct badge_people *people); /* wipes */

/* The one person with this id, or with this name to the letter, or else whose name has these words,
 * case and accents aside. What several have is nobody's, be it one's whole name: a list is printed
 * to standard error. EM_NOT_FOUND, EM_INVALID (several). */
enum em_status badge_people_find(const struct badge_people *people, const char *words,
                                 struct badge_person **out, struct em_error *error);
/* Whose badge has this code, as it was scanned or typed; NULL when nobody's has. */
struct badge_person *badge_people_by_code(const struct badge_people *people, const char *code);

/* "Amina Nyambura, Elgeyo Marakwet", fit for a terminal; to be freed. */
char *badge_person_says(const struct badge_person *person);

#endif
