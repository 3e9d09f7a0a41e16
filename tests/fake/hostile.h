/* Texts that people could type, or a clever one could paste, and that some format or another takes
 * for more than text: formulas, markup, scripts, entities, controls, marks that turn lines around
 * or hide, towers of accents, words without an end. All are UTF-8 without NUL, and not empty.
 */
#ifndef EM_FAKE_HOSTILE_H
#define EM_FAKE_HOSTILE_H

#include <stddef.h>

#define HOSTILE_SIZE 8192 /* bytes; no text is longer, NUL included */

/* How many there are: 500 and more. No two are the same. */
size_t hostile_count(void);
/* The text of that number, modulo their count, whole in HOSTILE_SIZE bytes. Returns `out`. */
char *hostile_text(char *out, size_t size, size_t number);

#endif
