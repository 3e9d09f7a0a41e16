/* The programme: the sessions of the event, a projection of the `session` entries. Public, so
 * nothing of it is sealed.
 *
 * The latest entry of an id in the organiser's log counts (core/roster.h).
 *
 * Its body: capacity (0: none), emargement, end (absent: not said), format, id, room, start, title,
 * whole_day; times in RFC 3339.
 */
#ifndef EM_CORE_PROGRAMME_H
#define EM_CORE_PROGRAMME_H

#include "core/body.h"
#include "core/store.h"

struct session {
    char *id; /* a-z 0-9 and -, at most 63; made of the source's id */
    char *title, *room;
    char *format;     /* "conference", "workshop", "pitch", "external", or the source's word */
    int64_t start_us; /* wall time */
    int64_t end_us;   /* 0: not said; the door is open to the end of that day then */
    bool whole_day;   /* no hours said: from start_us, local midnight, to end_us */
    int64_t capacity; /* 0: none */
    bool emargement;  /* delegates sign at the door */
};

void session_free(struct session *session); /* leaves {0} */
void session_copy(struct session *out, const struct session *session);
bool session_same(const struct session *a, const struct session *b);

/* The body of a `session` entry, and back. EM_INVALID: the id, a time or the UTF-8 is not as it
 * must be. EM_NOT_FOUND: it was erased; EM_DAMAGED: emarge did not write it so. `out` is filled
 * only when EM_OK, its strings never NULL. */
enum em_status session_write(struct em_buffer *body, const struct session *session,
                             const struct em_random *random, struct em_error *error);
enum em_status session_read(struct session *out, const struct entry *entry, struct em_error *error);

/* All sessions by start, room and title. Free with programme_free. */
struct programme {
    struct session *sessions;
    size_t count, capacity;
};
enum em_status programme_load(struct programme *out, struct store *store, struct em_error *error);
void programme_free(struct programme *programme);
const struct session *programme_find(const struct programme *programme, const char *id);

#endif
