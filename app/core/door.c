/* What the door works on: the ledger, the programme, who is where. */
#include "core/door_private.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

const char *verdict_word(enum verdict verdict)
{
    static const char *const words[VERDICT_COUNT] = {
#define VERDICT(constant, word, kind, tone, icon, title, meaning) [VERDICT_##constant] = word,
#include "core/verdicts.def"
#undef VERDICT
    };
    return words[verdict];
}

struct door *door_new(const struct door_options *options)
{
    struct door *door = em_alloc(sizeof *door);
    door->options = *options;
    door->attendance = attendance_new();
    return door;
}

static void forget_programme(struct door *door)
{
    programme_free(&door->programme);
    free(door->ends);
    free(door->order);
    door->ends = NULL;
    door->order = NULL;
    door->session = NULL;
}

void door_free(struct door *door)
{
    if (!door)
        return;
    door_lock(door);
    forget_programme(door);
    attendance_free(door->attendance);
    free(door);
}

int64_t door_now(const struct door *door)
{
    return door->options.clock->wall_us(door->options.clock->context);
}

int64_t door_data_us(const struct door *door)
{
    return door->data_us;
}

int64_t door_delegates(const struct door *door)
{
    return door->delegates;
}

/* --- reading the store --- */

/* A log from elsewhere is proven to be what its writer signed, and not to be what emarge writes: an
 * entry that speaks of nobody is passed over, for it must not shut this door to everybody. */
static enum em_status apply_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *error)
{
    (void)leaf;
    (void)error;
    enum em_status status = attendance_apply(context, entry, NULL);
    return status == EM_DAMAGED ? EM_OK : status;
}

/* Lookups of badges that were scanned before anybody told whose they are: who was let in at another
 * door, by name, may have left here by such a badge. */
struct provisional {
    char (*lookups)[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    size_t count, capacity;
};

static enum em_status collect_provisional(void *context, const char *lookup, struct em_error *error)
{
    struct provisional *list = context;
    (void)error;
    if (strlen(lookup) >= sizeof *list->lookups)
        return EM_OK;
    list->lookups = em_grow(list->lookups, list->count, &list->capacity, sizeof *list->lookups);
    strcpy(list->lookups[list->count++], lookup);
    return EM_OK;
}

static enum em_status identify_one(struct attendance *attendance, struct store *store,
                                   const char *text, struct em_error *error)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct roster_badge badge;
    if (!base64_read(lookup, sizeof lookup, text, strlen(text)))
        return EM_OK;
    enum em_status status = roster_badge(store, lookup, &badge, error);
    if (status == EM_OK && *badge.delegate)
        attendance_identify(attendance, text, badge.delegate);
    return status == EM_NOT_FOUND ? EM_OK : status;
}

static enum em_status identify(struct attendance *attendance, struct store *store,
                               struct em_error *error)
{
    struct provisional list = {0};
    enum em_status status = attendance_unidentified(attendance, collect_provisional, &list, error);
    for (size_t i = 0; status == EM_OK && i < list.count; i++)
        status = identify_one(attendance, store, list.lookups[i], error);
    free(list.lookups);
    return status;
}

static enum em_status read_attendance(struct attendance *attendance, struct store *store,
                                      struct em_error *error)
{
    static const enum entry_kind kinds[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_UNDO,
                                            ENTRY_ATTEST};
    enum em_status status = store_entries_of_kinds(store, kinds, sizeof kinds / sizeof kinds[0],
                                                   apply_entry, attendance, error);
    return status == EM_OK ? identify(attendance, store, error) : status;
}

static void take_programme(struct door *door, const struct programme *programme)
{
    char chosen[ENTRY_NAME_MAX + 1] = "";
    if (door->session)
        door_copy(chosen, sizeof chosen, door->session->id);
    forget_programme(door);
    door->programme = *programme;
    door->ends = em_alloc(programme->count * sizeof *door->ends);
    door->order = em_alloc(programme->count * sizeof *door->order);
    for (size_t i = 0; i < programme->count; i++) {
        const struct session *session = &programme->sessions[i];
        door->ends[i] = session->end_us
                            ? session->end_us
                            : words_midnight(session->start_us, door->options.timezone, 1);
        door->order[i] = session;
    }
    door->session = programme_find(&door->programme, chosen);
}

/* All that can fail is read before anything is changed. */
static enum em_status read_store(struct door *door, struct store *store, struct em_error *error)
{
    struct programme programme = {0};
    struct attendance *attendance = attendance_new();
    int64_t delegates = 0, data_us = 0;
    enum em_status status = programme_load(&programme, store, error);
    if (status == EM_OK)
        status = read_attendance(attendance, store, error);
    if (status == EM_OK)
        status = roster_count(store, &delegates, &data_us, error);
    if (status != EM_OK) {
        programme_free(&programme);
        attendance_free(attendance);
        return status;
    }
    attendance_free(door->attendance);
    door->attendance = attendance;
    door->delegates = delegates;
    door->data_us = data_us;
    take_programme(door, &programme);
    door_forget_sightings(door);
    door_forget_people(door);
    return EM_OK;
}

