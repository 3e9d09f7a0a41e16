/* A kiosk without a screen: a data folder, an identity, a clock and a randomness that repeat. */
#ifndef EM_FAKE_KIOSK_H
#define EM_FAKE_KIOSK_H

#include "core/ledger.h"
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

#endif
