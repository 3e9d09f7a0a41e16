#include "ui/ui_private.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS  2048 /* a power of two; a screen with a long document needs about 500 */
#define WIDEST (-1) /* in place of a width: the one line is as wide as the widest word */

struct slot {
    uint64_t hash; /* 0: free */
    size_t length, first, count;
};

struct ui_texts {
    struct ui_metrics metrics;
    struct ui_breaker *breaker;
    struct slot slots[SLOTS];
    size_t used;
    struct ui_line *lines;
    size_t line_count, line_capacity;
};

struct ui_texts *ui_texts_new(const struct ui_metrics *metrics)
{
    struct ui_texts *texts = calloc(1, sizeof *texts);
    if (texts == NULL)
        abort();
    texts->metrics = *metrics;
    texts->breaker = ui_breaker_new();
    return texts;
}

void ui_texts_free(struct ui_texts *texts)
{
    if (texts == NULL)
        return;
    ui_breaker_free(texts->breaker);
    free(texts->lines);
    free(texts);
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 0x100000001b3; /* FNV-1a, 64 bits */
    return hash;
}

/* Two texts of one length and one 64-bit hash would share lines; every offset would still be inside
 * both. */
static uint64_t hash_key(struct ui_font font, const char *text, size_t length, int width)
{
    int numbers[] = {(int)font.face, font.px, width};
    uint64_t hash = hash_bytes(0xcbf29ce484222325, numbers, sizeof numbers);
    hash = hash_bytes(hash, text, length);
    return hash ? hash : 1;
}

static struct slot *find_slot(struct ui_texts *texts, uint64_t hash, size_t length)
{
    size_t at = hash & (SLOTS - 1);
    while (texts->slots[at].hash &&
           (texts->slots[at].hash != hash || texts->slots[at].length != length))
        at = (at + 1) & (SLOTS - 1);
    return &texts->slots[at];
}

static void forget_all(struct ui_texts *texts)
{
    memset(texts->slots, 0, sizeof texts->slots);
    texts->used = 0;
    texts->line_count = 0;
}

static size_t break_text(struct ui_texts *texts, struct ui_font font, const char *text, int width)
{
    struct ui_line *lines = texts->lines + texts->line_count;
    if (width != WIDEST)
        return ui_break_lines(texts->breaker, &texts->metrics, font, text, width, lines,
                              UI_MAX_LINES);
    *lines =
        (struct ui_line){.width = ui_break_widest(texts->breaker, &texts->metrics, font, text)};
    return 1;
}

static const struct slot *look_up(struct ui_texts *texts, struct ui_font font, const char *text,
                                  int width)
{
    size_t length = strlen(text);
    uint64_t hash = hash_key(font, text, length, width);
    struct slot *slot = find_slot(texts, hash, length);
    if (slot->hash)
        return slot;
    if (texts->used * 4 >= SLOTS * 3) {
        forget_all(texts);
        slot = find_slot(texts, hash, length);
    }
    texts->lines = ui_grow(texts->lines, texts->line_count + UI_MAX_LINES, &texts->line_capacity,
                           sizeof *texts->lines);
    size_t count = break_text(texts, font, text, width);
    count = count < UI_MAX_LINES ? count : UI_MAX_LINES;
    *slot = (struct slot){hash, length, texts->line_count, count};
    texts->line_count += count;
    texts->used++;
    return slot;
}

const struct ui_line *ui_texts_lines(struct ui_texts *texts, struct ui_font font, const char *text,
                                     int width, size_t *count)
{
    const struct slot *slot = look_up(texts, font, text, width < 0 ? 0 : width);
    *count = slot->count;
    return texts->lines + slot->first;
}

int ui_texts_widest_word(struct ui_texts *texts, struct ui_font font, const char *text)
{
    size_t first = look_up(texts, font, text, WIDEST)->first; /* may move the lines */
    return texts->lines[first].width;
}

int ui_texts_width(struct ui_texts *texts, struct ui_font font, const char *text)
{
    size_t count;
    const struct ui_line *lines = ui_texts_lines(texts, font, text, UI_ONE_LINE, &count);
    int width = 0;
    for (size_t i = 0; i < count; i++)
        width = lines[i].width > width ? lines[i].width : width;
    return width;
}

size_t ui_texts_offset_at(struct ui_texts *texts, struct ui_font font, const char *text, int x)
{
    size_t length = strlen(text);
    size_t at = 0;
    int before = 0;
    ui_breaker_set(texts->breaker, text);
    while (at < length) {
        size_t next = ui_break_grapheme(texts->breaker, at);
        int after = texts->metrics.width(texts->metrics.context, font, text, next);
        if (x < (before + after) / 2)
            return at;
        at = next;
        before = after;
    }
    return length;
}
