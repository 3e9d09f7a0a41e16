/* The organiser's keys. What organiser.key protects is itself a text of `name = value` lines, in a
 * secretbox whose key Argon2id draws from the passphrase; without a passphrase those lines stand
 * bare. The public halves and the event stand outside and, by derivation and by name, inside as
 * well, so a change of any of them is found.
 */
#include "core/keys.h"

#include "core/file.h"
#include "core/key_file.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECRET_FILE "organiser.key"
#define PUBLIC_FILE "organiser.pub"
#define SECRET_WHAT "organiser key"
#define PUBLIC_WHAT "organiser public"

/* More than any file of ours asks for: a damaged parameter must not take all memory or an hour. */
#define OPS_LIMIT_MAX 64
#define MEM_LIMIT_MAX (UINT64_C(1) << 30)

struct protection {
    unsigned long long ops, mem;
    uint8_t salt[crypto_pwhash_SALTBYTES];
    uint8_t nonce[crypto_secretbox_NONCEBYTES];
};

void organiser_generate(struct organiser_secret *secret, const char *event,
                        const struct em_random *random)
{
    uint8_t seed[32];
    *secret = (struct organiser_secret){.badge = {0}};
    snprintf(secret->public.event, sizeof secret->public.event, "%s", event);
    random->fill(random->context, seed, sizeof seed);
    crypto_box_seed_keypair(secret->public.seal_public, secret->seal_secret, seed);
    random->fill(random->context, seed, sizeof seed);
    crypto_sign_seed_keypair(secret->public.log_public, secret->log_secret, seed);
    sodium_memzero(seed, sizeof seed);
    random->fill(random->context, secret->badge, sizeof secret->badge);
    random->fill(random->context, secret->staff, sizeof secret->staff);
}

void organiser_wipe(struct organiser_secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

static void add_public(struct em_buffer *text, const struct organiser_public *public)
{
    key_file_add(text, "event", public->event);
    key_file_add_bytes(text, "seal_public", public->seal_public, sizeof public->seal_public);
    key_file_add_bytes(text, "log_public", public->log_public, sizeof public->log_public);
}

static void add_secrets(struct em_buffer *text, const struct organiser_secret *secret)
{
    key_file_add_bytes(text, "seal_secret", secret->seal_secret, sizeof secret->seal_secret);
    key_file_add_bytes(text, "log_secret", secret->log_secret, sizeof secret->log_secret);
    key_file_add_bytes(text, "badge", secret->badge, sizeof secret->badge);
    key_file_add_bytes(text, "staff", secret->staff, sizeof secret->staff);
}

static enum em_status derive(uint8_t key[crypto_secretbox_KEYBYTES], const char *passphrase,
                             const struct protection *protection, struct em_error *error)
{
    if (sodium_init() < 0) /* chooses the fastest Argon2 of this machine */
        abort();
    if (crypto_pwhash(key, crypto_secretbox_KEYBYTES, passphrase, strlen(passphrase),
                      protection->salt, protection->ops, (size_t)protection->mem,
                      crypto_pwhash_ALG_ARGON2ID13) == 0)
        return EM_OK;
    return em_fail(error, EM_IO,
                   "There is not enough memory to work with the passphrase: %llu MiB are needed. "
                   "Close other programs and try again.",
                   protection->mem >> 20);
}

static void add_protection(struct em_buffer *text, const struct protection *protection)
{
    char limits[64];
    snprintf(limits, sizeof limits, "%llu %llu", protection->ops, protection->mem);
    key_file_add(text, "argon2id", limits);
    key_file_add_bytes(text, "salt", protection->salt, sizeof protection->salt);
    key_file_add_bytes(text, "nonce", protection->nonce, sizeof protection->nonce);
}

static enum em_status add_boxed(struct em_buffer *text, const struct organiser_secret *secret,
                                const char *passphrase, const struct em_random *random,
                                struct em_error *error)
{
    struct protection protection = {.ops = crypto_pwhash_OPSLIMIT_MODERATE,
                                    .mem = crypto_pwhash_MEMLIMIT_MODERATE};
    uint8_t key[crypto_secretbox_KEYBYTES];
    random->fill(random->context, protection.salt, sizeof protection.salt);
    random->fill(random->context, protection.nonce, sizeof protection.nonce);
    enum em_status status = derive(key, passphrase, &protection, error);
    if (status != EM_OK)
        return status;
    struct em_buffer inner;
    key_file_begin(&inner, NULL);
    key_file_add(&inner, "event", secret->public.event);
    add_secrets(&inner, secret);
    size_t size = inner.size + crypto_secretbox_MACBYTES;
    uint8_t *box = em_alloc(size);
    crypto_secretbox_easy(box, (const uint8_t *)inner.data, inner.size, protection.nonce, key);
    add_protection(text, &protection);
    key_file_add_bytes(text, "secrets", box, size);
    free(box);
    key_file_forget(&inner);
    sodium_memzero(key, sizeof key);
    return EM_OK;
}

static enum em_status write_secret(const struct organiser_secret *secret, const char *path,
                                   const char *passphrase, const struct em_random *random,
                                   struct em_error *error)
{
    struct em_buffer text;
    enum em_status status = EM_OK;
    key_file_begin(&text, SECRET_WHAT);
    add_public(&text, &secret->public);
    key_file_add(&text, "protection", passphrase ? "passphrase" : "none");
    if (passphrase) {
        status = add_boxed(&text, secret, passphrase, random, error);
    } else {
        em_buffer_text(&text, "# For demonstrations only: whoever reads this file reads all.\n");
        add_secrets(&text, secret);
    }
    if (status == EM_OK)
        status = em_file_write_atomic(path, text.data, text.size, 0600, error);
    key_file_forget(&text);
    return status;
}

static enum em_status write_public(const struct organiser_public *public, const char *path,
                                   struct em_error *error)
{
    struct em_buffer text;
    key_file_begin(&text, PUBLIC_WHAT);
    add_public(&text, public);
    enum em_status status = em_file_write_atomic(path, text.data, text.size, 0644, error);
    key_file_forget(&text);
    return status;
}

static enum em_status refuse_if_there(const char *path, struct em_error *error)
{
    if (!em_file_exists(path))
        return EM_OK;
    return em_fail(error, EM_BUSY,
                   "%s is there already, and what was sealed with it could be lost. "
                   "Choose another folder, or move the file away.",
                   path);
}

enum em_status organiser_refuse_if_there(const char *folder, struct em_error *error)
{
    static const char *const names[] = {SECRET_FILE, PUBLIC_FILE};
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < sizeof names / sizeof *names; i++) {
        char *path = em_format("%s/%s", folder, names[i]);
        status = refuse_if_there(path, error);
        free(path);
    }
    return status;
}

