/* Staff mode: what a staff badge opens, and what locking wipes. */
#include "core/door_private.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void wipe_text(char *text)
{
    if (text)
        sodium_memzero(text, strlen(text));
    free(text);
}

/* --- unlocking and locking --- */

struct unlocking {
    const char *code;
    uint8_t key[32];
    struct delegate details;
};

static enum em_status unwrap(void *context, const struct entry *entry, const uint8_t *leaf,
                             struct em_error *error)
{
    struct unlocking *unlocking = context;
    (void)leaf;
    enum em_status status = delegate_unwrap_staff(unlocking->key, entry, unlocking->code, error);
    if (status == EM_OK)
        status = delegate_open_by_code(&unlocking->details, entry, unlocking->code, error);
    return status;
}

static enum em_status denied(const struct badge_found *found, struct em_error *error)
{
    if (found->sort == SORT_REVOKED)
        return em_fail(error, EM_DENIED,
                       "This staff badge was declared void. Ask the organiser for a new one.");
    return em_fail(error, EM_DENIED, "This is no staff badge. Scan a staff badge.");
}

static enum em_status unlock_with(struct door *door, const struct badge_found *found,
                                  struct em_error *error)
{
    struct unlocking unlocking = {.code = found->code};
    struct ledger *ledger;
    if (found->sort != SORT_STAFF)
        return denied(found, error);
    enum em_status status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status = roster_delegate(ledger_store(ledger), found->delegate, unwrap, &unlocking, error);
    if (status == EM_NOT_FOUND || status == EM_DENIED)
        status = em_fail(error, EM_DENIED,
                         "This staff badge opens nothing here. It may have been replaced: ask the "
                         "organiser for a new one.");
    if (status == EM_OK) {
        door_lock(door);
        memcpy(door->staff_key, unlocking.key, sizeof door->staff_key);
        door->staff_name = em_strdup(unlocking.details.name);
        door->unlocked = true;
    }
    sodium_memzero(unlocking.key, sizeof unlocking.key);
    delegate_free(&unlocking.details);
    return status;
}

enum em_status door_unlock(struct door *door, const char *bytes, size_t size,
                           struct em_error *error)
{
    struct door_scanned scanned;
    enum em_status status = door_look_up(door, bytes, size, &scanned, error);
    if (status == EM_OK)
        status = unlock_with(door, &scanned.found, error);
    door_scanned_wipe(&scanned);
    return status;
}

void door_lock(struct door *door)
{
    door->unlocked = false;
    sodium_memzero(door->staff_key, sizeof door->staff_key);
    wipe_text(door->staff_name);
    door->staff_name = NULL;
    door_forget_people(door);
    door_forget_sightings(door);
}

bool door_unlocked(const struct door *door)
{
    return door->unlocked;
}

const char *door_staff(const struct door *door)
{
    return door->staff_name ? door->staff_name : "";
}

enum em_status door_need_staff(const struct door *door, struct em_error *error)
{
    if (door->unlocked)
        return EM_OK;
    return em_fail(error, EM_DENIED, "This needs staff mode. Scan a staff badge first.");
}

/* --- the opened roster --- */

/* What is known of a person, in the order in which it lies in their texts. */
enum text { FOLDED_NAME, FOLDED_ALL /* with the government */, NAME, ROLE, GOVERNMENT, TEXTS };

static const char *text_of(const struct door_person *person, enum text which)
{
    const char *text = person->texts;
    for (int i = 0; i < (int)which; i++)
        text += strlen(text) + 1;
    return text;
}

void door_forget_people(struct door *door)
{
    for (size_t i = 0; i < door->people_count; i++) {
        sodium_memzero(door->people[i].texts, door->people[i].size);
        free(door->people[i].texts);
    }
    free(door->people);
    door->people = NULL;
    door->people_count = door->people_capacity = 0;
}

static char *fold(const char *text)
{
    size_t size = 4 * strlen(text) + 1;
    char *folded = em_alloc(size);
    words_fold(folded, size, text);
    return folded;
}

static void join(struct door_person *person, const char *const texts[TEXTS])
{
    for (int i = 0; i < TEXTS; i++)
        person->size += strlen(texts[i]) + 1;
    char *at = person->texts = em_alloc(person->size);
    for (int i = 0; i < TEXTS; i++)
        at = stpcpy(at, texts[i]) + 1;
}

