#include "paper_run.h"

#include <pango/pangocairo.h>
#include <stdbool.h>
#include <string.h>

/* --- spaces --- */

static PangoGlyph space_of(const PangoAnalysis *analysis)
{
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape(" ", 1, analysis, glyphs);
    PangoGlyph space = glyphs->num_glyphs > 0 ? glyphs->glyphs[0].glyph : PANGO_GLYPH_EMPTY;
    pango_glyph_string_free(glyphs);
    return space;
}

/* Pango leaves the space out at which it broke the line. Cairo then writes it without a letter, as
 * marked content within that of the tag, behind which some readers (poppler 22) lose the rest. */
static void keep_spaces(const char *text, PangoGlyphItem *run)
{
    PangoGlyphString *glyphs = run->glyphs;
    for (int i = 0; i < glyphs->num_glyphs; i++)
        if (glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY &&
            text[run->item->offset + glyphs->log_clusters[i]] == ' ')
            glyphs->glyphs[i].glyph = space_of(&run->item->analysis);
}

/* --- lam and alef --- */

/* Fonts draw the two as one shape: as one glyph, or as two of which the alef's has no width. Cairo
 * says of the first that it is "lam, alef", as it should, and poppler 22 reads it as alef and lam;
 * of the second, poppler tears the alef away. An unseen glyph that is the alef, a little to the
 * left of the lam, is read in its place by all. */
#define LAM         "\u0644"
#define LETTER      2 /* bytes of one of these */
#define TO_THE_LEFT (PANGO_SCALE / 10)

static bool is_lam_alef(const char *text, int left)
{
    static const char *const pairs[] = {LAM "\u0627", LAM "\u0623", LAM "\u0625", LAM "\u0622"};
    for (size_t i = 0; left >= 2 * LETTER && i < sizeof pairs / sizeof *pairs; i++)
        if (memcmp(text, pairs[i], 2 * LETTER) == 0)
            return true;
    return false;
}

/* The glyph of the letter at this byte of the run, or -1; glyphs stand from left to right. */
static int glyph_of(const PangoGlyphString *glyphs, int byte)
{
    for (int i = 0; i < glyphs->num_glyphs; i++)
        if (glyphs->log_clusters[i] == byte)
            return i;
    return -1;
}

static void insert_glyph(PangoGlyphString *glyphs, int at, PangoGlyphInfo glyph, int byte)
{
    size_t behind = (size_t)(glyphs->num_glyphs - at);
    pango_glyph_string_set_size(glyphs, glyphs->num_glyphs + 1);
    memmove(glyphs->glyphs + at + 1, glyphs->glyphs + at, behind * sizeof *glyphs->glyphs);
    memmove(glyphs->log_clusters + at + 1, glyphs->log_clusters + at,
            behind * sizeof *glyphs->log_clusters);
    glyphs->glyphs[at] = glyph;
    glyphs->log_clusters[at] = byte;
}

/* Behind the alef's own glyph if there is one, for it is the last that says how wide both are. */
static void add_alef(PangoGlyphItem *run, int lam)
{
    PangoGlyphString *glyphs = run->glyphs;
    int alef = glyph_of(glyphs, lam + LETTER), at = alef < 0 ? glyph_of(glyphs, lam) : alef + 1;
    const PangoGlyphInfo unseen = {.glyph = space_of(&run->item->analysis),
                                   .geometry = {.x_offset = -TO_THE_LEFT},
                                   .attr = {.is_cluster_start = alef < 0}};
    if (at >= 0 && (alef < 0 || glyphs->glyphs[alef].geometry.width == 0))
        insert_glyph(glyphs, at, unseen, lam + LETTER);
}

static void draw_with_alefs(cairo_t *cairo, const char *text, PangoGlyphItem *run)
{
    PangoGlyphItem *copy = pango_glyph_item_copy(run);
    const PangoItem *item = run->item;
    for (int at = 0; at < item->length; at++)
        if (is_lam_alef(text + item->offset + at, item->length - at))
            add_alef(copy, at);
    pango_cairo_show_glyph_item(cairo, text, copy);
    pango_glyph_item_free(copy);
}

void paper_run_draw(cairo_t *cairo, const char *text, PangoGlyphItem *run)
{
    const char *own = text + run->item->offset;
    keep_spaces(text, run);
    if (memmem(own, (size_t)run->item->length, LAM, LETTER))
        draw_with_alefs(cairo, text, run);
    else
        pango_cairo_show_glyph_item(cairo, text, run);
}
