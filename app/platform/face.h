/* Faces: which font file shows a character, and its glyphs at a size.
 *
 * Families come from fontconfig by name: the look's own for Latin, Greek and Cyrillic, "Noto Sans
 * <Script>" or "Noto Serif <Script>" for the others, a few by a table (face.c). A file is mapped
 * into memory, once, when first needed. Everything returned here lives as long as the faces unless
 * said otherwise.
 */
#ifndef EM_PLATFORM_FACE_H
#define EM_PLATFORM_FACE_H

#include "ui/text.h"

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>
#include <unicode/uscript.h>

struct faces;
struct face; /* one file, one size */

struct faces *faces_new(char *problem, size_t size); /* as font_new */
void faces_free(struct faces *faces);

/* The face for a character of a script (resolved: not Common or Inherited where a neighbour says
 * more). The look's own face, which shows an empty box, when no installed font has it. */
struct face *faces_find(struct faces *faces, struct ui_font style, UScriptCode script, UChar32 c);
struct face *faces_main(struct faces *faces, struct ui_font style);

bool face_has(const struct face *face, UChar32 c);
hb_font_t *face_shaper(const struct face *face); /* positions in 1/64 pixel */
int face_ascent(const struct face *face);
int face_height(const struct face *face);

/* A glyph's coverage, shifted to the right by `quarter` quarters of a pixel. */
struct face_glyph {
    const uint8_t *coverage; /* width x height; NULL when it has no ink */
    int width, height, left, top;
};

#define FACE_GLYPH_BYTES ((size_t)2 << 20)

/* Kept until faces_trim. */
const struct face_glyph *face_glyph(struct face *face, uint32_t glyph, int quarter);
/* Forgets all glyphs when they fill more than FACE_GLYPH_BYTES. */
void faces_trim(struct faces *faces);

#endif
