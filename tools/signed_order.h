/* The signatures in another order than that of the log: a key and a place in the log are held for
 * each, never the signature itself.
 */
#ifndef EM_TOOLS_SIGNED_ORDER_H
#define EM_TOOLS_SIGNED_ORDER_H

#include "signed.h"

struct signed_order;

struct signed_order *signed_order_new(enum list_order by, const char *language);
void signed_order_free(struct signed_order *order); /* NULL is allowed */

/* `index` is the caller's. Those of one key stay as they were added; a sealed name is behind all
 * others. */
void signed_order_add(struct signed_order *order, const struct signed_row *person, size_t index);
void signed_order_sort(struct signed_order *order);

size_t signed_order_count(const struct signed_order *order);
struct signed_place {
    const char *origin; /* until the order is freed */
    int64_t seq;
    size_t index;
};
struct signed_place signed_order_at(const struct signed_order *order, size_t at);

#endif
