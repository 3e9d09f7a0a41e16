#include "badge_people.h"

#include "core/memory.h"
#include "core/roster.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    struct badge_people *people;
    struct store *store;
    const struct organiser_secret *key;
    char origin[ENTRY_ORIGIN_SIZE]; /* of the organiser's log */
};

static struct badge_person *add(struct badge_people *people)
{
    people->items = em_grow(people->items, people->count, &people->capacity, sizeof *people->items);
    struct badge_person *person = &people->items[people->count];
    *person = (struct badge_person){.type = BADGE_DELEGATE};
    return person;
}

/* Nobody is added when nothing is left of them. */
static enum em_status open_person(struct loading *loading, const struct entry *entry,
                                  struct badge_person **out, struct em_error *error)
{
    struct badge_person *person = add(loading->people);
    enum em_status status =
        delegate_open_by_organiser(&person->details, entry, loading->key, error);
    *out = status == EM_OK ? person : NULL;
    loading->people->count += status == EM_OK;
    return status == EM_NOT_FOUND ? EM_OK : status;
}

static enum em_status add_delegate(void *context, const struct entry *entry, const char *id,
                                   const uint8_t *lookup, struct em_error *error)
{
    struct badge_person *person;
    enum em_status status = open_person(context, entry, &person, error);
    if (status != EM_OK)
        return em_context(error, "The details of %s", id);
    if (person && *person->details.code)
        person->state = lookup ? BADGE_HOLDS : BADGE_REVOKED;
    return EM_OK;
}

/* The latest entry of somebody counts. */
static void supersede(struct badge_people *people)
{
    struct badge_person last = people->items[people->count - 1];
    for (size_t i = 0; i + 1 < people->count; i++)
        if (strcmp(people->items[i].details.id, last.details.id) == 0) {
            delegate_free(&people->items[i].details);
            people->items[i] = last;
            people->count--;
            return;
        }
}

/* A log that replaces a damaged one has ".2" behind its name. */
static bool is_organisers(const struct loading *loading, const char *origin)
{
    size_t length = strlen(loading->origin);
    return strncmp(origin, loading->origin, length) == 0 &&
           (origin[length] == '\0' || origin[length] == '.');
}

static enum em_status add_staff(void *context, const struct entry *entry,
                                const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    struct loading *loading = context;
    struct badge_person *person;
    struct roster_badge badge;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    (void)leaf;
    if (!is_organisers(loading, entry->origin))
        return EM_OK; /* nobody else makes staff */
    enum em_status status = open_person(loading, entry, &person, error);
    if (status != EM_OK || person == NULL)
        return status;
    badge_lookup(lookup, person->details.code);
    status = roster_badge(loading->store, lookup, &badge, error);
    if (status != EM_OK)
        return status;
    person->type = BADGE_STAFF;
    person->state = badge.revoked ? BADGE_REVOKED : BADGE_HOLDS;
    supersede(loading->people);
    return EM_OK;
}

/* --- in the order in which they are handed out --- */

struct sorted {
    char *folded;
    struct badge_person person;
};

static int compare(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    int order = (int)one->person.type - (int)other->person.type;
    if (order == 0)
        order = strcmp(one->folded, other->folded);
    return order ? order : strcmp(one->person.details.id, other->person.details.id);
}

static char *fold(const char *text)
{
    size_t size = 4 * strlen(text) + 64;
    char *folded = em_alloc(size);
    words_fold(folded, size, text);
    return folded;
}

static void wipe_text(char *text)
{
    sodium_memzero(text, strlen(text));
    free(text);
}

static void sort(struct badge_people *people)
{
    struct sorted *sorted = em_alloc(people->count * sizeof *sorted);
    for (size_t i = 0; i < people->count; i++)
        sorted[i] = (struct sorted){fold(people->items[i].details.name), people->items[i]};
    qsort(sorted, people->count, sizeof *sorted, compare);
    for (size_t i = 0; i < people->count; i++) {
        people->items[i] = sorted[i].person;
        wipe_text(sorted[i].folded);
    }
    free(sorted);
}

