/* Puts rows into an order: each gets a key, made of texts as a dictionary of the language sorts
 * them and of numbers, and stands by its first part, then by its second, and so on; rows whose keys
 * are the same stay as they were added.
 *
 *     struct order *order = order_new("fr");
 *     for (size_t i = 0; i < count; i++) {
 *         order_text(order, people[i].name);
 *         order_number(order, people[i].at_us);
 *         order_row(order);
 *     }
 *     order_sort(order);
 *     for (size_t i = 0; i < count; i++)
 *         show(&people[order_at(order, i)]);
 *     order_free(order);
 *
 * The key of every row is in memory: 24 bytes, 8 a number, and of a text about as much as it has.
 * A million signatures by name take 130 MB, by country, government and name 160.
 */
#ifndef EM_TOOLS_ORDER_H
#define EM_TOOLS_ORDER_H

#include <stddef.h>
#include <stdint.h>

struct order;

struct order *order_new(const char *language); /* BCP 47 */
void order_free(struct order *order);          /* wipes; NULL is allowed */

/* The next part of the next row's key. Every row has the same sorts of parts. */
void order_text(struct order *order, const char *text); /* NULL or "": behind all others */
void order_number(struct order *order, int64_t number);
/* The row is complete: it is the one after those that were added before, counted from 0. */
void order_row(struct order *order);

/* Once, after the last. */
void order_sort(struct order *order);
size_t order_count(const struct order *order);
/* Which row stands at this place. */
size_t order_at(const struct order *order, size_t place);

#endif
