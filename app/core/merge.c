#include "core/merge.h"

#include "core/body.h"
#include "core/ledger_private.h"
#include "core/roster.h"
#include "core/verify.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 1024

struct erasure {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq;
};

struct merge {
    struct ledger *to;
    struct store *from;
    struct kiosk_identity organiser; /* its names only */

    struct merge_log *logs; /* what is to be told, in the order of `from` */
    size_t count, capacity;
    struct erasure *erasures;
    size_t erasure_count, erasure_capacity;
    bool added;

    /* The log that is being merged, and the leaves that `to` has of it, a window at a time. */
    struct store_log had;
    int64_t seq; /* of the next entry of `from` */
    struct {
        int64_t first;
        size_t count;
        uint8_t leaves[WINDOW][ENTRY_HASH_SIZE];
    } window;
};

/* --- what is had already --- */

static enum em_status take_head(void *context, const struct store_log *log, struct em_error *error)
{
    struct store_log *out = context;
    (void)error;
    *out = *log;
    out->checkpoint = NULL; /* it lives as long as the visit */
    return EM_OK;
}

/* The head of a log here; *known says whether it was ever heard of. */
static enum em_status find_had(struct store *to, const char *origin, struct store_log *had,
                               bool *known, struct em_error *error)
{
    *had = (struct store_log){.size = 0};
    enum em_status status = store_logs(to, origin, take_head, had, error);
    *known = status == EM_OK;
    return status == EM_NOT_FOUND ? EM_OK : status;
}

/* --- which logs are taken, and on whose word --- */

static bool of_event(const char *origin, const char *event)
{
    size_t length = strlen(event);
    return strncmp(origin, event, length) == 0 && origin[length] == '/';
}

static enum em_status check_own(const struct merge *merge, const struct store_log *log,
                                int generation, struct em_error *error)
{
    const struct ledger *to = merge->to;
    if (generation < to->generation || (generation == to->generation && log->size <= to->log.size))
        return EM_OK;
    return em_fail(error, EM_DAMAGED,
                   "The other store has %" PRId64 " entries of %s, which is written here, where "
                   "%s has %" PRId64 ": this store fell back to an older state. Put the newest "
                   "copy of this folder back; nothing was taken over.",
                   log->size, log->origin, to->log.origin, to->log.size);
}

/* A log that replaces a damaged one has its name, ".2" behind it, and its key. */
struct sibling {
    const char *origin;
    uint8_t vkey[32];
    bool found;
};

static enum em_status look_for_sibling(void *context, const struct store_log *log,
                                       struct em_error *error)
{
    struct sibling *sibling = context;
    size_t length = strcspn(log->origin, ".");
    (void)error;
    if (length == strcspn(sibling->origin, ".") &&
        strncmp(log->origin, sibling->origin, length) == 0) {
        memcpy(sibling->vkey, log->vkey, sizeof sibling->vkey);
        sibling->found = true;
    }
    return EM_OK;
}

/* What is known of a log that is not had: whether it has a sibling, whose key goes into `had`. */
static enum em_status find_sibling(struct store *to, const char *origin, struct store_log *had,
                                   bool *found, struct em_error *error)
{
    struct sibling sibling = {.origin = origin};
    enum em_status status = store_logs(to, NULL, look_for_sibling, &sibling, error);
    memcpy(had->vkey, sibling.vkey, sizeof had->vkey);
    *found = sibling.found;
    return status;
}

/* The key that a log must be signed with; NULL: this is the first that is heard of its writer. */
static enum em_status expected_key(const struct merge *merge, const struct store_log *log,
                                   const struct store_log *had, bool known, const uint8_t **key,
                                   struct em_error *error)
{
    const struct kiosk_identity *identity = &merge->to->identity;
    int generation = ledger_generation(log->origin, identity);
    *key = known ? had->vkey : NULL;
    if (generation > 0) {
        *key = identity->log_public;
        return check_own(merge, log, generation, error);
    }
    if (ledger_generation(log->origin, &merge->organiser) == 0)
        return EM_OK;
    *key = identity->organiser_log;
    if (identity->has_badges)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "This kiosk was enrolled before there were badges and does not know the "
                   "organiser's log. Enroll a new one; nothing was taken over.");
}

