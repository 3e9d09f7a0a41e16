#include "governments.h"

#include "core/interned.h"
#include "core/words.h"

#include <stdlib.h>
#include <string.h>

/* Ids and names lie in one table, told apart by their first letter. */
struct governments {
    const struct event_pack *pack;
    struct interned keys;
    const struct pack_government **items; /* by the number of the key */
    size_t count, capacity;
};

static char *name_key(const char *name, const char *country)
{
    size_t size = 4 * strlen(name) + 1;
    char *folded = em_alloc(size);
    words_fold(folded, size, name);
    char *key = em_format("n%s\n%s", folded, country);
    free(folded);
    return key;
}

/* Of two that share a key, the first has it. */
static void put(struct governments *governments, char *key,
                const struct pack_government *government)
{
    if (interned_put(&governments->keys, key) == governments->count) {
        governments->items = em_grow(governments->items, governments->count, &governments->capacity,
                                     sizeof *governments->items);
        governments->items[governments->count++] = government;
    }
    free(key);
}

struct governments *governments_new(const struct event_pack *pack)
{
    struct governments *governments = em_alloc(sizeof *governments);
    governments->pack = pack;
    for (size_t i = 0; pack && i < pack->government_count; i++) {
        const struct pack_government *government = &pack->governments[i];
        put(governments, em_format("i%s", government->id), government);
        for (size_t name = 0; name < pack->language_count; name++) {
            put(governments, name_key(government->names[name], government->country), government);
            put(governments, name_key(government->names[name], ""), government);
        }
    }
    return governments;
}

void governments_free(struct governments *governments)
{
    if (!governments)
        return;
    interned_free(&governments->keys);
    free(governments->items);
    free(governments);
}

const struct pack_government *governments_find(const struct governments *governments,
                                               const char *id, const char *name,
                                               const char *country)
{
    if (!*id && !*name)
        return NULL;
    char *key = *id ? em_format("i%s", id) : name_key(name, country);
    uint32_t number = interned_find(&governments->keys, key);
    free(key);
    return number == INTERNED_NONE ? NULL : governments->items[number];
}
