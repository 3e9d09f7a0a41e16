/* The log of one writer, open for writing: the only way by which a kiosk records anything.
 *
 * A ledger owns the data folder's store. It holds a lock on the folder, so a second kiosk on the
 * same data is turned away (EM_BUSY), while readers open the store read-only beside it. Every
 * append is durable when it returns EM_OK, and has not happened otherwise.
 */
#ifndef EM_CORE_LEDGER_H
#define EM_CORE_LEDGER_H

#include "core/clock.h"
#include "core/entry.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/note.h"
#include "core/signature.h"
#include "core/status.h"

struct ledger;

struct ledger_options {
    const char *data_dir;
    const struct kiosk_identity *identity; /* copied */
    const struct em_clock *clock;          /* outlives the ledger */
    const struct em_random *random;        /* outlives the ledger */
    bool keep_damaged; /* a damaged store is not set aside: EM_DAMAGED, and nothing is changed */
};

/* What was done on opening that a person should know: a damaged store that was set aside, and
 * whether the roster was kept. */
struct ledger_notice {
    char text[768]; /* "" when there is nothing to say */
};

/* Opens or makes the store, checks it whole, and appends `open`. A store that is damaged is
 * renamed, never deleted, and a new log is begun whose `open` entry says so. Of the logs of others
 * in the damaged store, those that prove whole go into the new one (merge.h): the organiser's,
 * which is roster and programme, and other kiosks'. Its own is not taken, whether it holds or not:
 * the organiser takes what holds of it. The notice says all this to a person. Faults: EM_NOT_FOUND,
 * EM_DENIED, EM_FULL, EM_IO (the folder), EM_BUSY (held by another kiosk), EM_NEWER, EM_FOREIGN
 * (another event's or writer's store, or another organiser's log in it). */
enum em_status ledger_open(struct ledger **out, const struct ledger_options *options,
                           struct ledger_notice *notice, struct em_error *error);
/* Appends `close` and frees; NULL is allowed. A `close` that cannot be written is not an error. */
void ledger_close(struct ledger *ledger);

struct ledger_receipt {
    char number[24]; /* "A-41" */
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t at_us; /* wall time of the entry */
    int64_t seq;
    uint8_t leaf[32];
};

/* Seals ahead what is private of a signature, while the review is read: ledger_sign of the same one
 * is quicker after it. What is recorded in the end is what ledger_sign is given, whatever was
 * prepared. With NULL it forgets what was prepared: the visitor has left. */
enum em_status ledger_prepare(struct ledger *ledger, const struct signature *signature,
                              struct em_error *error);

/* Records a signature. On any status but EM_OK nothing was recorded and the caller keeps the draft.
 */
enum em_status ledger_sign(struct ledger *ledger, const struct signature *signature,
                           struct ledger_receipt *receipt, struct em_error *error);

/* Where an entry of this log is. */
struct ledger_place {
    int64_t seq;
    int64_t at_us; /* wall time of the entry */
};

/* Records one entry; `sealed` may be NULL. `place` may be NULL. The bodies are made by core/body.h.
 */
enum em_status ledger_record(struct ledger *ledger, enum entry_kind kind,
                             const struct em_buffer *body, const struct em_buffer *sealed,
                             struct ledger_place *place, struct em_error *error);

/* Many in one transaction: begin, add as often as need be, then end, which makes them durable, or
 * abandon, after which nothing has happened; the log's head is signed once, at the end. After an
 * addition that failed all others fail as it did, and so does ledger_end, which abandons then.
 * Nothing else may be recorded in between. ledger_abandon does nothing when no batch is open. */
enum em_status ledger_begin(struct ledger *ledger, struct em_error *error);
enum em_status ledger_add(struct ledger *ledger, enum entry_kind kind, const struct em_buffer *body,
                          const struct em_buffer *sealed, struct ledger_place *place,
                          struct em_error *error);
enum em_status ledger_end(struct ledger *ledger, struct em_error *error);
void ledger_abandon(struct ledger *ledger);

/* The store, to read lists from. It belongs to the ledger. */
struct store *ledger_store(struct ledger *ledger);
const char *ledger_origin_of(const struct ledger *ledger);

/* Signatures in this store that count (neither withdrawn nor erased), and the wall time of the
 * first; *since_us is 0 when there are none. Kept in memory: cheap to ask at each frame. */
int64_t ledger_signature_count(const struct ledger *ledger, int64_t *since_us);

/* The checkpoint beside the store, DATA/emarge.checkpoint: a copy of the newest one, so that a
 * store that fell back to an older state, or is gone altogether, is found out. It is written after
 * each append: after a power cut it may be older than the store, never newer. False when there is
 * none that this kiosk signed for one of its logs. */
bool ledger_beside_read(struct note_checkpoint *out, const char *data_dir,
                        const struct kiosk_identity *identity);

#define LEDGER_ASIDE_SIZE 64
/* How many stores were set aside in this folder; the name of the last, "" when there is none. */
int ledger_count_aside(const char *data_dir, char last[LEDGER_ASIDE_SIZE]);
/* Whether a file was set aside, by its name; what lies in front of a slash does not matter. */
bool ledger_is_aside(const char *path);

#endif
