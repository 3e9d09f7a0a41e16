/* A list that `emarge export` writes: who signed, who was there. One file, one const descriptor,
 * one line in lists.def; how a list looks is for the writers (report.h).
 */
#ifndef EM_TOOLS_LIST_H
#define EM_TOOLS_LIST_H

#include "core/keys.h"
#include "core/store.h"
#include "report.h"

/* What a list is made of and where it goes. */
struct list_work {
    struct store *store;                /* within a snapshot */
    const struct organiser_secret *key; /* opens what is sealed; NULL: cells stay "(sealed)" */
    const char *session;                /* of this one only; NULL: of all */
    const struct writer *writer;
    const struct writer_options *options;
    FILE *out;
};

/* How much of the list could not be read. */
struct list_gaps {
    long long sealed; /* rows of which something stayed sealed */
    long long
        unopened; /* of these, rows that the key does not open: damaged, or sealed to another */
    struct em_error first; /* what is wrong with the first of them */
};

struct list {
    const char *name; /* as in `emarge export NAME` */
    const struct report *report;
    bool of_sessions; /* takes list_work.session */
    /* Writes all rows. What does not open leaves "(sealed)" in its row: one bad row keeps nobody
     * else's from the list. A key that opens nothing at all is the wrong one: EM_DENIED. */
    enum em_status (*write)(const struct list_work *work, struct list_gaps *gaps,
                            struct em_error *error);
};

#define LIST(name) extern const struct list list_##name;
#include "lists.def"
#undef LIST

/* NULL when there is no such list. */
const struct list *list_find(const char *name);
/* "signatures, attendance or scans" */
void list_names(char *out, size_t size);

#define LIST_SEALED "(sealed)"

#endif
