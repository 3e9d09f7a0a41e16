/* The lines that were measured or drawn lately, by text and font, within a budget of bytes: when it
 * is full the line that was not asked for longest goes.
 */
#ifndef EM_PLATFORM_LINE_CACHE_H
#define EM_PLATFORM_LINE_CACHE_H

#include "platform/font.h"

struct line_cache;

#define LINE_UNKNOWN (-1)

struct cached_line {
    int width;            /* advance in pixels, LINE_UNKNOWN until filled in */
    bool drawn;           /* ink is filled in */
    struct font_line ink; /* its coverage is freed with the line */
};

struct line_cache *line_cache_new(size_t budget);
void line_cache_free(struct line_cache *cache);

/* Drops all lines. Whatever is dropped, now or for want of room, is overwritten: it may be a name.
 */
void line_cache_forget(struct line_cache *cache);

/* The line, new and empty when not there. Valid until another line is asked for. */
struct cached_line *line_cache_get(struct line_cache *cache, struct ui_font style, const char *text,
                                   size_t length);
/* Says that the line got its ink: its bytes count from now on. Takes the coverage over. */
void line_cache_draw(struct line_cache *cache, struct cached_line *line, struct font_line ink);

/* Bytes in use: at most the budget, unless the latest line alone is larger. */
size_t line_cache_bytes(const struct line_cache *cache);

#endif
