/* Appending: one entry or many in one transaction. What the ledger will be stays apart from what it
 * is until the transaction is durable, so a failure leaves nothing behind, in memory either. */
#include "core/ledger_private.h"
#include "core/roster.h"

#include <assert.h>
#include <string.h>

void ledger_sign_head(const struct ledger *ledger, struct store_log *log, char note[NOTE_SIZE])
{
    struct note_checkpoint checkpoint = {.size = log->frontier.size};
    memcpy(checkpoint.origin, log->origin, sizeof checkpoint.origin);
    merkle_root(&log->frontier, checkpoint.root);
    note_sign(note, &checkpoint, ledger->identity.log_secret);
    log->size = (int64_t)log->frontier.size;
    log->checkpoint = note;
}

enum em_status ledger_begin(struct ledger *ledger, struct em_error *error)
{
    assert(!ledger->batch.open);
    enum em_status status = store_begin(ledger->store, error);
    if (status == EM_OK)
        ledger->batch = (struct ledger_batch){.open = true,
                                              .log = ledger->log,
                                              .roll = ledger->roll,
                                              .last_us = ledger->last_us,
                                              .count = ledger->count,
                                              .since_us = ledger->since_us};
    return status;
}

void ledger_abandon(struct ledger *ledger)
{
    if (ledger->batch.open)
        store_rollback(ledger->store);
    ledger->batch.open = false;
}

static void count_one(struct ledger_batch *batch, int64_t at_us)
{
    if (batch->count == 0 || at_us < batch->since_us)
        batch->since_us = at_us;
    batch->count++;
}

static void note_count(struct ledger_batch *batch, const struct entry *entry)
{
    if (entry->kind == ENTRY_SIGN)
        count_one(batch, entry->at_us);
    else if (entry->kind == ENTRY_WITHDRAW || entry->kind == ENTRY_ERASE)
        batch->recount = true;
}

static enum em_status write_rows(struct ledger *ledger, const struct entry *entry,
                                 const uint8_t *leaf, struct em_error *error)
{
    enum em_status status = store_entry_add(ledger->store, entry, leaf, error);
    if (status == EM_OK)
        status = roll_apply(ledger->store, &ledger->batch.roll, entry, error);
    if (status == EM_OK)
        status = roster_apply(ledger->store, entry, error);
    return status;
}

/* An entry whose kind, time and parts are set becomes the next of the log. */
static enum em_status add(struct ledger *ledger, struct entry *entry, uint8_t leaf[ENTRY_HASH_SIZE],
                          struct em_error *error)
{
    struct ledger_batch *batch = &ledger->batch;
    memcpy(entry->origin, batch->log.origin, sizeof entry->origin);
    memcpy(entry->boot, ledger->boot, sizeof entry->boot);
    entry->seq = (int64_t)batch->log.frontier.size;
    entry->mono_us = ledger_mono(ledger) - ledger->boot_us;
    enum em_status status = entry_check_fields(entry, error); /* its hashes were made just now */
    if (status != EM_OK)
        return status;
    entry_leaf(entry, leaf);
    merkle_append(&batch->log.frontier, leaf);
    batch->last_us = entry->at_us;
    note_count(batch, entry);
    return write_rows(ledger, entry, leaf, error);
}

/* SQLite may have rolled back by itself, and what came after would be on its own: a batch that
 * failed once takes nothing more, and fails at its end. */
static enum em_status add_unless_failed(struct ledger *ledger, struct entry *entry,
                                        uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    struct em_error *why = &ledger->batch.why;
    assert(ledger->batch.open);
    if (why->status == EM_OK)
        why->status = add(ledger, entry, leaf, why);
    return why->status == EM_OK ? EM_OK : em_fail(error, why->status, "%s", why->text);
}

static enum em_status write_end(struct ledger *ledger, struct em_error *error)
{
    struct ledger_batch *batch = &ledger->batch;
    if (batch->why.status != EM_OK)
        return em_fail(error, batch->why.status, "%s", batch->why.text);
    ledger_sign_head(ledger, &batch->log, batch->note);
    enum em_status status = store_log_update(ledger->store, &batch->log, error);
    if (status == EM_OK && batch->recount)
        status = store_roll_count(ledger->store, &batch->count, &batch->since_us, error);
    return status == EM_OK ? store_commit(ledger->store, error) : status;
}

static void move_on(struct ledger *ledger)
{
    const struct ledger_batch *batch = &ledger->batch;
    ledger->log = batch->log;
    memcpy(ledger->note, batch->note, sizeof ledger->note);
    ledger->log.checkpoint = ledger->note;
    ledger->roll = batch->roll;
    ledger->last_us = batch->last_us;
    ledger->count = batch->count;
    ledger->since_us = batch->since_us;
    ledger_beside_update(ledger->beside, ledger->note);
}

enum em_status ledger_end(struct ledger *ledger, struct em_error *error)
{
    assert(ledger->batch.open);
    enum em_status status = write_end(ledger, error);
    if (status != EM_OK) {
        ledger_abandon(ledger);
        return status;
    }
    ledger->batch.open = false;
    move_on(ledger);
    return EM_OK;
}

enum em_status ledger_append(struct ledger *ledger, struct entry *entry,
                             uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    uint8_t own[ENTRY_HASH_SIZE];
    enum em_status status = ledger_begin(ledger, error);
    if (status != EM_OK)
        return status;
    status = add_unless_failed(ledger, entry, own, error);
    if (status == EM_OK)
        status = ledger_end(ledger, error);
    else
        ledger_abandon(ledger);
    if (status == EM_OK && leaf)
        memcpy(leaf, own, sizeof own);
    return status;
}

static struct entry make_entry(const struct ledger *ledger, enum entry_kind kind,
                               const struct em_buffer *body, const struct em_buffer *sealed)
{
    struct entry entry = {.kind = kind, .at_us = ledger_wall(ledger)};
    entry_set_body(&entry, body->data, body->size);
    if (sealed)
        entry_set_sealed(&entry, sealed->data, sealed->size);
    return entry;
}

static void tell_place(struct ledger_place *place, const struct entry *entry)
{
    if (place)
        *place = (struct ledger_place){.seq = entry->seq, .at_us = entry->at_us};
}

enum em_status ledger_add(struct ledger *ledger, enum entry_kind kind, const struct em_buffer *body,
                          const struct em_buffer *sealed, struct ledger_place *place,
                          struct em_error *error)
{
    uint8_t leaf[ENTRY_HASH_SIZE];
    struct entry entry = make_entry(ledger, kind, body, sealed);
    enum em_status status = add_unless_failed(ledger, &entry, leaf, error);
    if (status == EM_OK)
        tell_place(place, &entry);
    return status;
}

enum em_status ledger_record(struct ledger *ledger, enum entry_kind kind,
                             const struct em_buffer *body, const struct em_buffer *sealed,
                             struct ledger_place *place, struct em_error *error)
{
    struct entry entry = make_entry(ledger, kind, body, sealed);
    enum em_status status = ledger_append(ledger, &entry, NULL, error);
    if (status == EM_OK)
        tell_place(place, &entry);
    return status;
}
