#include "core/merge.h"

#include "core/body.h"
#include "core/merge_private.h"
#include "core/roster.h"
#include "core/verify.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- adding --- */

struct adding {
    const struct merge *merge;
    const struct merge_item *item;
};

static enum em_status add_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    const struct adding *adding = context;
    return store_entry_add(adding->merge->to, entry, leaf, error);
}

/* A log begins empty, also one that is filled at once. */
static enum em_status begin_log(struct store *to, const struct store_log *log,
                                struct em_error *error)
{
    struct store_log empty = *log;
    empty.size = 0;
    empty.frontier = (struct merkle_frontier){0};
    return store_log_add(to, &empty, error);
}

static enum em_status add_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct adding *adding = context;
    const struct merge *merge = adding->merge;
    int64_t had = adding->item->told.had;
    enum em_status status = adding->item->known ? EM_OK : begin_log(merge->to, log, error);
    if (status == EM_OK)
        status = store_entries(merge->from, log->origin, had, add_entry, adding, error);
    if (status == EM_OK && log->size > had)
        status = store_log_update(merge->to, log, error);
    return status;
}

static bool is_new(const struct merge_item *item)
{
    return !item->why && (!item->known || item->told.added > 0);
}

static bool has_news(const struct merge *merge)
{
    bool news = false;
    for (size_t i = 0; i < merge->count; i++)
        news |= is_new(&merge->items[i]);
    return news;
}

static enum em_status add_all(const struct merge *merge, struct em_error *error)
{
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < merge->count; i++) {
        struct adding adding = {.merge = merge, .item = &merge->items[i]};
        if (is_new(adding.item))
            status = store_logs(merge->from, adding.item->told.origin, add_log, &adding, error);
    }
    return status;
}

/* --- erasing --- */

struct erasure {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq;
};

struct erasing {
    struct erasure *erasures;
    size_t count, capacity;
};

static enum em_status note_erasure(void *context, const struct entry *entry, const uint8_t *leaf,
                                   struct em_error *error)
{
    struct erasing *erasing = context;
    json_t *body;
    (void)leaf;
    enum em_status status = body_read(&body, entry, error);
    const json_t *seq = json_object_get(body, "seq");
    const char *origin = body_word(body, "origin");
    if (status == EM_OK && json_is_integer(seq) && roster_may_erase(entry->origin, origin) &&
        entry_origin_valid(origin)) {
        erasing->erasures = em_grow(erasing->erasures, erasing->count, &erasing->capacity,
                                    sizeof *erasing->erasures);
        struct erasure *erasure = &erasing->erasures[erasing->count++];
        snprintf(erasure->origin, sizeof erasure->origin, "%s", origin);
        erasure->seq = json_integer_value(seq);
    }
    json_decref(body);
    return status;
}

/* What was erased in one store is erased in all: otherwise the order of merging would show. */
static enum em_status erase(const struct merge *merge, struct em_error *error)
{
    struct erasing erasing = {.count = 0};
    const enum entry_kind kind = ENTRY_ERASE;
    enum em_status status =
        store_entries_of_kinds(merge->to, &kind, 1, note_erasure, &erasing, error);
    for (size_t i = 0; status == EM_OK && i < erasing.count; i++)
        status = store_entry_erase(merge->to, erasing.erasures[i].origin, erasing.erasures[i].seq,
                                   error);
    free(erasing.erasures);
    return status;
}

/* --- what was left out may be missed --- */

static enum em_status check_log(void *context, const struct store_log *log, struct em_error *error)
{
    const struct adding *adding = context;
    const struct verify_options options = {.log_public = log->vkey};
    struct verify_result result;
    enum em_status status = verify_log(adding->merge->to, log, &options, &result, error);
    if (status != EM_OK || result.good)
        return status;
    return em_fail(error, EM_DAMAGED,
                   "Without the logs that were left out, the log %s does not hold: %s", log->origin,
                   result.reason);
}

/* A log whose bytes were erased by an entry of a log that is left out would not hold here. *again
 * says that one more is left out, and that all is to be taken back. */
static enum em_status check_added(struct merge *merge, bool *again, struct em_error *error)
{
    enum em_status status = EM_OK;
    *again = false;
    for (size_t i = 0; status == EM_OK && !*again && i < merge->count; i++) {
        struct merge_item *item = &merge->items[i];
        struct adding adding = {.merge = merge, .item = item};
        if (is_new(item))
            status = store_logs(merge->to, item->told.origin, check_log, &adding, error);
        *again = status == EM_DAMAGED;
        if (*again) {
            merge_leave_out(item, error->text);
            status = EM_OK;
        }
    }
    return status;
}

/* --- the whole --- */

