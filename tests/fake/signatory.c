#include "fake/signatory.h"

#include "fake/handwriting.h"

#include <stdio.h>
#include <string.h>

/* What is asked of chance about a person. */
enum { ASK_GOVERNMENT = 1, ASK_WHICH, ASK_COUNTRY, ASK_LANGUAGE, ASK_ROLE, ASK_EMAIL };

/* A person among those of their culture. */
struct standing {
    const struct signatory_culture *culture;
    uint64_t rank; /* every rank is one person's */
    uint64_t seed, number;
};

static uint64_t ask(const struct standing *standing, int what, uint64_t limit)
{
    return handwriting_chance(standing->seed + standing->number * 7919, (uint64_t)what, limit);
}

static struct standing stand(uint64_t seed, uint64_t number)
{
    uint64_t all = 0;
    for (size_t i = 0; i < signatory_culture_count; i++)
        all += (uint64_t)signatory_cultures[i].weight;
    uint64_t at = (number * 47 + seed) % all; /* a prime, so that neighbours are strangers */
    for (size_t i = 0;; i++) {
        const struct signatory_culture *culture = &signatory_cultures[i];
        uint64_t weight = (uint64_t)culture->weight;
        if (at < weight)
            return (struct standing){culture, number / all * weight + at, seed, number};
        at -= weight;
    }
}

static size_t words(const char *const *list, size_t most)
{
    size_t count = 0;
    while (count < most && list[count])
        count++;
    return count;
}

/* Each rank has a name of its own: when the short ones are used up, with further names between
 * the first and the last, now of one list, now of the other. */
static void write_name(char *out, size_t size, const struct standing *standing)
{
    const struct signatory_culture *culture = standing->culture;
    size_t given = words(culture->given, SIGNATORY_WORDS);
    size_t family = words(culture->family, SIGNATORY_WORDS);
    size_t which = standing->rank % given, further = standing->rank / given / family;
    size_t house = (standing->rank / given + 5 * which) % family;
    bool family_first = *culture->pattern == 'f';
    const char *space = strchr(culture->pattern, ' ') ? " " : "";
    size_t at = (size_t)snprintf(out, size, "%s%s%s", family_first ? culture->family[house] : "",
                                 family_first ? space : "", culture->given[which]);
    for (bool of_family = !family_first; further; of_family = !of_family) {
        size_t count = of_family ? family : given;
        size_t one = (further - 1 + 3 * which + 7 * house) % count;
        further = (further - 1) / count;
        at += (size_t)snprintf(out + at, size - at, "%s%s", space,
                               of_family ? culture->family[one] : culture->given[one]);
    }
    if (!family_first)
        snprintf(out + at, size - at, "%s%s", space, culture->family[house]);
}

/* A word of a list with spaces between; "" when it is empty. */
static void pick_word(char *out, size_t size, const char *list, uint64_t chance)
{
    size_t count = 1;
    for (const char *at = list; (at = strchr(at, ' ')); at++)
        count++;
    for (size_t skip = chance % count; skip; skip--)
        list = strchr(list, ' ') + 1;
    snprintf(out, size, "%.*s", (int)strcspn(list, " "), list);
}

static const struct pack_government *find_pioneer(const struct event_pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->government_count; i++)
        if (strcmp(pack->governments[i].id, id) == 0)
            return &pack->governments[i];
    return NULL;
}

static const char *pick_language(const struct standing *standing, const struct event_pack *pack)
{
    uint64_t chance = ask(standing, ASK_LANGUAGE, 100);
    int own = pack_language(pack, standing->culture->language);
    if (chance < 75 && own >= 0)
        return pack->languages[own];
    return pack->languages[chance % pack->language_count];
}

/* One of the event's as often as not, where people have one. */
static void pick_government(struct signatory *out, const struct standing *standing,
                            const struct event_pack *pack)
{
    const struct signatory_culture *culture = standing->culture;
    char id[64];
    pick_word(id, sizeof id, culture->pioneers, ask(standing, ASK_WHICH, 1000));
    const struct pack_government *pioneer = find_pioneer(pack, id);
    if (pioneer && ask(standing, ASK_GOVERNMENT, 100) < 50) {
        int language = pack_language(pack, out->language);
        out->government_id = pioneer->id;
        snprintf(out->government, sizeof out->government, "%s", pioneer->names[language]);
        memcpy(out->country, pioneer->country, sizeof out->country);
        return;
    }
    size_t count = words(culture->governments, sizeof culture->governments / sizeof(char *));
    out->government_id = "";
    snprintf(out->government, sizeof out->government, "%s",
             culture->governments[ask(standing, ASK_WHICH, count)]);
    pick_word(out->country, sizeof out->country, culture->countries,
              ask(standing, ASK_COUNTRY, 1000));
}

void signatory_person(struct signatory *out, const struct event_pack *pack, uint64_t seed,
                      uint64_t number)
{
    const struct standing standing = stand(seed, number);
    const struct signatory_culture *culture = standing.culture;
    size_t roles = words(culture->roles, sizeof culture->roles / sizeof(char *));
    write_name(out->name, sizeof out->name, &standing);
    snprintf(out->role, sizeof out->role, "%s", culture->roles[ask(&standing, ASK_ROLE, roles)]);
    *out->email = '\0';
    if (ask(&standing, ASK_EMAIL, 100) < 85)
        snprintf(out->email, sizeof out->email, "delegate-%llu@example.org",
                 (unsigned long long)number);
    out->language = pick_language(&standing, pack);
    pick_government(out, &standing, pack);
}

void signatory_hostile(struct signatory *out, const struct event_pack *pack, uint64_t seed,
                       uint64_t number)
{
    signatory_person(out, pack, seed, number);
    hostile_text(out->name, sizeof out->name, (size_t)number);
    hostile_text(out->role, sizeof out->role, (size_t)number * 7 + 3);
    if (number % 3 == 0)
        return;
    out->government_id = "";
    hostile_text(out->government, sizeof out->government, (size_t)number * 11 + 5);
}
