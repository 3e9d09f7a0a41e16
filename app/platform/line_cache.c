#include "platform/line_cache.h"

#include "platform/memory.h"

#include <string.h>

#define BUCKETS 8192

struct entry {
    struct cached_line line; /* first: a cached_line is its entry */
    struct entry *bucket_next;
    struct entry *newer, *older;
    uint64_t hash;
    struct ui_font style;
    size_t bytes;
    size_t length;
    char text[];
};

struct line_cache {
    size_t budget, bytes;
    struct entry *newest, *oldest;
    struct entry *buckets[BUCKETS];
};

struct line_cache *line_cache_new(size_t budget)
{
    struct line_cache *cache = memory_new(sizeof *cache);
    cache->budget = budget;
    return cache;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_of(struct ui_font style, const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037u ^ ((uint64_t)style.px << 8 | (uint64_t)style.face);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)text[i]) * 1099511628211u;
    return hash;
}

static void unlink_age(struct line_cache *cache, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct line_cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static size_t ink_bytes(const struct font_line *ink)
{
    return (size_t)ink->width * (size_t)ink->height;
}

static void drop(struct line_cache *cache, struct entry *entry)
{
    struct entry **link = &cache->buckets[entry->hash % BUCKETS];
    while (*link != entry)
        link = &(*link)->bucket_next;
    *link = entry->bucket_next;
    unlink_age(cache, entry);
    cache->bytes -= entry->bytes;
    if (entry->line.ink.coverage)
        explicit_bzero((uint8_t *)entry->line.ink.coverage, ink_bytes(&entry->line.ink));
    explicit_bzero(entry->text, entry->length);
    free((uint8_t *)entry->line.ink.coverage);
    free(entry);
}

void line_cache_forget(struct line_cache *cache)
{
    while (cache->oldest)
        drop(cache, cache->oldest);
}

void line_cache_free(struct line_cache *cache)
{
    if (!cache)
        return;
    line_cache_forget(cache);
    free(cache);
}

static void count_bytes(struct line_cache *cache, struct entry *entry, size_t more)
{
    entry->bytes += more;
    cache->bytes += more;
    while (cache->bytes > cache->budget && cache->oldest != entry)
        drop(cache, cache->oldest);
}

static struct entry *find(const struct line_cache *cache, uint64_t hash, struct ui_font style,
                          const char *text, size_t length)
{
    for (struct entry *e = cache->buckets[hash % BUCKETS]; e; e = e->bucket_next)
        if (e->hash == hash && e->style.face == style.face && e->style.px == style.px &&
            e->length == length && memcmp(e->text, text, length) == 0)
            return e;
    return NULL;
}

static struct entry *add(struct line_cache *cache, uint64_t hash, struct ui_font style,
                         const char *text, size_t length)
{
    struct entry *entry = memory_new(sizeof *entry + length + 1);
    entry->line.width = LINE_UNKNOWN;
    entry->hash = hash;
    entry->style = style;
    entry->length = length;
    memcpy(entry->text, text, length);
    entry->bucket_next = cache->buckets[hash % BUCKETS];
    cache->buckets[hash % BUCKETS] = entry;
    link_newest(cache, entry);
    count_bytes(cache, entry, sizeof *entry + length + 1);
    return entry;
}

struct cached_line *line_cache_get(struct line_cache *cache, struct ui_font style, const char *text,
                                   size_t length)
{
    uint64_t hash = hash_of(style, text, length);
    struct entry *entry = find(cache, hash, style, text, length);
    if (!entry)
        return &add(cache, hash, style, text, length)->line;
    unlink_age(cache, entry);
    link_newest(cache, entry);
    return &entry->line;
}

void line_cache_draw(struct line_cache *cache, struct cached_line *line, struct font_line ink)
{
    line->ink = ink;
    line->drawn = true;
    count_bytes(cache, (struct entry *)line, ink_bytes(&ink));
}

size_t line_cache_bytes(const struct line_cache *cache)
{
    return cache->bytes;
}
