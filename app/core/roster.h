/* The roster: who has which badge, a projection of the `badge`, `staff`, `register` and `revoke`
 * entries of every log in a store, kept up in the transaction of each append. It holds nothing that
 * opens a detail: the details stay in the entries (core/delegate.h).
 *
 * `badge`, `staff` and `session` entries count in the organiser's log alone ("event/organiser", or
 * what replaced it, ".2"); `register` and `revoke` in every log. Of a delegate the latest entry
 * counts: the organiser's log goes before every other, then seq decides, never the clock. An entry
 * that was erased counts for nothing, whether its bytes are gone yet or not; an `erase` entry
 * counts for the log that it stands in, and in the organiser's for every log of the event. Each
 * entry is a row of its own, so the result does not depend on the order in which logs arrived.
 *
 * A badge is known as long as any entry that speaks of it is there, also when its owner has another
 * by now: whoever replaces a badge revokes the old one. A badge that was revoked stays so.
 */
#ifndef EM_CORE_ROSTER_H
#define EM_CORE_ROSTER_H

#include "core/delegate.h"
#include "core/store.h"

struct roster_badge {
    enum badge_type type;
    char delegate[DELEGATE_ID_SIZE];
    bool revoked;
};

/* EM_NOT_FOUND when no entry speaks of such a badge. One that was revoked before its owner is known
 * has delegate "". O(log n). */
enum em_status roster_badge(struct store *store, const uint8_t lookup[BADGE_LOOKUP_SIZE],
                            struct roster_badge *out, struct em_error *error);

/* The entry that has the latest details of a delegate or of a member of staff; lives as long as the
 * visit. EM_NOT_FOUND when there is none. */
enum em_status roster_delegate(struct store *store, const char *id, store_entry_visit *visit,
                               void *context, struct em_error *error);
/* The entry that counts of every delegate (staff not), by id; `lookup` NULL when there is no badge
 * that holds. roster_visit stands in core/store.h. */
enum em_status roster_each(struct store *store, roster_visit *visit, void *context,
                           struct em_error *error);
/* How many delegates there are (which reads an index through), and the wall time of the newest
 * entry of the organiser's log: how old what this store knows is (0: none). Each may be NULL. */
enum em_status roster_count(struct store *store, int64_t *delegates, int64_t *newest_us,
                            struct em_error *error);

/* Whether the organiser writes this log, by its name. */
bool roster_is_organiser(const char *origin);
/* Whether an `erase` entry in the log `by` counts for entries of the log `origin`. */
bool roster_may_erase(const char *by, const char *origin);

/* Projects one entry, `session` and `erase` among them; others than those are ignored. Within the
 * transaction that adds it, in any order. */
enum em_status roster_apply(struct store *store, const struct entry *entry, struct em_error *error);

/* The body of a `revoke` entry: lookup (base64), reason. */
enum em_status roster_write_revoke(struct em_buffer *body, const uint8_t lookup[BADGE_LOOKUP_SIZE],
                                   const char *reason, const struct em_random *random,
                                   struct em_error *error);

#endif
