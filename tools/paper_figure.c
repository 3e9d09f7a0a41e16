/* Figures: drawn by cairo, or as forms. */
#include "paper_parts.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdlib.h>

/* In the place of an image, which cairo knows how to place: paper_finish.c puts the form there. */
static void draw_form(struct paper_doc *doc, const struct paper_figure *figure, double x, double y,
                      double w)
{
    w = figure->width > 0 && figure->width < w ? figure->width : w;
    paper_finish_form(doc->finish, figure, w);
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    cairo_save(doc->cairo);
    cairo_translate(doc->cairo, x, y);
    cairo_scale(doc->cairo, w, figure->height);
    cairo_set_source_surface(doc->cairo, image, 0, 0);
    cairo_paint(doc->cairo);
    cairo_restore(doc->cairo);
    cairo_surface_destroy(image);
}

void paper_figure_release(const struct paper_figure *figure)
{
    if (figure->release)
        figure->release(figure->context);
}

void paper_figure_at(struct paper_doc *doc, const struct paper_figure *figure, double x, double y,
                     double w)
{
    if (doc->counting || figure->height <= 0) {
        paper_figure_release(figure);
        return;
    }
    if (figure->alt) {
        char *alt = words_visible(figure->alt);
        paper_finish_alt(doc->finish, alt);
        free(alt);
        paper_tag(doc, "Figure");
    }
    if (figure->write) {
        draw_form(doc, figure, x, y, w);
    } else if (figure->draw) {
        cairo_save(doc->cairo);
        cairo_translate(doc->cairo, x, y);
        paper_color(doc, PAPER_INK);
        figure->draw(doc->cairo, figure->width > 0 && figure->width < w ? figure->width : w,
                     figure->height, figure->context);
        cairo_new_path(doc->cairo);
        cairo_restore(doc->cairo);
    }
    if (figure->alt)
        paper_tag_end(doc, "Figure");
}

void paper_figure(struct paper_doc *doc, const struct paper_figure *figure)
{
    paper_claim(doc, figure->height, 0);
    paper_figure_at(doc, figure, paper_left(doc), doc->y, paper_width(doc));
    paper_took(doc, figure->height, 8);
}

void paper_sign_here(cairo_t *cairo, double w, double h, void *context)
{
    (void)context;
    cairo_rectangle(cairo, 0, h - 0.6, w, 0.6);
    cairo_fill(cairo);
}
