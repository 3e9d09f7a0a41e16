#include "core/roster.h"

#include "core/base64.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whose log it is: 0 for a kiosk's, else the organiser's first, second and so on. */
static int rank_of(const char *origin)
{
    const char *writer = strchr(origin, '/');
    size_t length = strlen(ORGANISER_WRITER);
    if (!writer || strncmp(writer + 1, ORGANISER_WRITER, length) != 0)
        return 0;
    const char *end = writer + 1 + length;
    if (*end == '.')
        return atoi(end + 1);
    return *end == '\0' ? 1 : 0;
}

bool roster_is_organiser(const char *origin)
{
    return rank_of(origin) > 0;
}

bool roster_may_erase(const char *by, const char *origin)
{
    size_t event = strcspn(by, "/");
    bool same_event = strcspn(origin, "/") == event && strncmp(by, origin, event) == 0;
    return strcmp(by, origin) == 0 || (roster_is_organiser(by) && same_event);
}

/* What an entry says: its body, and the row that is made of it. */
struct saying {
    const json_t *body;
    struct roster_mention row;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
};

/* Each rule fills the row; false when the entry says nothing that the roster heeds. */
typedef bool rule(struct saying *saying);

static bool name_subject(struct saying *saying, const char *key)
{
    saying->row.subject = body_word(saying->body, key);
    return *saying->row.subject && strlen(saying->row.subject) <= ENTRY_NAME_MAX;
}

static bool has_lookup(struct saying *saying)
{
    if (!body_bytes(saying->body, "lookup", saying->lookup, sizeof saying->lookup))
        return false;
    saying->row.lookup = saying->lookup;
    return true;
}

static bool say_delegate(struct saying *saying)
{
    saying->row.says = ROSTER_DELEGATE;
    has_lookup(saying); /* a delegate may be without a badge yet */
    return name_subject(saying, "delegate");
}

static bool say_badge(struct saying *saying)
{
    return saying->row.rank > 0 && say_delegate(saying);
}

static bool say_staff(struct saying *saying)
{
    saying->row.says = ROSTER_STAFF;
    return saying->row.rank > 0 && has_lookup(saying) && name_subject(saying, "delegate");
}

static bool say_revoked(struct saying *saying)
{
    saying->row.says = ROSTER_REVOKED;
    return has_lookup(saying);
}

static bool say_session(struct saying *saying)
{
    saying->row.says = ROSTER_SESSION;
    return saying->row.rank > 0 && name_subject(saying, "id");
}

/* The one row that is not about its own entry. */
static bool say_erased(struct saying *saying)
{
    const json_t *seq = json_object_get(saying->body, "seq");
    const char *by = saying->row.origin, *origin = body_word(saying->body, "origin");
    saying->row = (struct roster_mention){
        .origin = origin, .seq = json_integer_value(seq), .says = ROSTER_ERASED, .subject = ""};
    return json_is_integer(seq) && roster_may_erase(by, origin);
}

static rule *const rules[ENTRY_KIND_COUNT] = {
    [ENTRY_ERASE] = say_erased, [ENTRY_SESSION] = say_session, [ENTRY_BADGE] = say_badge,
    [ENTRY_STAFF] = say_staff,  [ENTRY_REVOKE] = say_revoked,  [ENTRY_REGISTER] = say_delegate,
};

enum em_status roster_apply(struct store *store, const struct entry *entry, struct em_error *error)
{
    json_t *body;
    if (!rules[entry->kind])
        return EM_OK;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK)
        return status;
    struct saying saying = {.body = body,
                            .row = {.origin = entry->origin,
                                    .seq = entry->seq,
                                    .rank = rank_of(entry->origin),
                                    .subject = ""}};
    if (body && rules[entry->kind](&saying))
        status = store_roster_put(store, &saying.row, error);
    json_decref(body);
    return status;
}

enum em_status roster_badge(struct store *store, const uint8_t lookup[BADGE_LOOKUP_SIZE],
                            struct roster_badge *out, struct em_error *error)
{
    struct roster_found found;
    enum em_status status = store_roster_lookup(store, lookup, &found, error);
    if (status != EM_OK)
        return status;
    if (!found.known)
        return em_fail(error, EM_NOT_FOUND, "This badge is not known here.");
    *out = (struct roster_badge){
        .type = found.says == ROSTER_STAFF ? BADGE_STAFF : BADGE_DELEGATE,
        .revoked = found.revoked,
    };
    snprintf(out->delegate, sizeof out->delegate, "%s", found.subject);
    return EM_OK;
}

enum em_status roster_delegate(struct store *store, const char *id, store_entry_visit *visit,
                               void *context, struct em_error *error)
{
    return store_roster_person(store, id, visit, context, error);
}

enum em_status roster_each(struct store *store, roster_visit *visit, void *context,
                           struct em_error *error)
{
    return store_roster_each(store, ROSTER_DELEGATE, visit, context, error);
}

struct newest {
    struct store *store;
    int64_t at_us;
};

static enum em_status look_at_log(void *context, const struct store_log *log,
                                  struct em_error *error)
{
    struct newest *newest = context;
    int64_t at_us;
    if (rank_of(log->origin) == 0)
        return EM_OK;
    enum em_status status = store_newest(newest->store, log->origin, &at_us, error);
    if (status == EM_OK && at_us > newest->at_us)
        newest->at_us = at_us;
    return status;
}

enum em_status roster_count(struct store *store, int64_t *delegates, int64_t *newest_us,
                            struct em_error *error)
{
    struct newest newest = {.store = store};
    enum em_status status = EM_OK;
    if (delegates)
        status = store_roster_count(store, ROSTER_DELEGATE, delegates, error);
    if (status == EM_OK && newest_us)
        status = store_logs(store, NULL, look_at_log, &newest, error);
    if (status == EM_OK && newest_us)
        *newest_us = newest.at_us;
    return status;
}

enum em_status roster_write_revoke(struct em_buffer *body, const uint8_t lookup[BADGE_LOOKUP_SIZE],
                                   const char *reason, const struct em_random *random,
                                   struct em_error *error)
{
    char text[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    base64_write(text, lookup, BADGE_LOOKUP_SIZE);
    return body_write(body, json_pack("{s:s, s:s}", "lookup", text, "reason", reason), random,
                      error);
}
