/* kiosks.csv in the organiser's folder: which kiosks were enrolled, and the keys of their logs. Two
 * of one name could not be brought home, two of one letter would give one number twice, and a log
 * that comes home is held to the key that stands here.
 *
 *   name,letter,vkey
 *   hall-a-1,A,ogp-paris-2016/hall-a-1+4f3a…+AR…
 */
#ifndef EM_TOOLS_KIOSKS_H
#define EM_TOOLS_KIOSKS_H

#include "core/keys.h"
#include "core/merge.h"
#include "core/status.h"

#define KIOSKS_FILE "kiosks.csv"

struct kiosks_row {
    char name[KEY_NAME_SIZE];
    char letter;
    char origin[ENTRY_ORIGIN_SIZE];
    uint8_t log_public[32];
    long line;
};

struct kiosks {
    char *path;
    struct kiosks_row *rows;
    size_t count, capacity;
};

/* Empty when the folder has no list yet; EM_INVALID with the line of what cannot be read. To be
 * freed, whatever is returned. */
enum em_status kiosks_read(struct kiosks *out, const char *folder, struct em_error *error);
void kiosks_free(struct kiosks *kiosks);

/* EM_BUSY when the name or the letter is another kiosk's. */
enum em_status kiosks_check(const struct kiosks *kiosks, const char *name, char letter,
                            struct em_error *error);
/* The first that no kiosk has, or '\0' when all are taken. */
char kiosks_free_letter(const struct kiosks *kiosks);

/* Adds the kiosk, and writes the list, whole or not at all. */
enum em_status kiosks_add(struct kiosks *kiosks, const struct kiosk_identity *kiosk,
                          struct em_error *error);
/* Takes the last back, and writes the list. */
enum em_status kiosks_take_back(struct kiosks *kiosks, struct em_error *error);

/* The key of a log and of those that replaced it; NULL when the list does not have the kiosk. A
 * merge_key, whose context is the list. */
merge_key kiosks_key;

#endif
