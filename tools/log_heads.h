/* What each log in a store is, in one line: so that a paper made of them can be held against them.
 */
#ifndef EM_TOOLS_LOG_HEADS_H
#define EM_TOOLS_LOG_HEADS_H

#include "core/store.h"
#include "edition.h"

/* "hall-a-1: 412 entries, root OV/POPyTq0xZ… · hall-b-1: …", by origin; as the store says it, which
 * `emarge verify` proves, and as it and a checkpoint write it. To be freed; *out is NULL unless
 * EM_OK. */
enum em_status log_heads(char **out, struct store *store, const struct edition *edition,
                         struct em_error *error);

#define SHORT_HASH_SIZE (2 * 6 + sizeof "…")
/* The first six bytes of an entry's hash as lists write it, "3f2a9c017b64…". */
void short_hash(char out[SHORT_HASH_SIZE], const uint8_t *hash);

#endif
