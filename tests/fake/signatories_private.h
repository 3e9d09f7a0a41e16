/* What fake/signatories*.c share. */
#ifndef EM_FAKE_SIGNATORIES_PRIVATE_H
#define EM_FAKE_SIGNATORIES_PRIVATE_H

#include "core/base64.h"
#include "core/delegate.h"
#include "core/ledger.h"
#include "core/pack.h"
#include "core/programme.h"
#include "fake/clock.h"
#include "fake/folder.h"
#include "fake/random.h"
#include "fake/signatories.h"
#include "fake/signatory.h"

#define EVENT     "ogp-paris-2016"
#define MINUTE_US INT64_C(60000000)
#define DAY_US    (24 * 60 * MINUTE_US)
#define FIRST_DAY INT64_C(1481065200000000) /* midnight in Paris, 7 December 2016 */
#define DAYS      3
#define KIOSKS    3

extern const struct session signatories_sessions[];
extern const size_t signatories_session_count;

/* Somebody on the roster. */
struct guest {
    struct delegate details;
    char lookup[BASE64_SIZE(BADGE_LOOKUP_SIZE)];
    bool late; /* no kiosk had heard of them when they came */
};

/* Something that happens at a door. */
struct visit {
    int64_t at_us;
    size_t guest, session; /* guest SIZE_MAX: nobody knows the badge */
    enum { VISIT_IN, VISIT_OUT, VISIT_REFUSED, VISIT_WALK_IN } kind;
};
struct visits {
    struct visit *items;
    size_t count, capacity, next;
};

struct making {
    const struct signatories_options *options;
    char home[FAKE_PATH_SIZE]; /* the kiosks' folders are in it, as long as they are needed */
    struct event_pack *pack;
    struct fake_random random;
    struct organiser_secret organiser;
    struct guest *guests;
    size_t guest_count;
    size_t by_badge;         /* how many of the signatories use theirs */
    struct em_buffer *boxes; /* options->boxes of them */
};

/* A kiosk at work. */
struct booth {
    struct making *making;
    char folder[FAKE_PATH_SIZE];
    struct kiosk_identity identity;
    struct fake_clock clock;
    struct ledger *ledger;
    struct visits visits;
    size_t first, count, done; /* the signatures that are its own, and how many it has */
    struct ink ink;
    int64_t recent[64]; /* seq of signatures that may still be withdrawn; -1: none */
    uint64_t asked;
};

void signatories_must(enum em_status status, const struct em_error *error);
/* Of all runs the same answer, from 0 to limit - 1. */
uint64_t signatories_chance(struct booth *booth, uint64_t limit);

struct ledger *signatories_open(struct making *making, const char *folder,
                                const struct kiosk_identity *identity, struct fake_clock *clock);
/* The clock goes to this time, or a little on when it is there already. */
void signatories_reach(struct fake_clock *clock, int64_t at_us);
/* Records it now and takes over the body; returns its seq. */
int64_t signatories_add(struct booth *booth, enum entry_kind kind, json_t *body,
                        struct em_buffer *sealed);

/* A person as they are, or hostile. */
void signatories_person(const struct making *making, struct signatory *out, uint64_t number);
void signatories_guest(struct making *making, struct guest *guest, uint64_t number);

void signatories_plan_visits(struct booth *booth, size_t kiosk);
void signatories_visit(struct booth *booth, const struct visit *visit);
void signatories_sign(struct booth *booth);

#endif
