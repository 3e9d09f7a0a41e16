/* A kiosk's bundle: kiosk.key is written first, so that a folder with a kiosk.ini is enrolled
 * wholly. */
#include "core/keys.h"

#include "core/entry.h"
#include "core/file.h"
#include "core/key_file.h"
#include "core/store.h"

#include <dirent.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define INI_FILE   "kiosk.ini"
#define KEY_FILE   "kiosk.key"
#define INI_WHAT   "kiosk"
#define KEY_WHAT   "kiosk key"
#define WRITER_MAX 40
#define LAYOUT     "us"

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
    key_file_add_bytes(&text, "organiser_log", identity->organiser_log, 32);
    em_buffer_text(&text,
                   "# The keyboard's layout that the hand scanner types: us, fr, de(mac) …\n");
    key_file_add(&text, "scanner_layout", identity->scanner_layout);
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
    key_file_add_bytes(&text, "badge", identity->badge, sizeof identity->badge);
    enum em_status status = em_file_write_atomic(path, text.data, text.size, 0600, error);
    key_file_forget(&text);
    return status;
}

enum em_status kiosk_name_check(const char *writer, char letter, struct em_error *error)
{
    if (!entry_name_valid(writer) || strlen(writer) > WRITER_MAX)
        return em_fail(error, EM_INVALID,
                       "\"%.80s\" cannot be a kiosk's name. Use up to %d of a-z, 0-9 and -, "
                       "such as hall-a-1.",
                       writer, WRITER_MAX);
    if (strcmp(writer, ORGANISER_WRITER) == 0)
        return em_fail(error, EM_INVALID,
                       "\"" ORGANISER_WRITER
                       "\" is the name of the organiser's own log. Give the kiosk "
                       "another, such as hall-a-1.");
    if (letter < 'A' || letter > 'Z')
        return em_fail(error, EM_INVALID,
                       "A kiosk's letter is one of A to Z: its signatures are numbered by it, A-1, "
                       "A-2 and so on. Choose one that no other kiosk has.");
    return EM_OK;
}

/* What every writer of an event's logs knows of it. */
static void make_member(struct kiosk_identity *identity, const struct organiser_secret *organiser,
                        const char *writer)
{
    *identity = (struct kiosk_identity){.has_badges = true, .scanner_layout = LAYOUT};
    strcpy(identity->event, organiser->public.event);
    strcpy(identity->writer, writer);
    memcpy(identity->seal_public, organiser->public.seal_public, sizeof identity->seal_public);
    memcpy(identity->organiser_log, organiser->public.log_public, sizeof identity->organiser_log);
    memcpy(identity->badge, organiser->badge, sizeof identity->badge);
}

void organiser_identity(struct kiosk_identity *out, const struct organiser_secret *secret)
{
    make_member(out, secret, ORGANISER_WRITER);
    memcpy(out->log_public, secret->public.log_public, sizeof out->log_public);
    memcpy(out->log_secret, secret->log_secret, sizeof out->log_secret);
}

void kiosk_identity_make(struct kiosk_identity *identity, const struct organiser_secret *organiser,
                         const char *writer, char letter, bool demo, const struct em_random *random)
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    make_member(identity, organiser, writer);
    identity->letter = letter;
    identity->demo = demo;
    random->fill(random->context, seed, sizeof seed);
    crypto_sign_seed_keypair(identity->log_public, identity->log_secret, seed);
    sodium_memzero(seed, sizeof seed);
}

/* Keys that were used are never replaced: a log goes on only with the key that began it. */
enum em_status kiosk_bundle_check(const char *data_dir, struct em_error *error)
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

enum em_status kiosk_bundle_write(const struct kiosk_identity *identity, const char *data_dir,
                                  struct em_error *error)
{
    char *ini = em_format("%s/%s", data_dir, INI_FILE);
    char *key = em_format("%s/%s", data_dir, KEY_FILE);
    enum em_status status = kiosk_bundle_check(data_dir, error);
    if (status == EM_OK)
        status = em_folder_make(data_dir, 0700, error);
    if (status == EM_OK)
        status = write_key(identity, key, error);
    if (status == EM_OK)
        status = write_ini(identity, ini, error);
    free(key);
    free(ini);
    return status;
}

enum em_status kiosk_enroll(const struct organiser_secret *organiser, const char *writer,
                            char letter, bool demo, const char *data_dir,
                            const struct em_random *random, struct em_error *error)
{
    enum em_status status = kiosk_name_check(writer, letter, error);
    if (status != EM_OK)
        return status;
    struct kiosk_identity identity;
    kiosk_identity_make(&identity, organiser, writer, letter, demo, random);
    status = kiosk_bundle_write(&identity, data_dir, error);
    kiosk_identity_wipe(&identity);
    return status;
}

#define LOWER   "abcdefghijklmnopqrstuvwxyz"
#define VARIANT LOWER "0123456789_-"

/* "us", "fr", "de(nodeadkeys)": the names that XKB knows. */
static bool layout_valid(const char *text)
{
    size_t name = strspn(text, LOWER);
    if (name < 2 || name > 8)
        return false;
    if (text[name] != '(')
        return text[name] == '\0';
    size_t variant = strspn(text + name + 1, VARIANT);
    return variant > 0 && strcmp(text + name + 1 + variant, ")") == 0;
}

