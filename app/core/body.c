#include "core/body.h"

#include "core/base64.h"
#include "core/seal.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define SALT_SIZE 16

static void make_salt(char out[BASE64_SIZE(SALT_SIZE)], const struct em_random *random)
{
    uint8_t salt[SALT_SIZE];
    random->fill(random->context, salt, sizeof salt);
    base64_write(out, salt, sizeof salt);
}

/* The names are sorted here, whatever order they were put together in; the salt goes before them.
 */
enum em_status body_write(struct em_buffer *out, json_t *fields, const struct em_random *random,
                          struct em_error *error)
{
    char *text = fields ? json_dumps(fields, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(fields);
    if (!text)
        return em_fail(error, EM_INVALID,
                       "A text that was entered is not UTF-8. Delete it and type it again.");
    char salt[BASE64_SIZE(SALT_SIZE)];
    make_salt(salt, random);
    em_buffer_format(out, "{\"salt\":\"%s\"%s", salt, text[1] == '}' ? "" : ",");
    em_buffer_text(out, text + 1);
    sodium_memzero(text, strlen(text));
    free(text);
    return EM_OK;
}

enum em_status body_seal(struct em_buffer *out, json_t *fields, const uint8_t seal_public[32],
                         const struct em_random *random, struct em_error *error)
{
    struct em_buffer plain = {0}, box = {0};
    enum em_status status = body_write(&plain, fields, random, error);
    if (status == EM_OK) {
        box.size = plain.size + SEAL_OVERHEAD;
        box.capacity = box.size + 1;
        box.data = em_alloc(box.capacity);
        status = seal_make((uint8_t *)box.data, plain.data, plain.size, seal_public, random, error);
    }
    if (plain.data)
        sodium_memzero(plain.data, plain.capacity);
    em_buffer_free(&plain);
    if (status == EM_OK)
        *out = box;
    else
        em_buffer_free(&box);
    return status;
}

enum em_status body_read(json_t **out, const struct entry *entry, struct em_error *error)
{
    *out = NULL;
    if (!entry->body)
        return EM_OK;
    json_t *body = body_parse((const char *)entry->body, entry->body_size);
    if (json_is_object(body)) {
        *out = body;
        return EM_OK;
    }
    json_decref(body);
    return em_fail(error, EM_DAMAGED,
                   "The body of entry %" PRId64
                   " of %s is no JSON object, so it was not written by "
                   "emarge. Run `emarge verify`.",
                   entry->seq, entry->origin);
}

const char *body_word(const json_t *body, const char *key)
{
    const char *text = json_string_value(json_object_get(body, key));
    return text ? text : "";
}

bool body_bytes(const json_t *body, const char *key, uint8_t *out, size_t size)
{
    const json_t *text = json_object_get(body, key);
    return json_is_string(text) &&
           base64_read(out, size, json_string_value(text), json_string_length(text));
}
