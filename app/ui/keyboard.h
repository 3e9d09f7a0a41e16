/* The on-screen keyboard: layouts as data (keyboard_layouts.def), emitted as plain nodes whose
 * presses ui_handle applies to ui_edit_target. It takes part in no Tab order: who has a physical
 * keyboard needs none on the screen.
 *
 * What a key shows is what it types: the label of a key that types is the very text that is
 * inserted.
 *
 * A long press (500 ms) on a key with other forms (e: é è ê …) puts these in the place of the first
 * row until one is chosen or another key than shift is touched; nothing is covered and nothing
 * needs a steady hand: a slow hand finds the letter itself first among them.
 */
#ifndef EM_UI_KEYBOARD_H
#define EM_UI_KEYBOARD_H

#include "ui/ui.h"

enum ui_keyboard_purpose { UI_KEYBOARD_NAME, UI_KEYBOARD_TEXT, UI_KEYBOARD_EMAIL };

/* Labels in the visit's language. The last three are spoken and traced, not shown (their keys have
 * icons or signs); NULL takes an English word. */
struct ui_keyboard_words {
    const char *space; /* of the space bar */
    const char *next;  /* of the key at the lower right, "Next" */
    const char *shift, *shift_lock, *backspace;
};

/* Emits the keyboard as one box of UI_FILL width with four rows, `height` units high in all.
 * Layout by language: fr AZERTY, es QWERTY with n-tilde, all others QWERTY. Ids "key/a" (the small
 * letter, or the sign), "key/shift", "key/space", "key/backspace", "key/layer", "key/accents",
 * "key/more" (the next page of accents), "key/next"; pressing key/next gives a UI_PRESS with
 * `next_action`. NAME begins every word with a capital until shift is pressed, TEXT only the first.
 * EMAIL has @ and . in the last row and no capitals. */
void ui_keyboard(struct ui *ui, const char *language, enum ui_keyboard_purpose purpose, int height,
                 const struct ui_keyboard_words *words, int next_action);

/* --- between the keyboard and the ui that carries it --- */

/* Actions of keys; all of a screen's own actions are smaller. */
#define UI_ACTION_KEYBOARD 0x4b0000
enum {
    UI_ACTION_KEYBOARD_TYPE = UI_ACTION_KEYBOARD, /* inserts the label */
    UI_ACTION_KEYBOARD_SPACE,
    UI_ACTION_KEYBOARD_BACKSPACE,
    UI_ACTION_KEYBOARD_SHIFT,   /* once, then locked, then off; a long press locks */
    UI_ACTION_KEYBOARD_LETTERS, /* the three layers */
    UI_ACTION_KEYBOARD_ACCENTS,
    UI_ACTION_KEYBOARD_SIGNS,
    UI_ACTION_KEYBOARD_MORE,
    UI_ACTION_KEYBOARD_NEXT, /* ui makes it a UI_PRESS whose action is the node's argument */
};

/* Layer, shift and open accents. One belongs to each struct ui, from ui_new to ui_free. */
struct ui_keyboard;
struct ui_keyboard *ui_keyboard_new(void);
void ui_keyboard_free(struct ui_keyboard *keyboard);
/* Letters, shift off, no accents: on entering a screen. Going to another field does it by itself.
 */
void ui_keyboard_reset(struct ui_keyboard *keyboard);
struct ui_keyboard *ui_keyboard_state(struct ui *ui); /* implemented by ui */

/* Applies a key to `target` (NULL: no text is changed). True when the text changed; the keyboard
 * must be built again in any case. UI_ACTION_KEYBOARD_NEXT only closes open accents. */
bool ui_keyboard_press(struct ui_keyboard *keyboard, struct ui_edit *target,
                       const struct ui_node *key, bool is_long);

#endif
