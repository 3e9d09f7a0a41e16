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
    ledger_abandon(ledger);
    struct entry entry = {.kind = ENTRY_CLOSE, .at_us = ledger_wall(ledger)};
    struct em_buffer body = {0};
    ledger_body_close(&body, ledger->random);
    entry_set_body(&entry, body.data, body.size);
    if (ledger_append(ledger, &entry, NULL, NULL) == EM_OK)
        ledger_beside_write(ledger->data_dir, ledger->note, NULL);
    em_buffer_free(&body);
    ledger_free(ledger);
}

static enum em_status append_sign(struct ledger *ledger, const struct em_buffer *body,
                                  struct ledger_receipt *receipt, struct em_error *error)
{
    struct ledger_receipt made = {.at_us = ledger_wall(ledger), .seq = ledger->log.size};
    struct entry entry = ledger->sealed.part;
    entry.kind = ENTRY_SIGN;
    entry.at_us = made.at_us;
    roll_next_number(&ledger->roll, made.number);
    memcpy(made.origin, ledger->log.origin, sizeof made.origin);
    entry_set_body(&entry, body->data, body->size);
    enum em_status status = ledger_append(ledger, &entry, made.leaf, error);
    if (status == EM_OK)
        *receipt = made;
    return status;
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

struct store *ledger_store(struct ledger *ledger)
{
    return ledger->store;
}

const char *ledger_origin_of(const struct ledger *ledger)
{
    return ledger->log.origin;
}
