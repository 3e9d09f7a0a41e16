/* What may follow an answer: it is taken back, or signed for. */
#include "core/door_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

const char *const door_reasons[] = {"mistake", "wrong-person", "wrong-session", "did-not-enter",
                                    NULL};

static bool is_reason(const char *reason)
{
    for (size_t i = 0; door_reasons[i]; i++)
        if (strcmp(door_reasons[i], reason) == 0)
            return true;
    return false;
}

/* The session of one of this kiosk's own check-ins and check-outs that still holds. */
static enum em_status find_own(struct door *door, int64_t seq, const char **origin,
                               const char **session, struct em_error *error)
{
    struct ledger *ledger;
    enum em_status status = door_ledger(door, &ledger, error);
    if (status != EM_OK)
        return status;
    *origin = ledger_origin_of(ledger);
    *session = attendance_session(door->attendance, *origin, seq);
    if (!*session)
        return em_fail(error, EM_NOT_FOUND,
                       "This kiosk has recorded no entrance or exit with the number %lld.",
                       (long long)seq);
    if (attendance_undone(door->attendance, *origin, seq))
        return em_fail(error, EM_INVALID, "This was taken back already.");
    return EM_OK;
}

enum em_status door_undo(struct door *door, int64_t seq, const char *reason, struct em_error *error)
{
    const char *origin, *session;
    if (!is_reason(reason))
        return em_fail(error, EM_INVALID, "“%s” is no reason to take an entry back.", reason);
    enum em_status status = find_own(door, seq, &origin, &session, error);
    if (status != EM_OK)
        return status;
    struct door_entry entry = {.kind = ENTRY_UNDO,
                               .body = json_pack("{s:s, s:s, s:I}", "origin", origin, "reason",
                                                 reason, "seq", (json_int_t)seq)};
    status = door_record(door, entry, NULL, error);
    if (status == EM_OK)
        door_forget_sightings(door); /* the same badge may come again at once */
    return status;
}

static enum em_status seal_private(const struct door *door, struct em_buffer *sealed,
                                   const char *name, const struct ink *ink, struct em_error *error)
{
    char *text = ink_encode_text(ink);
    json_t *fields = json_pack("{s:s?, s:s}", "ink", text, "name", name);
    if (text)
        sodium_memzero(text, strlen(text));
    free(text);
    return body_seal(sealed, fields, door->options.identity->seal_public, door->options.random,
                     error);
}

enum em_status door_attest(struct door *door, int64_t seq, const char *name, const struct ink *ink,
                           struct em_error *error)
{
    const char *origin, *session;
    struct em_buffer sealed = {0};
    enum em_status status = find_own(door, seq, &origin, &session, error);
    if (status == EM_OK)
        status = seal_private(door, &sealed, name, ink, error);
    if (status == EM_OK) {
        struct door_entry entry = {.kind = ENTRY_ATTEST,
                                   .body = json_pack("{s:s, s:I, s:s}", "origin", origin, "seq",
                                                     (json_int_t)seq, "session", session),
                                   .sealed = &sealed};
        status = door_record(door, entry, NULL, error);
    }
    em_buffer_free(&sealed);
    return status;
}
