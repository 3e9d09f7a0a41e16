/* Stores that are carried by hand between two halls and the organiser, and what a merge told of
 * them. What fails here fails the test.
 */
#ifndef EM_FAKE_CARRY_H
#define EM_FAKE_CARRY_H

#include "core/keys.h"
#include "core/merge.h"
#include "fake/kiosk.h"

#define CARRY_EVENT    "ogp-paris-2016"
#define CARRY_HALL_A   CARRY_EVENT "/hall-a-1"
#define CARRY_HALL_B   CARRY_EVENT "/hall-b-1"
#define CARRY_OFFICE   CARRY_EVENT "/organiser"
#define CARRY_LOGS_MAX 8

struct carry {
    struct fake_kiosk hall_a, hall_b, office, office_again; /* the organiser's own store, twice */
    struct organiser_secret secret;
    /* What the last merge told, and how it ended. */
    struct merge_log logs[CARRY_LOGS_MAX];
    size_t count;
    enum em_status status;
    struct em_error error;
};

/* The set-up and the tear-down of a test whose prestate is this. */
int carry_set_up(void **state);
int carry_tear_down(void **state);

/* One more kiosk of this event; the same writer and seed, the same key. */
void carry_init_hall(const struct carry *at, struct fake_kiosk *kiosk, const char *writer,
                     char letter, uint64_t seed);
/* The folder again, in the hands of a kiosk that was initialised. */
void carry_copy(const struct fake_kiosk *from, struct fake_kiosk *to);
/* Many entries, more than are looked at together: with the start and the end two more. */
#define CARRY_MANY 10000
void carry_record_many(struct fake_kiosk *kiosk, int from);

void carry_into(struct carry *at, struct ledger *to, const struct fake_kiosk *from);
/* A start, a merge that goes well, and an end. */
void carry_well(struct carry *at, struct fake_kiosk *to, const struct fake_kiosk *from);
/* A merge that is refused so, and has changed nothing. */
void carry_refused(struct carry *at, struct fake_kiosk *to, const struct fake_kiosk *from,
                   enum em_status status, const char *said);

/* NULL when the last merge told nothing of that log. */
const struct merge_log *carry_told(const struct carry *at, const char *origin);
void carry_expect(const struct carry *at, const char *origin, int64_t had, int64_t added,
                  bool new_log);
/* The lists of the store are what its entries make. */
void carry_expect_good(const struct fake_kiosk *kiosk);

/* All that a store has, as one number each. */
struct carry_digest {
    uint8_t facts[32], lists[32];
};
struct carry_digest carry_digest(const struct fake_kiosk *kiosk);
void carry_assert_same(struct carry_digest a, struct carry_digest b);

#endif