static enum em_status not_good(const struct store_log *log, const struct verify_result *result,
                               struct em_error *error)
{
    if (result->bad_seq >= 0)
        return em_fail(error, EM_DAMAGED,
                       "Entry %" PRId64 " of the log %s in the other store does not hold: %s "
                       "Nothing was taken over.",
                       result->bad_seq, log->origin, result->reason);
    return em_fail(error, EM_DAMAGED,
                   "The log %s in the other store does not hold: %s Nothing was taken over.",
                   log->origin, result->reason);
}

static enum em_status prove(void *context, const struct store_log *log, struct em_error *error)
{
    struct merge *merge = context;
    struct verify_options options = {0};
    struct verify_result result;
    struct store_log had;
    bool known;
    if (!of_event(log->origin, merge->to->identity.event))
        return em_fail(error, EM_FOREIGN,
                       "The other store has the log %.140s, and this one is of the event %s. "
                       "Nothing was taken over.",
                       log->origin, merge->to->identity.event);
    enum em_status status = find_had(merge->to->store, log->origin, &had, &known, error);
    if (status == EM_OK && !known)
        status = find_sibling(merge->to->store, log->origin, &had, &known, error);
    if (status == EM_OK)
        status = expected_key(merge, log, &had, known, &options.log_public, error);
    if (status == EM_OK)
        status = verify_log(merge->from, log, &options, &result, error);
    if (status != EM_OK)
        return status;
    return result.good ? EM_OK : not_good(log, &result, error);
}

/* --- adding --- */

/* Ends the walk when the window is full; it is no failure. */
#define WINDOW_FULL EM_BUSY

static enum em_status take_leaf(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    struct merge *merge = context;
    (void)entry;
    (void)error;
    memcpy(merge->window.leaves[merge->window.count++], leaf, ENTRY_HASH_SIZE);
    return merge->window.count == WINDOW ? WINDOW_FULL : EM_OK;
}

static enum em_status fill_window(struct merge *merge, struct em_error *error)
{
    merge->window.first = merge->seq;
    merge->window.count = 0;
    enum em_status status =
        store_entries(merge->to->store, merge->had.origin, merge->seq, take_leaf, merge, error);
    return status == WINDOW_FULL && merge->window.count == WINDOW ? EM_OK : status;
}

static enum em_status compare(struct merge *merge, const struct entry *entry, const uint8_t *leaf,
                              struct em_error *error)
{
    enum em_status status = EM_OK;
    if (merge->seq >= merge->window.first + (int64_t)merge->window.count)
        status = fill_window(merge, error);
    if (status != EM_OK)
        return status;
    size_t at = (size_t)(merge->seq - merge->window.first);
    if (at < merge->window.count && memcmp(merge->window.leaves[at], leaf, ENTRY_HASH_SIZE) == 0)
        return EM_OK;
    return em_fail(error, EM_DAMAGED,
                   "Entry %" PRId64 " of %s says one thing in the other store and another here: "
                   "the log was continued twice, from two copies of one folder. Keep both, and run "
                   "`emarge verify` on each; nothing was taken over.",
                   entry->seq, entry->origin);
}

static enum em_status merge_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *error)
{
    struct merge *merge = context;
    enum em_status status = merge->seq < merge->had.size
                                ? compare(merge, entry, leaf, error)
                                : store_entry_add(merge->to->store, entry, leaf, error);
    merge->seq++;
    return status;
}

/* A log begins empty, also one that is filled at once. */
static enum em_status begin_log(struct merge *merge, const struct store_log *log,
                                struct em_error *error)
{
    struct store_log empty = *log;
    empty.size = 0;
    empty.frontier = (struct merkle_frontier){0};
    merge->had = empty;
    return store_log_add(merge->to->store, &empty, error);
}

static void remember(struct merge *merge, const struct store_log *log, bool known)
{
    int64_t added = log->size - merge->had.size;
    bool trusted = ledger_generation(log->origin, &merge->to->identity) == 0 &&
                   ledger_generation(log->origin, &merge->organiser) == 0;
    struct merge_log told = {
        .had = merge->had.size, .added = added > 0 ? added : 0, .new_log = !known && trusted};
    memcpy(told.origin, log->origin, sizeof told.origin);
    memcpy(told.vkey, log->vkey, sizeof told.vkey);
    merge->logs = em_grow(merge->logs, merge->count, &merge->capacity, sizeof *merge->logs);
    merge->logs[merge->count++] = told;
    merge->added |= told.added > 0 || !known;
}

