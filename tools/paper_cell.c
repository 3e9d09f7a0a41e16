#include "paper_cell.h"

#include "paper_cache.h"

#include <string.h>

#define LINE_GAP   1.0 /* between the texts of a cell */
#define FIGURE_GAP 2.0
#define SLACK      0.01

void cell_add(struct paper_doc *doc, struct cell *cell, enum paper_style style, double width,
              bool number, const char *text)
{
    if (!text || !*text)
        return;
    PangoLayout *layout = paper_cache_layout(doc, style, width, number, text);
    cell->texts[cell->count++] = (struct cell_text){layout, paper_looks[style].color};
}

void cell_free(struct cell *cell)
{
    for (size_t i = 0; i < cell->count; i++)
        g_object_unref(cell->texts[i].layout);
    cell->count = 0;
}

static double figure_gap(const struct cell *cell)
{
    return cell->count > 0 ? FIGURE_GAP : 0;
}

double cell_height(const struct cell *cell)
{
    double height = 0;
    for (size_t i = 0; i < cell->count; i++)
        height += paper_layout_height(cell->texts[i].layout) + (i ? LINE_GAP : 0);
    if (cell->figure)
        height += figure_gap(cell) + cell->figure->height;
    return height;
}

bool cell_is_done(const struct cell *cell)
{
    return cell->text == cell->count && (!cell->figure || cell->figure_drawn);
}

void cell_rewind(struct cell *cell)
{
    cell->text = 0;
    cell->line = 0;
    cell->figure_drawn = false;
}

/* A cell of one text is tagged itself; of several, each in it is. */
static bool is_leaf(const struct cell *cell)
{
    return cell->count < 2 && !(cell->figure && cell->figure->alt);
}

static void draw_text(struct paper_doc *doc, const struct cell *cell, double x, double y, int count)
{
    const struct cell_text *text = &cell->texts[cell->text];
    if (count == 0)
        return;
    if (!is_leaf(cell))
        paper_tag(doc, "P");
    paper_lines(doc, text->layout, x, y, cell->line, count, text->color);
    if (!is_leaf(cell))
        paper_tag_end(doc, "P");
}

double cell_draw_texts(struct paper_doc *doc, struct cell *cell, const struct cell_place *place)
{
    double used = 0, height;
    while (cell->text < cell->count) {
        PangoLayout *layout = cell->texts[cell->text].layout;
        double gap = used > 0 ? LINE_GAP : 0;
        int count = paper_layout_fit(layout, cell->line, place->room - used - gap, &height);
        draw_text(doc, cell, place->x, place->y + used + gap, count);
        used += count > 0 ? height + gap : 0;
        cell->line += count;
        if (cell->line < pango_layout_get_line_count(layout))
            break;
        cell->text++;
        cell->line = 0;
    }
    return used;
}

/* Below what is `used` by the texts. */
static double draw_figure(struct paper_doc *doc, struct cell *cell, const struct cell_place *place,
                          double used)
{
    const struct paper_figure *figure = cell->figure;
    double gap = figure_gap(cell), room = place->room - used;
    if (!figure || cell->figure_drawn || cell->text < cell->count)
        return 0;
    if (gap + figure->height > room + SLACK && room < place->whole - SLACK)
        return 0;
    paper_figure_at(doc, figure, place->x, place->y + used + gap, place->w);
    cell->figure_drawn = true;
    return gap + figure->height;
}

/* An ornament belongs to the paper, so it is drawn behind the cell's tag. */
double cell_draw(struct paper_doc *doc, struct cell *cell, const char *tag,
                 const struct cell_place *place)
{
    bool tagged = cell->figure && cell->figure->alt;
    if (is_leaf(cell) && strcmp(tag, "Div") == 0)
        tag = "P";
    paper_tag(doc, tag);
    double used = cell_draw_texts(doc, cell, place);
    if (tagged)
        used += draw_figure(doc, cell, place, used);
    paper_tag_end(doc, tag);
    if (!tagged)
        used += draw_figure(doc, cell, place, used);
    return used;
}
