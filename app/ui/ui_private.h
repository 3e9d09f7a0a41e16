/* What the files of the interface share with each other and with nobody else.
 *
 * A frame is: nodes are emitted (ui.c), laid out (layout.c, with label.c for what is written in
 * them), painted (paint.c, with look.c for what each look is). Events go through handle.c to
 * pointer.c and keys.c, which use focus.c and scroll.c. Everything that outlives a frame stands in
 * struct ui and is keyed by node id.
 */
#ifndef EM_UI_PRIVATE_H
#define EM_UI_PRIVATE_H

#include "ui/keyboard.h"
#include "ui/ui.h"

static inline int ui_most(int a, int b)
{
    return a > b ? a : b;
}

static inline int ui_least(int a, int b)
{
    return a < b ? a : b;
}

#define UI_ID_BYTES sizeof(((struct ui_action *)0)->id)

/* --- memory (arena.c): grows, is reused by every frame, and aborts when there is none left --- */

void *ui_grow(void *items, size_t needed, size_t *capacity, size_t item_size);

struct ui_arena {
    struct ui_chunk *first;
};

char *ui_arena_take(struct ui_arena *arena, size_t size); /* pointers stay good until the reset */
void ui_arena_reset(struct ui_arena *arena);
void ui_arena_forget(struct ui_arena *arena); /* overwrites all that was ever put there */
void ui_arena_free(struct ui_arena *arena);

/* --- text (text.c, text_cache.c) --- */

struct ui_breaker; /* ICU's break iterators, which are dear to open */

struct ui_breaker *ui_breaker_new(void);
void ui_breaker_free(struct ui_breaker *breaker);
void ui_breaker_set(struct ui_breaker *breaker, const char *text);
size_t ui_break_lines(struct ui_breaker *breaker, const struct ui_metrics *metrics,
                      struct ui_font font, const char *text, int width, struct ui_line *lines,
                      size_t capacity);
int ui_break_widest(struct ui_breaker *breaker, const struct ui_metrics *metrics,
                    struct ui_font font, const char *text);
/* The grapheme boundary after `at`, which is less than the length of the text that was set. */
size_t ui_break_grapheme(struct ui_breaker *breaker, size_t at);

/* Remembers how texts break, since every frame asks for the same ones again. */
struct ui_texts;

#define UI_ONE_LINE 0x3fffffff /* a width that nothing is wider than */

struct ui_texts *ui_texts_new(const struct ui_metrics *metrics);
void ui_texts_free(struct ui_texts *texts);
/* The lines live until the next call. */
const struct ui_line *ui_texts_lines(struct ui_texts *texts, struct ui_font font, const char *text,
                                     int width, size_t *count);
int ui_texts_widest_word(struct ui_texts *texts, struct ui_font font, const char *text);
int ui_texts_width(struct ui_texts *texts, struct ui_font font, const char *text);
/* The grapheme boundary nearest to x pixels from the text's start. */
size_t ui_texts_offset_at(struct ui_texts *texts, struct ui_font font, const char *text, int x);

/* --- the state of one interface --- */

enum ui_width_level { UI_WIDTH_WANTED, UI_WIDTH_LEAST, UI_WIDTH_FLOOR, UI_WIDTH_LEVELS };

/* What layout learns of a node before it places it, in pixels. */
struct ui_extent {
    int width[UI_WIDTH_LEVELS]; /* wished; every word unbroken; labels of controls at 60 % */
    int height, least_height;   /* given the width */
    int content;                /* height of the children with the padding around them */
};

struct ui_viewport {
    char id[UI_ID_BYTES];
    float position; /* pixels from the top; whole but for kinetic scrolling */
    int extent;     /* how far it can go */
    int page;       /* height of the viewport */
    float velocity; /* pixels a second while it runs on by itself */
    int64_t run_at; /* when it was moved last by its velocity */
    bool held;      /* the next layout moves it to the same share of its new extent */
    float share;
};

enum ui_touch_phase {
    UI_TOUCH_NONE,
    UI_TOUCH_PRESS, /* on a control, or on nothing */
    UI_TOUCH_DRAG,  /* scrolling */
    UI_TOUCH_RAW,   /* owned by a node of role application */
};

struct ui_touch {
    enum ui_touch_phase phase;
    int pointer;
    int start_x, start_y, y;
    int64_t at;     /* of the last movement */
    float velocity; /* of the finger, pixels a second, as measured last: then and there */
    int64_t measured_at;
    int measured_y;
    char target[UI_ID_BYTES];
    char viewport[UI_ID_BYTES];
    bool inside;     /* the pointer is within the target */
    bool spent;      /* a long press has acted already: the release does not */
    int64_t long_at; /* when a held key acts, or again; INT64_MAX for never */
};

struct ui {
    struct ui_metrics metrics;
    struct ui_texts *texts;
    struct ui_keyboard *keyboard;
    int width, height, text_size;

    struct ui_node *nodes;
    size_t count, capacity;
    struct ui_extent *extents;
    size_t extents_capacity;
    int open; /* the node that children are added to, or -1 */
    struct ui_arena strings;
    struct paint_list lists[2]; /* the current one and the one before it */
    int list;

    char focus[UI_ID_BYTES];  /* "" for none */
    char target[UI_ID_BYTES]; /* the textbox that last had the focus */
    bool show_focus;          /* the keyboard was used last */
    char reveal[UI_ID_BYTES]; /* to be scrolled into view by the next ui_end */
    bool reveal_top;

