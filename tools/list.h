/* A list that `emarge export` writes: who signed, who was there. One file, one const descriptor,
 * one line in lists.def; how a list looks is for the writers (report.h).
 */
#ifndef EM_TOOLS_LIST_H
#define EM_TOOLS_LIST_H

#include "core/keys.h"
#include "core/store.h"
#include "report.h"

/* What a list is narrowed to; {0} is all. */
struct list_filter {
    int64_t since_us;       /* nothing that happened before; 0: from the beginning */
    const char *document;   /* signatures under this document only */
    const char *session;    /* attendance of this session only */
    const char *government; /* of this government only: its id, or its name (case and accents
                               aside) */
    bool public_only;       /* only what signatories agreed to show */

    /* What the words above are in the event; the caller resolves them (filter_resolve). */
    const struct event_pack *pack;         /* NULL: not known */
    const struct pack_government *in_pack; /* NULL: `government` is none of the pack's */
};

/* Looks up in the pack, which outlives the filter and may be NULL, what the filter asks for. */
void filter_resolve(struct list_filter *filter, const struct event_pack *pack);
/* That a word was mistyped is likelier than that nobody signed: EM_NOT_FOUND, with what there is,
 * when neither the pack nor any row has the document or the government that is asked for. */
enum em_status filter_check(const struct list_filter *filter, bool document_seen,
                            bool government_seen, struct em_error *error);

/* Whether a row is within it; a text may be "" when it is not known. */
bool filter_time(const struct list_filter *filter, int64_t at_us);
bool filter_document(const struct list_filter *filter, const char *id);
/* One that the pack knows is found by each of its names; where a row has no id, as in rosters, also
 * by an id in the place of the name. */
bool filter_government(const struct list_filter *filter, const char *id, const char *name);

enum list_order {
    ORDER_LOG, /* as the list comes: by log and entry, by session and time */
    ORDER_NAME,
    ORDER_GOVERNMENT,
    ORDER_COUNTRY,
    ORDER_TIME,
};

/* What a list is made of and where it goes. */
struct list_work {
    struct store *store;                /* within a snapshot */
    const struct organiser_secret *key; /* opens what is sealed; NULL: cells stay "(sealed)" */
    const struct edition *edition;
    const struct list_filter *filter;
    enum list_order order;
    const struct sink *sink;
};

/* How much of the list could not be read. */
struct list_gaps {
    long long sealed; /* rows of which something stayed sealed */
    long long
        unopened; /* of these, rows that the key does not open: damaged, or sealed to another */
    struct em_error first; /* what is wrong with the first of them */
    long long unsure; /* signatures of which only the key tells whether a later one counts; of lists
                         that do not say so in each row */
};

/* Which options a list takes: the others are refused, not ignored. */
enum list_takes {
    TAKES_SINCE = 1,
    TAKES_DOCUMENT = 2,
    TAKES_SESSION = 4,
    TAKES_GOVERNMENT = 8,
    TAKES_SORT = 16,
    TAKES_PUBLIC = 32,
};

/* Of lists that say who was where. */
#define LIST_NOT_PUBLIC                                                                            \
    "Nobody was asked whether to publish where they were, so there is no public list of it. How "  \
    "many were in each session is public: `emarge export statistics --public`."

struct list {
    const struct report *report; /* its name is that in `emarge export NAME` */
    const char *about;           /* one line for the help */
    unsigned takes;              /* of enum list_takes */
    bool needs_event;            /* it is made of the event pack, too */
    const char *not_public;      /* without TAKES_PUBLIC: a sentence that says why there is no such
                                    list, and what is public instead; LIST_NOT_PUBLIC */
    /* Hands on all rows. What does not open leaves "(sealed)" in its row: one bad row keeps nobody
     * else's from the list. A key that opens nothing at all is the wrong one: EM_DENIED, before
     * the first row. */
    enum em_status (*write)(const struct list_work *work, struct list_gaps *gaps,
                            struct em_error *error);
};

#define LIST(name) extern const struct list list_##name;
#include "lists.def"
#undef LIST

extern const struct list *const lists[];
extern const size_t list_count;
/* NULL when there is no such list. */
const struct list *list_find(const char *name);
/* "signatures, attendance or scans" */
void list_names(char *out, size_t size);

#define LIST_SEALED "(sealed)"

#endif
