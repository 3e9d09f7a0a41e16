#include "zip_whole.h"

#include "core/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define END_SIZE     22 /* of the end of the central directory, without a comment */
#define CENTRAL_SIZE 46
#define LOCAL_SIZE   30
#define ROOT_MAX     64    /* of a root element, with "</" and ">" */
#define HEAD_MAX     32768 /* in which a sheet tells its columns */
#define TAIL_MAX     2048  /* behind its rows */
#define BLOCK        65536

struct part {
    unsigned method;
    uint32_t crc, packed, size, at;
};

/* What is read of a part as it goes by: its beginning and its end. */
struct glance {
    uint32_t crc;
    uint64_t size;
    char head[HEAD_MAX], tail[TAIL_MAX + 1]; /* with a NUL */
    size_t head_size, tail_size;
};

static unsigned word(const unsigned char *bytes)
{
    return bytes[0] | (unsigned)bytes[1] << 8;
}

static uint32_t long_word(const unsigned char *bytes)
{
    return word(bytes) | (uint32_t)word(bytes + 2) << 16;
}

static bool read_at(int file, uint64_t at, void *out, size_t size)
{
    for (size_t had = 0; had < size;) {
        ssize_t got = pread(file, (char *)out + had, size - had, (off_t)(at + had));
        if (got <= 0)
            return false;
        had += (size_t)got;
    }
    return true;
}

static void keep_end(struct glance *glance, const char *bytes, size_t size)
{
    size_t added = size < TAIL_MAX ? size : TAIL_MAX, room = TAIL_MAX - added;
    size_t kept = glance->tail_size < room ? glance->tail_size : room;
    memmove(glance->tail, glance->tail + glance->tail_size - kept, kept);
    memcpy(glance->tail + kept, bytes + size - added, added);
    glance->tail_size = kept + added;
}

static void look(struct glance *glance, const void *data, size_t size)
{
    const char *bytes = data;
    glance->crc = (uint32_t)crc32(glance->crc, data, (uInt)size);
    glance->size += size;
    size_t head = sizeof glance->head - 1 - glance->head_size;
    head = size < head ? size : head;
    memcpy(glance->head + glance->head_size, bytes, head);
    glance->head_size += head;
    keep_end(glance, bytes, size);
}

/* The name of the first element, behind the XML declaration. */
static bool ends_as_it_began(const struct glance *glance)
{
    char end[ROOT_MAX];
    const char *at = strstr(glance->head, "?>");
    at = at ? strchr(at, '<') : NULL;
    if (!at)
        return false;
    size_t last = glance->tail_size; /* white space may follow */
    while (last && strchr(" \t\r\n", glance->tail[last - 1]))
        last--;
    int size = snprintf(end, sizeof end, "</%.*s>", (int)strcspn(at + 1, " />\n"), at + 1);
    return size < ROOT_MAX && (size_t)size <= last &&
           memcmp(glance->tail + last - size, end, (size_t)size) == 0;
}

static bool look_through(int file, uint64_t at, const struct part *part, struct glance *glance)
{
    unsigned char in[4096], out[BLOCK];
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    int state = Z_OK;
    for (uint32_t left = part->packed; state == Z_OK;) {
        if (!stream.avail_in && left) {
            stream.avail_in = left < sizeof in ? left : sizeof in;
            stream.next_in = in;
            if (!read_at(file, at, in, stream.avail_in))
                break;
            at += stream.avail_in;
            left -= stream.avail_in;
        }
        stream.next_out = out;
        stream.avail_out = sizeof out;
        state = inflate(&stream, Z_NO_FLUSH);
        look(glance, out, sizeof out - stream.avail_out);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END;
}

void zip_rows_add(struct zip_rows *rows, const void *bytes, size_t size)
{
    rows->crc = (uint32_t)crc32(rows->crc, bytes, (uInt)size);
    rows->size += size;
}

/* The rows need no second look: what stands before them, they and what stands behind them have
 * together the checksum of the part. */
static bool has_rows(const struct glance *glance, const char *rows, const struct zip_rows *wanted)
{
    const char *end = strstr(glance->tail, "</sheetData>");
    if (!end)
        return false;
    size_t before = (size_t)(rows - glance->head), behind = strlen(end);
    uLong crc = crc32(0, (const Bytef *)glance->head, (uInt)before);
    crc = crc32_combine(crc, wanted->crc, (z_off_t)wanted->size);
    crc = crc32_combine(crc, crc32(0, (const Bytef *)end, (uInt)behind), (z_off_t)behind);
    return glance->size == before + wanted->size + behind && glance->crc == crc;
}

/* What is read back, and how many of the sheets were found in it so far. */
struct reading_back {
    int file;
    const struct zip_rows *sheets;
    size_t count, found;
};

static bool is_sheet_whole(struct reading_back *back, const struct glance *glance)
{
    static const char tag[] = "<sheetData>";
    const char *rows = strstr(glance->head, tag);
    if (!rows)
        return true; /* another part */
    return back->found < back->count &&
           has_rows(glance, rows + sizeof tag - 1, &back->sheets[back->found++]);
}

static bool is_whole(struct reading_back *back, const struct part *part)
{
    unsigned char local[LOCAL_SIZE];
    struct glance glance = {0};
    int file = back->file;
    if (part->method != Z_DEFLATED || !read_at(file, part->at, local, sizeof local) ||
        memcmp(local, "PK\3\4", 4) != 0)
        return false;
    uint64_t at = (uint64_t)part->at + LOCAL_SIZE + word(local + 26) + word(local + 28);
    return look_through(file, at, part, &glance) && glance.crc == part->crc &&
           glance.size == part->size && ends_as_it_began(&glance) && is_sheet_whole(back, &glance);
}

bool zip_whole(int file, const struct zip_rows *sheets, size_t sheet_count)
{
    struct reading_back back = {file, sheets, sheet_count, 0};
    unsigned char end[END_SIZE], central[CENTRAL_SIZE];
    off_t size = lseek(file, 0, SEEK_END);
    if (size < END_SIZE || !read_at(file, (uint64_t)size - END_SIZE, end, sizeof end) ||
        memcmp(end, "PK\5\6", 4) != 0)
        return false;
    unsigned count = word(end + 10);
    uint64_t at = long_word(end + 16);
    for (unsigned i = 0; i < count; i++) {
        if (!read_at(file, at, central, sizeof central) || memcmp(central, "PK\1\2", 4) != 0)
            return false;
        struct part part = {word(central + 10), long_word(central + 16), long_word(central + 20),
                            long_word(central + 24), long_word(central + 42)};
        if (!is_whole(&back, &part))
            return false;
        at += CENTRAL_SIZE + word(central + 28) + word(central + 30) + word(central + 32);
    }
    return count > 0 && back.found == sheet_count;
}
