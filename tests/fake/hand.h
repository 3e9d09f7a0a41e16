/* A hand at a window of 1920 x 1080, where a unit is a pixel: what it does is an event of its own,
 * ten milliseconds after the one before, and the frame is built again when the window asks for it.
 * A node that is not there fails the test.
 */
#ifndef EM_FAKE_HAND_H
#define EM_FAKE_HAND_H

#include "ui/ui.h"

struct hand {
    struct ui *ui;
    /* Adds what stands in the frame; a test that changes the content calls hand_build. */
    void (*add)(struct ui *ui, void *content);
    void *content;
    int64_t now;
    struct ui_action action; /* what the last event or tick became */
};

/* With text as wide as it is long. The content outlives the hand. */
struct hand *hand_new(void (*add)(struct ui *ui, void *content), void *content);
void hand_free(struct hand *hand);
void hand_build(struct hand *hand);

/* True when the frame was built again. */
bool hand_do(struct hand *hand, struct ui_event event);
bool hand_point(struct hand *hand, enum ui_event_kind kind, int pointer, int x, int y);
bool hand_key(struct hand *hand, enum ui_key key);
void hand_type(struct hand *hand, const char *text);
/* Finger 1, in the middle of the node. */
void hand_tap(struct hand *hand, const char *id);
/* Lets time go by as the main loop does; returns how many actions came of it. */
int hand_wait(struct hand *hand, int64_t us);

struct ui_rect hand_rect(const struct hand *hand, const char *id);

#endif
