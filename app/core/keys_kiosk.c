/* A kiosk's bundle: kiosk.key is written first, so that a folder with a kiosk.ini is enrolled
 * wholly. */
#include "core/keys.h"

#include "core/entry.h"
#include "core/file.h"
#include "core/key_file.h"
#include "core/store.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define INI_FILE   "kiosk.ini"
#define KEY_FILE   "kiosk.key"
#define INI_WHAT   "kiosk"
#define KEY_WHAT   "kiosk key"
#define WRITER_MAX 40
#define ORGANISER  "organiser" /* the writer of the organiser's own log */

void kiosk_identity_wipe(struct kiosk_identity *identity)
{
    sodium_memzero(identity, sizeof *identity);
}

static enum em_status write_ini(const struct kiosk_identity *identity, const char *path,
                                struct em_error *error)
{
    struct em_buffer text;
    key_file_begin(&text, INI_WHAT);
    key_file_add(&text, "event", identity->event);
    key_file_add(&text, "writer", identity->writer);
    key_file_add(&text, "letter", (const char[]){identity->letter, '\0'});
    key_file_add(&text, "demo", identity->demo ? "yes" : "no");
    key_file_add_bytes(&text, "seal_public", identity->seal_public, 32);
    key_file_add_bytes(&text, "log_public", identity->log_public, 32);
    enum em_status status = em_file_write_atomic(path, text.data, text.size, 0644, error);
    key_file_forget(&text);
    return status;
}

static enum em_status write_key(const struct kiosk_identity *identity, const char *path,
                                struct em_error *error)
{
    struct em_buffer text;
    key_file_begin(&text, KEY_WHAT);
    key_file_add_bytes(&text, "log_secret", identity->log_secret, sizeof identity->log_secret);
    enum em_status status = em_file_write_atomic(path, text.data, text.size, 0600, error);
    key_file_forget(&text);
    return status;
}

static enum em_status check_who(const char *writer, char letter, struct em_error *error)
{
    if (!entry_name_valid(writer) || strlen(writer) > WRITER_MAX)
        return em_fail(error, EM_INVALID,
                       "\"%.80s\" cannot be a kiosk's name. Use up to %d of a-z, 0-9 and -, "
                       "such as hall-a-1.",
                       writer, WRITER_MAX);
    if (strcmp(writer, ORGANISER) == 0)
        return em_fail(error, EM_INVALID,
                       "\"" ORGANISER "\" is the name of the organiser's own log. Give the kiosk "
                       "another, such as hall-a-1.");
    if (letter < 'A' || letter > 'Z')
        return em_fail(error, EM_INVALID,
                       "A kiosk's letter is one of A to Z: its signatures are numbered by it, A-1, "
                       "A-2 and so on. Choose one that no other kiosk has.");
    return EM_OK;
}

static void make_identity(struct kiosk_identity *identity, const struct organiser_public *organiser,
                          const char *writer, char letter, bool demo,
                          const struct em_random *random)
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    *identity = (struct kiosk_identity){.letter = letter, .demo = demo};
    strcpy(identity->event, organiser->event);
    strcpy(identity->writer, writer);
    memcpy(identity->seal_public, organiser->seal_public, sizeof identity->seal_public);
    random->fill(random->context, seed, sizeof seed);
    crypto_sign_seed_keypair(identity->log_public, identity->log_secret, seed);
    sodium_memzero(seed, sizeof seed);
}

/* Keys that were used are never replaced: a log goes on only with the key that began it. */
static enum em_status check_unused(const char *data_dir, struct em_error *error)
{
    char *ini = em_format("%s/%s", data_dir, INI_FILE);
    char *store = em_format("%s/%s", data_dir, STORE_FILE);
    enum em_status status = EM_OK;
    if (em_file_exists(ini))
        status = em_fail(error, EM_BUSY,
                         "%s is there already: this folder belongs to a kiosk, and its log to "
                         "that kiosk's key. Choose another folder.",
                         ini);
    else if (em_file_exists(store))
        status = em_fail(error, EM_BUSY,
                         "%s is missing, and %s was kept with the keys that it names. Put it back "
                         "from the bundle that `emarge enroll` made, or choose another folder; "
                         "nothing was changed.",
                         ini, store);
    free(store);
    free(ini);
    return status;
}

enum em_status kiosk_enroll(const struct organiser_public *organiser, const char *writer,
                            char letter, bool demo, const char *data_dir,
                            const struct em_random *random, struct em_error *error)
{
    enum em_status status = check_who(writer, letter, error);
    if (status != EM_OK)
        return status;
    struct kiosk_identity identity;
    char *ini = em_format("%s/%s", data_dir, INI_FILE);
    char *key = em_format("%s/%s", data_dir, KEY_FILE);
    make_identity(&identity, organiser, writer, letter, demo, random);
    status = check_unused(data_dir, error);
    if (status == EM_OK)
        status = em_folder_make(data_dir, 0700, error);
    if (status == EM_OK)
        status = write_key(&identity, key, error);
    if (status == EM_OK)
        status = write_ini(&identity, ini, error);
    kiosk_identity_wipe(&identity);
    free(key);
    free(ini);
    return status;
}

