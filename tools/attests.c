#include "attests.h"

#include "core/memory.h"
#include "sealed.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Where a signature stands. */
struct place {
    uint32_t origin; /* a number in attests.origins */
    int64_t seq, at_us;
};

struct attests {
    const struct presence *presence;
    struct interned origins;
    struct interned entrances; /* "origin seq" of what was signed for */
    struct interned owners;    /* "subject session" */
    struct place *signatures;  /* by number of the entrance */
    struct place *latest;      /* by number of the owner */
    size_t signature_count, signature_capacity, owner_count, owner_capacity;
};

void attests_free(struct attests *attests)
{
    if (!attests)
        return;
    interned_free(&attests->origins);
    interned_free(&attests->entrances);
    interned_free(&attests->owners);
    free(attests->signatures);
    free(attests->latest);
    free(attests);
}

/* --- which there are --- */

/* To be freed. */
static char *entrance_name(const char *origin, int64_t seq)
{
    return em_format("%s %lld", origin, (long long)seq);
}

static char *owner_name(const char *subject, const char *session)
{
    return em_format("%s %s", subject, session);
}

static uint32_t put(struct interned *names, char *name)
{
    uint32_t number = interned_put(names, name);
    free(name);
    return number;
}

static uint32_t find(const struct interned *names, char *name)
{
    uint32_t number = interned_find(names, name);
    free(name);
    return number;
}

static const char *origin_of(const struct attests *attests, const struct place *place)
{
    return interned_text(&attests->origins, place->origin);
}

/* Within a log by seq, between logs by their clocks. */
static bool is_later(const struct attests *attests, const struct place *a, const struct place *b)
{
    if (a->origin == b->origin)
        return a->seq > b->seq;
    if (a->at_us != b->at_us)
        return a->at_us > b->at_us;
    return strcmp(origin_of(attests, a), origin_of(attests, b)) > 0;
}

static void put_place(struct attests *attests, struct place **places, size_t *count,
                      size_t *capacity, uint32_t number, const struct place *place)
{
    if (number < *count) {
        if (is_later(attests, place, &(*places)[number]))
            (*places)[number] = *place;
        return;
    }
    *places = em_grow(*places, *count, capacity, sizeof **places);
    (*places)[(*count)++] = *place;
}

static void note_signature(struct attests *attests, const struct entry *entry, const json_t *body)
{
    const char *origin = body_word(body, "origin");
    const json_t *seq = json_object_get(body, "seq");
    if (!json_is_integer(seq) ||
        attendance_undone(attests->presence->attendance, entry->origin, entry->seq))
        return;
    struct place place = {interned_put(&attests->origins, entry->origin), entry->seq, entry->at_us};
    uint32_t number = put(&attests->entrances, entrance_name(origin, json_integer_value(seq)));
    put_place(attests, &attests->signatures, &attests->signature_count,
              &attests->signature_capacity, number, &place);
}

static enum em_status note_entrance(struct attests *attests, const struct entry *entry,
                                    const json_t *body, struct em_error *error)
{
    char delegate[DELEGATE_ID_SIZE];
    uint32_t number = find(&attests->entrances, entrance_name(entry->origin, entry->seq));
    if (number == INTERNED_NONE ||
        attendance_undone(attests->presence->attendance, entry->origin, entry->seq))
        return EM_OK;
    enum em_status status = presence_delegate(attests->presence, body, delegate, error);
    if (status != EM_OK)
        return status;
    const char *subject = *delegate ? delegate : body_word(body, "badge");
    uint32_t owner = put(&attests->owners, owner_name(subject, body_word(body, "session")));
    put_place(attests, &attests->latest, &attests->owner_count, &attests->owner_capacity, owner,
              &attests->signatures[number]);
    return EM_OK;
}

static enum em_status read_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct attests *attests = context;
    json_t *body;
    (void)leaf;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_DAMAGED)
        return EM_OK; /* the presence has told of it */
    if (status != EM_OK || !body)
        return status;
    if (entry->kind == ENTRY_ATTEST)
        note_signature(attests, entry, body);
    else
        status = note_entrance(attests, entry, body, error);
    json_decref(body);
    return status;
}

enum em_status attests_load(struct attests **out, const struct presence *presence,
                            struct em_error *error)
{
    static const enum entry_kind passes[] = {ENTRY_ATTEST, ENTRY_CHECKIN};
    struct attests *attests = *out = em_alloc(sizeof *attests);
    enum em_status status = EM_OK;
    attests->presence = presence;
    for (size_t i = 0; status == EM_OK && i < 2; i++)
        status = store_entries_of_kinds(presence->work->store, &passes[i], 1, read_entry, attests,
                                        error);
    return status;
}

/* --- one of them --- */

struct opening {
    const struct organiser_secret *key;
    struct attest *out;
    struct em_error *why;
};

static char *copy_word(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? em_strdup(text) : NULL;
}

static enum em_status open_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct opening *opening = context;
    json_t *opened = NULL;
    (void)leaf, (void)error;
    if (!opening->key || !entry->sealed)
        return EM_OK;
    if (sealed_open(&opened, entry->sealed, entry->sealed_size, opening->key, opening->why) !=
        EM_OK) {
        em_context(opening->why, "Entry %lld of %s", (long long)entry->seq, entry->origin);
        return EM_OK;
    }
    *opening->out = (struct attest){copy_word(opened, "name"), copy_word(opened, "ink")};
    json_decref(opened);
    return EM_OK;
}

bool attests_has(const struct attests *attests, const char *subject, const char *session)
{
    return find(&attests->owners, owner_name(subject, session)) != INTERNED_NONE;
}

enum em_status attests_open(const struct attests *attests, const char *subject, const char *session,
                            struct attest *out, struct em_error *why, struct em_error *error)
{
    const struct list_work *work = attests->presence->work;
    struct opening opening = {work->key, out, why};
    uint32_t owner = find(&attests->owners, owner_name(subject, session));
    *out = (struct attest){0};
    if (owner == INTERNED_NONE)
        return em_fail(error, EM_NOT_FOUND, "%s did not sign for %s.", subject, session);
    const struct place *place = &attests->latest[owner];
    return store_entry(work->store, origin_of(attests, place), place->seq, open_entry, &opening,
                       error);
}

static void wipe_text(char *text)
{
    if (text)
        sodium_memzero(text, strlen(text));
    free(text);
}

void attest_free(struct attest *attest)
{
    wipe_text(attest->name);
    wipe_text(attest->ink);
    *attest = (struct attest){0};
}
