/* The event's pioneer governments, signed or not, and by whom. Of a government's signatures the
 * first one that counts is shown, as it is the one that made the government sign, and later ones
 * take nothing from it; how many more there are stands beside it. Who signed personally signed for
 * no government.
 *
 * In public it is the first of those who agreed to be listed. Where nobody did, the government has
 * signed, and that is all that is said.
 */
#include "core/clock.h"
#include "core/memory.h"
#include "core/signature.h"
#include "country_ranks.h"
#include "governments.h"
#include "order.h"
#include "signed.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const struct report_column columns[] = {
    {"document", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Document"), 20},
    {"title", CELL_TEXT, COLUMN_PUBLIC, COLUMN_GROUP, N_("Document"), 36},
    {"government_id", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Government"), 20},
    {"government", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, N_("Government"), 26},
    {"country", CELL_COUNTRY, COLUMN_PUBLIC, COLUMN_ROW, N_("Country"), 14},
    {"signed", CELL_BOOL, COLUMN_PUBLIC, COLUMN_ROW, N_("Signed"), 8},
    {"name", CELL_TEXT, COLUMN_UNLESS_LISTED, COLUMN_ROW, N_("Name"), 26},
    {"role", CELL_TEXT, COLUMN_UNLESS_LISTED, COLUMN_ROW, N_("Role"), 22},
    {"signed_at", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Signed on"), 24},
    {"number", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, N_("Number"), 8},
    {"others", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("More signatures"), 10},
    {"listed", CELL_BOOL, COLUMN_PUBLIC, COLUMN_DATA, N_("Listed"), 8},
    {"mode", CELL_WORD, COLUMN_PUBLIC, COLUMN_DATA, N_("Signature"), 12},
    {"origin", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Log"), 26},
    {"seq", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_DATA, N_("Entry"), 8},
    {"leaf", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Leaf hash"), 64},
};
static const struct report report = {.name = "pioneers",
                                     .title = N_("Pioneer governments"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = 0};

/* A government under a document, and the signature that is shown. Its texts are NULL until there is
 * one; a name or a role that is NULL then is sealed. */
struct pioneer {
    const char *document;
    const struct pack_government *government;
    long long signatures;
    int64_t at_us, seq;
    char *origin, *number, *name, *role, *mode;
    bool listed;
    uint8_t leaf[ENTRY_HASH_SIZE];
};

struct pioneers {
    const struct list_work *work;
    struct governments *governments;
    struct pioneer *items; /* document by document */
    size_t count, capacity;
    long long unsure;
};

/* --- collecting --- */

static void add_document(struct pioneers *pioneers, const char *document)
{
    const struct event_pack *pack = pioneers->work->edition->pack;
    const struct list_filter *filter = pioneers->work->filter;
    for (size_t i = 0; i < pack->government_count; i++) {
        const struct pack_government *government = &pack->governments[i];
        if (!government->pioneer || (filter->government && filter->in_pack != government))
            continue;
        pioneers->items =
            em_grow(pioneers->items, pioneers->count, &pioneers->capacity, sizeof *pioneers->items);
        pioneers->items[pioneers->count++] =
            (struct pioneer){.document = document, .government = government};
    }
}

/* All of the event's, or the one that is asked for, which need not be. */
static void add_documents(struct pioneers *pioneers)
{
    const struct event_pack *pack = pioneers->work->edition->pack;
    const char *only = pioneers->work->filter->document;
    for (size_t i = 0; !only && i < pack->document_count; i++)
        add_document(pioneers, pack->documents[i].id);
    if (only)
        add_document(pioneers, only);
}

static struct pioneer *find(const struct pioneers *pioneers, const struct roll_signature *row)
{
    const struct pack_government *government =
        governments_find(pioneers->governments, row->government_id, row->government, row->country);
    for (size_t i = 0; government && i < pioneers->count; i++)
        if (pioneers->items[i].government == government &&
            strcmp(pioneers->items[i].document, row->document) == 0)
            return &pioneers->items[i];
    return NULL;
}

static void forget(struct pioneer *pioneer)
{
    char **texts[] = {&pioneer->origin, &pioneer->number, &pioneer->name, &pioneer->role,
                      &pioneer->mode};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        free(*texts[i]);
        *texts[i] = NULL;
    }
}

/* Its texts are copied; a name that is NULL is sealed. */
static void show(struct pioneer *pioneer, const struct roll_signature *row, const char *name,
                 const char *role)
{
    forget(pioneer);
    pioneer->at_us = row->at_us;
    pioneer->seq = row->seq;
    pioneer->origin = em_strdup(row->origin);
    pioneer->number = em_strdup(row->number);
    pioneer->name = name ? em_strdup(name) : NULL;
    pioneer->role = role ? em_strdup(role) : NULL;
    pioneer->mode = em_strdup(row->mode);
    pioneer->listed = row->listed;
    memcpy(pioneer->leaf, row->leaf, sizeof pioneer->leaf);
}

/* They come by log and entry, so of two at one time the earlier stays. */
static enum em_status take(void *context, const struct signed_row *person, struct em_error *error)
{
    struct pioneers *pioneers = context;
    const struct roll_signature *row = person->row;
    struct pioneer *pioneer =
        strcmp(row->capacity, signature_capacity_name[CAPACITY_GOVERNMENT]) == 0
            ? find(pioneers, row)
            : NULL;
    (void)error;
    if (!pioneer)
        return EM_OK;
    pioneer->signatures++;
    pioneers->unsure += person->superseded == SUPERSEDED_UNKNOWN;
    if (pioneer->number && row->at_us >= pioneer->at_us)
        return EM_OK;
    if (!pioneers->work->filter->public_only)
        show(pioneer, row, person->name, person->role);
    else if (row->listed)
        show(pioneer, row, row->name, row->role);
    return EM_OK;
}

/* Also who did not agree to be listed makes a government sign. In public, names come from what
 * stands in the open. */
static enum em_status collect(struct pioneers *pioneers, struct list_gaps *gaps,
                              struct em_error *error)
{
    const struct list_work *work = pioneers->work;
    struct list_filter filter = *work->filter;
    filter.public_only = false;
    const struct signed_walk walk = {.store = work->store, .key = work->key, .filter = &filter};
    add_documents(pioneers);
    enum em_status status = signed_each(&walk, take, pioneers, gaps, error);
    if (status == EM_OK && work->filter->government && pioneers->count == 0)
        return em_fail(error, EM_NOT_FOUND, "%.200s is none of the event's pioneer governments.",
                       work->filter->government);
    return status;
}

/* --- writing --- */

static const char *or_sealed(const char *text)
{
    return text ? text : LIST_SEALED;
}

static const char *title_of(const struct edition *edition, const char *id)
{
    const struct pack_document *document = edition_document(edition, id);
    return document ? document->titles[edition->index] : id;
}

static void write_row(const struct pioneers *pioneers, const struct pioneer *pioneer)
{
    const struct edition *edition = pioneers->work->edition;
    const struct pack_government *government = pioneer->government;
    char at[EM_TIME_SIZE] = "", others[24] = "", seq[24] = "";
    char leaf[2 * sizeof pioneer->leaf + 1] = "";
    bool shown = pioneer->number;
    if (pioneer->signatures)
        snprintf(others, sizeof others, "%lld", pioneer->signatures - shown);
    if (shown) {
        em_time_format(pioneer->at_us, at);
        snprintf(seq, sizeof seq, "%lld", (long long)pioneer->seq);
        sodium_bin2hex(leaf, sizeof leaf, pioneer->leaf, sizeof pioneer->leaf);
    }
    const char *cells[] = {
        pioneer->document,
        title_of(edition, pioneer->document),
        government->id,
        government->names[edition->index],
        government->country,
        pioneer->signatures ? "yes" : "no",
        shown ? or_sealed(pioneer->name) : "",
        shown ? or_sealed(pioneer->role) : "",
        at,
        shown ? pioneer->number : "",
        others,
        !shown            ? ""
        : pioneer->listed ? "yes"
                          : "no",
        shown ? pioneer->mode : "",
        shown ? pioneer->origin : "",
        seq,
        leaf,
    };
    sink_row(pioneers->work->sink, cells);
}

/* By document, then as asked, then by the government's name. */
static struct order *order_of(const struct pioneers *pioneers)
{
    const struct list_work *work = pioneers->work;
    const struct edition *edition = work->edition;
    struct order *order = order_new(edition->language);
    struct country_ranks *ranks = country_ranks_new(edition->language);
    int64_t document = 0;
    for (size_t i = 0; i < pioneers->count; i++) {
        const struct pioneer *pioneer = &pioneers->items[i];
        document += i && strcmp(pioneer->document, pioneers->items[i - 1].document) != 0;
        order_number(order, document);
        if (work->order == ORDER_NAME)
            order_text(order, pioneer->name);
        else if (work->order == ORDER_TIME)
            order_number(order, pioneer->number ? pioneer->at_us : INT64_MAX);
        else if (work->order == ORDER_COUNTRY)
            order_number(order, country_rank(ranks, pioneer->government->country));
        order_text(order, pioneer->government->names[edition->index]);
        order_row(order);
    }
    order_sort(order);
    country_ranks_free(ranks);
    return order;
}

static void write_rows(const struct pioneers *pioneers)
{
    struct order *order = order_of(pioneers);
    for (size_t i = 0; i < pioneers->count; i++)
        write_row(pioneers, &pioneers->items[order_at(order, i)]);
    order_free(order);
}

/* Only what is shown can be missed. */
static void count_gaps(const struct pioneers *pioneers, struct list_gaps *gaps)
{
    gaps->sealed = 0;
    for (size_t i = 0; i < pioneers->count; i++)
        gaps->sealed += pioneers->items[i].number && !pioneers->items[i].name;
    if (gaps->unopened > gaps->sealed)
        gaps->unopened = gaps->sealed;
    gaps->unsure = pioneers->unsure;
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct pioneers pioneers = {.work = work, .governments = governments_new(work->edition->pack)};
    enum em_status status = collect(&pioneers, gaps, error);
    if (status == EM_OK) {
        write_rows(&pioneers);
        count_gaps(&pioneers, gaps);
    }
    for (size_t i = 0; i < pioneers.count; i++)
        forget(&pioneers.items[i]);
    free(pioneers.items);
    governments_free(pioneers.governments);
    return status;
}

const struct list list_pioneers = {
    .report = &report,
    .about = "the event's pioneer governments, signed or not, each with its first signature that "
             "counts and how many more there are",
    .takes = TAKES_DOCUMENT | TAKES_GOVERNMENT | TAKES_SORT | TAKES_PUBLIC,
    .needs_event = true,
    .write = write_list,
};
