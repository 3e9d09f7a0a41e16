#include "core/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <unicode/utf8.h>

static bool is_hidden(UChar32 c)
{
    bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0);
    bool separator = c == 0x2028 || c == 0x2029;
    bool override = c >= 0x202a && c <= 0x202e;
    return control || separator || override;
}

enum utf8_verdict utf8_check(const char *bytes, size_t size, struct utf8_place *place)
{
    const uint8_t *text = (const uint8_t *)bytes;
    int64_t length = (int64_t)size;
    *place = (struct utf8_place){1, 1};
    for (int64_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT(text, at, length, c);
        if (c < 0)
            return UTF8_BROKEN;
        if (is_hidden(c))
            return UTF8_HIDDEN;
        if (c == '\n' || (c == '\r' && (at == length || text[at] != '\n'))) {
            place->line++;
            place->column = 1;
        } else {
            place->column++;
        }
    }
    return UTF8_GOOD;
}

const char *utf8_sentence(enum utf8_verdict verdict)
{
    switch (verdict) {
    case UTF8_BROKEN:
        return "the text is not UTF-8. Save the file with the encoding UTF-8.";
    case UTF8_HIDDEN:
        return "an invisible control character. Delete it.";
    case UTF8_GOOD:
        break;
    }
    return NULL;
}
