/* Text with real fonts: measures for the interface, coverage bitmaps for the canvas.
 *
 * One line of UTF-8 is split into runs by direction (UAX #9), script (UAX #24) and face, shaped by
 * HarfBuzz and rasterised by FreeType. Faces are found through fontconfig by an explicit family for
 * each script and opened when first needed. Lines are cached by text and font; the cache is bounded
 * (FONT_CACHE_BYTES). Invalid UTF-8 shows as U+FFFD. Not for more than one thread.
 */
#ifndef EM_PLATFORM_FONT_H
#define EM_PLATFORM_FONT_H

#include "ui/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FONT_CACHE_BYTES ((size_t)8 << 20)

struct font;

/* NULL, and a sentence for a person in `problem`, when a family of the look is not installed. */
struct font *font_new(char *problem, size_t size);
void font_free(struct font *font);

/* As the interface measures; lives as long as the font. */
struct ui_metrics font_metrics(struct font *font);

/* The ink of a line: one byte of coverage a pixel. Ink may overhang the advance on either side. */
struct font_line {
    const uint8_t *coverage; /* width x height; NULL when nothing shows (spaces) */
    int width, height;
    int left; /* from the text's origin to the first column */
    int top;  /* from the baseline up to the first row */
};

/* Valid until the next call with the same font module. */
struct font_line font_line(struct font *font, struct ui_font style, const char *text,
                           size_t length);

#endif