enum em_status organiser_write(const struct organiser_secret *secret, const char *folder,
                               const char *passphrase, const struct em_random *random,
                               struct em_error *error)
{
    if (passphrase && !*passphrase)
        return em_fail(error, EM_INVALID, "The passphrase is empty. Choose one of several words.");
    char *key = em_format("%s/%s", folder, SECRET_FILE);
    char *public = em_format("%s/%s", folder, PUBLIC_FILE);
    enum em_status status = organiser_refuse_if_there(folder, error);
    bool wrote_key = false;
    if (status == EM_OK)
        status = write_secret(secret, key, passphrase, random, error);
    if (status == EM_OK) {
        wrote_key = true;
        status = write_public(&secret->public, public, error);
    }
    /* Nothing was sealed yet, and half of a pair would be in the way of the next try. */
    if (status != EM_OK && wrote_key)
        unlink(key);
    free(public);
    free(key);
    return status;
}

static enum em_status read_public(const struct key_file *file, struct organiser_public *out,
                                  struct em_error *error)
{
    enum em_status status = key_file_name(file, "event", out->event, sizeof out->event, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "seal_public", out->seal_public, 32, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "log_public", out->log_public, 32, error);
    return status;
}

enum em_status organiser_read_public(struct organiser_public *out, const char *path,
                                     struct em_error *error)
{
    struct key_file file;
    struct organiser_public read = {.event = ""};
    enum em_status status = key_file_read(&file, path, PUBLIC_WHAT, error);
    if (status != EM_OK)
        return status;
    status = read_public(&file, &read, error);
    key_file_free(&file);
    if (status == EM_OK)
        *out = read;
    return status;
}

static enum em_status read_needed(const struct key_file *file, bool *needed, struct em_error *error)
{
    const char *protection = key_file_find(file, "protection");
    *needed = protection && strcmp(protection, "passphrase") == 0;
    if (*needed || (protection && strcmp(protection, "none") == 0))
        return EM_OK;
    return key_file_damaged(file, "protection", error);
}

enum em_status organiser_needs_passphrase(const char *path, bool *needed, struct em_error *error)
{
    struct key_file file;
    enum em_status status = key_file_read(&file, path, SECRET_WHAT, error);
    if (status != EM_OK)
        return status;
    status = read_needed(&file, needed, error);
    key_file_free(&file);
    return status;
}

static enum em_status read_protection(const struct key_file *file, struct protection *out,
                                      struct em_error *error)
{
    const char *limits = key_file_find(file, "argon2id");
    char end;
    if (!limits || sscanf(limits, "%llu %llu%c", &out->ops, &out->mem, &end) != 2 ||
        out->ops < crypto_pwhash_OPSLIMIT_MIN || out->ops > OPS_LIMIT_MAX ||
        out->mem < crypto_pwhash_MEMLIMIT_MIN || out->mem > MEM_LIMIT_MAX)
        return key_file_damaged(file, "argon2id", error);
    enum em_status status = key_file_bytes(file, "salt", out->salt, sizeof out->salt, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "nonce", out->nonce, sizeof out->nonce, error);
    return status;
}

