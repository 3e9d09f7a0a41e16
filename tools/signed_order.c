#include "signed_order.h"

#include "core/interned.h"
#include "country_ranks.h"
#include "order.h"

#include <stdlib.h>

struct place {
    int64_t seq;
    uint32_t origin, index;
};

struct signed_order {
    enum list_order by;
    struct order *order;
    struct country_ranks *ranks; /* ORDER_COUNTRY */
    struct interned origins;
    struct place *places;
    size_t count, capacity;
};

struct signed_order *signed_order_new(enum list_order by, const char *language)
{
    struct signed_order *order = em_alloc(sizeof *order);
    order->by = by;
    order->order = order_new(language);
    if (by == ORDER_COUNTRY)
        order->ranks = country_ranks_new(language);
    return order;
}

void signed_order_free(struct signed_order *order)
{
    if (!order)
        return;
    order_free(order->order);
    country_ranks_free(order->ranks);
    interned_free(&order->origins);
    free(order->places);
    free(order);
}

static void add_key(struct signed_order *order, const struct signed_row *person)
{
    if (order->by == ORDER_TIME) {
        order_number(order->order, person->row->at_us);
        return;
    }
    if (order->by == ORDER_COUNTRY)
        order_number(order->order, country_rank(order->ranks, person->row->country));
    if (order->by != ORDER_NAME)
        order_text(order->order, person->row->government);
    order_text(order->order, person->name);
}

void signed_order_add(struct signed_order *order, const struct signed_row *person, size_t index)
{
    order->places = em_grow(order->places, order->count, &order->capacity, sizeof *order->places);
    order->places[order->count++] =
        (struct place){.seq = person->row->seq,
                       .origin = interned_put(&order->origins, person->row->origin),
                       .index = (uint32_t)index};
    add_key(order, person);
    order_row(order->order);
}

void signed_order_sort(struct signed_order *order)
{
    order_sort(order->order);
}

size_t signed_order_count(const struct signed_order *order)
{
    return order->count;
}

struct signed_place signed_order_at(const struct signed_order *order, size_t at)
{
    const struct place *place = &order->places[order_at(order->order, at)];
    return (struct signed_place){interned_text(&order->origins, place->origin), place->seq,
                                 place->index};
}
