/* The door: staff mode, verdicts, and what a kiosk does with a badge (DESIGN sections 5 and 6). It
 * works on the kiosk's ledger, needs no network, and every answer that lets somebody in or turns
 * them away is durable before it is given.
 *
 * A verdict is decided in this order: unknown, revoked, not this session, already in, wrong time,
 * full, provisional, accepted (core/verdicts.def has them all). A code seen again within
 * DOOR_HELD_US of its last sighting is held before the scanner: the same answer, and nothing is
 * recorded, unless they passed by other means since, or were turned away and would not be now.
 *
 * Already in is who came in and was not seen to leave; to a session of several days, on this day.
 * Where the session asks for signatures, and theirs for an entrance that this kiosk recorded is
 * missing, they have come back to sign: that is no refusal, and nothing is recorded.
 *
 * Going out, unknown, revoked, provisional and accepted are left: nobody is kept inside by the
 * clock, nor by a badge that was declared void after they entered.
 *
 * After a failure of the store every call opens the ledger anew first and reads it as door_refresh
 * does; so what lives until door_refresh lives until the next call after a failure, too.
 */
#ifndef EM_CORE_DOOR_H
#define EM_CORE_DOOR_H

#include "core/attendance.h"
#include "core/delegate.h"
#include "core/ledger.h"
#include "core/programme.h"

#define DOOR_HELD_US INT64_C(3000000)

enum verdict {
#define VERDICT(constant, word, kind, tone, icon, title, meaning) VERDICT_##constant,
#include "core/verdicts.def"
#undef VERDICT
    VERDICT_COUNT
};
const char *verdict_word(enum verdict verdict);

struct door;

struct door_options {
    /* The ledger to record in, opened anew when `again` (the last append failed); NULL with a
     * sentence when there is none. Outlives the door. */
    struct ledger *(*ledger)(void *context, bool again, struct em_error *error);
    void *context;
    const struct kiosk_identity *identity; /* outlives the door */
    const struct em_clock *clock;
    const struct em_random *random;
    const char *timezone; /* IANA: which day a session without an end ends on */
    int64_t opens_us;     /* how long before the start people are let in */
};

/* The kiosk's own. Reads nothing yet: door_refresh does. */
struct door *door_new(const struct door_options *options);
void door_free(struct door *door); /* locks; NULL is allowed */
/* Reads programme and attendance from the store: after the ledger was opened, or opened anew. */
enum em_status door_refresh(struct door *door, struct em_error *error);

/* --- staff --- */

/* What a scan is, before anything is done with it. */
enum badge_sort { SORT_UNKNOWN, SORT_DELEGATE, SORT_STAFF, SORT_REVOKED, SORT_PROVISIONAL };
enum badge_sort door_sort(struct door *door, const char *bytes, size_t size);

/* Staff mode. EM_DENIED with a sentence when it is no staff badge that holds. */
enum em_status door_unlock(struct door *door, const char *bytes, size_t size,
                           struct em_error *error);
void door_lock(struct door *door); /* wipes the staff key and all that it opened */
bool door_unlocked(const struct door *door);
const char *door_staff(const struct door *door); /* name of who unlocked it */

/* How old what this kiosk knows is: the newest entry of the organiser (0: nothing was ever heard).
 */
int64_t door_data_us(const struct door *door);
int64_t door_delegates(const struct door *door);
int64_t door_now(const struct door *door); /* wall time, as the entries say it */

/* The sessions in the order in which staff look for them: those of today that are not over, by
 * start and room; then the other days; then what is over. Lives until door_refresh. */
const struct session *const *door_sessions(struct door *door, size_t *count);
/* EM_NOT_FOUND. NULL leaves the session. */
enum em_status door_choose(struct door *door, const char *session, struct em_error *error);
const struct session *door_session(const struct door *door); /* NULL: none chosen */

struct door_count {
    int64_t inside, persons, capacity; /* capacity 0: no limit */
    bool nearly_full;                  /* from 90 % on */
};
struct door_count door_count(const struct door *door); /* of the chosen session; 0 of none */
/* Of any: staff see in the list how full each is. O(1). */
struct door_count door_count_of(const struct door *door, const struct session *session);

