/* A person before a kiosk that has no window and no disk: the real event and its translations, text
 * as wide as it is long, and a recorder that remembers. What a person does is an event of its own,
 * ten milliseconds after the one before, a touch half a second later, and the screen is built again
 * when the flow asks for it, and only then.
 *
 * A control that is not there, or cannot be reached, is the test's failure: it aborts with the id.
 */
#ifndef EM_FAKE_VISITOR_H
#define EM_FAKE_VISITOR_H

#include "screens/flow.h"

#define VISITOR_SECOND INT64_C(1000000)

/* The last signature that was recorded, copied. */
struct visitor_record {
    char name[UI_EDIT_BYTES], role[UI_EDIT_BYTES], email[UI_EDIT_BYTES];
    char government[UI_EDIT_BYTES], government_id[64], country[3], language[16], document[64];
    enum signature_capacity capacity;
    enum signature_mode mode;
    bool listed, contact, read_to_end, inked;
    size_t strokes;
    uint8_t text_sha256[32];
};

struct visitor {
    struct flow *flow;
    struct event_pack *pack;
    struct catalog *catalogs[8];
    struct flow_options options;
    struct recorder recorder;
    int64_t now;
    int builds;
    FILE *frames;            /* every screen that is built is dumped to it; NULL at first */
    struct ui_event *events; /* all that was done, to be done again */
    size_t event_count, event_capacity;
    struct ui_rect dirty;  /* that ink has changed since the test set it to {0} */
    enum em_status answer; /* the recorder's; EM_OK at first */
    int records;           /* how many it has recorded */
    int attempts;          /* how often it was asked */
    struct visitor_record record;
};

/* Before the welcome screen, 1920 x 1080, in French. `share`: EM_SHARE. */
void visitor_come(struct visitor *visitor, const char *share);
/* The same with the metrics of other fonts, and another recorder. Both outlive the visitor. */
void visitor_come_with(struct visitor *visitor, const char *share, const struct ui_metrics *metrics,
                       const struct recorder *recorder);
/* The same before a kiosk that has badges. The door outlives the visitor. */
void visitor_come_to_door(struct visitor *visitor, const char *share,
                          const struct recorder *recorder, struct door *door);
void visitor_leave(struct visitor *visitor);

/* The set-up and the tear-down of a test: *state is a visitor of its own who has just come. */
int visitor_set_up(void **state);
int visitor_tear_down(void **state);

/* Any event; its time is set here. Its text must outlive the visitor. */
void visitor_do(struct visitor *visitor, struct ui_event event);
/* What a finger does at a place of the window; pointer 0 is the mouse. */
void visitor_point(struct visitor *visitor, enum ui_event_kind kind, int pointer, int x, int y);
/* Finger 1 from a place of the window: `moves` of `dy` each, and up while still moving. */
void visitor_drag(struct visitor *visitor, int x, int y, int dy, int moves);
/* Does all that another has done, at the same times. */
void visitor_do_as(struct visitor *visitor, const struct visitor *other);
/* Scrolls to it when needed, then touches it in the middle of what is seen of it. */
void visitor_tap(struct visitor *visitor, const char *id);
void visitor_tap_label(struct visitor *visitor, const char *label);
void visitor_key(struct visitor *visitor, enum ui_key key);
void visitor_back_tab(struct visitor *visitor);
/* Tab until it has the focus. */
void visitor_tab_to(struct visitor *visitor, const char *id);
void visitor_type(struct visitor *visitor, const char *text);
/* Shows a badge, or anything else, to the scanner. */
void visitor_scan(struct visitor *visitor, const char *code);
/* One stroke on the pad of the screen, by finger 1: `steps` moves to the lower right. */
void visitor_stroke(struct visitor *visitor, int steps);
/* Time goes by, and the flow is told when it has asked to be. */
void visitor_wait(struct visitor *visitor, int64_t us);

/* The screens that a visit leads through, in their order. */
#define VISITOR_JOURNEY 6
extern const char *const visitor_journey[VISITOR_JOURNEY];

/* From wherever the welcome screen leads, by finger, to the screen named. Fills in what it needs:
 * "Amina Nyambura", "Directrice", Elgeyo Marakwet, Kenya, "amina@example.org", one stroke. */
void visitor_walk_to(struct visitor *visitor, const char *screen);

bool visitor_sees(const struct visitor *visitor, const char *id);
const struct ui_node *visitor_node(const struct visitor *visitor, const char *id);
/* What the node shows as entered: the text of a field, else its value. */
const char *visitor_value(const struct visitor *visitor, const char *id);
const char *visitor_screen(const struct visitor *visitor);
const char *visitor_focus(const struct visitor *visitor);
/* Microseconds of silence until the event's kiosks warn, and of warning until they wipe. */
int64_t visitor_idle(const struct visitor *visitor);
int64_t visitor_warning(const struct visitor *visitor);
struct visit *visitor_draft(const struct visitor *visitor);
/* The text dump of the screen, to be freed. */
char *visitor_dump(const struct visitor *visitor);

/* In tests of cmocka. */
#define assert_screen(visitor, screen) assert_string_equal(visitor_screen(visitor), screen)

#endif
