#include "core/ledger.h"

#include "core/ledger_private.h"
#include "core/lock.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int64_t ledger_wall(const struct ledger *ledger)
{
    return ledger->clock->wall_us(ledger->clock->context);
}

int64_t ledger_mono(const struct ledger *ledger)
{
    return ledger->clock->mono_us(ledger->clock->context);
}

void ledger_sign_head(const struct ledger *ledger, struct store_log *log, char note[NOTE_SIZE])
{
    struct note_checkpoint checkpoint = {.size = log->frontier.size};
    memcpy(checkpoint.origin, log->origin, sizeof checkpoint.origin);
    merkle_root(&log->frontier, checkpoint.root);
    note_sign(note, &checkpoint, ledger->identity.log_secret);
    log->size = (int64_t)log->frontier.size;
    log->checkpoint = note;
}

/* What the ledger is after an entry, kept apart until the entry is durable. */
struct append {
    struct store_log log;
    char note[NOTE_SIZE];
    struct roll_state roll;
    uint8_t leaf[ENTRY_HASH_SIZE];
};

static enum em_status write_rows(struct ledger *ledger, const struct entry *entry,
                                 struct append *next, struct em_error *error)
{
    enum em_status status = store_entry_add(ledger->store, entry, next->leaf, error);
    if (status == EM_OK)
        status = store_log_update(ledger->store, &next->log, error);
    if (status == EM_OK)
        status = roll_apply(ledger->store, &next->roll, entry, error);
    return status;
}

static enum em_status commit_entry(struct ledger *ledger, const struct entry *entry,
                                   struct append *next, struct em_error *error)
{
    enum em_status status = store_begin(ledger->store, error);
    if (status != EM_OK)
        return status;
    status = write_rows(ledger, entry, next, error);
    if (status == EM_OK)
        return store_commit(ledger->store, error);
    store_rollback(ledger->store);
    return status;
}

static void move_on(struct ledger *ledger, const struct entry *entry, const struct append *next)
{
    ledger->log = next->log;
    memcpy(ledger->note, next->note, sizeof ledger->note);
    ledger->log.checkpoint = ledger->note;
    ledger->roll = next->roll;
    ledger->last_us = entry->at_us;
    ledger_beside_update(ledger->beside, ledger->note);
}

enum em_status ledger_append(struct ledger *ledger, struct entry *entry,
                             uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    memcpy(entry->origin, ledger->log.origin, sizeof entry->origin);
    memcpy(entry->boot, ledger->boot, sizeof entry->boot);
    entry->seq = ledger->log.size;
    entry->mono_us = ledger_mono(ledger) - ledger->boot_us;
    enum em_status status = entry_check_fields(entry, error); /* its hashes were made just now */
    if (status != EM_OK)
        return status;
    struct append next = {.log = ledger->log, .roll = ledger->roll};
    entry_leaf(entry, next.leaf);
    merkle_append(&next.log.frontier, next.leaf);
    ledger_sign_head(ledger, &next.log, next.note);
    status = commit_entry(ledger, entry, &next, error);
    if (status != EM_OK)
        return status;
    move_on(ledger, entry, &next);
    if (leaf)
        memcpy(leaf, next.leaf, sizeof next.leaf);
    return EM_OK;
}

void ledger_free(struct ledger *ledger)
{
    store_close(ledger->store);
    if (ledger->beside >= 0)
        close(ledger->beside);
    lock_release(ledger->lock);
    kiosk_identity_wipe(&ledger->identity);
    ledger_sealed_wipe(&ledger->sealed);
    free(ledger->data_dir);
    free(ledger);
}

void ledger_close(struct ledger *ledger)
{
    if (!ledger)
        return;
    struct entry entry = {.kind = ENTRY_CLOSE, .at_us = ledger_wall(ledger)};
    struct em_buffer body = {0};
    ledger_body_close(&body, ledger->random);
    entry_set_body(&entry, body.data, body.size);
    if (ledger_append(ledger, &entry, NULL, NULL) == EM_OK)
        ledger_beside_write(ledger->data_dir, ledger->note, NULL);
    em_buffer_free(&body);
    ledger_free(ledger);
}

static void count_one(struct ledger *ledger, int64_t at_us)
{
    if (ledger->count == 0 || at_us < ledger->since_us)
        ledger->since_us = at_us;
    ledger->count++;
}

static enum em_status append_sign(struct ledger *ledger, const struct em_buffer *body,
                                  struct ledger_receipt *receipt, struct em_error *error)
{
    struct ledger_receipt made = {.at_us = ledger_wall(ledger), .seq = ledger->log.size};
    struct entry entry = ledger->sealed.part;
    entry.kind = ENTRY_SIGN;
    entry.at_us = made.at_us;
    roll_next_number(&ledger->roll, made.number);
    entry_set_body(&entry, body->data, body->size);
    enum em_status status = ledger_append(ledger, &entry, made.leaf, error);
    if (status != EM_OK)
        return status;
    count_one(ledger, made.at_us);
    *receipt = made;
    return EM_OK;
}

enum em_status ledger_sign(struct ledger *ledger, const struct signature *signature,
                           struct ledger_receipt *receipt, struct em_error *error)
{
    struct em_buffer body = {0};
    enum em_status status = ledger_prepare(ledger, signature, error);
    if (status == EM_OK)
        status = ledger_body_sign(&body, signature, ledger->random, error);
    if (status == EM_OK)
        status = append_sign(ledger, &body, receipt, error);
    if (status == EM_OK)
        ledger_sealed_wipe(&ledger->sealed); /* a box is used once */
    em_buffer_free(&body);
    return status;
}

int64_t ledger_signature_count(const struct ledger *ledger, int64_t *since_us)
{
    *since_us = ledger->since_us;
    return ledger->count;
}
