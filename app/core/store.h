/* The store: one SQLite file that holds logs, their entries, and projections of them. It knows how
 * rows lie on the disk and that they are durable; what they mean stands in ledger, roll and verify.
 *
 *   meta            name, value                  about the store itself, see below
 *   log             origin, key, size, frontier, checkpoint
 *   entry           the facts, append-only by triggers; body and sealed may become NULL (erasing)
 *   roll_signature  projections of `entry`, which may be dropped at any time: who signed
 *   roster_entry    (core/roll.h); which entry speaks of which delegate, badge or session
 *                   (core/roster.h)
 *
 * One process writes (core/ledger.h holds the lock for that); any number read beside it, each a
 * consistent snapshot between store_snapshot and store_rollback. A failed statement changes
 * nothing; within a transaction, the caller rolls back.
 *
 * A store of a later version is told by user_version and by meta's `schema`, which every version
 * must keep equal: one of them alone is damage. A later emarge that only adds an entry kind must
 * raise the version too.
 *
 * Faults of all functions: EM_FULL, EM_IO, EM_BUSY, EM_DENIED as in core/status.h, EM_DAMAGED when
 * the file is not what was written or breaks its own rules. Sentences name the file.
 */
#ifndef EM_CORE_STORE_H
#define EM_CORE_STORE_H

#include "core/entry.h"
#include "core/merkle.h"
#include "core/status.h"

#define STORE_FILE "emarge.db" /* in a data folder; SQLite keeps -wal and -shm beside it */

struct store;

enum store_mode {
    STORE_READ,  /* beside a writer, or from a folder that cannot be written */
    STORE_WRITE, /* brings an older version up to date */
    STORE_ASIDE, /* a damaged file that nobody writes any more: its bytes and those of its -wal stay
                    as they are, and nothing is left beside it that was not there */
};

struct store_log {
    char origin[ENTRY_ORIGIN_SIZE];
    uint8_t vkey[32]; /* Ed25519 public key that signs the checkpoints */
    int64_t size;     /* entries, as this row says; verify counts them */
    struct merkle_frontier frontier;
    const char *checkpoint; /* signed note; in a visit it lives as long as the visit */
};

/* Further faults: EM_NOT_FOUND, EM_NEWER. A read-only folder is read as it lies, which needs that
 * nobody else writes there and that no -wal is left behind (EM_DENIED says to copy it then). */
enum em_status store_open(struct store **out, const char *path, enum store_mode mode,
                          struct em_error *error);
/* Makes a store, whole or not at all, with nothing in it but the log that its owner will write
 * (NULL: none). EM_BUSY when there is a file at path. */
enum em_status store_create(const char *path, const struct store_log *own, struct em_error *error);
/* An empty store without facts, in a file without a name that is gone when it is closed: a place to
 * make projections in and compare them. It is within a transaction. */
enum em_status store_scratch(struct store **out, struct em_error *error);
/* Found to be whole: from now on closing may tidy up, by merging the -wal into the file. Until then
 * closing leaves the files as they were found, for whoever examines what was damaged. */
void store_trust(struct store *store);
void store_close(struct store *store); /* NULL is allowed; an open transaction is rolled back */

/* Reads the whole file and its rules through: EM_DAMAGED says what SQLite found first. */
enum em_status store_check(struct store *store, struct em_error *error);

enum em_status store_begin(struct store *store, struct em_error *error);    /* to write */
enum em_status store_snapshot(struct store *store, struct em_error *error); /* to read only */
enum em_status store_commit(struct store *store, struct em_error *error);   /* durable when EM_OK */
void store_rollback(struct store *store);

/* meta: `schema` is the version, `origin` the log that this store's owner writes. */
#define STORE_META_ORIGIN "origin"
/* EM_NOT_FOUND when there is none; EM_DAMAGED when it does not fit. */
enum em_status store_meta_get(struct store *store, const char *name, char *out, size_t size,
                              struct em_error *error);
enum em_status store_meta_put(struct store *store, const char *name, const char *value,
                              struct em_error *error);

/* A new log must be empty, and its first checkpoint is the one of the empty tree. */
enum em_status store_log_add(struct store *store, const struct store_log *log,
                             struct em_error *error);
/* size, frontier and checkpoint after its entries were added, in the same transaction. */
enum em_status store_log_update(struct store *store, const struct store_log *log,
                                struct em_error *error);

typedef enum em_status store_log_visit(void *context, const struct store_log *log,
                                       struct em_error *error);
/* One call a log, by origin; with `origin` given, that one only, and EM_NOT_FOUND without it. A
 * visit that returns other than EM_OK ends the walk, which returns it. A visit must not begin the
 * same walk again. */
enum em_status store_logs(struct store *store, const char *origin, store_log_visit *visit,
                          void *context, struct em_error *error);

/* Only their names, also of those whose head cannot be read. */
typedef enum em_status store_name_visit(void *context, const char *origin, struct em_error *error);
enum em_status store_log_names(struct store *store, store_name_visit *visit, void *context,
                               struct em_error *error);

/* Adds the entry that follows the log's last; `entry` passes entry_check. */
enum em_status store_entry_add(struct store *store, const struct entry *entry,
                               const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error);
/* Removes body and sealed of an entry for good. The tree stays as it is. */
enum em_status store_entry_erase(struct store *store, const char *origin, int64_t seq,
                                 struct em_error *error);

