/* A line of text being edited: by grapheme, with a caret. Owned by whoever owns the draft; a node
 * of role textbox points to it.
 */
#ifndef EM_UI_EDIT_H
#define EM_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#define UI_EDIT_BYTES     1024
#define UI_EDIT_GRAPHEMES 200

struct ui_edit {
    char text[UI_EDIT_BYTES]; /* valid UTF-8, NUL-terminated, no control characters */
    size_t caret;             /* byte offset at a grapheme boundary */
    bool overflow; /* the last insertion did not fit whole and was cut, and nothing was deleted
                      since: say so */
};

void ui_edit_clear(struct ui_edit *edit);
/* Replaces the text; cut (and overflow set) when too long. The caret goes to the end. */
void ui_edit_set(struct ui_edit *edit, const char *text);
/* Inserts any bytes at the caret: invalid UTF-8 becomes U+FFFD, control characters and
 * bidirectional embeddings, overrides and isolates are dropped, tabs and line breaks become a
 * space. What does not fit in UI_EDIT_GRAPHEMES graphemes or UI_EDIT_BYTES is left out, from the
 * end and by whole graphemes, and overflow is set. */
void ui_edit_insert(struct ui_edit *edit, const char *text, size_t length);
void ui_edit_backspace(struct ui_edit *edit); /* removes the grapheme before the caret */
void ui_edit_delete(struct ui_edit *edit);    /* removes the grapheme after the caret */
void ui_edit_left(struct ui_edit *edit);
void ui_edit_right(struct ui_edit *edit);
void ui_edit_home(struct ui_edit *edit);
void ui_edit_end(struct ui_edit *edit);

#endif
