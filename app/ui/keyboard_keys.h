/* Which keys there are: the table of keyboard_layouts.def, looked up. No state, no nodes.
 *
 * A key is named by what stands on it without shift: one character of UTF-8, a letter being small.
 */
#ifndef EM_UI_KEYBOARD_KEYS_H
#define EM_UI_KEYBOARD_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#define KEYBOARD_ROWS     3 /* above the row of the space bar */
#define KEYBOARD_KEYS_MAX 256
#define KEYBOARD_KEY_SIZE 5 /* one character and its NUL */

/* Keys in order, none twice. */
struct keyboard_keys {
    char key[KEYBOARD_KEYS_MAX][KEYBOARD_KEY_SIZE];
    size_t count;
};

struct keyboard_layout {
    const char *language;
    const char *row[KEYBOARD_ROWS];
    const char *accents; /* the language's own; NULL for signs */
};

extern const struct keyboard_layout keyboard_signs;

/* By the language's first subtag: "fr", "fr-CA". Never NULL. */
const struct keyboard_layout *keyboard_layout_for(const char *language);

bool keyboard_has_forms(const char *key);
bool keyboard_is_form(const char *key, const char *form);
/* Adds the key's other forms, those of the layout's language first. */
void keyboard_add_forms(struct keyboard_keys *keys, const struct keyboard_layout *layout,
                        const char *key);
/* Adds the accented letters of all languages, those of the layout's language first. Rarer ones
 * (Vietnamese tones, dots of transliterations) are left to the long press, so that there are no
 * more than a few pages. */
void keyboard_add_accents(struct keyboard_keys *keys, const struct keyboard_layout *layout);

/* Adds every character of a text that is not there yet. */
void keyboard_keys_add(struct keyboard_keys *keys, const char *text);
bool keyboard_keys_have(const struct keyboard_keys *keys, const char *key);

#endif
