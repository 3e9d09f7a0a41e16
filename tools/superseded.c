#include "superseded.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/words.h"
#include "doubles.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDED_SIZE  1024 /* of a name; what two longer ones begin with must do to compare them */
#define KNOWN_PLACES 512  /* whose hash is remembered: folding each name of a government is slow */

/* Keyed hashes stand for texts. */
struct signer {
    uint64_t place;  /* document, government and country */
    uint64_t person; /* place and name; 0: sealed */
    uint64_t email;  /* 0: none is known */
    uint64_t badge;  /* document and delegate; 0: signed without a badge */
    int64_t at_us;
    size_t index;
};

/* When a signature was made; at_us 0 and index SIZE_MAX: there is none. */
struct moment {
    int64_t at_us;
    size_t index;
};
#define NEVER ((struct moment){0, SIZE_MAX})

/* The latest sealed signatures of a place, which may be anybody's there; `bare` of those without a
 * badge, as one with a badge is nobody's who used another. */
struct sealed {
    uint64_t place; /* 0: an empty slot */
    struct moment any, bare;
};

struct signers {
    uint8_t hash_key[crypto_shorthash_KEYBYTES];
    struct {
        uint64_t text, place;
    } known[KNOWN_PLACES];

    char origin[ENTRY_ORIGIN_SIZE];
    int64_t latest_us; /* in this log so far */
    size_t next;       /* signature, in this pass */

    struct doubles persons; /* by index */
    struct doubles badges;  /* of those who used one */
    struct sealed *sealed;  /* a hash table of `sealed_size` slots, a power of two or 0 */
    size_t sealed_size, sealed_count;

    struct signer *items; /* who may be there more than once */
    size_t count, capacity;
    uint8_t *verdicts; /* by index, four in a byte */
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
    doubles_free(&signers->persons);
    doubles_free(&signers->badges);
    free(signers->sealed);
    free(signers->items);
    free(signers->verdicts);
    free(signers);
}

/* --- hashes --- */

static uint64_t hash(const struct signers *signers, const void *bytes, size_t size)
{
    uint64_t value;
    crypto_shorthash((uint8_t *)&value, bytes, size, signers->hash_key);
    return value ? value : 1;
}

