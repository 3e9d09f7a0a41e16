#include "order.h"

#include "core/memory.h"
#include "core/words.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What stands before a text, or in its place. */
enum mark { MARK_TEXT = 1, MARK_NONE };

struct row {
    uint64_t head; /* the key's first bytes, which tell most rows apart */
    size_t start;  /* of the key, in `keys` */
    uint32_t size, index;
};

struct order {
    struct words_collator *collator;
    struct em_buffer keys;
    size_t begun; /* where the key of the next row starts */
    struct row *rows;
    size_t count, capacity;
};

struct order *order_new(const char *language)
{
    struct order *order = em_alloc(sizeof *order);
    order->collator = words_collator_open(language);
    return order;
}

void order_free(struct order *order)
{
    if (!order)
        return;
    words_collator_close(order->collator);
    if (order->keys.data)
        sodium_memzero(order->keys.data, order->keys.capacity);
    em_buffer_free(&order->keys);
    free(order->rows);
    free(order);
}

void order_text(struct order *order, const char *text)
{
    bool none = !text || !*text;
    const uint8_t mark = none ? MARK_NONE : MARK_TEXT;
    em_buffer_add(&order->keys, &mark, 1);
    if (!none)
        words_collator_key(order->collator, &order->keys, text);
}

static void put_big_endian(uint8_t out[8], uint64_t number)
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(number >> (56 - 8 * i));
}

void order_number(struct order *order, int64_t number)
{
    uint8_t bytes[8];
    put_big_endian(bytes, (uint64_t)number ^ (UINT64_C(1) << 63)); /* negative ones first */
    em_buffer_add(&order->keys, bytes, sizeof bytes);
}

static uint64_t head_of(const char *key, size_t size)
{
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < size ? (uint8_t)key[i] : 0);
    return head;
}

void order_row(struct order *order)
{
    size_t size = order->keys.size - order->begun;
    const char *key = size ? order->keys.data + order->begun : "";
    order->rows = em_grow(order->rows, order->count, &order->capacity, sizeof *order->rows);
    order->rows[order->count] = (struct row){.head = head_of(key, size),
                                             .start = order->begun,
                                             .size = (uint32_t)size,
                                             .index = (uint32_t)order->count};
    order->count++;
    order->begun = order->keys.size;
}

static int by_key(const void *a, const void *b, void *context)
{
    const struct row *left = a, *right = b;
    const struct order *order = context;
    if (left->head != right->head)
        return left->head < right->head ? -1 : 1;
    uint32_t size = left->size < right->size ? left->size : right->size;
    int found =
        size ? memcmp(order->keys.data + left->start, order->keys.data + right->start, size) : 0;
    if (found == 0)
        found = (left->size > right->size) - (left->size < right->size);
    return found ? found : (left->index > right->index) - (left->index < right->index);
}

void order_sort(struct order *order)
{
    if (order->count)
        qsort_r(order->rows, order->count, sizeof *order->rows, by_key, order);
}

size_t order_count(const struct order *order)
{
    return order->count;
}

size_t order_at(const struct order *order, size_t place)
{
    return order->rows[place].index;
}
