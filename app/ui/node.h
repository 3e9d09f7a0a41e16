/* The nodes that a screen emits: what is on it, said once. Layout, hit test, focus, painting and
 * the text dump are passes over the same nodes, so every screen inherits them.
 *
 * Nodes are plain data; strings in them live until the next ui_begin (ui_text copies one there).
 * Lengths are units (geometry.h). Emission order is focus order and paint order.
 */
#ifndef EM_UI_NODE_H
#define EM_UI_NODE_H

#include "ui/edit.h"
#include "ui/geometry.h"
#include "ui/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* WAI-ARIA role names, see ui_role_name. UI_ROLE_NONE is a box for layout only. */
#define UI_ROLES(X)                                                                                \
    X(NONE, "none")                                                                                \
    X(TEXT, "text")                                                                                \
    X(HEADING, "heading")                                                                          \
    X(BUTTON, "button")                                                                            \
    X(LINK, "link")                                                                                \
    X(TEXTBOX, "textbox")                                                                          \
    X(COMBOBOX, "combobox")                                                                        \
    X(CHECKBOX, "checkbox")                                                                        \
    X(RADIO, "radio")                                                                              \
    X(OPTION, "option")                                                                            \
    X(LIST, "list")                                                                                \
    X(IMG, "img")                                                                                  \
    X(DOCUMENT, "document")                                                                        \
    X(PROGRESSBAR, "progressbar")                                                                  \
    X(STATUS, "status")                                                                            \
    X(ALERT, "alert")                                                                              \
    X(APPLICATION, "application") /* the signing pad: takes the pointer raw */

enum ui_role {
#define UI_ROLE_ENUM(name, aria) UI_ROLE_##name,
    UI_ROLES(UI_ROLE_ENUM)
#undef UI_ROLE_ENUM
};

const char *ui_role_name(enum ui_role role);

/* How a node is painted: one row each in look.c. */
enum ui_look {
    UI_LOOK_NONE,      /* nothing of its own: a layout box, or a text when it has a label */
    UI_LOOK_PAPER,     /* a filled background that hides what is below */
    UI_LOOK_SHEET,     /* the signing area, a card: sheet with a thin rule border */
    UI_LOOK_PRIMARY,   /* the one blue action */
    UI_LOOK_BUTTON,    /* outlined in ink */
    UI_LOOK_CHIP,      /* small toggle in the header: sheet, thin border; blue when selected */
    UI_LOOK_LINK,      /* blue text alone, with the touch target around it */
    UI_LOOK_FIELD,     /* textbox or combobox: sheet, ink border; blue and thicker when focused */
    UI_LOOK_CHECK,     /* box with a tick, label at its right */
    UI_LOOK_RADIO,     /* ring with a dot, label at its right */
    UI_LOOK_OPTION,    /* a row of a list: label left, value right, muted */
    UI_LOOK_KEY,       /* a key of the on-screen keyboard */
    UI_LOOK_KEY_DARK,  /* shift, backspace, layers */
    UI_LOOK_RULE,      /* a hairline that fills the node */
    UI_LOOK_LINE,      /* the same in ink: the line to sign on */
    UI_LOOK_MARGIN,    /* the red margin line */
    UI_LOOK_STEP,      /* a step's name, underlined in red when selected */
    UI_LOOK_MARK,      /* a section's name, with a red bar at its left when selected */
    UI_LOOK_PROGRESS,  /* a vertical track; node.progress of it in blue, or a mark of progress_size
                        * there; a value that is the id of a viewport fills both in */
    UI_LOOK_INK,       /* drawn ink, scaled from node.ink's units to the node's width */
    UI_LOOK_QR,        /* a QR code from node.qr in ink on sheet, with its quiet zone, in squares of
                        * whole pixels in the middle of the node; label is spoken */
    UI_LOOK_ACCEPTED,  /* a page in one full colour: the way is free */
    UI_LOOK_ATTENTION, /* the same: look */
    UI_LOOK_REFUSED,   /* the same: not here, not now, not at all */
    UI_LOOK_WHITE,     /* a button on such a page, outlined; white when it is checked */
    UI_LOOK_RING,      /* the icon in a ring, white unless told */
};

