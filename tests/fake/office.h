/* An organiser's office: a folder with their key, their log with a roster in it, and the companion
 * tool. What fails here fails the test.
 */
#ifndef EM_FAKE_OFFICE_H
#define EM_FAKE_OFFICE_H

#include "core/badge.h"
#include "core/delegate.h"
#include "fake/folder.h"
#include "fake/random.h"
#include "fake/tool.h"

/* Everybody on the roster, in many scripts, none of them real. */
struct office_person {
    const char *name, *role, *government, *country, *code;
};
#define OFFICE_PEOPLE 14
extern const struct office_person office_people[OFFICE_PEOPLE];
/* Who came with a code of their ticket shop's. */
#define OFFICE_FOREIGN 9

struct office {
    char folder[FAKE_PATH_SIZE];
    struct organiser_secret key;
    struct fake_random random;
    struct tool_result result; /* of the last run */
};

/* The set-up and the tear-down of a test whose prestate is the office. */
int office_set_up(void **state);
int office_tear_down(void **state);

/* More people for the roster, as no import checks them. */
void office_add(struct office *office, const struct office_person *people, size_t count);

#define OFFICE_TOOL(office, ...)                                                                   \
    tool_run(&(office)->result,                                                                    \
             (const char *const[]){EM_TOOL, __VA_ARGS__, "--data", (office)->folder, NULL}, NULL)

/* What the log has of badges, in its order; texts are "" when there are none. */
struct office_badge {
    enum badge_type type;
    struct delegate details;
    bool revoked;
};
struct office_badges {
    struct office_badge *items;
    size_t count, capacity;
};
struct office_badges office_badges(const struct office *office);
void office_badges_free(struct office_badges *badges);
/* The latest of who is called so; the test fails when there is none. */
const struct office_badge *office_latest(const struct office_badges *badges, const char *name);

#endif
