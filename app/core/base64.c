#include "core/base64.h"

#include <sodium.h>
#include <string.h>

void base64_write(char *out, const uint8_t *bytes, size_t size)
{
    sodium_bin2base64(out, BASE64_SIZE(size), bytes, size, sodium_base64_VARIANT_ORIGINAL);
}

/* libsodium 1.0.18 takes the byte 0xAF for a slash where char is signed; so four letters at a time
 * are written again and compared. */
static bool is_canonical(const uint8_t *bytes, size_t size, const char *text)
{
    char again[BASE64_SIZE(3)];
    for (size_t at = 0; at < size; at += 3, text += 4) {
        base64_write(again, bytes + at, size - at < 3 ? size - at : 3);
        if (memcmp(again, text, 4) != 0)
            return false;
    }
    return true;
}

bool base64_read(uint8_t *out, size_t size, const char *text, size_t length)
{
    size_t got;
    const char *end;
    return length == BASE64_SIZE(size) - 1 &&
           sodium_base642bin(out, size, text, length, NULL, &got, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == size && end == text + length && is_canonical(out, size, text);
}
