#include "superseded.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/words.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDED_SIZE 1024 /* of a name; what two longer ones begin with must do to compare them */

/* Keyed hashes instead of texts, so that a million signatures fit into memory. */
struct signer {
    uint64_t place;  /* document, government and country */
    uint64_t person; /* place and name; 0: sealed */
    uint64_t email;  /* 0: none is known */
    uint64_t badge;  /* document and delegate; 0: signed without a badge */
    int64_t at_us;
    size_t index;
};

struct signers {
    uint8_t hash_key[crypto_shorthash_KEYBYTES];
    struct signer *items;
    size_t count, capacity;
    bool badges;               /* some of them have one */
    enum superseded *verdicts; /* by index */
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t latest_us; /* in this log so far */
};

struct signers *signers_new(void)
{
    struct signers *signers = em_alloc(sizeof *signers);
    em_random_system.fill(NULL, signers->hash_key, sizeof signers->hash_key);
    return signers;
}

void signers_free(struct signers *signers)
{
    if (!signers)
        return;
    free(signers->items);
    free(signers->verdicts);
    free(signers);
}

static uint64_t hash(const struct signers *signers, const char *text)
{
    uint64_t value;
    crypto_shorthash((uint8_t *)&value, (const uint8_t *)text, strlen(text), signers->hash_key);
    return value ? value : 1;
}

/* A clock that was set back does not put a signature before those that its log has already. */
static int64_t mended_time(struct signers *signers, const struct roll_signature *row)
{
    if (strcmp(signers->origin, row->origin) != 0) {
        snprintf(signers->origin, sizeof signers->origin, "%s", row->origin);
        signers->latest_us = row->at_us;
    }
    if (row->at_us > signers->latest_us)
        signers->latest_us = row->at_us;
    return signers->latest_us;
}

void signers_add(struct signers *signers, const struct roll_signature *row, const char *name,
                 const char *email)
{
    char folded[FOLDED_SIZE];
    signers->items =
        em_grow(signers->items, signers->count, &signers->capacity, sizeof *signers->items);
    struct signer *signer = &signers->items[signers->count];
    *signer = (struct signer){.at_us = mended_time(signers, row), .index = signers->count++};
    words_fold(folded, sizeof folded, row->government_id[0] ? row->government_id : row->government);
    char *place = em_format("%s\n%s\n%s", row->document, folded, row->country);
    signer->place = hash(signers, place);
    if (name) {
        words_fold(folded, sizeof folded, name);
        char *person = em_format("%s\n%s", place, *folded ? folded : name);
        signer->person = hash(signers, person);
        free(person);
    }
    signer->email = email && *email ? hash(signers, email) : 0;
    free(place);
    if (*row->delegate) {
        char *badge = em_format("%s\n%s", row->document, row->delegate);
        signer->badge = hash(signers, badge);
        signers->badges = true;
        free(badge);
    }
}

static int by_time(const struct signer *a, const struct signer *b)
{
    if (a->at_us != b->at_us)
        return a->at_us < b->at_us ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* The sealed ones of a place come first, then person by person. */
static int by_person(const void *a, const void *b)
{
    const struct signer *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    if (left->person != right->person)
        return left->person < right->person ? -1 : 1;
    return by_time(left, right);
}

static bool other_badge(const struct signer *a, const struct signer *b)
{
    return a->badge && b->badge && a->badge != b->badge;
}

static bool other_email(const struct signer *a, const struct signer *b)
{
    return a->email && b->email && a->email != b->email;
}

static bool has_later(const struct signers *signers, const struct signer *signer)
{
    const struct signer *end = signers->items + signers->count;
    for (const struct signer *later = signer + 1;
         later < end && later->place == signer->place && later->person == signer->person; later++)
        if (!other_email(signer, later) && !other_badge(signer, later))
            return true;
    return false;
}

/* The latest sealed signatures of a place, which may be anybody's there; `bare` of those without a
 * badge, as one with a badge is nobody's who used another. */
struct sealed {
    const struct signer *any, *bare;
};

static bool may_be_later(const struct sealed *sealed, const struct signer *signer)
{
    const struct signer *later = signer->badge ? sealed->bare : sealed->any;
    return later && later->place == signer->place && by_time(signer, later) < 0;
}

static void judge_by_name(struct signers *signers)
{
    struct sealed sealed = {NULL, NULL};
    qsort(signers->items, signers->count, sizeof *signers->items, by_person);
    for (size_t i = 0; i < signers->count; i++) {
        const struct signer *signer = &signers->items[i];
        enum superseded *verdict = &signers->verdicts[signer->index];
        if (!signer->person) {
            sealed.any = signer;
            sealed.bare = signer->badge ? sealed.bare : signer;
            *verdict = SUPERSEDED_UNKNOWN;
        } else if (has_later(signers, signer)) {
            *verdict = SUPERSEDED_YES;
        } else if (may_be_later(&sealed, signer)) {
            *verdict = SUPERSEDED_UNKNOWN;
        }
    }
}

static int by_badge(const void *a, const void *b)
{
    const struct signer *left = a, *right = b;
    if (left->badge != right->badge)
        return left->badge < right->badge ? -1 : 1;
    return by_time(left, right);
}

static void judge_by_badge(struct signers *signers)
{
    qsort(signers->items, signers->count, sizeof *signers->items, by_badge);
    for (size_t i = 0; i + 1 < signers->count; i++) {
        const struct signer *signer = &signers->items[i];
        if (signer->badge && signer->badge == signer[1].badge)
            signers->verdicts[signer->index] = SUPERSEDED_YES;
    }
}

void signers_judge(struct signers *signers)
{
    signers->verdicts = em_alloc(signers->count * sizeof *signers->verdicts);
    if (signers->count)
        judge_by_name(signers);
    if (signers->badges)
        judge_by_badge(signers);
}

enum superseded signers_verdict(const struct signers *signers, size_t index)
{
    return signers->verdicts[index];
}