enum em_status badge_people_load(struct badge_people *people, struct store *store,
                                 const struct organiser_secret *key, struct em_error *error)
{
    struct loading loading = {.people = people, .store = store, .key = key};
    entry_origin_make(loading.origin, key->public.event, ORGANISER_WRITER);
    const enum entry_kind staff = ENTRY_STAFF;
    enum em_status status = roster_each(store, add_delegate, &loading, error);
    if (status == EM_OK)
        status = store_entries_of_kinds(store, &staff, 1, add_staff, &loading, error);
    if (status == EM_OK)
        sort(people);
    else
        badge_people_free(people);
    return status;
}

void badge_people_free(struct badge_people *people)
{
    for (size_t i = 0; i < people->count; i++)
        delegate_free(&people->items[i].details);
    free(people->items);
    *people = (struct badge_people){0};
}

/* --- finding --- */

char *badge_person_says(const struct badge_person *person)
{
    const struct delegate *details = &person->details;
    const char *more = person->type == BADGE_STAFF ? "staff" : details->government;
    char *text = em_format("%s%s%s", details->name, *more ? ", " : "", more);
    size_t size = strlen(text) + 1;
    char *clean = em_alloc(size);
    words_clean(clean, size, text, size - 1);
    wipe_text(text);
    return clean;
}

static void list_one(const struct badge_person *person)
{
    char *says = badge_person_says(person);
    fprintf(stderr, "  %s  %s\n", person->details.id, says);
    wipe_text(says);
}

/* How many there are; *out is the last of them. */
static size_t find_to_the_letter(const struct badge_people *people, const char *words,
                                 struct badge_person **out)
{
    size_t found = 0;
    for (size_t i = 0; i < people->count; i++)
        if (strcmp(people->items[i].details.name, words) == 0) {
            *out = &people->items[i];
            found++;
        }
    return found;
}

static size_t find_by_words(const struct badge_people *people, const char *query, bool list,
                            struct badge_person **out)
{
    size_t found = 0;
    for (size_t i = 0; i < people->count; i++) {
        char *name = fold(people->items[i].details.name);
        if (words_match(name, query)) {
            *out = &people->items[i];
            found++;
            if (list)
                list_one(*out);
        }
        wipe_text(name);
    }
    return found;
}

enum em_status badge_people_find(const struct badge_people *people, const char *words,
                                 struct badge_person **out, struct em_error *error)
{
    for (size_t i = 0; i < people->count; i++)
        if (strcmp(people->items[i].details.id, words) == 0) {
            *out = &people->items[i];
            return EM_OK;
        }
    if (find_to_the_letter(people, words, out) == 1)
        return EM_OK;
    char *query = fold(words);
    size_t found = *query ? find_by_words(people, query, false, out) : 0;
    if (found > 1)
        find_by_words(people, query, true, out);
    free(query);
    if (found > 1)
        return em_fail(error, EM_INVALID,
                       "“%s” is in the names of %zu people, who are listed above. Give the id of "
                       "one of them.",
                       words, found);
    if (found == 0)
        return em_fail(error, EM_NOT_FOUND, "Nobody has the id “%s”, nor such a name.", words);
    return EM_OK;
}

struct badge_person *badge_people_by_code(const struct badge_people *people, const char *code)
{
    struct badge_code read;
    char ours[BADGE_TEXT_SIZE];
    struct badge_person *found = NULL;
    if (badge_read(&read, code)) {
        badge_write(ours, &read);
        code = ours;
    }
    for (size_t i = 0; i < people->count && *code && !found; i++)
        if (strcmp(people->items[i].details.code, code) == 0)
            found = &people->items[i];
    sodium_memzero(&read, sizeof read);
    sodium_memzero(ours, sizeof ours);
    return found;
}
