/* One line of text to placed glyphs: bidirectional runs, script runs, a face for each, shaped by
 * HarfBuzz. */
#ifndef EM_PLATFORM_SHAPE_H
#define EM_PLATFORM_SHAPE_H

#include "platform/face.h"

#include <stddef.h>
#include <stdint.h>

struct shape_glyph {
    struct face *face;
    uint32_t glyph;
    int x, y; /* of its origin, in 1/64 pixel from the line's origin; y up */
};

/* Glyphs from left to right as they stand on the screen. */
struct shape {
    const struct shape_glyph *glyphs;
    size_t count;
    int advance; /* 1/64 pixel */
};

struct shaper;

struct shaper *shaper_new(struct faces *faces); /* faces outlive it */
void shaper_free(struct shaper *shaper);

/* Overwrites what is left of the latest lines. */
void shaper_forget(struct shaper *shaper);

/* Valid until the next call. The direction of the line is that of its first strong character. */
struct shape shaper_line(struct shaper *shaper, struct ui_font style, const char *text,
                         size_t length);

#endif