static enum em_status read_ini_fields(const struct key_file *file, struct kiosk_identity *out,
                                      struct em_error *error)
{
    const char *letter = key_file_find(file, "letter");
    const char *demo = key_file_find(file, "demo");
    enum em_status status = key_file_name(file, "event", out->event, sizeof out->event, error);
    if (status == EM_OK)
        status = key_file_name(file, "writer", out->writer, WRITER_MAX + 1, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "seal_public", out->seal_public, 32, error);
    if (status == EM_OK)
        status = key_file_bytes(file, "log_public", out->log_public, 32, error);
    if (status != EM_OK)
        return status;
    if (!letter || strlen(letter) != 1 || *letter < 'A' || *letter > 'Z')
        return key_file_damaged(file, "letter", error);
    if (!demo || (strcmp(demo, "yes") != 0 && strcmp(demo, "no") != 0))
        return key_file_damaged(file, "demo", error);
    out->letter = *letter;
    out->demo = strcmp(demo, "yes") == 0;
    return EM_OK;
}

static enum em_status read_ini(struct kiosk_identity *out, const char *path, struct em_error *error)
{
    struct key_file file;
    enum em_status status = key_file_read(&file, path, INI_WHAT, error);
    if (status == EM_NOT_FOUND)
        return em_fail(error, EM_NOT_FOUND,
                       "There is no %s: this folder is not yet a kiosk's. "
                       "Put the bundle there that `emarge enroll` made.",
                       path);
    if (status != EM_OK)
        return status;
    status = read_ini_fields(&file, out, error);
    key_file_free(&file);
    return status;
}

/* Whether the secret is whole, and the other half of the public key in kiosk.ini. */
static bool halves_fit(const struct kiosk_identity *identity)
{
    uint8_t seed[crypto_sign_SEEDBYTES], derived[32], pair[64];
    crypto_sign_ed25519_sk_to_seed(seed, identity->log_secret);
    crypto_sign_seed_keypair(derived, pair, seed);
    bool fit = memcmp(derived, identity->log_public, sizeof derived) == 0 &&
               sodium_memcmp(pair, identity->log_secret, sizeof pair) == 0;
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(pair, sizeof pair);
    return fit;
}

static enum em_status read_key(struct kiosk_identity *out, const char *path, struct em_error *error)
{
    struct key_file file;
    enum em_status status = key_file_read(&file, path, KEY_WHAT, error);
    if (status == EM_NOT_FOUND)
        return em_fail(error, EM_DAMAGED,
                       "%s is missing, without which this kiosk cannot sign its log. "
                       "Take it from the bundle that `emarge enroll` made.",
                       path);
    if (status != EM_OK)
        return status;
    status = key_file_bytes(&file, "log_secret", out->log_secret, sizeof out->log_secret, error);
    key_file_free(&file);
    if (status == EM_OK && !halves_fit(out))
        status = em_fail(error, EM_DAMAGED,
                         "%s does not belong to the kiosk.ini beside it, or one of them is "
                         "damaged. Take both from the bundle that `emarge enroll` made.",
                         path);
    return status;
}

enum em_status kiosk_identity_read(struct kiosk_identity *out, const char *data_dir,
                                   struct em_error *error)
{
    struct kiosk_identity read = {.letter = 0};
    char *ini = em_format("%s/%s", data_dir, INI_FILE);
    char *key = em_format("%s/%s", data_dir, KEY_FILE);
    enum em_status status = read_ini(&read, ini, error);
    if (status == EM_OK)
        status = read_key(&read, key, error);
    if (status == EM_OK)
        *out = read;
    kiosk_identity_wipe(&read);
    free(key);
    free(ini);
    return status;
}

/* The demonstration's organiser: the one in the folder, for a first start that was cut short has
 * left it there, or a new one. */
static enum em_status demo_organiser(struct organiser_secret *secret, const char *event,
                                     const char *data_dir, const struct em_random *random,
                                     struct em_error *error)
{
    char *path = em_format("%s/organiser.key", data_dir);
    enum em_status status;
    if (em_file_exists(path)) {
        status = organiser_read_secret(secret, path, NULL, error);
        if (status == EM_OK && strcmp(secret->public.event, event) != 0)
            status = em_fail(error, EM_FOREIGN,
                             "%s is of the event %s, not of %s. Choose another data folder.", path,
                             secret->public.event, event);
    } else {
        organiser_generate(secret, event, random);
        status = organiser_write(secret, data_dir, NULL, random, error);
    }
    free(path);
    return status;
}

/* A key of a kiosk without the organiser's beside it is part of a real bundle. */
static enum em_status check_no_bundle(const char *data_dir, struct em_error *error)
{
    char *key = em_format("%s/%s", data_dir, KEY_FILE);
    char *organiser = em_format("%s/organiser.key", data_dir);
    enum em_status status = check_unused(data_dir, error);
    if (status == EM_OK && em_file_exists(key) && !em_file_exists(organiser))
        status = em_fail(error, EM_BUSY,
                         "%s is there, and the %s that belongs to it is missing. Put it back from "
                         "the bundle that `emarge enroll` made; nothing was changed.",
                         key, INI_FILE);
    free(organiser);
    free(key);
    return status;
}

enum em_status kiosk_enroll_demo(const char *event, const char *data_dir,
                                 const struct em_random *random, struct em_error *error)
{
    struct organiser_secret organiser = {.badge = {0}};
    enum em_status status = check_no_bundle(data_dir, error);
    if (status == EM_OK)
        status = em_folder_make(data_dir, 0700, error);
    if (status == EM_OK)
        status = demo_organiser(&organiser, event, data_dir, random, error);
    if (status == EM_OK)
        status = kiosk_enroll(&organiser.public, "hall-a-1", 'A', true, data_dir, random, error);
    organiser_wipe(&organiser);
    return status;
}