/* Of several texts, parted by line breaks. */
static uint64_t hash_texts(const struct signers *signers, const char *const *texts, size_t count)
{
    char small[1024];
    *small = '\0'; /* some compilers do not see that there is always a text */
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += strlen(texts[i]) + 1;
    char *all = size <= sizeof small ? small : em_alloc(size);
    char *end = all;
    for (size_t i = 0; i < count; i++) {
        end = stpcpy(end, texts[i]);
        *end++ = '\n';
    }
    uint64_t value = hash(signers, all, (size_t)(end - all) - 1);
    if (all != small)
        free(all);
    return value;
}
#define HASH_TEXTS(signers, ...)                                                                   \
    hash_texts(signers, (const char *const[]){__VA_ARGS__},                                        \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static uint64_t place_of(struct signers *signers, const struct roll_signature *row)
{
    char folded[FOLDED_SIZE];
    const char *government = row->government_id[0] ? row->government_id : row->government;
    uint64_t text = HASH_TEXTS(signers, row->document, row->country, government);
    size_t slot = text % KNOWN_PLACES;
    if (signers->known[slot].text != text) {
        words_fold(folded, sizeof folded, government);
        signers->known[slot].place = HASH_TEXTS(signers, row->document, folded, row->country);
        signers->known[slot].text = text;
    }
    return signers->known[slot].place;
}

/* `name` NULL: 0. One without any letter is told by its signs. */
static uint64_t person_of(const struct signers *signers, uint64_t place, const char *name)
{
    struct {
        uint64_t place;
        char folded[FOLDED_SIZE];
    } key = {.place = place, .folded = ""};
    if (!name)
        return 0;
    words_fold(key.folded, sizeof key.folded, name);
    if (*key.folded)
        return hash(signers, &key, sizeof key.place + strlen(key.folded));
    const uint64_t signs[] = {place, hash(signers, name, strlen(name))};
    return hash(signers, signs, sizeof signs);
}

static uint64_t badge_of(const struct signers *signers, const struct roll_signature *row)
{
    return *row->delegate ? HASH_TEXTS(signers, row->document, row->delegate) : 0;
}

/* --- time --- */

/* A clock that was set back does not put a signature before those that its log has already. */
static struct moment next_moment(struct signers *signers, const struct roll_signature *row)
{
    if (strcmp(signers->origin, row->origin) != 0) {
        snprintf(signers->origin, sizeof signers->origin, "%s", row->origin);
        signers->latest_us = row->at_us;
    }
    if (row->at_us > signers->latest_us)
        signers->latest_us = row->at_us;
    return (struct moment){signers->latest_us, signers->next++};
}

static bool is_before(struct moment a, struct moment b)
{
    return a.at_us != b.at_us ? a.at_us < b.at_us : a.index < b.index;
}

static struct moment moment_of(const struct signer *signer)
{
    return (struct moment){signer->at_us, signer->index};
}

/* --- who is sealed --- */

static struct sealed *find_slot(struct sealed *slots, size_t size, uint64_t place)
{
    size_t at = place & (size - 1);
    while (slots[at].place && slots[at].place != place)
        at = (at + 1) & (size - 1);
    return &slots[at];
}

static void make_room(struct signers *signers)
{
    size_t size = signers->sealed_size;
    if (signers->sealed_count * 2 < size)
        return;
    struct sealed *old = signers->sealed;
    signers->sealed_size = size ? size * 2 : 64;
    signers->sealed = em_alloc(signers->sealed_size * sizeof *signers->sealed);
    for (size_t i = 0; i < size; i++)
        if (old[i].place)
            *find_slot(signers->sealed, signers->sealed_size, old[i].place) = old[i];
    free(old);
}

static void put_later(struct moment *latest, struct moment moment)
{
    if (latest->index == SIZE_MAX || is_before(*latest, moment))
        *latest = moment;
}

static void note_sealed(struct signers *signers, uint64_t place, bool badge, struct moment moment)
{
    make_room(signers);
    struct sealed *sealed = find_slot(signers->sealed, signers->sealed_size, place);
    if (!sealed->place) {
        *sealed = (struct sealed){place, NEVER, NEVER};
        signers->sealed_count++;
    }
    put_later(&sealed->any, moment);
    if (!badge)
        put_later(&sealed->bare, moment);
}

/* Whether somebody sealed signed later there who may be this one. */
static bool may_be_later(const struct signers *signers, const struct signer *signer)
{
    if (!signers->sealed_size)
        return false;
    const struct sealed *sealed = find_slot(signers->sealed, signers->sealed_size, signer->place);
    struct moment later = signer->badge ? sealed->bare : sealed->any;
    return sealed->place && later.index != SIZE_MAX && is_before(moment_of(signer), later);
}

/* --- the first time --- */

void signers_add(struct signers *signers, const struct roll_signature *row, const char *name)
{
    struct moment moment = next_moment(signers, row);
    uint64_t place = place_of(signers, row), badge = badge_of(signers, row);
    doubles_add(&signers->persons, person_of(signers, place, name));
    if (badge)
        doubles_add(&signers->badges, badge);
    if (!name)
        note_sealed(signers, place, badge != 0, moment);
}

void signers_narrow(struct signers *signers)
{
    doubles_find(&signers->persons);
    doubles_find(&signers->badges);
    signers->verdicts = em_alloc(signers->persons.count / 4 + 1);
    signers->next = 0;
    *signers->origin = '\0';
}

/* --- the second time --- */

static void set_verdict(struct signers *signers, size_t index, enum superseded verdict)
{
    unsigned shift = 2 * (index % 4);
    uint8_t *four = &signers->verdicts[index / 4];
    *four = (uint8_t)((*four & ~(3u << shift)) | (unsigned)verdict << shift);
}

enum superseded signers_verdict(const struct signers *signers, size_t index)
{
    return (signers->verdicts[index / 4] >> (2 * (index % 4))) & 3u;
}

bool signers_asks(const struct signers *signers, const struct roll_signature *row)
{
    return doubles_has_at(&signers->persons, signers->next) ||
           (signers->badges.twice_count && doubles_has(&signers->badges, badge_of(signers, row)));
}

void signers_tell(struct signers *signers, const struct roll_signature *row, const char *name,
                  const char *email)
{
    bool asked = signers_asks(signers, row),
         none = doubles_is_none(&signers->persons, signers->next);
    struct moment moment = next_moment(signers, row);
    struct signer signer = {.at_us = moment.at_us, .index = moment.index};
    if (none)
        set_verdict(signers, signer.index, SUPERSEDED_UNKNOWN);
    if (!asked && (none || !signers->sealed_size))
        return;
    signer.place = place_of(signers, row);
    signer.badge = badge_of(signers, row);
    if (!none && may_be_later(signers, &signer))
        set_verdict(signers, signer.index, SUPERSEDED_UNKNOWN);
    if (!asked)
        return;
    signer.person = person_of(signers, signer.place, none ? NULL : name);
    signer.email = email && *email ? hash(signers, email, strlen(email)) : 0;
    signers->items =
        em_grow(signers->items, signers->count, &signers->capacity, sizeof *signers->items);
    signers->items[signers->count++] = signer;
}

/* --- the verdicts on those who may be there more than once --- */

static int by_time(const struct signer *a, const struct signer *b)
{
    struct moment left = moment_of(a), right = moment_of(b);
    return is_before(left, right) ? -1 : is_before(right, left);
}

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

static void judge_by_name(struct signers *signers)
{
    qsort(signers->items, signers->count, sizeof *signers->items, by_person);
    for (size_t i = 0; i < signers->count; i++) {
        const struct signer *signer = &signers->items[i];
        if (signer->person && has_later(signers, signer))
            set_verdict(signers, signer->index, SUPERSEDED_YES);
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
            set_verdict(signers, signer->index, SUPERSEDED_YES);
    }
}

void signers_judge(struct signers *signers)
{
    if (signers->count) {
        judge_by_name(signers);
        judge_by_badge(signers);
    }
    doubles_free(&signers->persons);
    doubles_free(&signers->badges);
    free(signers->items);
    signers->items = NULL;
    signers->count = signers->capacity = 0;
}