/* --- the ledger --- */

static enum em_status open_ledger(struct door *door, struct ledger **out, struct em_error *error)
{
    struct em_error own = {0};
    *out = door->options.ledger(door->options.context, door->failed, &own);
    if (*out)
        return EM_OK;
    door->failed = true;
    return em_fail(error, own.status ? own.status : EM_IO, "%s", own.text);
}

enum em_status door_noted(struct door *door, enum em_status status)
{
    door->failed |= status != EM_OK && status != EM_NOT_FOUND && status != EM_INVALID;
    return status;
}

enum em_status door_refresh(struct door *door, struct em_error *error)
{
    struct ledger *ledger;
    enum em_status status = open_ledger(door, &ledger, error);
    if (status != EM_OK)
        return status;
    status = read_store(door, ledger_store(ledger), error);
    door->failed = status != EM_OK;
    return status;
}

enum em_status door_ledger(struct door *door, struct ledger **out, struct em_error *error)
{
    enum em_status status = door->failed ? door_refresh(door, error) : EM_OK;
    return status == EM_OK ? open_ledger(door, out, error) : status;
}

static enum em_status tell_attendance(struct door *door, const struct ledger *ledger,
                                      enum entry_kind kind, const struct em_buffer *body,
                                      const struct ledger_place *place, struct em_error *error)
{
    struct entry entry = {.seq = place->seq, .kind = kind, .at_us = place->at_us};
    door_copy(entry.origin, sizeof entry.origin, ledger_origin_of(ledger));
    entry_set_body(&entry, body->data, body->size);
    return attendance_apply(door->attendance, &entry, error);
}

enum em_status door_record(struct door *door, struct door_entry entry, struct ledger_place *place,
                           struct em_error *error)
{
    struct em_buffer body = {0};
    struct ledger_place here;
    struct ledger *ledger;
    enum em_status status = body_write(&body, entry.body, door->options.random, error);
    if (status == EM_OK)
        status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status = ledger_record(ledger, entry.kind, &body, entry.sealed, &here, error);
    if (status == EM_OK)
        status = tell_attendance(door, ledger, entry.kind, &body, &here, error);
    if (status == EM_OK && place)
        *place = here;
    em_buffer_free(&body);
    return door_noted(door, status);
}

/* --- sessions --- */

int64_t door_end(const struct door *door, const struct session *session)
{
    return door->ends[session - door->programme.sessions];
}

void door_tell_today(struct door *door)
{
    int64_t now = door_now(door);
    if (now >= door->today_us && now < door->tomorrow_us)
        return;
    door->today_us = words_midnight(now, door->options.timezone, 0);
    door->tomorrow_us = words_midnight(now, door->options.timezone, 1);
}

struct ordered {
    int rank; /* today's, then those of other days, then what is over */
    const struct session *session;
};

/* The programme is in order of start, room and title: its place decides among equals. */
static int by_rank(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank - b->rank;
    return a->session < b->session ? -1 : a->session > b->session;
}

static int rank_session(const struct door *door, const struct session *session, int64_t now)
{
    if (door_end(door, session) <= now)
        return 2;
    return session->start_us >= door->tomorrow_us;
}

const struct session *const *door_sessions(struct door *door, size_t *count)
{
    int64_t now = door_now(door);
    *count = door->programme.count;
    struct ordered *ordered = em_alloc(*count * sizeof *ordered);
    door_tell_today(door);
    for (size_t i = 0; i < *count; i++) {
        const struct session *session = &door->programme.sessions[i];
        ordered[i] = (struct ordered){rank_session(door, session, now), session};
    }
    if (*count)
        qsort(ordered, *count, sizeof *ordered, by_rank);
    for (size_t i = 0; i < *count; i++)
        door->order[i] = ordered[i].session;
    free(ordered);
    return door->order;
}

enum em_status door_choose(struct door *door, const char *session, struct em_error *error)
{
    const struct session *chosen = session ? programme_find(&door->programme, session) : NULL;
    if (session && !chosen)
        return em_fail(error, EM_NOT_FOUND,
                       "The programme has no session %s any more. Choose another one.", session);
    if (chosen != door->session)
        door_forget_sightings(door);
    door->session = chosen;
    return EM_OK;
}

const struct session *door_session(const struct door *door)
{
    return door->session;
}

struct door_count door_count_of(const struct door *door, const struct session *session)
{
    struct door_count count = {.capacity = session->capacity};
    attendance_count(door->attendance, session->id, &count.inside, &count.persons);
    count.nearly_full = count.capacity > 0 && count.inside >= count.capacity - count.capacity / 10;
    return count;
}

struct door_count door_count(const struct door *door)
{
    return door->session ? door_count_of(door, door->session) : (struct door_count){0};
}

void door_copy(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((uint8_t)text[length] & 0xc0) == 0x80)
            length--;
    }
    memcpy(out, text, length);
    out[length] = '\0';
}
