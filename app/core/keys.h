/* Keys of an event and of a kiosk (DESIGN section 5), and their files.
 *
 * organiser.key  the organiser's secrets, under a passphrase (Argon2id; parameters in the file)
 * organiser.pub  what everybody may know
 * kiosk.ini      in a kiosk's data folder: who it is, the organiser's public keys, and what its
 * hand scanner types kiosk.key      in a kiosk's data folder, mode 0600: the secret half of its
 * log's signing key, and the key of the badges
 *
 * Every file is text, made atomically, and says its version in the first line.
 */
#ifndef EM_CORE_KEYS_H
#define EM_CORE_KEYS_H

#include "core/clock.h"
#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

#define KEY_NAME_SIZE 64

/* What a kiosk may hold: nothing here reads private data. */
struct kiosk_identity {
    char event[KEY_NAME_SIZE];  /* event id, "ogp-paris-2016" */
    char writer[KEY_NAME_SIZE]; /* "hall-a-1"; a-z 0-9 and -, at most 40 */
    char letter;                /* 'A' to 'Z', begins the numbers of its signatures */
    bool demo;                  /* the organiser's secret lies within, without a passphrase */
    uint8_t seal_public[32];    /* X25519, the organiser's */
    uint8_t log_public[32];     /* Ed25519, this kiosk's */
    uint8_t log_secret[64];
    /* Of a kiosk that was enrolled before there were badges, has_badges is false and it serves
     * delegates without one. */
    bool has_badges;
    uint8_t badge[32];         /* tells a genuine badge, and mints a walk-in's; in kiosk.key */
    uint8_t organiser_log[32]; /* Ed25519, of the organiser's log: whose badges are believed */
    char scanner_layout[16];   /* XKB layout that the hand scanner types, "us" unless told */
};

struct organiser_public {
    char event[KEY_NAME_SIZE];
    uint8_t seal_public[32];
    uint8_t log_public[32];
};

struct organiser_secret {
    struct organiser_public public;
    uint8_t seal_secret[32];
    uint8_t log_secret[64];
    uint8_t badge[32];
    uint8_t staff[32];
};

void organiser_generate(struct organiser_secret *secret, const char *event,
                        const struct em_random *random);

/* passphrase NULL writes the secrets bare (a demonstration only; the file says so). Refuses to
 * overwrite a file that exists (EM_BUSY). */
enum em_status organiser_write(const struct organiser_secret *secret, const char *folder,
                               const char *passphrase, const struct em_random *random,
                               struct em_error *error);
/* EM_BUSY when the folder has one of the two files that organiser_write makes. */
enum em_status organiser_refuse_if_there(const char *folder, struct em_error *error);
enum em_status organiser_read_public(struct organiser_public *out, const char *path,
                                     struct em_error *error);
/* Whether the file at path needs a passphrase. */
enum em_status organiser_needs_passphrase(const char *path, bool *needed, struct em_error *error);
enum em_status organiser_read_secret(struct organiser_secret *out, const char *path,
                                     const char *passphrase, struct em_error *error);
void organiser_wipe(struct organiser_secret *secret);
/* The identity under which the organiser's own log is written: writer "organiser", no letter. */
#define ORGANISER_WRITER "organiser"
void organiser_identity(struct kiosk_identity *out, const struct organiser_secret *secret);

/* Whether a kiosk may have this name and letter: EM_INVALID. */
enum em_status kiosk_name_check(const char *writer, char letter, struct em_error *error);
/* A new kiosk, with a new key for its log; of the organiser's secrets it has the badge key. */
void kiosk_identity_make(struct kiosk_identity *out, const struct organiser_secret *organiser,
                         const char *writer, char letter, bool demo,
                         const struct em_random *random);
/* EM_BUSY when the folder is a kiosk's already. */
enum em_status kiosk_bundle_check(const char *data_dir, struct em_error *error);
/* Checks, and writes the bundle. */
enum em_status kiosk_bundle_write(const struct kiosk_identity *identity, const char *data_dir,
                                  struct em_error *error);
/* All of it. Makes a kiosk's bundle in `data_dir` (created when missing, 0700); of the organiser's
 * secrets the badge key alone goes into it. EM_BUSY when one is there, or a store whose kiosk.ini
 * is missing: nothing that a log was kept with is replaced. */
enum em_status kiosk_enroll(const struct organiser_secret *organiser, const char *writer,
                            char letter, bool demo, const char *data_dir,
                            const struct em_random *random, struct em_error *error);
/* EM_NOT_FOUND when the folder has no kiosk.ini; EM_INVALID when its scanner_layout is none. */
enum em_status kiosk_identity_read(struct kiosk_identity *out, const char *data_dir,
                                   struct em_error *error);
/* Where in a demonstration's data folder its organiser's folder is. */
#define KIOSK_DEMO_ORGANISER "organiser"
/* Makes demonstration keys: organiser without a passphrase, and a kiosk "hall-a-1" with letter A.
 * Takes up one that was cut short; EM_BUSY as kiosk_enroll, and when part of a real bundle or
 * anything of others is there. */
enum em_status kiosk_enroll_demo(const char *event, const char *data_dir,
                                 const struct em_random *random, struct em_error *error);
void kiosk_identity_wipe(struct kiosk_identity *identity);

#endif
