/* What the files of the flow share: flow.c knows which screen follows, flow_events.c what a person
 * does, flow_time.c what time does.
 */
#ifndef EM_SCREENS_FLOW_PRIVATE_H
#define EM_SCREENS_FLOW_PRIVATE_H

#include "screens/flow.h"

#define FLOW_SECOND INT64_C(1000000)

struct flow {
    struct screen_context context;
    enum screen_id screen;
    enum screen_id covered[SCREEN_COUNT]; /* by notice and idle: where to go back to */
    struct {
        bool known;
        struct ui_place place;
    } left[SCREEN_COUNT]; /* where the visitor was on each screen */
    struct visit visit;
    int language;          /* between visits */
    int64_t touched;       /* the last time that a person did something */
    int64_t seconds_shown; /* of the countdown, in the last build */
    struct ui_event led;   /* the touch that led to this screen */
    bool waking; /* a key has ended the warning: the text that it types is still to come */
    struct country *countries;
    int countries_language; /* in which they are named; -1: not yet */
    bool again;             /* see flow_wants_again */
    int64_t stale_at;       /* when what is shown of times gone by must be said anew */
};

extern const struct screen *const flow_screens[SCREEN_COUNT];

/* Goes where the outcome leads; false when it leads nowhere. */
bool flow_follow(struct flow *flow, enum outcome outcome);
void flow_enter(struct flow *flow, enum screen_id screen);

/* How long a screen stays that says so itself; 0 for the others. */
int64_t flow_stay(const struct flow *flow, enum screen_id screen);
/* Until when what the screen that is built says of times gone by is so; INT64_MAX: for ever. */
int64_t flow_holds_until(struct flow *flow);

#endif