/* The box as it stands in the file, malloc'd. */
static uint8_t *read_box(const struct key_file *file, size_t *size)
{
    const char *base64 = key_file_find(file, "secrets");
    size_t length = base64 ? strlen(base64) : 0;
    uint8_t *box = em_alloc(length);
    if (base64 &&
        sodium_base642bin(box, length, base64, length, NULL, size, NULL,
                          sodium_base64_VARIANT_ORIGINAL) == 0 &&
        *size > crypto_secretbox_MACBYTES)
        return box;
    free(box);
    return NULL;
}

static enum em_status open_box(const struct key_file *file, const char *passphrase,
                               const struct protection *protection, struct em_buffer *inner,
                               struct em_error *error)
{
    uint8_t key[crypto_secretbox_KEYBYTES];
    size_t size;
    uint8_t *box = read_box(file, &size);
    if (!box)
        return key_file_damaged(file, "secrets", error);
    enum em_status status = derive(key, passphrase, protection, error);
    if (status == EM_OK) {
        inner->capacity = size;
        inner->size = size - crypto_secretbox_MACBYTES;
        inner->data = em_alloc(size);
        if (crypto_secretbox_open_easy((uint8_t *)inner->data, box, size, protection->nonce, key))
            status = em_fail(error, EM_DENIED,
                             "The passphrase does not open %s. Type it again, and look at Caps "
                             "Lock and the keyboard's layout.",
                             file->path);
    }
    if (status != EM_OK)
        key_file_forget(inner);
    sodium_memzero(key, sizeof key);
    free(box);
    return status;
}

/* The file of the secrets themselves: what was in the box. */
static enum em_status open_inner(struct key_file *inner, const struct key_file *file,
                                 const char *passphrase, struct em_error *error)
{
    struct protection protection;
    struct em_buffer text = {0};
    if (!passphrase)
        return em_fail(error, EM_DENIED, "%s is protected by a passphrase. Give it.", file->path);
    enum em_status status = read_protection(file, &protection, error);
    if (status == EM_OK)
        status = open_box(file, passphrase, &protection, &text, error);
    if (status == EM_OK)
        status = key_file_parse(inner, file->path, NULL, &text, error);
    return status;
}

static enum em_status read_secrets(const struct key_file *file, struct organiser_secret *out,
                                   struct em_error *error)
{
    enum em_status status = key_file_bytes(file, "seal_secret", out->seal_secret, 32, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "log_secret", out->log_secret, 64, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "badge", out->badge, sizeof out->badge, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "staff", out->staff, sizeof out->staff, error);
    return status;
}

/* Whether what stands outside of the box is what the secrets inside belong to. */
static enum em_status check_halves(const struct key_file *file, const struct key_file *inner,
                                   const struct organiser_secret *secret, struct em_error *error)
{
    uint8_t derived[32], pair[64], seed[32];
    const char *event = key_file_find(inner, "event");
    const char *wrong = NULL;
    if (!event || strcmp(event, secret->public.event) != 0)
        wrong = "event";
    crypto_scalarmult_base(derived, secret->seal_secret);
    if (memcmp(derived, secret->public.seal_public, sizeof derived) != 0)
        wrong = "seal_public";
    crypto_sign_ed25519_sk_to_seed(seed, secret->log_secret);
    crypto_sign_seed_keypair(derived, pair, seed);
    if (memcmp(derived, secret->public.log_public, sizeof derived) != 0 ||
        sodium_memcmp(pair, secret->log_secret, sizeof pair) != 0)
        wrong = "log_public";
    sodium_memzero(pair, sizeof pair);
    sodium_memzero(seed, sizeof seed);
    return wrong ? key_file_damaged(file, wrong, error) : EM_OK;
}

static enum em_status read_whole(const struct key_file *file, const char *passphrase,
                                 struct organiser_secret *out, struct em_error *error)
{
    bool needed;
    struct key_file inner = {.count = 0};
    enum em_status status = read_public(file, &out->public, error);
    if (status == EM_OK)
        status = read_needed(file, &needed, error);
    if (status == EM_OK && needed)
        status = open_inner(&inner, file, passphrase, error);
    const struct key_file *secrets = inner.path ? &inner : file;
    if (status == EM_OK)
        status = read_secrets(secrets, out, error);
    if (status == EM_OK)
        status = check_halves(file, secrets, out, error);
    key_file_free(&inner);
    return status;
}

enum em_status organiser_read_secret(struct organiser_secret *out, const char *path,
                                     const char *passphrase, struct em_error *error)
{
    struct key_file file;
    struct organiser_secret read = {.badge = {0}};
    enum em_status status = key_file_read(&file, path, SECRET_WHAT, error);
    if (status != EM_OK)
        return status;
    status = read_whole(&file, passphrase, &read, error);
    if (status == EM_OK)
        *out = read;
    organiser_wipe(&read);
    key_file_free(&file);
    return status;
}