static enum em_status merge_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct merge *merge = context;
    bool known;
    merge->seq = 0;
    merge->window.first = 0;
    merge->window.count = 0;
    enum em_status status = find_had(merge->to->store, log->origin, &merge->had, &known, error);
    if (status == EM_OK && !known)
        status = begin_log(merge, log, error);
    if (status == EM_OK)
        status = store_entries(merge->from, log->origin, 0, merge_entry, merge, error);
    if (status == EM_OK && log->size > merge->had.size)
        status = store_log_update(merge->to->store, log, error);
    if (status == EM_OK)
        remember(merge, log, known);
    return status;
}

/* --- erasing --- */

static enum em_status note_erasure(void *context, const struct entry *entry, const uint8_t *leaf,
                                   struct em_error *error)
{
    struct merge *merge = context;
    json_t *body;
    (void)leaf;
    enum em_status status = body_read(&body, entry, error);
    const json_t *seq = json_object_get(body, "seq");
    const char *origin = body_word(body, "origin");
    if (status == EM_OK && json_is_integer(seq) && roster_may_erase(entry->origin, origin) &&
        entry_origin_valid(origin)) {
        merge->erasures = em_grow(merge->erasures, merge->erasure_count, &merge->erasure_capacity,
                                  sizeof *merge->erasures);
        struct erasure *erasure = &merge->erasures[merge->erasure_count++];
        snprintf(erasure->origin, sizeof erasure->origin, "%s", origin);
        erasure->seq = json_integer_value(seq);
    }
    json_decref(body);
    return status;
}

/* What was erased in one store is erased in all: otherwise the order of merging would show. */
static enum em_status erase(struct merge *merge, struct em_error *error)
{
    struct store *to = merge->to->store;
    const enum entry_kind kind = ENTRY_ERASE;
    enum em_status status = store_entries_of_kinds(to, &kind, 1, note_erasure, merge, error);
    for (size_t i = 0; status == EM_OK && i < merge->erasure_count; i++)
        status = store_entry_erase(to, merge->erasures[i].origin, merge->erasures[i].seq, error);
    return status;
}

/* --- the whole --- */

static enum em_status write_all(struct merge *merge, struct em_error *error)
{
    struct ledger *to = merge->to;
    int64_t count = to->count, since_us = to->since_us;
    enum em_status status = store_logs(merge->from, NULL, merge_log, merge, error);
    if (status == EM_OK && merge->added)
        status = erase(merge, error);
    if (status == EM_OK && merge->added)
        status = roll_remake(to->store, error);
    if (status == EM_OK && merge->added)
        status = store_roll_count(to->store, &count, &since_us, error);
    if (status == EM_OK)
        status = store_commit(to->store, error);
    if (status == EM_OK) {
        to->count = count;
        to->since_us = since_us;
    }
    return status;
}

static enum em_status merge_all(struct merge *merge, struct em_error *error)
{
    enum em_status status = store_logs(merge->from, NULL, prove, merge, error);
    if (status == EM_OK)
        status = store_begin(merge->to->store, error);
    if (status != EM_OK)
        return status;
    status = write_all(merge, error);
    if (status != EM_OK)
        store_rollback(merge->to->store);
    return status;
}

enum em_status merge_store(struct ledger *to, struct store *from, merge_tell *tell, void *context,
                           struct em_error *error)
{
    assert(!to->batch.open);
    struct em_error own = {0}; /* walks need a sentence, and some of it is thrown away */
    struct merge *merge = em_alloc(sizeof *merge);
    merge->to = to;
    merge->from = from;
    merge->organiser = (struct kiosk_identity){.writer = ORGANISER_WRITER};
    memcpy(merge->organiser.event, to->identity.event, sizeof merge->organiser.event);
    enum em_status status = store_snapshot(from, &own);
    if (status == EM_OK) {
        status = merge_all(merge, &own);
        store_rollback(from);
    }
    for (size_t i = 0; status == EM_OK && tell && i < merge->count; i++)
        tell(context, &merge->logs[i]);
    free(merge->erasures);
    free(merge->logs);
    free(merge);
    return status == EM_OK ? EM_OK : em_fail(error, status, "%s", own.text);
}