/* --- scanning --- */

enum door_way { DOOR_IN, DOOR_OUT };

struct door_answer {
    enum verdict verdict;
    enum door_way way;
    bool staff;  /* a staff badge: nothing was recorded, there is no verdict */
    bool held;   /* the code is still before the scanner: nothing new was recorded */
    bool unseen; /* going out, and nobody saw them enter here */
    /* Of the badge's owner, "" when not known. */
    char delegate[DELEGATE_ID_SIZE];
    char name[400], role[400], government[400], country[3];
    int64_t at_us;                 /* of the entry */
    int64_t since_us;              /* already in: since when */
    char door[ENTRY_NAME_MAX + 1]; /* already in: the writer at whose door, "hall-b-1" */
    const struct session
        *right; /* not this session: the one that is; NULL when none is left today */
    const struct session *from; /* in: the session that they left by entering this one, or NULL */
    int64_t opens_us;           /* wrong time: when the doors open; 0 when it is over */
    struct door_count count;
    int64_t seq; /* of the entry in this kiosk's log, for undo and attest; -1: none, or a refusal;
                    already in and to sign: of the entrance */
    bool attest; /* the session asks for a signature, and the entry `seq` is to have one */
};

/* Scans at the chosen session's door. EM_OK: `out` is durable. Any other status: nothing was
 * recorded, and the sentence says why. */
enum em_status door_scan(struct door *door, const char *bytes, size_t size, enum door_way way,
                         struct door_answer *out, struct em_error *error);
/* The same for somebody who was found by name, also by the id that door_search gave. Needs staff
 * mode (EM_DENIED). */
enum em_status door_admit(struct door *door, const char *delegate, enum door_way way,
                          struct door_answer *out, struct em_error *error);
/* Takes back an entrance or exit that this kiosk recorded; reason is one of door_reasons.
 * EM_NOT_FOUND when it recorded none with this seq; EM_INVALID when it was taken back already. */
enum em_status door_undo(struct door *door, int64_t seq, const char *reason,
                         struct em_error *error);
extern const char *const door_reasons[]; /* words in the log: "mistake", …; ends with NULL */
/* The delegate's signature for their presence, about an entrance as door_undo. `ink` NULL: by name
 * (typed). */
enum em_status door_attest(struct door *door, int64_t seq, const char *name, const struct ink *ink,
                           struct em_error *error);

/* --- by name, and without a badge; need staff mode --- */

struct door_match {
    const char *delegate, *name, *role, *government;
    bool inside; /* in the chosen session */
};
/* The best `capacity` matches by words_match on name and government, better first. Opens the roster
 * at the first search; wiped by locking. Lives until the next call. Returns how many;
 * 0 with a sentence when it cannot. */
size_t door_search(struct door *door, const char *query, struct door_match *out, size_t capacity,
                   struct em_error *error);
/* Registers somebody and mints their badge; `code` gets its letters. They are not checked in yet.
 */
enum em_status door_register(struct door *door, const struct delegate *details,
                             char code[BADGE_TEXT_SIZE], char delegate[DELEGATE_ID_SIZE],
                             struct em_error *error);

/* --- the delegate's own side --- */

struct door_owner {
    struct delegate details; /* free with delegate_free */
    bool signed_already;
    char number[24]; /* of the signature that counts */
    int64_t signed_us;
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq;
};
/* Whose badge this is, opened by its code alone, and what they signed. EM_NOT_FOUND: no
 * delegate's badge that is known; EM_INVALID: one that opens doors, but no details, its code being
 * guessable or not heard of yet; EM_DENIED: revoked. */
enum em_status door_owner(struct door *door, const char *bytes, size_t size, const char *document,
                          struct door_owner *out, struct em_error *error);
/* Takes the signature back: a `withdraw` entry. */
enum em_status door_withdraw(struct door *door, const struct door_owner *owner,
                             struct em_error *error);

#endif