/* The signatures of the store of a ledger: those that count. */
struct counted {
    int64_t count, since_us;
};

static enum em_status write_all(struct merge *merge, struct counted *counted, bool *again,
                                struct em_error *error)
{
    *again = false;
    enum em_status status = add_all(merge, error);
    if (status == EM_OK && merge->options->left)
        status = check_added(merge, again, error);
    if (status != EM_OK || *again)
        return status;
    status = erase(merge, error);
    if (status == EM_OK)
        status = roll_remake(merge->to, error);
    if (status == EM_OK)
        status = store_roll_count(merge->to, &counted->count, &counted->since_us, error);
    return status;
}

/* One transaction; with less in it, and anew, as long as what is in it does not hold. */
static enum em_status write_news(struct merge *merge, struct counted *counted,
                                 struct em_error *error)
{
    enum em_status status = EM_OK;
    for (bool again = true; again && status == EM_OK && has_news(merge);) {
        status = store_begin(merge->to, error);
        if (status == EM_OK)
            status = write_all(merge, counted, &again, error);
        if (status == EM_OK && !again)
            status = store_commit(merge->to, error);
        else
            store_rollback(merge->to);
    }
    return status;
}

static void tell(const struct merge *merge)
{
    const struct merge_options *options = merge->options;
    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_item *item = &merge->items[i];
        if (item->why)
            options->left(options->context, item->told.origin, item->why);
        else if (options->tell)
            options->tell(options->context, &item->told);
    }
}

static enum em_status refused(enum em_status status, const struct em_error *why,
                              struct em_error *error)
{
    bool of_a_log = status == EM_DAMAGED || status == EM_FOREIGN;
    return em_fail(error, status, "%s%s", why->text, of_a_log ? " Nothing was taken over." : "");
}

static void begin(struct merge *merge, const struct kiosk_identity *identity, struct store *from,
                  const struct merge_options *options)
{
    merge->from = from;
    merge->identity = identity;
    merge->options = options;
}

static void end(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++)
        free(merge->items[i].why);
    free(merge->items);
}

enum em_status merge_store(struct ledger *to, struct store *from,
                           const struct merge_options *options, struct em_error *error)
{
    assert(!to->batch.open);
    struct em_error own = {0}; /* walks need a sentence, and some of it is thrown away */
    struct counted counted = {to->count, to->since_us};
    struct merge merge = {.to = to->store, .generation = to->generation, .own_size = to->log.size};
    begin(&merge, &to->identity, from, options);
    enum em_status status = store_snapshot(from, &own);
    if (status == EM_OK)
        status = merge_look(&merge, &own);
    if (status == EM_OK)
        status = write_news(&merge, &counted, &own);
    store_rollback(from);
    if (status == EM_OK) {
        to->count = counted.count;
        to->since_us = counted.since_us;
        tell(&merge);
    }
    end(&merge);
    return status == EM_OK ? EM_OK : refused(status, &own, error);
}

/* --- a plan --- */

static enum em_status note_own(void *context, const struct store_log *log, struct em_error *error)
{
    struct merge *merge = context;
    merge->generation = ledger_generation(log->origin, merge->identity);
    merge->own_size = log->size;
    if (merge->generation > 0 &&
        memcmp(log->vkey, merge->identity->log_public, sizeof log->vkey) == 0)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "The log %s is not written with the key that was given, of %s/%s. Give its "
                   "own key, or name another folder.",
                   log->origin, merge->identity->event, merge->identity->writer);
}

static enum em_status enter_plan(struct merge *merge, struct store *to, struct em_error *error)
{
    char own[ENTRY_ORIGIN_SIZE];
    merge->to = to;
    if (!to)
        return EM_OK;
    enum em_status status = store_snapshot(to, error);
    if (status == EM_OK)
        status = store_meta_get(to, STORE_META_ORIGIN, own, sizeof own, error);
    return status == EM_OK ? store_logs(to, own, note_own, merge, error) : status;
}

enum em_status merge_plan(struct store *to, const struct kiosk_identity *identity,
                          struct store *from, const struct merge_options *options, bool *news,
                          struct em_error *error)
{
    struct em_error own = {0};
    struct merge merge = {.to = NULL};
    begin(&merge, identity, from, options);
    enum em_status status = enter_plan(&merge, to, &own);
    if (status == EM_OK)
        status = store_snapshot(from, &own);
    if (status == EM_OK)
        status = merge_look(&merge, &own);
    store_rollback(from);
    if (to)
        store_rollback(to);
    *news = has_news(&merge);
    if (status == EM_OK && !*news)
        tell(&merge);
    end(&merge);
    return status == EM_OK ? EM_OK : refused(status, &own, error);
}
