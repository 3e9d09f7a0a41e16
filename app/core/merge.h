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
};
typedef void merge_tell(void *context, const struct merge_log *log);

/* Adds to `to` (held for writing by its ledger) what `from` has of other writers' logs, each log
 * proven first, from one snapshot of `from` and in one transaction of `to`. Same seq and same leaf
 * is "already have"; another leaf, another key or a root that does not follow is EM_DAMAGED and
 * names the entry; logs of another event are EM_FOREIGN, and so is the organiser's where its key is
 * not known. Nothing is changed unless EM_OK, and `tell` is called then only, by origin.
 *
 * The own log of `to` is never written by a merge; if `from` has more of it than `to`, `to` fell
 * back to an older state: EM_DAMAGED. What an `erase` entry of the organiser's log, or of the log
 * itself, names is erased here as well. The projections follow in the same transaction. */
enum em_status merge_store(struct ledger *to, struct store *from, merge_tell *tell, void *context,
                           struct em_error *error);

#endif
