/* The journey: which screen is shown, what follows it, and when a visit is given up. Knows no
 * window and no disk, so a test drives it with events and reads nodes.
 */
#ifndef EM_SCREENS_FLOW_H
#define EM_SCREENS_FLOW_H

#include "screens/screen.h"

struct flow;

struct flow_options {
    const struct ui_metrics *metrics;
    const struct event_pack *pack;   /* NULL: out of service */
    struct catalog *const *catalogs; /* as many as catalog_count; outlive the flow */
    size_t catalog_count;
    const struct recorder *recorder;
    int language; /* that the kiosk speaks between visits: index in the pack */
    bool demo;
    const char *fault; /* not NULL: out of service, saying this to staff */
    struct door *door; /* outlives the flow; NULL: no badges */
};

struct flow *flow_new(const struct flow_options *options, int64_t now);
void flow_free(struct flow *flow);

/* Takes an event. True when flow_build must be called. *dirty grows by the pixels that only ink
 * changed. */
bool flow_event(struct flow *flow, const struct ui_event *event, struct ui_rect *dirty);
/* Time passed. True when flow_build must be called. */
bool flow_tick(struct flow *flow, int64_t now);
/* When flow_tick has something to do, monotonic microseconds; INT64_MAX: never. */
int64_t flow_next_tick(const struct flow *flow);

/* Emits the current screen's nodes. */
void flow_build(struct flow *flow);

struct ui *flow_ui(const struct flow *flow);
const char *flow_screen(const struct flow *flow);
const char *flow_language(const struct flow *flow);

/* Goes to a screen at once (pictures and golden tests), and the draft that it shows. */
void flow_go(struct flow *flow, enum screen_id screen, int64_t now);
struct visit *flow_visit(const struct flow *flow);
void flow_set_language(struct flow *flow, int language);
/* The scanner has changed. True when flow_build must be called. */
bool flow_set_scanner(struct flow *flow, const struct ui_scanner *scanner);
/* What is to be heard since the last call. */
enum ui_sound flow_take_sound(struct flow *flow);
/* Out of service, and staff asked to try again: what is served from must be opened anew. */
bool flow_wants_again(const struct flow *flow);

#endif
