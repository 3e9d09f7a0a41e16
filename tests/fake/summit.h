/* A small summit for tests: an organiser with keys, a programme, a roster of forty fictional
 * delegates, and the kiosk of hall A, which has heard of all but the last of them. It is 13:50 in
 * Paris on 9 December 2016, ten minutes before « Gouvernement ouvert et territoires ».
 *
 *     struct summit summit;
 *     summit_init(&summit, 1);                    same seed, same keys, ids, codes and logs
 *     summit_code(&summit, "amina")               what a scanner brings when she shows her badge
 *     summit.kiosk.ledger, .identity, .folder     the kiosk, running
 *     summit_free(&summit);                       removes the folders
 *
 * What fails here fails the test. Signing, and the session at two, are facts of the summit, as are
 * the two days of collective actions; every other session and every person is made up.
 */
#ifndef EM_FAKE_SUMMIT_H
#define EM_FAKE_SUMMIT_H

#include "core/delegate.h"
#include "core/ledger.h"
#include "core/programme.h"
#include "fake/clock.h"
#include "fake/folder.h"
#include "fake/random.h"

#define SUMMIT_EVENT    "ogp-paris-2016"
#define SUMMIT_TIMEZONE "Europe/Paris"
#define SUMMIT_NOW      INT64_C(1481287800000000) /* 2016-12-09T13:50:00+01:00 */
#define SUMMIT_MINUTE   INT64_C(60000000)
#define SUMMIT_HOUR     (60 * SUMMIT_MINUTE)
#define SUMMIT_OPENS    (30 * SUMMIT_MINUTE) /* how long before a session its door opens */

/* The ids of the sessions, all of 9 December unless said. */
#define SUMMIT_SIGNING     "signing"       /* 10:45, Hôtel de Ville; no end said */
#define SUMMIT_TERRITORIES "territories"   /* 14:00, Hôtel de Ville; no end said */
#define SUMMIT_ACTIONS_8   "actions-8"     /* all day on the 8th */
#define SUMMIT_ACTIONS_9   "actions-9"     /* all day on the 9th */
#define SUMMIT_MORNING     "demo-morning"  /* 9:00 to 10:00: over */
#define SUMMIT_WORKSHOP    "demo-workshop" /* 13:30 to 15:00, holds ten */
#define SUMMIT_PITCHES     "demo-pitches"  /* 14:15 to 15:15, one signs at its door */
#define SUMMIT_EVENING     "demo-evening"  /* 18:00 to 19:00: too early */
#define SUMMIT_SESSIONS    8
extern const struct session summit_sessions[SUMMIT_SESSIONS];
const struct session *summit_session(const char *id);

/* A person by the name that tests call them by. Names worth knowing:
 *   amina zoe nino garam amena mwanaidi sri     Latin with accents, Georgian, Hangul, Arabic, …
 *   suharti       a name of a single word
 *   long          a name of 120 characters
 *   foreign       a badge of another ticket system: a secret of 32 letters and digits
 *   guessable     another, of five characters: the code alone opens nothing
 *   badgeless     has no badge
 *   revoked       has a badge that was declared void
 *   workshop      may enter the workshop only
 *   morning       may enter the morning session only, which is over
 *   staff         a member of staff
 *   extra-1 … extra-24   many others
 *   unheard       a genuine badge that no log speaks of yet: summit_announce */
struct summit_person {
    const char *key, *name, *role, *government, *country;
    const char *sessions; /* "" for any */
    const char *foreign;  /* their code, when it is not one of ours */
};
extern const struct summit_person summit_people[];
extern const size_t summit_people_count;
#define SUMMIT_PEOPLE_MAX 64

struct summit_kiosk {
    char folder[FAKE_PATH_SIZE];
    struct kiosk_identity identity;
    struct ledger *ledger;       /* NULL while it is stopped */
    struct ledger_notice notice; /* of the last start */
};

struct summit {
    char folder[FAKE_PATH_SIZE]; /* with organiser/, and a folder for each kiosk */
    struct fake_clock clock;     /* goes on by a millisecond a reading */
    struct fake_random random;
    struct organiser_secret organiser; /* its files lie bare in organiser/ */
    char organiser_folder[FAKE_PATH_SIZE];
    struct summit_kiosk kiosk; /* "hall-a-1", letter A */

    struct delegate people[SUMMIT_PEOPLE_MAX]; /* as summit_people, with ids and codes */
};

void summit_init(struct summit *summit, uint64_t seed);
void summit_free(struct summit *summit);

const struct delegate *summit_person(const struct summit *summit, const char *key);
const char *summit_code(const struct summit *summit, const char *key); /* "" for the badgeless */
const char *summit_id(const struct summit *summit, const char *key);

/* A further kiosk, enrolled and running, that has heard what the organiser knows. Stop it before
 * summit_free. */
void summit_enroll(struct summit *summit, struct summit_kiosk *kiosk, const char *writer,
                   char letter);
/* A store that is damaged is set aside, as on a kiosk; kiosk->notice says so. The second is for
 * starts that may fail. */
void summit_start(struct summit *summit, struct summit_kiosk *kiosk);
enum em_status summit_try_start(struct summit *summit, struct summit_kiosk *kiosk,
                                struct em_error *error);
void summit_stop(struct summit_kiosk *kiosk);

/* The organiser's tool at work: one entry each in the organiser's log. */
void summit_announce(struct summit *summit, const char *key); /* a badge, or newer details */
/* Many more, in one transaction: delegates with an id and a code, who stay the caller's. */
void summit_announce_others(struct summit *summit, const struct delegate *others, size_t count);
void summit_revoke(struct summit *summit, const char *key);
void summit_schedule(struct summit *summit, const struct session *session);
/* Brings to a running kiosk what a stopped one, or the organiser, has in this folder. */
void summit_merge(struct summit_kiosk *to, const char *folder);

#endif
