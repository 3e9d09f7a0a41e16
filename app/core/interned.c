#include "core/interned.h"

#include <stdlib.h>
#include <string.h>

void interned_free(struct interned *interned)
{
    em_buffer_free(&interned->text);
    free(interned->starts);
    free(interned->slots);
    *interned = (struct interned){0};
}

const char *interned_text(const struct interned *interned, uint32_t number)
{
    return interned->text.data + interned->starts[number];
}

/* FNV-1a, 32 bits. */
static uint32_t hash_text(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (uint8_t)*text) * 16777619u;
    return hash;
}

/* The slot that has the text, or the free one where it belongs. */
static uint32_t *find_slot(const struct interned *interned, const char *text)
{
    size_t at = hash_text(text) & (interned->slot_count - 1);
    while (interned->slots[at] &&
           strcmp(interned_text(interned, interned->slots[at] - 1), text) != 0)
        at = (at + 1) & (interned->slot_count - 1);
    return &interned->slots[at];
}

uint32_t interned_find(const struct interned *interned, const char *text)
{
    if (!interned->slot_count)
        return INTERNED_NONE;
    uint32_t slot = *find_slot(interned, text);
    return slot ? slot - 1 : INTERNED_NONE;
}

static void make_room(struct interned *interned)
{
    if (interned->count * 4 < interned->slot_count * 3)
        return;
    free(interned->slots);
    interned->slot_count = interned->slot_count ? interned->slot_count * 2 : 64;
    interned->slots = em_alloc(interned->slot_count * sizeof *interned->slots);
    for (uint32_t i = 0; i < interned->count; i++)
        *find_slot(interned, interned_text(interned, i)) = i + 1;
}

static uint32_t add(struct interned *interned, const char *text)
{
    interned->starts =
        em_grow(interned->starts, interned->count, &interned->capacity, sizeof *interned->starts);
    interned->starts[interned->count] = (uint32_t)interned->text.size;
    em_buffer_add(&interned->text, text, strlen(text) + 1);
    return (uint32_t)interned->count++;
}

uint32_t interned_put(struct interned *interned, const char *text)
{
    make_room(interned);
    uint32_t *slot = find_slot(interned, text);
    if (!*slot)
        *slot = add(interned, text) + 1;
    return *slot - 1;
}
