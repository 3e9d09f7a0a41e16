#include "core/note.h"

#include "core/base64.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define ED25519        1 /* the signature type of the signed-note standard */
#define KEY_ID_SIZE    4
#define SIGNATURE_SIZE (KEY_ID_SIZE + crypto_sign_BYTES)
#define DASH           "\xe2\x80\x94 " /* em dash, space: a signature line begins so */

static void key_id(uint8_t id[KEY_ID_SIZE], const char *name, const uint8_t log_public[32])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const uint8_t *)name, strlen(name));
    crypto_hash_sha256_update(&state, (const uint8_t[]){'\n', ED25519}, 2);
    crypto_hash_sha256_update(&state, log_public, crypto_sign_PUBLICKEYBYTES);
    crypto_hash_sha256_final(&state, hash);
    memcpy(id, hash, KEY_ID_SIZE);
}

static size_t note_text(char out[NOTE_SIZE], const struct note_checkpoint *checkpoint)
{
    char root[BASE64_SIZE(MERKLE_HASH_SIZE)];
    base64_write(root, checkpoint->root, sizeof checkpoint->root);
    int length = snprintf(out, NOTE_SIZE, "%s\n%" PRIu64 "\n%s\n", checkpoint->origin,
                          checkpoint->size, root);
    assert(length > 0 && length < NOTE_SIZE);
    return (size_t)length;
}

size_t note_sign(char out[NOTE_SIZE], const struct note_checkpoint *checkpoint,
                 const uint8_t log_secret[64])
{
    assert(entry_origin_valid(checkpoint->origin) && !(checkpoint->size >> MERKLE_LEVELS));
    uint8_t signature[SIGNATURE_SIZE], log_public[crypto_sign_PUBLICKEYBYTES];
    char base64[BASE64_SIZE(SIGNATURE_SIZE)];
    size_t text = note_text(out, checkpoint);
    crypto_sign_ed25519_sk_to_pk(log_public, log_secret);
    key_id(signature, checkpoint->origin, log_public);
    crypto_sign_detached(signature + KEY_ID_SIZE, NULL, (const uint8_t *)out, text, log_secret);
    base64_write(base64, signature, sizeof signature);
    int line =
        snprintf(out + text, NOTE_SIZE - text, "\n" DASH "%s %s\n", checkpoint->origin, base64);
    assert(line > 0 && (size_t)line < NOTE_SIZE - text);
    return text + (size_t)line;
}

/* A piece of a text: not NUL-terminated. */
struct piece {
    const char *start;
    size_t length;
};

static bool next_line(struct piece *rest, struct piece *line)
{
    const char *end = memchr(rest->start, '\n', rest->length);
    if (!end)
        return false;
    *line = (struct piece){rest->start, (size_t)(end - rest->start)};
    rest->start = end + 1;
    rest->length -= line->length + 1;
    return true;
}

static enum em_status no_checkpoint(struct em_error *error, const char *why)
{
    return em_fail(error, EM_INVALID,
                   "This is no checkpoint of a log: %s. Ask for the checkpoint again.", why);
}

/* The last empty line parts the text, which keeps its own LF, from the signatures. */
static bool split_note(const char *note, size_t size, struct piece *text, struct piece *signatures)
{
    for (size_t i = size; i >= 2; i--) {
        if (note[i - 1] == '\n' && note[i - 2] == '\n') {
            *text = (struct piece){note, i - 1};
            *signatures = (struct piece){note + i, size - i};
            return true;
        }
    }
    return false;
}

static bool read_size(uint64_t *out, struct piece line)
{
    if (line.length < 1 || line.length > 19 || (line.start[0] == '0' && line.length > 1))
        return false;
    uint64_t size = 0;
    for (size_t i = 0; i < line.length; i++) {
        if (line.start[i] < '0' || line.start[i] > '9')
            return false;
        size = size * 10 + (uint64_t)(line.start[i] - '0');
    }
    *out = size;
    return size >> MERKLE_LEVELS == 0;
}

static enum em_status read_text(struct note_checkpoint *out, struct piece text,
                                struct em_error *error)
{
    struct piece origin, size, root;
    if (!next_line(&text, &origin) || !next_line(&text, &size) || !next_line(&text, &root))
        return no_checkpoint(error, "it has fewer than three lines");
    if (text.length)
        return no_checkpoint(error, "it says more than origin, size and root");
    if (origin.length >= sizeof out->origin)
        return no_checkpoint(error, "its origin is too long");
    memcpy(out->origin, origin.start, origin.length);
    if (memchr(out->origin, '\0', origin.length) || !entry_origin_valid(out->origin))
        return no_checkpoint(error, "its origin is not an event's and a writer's name");
    if (!read_size(&out->size, size))
        return no_checkpoint(error, "its second line is no count of entries");
    if (!base64_read(out->root, sizeof out->root, root.start, root.length))
        return no_checkpoint(error, "its third line is no hash");
    return EM_OK;
}

/* Whose a signature line is. */
enum owner { MALFORMED, STRANGER, OURS_GOOD, OURS_BAD };

