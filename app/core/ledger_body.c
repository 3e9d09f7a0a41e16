#include "core/base64.h"
#include "core/clock.h"
#include "core/ledger_private.h"

#include <jansson.h>
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

static enum em_status write_json(struct em_buffer *out, json_t *value, struct em_error *error)
{
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;
    json_decref(value);
    if (!text)
        return em_fail(error, EM_INVALID,
                       "A text that was entered is not UTF-8. Delete it and type it again.");
    em_buffer_text(out, text);
    sodium_memzero(text, strlen(text));
    free(text);
    return EM_OK;
}

void ledger_body_open(struct em_buffer *out, const struct ledger_start *start,
                      const struct em_random *random)
{
    char salt[BASE64_SIZE(SALT_SIZE)], last[EM_TIME_SIZE];
    make_salt(salt, random);
    em_time_format(start->last_us, last);
    json_t *aside = NULL;
    if (start->aside_why)
        aside = json_pack("{s:s, s:s}", "file", start->aside_file, "reason", start->aside_why);
    json_t *body = json_pack("{s:s, s:{s:b, s:s?}, s:s, s:o*, s:s}", "salt", salt, "clock", "back",
                             start->at_us < start->last_us, "last", start->last_us ? last : NULL,
                             "letter", start->letter, "set_aside", aside, "version", EM_VERSION);
    if (write_json(out, body, NULL) != EM_OK)
        abort(); /* all of it is ours */
}

void ledger_body_close(struct em_buffer *out, const struct em_random *random)
{
    char salt[BASE64_SIZE(SALT_SIZE)];
    make_salt(salt, random);
    if (write_json(out, json_pack("{s:s, s:s}", "salt", salt, "version", EM_VERSION), NULL))
        abort();
}

enum em_status ledger_body_sign(struct em_buffer *out, const struct signature *signature,
                                const struct em_random *random, struct em_error *error)
{
    char salt[BASE64_SIZE(SALT_SIZE)], text[BASE64_SIZE(32)];
    make_salt(salt, random);
    base64_write(text, signature->text_sha256, 32);
    json_t *body =
        json_pack("{s:s, s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s*, s:b, s:s*, s:s}",
                  "salt", salt, "capacity", signature_capacity_name[signature->capacity], "contact",
                  signature->contact, "country", signature->country, "document",
                  signature->document, "government", signature->government, "government_id",
                  signature->government_id, "language", signature->language, "listed",
                  signature->listed, "mode", signature_mode_name[signature->mode], "name",
                  signature->listed ? signature->name : NULL, "read_to_end", signature->read_to_end,
                  "role", signature->listed ? signature->role : NULL, "text_sha256", text);
    return write_json(out, body, error);
}

static char *ink_text(const struct ink *ink)
{
    if (!ink)
        return NULL;
    size_t size;
    uint8_t *bytes = ink_encode(ink, &size);
    char *text = em_alloc(BASE64_SIZE(size));
    base64_write(text, bytes, size);
    sodium_memzero(bytes, size);
    free(bytes);
    return text;
}

enum em_status ledger_private_sign(struct em_buffer *out, const struct signature *signature,
                                   const struct em_random *random, struct em_error *error)
{
    char salt[BASE64_SIZE(SALT_SIZE)];
    make_salt(salt, random);
    char *ink = ink_text(signature->ink);
    json_t *body = json_pack("{s:s, s:s, s:s?, s:s, s:s}", "salt", salt, "email", signature->email,
                             "ink", ink, "name", signature->name, "role", signature->role);
    if (ink)
        sodium_memzero(ink, strlen(ink));
    free(ink);
    return write_json(out, body, error);
}
