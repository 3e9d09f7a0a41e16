/* Merging: the union of the logs of two stores (DESIGN sections 4 and 7). Resending is harmless,
 * and order does not matter.
 */
#ifndef EM_CORE_MERGE_H
#define EM_CORE_MERGE_H

#include "core/ledger.h"
#include "core/store.h"

struct merge_log {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t had, added; /* entries */
    uint8_t vkey[32];
    bool new_log; /* heard of for the first time, and its key taken on trust, so show it */
    bool vouched; /* merge_key named its key */
};
typedef void merge_tell(void *context, const struct merge_log *log);
/* A log that was not taken, and a sentence that says why; origin "" when `from` cannot even say
 * which further logs it has. */
typedef void merge_left(void *context, const char *origin, const char *why);

/* The public key of a log that another writer keeps, as somebody noted it who can tell; NULL when
 * they cannot. */
typedef const uint8_t *merge_key(void *context, const char *origin);

struct merge_options { /* {0} is allowed */
    merge_tell *tell;  /* NULL: nobody is told */
    /* Given for a store that was damaged: a log that does not hold is left out, and told, and does
     * not keep the others from being taken. NULL: one that does not hold stops all. */
    merge_left *left;
    void *context;         /* of both */
    merge_key *key;        /* NULL: nobody can tell, and a new log's key is taken on trust */
    void *key_context;     /* its own */
    const char *key_names; /* where it looks, for a sentence: "kiosks.csv" */
    bool others_only;      /* what the writer of `to` wrote itself is not looked at */
};

/* Adds to `to` (held for writing by its ledger) what `from` has of other writers' logs, each log
 * proven first, from one snapshot of `from` and in one transaction of `to`. Same seq and same leaf
 * is "already have"; another leaf, another key or a root that does not follow is EM_DAMAGED and
 * names the entry, or whose keys differ; logs of another event are EM_FOREIGN, and so is the
 * organiser's where its key is not known. Nothing is changed unless EM_OK; `tell` and `left` are
 * called then only, by origin.
 *
 * The own log of `to` is never written by a merge; if `from` has more of it than `to`, `to` fell
 * back to an older state: EM_DAMAGED. What an `erase` entry of the organiser's log, or of the log
 * itself, names is erased here as well. The projections follow in the same transaction. */
enum em_status merge_store(struct ledger *to, struct store *from,
                           const struct merge_options *options, struct em_error *error);

/* Whether such a merge would bring anything, without the ledger and without writing: `to` is the
 * store of `identity`, opened to be read, or NULL when there is none yet. Refuses what merge_store
 * would refuse. `tell` and `left` are called when there is nothing new, for the merge is done then;
 * else merge_store calls them. */
enum em_status merge_plan(struct store *to, const struct kiosk_identity *identity,
                          struct store *from, const struct merge_options *options, bool *news,
                          struct em_error *error);

#endif
