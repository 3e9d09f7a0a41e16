/* Text on paper: paragraphs set into a place, by pango. What does not fit wraps between words, then
 * shrinks, then wraps inside words; nothing is ever cut or left out. Arabic and Hebrew run from the
 * right; the fonts are Noto's, named for each script.
 *
 * Lengths are points (1/72 inch) of the surface that is drawn on.
 */
#ifndef EM_TOOLS_BADGE_TEXT_H
#define EM_TOOLS_BADGE_TEXT_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_face {
    TEXT_DISPLAY, /* Noto Serif Display; Noto Serif where it is small, for its thin lines */
    TEXT_SANS,
    TEXT_SANS_BOLD,
};

struct text_paragraph {
    const char *text; /* UTF-8; NULL and "" take no room */
    enum text_face face;
    double size;    /* at which it is set if it fits */
    double spacing; /* between letters, in sizes: for words in capitals */
    uint32_t color; /* 0xRRGGBB */
};

struct text_place {
    double x, y, w, h;
    bool bottom; /* the last line stands at the bottom, otherwise the first at the top */
    bool even;   /* lines about as long as each other */
};

struct text_setter;

/* Draws on `cairo`, which outlives it. */
struct text_setter *text_setter_new(cairo_t *cairo);
void text_setter_free(struct text_setter *setter); /* NULL is allowed */

/* Han letters are drawn as they are written there: an ISO 3166-1 alpha-2 code, or "". */
void text_country(struct text_setter *setter, const char *country);

#define TEXT_PARAGRAPHS 4
/* At most TEXT_PARAGRAPHS, which shrink together, and stand where the first begins: at the right if
 * it runs from there. Returns the height taken. */
double text_set(struct text_setter *setter, const struct text_place *place,
                const struct text_paragraph *paragraphs, size_t count);

#endif
