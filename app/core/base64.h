/* Base64 of RFC 4648, section 4, in its one canonical spelling: padded, no spaces, spare bits zero.
 */
#ifndef EM_CORE_BASE64_H
#define EM_CORE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BASE64_SIZE(bytes) (((bytes) + 2) / 3 * 4 + 1) /* of the text, with its NUL */

/* out has room for BASE64_SIZE(size). */
void base64_write(char *out, const uint8_t *bytes, size_t size);
/* Reads a text (length without a NUL) that must be that of exactly `size` bytes; out is undefined
 * when false. */
bool base64_read(uint8_t *out, size_t size, const char *text, size_t length);

#endif
