/* An organiser with their keys in memory and an empty folder, where key files are written, read and
 * spoilt. What fails here fails the test.
 */
#ifndef EM_FAKE_KEYRING_H
#define EM_FAKE_KEYRING_H

#include "core/keys.h"
#include "fake/folder.h"
#include "fake/random.h"

#define KEYRING_EVENT "ogp-paris-2016"

struct keyring {
    char folder[FAKE_PATH_SIZE];
    struct fake_random random;
    struct organiser_secret organiser; /* of KEYRING_EVENT */
};

/* The set-up and the tear-down of a test whose prestate is the keyring. A test that leaves anything
 * but key files in the folder fails. */
int keyring_set_up(void **state);
int keyring_tear_down(void **state);

/* The four key files, of organiser and kiosk. */
#define KEYRING_FILES 4
extern const char *const keyring_files[KEYRING_FILES];

/* Paths and texts are to be freed. */
char *keyring_path(const struct keyring *keyring, const char *name);
char *keyring_read(const struct keyring *keyring, const char *name);
void keyring_write(const struct keyring *keyring, const char *name, const char *text);
void keyring_unlink(const struct keyring *keyring, const char *name);
unsigned keyring_mode(const struct keyring *keyring, const char *name);

/* Replaces the first `from` in a file; returns what was there, for keyring_restore, which frees it.
 */
char *keyring_spoil(const struct keyring *keyring, const char *name, const char *from,
                    const char *to);
void keyring_restore(const struct keyring *keyring, const char *name, char *text);

#endif
