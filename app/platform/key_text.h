/* What keys type under an XKB layout: "us", "fr", "de(nodeadkeys)". It is the layout that a hand
 * scanner was set to, whatever the system's is.
 */
#ifndef EM_PLATFORM_KEY_TEXT_H
#define EM_PLATFORM_KEY_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define KEY_TEXT_LAYOUT "us" /* unless told; every system has it */

struct key_text;

/* NULL, and a sentence for a person in `problem`, when the system has no such layout. The usual one
 * is not looked at before it is needed. */
struct key_text *key_text_new(const char *layout, char *problem, size_t size);
void key_text_free(struct key_text *text); /* NULL is allowed */

const char *key_text_layout(const struct key_text *text);
/* Compiles the layout, unless that was done: some milliseconds, which a first scan need not wait
 * for. */
void key_text_prepare(struct key_text *text);
/* A wedge_character (platform/wedge.h), the context being a struct key_text. A dead key types
 * nothing. The number pad types digits. */
size_t key_text_character(void *context, unsigned usage, unsigned levels, char out[8]);

#endif
