/* A cell of a table, laid out: its texts from top to bottom and the figure below them, drawn as far
 * as there is room, the rest on the next page. For paper_table.c alone.
 */
#ifndef EM_TOOLS_PAPER_CELL_H
#define EM_TOOLS_PAPER_CELL_H

#include "paper_parts.h"

struct cell_text {
    PangoLayout *layout;
    uint32_t color;
};

struct cell {
    struct cell_text texts[PAPER_CELL_LINES];
    size_t count;
    const struct paper_figure *figure; /* the caller's; NULL: none */
    size_t text; /* how far it is drawn: the texts, the lines of the next one, the figure */
    int line;
    bool figure_drawn;
};

/* Where a cell is drawn. */
struct cell_place {
    double x, y, w;
    double room;  /* below y on this page */
    double whole; /* that a page has at most: what is taller is drawn all the same */
};

void cell_add(struct paper_doc *doc, struct cell *cell, enum paper_style style, double width,
              bool number, const char *text);
void cell_free(struct cell *cell); /* leaves one without texts */
double cell_height(const struct cell *cell);
bool cell_is_done(const struct cell *cell);
/* From its beginning again. */
void cell_rewind(struct cell *cell);

/* What fits of what is left; returns its height. The first without any tag, the other within `tag`,
 * or within "P" if that is "Div" and the cell one text. */
double cell_draw_texts(struct paper_doc *doc, struct cell *cell, const struct cell_place *place);
double cell_draw(struct paper_doc *doc, struct cell *cell, const char *tag,
                 const struct cell_place *place);

#endif
