#include "core/verify.h"

#include "core/body.h"
#include "core/roster.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define PROGRESS_STEPS 1000

struct walk {
    struct store *store;
    const struct store_log *log;
    const struct verify_options *options;
    struct verify_result *result;
    struct merkle_frontier frontier;
    bool continues; /* the earlier checkpoint was met, or there is none */

    /* Entries whose bytes are gone; each needs an `erase` entry that says so. */
    int64_t *erased;
    size_t erased_count, erased_capacity;
};

/* Ends the walk: EM_DAMAGED is the sign between a visit and verify_log, the reason is in the
 * result. */
__attribute__((format(printf, 3, 4))) static enum em_status bad(struct walk *walk, int64_t seq,
                                                                const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(walk->result->reason, sizeof walk->result->reason, format, args);
    va_end(args);
    walk->result->bad_seq = seq;
    return EM_DAMAGED;
}

static void report(const struct walk *walk)
{
    const struct verify_progress *progress = &walk->options->progress;
    int64_t stride = walk->log->size / PROGRESS_STEPS + 1;
    if (progress->step && walk->result->entries % stride == 0)
        progress->step(progress->context, walk->log->origin, walk->result->entries,
                       walk->log->size);
}

static enum em_status check_earlier(struct walk *walk)
{
    const struct note_checkpoint *earlier = walk->options->earlier;
    if (!earlier || earlier->size != walk->frontier.size)
        return EM_OK;
    uint8_t root[MERKLE_HASH_SIZE];
    merkle_root(&walk->frontier, root);
    walk->continues = memcmp(root, earlier->root, sizeof root) == 0;
    if (walk->continues)
        return EM_OK;
    return bad(walk, -1,
               "An earlier checkpoint of %" PRIu64 " entries has another root: this log "
               "does not continue what was signed then.",
               earlier->size);
}

static enum em_status check_hashes(struct walk *walk, const struct entry *entry,
                                   const uint8_t *leaf)
{
    struct em_error why = {0};
    if (entry_check(entry, &why) != EM_OK)
        return bad(walk, entry->seq, "%.380s", why.text);
    uint8_t expected[ENTRY_HASH_SIZE];
    entry_leaf(entry, expected);
    if (memcmp(leaf, expected, sizeof expected) != 0)
        return bad(walk, entry->seq, "Its leaf hash is not the hash of what it says.");
    return EM_OK;
}

static void note_erased(struct walk *walk, const struct entry *entry)
{
    if (entry->body && (entry->sealed || !entry->has_sealed))
        return;
    walk->erased =
        em_grow(walk->erased, walk->erased_count, &walk->erased_capacity, sizeof *walk->erased);
    walk->erased[walk->erased_count++] = entry->seq;
}

static enum em_status check_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *error)
{
    struct walk *walk = context;
    (void)error;
    if (entry->seq != walk->result->entries)
        return bad(walk, walk->result->entries, "It is missing; the next is %" PRId64 ".",
                   entry->seq);
    enum em_status status = check_hashes(walk, entry, leaf);
    if (status != EM_OK)
        return status;
    note_erased(walk, entry);
    merkle_append(&walk->frontier, leaf);
    walk->result->entries++;
    report(walk);
    return check_earlier(walk);
}

/* `erase` entries are few and found only when something was erased. */
static enum em_status forgive_erased(void *context, const struct entry *entry, const uint8_t *leaf,
                                     struct em_error *error)
{
    struct walk *walk = context;
    (void)leaf;
    (void)error;
    json_t *body;
    if (body_read(&body, entry, NULL) != EM_OK)
        return EM_OK;
    const char *origin = json_string_value(json_object_get(body, "origin"));
    json_t *seq = json_object_get(body, "seq");
    if (origin && json_is_integer(seq) && strcmp(origin, walk->log->origin) == 0 &&
        roster_may_erase(entry->origin, origin))
        for (size_t i = 0; i < walk->erased_count; i++)
            if (walk->erased[i] == json_integer_value(seq))
                walk->erased[i] = -1;
    json_decref(body);
    return EM_OK;
}

