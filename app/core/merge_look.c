/* Which logs of another store are taken, and on whose word. */
#include "core/merge_private.h"
#include "core/roster.h"
#include "core/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 1024

/* --- what is had already --- */

static enum em_status take_head(void *context, const struct store_log *log, struct em_error *error)
{
    struct store_log *out = context;
    (void)error;
    *out = *log;
    out->checkpoint = NULL; /* it lives as long as the visit */
    return EM_OK;
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

/* What `to` knows of a log: its head, or else the key of a sibling. */
struct had {
    struct store_log head; /* {0} when it was never heard of */
    bool known, has_key;
    uint8_t vkey[32];
};

static enum em_status find_had(const struct merge *merge, const char *origin, struct had *had,
                               struct em_error *error)
{
    struct sibling sibling = {.origin = origin};
    *had = (struct had){.known = false};
    if (!merge->to)
        return EM_OK;
    enum em_status status = store_logs(merge->to, origin, take_head, &had->head, error);
    had->known = status == EM_OK;
    if (status == EM_NOT_FOUND)
        status = store_logs(merge->to, NULL, look_for_sibling, &sibling, error);
    had->has_key = had->known || sibling.found;
    memcpy(had->vkey, had->known ? had->head.vkey : sibling.vkey, sizeof had->vkey);
    return status;
}

/* --- whose key --- */

static bool of_event(const char *origin, const char *event)
{
    size_t length = strlen(event);
    return strncmp(origin, event, length) == 0 && origin[length] == '/';
}

static enum em_status check_own(const struct merge *merge, const struct store_log *log,
                                struct em_error *error)
{
    int generation = ledger_generation(log->origin, merge->identity);
    if (generation == 0 || generation < merge->generation ||
        (generation == merge->generation && log->size <= merge->own_size))
        return EM_OK;
    return em_fail(error, EM_DAMAGED,
                   "The other store has %" PRId64 " entries of %s, which is written here, where "
                   "there are %" PRId64 ": this store fell back to an older state. Put the newest "
                   "copy of this folder back.",
                   log->size, log->origin, generation == merge->generation ? merge->own_size : 0);
}

static const uint8_t *noted_key(const struct merge *merge, const struct store_log *log)
{
    const struct merge_options *options = merge->options;
    return options->key ? options->key(options->key_context, log->origin) : NULL;
}

/* The key that a log must be signed with; NULL: this is the first that is heard of its writer. */
static enum em_status expected_key(const struct merge *merge, const struct store_log *log,
                                   const struct had *had, const uint8_t **key,
                                   struct em_error *error)
{
    int generation = ledger_generation(log->origin, merge->identity);
    *key = noted_key(merge, log);
    if (!*key && had->has_key)
        *key = had->vkey;
    if (generation > 0) {
        *key = merge->identity->log_public;
        return EM_OK;
    }
    if (!roster_is_organiser(log->origin))
        return EM_OK;
    *key = merge->identity->organiser_log;
    if (merge->identity->has_badges)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "This kiosk was enrolled before there were badges and does not know the "
                   "organiser's log. Enroll a new one.");
}

static bool has_key(const struct store_log *log, const uint8_t *key)
{
    return memcmp(log->vkey, key, sizeof log->vkey) == 0;
}

/* Before what such a log says is looked at: nothing follows from it about this store. */
static enum em_status check_key(const struct merge *merge, const struct store_log *log,
                                const struct had *had, const uint8_t *key, struct em_error *error)
{
    if (!key || (has_key(log, key) && (!had->has_key || has_key(log, had->vkey))))
        return EM_OK;
    if (ledger_generation(log->origin, merge->identity) > 0 || roster_is_organiser(log->origin))
        return em_fail(error, EM_DAMAGED,
                       "The log %.140s in the other store is signed with another key than the one "
                       "that is known here: the two folders were made with other keys, and cannot "
                       "be brought together. Name the organiser's folder that `emarge enroll` made "
                       "this kiosk from.",
                       log->origin);
    const uint8_t *listed = noted_key(merge, log);
    return em_fail(error, EM_DAMAGED,
                   "The log %.140s in the other store is signed with another key than the one %s: "
                   "two kiosks may share this name, or the folder is of another organiser's. Keep "
                   "it as it is; `emarge verify` and `emarge export` read it by itself.",
                   log->origin,
                   listed && !has_key(log, listed) ? merge->options->key_names
                                                   : "that is known here");
}

