/* What the files of paper_doc.h share; for them alone. */
#ifndef EM_TOOLS_PAPER_PARTS_H
#define EM_TOOLS_PAPER_PARTS_H

#include "paper_doc.h"
#include "paper_finish.h"
#include "paper_layout.h"

#define PAPER_INK        0x17202b
#define PAPER_PALE       0x343b46
#define PAPER_HAIRLINE   0xd9d2c3
#define PAPER_MARGIN_RED 0xc4464e

#define PAPER_LEVELS 6

struct paper_look {
    enum paper_face face;
    double size, line; /* points; sizes from baseline to baseline */
    uint32_t color;
    double before, after; /* room around a paragraph */
    double measure;       /* its greatest width; 0: all there is */
};
extern const struct paper_look paper_looks[PAPER_STYLES];

/* A heading that waits for what it stands above, so that both are on one page. */
struct paper_heading {
    PangoLayout *layout;
    const struct paper_look *look;
    int level;
    bool bookmark;
    char *text;
};

struct paper_table; /* paper_table.c */
struct paper_cache; /* paper_cache.h */

struct paper_doc {
    struct paper_about about; /* the strings are its own */
    char *footer, *page_words;
    double w, h; /* of the paper */
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct paper_setter *setter;
    struct paper_finish *finish; /* NULL while pages are counted */
    bool counting, page_begun;
    bool at_left; /* paper_doc_at_left */
    double y;     /* below what is drawn, from the upper edge of the paper */
    double gap;   /* above what comes next, unless a page begins with it */
    int page;     /* within the part, from 1 when begun */
    int sheet;    /* of the file, from 1 */
    size_t part;
    int *pages; /* of each part, from the first drawing */
    size_t part_count, part_capacity;
    struct paper_heading headings[PAPER_LEVELS];
    size_t heading_count;
    int bookmarks[PAPER_LEVELS + 1]; /* the last of each level; 0 is the root */
    int depth;                       /* of lists */
    struct paper_table *table;
    struct paper_cache *cache;
};

/* words_visible of each line. To be freed. */
char *paper_visible(const char *text);
/* The document between two pages, and at the beginning of the first. */
void paper_page_begin(struct paper_doc *doc);
void paper_page_end(struct paper_doc *doc);

/* Makes sure that a page is begun with `height` of room on it, or a new one; headings that wait are
 * drawn above. doc->y is then where to draw. */
void paper_claim(struct paper_doc *doc, double height, double before);
/* What is drawn took so much, and wants room below. */
void paper_took(struct paper_doc *doc, double height, double after);
/* Where the room ends on every page. */
double paper_bottom(const struct paper_doc *doc);
double paper_left(const struct paper_doc *doc);
double paper_top(const struct paper_doc *doc);

/* Tags are balanced by the caller. Nothing happens while pages are counted. */
void paper_tag(struct paper_doc *doc, const char *tag);
void paper_tag_end(struct paper_doc *doc, const char *tag);
void paper_color(struct paper_doc *doc, uint32_t color);
void paper_stroke(struct paper_doc *doc, double x, double y, double w, double thick,
                  uint32_t color);

PangoLayout *paper_doc_layout(struct paper_doc *doc, enum paper_style style, double width,
                              const char *text);
/* Draws lines of a layout in a color; nothing while pages are counted. */
void paper_lines(struct paper_doc *doc, PangoLayout *layout, double x, double y, int from,
                 int count, uint32_t color);
/* A paragraph from doc->y on, over as many pages as it takes, tagged `tag`. */
void paper_flow(struct paper_doc *doc, PangoLayout *layout, double x, uint32_t color,
                const char *tag);
/* Draws it with its upper left at (x, doc's y given), tagged when it has an alternative text. */
void paper_figure_at(struct paper_doc *doc, const struct paper_figure *figure, double x, double y,
                     double w);
/* When it is not to be drawn, or was. */
void paper_figure_release(const struct paper_figure *figure);
void paper_table_free(struct paper_table *table);

#endif
