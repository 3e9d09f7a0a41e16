#include "paper_layout.h"

#include <pango/pangocairo.h>

#define SLACK 0.01 /* of a point: what was measured fits where it was measured for */

double paper_layout_height(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

static PangoLayoutIter *iter_at(PangoLayout *layout, int line)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    while (line-- > 0)
        pango_layout_iter_next_line(iter);
    return iter;
}

double paper_layout_part_height(PangoLayout *layout, int from, int count)
{
    PangoLayoutIter *iter = iter_at(layout, from);
    PangoRectangle logical;
    double height = 0;
    for (int i = 0; i < count; i++, pango_layout_iter_next_line(iter)) {
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        height += (double)logical.height / PANGO_SCALE;
    }
    pango_layout_iter_free(iter);
    return height;
}

int paper_layout_fit(PangoLayout *layout, int from, double room, double *height)
{
    PangoLayoutIter *iter = iter_at(layout, from);
    int count = 0, lines = pango_layout_get_line_count(layout);
    PangoRectangle logical;
    *height = 0;
    for (; from + count < lines; count++, pango_layout_iter_next_line(iter)) {
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        double next = *height + (double)logical.height / PANGO_SCALE;
        if (next > room + SLACK)
            break;
        *height = next;
    }
    pango_layout_iter_free(iter);
    return count;
}

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
static void keep_spaces(PangoLayout *layout, PangoLayoutLine *line)
{
    const char *text = pango_layout_get_text(layout);
    for (GSList *at = line->runs; at; at = at->next) {
        PangoLayoutRun *run = at->data;
        PangoGlyphString *glyphs = run->glyphs;
        for (int i = 0; i < glyphs->num_glyphs; i++)
            if (glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY &&
                text[run->item->offset + glyphs->log_clusters[i]] == ' ')
                glyphs->glyphs[i].glyph = space_of(&run->item->analysis);
    }
}

void paper_layout_draw(cairo_t *cairo, PangoLayout *layout, double x, double y, int from, int count)
{
    PangoLayoutIter *iter = iter_at(layout, from);
    PangoRectangle logical;
    int top = 0;
    for (int i = 0; i < count; i++, pango_layout_iter_next_line(iter)) {
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        if (i == 0)
            top = logical.y;
        int baseline = pango_layout_iter_get_baseline(iter) - top;
        cairo_move_to(cairo, x + (double)logical.x / PANGO_SCALE,
                      y + (double)baseline / PANGO_SCALE);
        PangoLayoutLine *line = pango_layout_iter_get_line(iter);
        keep_spaces(layout, line);
        pango_cairo_show_layout_line(cairo, line);
    }
    cairo_new_path(cairo); /* or the current point would stay for the next shape */
    pango_layout_iter_free(iter);
}
