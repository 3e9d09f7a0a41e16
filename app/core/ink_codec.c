/* The stored form of ink.
 *
 *   byte      1, the version
 *   varint    pad width, pad height: units
 *   varint    number of strokes
 *   each      varint number of points, at least 1
 *     each    signed x, y, width: each the difference to the point before, which for the first
 *             point of a later stroke is the last of the stroke before it, and at the very first is
 * 0, 0, 0
 *
 * A varint is LEB128: seven bits a byte, the lowest first, the high bit set on all but the last, at
 * most 32 bits, never longer than needed. A signed number n is the varint of its zig-zag: 2n, or
 * -2n - 1 when n is negative. Nothing follows the last point. So there is one stored form for an
 * ink, and only one.
 */
#include "core/base64.h"
#include "core/ink.h"
#include "core/memory.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1

static void put(struct em_buffer *out, uint32_t number)
{
    while (number >= 0x80) {
        em_buffer_add(out, &(uint8_t){(uint8_t)(number | 0x80)}, 1);
        number >>= 7;
    }
    em_buffer_add(out, &(uint8_t){(uint8_t)number}, 1);
}

/* Limits keep every difference far within 31 bits. */
static void put_signed(struct em_buffer *out, int32_t number)
{
    put(out, number < 0 ? (uint32_t)(-number) * 2 - 1 : (uint32_t)number * 2);
}

uint8_t *ink_encode(const struct ink *ink, size_t *size)
{
    struct em_buffer out = {0};
    struct ink_point last = {0, 0, 0};
    put(&out, VERSION);
    put(&out, (uint32_t)ink->width);
    put(&out, (uint32_t)ink->height);
    put(&out, (uint32_t)ink->stroke_count);
    for (size_t s = 0; s < ink->stroke_count; s++) {
        const struct ink_stroke *stroke = &ink->strokes[s];
        put(&out, (uint32_t)stroke->count);
        for (size_t i = stroke->first; i < stroke->first + stroke->count; i++) {
            struct ink_point point = ink->points[i];
            put_signed(&out, point.x - last.x);
            put_signed(&out, point.y - last.y);
            put_signed(&out, point.width - last.width);
            last = point;
        }
    }
    *size = out.size;
    return (uint8_t *)out.data;
}

char *ink_encode_text(const struct ink *ink)
{
    if (!ink)
        return NULL;
    size_t size;
    uint8_t *bytes = ink_encode(ink, &size);
    char *text = em_alloc(BASE64_SIZE(size));
    base64_write(text, bytes, size);
    sodium_memzero(bytes, size);
    free(bytes);
    return text;
}

/* Reading goes on after a fault, with zeros, and `good` tells it in the end. */
struct reader {
    const uint8_t *bytes;
    size_t left;
    bool good;
};

static uint32_t get(struct reader *reader)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 35 && reader->left; shift += 7) {
        uint8_t byte = *reader->bytes++;
        reader->left--;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if (number > UINT32_MAX || (byte == 0 && shift > 0))
            break;
        return (uint32_t)number;
    }
    reader->good = false;
    reader->left = 0;
    return 0;
}

static int64_t get_signed(struct reader *reader)
{
    uint32_t number = get(reader);
    return number & 1 ? -(int64_t)(number / 2) - 1 : (int64_t)(number / 2);
}

static uint32_t get_below(struct reader *reader, uint32_t low, uint32_t high)
{
    uint32_t number = get(reader);
    if (number >= low && number <= high)
        return number;
    reader->good = false;
    return low;
}

/* A point after `last`. Far-off values saturate, to be refused by ink_add. */
static struct ink_point get_point(struct reader *reader, struct ink_point last)
{
    int64_t values[] = {last.x, last.y, last.width};
    for (int i = 0; i < 3; i++) {
        values[i] += get_signed(reader);
        if (values[i] < INT32_MIN || values[i] > INT32_MAX)
            values[i] = INT32_MAX;
    }
    return (struct ink_point){(int32_t)values[0], (int32_t)values[1], (int32_t)values[2]};
}

static void get_strokes(struct reader *reader, struct ink *ink)
{
    struct ink_point point = {0, 0, 0};
    uint32_t strokes = get_below(reader, 0, INK_MAX_STROKES);
    for (uint32_t s = 0; s < strokes && reader->good; s++) {
        uint32_t points = get_below(reader, 1, INK_MAX_POINTS);
        for (uint32_t i = 0; i < points && reader->good; i++) {
            point = get_point(reader, point);
            if (reader->good)
                reader->good = ink_add(ink, point, i == 0);
        }
    }
}

enum em_status ink_decode(struct ink *ink, const uint8_t *bytes, size_t size,
                          struct em_error *error)
{
    struct reader reader = {bytes, size, true};
    uint32_t version = get(&reader);
    if (reader.good && version > VERSION)
        return em_fail(error, EM_NEWER,
                       "The drawing of a signature is in a form that this emarge does not know "
                       "(version %u). Use the emarge that wrote it, or a newer one.",
                       (unsigned)version);
    reader.good = reader.good && version == VERSION;
    int32_t width = (int32_t)get_below(&reader, 1, INK_PAD_MAX);
    int32_t height = (int32_t)get_below(&reader, 1, INK_PAD_MAX);
    struct ink read;
    ink_init(&read, width, height);
    get_strokes(&reader, &read);
    if (!reader.good || reader.left) {
        ink_free(&read);
        return em_fail(error, EM_INVALID,
                       "The drawing of a signature is not as emarge writes it: it was changed. "
                       "Compare with another copy of this log.");
    }
    ink_free(ink);
    *ink = read;
    return EM_OK;
}
