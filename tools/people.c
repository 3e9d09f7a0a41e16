#include "people.h"

#include "core/interned.h"
#include "core/roster.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum known {
    KNOWN_NOT, /* to the roster */
    KNOWN_OPENED,
    KNOWN_SEALED,  /* there is no key */
    KNOWN_REFUSED, /* the key does not open it */
};

#define TEXTS 5

struct opened {
    enum known known;
    char *texts[TEXTS]; /* KNOWN_OPENED: in the order of struct person */
};

struct people {
    struct store *store;
    const struct organiser_secret *key;
    struct interned ids;
    struct opened *items; /* by the number of the id */
    size_t count, capacity;
    long long opened, refused;
    struct em_error first; /* why the first of the refused was */
};

struct people *people_new(struct store *store, const struct organiser_secret *key)
{
    struct people *people = em_alloc(sizeof *people);
    people->store = store;
    people->key = key;
    return people;
}

static void wipe_text(char *text)
{
    if (text)
        sodium_memzero(text, strlen(text));
    free(text);
}

void people_free(struct people *people)
{
    if (!people)
        return;
    for (size_t i = 0; i < people->count; i++)
        for (size_t text = 0; text < TEXTS; text++)
            wipe_text(people->items[i].texts[text]);
    free(people->items);
    interned_free(&people->ids);
    free(people);
}

/* Where an entry of the roster is opened to. */
struct opening {
    struct people *people;
    struct opened *out;
};

static void note_refused(struct people *people, const struct entry *entry,
                         const struct em_error *why)
{
    if (people->refused++ > 0)
        return;
    people->first = *why;
    em_context(&people->first, "Entry %lld of %s", (long long)entry->seq, entry->origin);
}

static enum em_status open_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct opening *opening = context;
    struct people *people = opening->people;
    struct delegate details = {.id = ""};
    struct em_error why = {0};
    (void)leaf, (void)error;
    if (!people->key) {
        opening->out->known = entry->sealed ? KNOWN_SEALED : KNOWN_NOT;
        return EM_OK;
    }
    enum em_status status = delegate_open_by_organiser(&details, entry, people->key, &why);
    if (status == EM_NOT_FOUND)
        return EM_OK; /* erased */
    if (status != EM_OK) {
        opening->out->known = KNOWN_REFUSED;
        note_refused(people, entry, &why);
        return EM_OK;
    }
    *opening->out = (struct opened){KNOWN_OPENED,
                                    {em_strdup(details.name), em_strdup(details.role),
                                     em_strdup(details.government), em_strdup(details.country),
                                     em_strdup(details.email)}};
    people->opened++;
    delegate_free(&details);
    return EM_OK;
}

/* The delegate as opened at the first look-up. */
static enum em_status open_once(struct people *people, const char *delegate,
                                const struct opened **out, struct em_error *error)
{
    uint32_t number = interned_put(&people->ids, delegate);
    if (number == people->count) {
        struct opened opened = {.known = KNOWN_NOT};
        struct opening opening = {people, &opened};
        enum em_status status =
            roster_delegate(people->store, delegate, open_entry, &opening, error);
        if (status != EM_OK && status != EM_NOT_FOUND)
            return status;
        people->items =
            em_grow(people->items, people->count, &people->capacity, sizeof *people->items);
        people->items[people->count++] = opened;
    }
    *out = &people->items[number];
    return EM_OK;
}

enum em_status people_find(struct people *people, const char *delegate, struct person *out,
                           struct list_gaps *gaps, struct em_error *error)
{
    const struct opened *opened = NULL;
    *out = (struct person){"", "", "", "", "", false};
    if (!*delegate)
        return EM_OK;
    enum em_status status = open_once(people, delegate, &opened, error);
    if (status != EM_OK || opened->known == KNOWN_NOT)
        return status;
    if (opened->known == KNOWN_OPENED) {
        char *const *texts = opened->texts;
        *out = (struct person){texts[0], texts[1], texts[2], texts[3], texts[4], false};
        return EM_OK;
    }
    *out = (struct person){LIST_SEALED, LIST_SEALED, LIST_SEALED, LIST_SEALED, LIST_SEALED, true};
    gaps->sealed++;
    if (opened->known == KNOWN_REFUSED && gaps->unopened++ == 0)
        gaps->first = people->first;
    return EM_OK;
}

bool people_all_refused(const struct people *people)
{
    return people->refused > 0 && people->opened == 0;
}
