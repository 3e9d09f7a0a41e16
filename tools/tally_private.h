/* How statistics are counted; between tally.c and tally_doors.c. */
#ifndef EM_TOOLS_TALLY_PRIVATE_H
#define EM_TOOLS_TALLY_PRIVATE_H

#include "core/interned.h"
#include "tally.h"

struct governments;

struct counting {
    struct tally *tally;
    const struct list_work *work;
    struct list_filter filter;         /* of signatures: work's, but for public_only */
    struct interned keys[TALLY_PARTS]; /* of the items that are not words, in their order */
    struct governments *governments;   /* of the event pack */
    struct interned typed;  /* "id\nname\ncountry" as in the log: what is not folded again */
    uint32_t *typed_number; /* and which item of TALLY_GOVERNMENT each is */
    size_t typed_count, typed_capacity;
};

/* The item of this key, which is a new one, without a label, when it was never asked for. Until the
 * next. */
struct tally_item *tally_item(struct counting *counting, enum tally_id id, const char *key,
                              const char *item);

/* Adds the sessions and the scans. */
enum em_status tally_doors(struct counting *counting, struct em_error *error);

#endif