    struct ui_viewport *viewports;
    size_t viewport_count, viewport_capacity;
    struct ui_touch touch;
    bool swallow_space; /* the text of a space that has pressed something is still to come */
    int64_t now;        /* the last time heard of */
};

void ui_copy_id(char out[UI_ID_BYTES], const char *id);
bool ui_has_id(const struct ui_node *node, const char *id);
struct ui_node *ui_find_mutable(const struct ui *ui, const char *id);

/* Children of node p: for (c = p + 1; c < nodes[p].end; c = nodes[c].end). */
bool ui_is_leaf(const struct ui *ui, const struct ui_node *node);
bool ui_is_textbox(const struct ui_node *node);
bool ui_is_pressable(const struct ui_node *node);
bool ui_is_key(const struct ui_node *node);
/* Nodes before this index are hidden by a sheet of paper as large as the window. */
size_t ui_first_uncovered(const struct ui *ui);

/* --- looks (look.c): one row each --- */

struct ui_painter;

struct ui_look_style {
    enum ui_type type;
    enum ui_align align;
    enum ui_color text, fill, border, pressed;
    int border_width, radius; /* units */
    int pad_x, pad_y;         /* units, where the node gives no padding */
    int fit_w, fit_h;         /* units with the padding: the least that a fitting node takes */
    int lead;                 /* units before the label: the box of a check */
    int max_lines;            /* of a label in a node that is too narrow; 0: as many as needed */
    bool control;             /* its label may shrink to 60 % */
    bool strong;              /* selected: the label in the bold face */
    void (*paint)(struct ui_painter *painter, const struct ui_node *node);
};

const struct ui_look_style *ui_look_style(enum ui_look look);

/* --- what is written in a node (label.c) --- */

struct ui_padding {
    int left, top, right, bottom; /* pixels */
};

struct ui_label {
    const char *text; /* NULL: nothing is written */
    struct ui_font font;
    int line;            /* pixels from baseline to baseline */
    struct ui_rect area; /* where it may be */
    enum ui_align align;
};

struct ui_padding ui_padding(const struct ui *ui, const struct ui_node *node);
struct ui_rect ui_inner(const struct ui *ui, const struct ui_node *node);
struct ui_font ui_font_of(const struct ui *ui, enum ui_type type);
int ui_line_of(enum ui_type type, int px);
enum ui_type ui_type_of(const struct ui_node *node);
struct ui_label ui_label_of(const struct ui *ui, const struct ui_node *node);
/* The second text: under a button's label, at the right of an option. Its text is NULL when there
 * is none. */
struct ui_label ui_value_of(const struct ui *ui, const struct ui_node *node);
/* A textbox's text, its area and how far it is scrolled to the left for its caret. */
struct ui_label ui_field_of(const struct ui *ui, const struct ui_node *node, int *offset);
void ui_leaf_widths(const struct ui *ui, const struct ui_node *node, int width[UI_WIDTH_LEVELS]);
/* Height that a leaf needs at the width that it was given; sets font_px. */
int ui_leaf_height(const struct ui *ui, struct ui_node *node);
/* Sets font_px for the place that it has got. */
void ui_leaf_fit(const struct ui *ui, struct ui_node *node);

/* --- passes --- */

void ui_layout(struct ui *ui);
void ui_layout_place(struct ui *ui); /* again, after a viewport has moved */
void ui_paint(struct ui *ui);

/* --- focus and scroll --- */

bool ui_is_focusable(const struct ui *ui, size_t index);
bool ui_focus_shown(const struct ui *ui, const struct ui_node *node);
bool ui_focus_step(struct ui *ui, int step);         /* Tab and Shift-Tab */
bool ui_focus_arrow(struct ui *ui, enum ui_key key); /* among radios, options, chips */
struct ui_node *ui_target_node(const struct ui *ui);

struct ui_viewport *ui_viewport(struct ui *ui, const char *id, bool make);
/* The viewport around a node (or itself), -1 for none. */
int ui_viewport_of(const struct ui *ui, int index);
bool ui_viewport_move(struct ui_viewport *viewport, float position);
/* The viewport that keys scroll: around the focus, else the only one. */
struct ui_viewport *ui_viewport_for_keys(struct ui *ui);
bool ui_scroll_key(struct ui *ui, enum ui_key key, struct ui_action *action);
bool ui_scroll_run(struct ui *ui, int64_t now, struct ui_action *action);
bool ui_scroll_running(const struct ui *ui);
void ui_reveal(struct ui *ui); /* part of ui_end */

/* --- events --- */

struct ui_rect ui_hit_rect(const struct ui *ui, const struct ui_node *node);
int ui_hit(const struct ui *ui, int x, int y); /* -1: nothing that takes a pointer */
bool ui_press(struct ui *ui, struct ui_node *node, struct ui_action *action);
bool ui_press_key(struct ui *ui, const struct ui_node *node, bool is_long,
                  struct ui_action *action);
bool ui_pointer_event(struct ui *ui, const struct ui_event *event, struct ui_action *action);
bool ui_pointer_tick(struct ui *ui, int64_t now, struct ui_action *action);
bool ui_key_event(struct ui *ui, const struct ui_event *event, struct ui_action *action);
bool ui_text_event(struct ui *ui, const struct ui_event *event, struct ui_action *action);

#endif
