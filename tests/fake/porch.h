/* The door of the summit's kiosk, with staff before it: what the tests of the door share. What
 * fails here fails the test.
 */
#ifndef EM_FAKE_PORCH_H
#define EM_FAKE_PORCH_H

#include "core/door.h"
#include "fake/summit.h"

struct porch {
    struct summit summit;
    struct door *door;
    int opened_anew; /* how often the door asked for its ledger again after a failure */
    struct em_error error;
    struct door_answer answer; /* of the last scan */
};

/* The set-up and the tear-down of a test whose state is a porch: the door is locked, and no session
 * is chosen. */
int porch_set_up(void **state);
int porch_tear_down(void **state);

void porch_choose(struct porch *porch, const char *session);
void porch_unlock(struct porch *porch);
/* A door of an event in another zone, on the same store. */
void porch_reopen(struct porch *porch, const char *timezone);
/* The kiosk is stopped and started, as after a power cut. The session is chosen anew. */
void porch_restart(struct porch *porch);

/* A scan of somebody's badge, or of any text; the answer is porch->answer too. Sightings are far
 * enough apart not to be held. */
enum verdict porch_in(struct porch *porch, const char *key);
enum verdict porch_out(struct porch *porch, const char *key);
enum verdict porch_scan(struct porch *porch, const char *text, enum door_way way);
/* The same without any time between. */
enum verdict porch_scan_at_once(struct porch *porch, const char *text, enum door_way way);

/* How many entries of a kind the kiosk's own log has; the body of the last entry, to be freed. */
int64_t porch_entries(struct porch *porch, const char *kind);
char *porch_last_body(struct porch *porch);

#endif
