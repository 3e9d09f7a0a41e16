/* What a scanner brings: freed of what scanners add, and known for what it may be. */
#include "core/badge.h"

#include "core/base64.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unicode/utf8.h>

#define UUID_BYTES 16
#define UUID_TEXT  36

static bool is_control(UChar32 c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* Copies without control characters; false when it is no UTF-8, or longer than what fits. */
static bool drop_controls(char out[SCAN_MAX + 1], const char *bytes, size_t size)
{
    const uint8_t *text = (const uint8_t *)bytes;
    int64_t length = (int64_t)size;
    size_t used = 0;
    for (int64_t at = 0, start = 0; at < length; start = at) {
        UChar32 c;
        U8_NEXT(text, at, length, c);
        if (c < 0)
            return false;
        if (is_control(c))
            continue;
        size_t width = (size_t)(at - start);
        if (used + width > SCAN_MAX)
            return false;
        memcpy(out + used, bytes + start, width);
        used += width;
    }
    out[used] = '\0';
    return true;
}

static size_t span(const char *text, size_t limit, const char *set)
{
    size_t count = 0;
    while (count < limit && text[count] && strchr(set, text[count]))
        count++;
    return count;
}

#define DIGITS  "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* How long what a scanner puts before a code is: a space, the sort of symbol (ISO/IEC 15424, "]Q1")
 * or the encoding of what follows ("\000026"); 0 when the code begins. */
static size_t before_code(const char *text)
{
    if (*text == ' ')
        return 1;
    if (*text == ']' && span(text + 1, 1, LETTERS) == 1 && span(text + 2, 1, DIGITS LETTERS) == 1)
        return 3;
    if (*text == '\\' && span(text + 1, 6, DIGITS) == 6)
        return 7;
    return 0;
}

static void trim(char *text)
{
    char *code = text;
    for (size_t width; (width = before_code(code)) > 0;)
        code += width;
    size_t length = strlen(code);
    while (length > 0 && code[length - 1] == ' ')
        length--;
    memmove(text, code, length);
    text[length] = '\0';
}

static void add_candidate(struct scan *scan, const char *text)
{
    if (*text && scan->candidate_count < SCAN_CANDIDATES)
        scan->candidates[scan->candidate_count++] = text;
}

/* Keeps a text behind what the storage holds already; `used` grows by it and its NUL. */
static void keep(struct scan *scan, size_t *used, const char *text, size_t length)
{
    if (length >= sizeof scan->storage - *used)
        return;
    char *kept = scan->storage + *used;
    memcpy(kept, text, length);
    kept[length] = '\0';
    *used += length + 1;
    add_candidate(scan, kept);
}

static void write_uuid(char out[UUID_TEXT + 1], const uint8_t bytes[UUID_BYTES])
{
    char hex[2 * UUID_BYTES + 1];
    sodium_bin2hex(hex, sizeof hex, bytes, UUID_BYTES);
    snprintf(out, UUID_TEXT + 1, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
             hex + 20);
    sodium_memzero(hex, sizeof hex);
}

/* Indico before 3.3: {"checkin_secret": UUID, …}. Since: {"i": [number, server, secret]}, where the
 * secret is the UUID's bytes in base64. Lists of registrations have it in its long form. */
static void add_indico(struct scan *scan)
{
    json_t *json = json_loads(scan->text, JSON_REJECT_DUPLICATES, NULL);
    const char *old = json_string_value(json_object_get(json, "checkin_secret"));
    const char *secret = json_string_value(json_array_get(json_object_get(json, "i"), 2));
    uint8_t bytes[UUID_BYTES];
    size_t used = 0;
    if (old)
        keep(scan, &used, old, strlen(old));
    if (secret)
        keep(scan, &used, secret, strlen(secret));
    if (secret && base64_read(bytes, sizeof bytes, secret, strlen(secret))) {
        char uuid[UUID_TEXT + 1];
        write_uuid(uuid, bytes);
        keep(scan, &used, uuid, UUID_TEXT);
        sodium_memzero(uuid, sizeof uuid);
    }
    sodium_memzero(bytes, sizeof bytes);
    json_decref(json);
}

/* The length of the UUID that a text begins with, or 0. */
static size_t uuid_length(const char *text)
{
    for (size_t i = 0; i < UUID_TEXT; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (span(text + i, 1, dash ? "-" : "0123456789abcdefABCDEF") != 1)
            return 0;
    }
    return UUID_TEXT;
}

/* alf.io: the ticket's UUID, a slash, and a hash that only its server can check. */
static void add_alfio(struct scan *scan)
{
    size_t length = uuid_length(scan->text), used = 0;
    if (length > 0 && scan->text[length] == '/')
        keep(scan, &used, scan->text, length);
}

bool scan_read(struct scan *out, const char *bytes, size_t size)
{
    memset(out, 0, sizeof *out);
    if (!drop_controls(out->text, bytes, size)) {
        scan_wipe(out);
        return false;
    }
    trim(out->text);
    out->ours = badge_read(&out->code, out->text);
    if (out->ours)
        badge_write(out->text, &out->code);
    add_candidate(out, out->text);
    if (*out->text == '{')
        add_indico(out);
    else
        add_alfio(out);
    return *out->text != '\0';
}

void scan_wipe(struct scan *scan)
{
    sodium_memzero(scan, sizeof *scan);
}
