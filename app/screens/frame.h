/* What the screens share: the margin line, the header with languages and text size, the footer with
 * back, the steps and the one primary action; and the small pieces that several of them use.
 */
#ifndef EM_SCREENS_FRAME_H
#define EM_SCREENS_FRAME_H

#include "screens/screen.h"
#include "ui/keyboard.h"

struct frame {
    enum screen_id step; /* the step that is underlined; SCREEN_COUNT: the screen is not a step */
    const char *title;   /* NULL: none */
    const char *back_id; /* NULL: no back */
    const char *back;    /* label; NULL: "Back" */
    const char *next_id; /* NULL: no primary action */
    const char *next;    /* its label */
};

/* Opens the page and its body, a column that the caller fills. */
void frame_open(struct screen_context *context, const struct frame *frame);
void frame_close(struct screen_context *context, const struct frame *frame);

/* The page without header and footer: welcome, recorded, idle, out of service. A column from the
 * left edge of the text to the right edge, `top` and `bottom` units from the window's ends. Close
 * with page_close. */
void page_open(struct screen_context *context, int top, int bottom);
void page_close(struct screen_context *context);

void frame_text(struct screen_context *context, enum ui_type type, enum ui_color color,
                const char *text);
/* Text with a role and an id, so that it is in the trace. `state`: UI_PERSONAL or 0. */
void frame_status(struct screen_context *context, const char *id, enum ui_type type,
                  enum ui_color color, unsigned state, const char *text);
void frame_space(struct screen_context *context, int height); /* UI_FILL takes what is left */
/* How far a viewport is scrolled, and nothing when all of it is seen: beside the text of a
 * document, or in the page's right margin, so that a form that fits loses no width. */
void frame_scroll_mark(struct screen_context *context, const char *viewport);
void frame_scroll_mark_in_margin(struct screen_context *context, const char *viewport);
/* The on-screen keyboard, at the bottom of a frame's body. */
void frame_keyboard(struct screen_context *context, enum ui_keyboard_purpose purpose,
                    int next_action);
/* A document's blocks in a column: headings, paragraphs, numbered items. Node ids are
 * PREFIX/block/N. */
void frame_document(struct screen_context *context, const char *prefix,
                    const struct document *document);

#endif
