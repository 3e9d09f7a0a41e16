/* Who is where, and was: a projection of the `checkin`, `checkout`, `undo` and `attest` entries of
 * every log, held in memory. The door asks it for verdicts, the tool lists it.
 *
 * The result does not depend on the order in which entries are applied: what happened to one person
 * is ordered by (at, origin, seq), where a clock that was set back does not turn a log's own order
 * over: an entry counts as no earlier than what its log told of this person before. Entering
 * another session ends the stay in the one before; entering twice is one stay, from the first;
 * leaving where they are not changes nothing; an entry that was undone has not happened, and an
 * undo is final. An entry that comes again counts once; one whose body was erased is passed over.
 *
 *   checkin   body: badge (base64 lookup, absent: found by name), delegate ("" while provisional),
 *             session, verdict ("accepted", "provisional")
 *   checkout  body: badge, delegate, session
 *   undo      body: origin, seq, reason
 *   attest    body: origin, seq of the checkin, session; sealed: name, ink
 *   refuse    body: badge (absent when unknown), delegate, session, verdict; not applied here
 */
#ifndef EM_CORE_ATTENDANCE_H
#define EM_CORE_ATTENDANCE_H

#include "core/entry.h"
#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct attendance;

struct attendance *attendance_new(void);
void attendance_free(struct attendance *attendance); /* NULL is allowed */

/* A person as the entries name them: the delegate's id, or base64 of the lookup while provisional.
 */
struct stay {
    const char *subject, *session; /* borrowed from the attendance, until the next apply */
    int64_t in_us, out_us;         /* out 0: still inside, as far as is known; else not before in */
    int64_t again_us;              /* of the last entrance in it; in_us when there was one only */
    const char *door;              /* origin of the log of the checkin */
    int64_t seq;                   /* of the checkin */
    const char *out_door;          /* NULL when nobody checked them out */
    bool provisional;              /* nobody has told yet whose badge it is */
    bool attested;
    bool moved; /* out because they entered another session */
};

/* Takes an entry; other kinds are ignored. EM_DAMAGED when a body is not what emarge writes. */
enum em_status attendance_apply(struct attendance *attendance, const struct entry *entry,
                                struct em_error *error);
/* A provisional subject has become known: what was applied and will be under `lookup` (base64)
 * counts for `delegate`. */
void attendance_identify(struct attendance *attendance, const char *lookup, const char *delegate);
/* The lookups (base64) that entries name and nobody has identified, be it in an entrance, an exit
 * or what was undone. They live as the strings of a stay do; a visit must not identify any. */
typedef enum em_status lookup_visit(void *context, const char *lookup, struct em_error *error);
enum em_status attendance_unidentified(const struct attendance *attendance, lookup_visit *visit,
                                       void *context, struct em_error *error);

/* The open stay of this person in any session; false when they are nowhere. */
bool attendance_where(const struct attendance *attendance, const char *subject, struct stay *out);
/* Inside now, and persons that were inside at any time. O(1). */
void attendance_count(const struct attendance *attendance, const char *session, int64_t *inside,
                      int64_t *persons);
/* Every stay that was not undone, by (session, in, subject); session NULL: of all. */
typedef enum em_status stay_visit(void *context, const struct stay *stay, struct em_error *error);
enum em_status attendance_each(const struct attendance *attendance, const char *session,
                               stay_visit *visit, void *context, struct em_error *error);
/* The session of a check-in or check-out, undone or not; NULL when the entry is neither, or not
 * here. Until the next apply. */
const char *attendance_session(const struct attendance *attendance, const char *origin,
                               int64_t seq);
/* Whether a check-in was signed for at the door. */
bool attendance_attested(const struct attendance *attendance, const char *origin, int64_t seq);
/* Whether an entry was undone, and why (NULL: no). */
const char *attendance_undone(const struct attendance *attendance, const char *origin, int64_t seq);

#endif