/* What a row says, unproven: verify compares it with its hashes. Lives as long as the visit. */
typedef enum em_status store_entry_visit(void *context, const struct entry *entry,
                                         const uint8_t leaf[ENTRY_HASH_SIZE],
                                         struct em_error *error);
/* One call an entry of the log, in order, from seq `from`; streaming, flat in memory. */
enum em_status store_entries(struct store *store, const char *origin, int64_t from,
                             store_entry_visit *visit, void *context, struct em_error *error);

/* That one only; EM_NOT_FOUND. */
enum em_status store_entry(struct store *store, const char *origin, int64_t seq,
                           store_entry_visit *visit, void *context, struct em_error *error);

#define STORE_KINDS_MAX 8
/* The entries of at most STORE_KINDS_MAX kinds in all logs, in one pass by (origin, seq). Reads
 * every row: for what is asked at a start, not at a scan. */
enum em_status store_entries_of_kinds(struct store *store, const enum entry_kind *kinds,
                                      size_t count, store_entry_visit *visit, void *context,
                                      struct em_error *error);

/* The rows of the signature projection; for core/roll.c, which says what they mean. */
struct roll_signature;
enum em_status store_roll_put(struct store *store, const struct roll_signature *row,
                              struct em_error *error);
enum em_status store_roll_withdraw(struct store *store, const char *origin, int64_t seq,
                                   struct em_error *error);
enum em_status store_roll_erase(struct store *store, const char *origin, int64_t seq,
                                struct em_error *error);
typedef enum em_status roll_visit(void *context, const struct roll_signature *row,
                                  struct em_error *error);
enum em_status store_roll_each(struct store *store, roll_visit *visit, void *context,
                               struct em_error *error);
/* Without what stands in the entries. */
enum em_status store_roll_each_open(struct store *store, roll_visit *visit, void *context,
                                    struct em_error *error);
/* The row of this entry; EM_NOT_FOUND. */
enum em_status store_roll_one(struct store *store, const char *origin, int64_t seq,
                              roll_visit *visit, void *context, struct em_error *error);
/* The one row that counts; EM_NOT_FOUND. */
enum em_status store_roll_of_delegate(struct store *store, const char *delegate,
                                      const char *document, roll_visit *visit, void *context,
                                      struct em_error *error);
/* Rows that count, and the wall time of the earliest (0 when there are none). */
enum em_status store_roll_count(struct store *store, int64_t *count, int64_t *since_us,
                                struct em_error *error);

/* The rows of the roster; for core/roster.c and core/programme.c, which say what they mean. One for
 * each entry that speaks of somebody or something. */
enum roster_says {
    ROSTER_ERASED, /* an `erase` entry named this one, whether it is there yet or not */
    ROSTER_DELEGATE,
    ROSTER_STAFF,
    ROSTER_REVOKED,
    ROSTER_SESSION,
};
struct roster_mention {
    const char *origin;
    int64_t seq;
    enum roster_says says;
    int rank;              /* of entries of one subject the highest counts, then origin and seq */
    const char *subject;   /* id of a delegate, of staff or of a session, or "" */
    const uint8_t *lookup; /* of a badge, 32 bytes, or NULL */
};
/* A row that is there already stays, unless the new one says that it was erased. */
enum em_status store_roster_put(struct store *store, const struct roster_mention *row,
                                struct em_error *error);
/* What the rows of a badge say: the first that names an owner, and whether any revokes it. Nothing
 * is found when `known` is false. */
struct roster_found {
    bool known, revoked;
    enum roster_says says;
    char subject[ENTRY_NAME_MAX + 1];
};
enum em_status store_roster_lookup(struct store *store, const uint8_t lookup[32],
                                   struct roster_found *out, struct em_error *error);
/* The entry that counts of a delegate or of staff; EM_NOT_FOUND. */
enum em_status store_roster_person(struct store *store, const char *id, store_entry_visit *visit,
                                   void *context, struct em_error *error);
/* The entry that counts of each subject, by subject. `lookup` is NULL when there is none or it was
 * revoked. */
typedef enum em_status roster_visit(void *context, const struct entry *entry, const char *id,
                                    const uint8_t *lookup, struct em_error *error);
enum em_status store_roster_each(struct store *store, enum roster_says says, roster_visit *visit,
                                 void *context, struct em_error *error);
enum em_status store_roster_count(struct store *store, enum roster_says says, int64_t *count,
                                  struct em_error *error);
/* Wall time of a log's last entry, 0 when it has none. */
enum em_status store_newest(struct store *store, const char *origin, int64_t *at_us,
                            struct em_error *error);

/* All projections: dropped and made again, empty and without their indexes, which are made when the
 * rows are there: that is quicker, and to be compared they need none. */
enum em_status store_projections_reset(struct store *store, struct em_error *error);
enum em_status store_projections_index(struct store *store, struct em_error *error);
/* Whether their tables and indexes are those that this program makes, and nothing besides. */
bool store_projections_shaped(struct store *store);
/* SHA-256 of every column of every row of them, as SQLite holds them: equal digests are equal
 * bytes.
 */
enum em_status store_projections_digest(struct store *store, uint8_t digest[32],
                                        struct em_error *error);

#endif
