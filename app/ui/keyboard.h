/* The on-screen keyboard: layouts as data (keyboard_layouts.def), emitted as plain nodes whose presses ui_handle
 * applies to ui_edit_target. It takes part in no Tab order: who has a physical keyboard needs none on the screen.
 *
 * A long press (500 ms) on a letter with accented forms puts these in the place of the first row until one is
 * chosen or another key is touched; nothing is covered and nothing needs a steady hand.
 */
#ifndef EM_UI_KEYBOARD_H
#define EM_UI_KEYBOARD_H

#include "ui/ui.h"

enum ui_keyboard_purpose { UI_KEYBOARD_NAME, UI_KEYBOARD_TEXT, UI_KEYBOARD_EMAIL };

struct ui_keyboard_words {
    const char *space; /* label of the space bar, in the visit's language */
    const char *next;  /* label of the key at the lower right, "Next" */
};

/* Emits the keyboard as one box of UI_FILL width with four rows, `height` units high in all.
 * Layout by language: fr AZERTY, es QWERTY with n-tilde, all others QWERTY. Ids "key/a", "key/shift",
 * "key/space", "key/backspace", "key/layer", "key/accents", "key/next"; pressing key/next gives a UI_PRESS with
 * `next_action`. NAME begins every word with a capital until shift is pressed. EMAIL has @ and . in the last row and
 * no capitals. */
void ui_keyboard(struct ui *ui, const char *language, enum ui_keyboard_purpose purpose, int height,
                 const struct ui_keyboard_words *words, int next_action);

#endif
