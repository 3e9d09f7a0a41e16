/* The bodies of entries and what is sealed: JSON, compact, 16 salt bytes (base64) first and the
 * other names in alphabetical order, so that the same input gives the same bytes, and a hash of
 * them says nothing of what was in them.
 */
#ifndef EM_CORE_BODY_H
#define EM_CORE_BODY_H

#include "core/clock.h"
#include "core/entry.h"
#include "core/memory.h"
#include "core/status.h"

#include <jansson.h>

/* Appends the text of `fields` with a salt; takes over the reference, even when it fails. NULL
 * fields, or a text in them that is no UTF-8: EM_INVALID. */
enum em_status body_write(struct em_buffer *out, json_t *fields, const struct em_random *random,
                          struct em_error *error);

/* The same text sealed to the organiser, in an empty `out`; nothing of it is left in the clear. The
 * caller frees `out` when EM_OK. */
enum em_status body_seal(struct em_buffer *out, json_t *fields, const uint8_t seal_public[32],
                         const struct em_random *random, struct em_error *error);

/* An entry's body as an object, NULL when it was erased; EM_DAMAGED when it is no JSON object. The
 * caller decrefs. */
enum em_status body_read(json_t **out, const struct entry *entry, struct em_error *error);

/* What json_loadb gives for this text, NULL when it is no JSON, and sooner for a plain body. */
json_t *body_parse(const char *text, size_t size);

/* A member's text, "" when it is not there. */
const char *body_word(const json_t *body, const char *key);
/* A member's bytes from base64; false when it is not there or has another size. */
bool body_bytes(const json_t *body, const char *key, uint8_t *out, size_t size);

#endif