/* --- whether it holds --- */

static enum em_status not_good(const struct store_log *log, const struct verify_result *result,
                               struct em_error *error)
{
    if (result->bad_seq >= 0)
        return em_fail(error, EM_DAMAGED,
                       "Entry %" PRId64 " of the log %s in the other store does not hold: %s",
                       result->bad_seq, log->origin, result->reason);
    return em_fail(error, EM_DAMAGED, "The log %s in the other store does not hold: %s",
                   log->origin, result->reason);
}

static enum em_status prove(const struct merge *merge, const struct store_log *log,
                            const struct had *had, struct em_error *error)
{
    struct verify_options options = {0};
    struct verify_result result;
    if (!of_event(log->origin, merge->identity->event))
        return em_fail(error, EM_FOREIGN,
                       "The other store has the log %.140s, and this one is of the event %s.",
                       log->origin, merge->identity->event);
    enum em_status status = expected_key(merge, log, had, &options.log_public, error);
    if (status == EM_OK)
        status = check_key(merge, log, had, options.log_public, error);
    if (status == EM_OK)
        status = check_own(merge, log, error);
    if (status == EM_OK)
        status = verify_log(merge->from, log, &options, &result, error);
    if (status != EM_OK)
        return status;
    return result.good ? EM_OK : not_good(log, &result, error);
}

/* --- whether it continues what is had --- */

/* The leaves that `to` has of a log, a window at a time. */
struct comparing {
    const struct merge *merge;
    const struct store_log *had;
    int64_t seq; /* of the next entry of `from` */
    int64_t first;
    size_t count;
    uint8_t leaves[WINDOW][ENTRY_HASH_SIZE];
};

/* Ends a walk that has seen enough; it is no failure. */
#define ENOUGH EM_BUSY

static enum em_status take_leaf(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    struct comparing *comparing = context;
    (void)entry;
    (void)error;
    memcpy(comparing->leaves[comparing->count++], leaf, ENTRY_HASH_SIZE);
    return comparing->count == WINDOW ? ENOUGH : EM_OK;
}

static enum em_status fill_window(struct comparing *comparing, struct em_error *error)
{
    comparing->first = comparing->seq;
    comparing->count = 0;
    enum em_status status = store_entries(comparing->merge->to, comparing->had->origin,
                                          comparing->seq, take_leaf, comparing, error);
    return status == ENOUGH && comparing->count == WINDOW ? EM_OK : status;
}

static enum em_status compare_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                    struct em_error *error)
{
    struct comparing *comparing = context;
    enum em_status status = EM_OK;
    if (comparing->seq >= comparing->had->size)
        return ENOUGH;
    if (comparing->seq >= comparing->first + (int64_t)comparing->count)
        status = fill_window(comparing, error);
    if (status != EM_OK)
        return status;
    size_t at = (size_t)(comparing->seq++ - comparing->first);
    if (at < comparing->count && memcmp(comparing->leaves[at], leaf, ENTRY_HASH_SIZE) == 0)
        return EM_OK;
    return em_fail(error, EM_DAMAGED,
                   "Entry %" PRId64 " of %s says one thing in the other store and another here: "
                   "the log was continued twice, from two copies of one folder. Keep both, and run "
                   "`emarge verify` on each.",
                   entry->seq, entry->origin);
}

