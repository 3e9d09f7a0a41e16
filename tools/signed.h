/* The signatures that lists, the book and the register are made of: each with who signed, as far as
 * it can be read, and whether a later one counts instead. Withdrawn and erased ones are in none.
 */
#ifndef EM_TOOLS_SIGNED_H
#define EM_TOOLS_SIGNED_H

#include "core/roll.h"
#include "list.h"
#include "superseded.h"

/* Lives as long as the visit. */
struct signed_row {
    const struct roll_signature *row;
    const char *name, *role; /* NULL: sealed */
    const char *email;       /* NULL: sealed; "" when none was given */
    /* Agreed to be contacted: "yes", "no"; NULL: sealed; "": an earlier emarge did not seal it. */
    const char *contact;
    const char *ink; /* as ink_encode_text wrote it, with the key; NULL: none, or sealed */
    bool opened;     /* the key opened the sealed part */
    enum superseded superseded;
};
typedef enum em_status signed_visit(void *context, const struct signed_row *row,
                                    struct em_error *error);

/* What is walked, and how. Key NULL opens nothing. */
struct signed_walk {
    struct store *store;
    const struct organiser_secret *key;
    const struct list_filter *filter; /* since, document, government, public_only */
    enum list_order order;            /* ORDER_LOG streams; the others hold a key a signature */
    const char *language;             /* for the order of names; NULL allowed with ORDER_LOG */
    bool superseded;                  /* those that a later one supersedes, too */
    /* Visits in ORDER_LOG that need nothing of the entries (leaf is zero) nor what is sealed: the
     * key serves judging alone. Opening a box takes longer than all else of a visit. */
    bool in_the_open;
};

/* Whether the filter leaves a row. */
bool signed_wanted(const struct list_filter *filter, const struct roll_signature *row);

/* Calls `visit` for each, streaming in ORDER_LOG. Whether one is superseded is judged over all
 * signatures, also those that the filter leaves out. `gaps` is counted of the rows that are
 * visited. Before the first visit: EM_DENIED, when the key opens nothing at all; EM_NOT_FOUND, when
 * the filter asks for what is nowhere (filter_check). Shows progress.
 *
 * With public_only or in_the_open only what the log has in the open is told, whatever the key
 * opens; the gaps of in_the_open are the rows that had to be opened to judge, and were not. */
enum em_status signed_each(const struct signed_walk *walk, signed_visit *visit, void *context,
                           struct list_gaps *gaps, struct em_error *error);

#endif
