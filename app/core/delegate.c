#include "core/delegate.h"

#include "core/base64.h"
#include "core/seal.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define NONCE    crypto_secretbox_NONCEBYTES
#define OVERHEAD (NONCE + crypto_secretbox_MACBYTES)

/* The ways to the details. */
enum reader { BY_CODE = 1, BY_STAFF = 2, BY_ORGANISER = 4, EVERY_WAY = 7 };

/* What stands in the details, and by which ways it is read. */
static const struct field {
    const char *name;
    size_t at; /* of its string in a struct delegate */
    unsigned readers;
} fields[] = {
    {"code", offsetof(struct delegate, code), BY_ORGANISER},
    {"country", offsetof(struct delegate, country), EVERY_WAY},
    {"email", offsetof(struct delegate, email), BY_CODE | BY_ORGANISER},
    {"government", offsetof(struct delegate, government), EVERY_WAY},
    {"name", offsetof(struct delegate, name), EVERY_WAY},
    {"role", offsetof(struct delegate, role), EVERY_WAY},
    {"sessions", offsetof(struct delegate, sessions), 0},
    {"source", offsetof(struct delegate, source), BY_ORGANISER},
};
#define FIELDS (sizeof fields / sizeof *fields)

static char **slot(struct delegate *delegate, const struct field *field)
{
    return (char **)((char *)delegate + field->at);
}

static const char *text_of(const struct delegate *delegate, const struct field *field)
{
    const char *text = *(char *const *)((const char *)delegate + field->at);
    return text ? text : "";
}

void delegate_free(struct delegate *delegate)
{
    for (size_t i = 0; i < FIELDS; i++) {
        char *text = *slot(delegate, &fields[i]);
        if (text)
            sodium_memzero(text, strlen(text));
        free(text);
    }
    *delegate = (struct delegate){.id = ""};
}

void delegate_copy(struct delegate *out, const struct delegate *delegate)
{
    struct delegate copy = {.id = ""};
    memcpy(copy.id, delegate->id, sizeof copy.id);
    for (size_t i = 0; i < FIELDS; i++)
        *slot(&copy, &fields[i]) = em_strdup(text_of(delegate, &fields[i]));
    *out = copy;
}

void delegate_new_id(char out[DELEGATE_ID_SIZE], const struct em_random *random)
{
    uint8_t id[(DELEGATE_ID_SIZE - 1) / 2];
    random->fill(random->context, id, sizeof id);
    sodium_bin2hex(out, DELEGATE_ID_SIZE, id, sizeof id);
}

/* --- writing --- */

/* False when the text is not UTF-8; an empty one is left out. */
static bool put(json_t *json, const char *name, const char *text)
{
    return !*text || json_object_set_new(json, name, json_string(text)) == 0;
}

/* What one way reads; NULL when a text is not UTF-8. */
static json_t *details_for(const struct delegate *delegate, enum reader reader)
{
    json_t *json = json_object();
    bool good = true;
    for (size_t i = 0; i < FIELDS; i++)
        if (fields[i].readers & reader)
            good = put(json, fields[i].name, text_of(delegate, &fields[i])) && good;
    if (good)
        return json;
    json_decref(json);
    return NULL;
}

/* Base64 of a nonce and of the bytes in a box. */
static json_t *box(const void *bytes, size_t size, const uint8_t key[32],
                   const struct em_random *random)
{
    uint8_t *whole = em_alloc(size + OVERHEAD);
    char *base64 = em_alloc(BASE64_SIZE(size + OVERHEAD));
    random->fill(random->context, whole, NONCE);
    crypto_secretbox_easy(whole + NONCE, bytes, size, whole, key);
    base64_write(base64, whole, size + OVERHEAD);
    json_t *text = json_string(base64);
    free(base64);
    free(whole);
    return text;
}

/* Puts the details into the body for one way; false when a text is not UTF-8. */
static bool put_details(json_t *body, const char *name, const struct delegate *delegate,
                        enum reader reader, const uint8_t key[32], const struct em_random *random)
{
    json_t *json = details_for(delegate, reader);
    char *text = json ? json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(json);
    if (!text)
        return false;
    json_object_set_new(body, name, box(text, strlen(text), key, random));
    sodium_memzero(text, strlen(text));
    free(text);
    return true;
}

