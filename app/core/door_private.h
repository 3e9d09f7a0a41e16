/* What core/door*.c share. */
#ifndef EM_CORE_DOOR_PRIVATE_H
#define EM_CORE_DOOR_PRIVATE_H

#include "core/base64.h"
#include "core/body.h"
#include "core/door.h"
#include "core/roster.h"

/* Of the roster, opened by the staff key for searching by name: there may be many, so it is small.
 */
struct door_person {
    char id[DELEGATE_ID_SIZE];
    char *texts; /* one behind the other, see door_staff.c */
    size_t size; /* of them all */
};

/* A code that was before the scanner a moment ago, and what was answered. */
#define DOOR_SIGHTINGS 8
struct sighting {
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    enum door_way way;
    int64_t last_us; /* of the clock that never goes back; 0: nothing here */
    struct door_answer answer;
};

struct door {
    struct door_options options;
    bool failed; /* the store could not be written or read: it is to be opened anew */

    struct programme programme;
    int64_t *ends;                /* of its sessions, said or not */
    const struct session **order; /* as door_sessions gives them */
    struct attendance *attendance;
    int64_t delegates, data_us;
    int64_t today_us, tomorrow_us; /* local midnights around now, as it was last */
    const struct session *session; /* the chosen one, of the programme */

    bool unlocked;
    uint8_t staff_key[32];
    char *staff_name;
    struct door_person *people; /* NULL until the first search */
    size_t people_count, people_capacity;

    struct sighting sightings[DOOR_SIGHTINGS];
};

/* The ledger to use now: opened anew, and read, when the last try failed. */
enum em_status door_ledger(struct door *door, struct ledger **out, struct em_error *error);
/* Records an entry with this body, which it takes over; attendance hears of it. `sealed` and
 * `place` may be NULL. */
struct door_entry {
    enum entry_kind kind;
    json_t *body;
    const struct em_buffer *sealed;
};
enum em_status door_record(struct door *door, struct door_entry entry, struct ledger_place *place,
                           struct em_error *error);
/* Remembers that the store failed, unless the status says otherwise; returns the status. */
enum em_status door_noted(struct door *door, enum em_status status);

int64_t door_end(const struct door *door, const struct session *session);
void door_tell_today(struct door *door);

/* Whose badge was scanned. Points into the scan. */
struct badge_found {
    enum badge_sort sort;
    const char *code; /* by what the roster knows it, or the text */
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    char delegate[DELEGATE_ID_SIZE];
};
/* What a scanner brought, and whose it is: SORT_UNKNOWN when nobody knows it, or it is no scan. It
 * holds the code: wipe it in any case. */
struct door_scanned {
    struct scan scan;
    struct badge_found found;
};
enum em_status door_look_up(struct door *door, const char *bytes, size_t size,
                            struct door_scanned *out, struct em_error *error);
void door_scanned_wipe(struct door_scanned *scanned);

/* What is known of a delegate: opened by the code (NULL: there is none), else by the staff key
 * (NULL: there is none). What does not open is "", but `sessions` is always told. EM_NOT_FOUND when
 * nobody has this id. */
struct door_keys {
    const char *code;
    const uint8_t *staff;
};
enum em_status door_details(struct door *door, const char *id, struct door_keys keys,
                            struct delegate *out, struct em_error *error);
/* The staff key, NULL while it is locked away. */
const uint8_t *door_staff_key(const struct door *door);

enum em_status door_need_staff(const struct door *door, struct em_error *error);
void door_forget_sightings(struct door *door);
void door_forget_people(struct door *door); /* the opened roster */
/* Adds somebody to the roster if it is open. */
void door_add_person(struct door *door, const struct delegate *delegate);

/* Copies text, cut between characters. */
void door_copy(char *out, size_t size, const char *text);

#endif