static enum owner judge_line(struct piece line, struct piece text, const char *name,
                             const uint8_t log_public[32])
{
    size_t dash = strlen(DASH), name_length = strlen(name);
    if (line.length < dash || memcmp(line.start, DASH, dash) != 0)
        return MALFORMED;
    line = (struct piece){line.start + dash, line.length - dash};
    const char *space = memchr(line.start, ' ', line.length);
    if (!space || space == line.start)
        return MALFORMED;
    size_t signer_length = (size_t)(space - line.start);
    if (signer_length != name_length || memcmp(line.start, name, name_length) != 0)
        return STRANGER;
    uint8_t signature[SIGNATURE_SIZE], id[KEY_ID_SIZE];
    if (!base64_read(signature, sizeof signature, space + 1, line.length - signer_length - 1))
        return MALFORMED;
    key_id(id, name, log_public);
    if (memcmp(signature, id, sizeof id) != 0)
        return STRANGER;
    return crypto_sign_verify_detached(signature + KEY_ID_SIZE, (const uint8_t *)text.start,
                                       text.length, log_public)
               ? OURS_BAD
               : OURS_GOOD;
}

static enum em_status check_signatures(struct piece text, struct piece lines, const char *origin,
                                       const uint8_t log_public[32], struct em_error *error)
{
    bool signed_by_us = false;
    struct piece line;
    while (lines.length) {
        enum owner owner =
            next_line(&lines, &line) ? judge_line(line, text, origin, log_public) : MALFORMED;
        if (owner == MALFORMED)
            return no_checkpoint(error, "a signature line is malformed");
        if (owner == OURS_BAD)
            return em_fail(error, EM_DAMAGED,
                           "The checkpoint of %s was changed: its signature does not fit. "
                           "Do not trust this copy of the log.",
                           origin);
        signed_by_us = signed_by_us || owner == OURS_GOOD;
    }
    if (!signed_by_us)
        return em_fail(error, EM_FOREIGN,
                       "The checkpoint bears no signature of the key of %s. "
                       "Use the key with which this kiosk was enrolled.",
                       origin);
    return EM_OK;
}

enum em_status note_open(struct note_checkpoint *out, const char *text, size_t size,
                         const char *origin, const uint8_t log_public[32], struct em_error *error)
{
    struct piece body, signatures;
    struct note_checkpoint checkpoint = {.size = 0};
    if (size > NOTE_READ_MAX || !split_note(text, size, &body, &signatures))
        return no_checkpoint(error, "it has no signatures beneath an empty line");
    enum em_status status = read_text(&checkpoint, body, error);
    if (status != EM_OK)
        return status;
    if (strcmp(checkpoint.origin, origin) != 0)
        return em_fail(error, EM_FOREIGN,
                       "The checkpoint is of the log %s, where that of %s was expected.",
                       checkpoint.origin, origin);
    status = check_signatures(body, signatures, origin, log_public, error);
    if (status == EM_OK)
        *out = checkpoint;
    return status;
}

void note_vkey(char out[NOTE_VKEY_SIZE], const char *name, const uint8_t log_public[32])
{
    assert(entry_origin_valid(name));
    uint8_t id[KEY_ID_SIZE], key[1 + crypto_sign_PUBLICKEYBYTES] = {ED25519};
    char hex[2 * KEY_ID_SIZE + 1], base64[BASE64_SIZE(sizeof key)];
    key_id(id, name, log_public);
    memcpy(key + 1, log_public, crypto_sign_PUBLICKEYBYTES);
    sodium_bin2hex(hex, sizeof hex, id, sizeof id);
    base64_write(base64, key, sizeof key);
    snprintf(out, NOTE_VKEY_SIZE, "%s+%s+%s", name, hex, base64);
}

/* The parts of a text form that is whole; whether its hash fits is for the caller to see. */
static bool split_vkey(char name[ENTRY_ORIGIN_SIZE], uint8_t key[1 + crypto_sign_PUBLICKEYBYTES],
                       const char *text)
{
    const size_t key_size = 1 + crypto_sign_PUBLICKEYBYTES;
    size_t name_length = strcspn(text, "+"), length = strlen(text);
    size_t before_key = name_length + 1 + 2 * KEY_ID_SIZE + 1;
    if (name_length >= ENTRY_ORIGIN_SIZE || length < before_key)
        return false;
    memcpy(name, text, name_length);
    name[name_length] = '\0';
    return entry_origin_valid(name) &&
           base64_read(key, key_size, text + before_key, length - before_key) && key[0] == ED25519;
}

enum em_status note_vkey_read(char name[ENTRY_ORIGIN_SIZE], uint8_t log_public[32],
                              const char *text, struct em_error *error)
{
    char origin[ENTRY_ORIGIN_SIZE], again[NOTE_VKEY_SIZE] = "";
    uint8_t key[1 + crypto_sign_PUBLICKEYBYTES];
    if (split_vkey(origin, key, text))
        note_vkey(again, origin, key + 1);
    if (strcmp(again, text) != 0 || *text == '\0')
        return em_fail(error, EM_INVALID,
                       "\"%.200s\" is not the public key of a log, which reads "
                       "event/writer+hash+key. Copy it again, whole.",
                       text);
    strcpy(name, origin);
    memcpy(log_public, key + 1, crypto_sign_PUBLICKEYBYTES);
    return EM_OK;
}