static enum em_status check_erased(struct walk *walk, struct em_error *error)
{
    static const enum entry_kind kind = ENTRY_ERASE;
    if (walk->erased_count == 0)
        return EM_OK;
    enum em_status status =
        store_entries_of_kinds(walk->store, &kind, 1, forgive_erased, walk, error);
    for (size_t i = 0; status == EM_OK && i < walk->erased_count; i++)
        if (walk->erased[i] >= 0)
            status =
                bad(walk, walk->erased[i], "Its bytes are gone, and no `erase` entry says so.");
    return status;
}

static bool same_frontier(const struct merkle_frontier *a, const struct merkle_frontier *b)
{
    uint8_t first[MERKLE_FRONTIER_MAX], second[MERKLE_FRONTIER_MAX];
    size_t size = merkle_frontier_encode(a, first);
    return size == merkle_frontier_encode(b, second) && memcmp(first, second, size) == 0;
}

static enum em_status check_checkpoint(struct walk *walk)
{
    const struct store_log *log = walk->log;
    struct note_checkpoint said;
    struct em_error why = {0};
    const uint8_t *key = walk->options->log_public ? walk->options->log_public : log->vkey;
    if (memcmp(key, log->vkey, sizeof log->vkey) != 0)
        return bad(walk, -1, "The log names another key than the one it should be signed with.");
    if (note_open(&said, log->checkpoint, strlen(log->checkpoint), log->origin, key, &why) != EM_OK)
        return bad(walk, -1, "Its checkpoint does not hold: %.330s", why.text);
    if (said.size != (uint64_t)walk->result->entries)
        return bad(walk, -1,
                   "Its checkpoint signs %" PRIu64 " entries where there are %" PRId64 ".",
                   said.size, walk->result->entries);
    if (memcmp(said.root, walk->result->root, sizeof said.root) != 0)
        return bad(walk, -1, "Its checkpoint signs another root than its entries have.");
    return EM_OK;
}

static enum em_status check_head(struct walk *walk)
{
    int64_t there = walk->result->entries;
    if (there < walk->log->size)
        return bad(walk, there, "It is missing; the log says that it has %" PRId64 " entries.",
                   walk->log->size);
    if (there > walk->log->size)
        return bad(walk, walk->log->size, "It is not among the %" PRId64 " entries of the log.",
                   walk->log->size);
    if (!same_frontier(&walk->frontier, &walk->log->frontier))
        return bad(walk, -1, "The stored state of its tree is not that of its entries.");
    if (!walk->continues)
        return bad(walk, there, "It is missing; an earlier checkpoint signed %" PRIu64 " entries.",
                   walk->options->earlier->size);
    return check_checkpoint(walk);
}

enum em_status verify_log(struct store *store, const struct store_log *log,
                          const struct verify_options *options, struct verify_result *result,
                          struct em_error *error)
{
    struct em_error why = {0};
    struct walk walk = {.store = store,
                        .log = log,
                        .options = options,
                        .result = result,
                        .continues = !options->earlier || options->earlier->size == 0};
    *result = (struct verify_result){.bad_seq = -1};
    enum em_status status = store_entries(store, log->origin, 0, check_entry, &walk, &why);
    /* Damage that the store found itself: it is where the walk stood. */
    if (status == EM_DAMAGED && !*result->reason)
        bad(&walk, result->entries, "%.380s", why.text);
    merkle_root(&walk.frontier, result->root);
    if (status == EM_OK)
        status = check_erased(&walk, &why);
    if (status == EM_OK)
        status = check_head(&walk);
    if (status == EM_DAMAGED && !*result->reason)
        bad(&walk, -1, "%.380s", why.text);
    free(walk.erased);
    result->good = status == EM_OK;
    if (status == EM_OK || status == EM_DAMAGED)
        return EM_OK;
    return em_fail(error, status, "%s", why.text);
}
