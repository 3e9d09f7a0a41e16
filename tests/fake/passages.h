/* Entries of several doors, as they would be read from their logs, and what the attendance says of
 * them, as text. What fails here fails the test.
 */
#ifndef EM_FAKE_PASSAGES_H
#define EM_FAKE_PASSAGES_H

#include "core/attendance.h"
#include "core/memory.h"

#define PASSAGES_A      "ogp-paris-2016/hall-a-1"
#define PASSAGES_B      "ogp-paris-2016/hall-b-1"
#define PASSAGES_START  INT64_C(1481291400000000) /* 2016-12-09T13:50:00Z */
#define PASSAGES_MINUTE INT64_C(60000000)
/* Of a badge that no door has heard of. */
#define PASSAGES_LOOKUP "YmFkZ2UgYmFkZ2UgYmFkZ2UgYmFkZ2UgYmFkZ2UhIQ="
#define PASSAGES_MAX    400

struct passages {
    struct entry entries[PASSAGES_MAX]; /* their seq is their place here, whatever the log */
    char *bodies[PASSAGES_MAX];
    size_t count;
    struct attendance *attendance;
    struct em_error error;
};

/* The set-up and the tear-down of a test; its state is the passages. */
int passages_set_up(void **state);
int passages_tear_down(void **state);

/* Takes over the body. */
void passages_note(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                   char *body);
/* Of a delegate, or of the badge with PASSAGES_LOOKUP. */
void passages_add(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                  const char *delegate, const char *session);
/* An entry about the one that was noted as the nth. */
void passages_about(struct passages *at, const char *origin, enum entry_kind kind, int minute,
                    size_t nth, const char *reason);
/* All of them, in their order. */
void passages_apply(struct passages *at);

/* Every stay is a line: "plenary ada 0-30 hall-a-1#0 by hall-b-1". */
void passages_list(const struct attendance *attendance, struct em_buffer *out);
void passages_expect_count(const struct attendance *attendance, const char *session, int inside,
                           int persons);

#endif
