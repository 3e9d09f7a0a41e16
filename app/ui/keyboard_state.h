/* What the on-screen keyboard remembers between builds; shared by its two halves, keyboard.c (what
 * stands on it) and keyboard_state.c (what a key does).
 */
#ifndef EM_UI_KEYBOARD_STATE_H
#define EM_UI_KEYBOARD_STATE_H

#include "ui/keyboard.h"
#include "ui/keyboard_keys.h"

#define KEYBOARD_ID_PREFIX "key/" /* then the key's name */

enum keyboard_shift {
    KEYBOARD_SHIFT_OFF,
    KEYBOARD_SHIFT_ONCE, /* the next letter is the other way round: small where a capital comes by
                            itself */
    KEYBOARD_SHIFT_LOCK,
};

enum keyboard_layer { KEYBOARD_LAYER_LETTERS, KEYBOARD_LAYER_ACCENTS, KEYBOARD_LAYER_SIGNS };

struct ui_keyboard {
    enum keyboard_shift shift;
    enum keyboard_layer layer;
    char accents_for[KEYBOARD_KEY_SIZE]; /* the key whose forms stand in the first row, or "" */
    size_t page;                         /* of these forms, or of the accents layer */
    const struct ui_edit *target;        /* that it was last built for */
};

#endif
