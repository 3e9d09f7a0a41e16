/* Whether a log is what it says: every entry has its hashes, every leaf follows from its entry, the
 * leaves have the root that the log's signed checkpoint names. Reading only.
 */
#ifndef EM_CORE_VERIFY_H
#define EM_CORE_VERIFY_H

#include "core/note.h"
#include "core/store.h"

/* Called about a thousand times in a long run: entries done of how many the log says it has. */
struct verify_progress {
    void (*step)(void *context, const char *origin, int64_t done, int64_t total);
    void *context;
};

struct verify_result {
    int64_t entries;                /* that are good, from 0 on */
    uint8_t root[MERKLE_HASH_SIZE]; /* of those */
    bool good;
    int64_t bad_seq;  /* the first bad entry; -1 when the fault is in the log's head, or none */
    char reason[384]; /* a sentence, "" when good */
};

struct verify_options {        /* {0} is allowed */
    const uint8_t *log_public; /* the key to prove it against; NULL takes the store's word */
    const struct note_checkpoint *earlier; /* a checkpoint that this log must continue, or NULL */
    struct verify_progress progress;       /* step may be NULL */
};

/* Proves one log, as visited by store_logs. EM_OK when it could be read, good or not, and also when
 * the file cannot be read through because it is damaged: that log is not good. Other statuses are
 * faults of the disk. Run it within store_snapshot when a kiosk may be writing. */
enum em_status verify_log(struct store *store, const struct store_log *log,
                          const struct verify_options *options, struct verify_result *result,
                          struct em_error *error);

#endif
