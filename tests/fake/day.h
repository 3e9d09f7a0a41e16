/* A day at two doors of the summit, "hall-a-1" (territories) and "hall-b-1" (the workshop), and the
 * companion tool after it. What fails here fails the test.
 */
#ifndef EM_FAKE_DAY_H
#define EM_FAKE_DAY_H

#include "core/door.h"
#include "fake/summit.h"
#include "fake/tool.h"

/* The door of one kiosk. */
struct gate {
    struct summit_kiosk *kiosk;
    struct door *door; /* NULL when it was closed */
};

struct day {
    struct summit summit;
    struct summit_kiosk hall_b;
    struct gate a, b;
    struct em_error error;
    struct tool_result result; /* of the last run */
};

/* The set-up and the tear-down of a test whose state is a day. */
int day_set_up(void **state);
int day_tear_down(void **state);

void day_choose(struct day *day, struct gate *gate, const char *session);
/* Somebody shows their badge. */
struct door_answer day_in(struct day *day, struct gate *gate, const char *key);
/* From now on the organiser knows them by this name. */
void day_rename(struct day *day, const char *key, const char *name);

/* Amina stays half an hour, Zoë goes over to the workshop, Nino is let in by mistake, two are
 * turned away, and one badge is so new that the kiosk does not know it. */
void day_spend(struct day *day);

/* Runs the tool, EM_TOOL of the test. */
#define DAY_TOOL(day, ...)                                                                         \
    tool_run(&(day)->result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)
/* What it wrote, to be freed; it had nothing to complain of. */
char *day_listed(struct day *day);

/* Merges by the tool. */
void day_merge(struct day *day, const char *tool, const char *from, const char *to);
/* Stops the kiosks, and brings both into a further folder of the organiser's: its path, to be
 * freed.
 */
char *day_bring_home(struct day *day, const char *tool, const char *name, bool a_first);

#endif