static void add_person(struct door *door, const struct delegate *delegate)
{
    door->people =
        em_grow(door->people, door->people_count, &door->people_capacity, sizeof *door->people);
    struct door_person *person = &door->people[door->people_count++];
    *person = (struct door_person){.size = 0};
    memcpy(person->id, delegate->id, sizeof person->id);
    char *name = fold(delegate->name), *government = fold(delegate->government);
    char *all = em_format("%s%s%s", name, *name && *government ? " " : "", government);
    join(person, (const char *const[TEXTS]){[FOLDED_NAME] = name,
                                            [FOLDED_ALL] = all,
                                            [NAME] = delegate->name,
                                            [ROLE] = delegate->role,
                                            [GOVERNMENT] = delegate->government});
    wipe_text(all);
    wipe_text(government);
    wipe_text(name);
}

void door_add_person(struct door *door, const struct delegate *delegate)
{
    if (door->people)
        add_person(door, delegate);
}

/* Whom the staff key does not open is found by the badge alone. */
static enum em_status open_person(void *context, const struct entry *entry, const char *id,
                                  const uint8_t *lookup, struct em_error *error)
{
    struct door *door = context;
    struct delegate details;
    (void)lookup;
    (void)error;
    if (delegate_open_by_staff(&details, entry, door->staff_key, NULL) != EM_OK)
        return EM_OK;
    door_copy(details.id, sizeof details.id, id);
    add_person(door, &details);
    delegate_free(&details);
    return EM_OK;
}

static enum em_status open_people(struct door *door, struct em_error *error)
{
    struct ledger *ledger;
    if (door->people)
        return EM_OK;
    enum em_status status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status = door_noted(door, roster_each(ledger_store(ledger), open_person, door, error));
    if (status != EM_OK)
        door_forget_people(door);
    return status;
}

/* --- searching --- */

struct found {
    const struct door_person *person;
    int score;
};

/* A name goes before a name and government together. */
static int score_of(const struct door_person *person, const char *query)
{
    int name = words_match(text_of(person, FOLDED_NAME), query);
    return name ? 3 + name : words_match(text_of(person, FOLDED_ALL), query);
}

static bool is_better(const struct found *a, const struct found *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    int order = strcmp(text_of(a->person, FOLDED_NAME), text_of(b->person, FOLDED_NAME));
    return order ? order < 0 : strcmp(a->person->id, b->person->id) < 0;
}

/* Puts it in its place among the best, of which the worst may fall out. */
static size_t insert(struct found *best, size_t count, size_t capacity, struct found found)
{
    size_t at = count < capacity ? count++ : capacity - 1;
    if (at == capacity - 1 && count == capacity && best[at].person && !is_better(&found, &best[at]))
        return count;
    for (; at > 0 && is_better(&found, &best[at - 1]); at--)
        best[at] = best[at - 1];
    best[at] = found;
    return count;
}

static bool is_in_session(const struct door *door, const char *delegate)
{
    struct stay stay;
    return door->session && attendance_where(door->attendance, delegate, &stay) &&
           strcmp(stay.session, door->session->id) == 0;
}

static void tell_matches(const struct door *door, const struct found *best, size_t count,
                         struct door_match *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct door_person *person = best[i].person;
        out[i] = (struct door_match){.delegate = person->id,
                                     .name = text_of(person, NAME),
                                     .role = text_of(person, ROLE),
                                     .government = text_of(person, GOVERNMENT),
                                     .inside = is_in_session(door, person->id)};
    }
}

size_t door_search(struct door *door, const char *query, struct door_match *out, size_t capacity,
                   struct em_error *error)
{
    if (capacity == 0 || door_need_staff(door, error) != EM_OK || open_people(door, error) != EM_OK)
        return 0;
    char *folded = fold(query);
    struct found *best = em_alloc(capacity * sizeof *best);
    size_t count = 0;
    for (size_t i = 0; i < door->people_count; i++) {
        struct found found = {&door->people[i], score_of(&door->people[i], folded)};
        if (found.score > 0)
            count = insert(best, count, capacity, found);
    }
    tell_matches(door, best, count, out);
    free(best);
    wipe_text(folded);
    return count;
}
