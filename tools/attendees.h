/* Everybody who may come or came: the delegates of the roster and the walk-ins, each with their
 * stays in sessions. What the list of delegates, the sheets and the certificates are made of.
 *
 * All of it is in memory: the details of each person, and about 150 bytes a stay.
 */
#ifndef EM_TOOLS_ATTENDEES_H
#define EM_TOOLS_ATTENDEES_H

#include "presence.h"

struct attendee {
    char id[DELEGATE_ID_SIZE];
    struct person person;
    char *sessions; /* ids with spaces between, "" for any */
    bool walk_in;   /* registered at a door */
    bool revoked;   /* the badge was declared void, and there is no other */
    bool gone;      /* was in a session, and the roster does not know them any more */
    const struct stay *stays;
    size_t stay_count;
};

struct attendees {
    const struct presence *presence;
    struct attendee *items;
    size_t count, capacity;
    struct stay *stays; /* by attendee, then by time */
    size_t stay_count, stay_capacity;
    struct interned ids; /* of the attendees, by number */
};

/* By name as the edition's language sorts, then by id. The presence is loaded and outlives it.
 * Counts in `gaps` who stays sealed; a key that opens nobody is the wrong one: EM_DENIED. Free it
 * in any case. */
enum em_status attendees_load(struct attendees *out, const struct presence *presence,
                              struct list_gaps *gaps, struct em_error *error);
void attendees_free(struct attendees *attendees);

/* NULL when there is nobody with this id. */
const struct attendee *attendees_find(const struct attendees *attendees, const char *id);

/* Whether the door of a session expects them: a delegate of the roster whose badge holds, or who
 * has none yet, and is for this session or for any. */
bool attendee_expected(const struct attendee *attendee, const char *session);

/* The stays of provisional badges of which nobody has told yet whose they are. */
enum em_status attendees_unknown(const struct attendees *attendees, const char *session,
                                 stay_visit *visit, void *context, struct em_error *error);

#endif
