/* Entries of several writers that arrive in a kiosk's store, as by merging, and what its roster
 * says then. What fails here fails the test.
 */
#ifndef EM_FAKE_ARRIVALS_H
#define EM_FAKE_ARRIVALS_H

#include "core/roster.h"
#include "fake/kiosk.h"

#define ORGANISER "ogp-paris-2016/organiser"
#define SECOND    "ogp-paris-2016/organiser.2"
#define HALL_B    "ogp-paris-2016/hall-b-1"
#define AMINA     "aaaaaaaaaaaaaaaaaaaaaaaa"
#define BARAKA    "bbbbbbbbbbbbbbbbbbbbbbbb"
#define CHEBET    "cccccccccccccccccccccccc"

struct arrivals {
    struct fake_kiosk kiosk;
    struct ledger *ledger; /* NULL when a test has closed it */
    struct store *store;
    struct em_error error;
};

/* The set-up and the tear-down of a test whose prestate is the arrivals. */
int arrivals_set_up(void **state);
int arrivals_tear_down(void **state);

/* What an entry of a log says, in few words. */
struct arrival {
    const char *origin;
    enum entry_kind kind;
    const char *subject; /* delegate or session; of an `erase` the origin */
    char badge;          /* its lookup is 32 times this letter; 0: none */
    int seq;             /* of an `erase` */
};

/* Adds an entry to its log: fact, head, projection. */
void arrivals_add(struct arrivals *at, const struct arrival *line);
void arrivals_say(struct arrivals *at, const char *origin, enum entry_kind kind,
                  const char *subject, char badge);
/* The body of such an entry; to be freed. */
char *arrivals_body(struct arrivals *at, const struct arrival *line);
void arrivals_lookup(char badge, uint8_t out[BADGE_LOOKUP_SIZE]);

/* False when no entry speaks of the badge. */
bool arrivals_badge(struct arrivals *at, char badge, struct roster_badge *out);
bool arrivals_belongs(struct arrivals *at, char badge, const char *delegate);
bool arrivals_revoked(struct arrivals *at, char badge);
/* "organiser#3": the entry that counts of somebody, "" when there is none. */
const char *arrivals_counts(struct arrivals *at, const char *delegate);
/* "a=organiser#0:1 ": each delegate, the entry that counts, the badge that holds; to be freed. */
char *arrivals_list(struct arrivals *at);
void arrivals_are(struct arrivals *at, const char *wanted);
/* Whether rebuilding finds anything to mend; it and the check of the lists must agree. */
bool arrivals_rebuild_changes(struct arrivals *at);

#endif
