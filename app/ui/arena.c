#include "ui/ui_private.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES 16384

struct ui_chunk {
    struct ui_chunk *next;
    size_t used, size;
    char bytes[];
};

void *ui_grow(void *items, size_t needed, size_t *capacity, size_t item_size)
{
    if (needed <= *capacity)
        return items;
    size_t wanted = *capacity * 2 > needed ? *capacity * 2 : needed + 32;
    void *grown = realloc(items, wanted * item_size);
    if (grown == NULL)
        abort();
    memset((char *)grown + *capacity * item_size, 0, (wanted - *capacity) * item_size);
    *capacity = wanted;
    return grown;
}

static struct ui_chunk *chunk_new(size_t size)
{
    struct ui_chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk == NULL)
        abort();
    *chunk = (struct ui_chunk){.size = size};
    return chunk;
}

char *ui_arena_take(struct ui_arena *arena, size_t size)
{
    struct ui_chunk **place = &arena->first;
    while (*place && (*place)->size - (*place)->used < size)
        place = &(*place)->next;
    if (*place == NULL)
        *place = chunk_new(size > CHUNK_BYTES ? size : CHUNK_BYTES);
    struct ui_chunk *chunk = *place;
    chunk->used += size;
    return chunk->bytes + chunk->used - size;
}

void ui_arena_reset(struct ui_arena *arena)
{
    for (struct ui_chunk *chunk = arena->first; chunk; chunk = chunk->next)
        chunk->used = 0;
}

void ui_arena_forget(struct ui_arena *arena)
{
    for (struct ui_chunk *chunk = arena->first; chunk; chunk = chunk->next)
        memset(chunk->bytes, 0, chunk->size);
}

void ui_arena_free(struct ui_arena *arena)
{
    while (arena->first) {
        struct ui_chunk *chunk = arena->first;
        arena->first = chunk->next;
        free(chunk);
    }
}
