#include "doubles.h"

#include "core/memory.h"

#include <stdlib.h>

#define PARTS 16 /* looked through one after the other, so that sorting needs little room */

static uint32_t mark_of(uint64_t hash)
{
    uint32_t mark = (uint32_t)(hash >> 32);
    return hash && !mark ? 1 : mark;
}

void doubles_add(struct doubles *doubles, uint64_t hash)
{
    doubles->marks =
        em_grow(doubles->marks, doubles->count, &doubles->capacity, sizeof *doubles->marks);
    doubles->marks[doubles->count++] = mark_of(hash);
}

static int compare(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

static void note(struct doubles *doubles, uint32_t mark)
{
    doubles->twice = em_grow(doubles->twice, doubles->twice_count, &doubles->twice_capacity,
                             sizeof *doubles->twice);
    doubles->twice[doubles->twice_count++] = mark;
}

static size_t gather(const struct doubles *doubles, uint32_t part, uint32_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < doubles->count; i++)
        if (doubles->marks[i] && doubles->marks[i] / (UINT32_MAX / PARTS + 1) == part) {
            if (out)
                out[count] = doubles->marks[i];
            count++;
        }
    return count;
}

/* Parts come in the order of their marks, so `twice` becomes sorted. */
void doubles_find(struct doubles *doubles)
{
    for (uint32_t part = 0; part < PARTS; part++) {
        size_t count = gather(doubles, part, NULL);
        uint32_t *sorted = em_alloc(count * sizeof *sorted);
        gather(doubles, part, sorted);
        qsort(sorted, count, sizeof *sorted, compare);
        for (size_t i = 1; i < count; i++)
            if (sorted[i] == sorted[i - 1] && (i == 1 || sorted[i] != sorted[i - 2]))
                note(doubles, sorted[i]);
        free(sorted);
    }
}

static bool has_mark(const struct doubles *doubles, uint32_t mark)
{
    return mark && doubles->twice_count &&
           bsearch(&mark, doubles->twice, doubles->twice_count, sizeof mark, compare);
}

bool doubles_is_none(const struct doubles *doubles, size_t index)
{
    return !doubles->marks[index];
}

bool doubles_has_at(const struct doubles *doubles, size_t index)
{
    return has_mark(doubles, doubles->marks[index]);
}

bool doubles_has(const struct doubles *doubles, uint64_t hash)
{
    return has_mark(doubles, mark_of(hash));
}

void doubles_free(struct doubles *doubles)
{
    free(doubles->marks);
    free(doubles->twice);
    *doubles = (struct doubles){0};
}
