/* What runs down the pages: headings, paragraphs, lists, and the room between them. */
#include "paper_parts.h"

#include "core/words.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INDENT 18 /* points from a list's labels to its items */
#define SLACK  0.01

const struct paper_look paper_looks[PAPER_STYLES] = {
    [PAPER_TITLE] = {PAPER_DISPLAY, 30, 1.2, PAPER_INK, 0, 12, 0},
    [PAPER_HEADING] = {PAPER_DISPLAY, 20, 1.25, PAPER_INK, 20, 10, 0},
    [PAPER_SUBHEAD] = {PAPER_DISPLAY, 15, 1.3, PAPER_INK, 16, 7, 0},
    [PAPER_LEAD] = {PAPER_SERIF, 13, 1.45, PAPER_PALE, 0, 8, 0},
    [PAPER_BODY] = {PAPER_SERIF, 10.5, 1.6, PAPER_INK, 0, 8, 346},
    [PAPER_NAME] = {PAPER_SERIF, 11, 1.35, PAPER_INK, 0, 3, 0},
    [PAPER_STRONG] = {PAPER_SANS_BOLD, 8.5, 1.4, PAPER_INK, 0, 4, 0},
    [PAPER_SMALL] = {PAPER_SANS, 8.5, 1.4, PAPER_INK, 0, 4, 0},
    [PAPER_MUTED] = {PAPER_SANS, 8.5, 1.4, PAPER_PALE, 0, 4, 0},
    [PAPER_FINE] = {PAPER_SANS, 7, 1.4, PAPER_PALE, 0, 3, 0},
};

static const enum paper_style level_styles[PAPER_LEVELS + 1] = {
    PAPER_HEADING, PAPER_HEADING, PAPER_SUBHEAD, PAPER_STRONG,
    PAPER_STRONG,  PAPER_STRONG,  PAPER_STRONG};

/* --- room --- */

static bool at_top(const struct paper_doc *doc)
{
    return doc->y <= paper_top(doc) + SLACK;
}

static double waiting_height(const struct paper_doc *doc)
{
    double height = 0;
    for (size_t i = 0; i < doc->heading_count; i++) {
        const struct paper_heading *heading = &doc->headings[i];
        height +=
            heading->look->before + paper_layout_height(heading->layout) + heading->look->after;
    }
    return height;
}

/* The room above what is drawn next. */
static void leave_gap(struct paper_doc *doc, double before)
{
    if (!at_top(doc))
        doc->y += fmax(doc->gap, before);
    doc->gap = 0;
}

