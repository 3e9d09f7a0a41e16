/* What the lists of attendance and of scans share: the sessions, who was where, and whose a badge
 * turned out to be after logs were merged.
 */
#ifndef EM_TOOLS_PRESENCE_H
#define EM_TOOLS_PRESENCE_H

#include "core/attendance.h"
#include "core/body.h"
#include "core/delegate.h"
#include "core/interned.h"
#include "core/programme.h"
#include "people.h"

struct presence {
    const struct list_work *work;
    struct programme programme;
    struct attendance *attendance;
    struct people *people;
    struct interned provisional; /* "origin seq" of the entrances that were let in so */
    long long passed_over;       /* entries that emarge did not write so, */
    struct em_error first;       /* and what is wrong with the first of them */
};

/* EM_NOT_FOUND when there is no such session as the list is asked for. Free it in any case. Entries
 * that emarge did not write so are passed over, and told on standard error. */
enum em_status presence_load(struct presence *out, const struct list_work *work,
                             struct em_error *error);
void presence_free(struct presence *presence);
/* EM_NOT_FOUND, with the sessions that there are, when neither programme nor attendance knows it.
 */
enum em_status presence_check_session(const struct presence *presence, const char *id,
                                      struct em_error *error);

/* Governments of the roster are sealed: EM_DENIED, when one is asked for without the key and `gaps`
 * says that somebody stays sealed. */
enum em_status presence_check_government(const struct list_work *work, const struct list_gaps *gaps,
                                         struct em_error *error);

/* The delegate whom a scan's body names, or whose badge it has; "" when nobody knows. */
enum em_status presence_delegate(const struct presence *presence, const json_t *body,
                                 char out[DELEGATE_ID_SIZE], struct em_error *error);

/* When somebody left, as far as it is known; 0: it is not. Who entered another session has left
 * this one, but nobody knows when if that was after its end, or, where no end is said, on another
 * day.
 */
int64_t presence_left(const struct presence *presence, const struct stay *stay);

/* What the door answered to an entrance: "accepted" or "provisional", also where it is known by now
 * whose badge that was. */
const char *presence_verdict(const struct presence *presence, const char *origin, int64_t seq);

/* Where a row stands in a list: by its session's start and id, then by time, then by its entry,
 * whatever order the logs arrived in. */
struct presence_place {
    int64_t start_us; /* of the session */
    const char *session, *origin;
    int64_t at_us, seq;
};
int presence_compare(const struct presence_place *a, const struct presence_place *b);
/* What the programme does not know comes last. */
int64_t presence_start(const struct presence *presence, const char *session);

/* The rows of a list, sorted by their places. */
struct presence_rows {
    const void *list;
    size_t count;
    const struct presence_place *(*place)(const void *list, size_t row);
    const char *(*delegate)(const void *list, size_t row); /* "" when nobody is known */
    void (*write)(const void *list, size_t row, const struct person *person);
};
/* Writes those of the government that is asked for, each with who it is; within a session in the
 * order that is asked for, for which a key is held for each row. EM_DENIED: the key opens nobody,
 * or there is none and a government is asked for. */
enum em_status presence_write(const struct presence *presence, const struct presence_rows *rows,
                              struct list_gaps *gaps, struct em_error *error);

/* "hall-a-1" of an origin; borrowed from it. */
const char *presence_kiosk(const char *origin);

#endif
