/* The statistics of an event, counted once for everything that shows them: the list `statistics`,
 * `emarge stats`, and the pictures of the register. They name nobody.
 *
 * A signature is counted when it is neither withdrawn nor erased and no later one supersedes it;
 * one of which only the key tells is counted, and counted apart. Sizes: an item a government, a
 * country, an hour that has a signature; the rest is a handful.
 */
#ifndef EM_TOOLS_TALLY_H
#define EM_TOOLS_TALLY_H

#include "list.h"
#include "report.h"

enum tally_id {
#define PART(constant, name, type, title) TALLY_##constant,
#include "tally_parts.def"
#undef PART
    TALLY_PARTS
};

struct tally_item {
    char *item;      /* what programs read: an hour (CELL_TIME, its beginning), a code, an id, a
                        word; of a government that the event does not know, as it was typed */
    char *label;     /* what people read, in the edition's language; not made visible yet
                        (words_visible): governments are typed by anybody */
    char country[3]; /* of a government, if known; "" of everything else */
    long long count;
};

struct tally_part {
    const char *name;
    const char *title;   /* msgid */
    enum cell_type type; /* of `item` */
    /* Hours by time; governments, countries and languages by count, then by label; sessions as in
     * the programme; words in a fixed order. */
    struct tally_item *items;
    size_t count, capacity;
    long long total; /* what the counts are of: their sum; in TALLY_SIGNATURES, all that were
                        recorded */
    long long most;  /* the largest count */
};

/* The items of TALLY_SIGNATURES, always all of them, in this order: "counted", "unsure" (of these,
 * those of which only the key tells whether a later one counts), "superseded", "withdrawn",
 * "erased". */
enum { TALLY_COUNTED, TALLY_UNSURE, TALLY_SUPERSEDED, TALLY_WITHDRAWN, TALLY_ERASED };

struct tally {
    struct tally_part parts[TALLY_PARTS]; /* by enum tally_id; one without items says nothing */
};

/* Counts what the filter leaves: `since`, `document` and `government` of signatures, `since` of
 * sessions and scans, which are left out when one document or government is asked for. With
 * `public_only`, too, every count is of all, listed or not: a number names nobody. `work` needs
 * no sink. Free it in any case. */
enum em_status tally_load(struct tally *out, const struct list_work *work, struct list_gaps *gaps,
                          struct em_error *error);
/* The same of those signatures alone whose signatories agreed to be listed; an erased one says
 * nothing of it and is left out. */
enum em_status tally_load_listed(struct tally *out, const struct list_work *work,
                                 struct list_gaps *gaps, struct em_error *error);
void tally_free(struct tally *tally);

/* Of TALLY_SIGNATURES, 0 when there is none. */
long long tally_signatures(const struct tally *tally, size_t which);

#endif
