/* Which government of the event pack is meant, by its id or by a name that somebody typed.
 */
#ifndef EM_TOOLS_GOVERNMENTS_H
#define EM_TOOLS_GOVERNMENTS_H

#include "core/pack.h"

struct governments;

/* The pack outlives it; NULL: none is known. */
struct governments *governments_new(const struct event_pack *pack);
void governments_free(struct governments *governments); /* NULL is allowed */

/* By id, and without one by a name in any language of the pack, case and accents aside, if the
 * country is the same or "". NULL: the pack has no such government. */
const struct pack_government *governments_find(const struct governments *governments,
                                               const char *id, const char *name,
                                               const char *country);

#endif