enum ui_state {
    UI_DISABLED = 1 << 0,
    UI_CHECKED = 1 << 1,  /* checkbox, radio */
    UI_SELECTED = 1 << 2, /* chip, step, mark, option */
    UI_PERSONAL = 1 << 3, /* label and value are personal data: left out of traces */
    UI_SKIP_TAB = 1 << 4, /* not reached by Tab (keys of the on-screen keyboard) */
    UI_MISSING = 1 << 5,  /* a field that must be filled before going on: attention border */
    UI_CURRENT = 1 << 6,  /* the field that the on-screen keyboard writes to, though not focused */
};

/* How a box arranges its children. In a stack `main` aligns sideways and `cross` downward. */
enum ui_direction {
    UI_COLUMN,
    UI_ROW,
    UI_FLOW /* a row that wraps */,
    UI_STACK /* on each other */
};
enum ui_align { UI_START, UI_CENTER, UI_END, UI_STRETCH, UI_BETWEEN };

#define UI_FIT        0    /* as large as the content */
#define UI_FILL       (-1) /* takes what is left; several share by weight: UI_FILL_BY(2) */
#define UI_FILL_BY(n) (-(n))

struct ui_box {
    enum ui_direction direction;
    int w, h; /* units, UI_FIT or UI_FILL */
    int min_w, min_h, max_w;
    int left, top, right, bottom; /* padding */
    int gap; /* between children; between the lines of a UI_FLOW too unless row_gap is set */
    int row_gap;
    enum ui_align main;  /* along the direction: START, CENTER, END, BETWEEN */
    enum ui_align cross; /* across it: START, CENTER, END, STRETCH */
    bool scroll;         /* a vertical viewport over its children; needs an id */
    bool absolute; /* placed at x, y (units) of the parent's upper left; not part of its flow */
    int x, y;
};

/* Live ink: the painter reads through the pointer at each paint, so a stroke shows without a new
 * build. */
struct ui_ink {
    const struct ui_capsule *capsules; /* in pad units */
    size_t count;
    float x, y;          /* pad units at the node's upper left */
    unsigned generation; /* another one: all must be painted anew, not only what was added */
    float width;         /* pad units across the node: scale = node width in pixels / width */
};

struct ui_node {
    /* what it is */
    const char *id; /* stable and readable, "details/name"; NULL for boxes and mere text */
    enum ui_role role;
    const char
        *label; /* painted by leaves; spoken only: of boxes, lists, pictures, pads, fields, icons */
    /* Shown at the right (option, textbox), as the text (combobox without edit), under the label
     * (primary and outlined buttons), or only traced (pad: number of strokes). */
    const char *value;
    unsigned state;
    int action; /* what a press means to the screen, in a textbox Enter; 0: not pressable */
    intptr_t argument;
    struct ui_edit *edit;     /* textbox */
    const struct ui_ink *ink; /* UI_LOOK_INK */
    const uint8_t *qr;        /* UI_LOOK_QR: qr_size * qr_size, row by row, 1 is dark */
    int qr_size;
    int progress;      /* UI_LOOK_PROGRESS, permille */
    int progress_size; /* permille of the track that the mark is long */

    /* how it looks */
    enum ui_look look;
    enum ui_type type;   /* of the label; UI_TYPE_DEFAULT takes the look's */
    enum ui_color color; /* of the label; UI_COLOR_DEFAULT takes the look's */
    enum ui_align text_align;
    const char
        *icon;     /* name in resources/icons, drawn in the label's place (buttons, keys), tinted */
    bool shrink;   /* a title: the size goes down until every word fits in the width */
    int max_lines; /* 0: as many as needed; 1 with a field: scrolls to the caret */
    struct ui_box box;

    /* made by ui_open and ui_close, then by layout */
    int parent, depth;
    int end;             /* index after the last descendant */
    struct ui_rect rect; /* window pixels, as placed, may lie outside the viewport it scrolls in */
    struct ui_rect clip; /* the part of the window in which it may show */
    int font_px;         /* of the label after shrinking */
};

#endif
