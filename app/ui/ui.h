/* The interface of one window: nodes in, events in; commands out, actions out.
 *
 *     ui_begin(ui);  … ui_open / ui_add / ui_close …  ui_end(ui);   a screen's build
 *     ui_handle(ui, &event, &action)                                 a person's doing
 *     ui_commands(ui)                                                what to draw
 *
 * Between builds only focus, the pressed node, scroll positions and the on-screen keyboard's state
 * persist, all keyed by node id.
 */
#ifndef EM_UI_UI_H
#define EM_UI_UI_H

#include "ui/event.h"
#include "ui/node.h"
#include "ui/paint.h"
#include "ui/text.h"

#include <stdio.h>

struct ui;

struct ui *ui_new(const struct ui_metrics *metrics); /* metrics outlive the ui */
void ui_free(struct ui *ui);

void ui_resize(struct ui *ui, int width, int height);
void ui_set_text_size(struct ui *ui, int size); /* 0 to UI_TEXT_SIZES - 1 */
/* What a screen may ask while building: the window in units, and whether it is taller than wide. */
int ui_width(const struct ui *ui);
int ui_height(const struct ui *ui);
bool ui_portrait(const struct ui *ui);
int ui_text_size(const struct ui *ui);
int ui_units(const struct ui *ui,
             int units); /* to pixels, rounded, at least 1 for a positive length */
/* Units that `units` of text grow to at the visitor's text size. */
int ui_grown(const struct ui *ui, int units);
/* Units that a text needs in one line. */
int ui_text_width(const struct ui *ui, enum ui_type type, const char *text);

/* A new screen: focus, scroll and pressed node are forgotten; focus goes to `focus` or nowhere
 * (NULL). */
void ui_enter(struct ui *ui, const char *focus);

/* --- building --- */
void ui_begin(struct ui *ui);
/* Adds a node that gets children until ui_close. The struct is copied; id, label and value are not.
 */
void ui_open(struct ui *ui, const struct ui_node *node);
void ui_close(struct ui *ui);
void ui_add(struct ui *ui, const struct ui_node *node);
/* Copies a string to live until the next ui_begin. */
const char *ui_text(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Lays out and makes the draw commands. */
void ui_end(struct ui *ui);

#define UI_BOX(...)  (&(struct ui_node){.box = {__VA_ARGS__}})
#define UI_NODE(...) (&(struct ui_node){__VA_ARGS__})

/* --- reading --- */
size_t ui_count(const struct ui *ui);
const struct ui_node *ui_node(const struct ui *ui, size_t index);
const struct ui_node *ui_find(const struct ui *ui, const char *id); /* NULL when not there */
/* Lives until the ui_end after the next: the frame before stays for paint_difference. */
const struct paint_list *ui_commands(const struct ui *ui);
const char *ui_focus(const struct ui *ui); /* id or "" */
bool ui_is_pressed(const struct ui *ui, const struct ui_node *node);

/* --- doing --- */
enum ui_action_kind {
    UI_NOTHING,
    UI_PRESS,  /* a control was pressed and released, or Enter or Space on it: action, argument, id
                */
    UI_CHANGE, /* the text of a textbox changed: id */
    UI_RAW,    /* a pointer event on a node of role application: id; the event says the rest */
    UI_SCROLL, /* a viewport moved: id */
};

/* The action of Escape, which comes as a UI_PRESS with the id "". */
#define UI_ACTION_ESCAPE 0x455343

struct ui_action {
    enum ui_action_kind kind;
    char id[64];
    int action;
    intptr_t argument;
};

/* Takes an event. True when what is on screen may have changed and must be built again; a UI_RAW
 * changes nothing that is built, the screen knows better. */
bool ui_handle(struct ui *ui, const struct ui_event *event, struct ui_action *action);
/* Time passes: kinetic scrolling, long press. True when it must be built again. */
bool ui_tick(struct ui *ui, int64_t now, struct ui_action *action);
/* When ui_tick wants to be called: microseconds of the monotonic clock, or INT64_MAX. */
int64_t ui_next_tick(const struct ui *ui);

/* Where a person is on a screen: the focus, the text being written, what is scrolled how far. Taken
 * before ui_enter and given back after it, it brings them to where they were. */
struct ui_place {
    char focus[64], target[64];
    struct {
        char id[64];
        int position;
    } viewports[4]; /* more than any screen has */
    size_t viewport_count;
};
void ui_take_place(const struct ui *ui, struct ui_place *out);
void ui_give_place(struct ui *ui, const struct ui_place *place);
void ui_give_focus(struct ui *ui, const struct ui_place *place); /* that alone */
/* Every viewport keeps the share that lies above it when the next build makes its content longer or
 * shorter. Another size of text or window does so by itself. */
void ui_hold_scroll(struct ui *ui);
/* Overwrites every text that was on screen; the next build must come before the next event. */
void ui_forget(struct ui *ui);

void ui_set_focus(struct ui *ui, const char *id);
/* Scroll position of a viewport in pixels, and how far it can go (after ui_end). */
int ui_scroll_position(const struct ui *ui, const char *id);
int ui_scroll_extent(const struct ui *ui, const char *id);
void ui_scroll_to(struct ui *ui, const char *id, int position);
/* Scrolls so that the node is seen (used after focus moves; screens call it for section links). */
void ui_scroll_into_view(struct ui *ui, const char *node_id, bool to_top);

/* The textbox that the on-screen keyboard writes to: the last that had the focus; NULL when none.
 */
struct ui_edit *ui_edit_target(const struct ui *ui);

/* Golden text: one line a node, indented by depth: role, id, label, value, states, rectangle. */
void ui_dump(const struct ui *ui, FILE *out);

/* Geometry that no screen may have: a label that is cut or whose words are broken, two texts or two
 * controls on each other, something outside the window that cannot be scrolled to, a touch target
 * of less than 65 x 47 units (18 x 13 mm on a 24" 1080p panel). One line each; returns how many. */
int ui_check(const struct ui *ui, FILE *out);

#endif