static enum em_status compare(const struct merge *merge, const struct store_log *had,
                              struct em_error *error)
{
    struct comparing *comparing = em_alloc(sizeof *comparing);
    comparing->merge = merge;
    comparing->had = had;
    enum em_status status =
        store_entries(merge->from, had->origin, 0, compare_entry, comparing, error);
    if (status == ENOUGH && comparing->seq >= had->size)
        status = EM_OK;
    free(comparing);
    return status;
}

/* --- a log, and all of them --- */

void merge_leave_out(struct merge_item *item, const char *why)
{
    free(item->why);
    item->why = em_strdup(why);
}

static void describe(const struct merge *merge, const struct store_log *log, const struct had *had,
                     struct merge_item *item)
{
    bool trusted =
        ledger_generation(log->origin, merge->identity) == 0 && !roster_is_organiser(log->origin);
    int64_t added = log->size - had->head.size;
    item->size = log->size;
    item->known = had->known;
    item->told.had = had->head.size;
    item->told.added = added > 0 ? added : 0;
    item->told.vouched = trusted && noted_key(merge, log);
    item->told.new_log = !had->known && trusted && !item->told.vouched;
    memcpy(item->told.vkey, log->vkey, sizeof log->vkey);
}

struct looking {
    struct merge *merge;
    struct merge_item *item;
};

static enum em_status look_at(void *context, const struct store_log *log, struct em_error *error)
{
    struct looking *looking = context;
    const struct merge *merge = looking->merge;
    struct had had;
    enum em_status status = find_had(merge, log->origin, &had, error);
    if (status == EM_OK)
        status = prove(merge, log, &had, error);
    if (status == EM_OK && had.known)
        status = compare(merge, &had.head, error);
    if (status == EM_OK)
        describe(merge, log, &had, looking->item);
    return status;
}

static struct merge_item *add_item(struct merge *merge, const char *origin)
{
    merge->items = em_grow(merge->items, merge->count, &merge->capacity, sizeof *merge->items);
    struct merge_item *item = &merge->items[merge->count++];
    *item = (struct merge_item){.size = 0};
    snprintf(item->told.origin, sizeof item->told.origin, "%s", origin);
    return item;
}

static enum em_status note_name(void *context, const char *origin, struct em_error *error)
{
    struct merge *merge = context;
    (void)error;
    if (!merge->options->others_only || ledger_generation(origin, merge->identity) == 0)
        add_item(merge, origin);
    return EM_OK;
}

/* Faults of what is read: they are no reason to leave another log, which is good, behind. */
static bool can_leave_out(const struct merge *merge, enum em_status status)
{
    return merge->options->left && (status == EM_DAMAGED || status == EM_FOREIGN ||
                                    status == EM_IO || status == EM_NOT_FOUND);
}

/* Where the list of logs is damaged, the organiser's is asked for by name: it is the one that is
 * missed most. */
static enum em_status ask_for_organiser(struct merge *merge, struct em_error *error)
{
    char origin[ENTRY_ORIGIN_SIZE], why[sizeof error->text];
    entry_origin_make(origin, merge->identity->event, ORGANISER_WRITER);
    snprintf(why, sizeof why, "%s", error->text);
    for (size_t i = 0; i < merge->count; i++)
        if (strcmp(merge->items[i].told.origin, origin) == 0)
            *origin = '\0';
    if (*origin)
        note_name(merge, origin, error);
    merge_leave_out(add_item(merge, ""), why);
    return EM_OK;
}

enum em_status merge_look(struct merge *merge, struct em_error *error)
{
    enum em_status status = store_log_names(merge->from, note_name, merge, error);
    if (status != EM_OK && can_leave_out(merge, status))
        status = ask_for_organiser(merge, error);
    for (size_t i = 0; status == EM_OK && i < merge->count; i++) {
        struct looking looking = {.merge = merge, .item = &merge->items[i]};
        if (looking.item->why)
            continue;
        status = store_logs(merge->from, looking.item->told.origin, look_at, &looking, error);
        if (status != EM_OK && can_leave_out(merge, status)) {
            merge_leave_out(looking.item, error->text);
            status = EM_OK;
        }
    }
    return status;
}
