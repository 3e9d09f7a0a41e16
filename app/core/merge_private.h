/* What core/merge*.c share. */
#ifndef EM_CORE_MERGE_PRIVATE_H
#define EM_CORE_MERGE_PRIVATE_H

#include "core/ledger_private.h"
#include "core/merge.h"

/* A log of `from`, and what is to become of it. */
struct merge_item {
    struct merge_log told;
    int64_t size; /* in `from` */
    bool known;   /* `to` has heard of it */
    char *why;    /* it is left out; NULL: it is taken */
};

struct merge {
    struct store *to; /* NULL in a plan for a store that is not there yet */
    struct store *from;
    const struct kiosk_identity *identity; /* of the writer of `to` */
    int generation;                        /* of its own log, and how many entries that has */
    int64_t own_size;
    const struct merge_options *options;

    struct merge_item *items;
    size_t count, capacity;
};

/* Looks at every log that `from` names: an item each, proven against the key that it must have and
 * compared with what `to` has of it. Writes nothing. Both stores are in a snapshot, or written by
 * nobody else. */
enum em_status merge_look(struct merge *merge, struct em_error *error);
/* The log is left out, for this reason. */
void merge_leave_out(struct merge_item *item, const char *why);

#endif