static bool put_lookup(json_t *body, const char *code)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char base64[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    if (!*code)
        return true;
    badge_lookup(lookup, code);
    base64_write(base64, lookup, sizeof lookup);
    return put(body, "lookup", base64);
}

/* The parts that every entry of a person has; NULL when a text is not UTF-8. */
static json_t *common_body(const struct delegate *delegate, const struct delegate_keys *keys)
{
    json_t *body = json_object();
    uint8_t key[32];
    const char *code = delegate->code ? delegate->code : "";
    bool good = put(body, "delegate", delegate->id) && put_lookup(body, code) &&
                put(body, "sessions", delegate->sessions ? delegate->sessions : "");
    if (good && *code && !badge_guessable(code)) {
        badge_key(key, code);
        good = put_details(body, "by_code", delegate, BY_CODE, key, keys->random);
        sodium_memzero(key, sizeof key);
    }
    if (good)
        return body;
    json_decref(body);
    return NULL;
}

/* Takes over the fields, NULL when a text is not UTF-8. Nothing is added unless all went well. */
static enum em_status write_parts(struct em_buffer *body, struct em_buffer *sealed, json_t *parts,
                                  const struct delegate *delegate, const struct delegate_keys *keys,
                                  struct em_error *error)
{
    struct em_buffer box = {0};
    enum em_status status = body_seal(&box, details_for(delegate, BY_ORGANISER), keys->seal_public,
                                      keys->random, error);
    if (status == EM_OK)
        status = body_write(body, parts, keys->random, error);
    else
        json_decref(parts);
    if (status == EM_OK)
        em_buffer_add(sealed, box.data, box.size);
    em_buffer_free(&box);
    return status;
}

enum em_status delegate_write(struct em_buffer *body, struct em_buffer *sealed,
                              const struct delegate *delegate, const struct delegate_keys *keys,
                              struct em_error *error)
{
    json_t *parts = common_body(delegate, keys);
    if (parts && keys->staff &&
        !put_details(parts, "by_staff", delegate, BY_STAFF, keys->staff, keys->random)) {
        json_decref(parts);
        parts = NULL;
    }
    return write_parts(body, sealed, parts, delegate, keys, error);
}

enum em_status delegate_write_staff(struct em_buffer *body, struct em_buffer *sealed,
                                    const struct delegate *staff, const struct delegate_keys *keys,
                                    struct em_error *error)
{
    uint8_t key[32];
    if (!staff->code || badge_guessable(staff->code))
        return em_fail(error, EM_INVALID,
                       "A staff badge opens the details of all delegates, and the code of this one "
                       "can be guessed. Make it with `emarge badge`.");
    json_t *parts = common_body(staff, keys);
    if (parts) {
        badge_key(key, staff->code);
        json_object_set_new(parts, "staff_key", box(keys->staff, 32, key, keys->random));
        sodium_memzero(key, sizeof key);
    }
    return write_parts(body, sealed, parts, staff, keys, error);
}

/* --- reading --- */

static enum em_status no_part(const struct entry *entry, struct em_error *error)
{
    return em_fail(error, EM_NOT_FOUND,
                   "Entry %" PRId64 " of %s has no details to open in this way: they were erased, "
                   "or were never put there.",
                   entry->seq, entry->origin);
}

static enum em_status not_opened(const struct entry *entry, struct em_error *error)
{
    return em_fail(error, EM_DENIED,
                   "The details in entry %" PRId64 " of %s do not open: they belong to another "
                   "badge or key, or were changed.",
                   entry->seq, entry->origin);
}

static enum em_status not_written_so(const struct entry *entry, struct em_error *error)
{
    return em_fail(error, EM_DAMAGED,
                   "The details in entry %" PRId64 " of %s are not as emarge writes them. "
                   "Run `emarge verify`.",
                   entry->seq, entry->origin);
}

/* What is in a box that stands in the body in base64: size bytes at *out, zeroed behind, to be
 * wiped and freed. */
