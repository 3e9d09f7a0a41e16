/* A kiosk at whose door a crowd stands: its store mirrors the log of an organiser who gave a badge
 * to each.
 *
 * The details of the first `real` delegates are made as an import makes them, three boxes each, and
 * are spread evenly over the log. The others have ids, codes and salts of their own, and boxes that
 * were made for one of the first: of the right size, and never opened. Sealing a million would take
 * longer than what is measured. The log goes straight into the kiosk's store, with the calls that
 * a merge makes; the first opening of the ledger proves every entry of it.
 */
#ifndef EM_BENCH_CROWD_H
#define EM_BENCH_CROWD_H

#include "core/door.h"

#define CROWD_HERE      "bench-here"      /* a session that is on, for everybody */
#define CROWD_ELSEWHERE "bench-elsewhere" /* another, for which every other real badge is */

struct crowd {
    char folder[512]; /* of the kiosk */
    size_t badges, real;
    char (*codes)[BADGE_TEXT_SIZE]; /* of the real ones; odd ones are for the other session */
    char staff[BADGE_TEXT_SIZE];    /* of a member of staff */
    double seconds;                 /* that making it took */

    struct organiser_secret organiser;
    struct kiosk_identity identity;
    struct ledger *ledger; /* NULL while it is closed */
    struct door *door;
};

/* Makes the store in FOLDER/kiosk; it is closed. `badges` is a multiple of `real`. What fails ends
 * the process. */
void crowd_make(struct crowd *crowd, const char *folder, size_t badges, size_t real);
/* As a kiosk starts: ledger and door. */
void crowd_open(struct crowd *crowd);
void crowd_close(struct crowd *crowd);
void crowd_free(struct crowd *crowd);           /* and removes the folder: it may be large */
int64_t crowd_bytes(const struct crowd *crowd); /* of the store's file */

#endif
