/* Text on paper: paragraphs set into a place, by pango. What does not fit wraps between words, then
 * shrinks, then wraps inside words; nothing is ever cut or left out. Arabic and Hebrew run from the
 * right; the fonts are Noto's, named for each script.
 *
 * Lengths are points (1/72 inch) of the surface that is drawn on.
 */
#ifndef EM_TOOLS_PAPER_TEXT_H
#define EM_TOOLS_PAPER_TEXT_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum paper_face {
    PAPER_DISPLAY, /* Noto Serif Display; Noto Serif where it is small, for its thin lines */
    PAPER_SERIF,
    PAPER_SANS,
    PAPER_SANS_BOLD,
};

struct paper_paragraph {
    const char *text; /* UTF-8; NULL and "" take no room */
    enum paper_face face;
    double size;    /* at which it is set if it fits */
    double spacing; /* between letters, in sizes: for words in capitals */
    uint32_t color; /* 0xRRGGBB */
};

struct paper_place {
    double x, y, w, h;
    bool bottom; /* the last line stands at the bottom, otherwise the first at the top */
    bool even;   /* lines about as long as each other */
};

struct paper_setter;

/* Draws on `cairo`, which outlives it. */
struct paper_setter *paper_setter_new(cairo_t *cairo);
void paper_setter_free(struct paper_setter *setter); /* NULL is allowed */

/* Han letters are drawn as they are written there: an ISO 3166-1 alpha-2 code, or "". */
void paper_country(struct paper_setter *setter, const char *country);

#define PAPER_PARAGRAPHS 4
/* At most PAPER_PARAGRAPHS, which shrink together, and stand where the first begins: at the right
 * if it runs from there. Returns the height taken. */
double paper_set(struct paper_setter *setter, const struct paper_place *place,
                 const struct paper_paragraph *paragraphs, size_t count);

#endif
