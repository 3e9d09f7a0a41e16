/* A kiosk that runs in its hall, the people who sign there, and the companion tool beside it. The
 * tests of the tool's lists share it. What fails here fails the test.
 */
#ifndef EM_FAKE_HALL_H
#define EM_FAKE_HALL_H

#include "core/keys.h"
#include "fake/kiosk.h"
#include "fake/tool.h"

struct hall {
    struct fake_kiosk kiosk;
    struct ledger *ledger;             /* NULL when a test has closed it */
    struct organiser_secret organiser; /* of the key that the kiosk seals to */
    struct tool_result result;         /* of the last run */
};

/* The set-up and the tear-down of a test whose prestate is the hall. */
int hall_set_up(void **state);
int hall_tear_down(void **state);

/* Runs the tool; fd3 as for tool_run. */
#define HALL_TOOL(hall, fd3, ...)                                                                  \
    tool_run(&(hall)->result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, fd3)
#define HALL_EXPORT(hall, ...)                                                                     \
    HALL_TOOL(hall, NULL, "export", "signatures", "--data", (hall)->kiosk.folder, __VA_ARGS__)

/* Zoé's, listed, for the city of Paris, typed in French. */
struct signature hall_signature(void);
struct ledger_receipt hall_sign(struct hall *hall, const struct signature *signature);
/* The same by somebody else. */
void hall_sign_as(struct hall *hall, const char *name, const char *email, bool listed);

/* Where the organiser's secret key lies; it is written there when it is asked for first. NULL: it
 * lies open. */
#define HALL_PATH_SIZE (FAKE_PATH_SIZE + 64)
const char *hall_key(struct hall *hall, char out[HALL_PATH_SIZE], const char *passphrase);

#define HALL_HEADER                                                                                \
    "number,signed_at,name,role,government,country,capacity,language,document,mode,listed,email,"  \
    "contact,superseded,origin,seq,leaf"
/* The line of a CSV list that hall_signature becomes, but for these cells; to be freed. */
struct hall_cells {
    const char *document, *name, *role, *listed, *email, *contact, *superseded;
};
char *hall_line(const struct ledger_receipt *receipt, const struct hall_cells *cells);

#endif
