#include "paper_layout.h"

#include "core/memory.h"
#include "paper_run.h"

#include <stdlib.h>

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

static double width_of(const PangoLayoutRun *run)
{
    return (double)(run->start_x_offset + pango_glyph_string_get_width(run->glyphs) +
                    run->end_x_offset) /
           PANGO_SCALE;
}

struct placed {
    PangoLayoutRun *run;
    double x;
};

static int by_place_in_text(const void *a, const void *b)
{
    const struct placed *one = a, *other = b;
    return one->run->item->offset - other->run->item->offset;
}

/* Pango has the runs from left to right. They are drawn as the text has them, for in that order a
 * PDF is read aloud. */
static void draw_line(cairo_t *cairo, const char *text, const PangoLayoutLine *line, double x,
                      double y)
{
    struct placed *runs = NULL;
    size_t count = 0, capacity = 0;
    for (const GSList *at = line->runs; at; at = at->next) {
        runs = em_grow(runs, count, &capacity, sizeof *runs);
        runs[count++] = (struct placed){.run = at->data, .x = x};
        x += width_of(at->data);
    }
    if (count > 1)
        qsort(runs, count, sizeof *runs, by_place_in_text);
    for (size_t i = 0; i < count; i++) {
        PangoLayoutRun *run = runs[i].run;
        cairo_move_to(cairo, runs[i].x + (double)run->start_x_offset / PANGO_SCALE,
                      y - (double)run->y_offset / PANGO_SCALE);
        paper_run_draw(cairo, text, run);
    }
    free(runs);
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
        draw_line(cairo, pango_layout_get_text(layout), pango_layout_iter_get_line(iter),
                  x + (double)logical.x / PANGO_SCALE, y + (double)baseline / PANGO_SCALE);
    }
    cairo_new_path(cairo); /* or the current point would stay for the next shape */
    pango_layout_iter_free(iter);
}
