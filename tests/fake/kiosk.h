/* A kiosk without a screen: a data folder, an identity, a clock and a randomness that repeat. */
#ifndef EM_FAKE_KIOSK_H
#define EM_FAKE_KIOSK_H

#include "core/ledger.h"
#include "core/memory.h"
#include "core/store.h"
#include "fake/clock.h"
#include "fake/folder.h"
#include "fake/random.h"

struct fake_kiosk {
    char folder[FAKE_PATH_SIZE];
    char store[FAKE_PATH_SIZE]; /* path of the store in it */
    struct kiosk_identity identity;
    uint8_t seal_secret[32]; /* the organiser's */
    struct fake_clock clock; /* goes on by a millisecond a reading */
    struct fake_random random;
    struct ledger_notice notice; /* of the last start */
    struct em_error error;       /* of the last call */
};

/* "ogp-paris-2016/hall-a-1", letter A. Same seed, same bytes. */
void fake_kiosk_init(struct fake_kiosk *kiosk, uint64_t seed);
void fake_kiosk_free(struct fake_kiosk *kiosk); /* removes the folder */

enum em_status fake_kiosk_start(struct fake_kiosk *kiosk, struct ledger **ledger);

/* A person's signature that depends on `person` only: listed if even, drawn if divisible by three.
 * The strings and ink live in `storage`. */
struct fake_person {
    struct signature signature;
    char name[64], role[64], email[64];
    struct ink ink;
    struct ink_point points[40];
    struct ink_stroke strokes[2];
};
const struct signature *fake_person(struct fake_person *storage, int person);
enum em_status fake_kiosk_sign(struct fake_kiosk *kiosk, struct ledger *ledger, int person,
                               struct ledger_receipt *receipt);

/* --- in tests: each of these fails the test when the kiosk refuses --- */

/* The set-up and the tear-down of a test whose prestate is the kiosk; its seed is 1. */
int fake_kiosk_set_up(void **state);
int fake_kiosk_tear_down(void **state);

struct ledger *fake_kiosk_started(struct fake_kiosk *kiosk);
struct ledger_receipt fake_kiosk_signed(struct fake_kiosk *kiosk, struct ledger *ledger,
                                        int person);
void fake_kiosk_sign_all(struct fake_kiosk *kiosk, struct ledger *ledger, int people);
/* A kiosk's day: it starts, `people` sign, it ends. */
void fake_kiosk_day(struct fake_kiosk *kiosk, int people);
/* Appends an entry that speaks of an earlier one of this log, as withdrawals and erasures do. */
void fake_kiosk_append_about(struct fake_kiosk *kiosk, struct ledger *ledger, enum entry_kind kind,
                             int64_t seq);

/* The body and the sealed part of one entry, copied out of the store. */
struct fake_entry {
    int64_t seq;
    char *body;
    struct em_buffer sealed;
    uint8_t leaf[32];
};
struct fake_entry fake_kiosk_entry(struct fake_kiosk *kiosk, const char *origin, int64_t seq);
void fake_entry_free(struct fake_entry *entry);

#endif