static enum em_status unbox(uint8_t **out, size_t *size, const struct entry *entry,
                            const json_t *body, const char *name, const uint8_t key[32],
                            struct em_error *error)
{
    const json_t *text = json_object_get(body, name);
    if (!json_is_string(text))
        return no_part(entry, error);
    const char *base64 = json_string_value(text);
    size_t length = json_string_length(text), whole = length / 4 * 3;
    for (size_t at = length; at > 0 && base64[at - 1] == '=' && whole > 0; at--)
        whole--;
    uint8_t *bytes = em_alloc(whole), *opened = em_alloc(whole);
    bool good = whole >= OVERHEAD && base64_read(bytes, whole, base64, length) &&
                crypto_secretbox_open_easy(opened, bytes + NONCE, whole - NONCE, bytes, key) == 0;
    free(bytes);
    if (!good) {
        free(opened);
        return not_opened(entry, error);
    }
    *out = opened;
    *size = whole - OVERHEAD;
    return EM_OK;
}

/* Makes a delegate of the details and of what stands in the body. */
static enum em_status read_details(struct delegate *out, const struct entry *entry,
                                   const json_t *body, const uint8_t *text, size_t size,
                                   enum reader reader, struct em_error *error)
{
    struct delegate read = {.id = ""};
    const char *id = body_word(body, "delegate");
    json_t *json = body_parse((const char *)text, size);
    if (!json_is_object(json) || strlen(id) >= sizeof read.id) {
        json_decref(json);
        return not_written_so(entry, error);
    }
    strcpy(read.id, id);
    for (size_t i = 0; i < FIELDS; i++) {
        const char *word = fields[i].readers & reader ? body_word(json, fields[i].name) : "";
        *slot(&read, &fields[i]) = em_strdup(word);
    }
    free(read.sessions);
    read.sessions = em_strdup(body_word(body, "sessions"));
    json_decref(json);
    *out = read;
    return EM_OK;
}

static enum em_status open_part(struct delegate *out, const struct entry *entry, const char *name,
                                const uint8_t key[32], enum reader reader, struct em_error *error)
{
    json_t *body;
    uint8_t *text = NULL;
    size_t size = 0;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_OK)
        status = unbox(&text, &size, entry, body, name, key, error);
    if (status == EM_OK)
        status = read_details(out, entry, body, text, size, reader, error);
    if (text)
        sodium_memzero(text, size);
    free(text);
    json_decref(body);
    return status;
}

enum em_status delegate_open_by_code(struct delegate *out, const struct entry *entry,
                                     const char *code, struct em_error *error)
{
    uint8_t key[32];
    badge_key(key, code);
    enum em_status status = open_part(out, entry, "by_code", key, BY_CODE, error);
    sodium_memzero(key, sizeof key);
    return status;
}

enum em_status delegate_open_by_staff(struct delegate *out, const struct entry *entry,
                                      const uint8_t staff[32], struct em_error *error)
{
    return open_part(out, entry, "by_staff", staff, BY_STAFF, error);
}

enum em_status delegate_open_by_organiser(struct delegate *out, const struct entry *entry,
                                          const struct organiser_secret *key,
                                          struct em_error *error)
{
    json_t *body;
    if (!entry->sealed)
        return no_part(entry, error);
    if (entry->sealed_size < SEAL_OVERHEAD)
        return not_opened(entry, error);
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK)
        return status;
    size_t size = entry->sealed_size - SEAL_OVERHEAD;
    uint8_t *text = em_alloc(size);
    if (seal_open(text, entry->sealed, entry->sealed_size, key->public.seal_public,
                  key->seal_secret, NULL) != EM_OK)
        status = not_opened(entry, error);
    if (status == EM_OK)
        status = read_details(out, entry, body, text, size, BY_ORGANISER, error);
    sodium_memzero(text, size);
    free(text);
    json_decref(body);
    return status;
}

enum em_status delegate_unwrap_staff(uint8_t staff[32], const struct entry *entry, const char *code,
                                     struct em_error *error)
{
    json_t *body;
    uint8_t key[32], *unwrapped = NULL;
    size_t size = 0;
    badge_key(key, code);
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_OK)
        status = unbox(&unwrapped, &size, entry, body, "staff_key", key, error);
    if (status == EM_OK && size != 32)
        status = not_written_so(entry, error);
    if (status == EM_OK)
        memcpy(staff, unwrapped, 32);
    if (unwrapped)
        sodium_memzero(unwrapped, size);
    free(unwrapped);
    sodium_memzero(key, sizeof key);
    json_decref(body);
    return status;
}
