#include "fake/traces.h"

#include "core/file.h"
#include "core/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD      8 /* bytes by which a needle is found in the table */
#define SLOT_BITS 16
#define SLOTS     (1u << SLOT_BITS)

struct needle {
    uint8_t *bytes;
    size_t size;
    char what[64];
    size_t next; /* of the same slot: number + 1, 0 for none */
};

struct traces {
    struct needle *needles;
    size_t count, capacity;
    size_t slots[SLOTS]; /* number + 1 of the first needle, 0 for none */
};

struct traces *traces_new(void)
{
    return em_alloc(sizeof(struct traces));
}

void traces_free(struct traces *traces)
{
    for (size_t i = 0; i < traces->count; i++)
        free(traces->needles[i].bytes);
    free(traces->needles);
    free(traces);
}

static size_t slot_of(const uint8_t *bytes)
{
    uint64_t head;
    memcpy(&head, bytes, HEAD);
    return (size_t)(head * 0x9e3779b97f4a7c15u >> (64 - SLOT_BITS));
}

void traces_add(struct traces *traces, const void *bytes, size_t size, const char *what)
{
    if (size < HEAD)
        abort();
    size_t *slot = &traces->slots[slot_of(bytes)];
    traces->needles =
        em_grow(traces->needles, traces->count, &traces->capacity, sizeof *traces->needles);
    struct needle *needle = &traces->needles[traces->count];
    *needle = (struct needle){.bytes = em_alloc(size), .size = size, .next = *slot};
    memcpy(needle->bytes, bytes, size);
    snprintf(needle->what, sizeof needle->what, "%s", what);
    *slot = ++traces->count;
}

static void add_mapped(struct traces *traces, const char *text, int (*map)(int), const char *what)
{
    char *copy = em_strdup(text);
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < 128)
            *at = (char)map(*at);
    traces_add(traces, copy, strlen(copy), what);
    free(copy);
}

/* UTF-8 to UTF-16, of characters below U+10000, as the names of the tests are. */
static size_t to_utf16(uint8_t *out, const char *text, int high)
{
    size_t size = 0;
    for (const uint8_t *at = (const uint8_t *)text; *at;) {
        int more = *at < 0x80 ? 0 : *at < 0xe0 ? 1 : 2;
        unsigned letter = more ? *at & (0x3fu >> more) : *at;
        at++;
        for (; more > 0; more--)
            letter = letter << 6 | (*at++ & 0x3fu);
        out[size + (size_t)!high] = (uint8_t)(letter >> 8);
        out[size + (size_t)high] = (uint8_t)letter;
        size += 2;
    }
    return size;
}

void traces_add_text(struct traces *traces, const char *text, const char *what)
{
    uint8_t *wide = em_alloc(2 * strlen(text));
    traces_add(traces, text, strlen(text), what);
    add_mapped(traces, text, tolower, what);
    add_mapped(traces, text, toupper, what);
    for (int high = 0; high < 2; high++) {
        size_t size = to_utf16(wide, text, high);
        traces_add(traces, wide, size, what);
    }
    free(wide);
}

static const struct needle *needle_at(const struct traces *traces, const uint8_t *at, size_t left)
{
    for (size_t i = traces->slots[slot_of(at)]; i; i = traces->needles[i - 1].next) {
        const struct needle *needle = &traces->needles[i - 1];
        if (needle->size <= left && memcmp(needle->bytes, at, needle->size) == 0)
            return needle;
    }
    return NULL;
}

static size_t find_in(const struct traces *traces, const char *path, int tell, int64_t *bytes)
{
    struct em_buffer file = {0};
    size_t found = 0;
    if (em_file_read(path, (size_t)1 << 30, &file, NULL) != EM_OK)
        abort();
    for (size_t at = 0; at + HEAD <= file.size; at++) {
        const struct needle *needle =
            needle_at(traces, (const uint8_t *)file.data + at, file.size - at);
        if (needle && tell && found == 0)
            fprintf(stderr, "%s: %s at byte %zu\n", path, needle->what, at);
        found += needle != NULL;
    }
    if (bytes)
        *bytes += (int64_t)file.size;
    em_buffer_free(&file);
    return found;
}

static size_t find_below(const struct traces *traces, const char *folder, int tell, int64_t *bytes)
{
    size_t found = 0;
    DIR *listing = opendir(folder);
    if (!listing)
        abort();
    for (struct dirent *name = readdir(listing); name; name = readdir(listing)) {
        struct stat info;
        if (strcmp(name->d_name, ".") == 0 || strcmp(name->d_name, "..") == 0)
            continue;
        char *path = em_format("%s/%s", folder, name->d_name);
        if (stat(path, &info) == 0)
            found += (S_ISDIR(info.st_mode) ? find_below : find_in)(traces, path, tell, bytes);
        free(path);
    }
    closedir(listing);
    return found;
}

size_t traces_find(const struct traces *traces, const char *folder, int tell, int64_t *bytes)
{
    if (bytes)
        *bytes = 0;
    return find_below(traces, folder, tell, bytes);
}