static void add_bookmark(struct paper_doc *doc, int level, const char *text)
{
    char place[64];
    int parent = 0;
    for (int i = 1; i < level; i++)
        parent = doc->bookmarks[i] ? doc->bookmarks[i] : parent;
    snprintf(place, sizeof place, "page=%d pos=[0 %d]", doc->sheet, (int)fmax(doc->y - 12, 0));
    doc->bookmarks[level] = cairo_pdf_surface_add_outline(
        doc->surface, parent, text, place, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (int i = level + 1; i <= PAPER_LEVELS; i++)
        doc->bookmarks[i] = 0;
}

static void draw_heading(struct paper_doc *doc, struct paper_heading *heading)
{
    static const char *const tags[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    leave_gap(doc, heading->look->before);
    if (heading->bookmark && !doc->counting)
        add_bookmark(doc, heading->level, heading->text);
    paper_flow(doc, heading->layout, paper_left(doc), heading->look->color,
               tags[heading->level - 1]);
    doc->gap = heading->look->after;
    g_object_unref(heading->layout);
    free(heading->text);
}

static void draw_headings(struct paper_doc *doc)
{
    size_t count = doc->heading_count;
    doc->heading_count = 0;
    for (size_t i = 0; i < count; i++)
        draw_heading(doc, &doc->headings[i]);
}

void paper_claim(struct paper_doc *doc, double height, double before)
{
    double all = waiting_height(doc) + fmax(doc->gap, before) + height;
    if (doc->page_begun && !at_top(doc) && all > paper_room(doc) + SLACK)
        paper_page_end(doc);
    if (!doc->page_begun)
        paper_page_begin(doc);
    draw_headings(doc);
    leave_gap(doc, before);
}

void paper_took(struct paper_doc *doc, double height, double after)
{
    doc->y += height;
    doc->gap = after;
}

void paper_keep(struct paper_doc *doc, double height)
{
    if (doc->page_begun && waiting_height(doc) + doc->gap + height > paper_room(doc) + SLACK)
        paper_page_end(doc);
}

void paper_space(struct paper_doc *doc, double height)
{
    if (doc->heading_count > 0)
        paper_claim(doc, height, 0);
    doc->gap += height;
}

void paper_down_to(struct paper_doc *doc, double y)
{
    paper_claim(doc, 0, 0);
    doc->y = fmax(doc->y, paper_top(doc) + y);
}

void paper_rule(struct paper_doc *doc)
{
    paper_claim(doc, 1, 8);
    paper_stroke(doc, paper_left(doc), doc->y, paper_width(doc), 0.5, PAPER_HAIRLINE);
    paper_took(doc, 0.5, 8);
}

/* --- text --- */

PangoLayout *paper_doc_layout(struct paper_doc *doc, enum paper_style style, double width,
                              const char *text)
{
    const struct paper_look *look = &paper_looks[style];
    char *seen = paper_visible(text);
    const struct paper_paragraph paragraph = {seen, look->face, look->size, 0, look->color};
    PangoLayout *layout = paper_layout_new(doc->setter, &paragraph, width, look->line);
    free(seen);
    return layout;
}

double paper_text_height(struct paper_doc *doc, enum paper_style style, double width,
                         const char *text)
{
    if (!text || !*text)
        return 0;
    PangoLayout *layout = paper_doc_layout(doc, style, width, text);
    double height = paper_layout_height(layout);
    g_object_unref(layout);
    return height;
}

void paper_lines(struct paper_doc *doc, PangoLayout *layout, double x, double y, int from,
                 int count, uint32_t color)
{
    if (doc->counting)
        return;
    paper_color(doc, color);
    paper_layout_draw(doc->cairo, layout, x, y, from, count);
}

/* How many lines from `from` on stand on this page: neither the first nor the last stands alone if
 * that can be helped. 0: it is better begun on the next. */
static int lines_here(struct paper_doc *doc, PangoLayout *layout, int from, double *height)
{
    int all = pango_layout_get_line_count(layout);
    int count = paper_layout_fit(layout, from, paper_room(doc), height);
    if (from + count < all && from + count == all - 1 && count > 2)
        count--;
    if (from + count < all && count < 2)
        count = at_top(doc) ? 1 : 0;
    return count;
}

void paper_flow(struct paper_doc *doc, PangoLayout *layout, double x, uint32_t color,
                const char *tag)
{
    int all = pango_layout_get_line_count(layout);
    double height;
    bool whole = lines_here(doc, layout, 0, &height) == all;
    paper_tag(doc, tag);
    for (int from = 0, count; from < all; from += count) {
        count = lines_here(doc, layout, from, &height);
        if (count == 0) {
            paper_page_end(doc);
            paper_page_begin(doc);
            continue;
        }
        if (!whole)
            paper_tag(doc, "Span");
        paper_lines(doc, layout, x, doc->y, from, count, color);
        if (!whole)
            paper_tag_end(doc, "Span");
        doc->y += paper_layout_part_height(layout, from, count);
    }
    paper_tag_end(doc, tag);
}

static void set_paragraph(struct paper_doc *doc, PangoLayout *layout, double x,
                          const struct paper_look *look, const char *tag)
{
    paper_flow(doc, layout, x, look->color, tag);
    paper_took(doc, 0, look->after);
    g_object_unref(layout);
}

/* Of a paragraph's beginning: what has to find room with what stands above or beside it. */
static double beginning(PangoLayout *layout)
{
    int count = pango_layout_get_line_count(layout);
    return paper_layout_part_height(layout, 0, count < 4 ? count : 2);
}

static double measure(const struct paper_doc *doc, const struct paper_look *look, double x)
{
    double width = paper_width(doc) - (x - paper_left(doc));
    return look->measure > 0 && look->measure < width ? look->measure : width;
}

static double indent(const struct paper_doc *doc, int depth)
{
    return paper_left(doc) + depth * INDENT;
}

void paper_doc_at_left(struct paper_doc *doc, bool left)
{
    doc->at_left = left;
}

/* A layout of its own lines' directions, or of the paper's. */
static PangoLayout *new_layout(struct paper_doc *doc, enum paper_style style, double width,
                               const char *text)
{
    PangoLayout *layout = paper_doc_layout(doc, style, width, text);
    if (doc->at_left)
        pango_layout_set_auto_dir(layout, FALSE);
    return layout;
}

void paper_text(struct paper_doc *doc, enum paper_style style, const char *text)
{
    const struct paper_look *look = &paper_looks[style];
    if (!text || !*text)
        return;
    double x = indent(doc, doc->depth);
    PangoLayout *layout = new_layout(doc, style, measure(doc, look, x), text);
    paper_claim(doc, beginning(layout), look->before);
    set_paragraph(doc, layout, x, look, "P");
}

void paper_heading_styled(struct paper_doc *doc, int level, enum paper_style style, bool bookmark,
                          const char *text)
{
    assert(level >= 1 && level <= PAPER_LEVELS);
    if (!text || !*text)
        return;
    if (doc->heading_count == PAPER_LEVELS)
        paper_claim(doc, 0, 0);
    const struct paper_look *look = &paper_looks[style];
    doc->headings[doc->heading_count++] =
        (struct paper_heading){.layout = new_layout(doc, style, paper_width(doc), text),
                               .look = look,
                               .level = level,
                               .bookmark = bookmark,
                               .text = words_visible(text)};
}

void paper_heading(struct paper_doc *doc, int level, const char *text)
{
    assert(level >= 1 && level <= PAPER_LEVELS);
    paper_heading_styled(doc, level, level_styles[level], true, text);
}

/* --- lists --- */

void paper_list_begin(struct paper_doc *doc)
{
    paper_claim(doc, 0, 0);
    paper_tag(doc, "L");
    doc->depth++;
}

void paper_list_end(struct paper_doc *doc)
{
    assert(doc->depth > 0);
    paper_tag_end(doc, "L");
    doc->depth--;
}

static void draw_label(struct paper_doc *doc, enum paper_style style, double x, const char *text)
{
    PangoLayout *label = paper_doc_layout(doc, style, INDENT - 2, text);
    pango_layout_set_wrap(label, PANGO_WRAP_WORD);
    paper_tag(doc, "Lbl");
    paper_lines(doc, label, x, doc->y, 0, 1, paper_looks[style].color);
    paper_tag_end(doc, "Lbl");
    g_object_unref(label);
}

void paper_item(struct paper_doc *doc, enum paper_style style, const char *label, const char *text)
{
    const struct paper_look *look = &paper_looks[style];
    assert(doc->depth > 0);
    double x = indent(doc, doc->depth);
    PangoLayout *layout = paper_doc_layout(doc, style, measure(doc, look, x), text);
    paper_claim(doc, beginning(layout), look->before);
    paper_tag(doc, "LI");
    draw_label(doc, style, indent(doc, doc->depth - 1), label);
    set_paragraph(doc, layout, x, look, "LBody");
    paper_tag_end(doc, "LI");
}

/* --- what it is written in --- */

void paper_doc_country(struct paper_doc *doc, const char *country)
{
    paper_country(doc->setter, country);
}

static void draw_waiting(struct paper_doc *doc)
{
    if (doc->heading_count > 0)
        paper_claim(doc, 0, 0);
}

void paper_section_begin(struct paper_doc *doc, const char *language)
{
    draw_waiting(doc);
    if (!doc->counting)
        paper_finish_language(doc->finish, language);
    paper_tag(doc, "Sect");
}

void paper_section_end(struct paper_doc *doc)
{
    draw_waiting(doc);
    paper_tag_end(doc, "Sect");
}
