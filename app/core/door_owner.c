/* The delegate's own side: their details, and the signature that they gave. */
#include "core/door_private.h"
#include "core/roll.h"

#include <string.h>

static enum em_status take_signature(void *context, const struct roll_signature *row,
                                     struct em_error *error)
{
    struct door_owner *owner = context;
    (void)error;
    owner->signed_already = true;
    owner->signed_us = row->at_us;
    owner->seq = row->seq;
    door_copy(owner->number, sizeof owner->number, row->number);
    door_copy(owner->origin, sizeof owner->origin, row->origin);
    return EM_OK;
}

static enum em_status check_sort(enum badge_sort sort, struct em_error *error)
{
    static const char *const sentences[] = {
        [SORT_UNKNOWN] = "This badge is not known here. Please type your details, or ask staff.",
        [SORT_STAFF] = "This is a staff badge. Scan a delegate's badge, or type the details.",
        [SORT_REVOKED] = "This badge is not valid any more. Ask a member of staff for a new one.",
        [SORT_PROVISIONAL] =
            "This kiosk has not heard of this badge yet. Please type your details.",
    };
    if (sort == SORT_DELEGATE)
        return EM_OK;
    static const enum em_status statuses[] = {[SORT_UNKNOWN] = EM_NOT_FOUND,
                                              [SORT_STAFF] = EM_NOT_FOUND,
                                              [SORT_REVOKED] = EM_DENIED,
                                              [SORT_PROVISIONAL] = EM_INVALID};
    return em_fail(error, statuses[sort], "%s", sentences[sort]);
}

static enum em_status find_signature(struct door *door, const char *document,
                                     struct door_owner *owner, struct em_error *error)
{
    struct ledger *ledger;
    struct em_error own;
    enum em_status status = door_ledger(door, &ledger, error);
    if (status != EM_OK)
        return status;
    status = roll_of_delegate(ledger_store(ledger), owner->details.id, document, take_signature,
                              owner, &own);
    if (status == EM_OK || status == EM_NOT_FOUND)
        return EM_OK;
    return em_fail(error, door_noted(door, status), "%s", own.text);
}

static enum em_status open_owner(struct door *door, const struct badge_found *found,
                                 const char *document, struct door_owner *out,
                                 struct em_error *error)
{
    struct door_owner owner = {0};
    struct door_keys keys = {.code = found->code};
    enum em_status status = check_sort(found->sort, error);
    if (status == EM_OK)
        status = door_details(door, found->delegate, keys, &owner.details, error);
    if (found->sort == SORT_DELEGATE &&
        (status == EM_NOT_FOUND || (status == EM_OK && !*owner.details.name)))
        status = em_fail(error, EM_INVALID, "This badge opens no details here. Please type them.");
    if (status == EM_OK) {
        memcpy(owner.details.id, found->delegate, sizeof owner.details.id);
        status = find_signature(door, document, &owner, error);
    }
    if (status == EM_OK)
        *out = owner;
    else
        delegate_free(&owner.details);
    return status;
}

enum em_status door_owner(struct door *door, const char *bytes, size_t size, const char *document,
                          struct door_owner *out, struct em_error *error)
{
    struct door_scanned scanned;
    enum em_status status = door_look_up(door, bytes, size, &scanned, error);
    if (status == EM_OK)
        status = open_owner(door, &scanned.found, document, out, error);
    door_scanned_wipe(&scanned);
    return status;
}

enum em_status door_withdraw(struct door *door, const struct door_owner *owner,
                             struct em_error *error)
{
    if (!owner->signed_already)
        return em_fail(error, EM_INVALID, "There is no signature to take back.");
    struct door_entry entry = {
        .kind = ENTRY_WITHDRAW,
        .body = json_pack("{s:s, s:I}", "origin", owner->origin, "seq", (json_int_t)owner->seq)};
    return door_record(door, entry, NULL, error);
}