static enum em_status read_layout(const struct key_file *file, struct kiosk_identity *out,
                                  struct em_error *error)
{
    const char *layout = key_file_find(file, "scanner_layout");
    if (!layout)
        layout = LAYOUT;
    if (!layout_valid(layout) || strlen(layout) >= sizeof out->scanner_layout)
        return em_fail(error, EM_INVALID,
                       "%s has `scanner_layout = %.40s`, which is no keyboard's layout. Write one "
                       "that XKB knows, such as us, fr or de(mac).",
                       file->path, layout);
    strcpy(out->scanner_layout, layout);
    return EM_OK;
}

/* Of a kiosk that was enrolled before there were badges, the organiser's log is not named. */
static enum em_status read_badges(const struct key_file *file, struct kiosk_identity *out,
                                  struct em_error *error)
{
    out->has_badges = key_file_find(file, "organiser_log") != NULL;
    enum em_status status = read_layout(file, out, error);
    if (status == EM_OK && out->has_badges)
        status = key_file_bytes(file, "organiser_log", out->organiser_log, 32, error);
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
    return read_badges(file, out, error);
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
    if (status == EM_OK && out->has_badges)
        status = key_file_bytes(&file, "badge", out->badge, sizeof out->badge, error);
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

/* A demonstration's organiser has a folder of their own in the kiosk's. */
static char *demo_path(const char *data_dir, const char *name)
{
    return em_format("%s/" KIOSK_DEMO_ORGANISER "%s", data_dir, name);
}

static enum em_status make_organiser(struct organiser_secret *secret, const char *event,
                                     const char *data_dir, const struct em_random *random,
                                     struct em_error *error)
{
    char *folder = demo_path(data_dir, "");
    enum em_status status = em_folder_make(folder, 0700, error);
    if (status == EM_OK) {
        organiser_generate(secret, event, random);
        status = organiser_write(secret, folder, NULL, random, error);
    }
    free(folder);
    return status;
}

/* The one in the folder, for a first start that was cut short has left it there, or a new one. */
static enum em_status demo_organiser(struct organiser_secret *secret, const char *event,
                                     const char *data_dir, const struct em_random *random,
                                     struct em_error *error)
{
    char *path = demo_path(data_dir, "/organiser.key");
    enum em_status status;
    if (em_file_exists(path)) {
        status = organiser_read_secret(secret, path, NULL, error);
        if (status == EM_OK && strcmp(secret->public.event, event) != 0)
            status = em_fail(error, EM_FOREIGN,
                             "%s is of the event %s, not of %s. Choose another data folder.", path,
                             secret->public.event, event);
    } else {
        status = make_organiser(secret, event, data_dir, random, error);
    }
    free(path);
    return status;
}

/* A key of a kiosk without the organiser's beside it is part of a real bundle. */
static enum em_status check_no_bundle(const char *data_dir, struct em_error *error)
{
    char *key = em_format("%s/%s", data_dir, KEY_FILE);
    char *organiser = demo_path(data_dir, "/organiser.key");
    enum em_status status = kiosk_bundle_check(data_dir, error);
    if (status == EM_OK && em_file_exists(key) && !em_file_exists(organiser))
        status = em_fail(error, EM_BUSY,
                         "%s is there, and the %s that belongs to it is missing. Put it back from "
                         "the bundle that `emarge enroll` made; nothing was changed.",
                         key, INI_FILE);
    free(organiser);
    free(key);
    return status;
}

/* What a demonstration may find: nothing, or what making a disk or its own first start left. */
static bool is_stranger(const char *name)
{
    static const char *const known[] = {".", "..", "lost+found", KIOSK_DEMO_ORGANISER};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i]) == 0)
            return false;
    return true;
}

static bool holds_strangers(const char *folder)
{
    DIR *stream = opendir(folder); /* who makes the folder says why it cannot be one */
    bool found = false;
    for (struct dirent *entry; stream && !found && (entry = readdir(stream));)
        found = is_stranger(entry->d_name);
    if (stream)
        closedir(stream);
    return found;
}

/* No keys are strewn among what belongs to others. */
static enum em_status check_empty(const char *data_dir, struct em_error *error)
{
    char *organiser = demo_path(data_dir, "/organiser.key");
    bool ours = em_file_exists(organiser);
    free(organiser);
    if (ours || !holds_strangers(data_dir))
        return EM_OK;
    return em_fail(
        error, EM_BUSY,
        "%s has no keys of emarge and is not empty, so no demonstration was made in it. "
        "Name an empty folder with --data, or the one that `emarge enroll` made; nothing "
        "was changed.",
        data_dir);
}

enum em_status kiosk_enroll_demo(const char *event, const char *data_dir,
                                 const struct em_random *random, struct em_error *error)
{
    struct organiser_secret organiser = {.badge = {0}};
    enum em_status status = check_no_bundle(data_dir, error);
    if (status == EM_OK)
        status = check_empty(data_dir, error);
    if (status == EM_OK)
        status = em_folder_make(data_dir, 0700, error);
    if (status == EM_OK)
        status = demo_organiser(&organiser, event, data_dir, random, error);
    if (status == EM_OK)
        status = kiosk_enroll(&organiser, "hall-a-1", 'A', true, data_dir, random, error);
    organiser_wipe(&organiser);
    return status;
}
