/* The roll: who signed, a projection of the `sign`, `withdraw` and `erase` entries of every log in
 * a store. It is kept up in the transaction of each append and holds nothing that the entries do
 * not say: dropped and rebuilt, it has the same bytes.
 *
 * A signature's number is the letter that the last `open` entry before it gave, and the count of
 * `sign` entries in its log up to it. A `withdraw` or `erase` names an entry by "origin" and "seq"
 * in its body: the one of any log, the other as roster_may_erase says.
 */
#ifndef EM_CORE_ROLL_H
#define EM_CORE_ROLL_H

#include "core/store.h"

#define ROLL_LETTER_SIZE 12 /* "A", "A2" */
#define ROLL_NUMBER_SIZE 24 /* "A2-41" */

/* A row, in the order of (origin, seq). The strings live as long as the visit. Of an erased
 * signature only origin, seq, number, at, leaf and the two marks are left, the rest is "" or NULL.
 */
struct roll_signature {
    const char *origin;
    int64_t seq;
    const char *number; /* "A-41" */
    int64_t at_us;
    const char *document, *language;
    const char *mode, *capacity; /* the words of core/signature.h */
    const char *government, *government_id, *country;
    bool read_to_end, listed;
    const char *name, *role; /* NULL unless listed; everybody's stand in the sealed part */
    const char *delegate;    /* whose badge opened the details, "" when none did */
    bool withdrawn, erased;

    /* Of the entry that it comes from, when read back. */
    uint8_t leaf[ENTRY_HASH_SIZE];
    const uint8_t *sealed; /* NULL when erased */
    size_t sealed_size;
};

/* Where the projection of one log stands. {0} before its first entry. */
struct roll_state {
    char origin[ENTRY_ORIGIN_SIZE];
    char letter[ROLL_LETTER_SIZE];
    int64_t signatures; /* `sign` entries so far, whatever became of them */
};

/* The number of the next signature of this log. */
void roll_next_number(const struct roll_state *state, char out[ROLL_NUMBER_SIZE]);

/* Projects one entry, the next of its log; a new origin starts a new state. Within the transaction
 * that adds the entry. `state` moves on EM_OK only. */
enum em_status roll_apply(struct store *store, struct roll_state *state, const struct entry *entry,
                          struct em_error *error);

/* Calls visit for every row in order of (origin, seq), streaming. EM_DAMAGED when the
 * table is not there or names entries that are not: roll_rebuild mends that. */
enum em_status roll_each(struct store *store, roll_visit *visit, void *context,
                         struct em_error *error);

/* The same rows without what stands in their entries: leaf is zero and sealed NULL. It reads the
 * roll alone, a tenth of what the entries are. */
enum em_status roll_each_open(struct store *store, roll_visit *visit, void *context,
                              struct em_error *error);

/* Calls visit for this one row. EM_NOT_FOUND; EM_DAMAGED as above. O(log n). */
enum em_status roll_one(struct store *store, const char *origin, int64_t seq, roll_visit *visit,
                        void *context, struct em_error *error);

/* The signature that counts of a delegate for a document: the latest that is neither withdrawn nor
 * erased, within a log by seq, between logs by their clocks. EM_NOT_FOUND. O(log n). */
enum em_status roll_of_delegate(struct store *store, const char *delegate, const char *document,
                                roll_visit *visit, void *context, struct em_error *error);

/* Whether entries of this kind go onto rows of others, so that a rebuild applies them last. */
bool roll_marks(enum entry_kind kind);

/* --- all projections of a store: the roll, and the roster with the programme --- */

/* Drops the projections and makes them again from the entries of all logs, in one transaction of
 * its own. *changed (may be NULL) says whether they were other than they should be; nothing is
 * written when they were not. `state` (may be NULL) gets where the log `origin` stands. */
enum em_status roll_rebuild(struct store *store, const char *origin, struct roll_state *state,
                            bool *changed, struct em_error *error);
/* The same within the caller's transaction, after entries of other logs were added. */
enum em_status roll_remake(struct store *store, struct em_error *error);

/* Whether the projections are what the entries of all logs say, without writing to the store;
 * within a snapshot of it. */
enum em_status roll_check(struct store *store, bool *same, struct em_error *error);

#endif
