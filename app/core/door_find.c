/* Whose badge it is, and what its owner's entry says. */
#include "core/door_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static enum badge_sort sort_known(const struct roster_badge *badge)
{
    if (badge->revoked)
        return SORT_REVOKED;
    return badge->type == BADGE_STAFF ? SORT_STAFF : SORT_DELEGATE;
}

/* A staff badge that nobody has heard of opens nothing, so it is none. */
static enum badge_sort sort_unheard(const struct door *door, const struct scan *scan)
{
    const struct kiosk_identity *identity = door->options.identity;
    bool provisional = scan->ours && identity->has_badges &&
                       badge_type_of(&scan->code) == BADGE_DELEGATE &&
                       badge_genuine(&scan->code, identity->badge, identity->event);
    return provisional ? SORT_PROVISIONAL : SORT_UNKNOWN;
}

/* EM_NOT_FOUND when the roster has no such badge. */
static enum em_status find_known(struct store *store, const char *code, struct badge_found *out,
                                 struct em_error *error)
{
    struct roster_badge badge;
    *out = (struct badge_found){.code = code};
    badge_lookup(out->lookup, code);
    enum em_status status = roster_badge(store, out->lookup, &badge, error);
    if (status != EM_OK)
        return status;
    out->sort = sort_known(&badge);
    memcpy(out->delegate, badge.delegate, sizeof out->delegate);
    return EM_OK;
}

static enum em_status find(struct door *door, const struct scan *scan, struct badge_found *out,
                           struct em_error *error)
{
    struct ledger *ledger;
    struct em_error own;
    enum em_status status = door_ledger(door, &ledger, error);
    if (status != EM_OK)
        return status;
    status = EM_NOT_FOUND;
    for (size_t i = 0; status == EM_NOT_FOUND && i < scan->candidate_count; i++)
        status = find_known(ledger_store(ledger), scan->candidates[i], out, &own);
    if (status == EM_OK)
        return EM_OK;
    if (status != EM_NOT_FOUND)
        return em_fail(error, door_noted(door, status), "%s", own.text);
    *out = (struct badge_found){.sort = sort_unheard(door, scan), .code = scan->text};
    badge_lookup(out->lookup, scan->text);
    return EM_OK;
}

enum em_status door_look_up(struct door *door, const char *bytes, size_t size,
                            struct door_scanned *out, struct em_error *error)
{
    *out = (struct door_scanned){.found = {.sort = SORT_UNKNOWN}};
    return scan_read(&out->scan, bytes, size) ? find(door, &out->scan, &out->found, error) : EM_OK;
}

void door_scanned_wipe(struct door_scanned *scanned)
{
    sodium_memzero(&scanned->found, sizeof scanned->found);
    scan_wipe(&scanned->scan);
}

enum badge_sort door_sort(struct door *door, const char *bytes, size_t size)
{
    struct door_scanned scanned;
    bool found = door_look_up(door, bytes, size, &scanned, NULL) == EM_OK;
    enum badge_sort sort = found ? scanned.found.sort : SORT_UNKNOWN;
    door_scanned_wipe(&scanned);
    return sort;
}

struct opening {
    struct door_keys keys;
    struct delegate *out;
};

/* For which sessions the badge is stands in public. */
static enum em_status tell_sessions(struct delegate *out, const struct entry *entry,
                                    struct em_error *error)
{
    json_t *body;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK)
        return status;
    struct delegate known = {.sessions = (char *)body_word(body, "sessions")};
    delegate_copy(out, &known);
    json_decref(body);
    return EM_OK;
}

static enum em_status open_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct opening *opening = context;
    const struct door_keys *keys = &opening->keys;
    (void)leaf;
    if (keys->code && delegate_open_by_code(opening->out, entry, keys->code, NULL) == EM_OK)
        return EM_OK;
    if (keys->staff && delegate_open_by_staff(opening->out, entry, keys->staff, NULL) == EM_OK)
        return EM_OK;
    return tell_sessions(opening->out, entry, error);
}

const uint8_t *door_staff_key(const struct door *door)
{
    return door->unlocked ? door->staff_key : NULL;
}

enum em_status door_details(struct door *door, const char *id, struct door_keys keys,
                            struct delegate *out, struct em_error *error)
{
    struct opening opening = {.keys = keys, .out = out};
    struct ledger *ledger;
    *out = (struct delegate){0};
    enum em_status status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status = door_noted(door,
                            roster_delegate(ledger_store(ledger), id, open_entry, &opening, error));
    if (status != EM_OK)
        delegate_free(out);
    return status;
}
