/* What core/ledger*.c share. */
#ifndef EM_CORE_LEDGER_PRIVATE_H
#define EM_CORE_LEDGER_PRIVATE_H

#include "core/body.h"
#include "core/entry.h"
#include "core/ledger.h"
#include "core/memory.h"
#include "core/note.h"
#include "core/roll.h"
#include "core/store.h"

/* A sealed part that was made ahead, and what it was made of, to tell whether it still holds. */
struct ledger_sealed {
    char *name, *role, *email;
    bool contact, drawn;
    struct ink ink;
    struct em_buffer bytes; /* empty: nothing is prepared */
    struct entry part;      /* only its sealed part: bytes and their hash */
};

/* What the ledger will be once the entries that were added are durable. */
struct ledger_batch {
    bool open;
    struct em_error why;  /* why an addition failed; its status is EM_OK when none did */
    struct store_log log; /* its frontier is ahead, its head is signed at the end */
    char note[NOTE_SIZE];
    struct roll_state roll;
    int64_t last_us, count, since_us;
    bool recount; /* an entry took signatures away */
};

struct ledger {
    struct store *store;
    char *data_dir;
    struct kiosk_identity identity;
    const struct em_clock *clock;
    const struct em_random *random;
    int lock;   /* -1 until it is held */
    int beside; /* the checkpoint beside the store, -1 while it is not open */

    int generation;
    struct store_log log; /* its checkpoint points into note */
    char note[NOTE_SIZE];
    struct roll_state roll;
    struct ledger_sealed sealed; /* of the next signature, when it was prepared */
    int64_t last_us;             /* wall time of the last entry */
    char boot[ENTRY_BOOT_SIZE];
    int64_t boot_us; /* of the clock that never goes back, at the start */
    int64_t count, since_us;
    struct ledger_batch batch;
};

int64_t ledger_wall(const struct ledger *ledger);
int64_t ledger_mono(const struct ledger *ledger);
void ledger_free(struct ledger *ledger);

/* Puts the size and the signed checkpoint of log->frontier into the log; log->checkpoint points to
 * note. */
void ledger_sign_head(const struct ledger *ledger, struct store_log *log, char note[NOTE_SIZE]);
/* Completes an entry whose kind, time and parts are set, and makes it durable. leaf may be NULL. */
enum em_status ledger_append(struct ledger *ledger, struct entry *entry,
                             uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error);

/* Forgets what was prepared, in memory too. */
void ledger_sealed_wipe(struct ledger_sealed *sealed);

/* Bodies and what is sealed: JSON, compact, the salt first and the other names in alphabetical
 * order, so that the same input gives the same bytes. Each fills `out`, which the caller frees. */
struct ledger_start {
    const char *letter;
    int64_t at_us, last_us; /* of this entry and of the one before; last 0 when there is none */
    const char *aside_file, *aside_why; /* NULL unless a store was set aside */
};

void ledger_body_open(struct em_buffer *out, const struct ledger_start *start,
                      const struct em_random *random);
void ledger_body_close(struct em_buffer *out, const struct em_random *random);
/* EM_INVALID when a text is not UTF-8. */
enum em_status ledger_body_sign(struct em_buffer *out, const struct signature *signature,
                                const struct em_random *random, struct em_error *error);
/* What is sealed of it, for body_seal; NULL when a text is not UTF-8. The caller decrefs. */
json_t *ledger_private_fields(const struct signature *signature);

/* Generations: a log that replaces a damaged one has another origin, ".2", ".3" and so on, because
 * two logs of one origin would each prove the other false; and another letter ("A2"), because no
 * number is given twice. */
void ledger_origin(char out[ENTRY_ORIGIN_SIZE], const struct kiosk_identity *identity,
                   int generation);
void ledger_letter(char out[ROLL_LETTER_SIZE], const struct kiosk_identity *identity,
                   int generation);
/* 0 when the origin is another event's or writer's. */
int ledger_generation(const char *origin, const struct kiosk_identity *identity);

/* Of the checkpoint beside the store, see ledger_beside_read. It is durable at each start and end
 * of a kiosk, and written without waiting for the disk after each append. */
char *ledger_beside_path(const char *data_dir);
enum em_status ledger_beside_write(const char *data_dir, const char *note, struct em_error *error);
/* The quick way, on a handle opened for writing; -1 is allowed. */
void ledger_beside_update(int handle, const char *note);

/* The highest generation that may have recorded anything in this folder, 0 for a fresh one. */
int ledger_last_generation(const char *data_dir, const struct kiosk_identity *identity,
                           const struct note_checkpoint *beside);

/* Renames the store to "emarge.db.damaged-<UTC>" with what SQLite keeps beside it; `name` gets the
 * new name within the folder, "" when there was no file. Overwrites and deletes nothing. */
enum em_status ledger_set_aside(const char *data_dir, int64_t at_us, char name[LEDGER_ASIDE_SIZE],
                                struct em_error *error);

/* What became of the organiser's log, which is roster and programme, of a store that was set aside.
 */
enum ledger_roster {
    LEDGER_ROSTER_NONE, /* this kiosk knows no badges */
    LEDGER_ROSTER_KEPT,
    LEDGER_ROSTER_LOST,
    LEDGER_ROSTER_MISSING, /* nothing is there of one; what damaged the file may have cut it off */
};
/* Takes the logs of others that hold from the store that was set aside into the new one; `aside` is
 * its name in the folder, or "" for the last that there is. What cannot be taken is no failure:
 * this kiosk goes on without. */
enum ledger_roster ledger_rescue(struct ledger *ledger, const char *aside);

#endif
