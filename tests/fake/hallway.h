/* Staff before the kiosk of the summit, and delegates who come to its door: a visitor's hand and
 * eyes on the real door. In French, 1920 x 1080.
 */
#ifndef EM_FAKE_HALLWAY_H
#define EM_FAKE_HALLWAY_H

#include "fake/porch.h"
#include "fake/visitor.h"

struct hallway {
    struct porch *porch;
    struct visitor visitor;
    enum ui_sound sound; /* that the last badge made */
};

/* The set-up and the tear-down of a test: *state is a hallway whose kiosk shows the welcome screen,
 * locked. */
int hallway_set_up(void **state);
int hallway_tear_down(void **state);

/* Shows somebody's badge, or any text, to the scanner; time enough after the one before. */
void hallway_show(struct hallway *hallway, const char *key);
void hallway_scan(struct hallway *hallway, const char *text);
/* The same badge is still there. */
void hallway_hold(struct hallway *hallway, const char *key);
/* From the welcome screen to the waiting door of a session. */
void hallway_open(struct hallway *hallway, const char *session);
/* From the door, to that of another. */
void hallway_change(struct hallway *hallway, const char *session);

/* The word of the verdict on screen; "" while the door waits. */
const char *hallway_verdict(const struct hallway *hallway);
int hallway_inside(const struct hallway *hallway);

#define assert_verdict(hallway, word) assert_string_equal(hallway_verdict(hallway), word)

#endif
