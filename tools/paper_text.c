#include "paper_layout.h"

#include "core/memory.h"

#include <assert.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define STEP        0.96 /* from one size to the next smaller one */
#define WHOLE_WORDS 0.38 /* no smaller than this for the sake of not breaking a word */
#define SMALL       15.0 /* points under which the thin lines of the display face are too thin */
#define LINE        1.24 /* sizes from baseline to baseline, whatever the script's font asks */

/* By script; the CJK family of the country is put behind. Pango takes the first that has the
 * letter. */
#define DISPLAY "Noto Serif Display,"
static const char *const families[] = {
    [PAPER_DISPLAY] =
        DISPLAY "Noto Serif,Noto Naskh Arabic,Noto Serif Georgian,"
                "Noto Serif Armenian,Noto Serif Hebrew,Noto Serif Ethiopic,"
                "Noto Serif Devanagari,Noto Serif Bengali,Noto Serif Thai,Noto Serif CJK ",
    [PAPER_SANS] = "Noto Sans,Noto Sans Arabic,Noto Sans Georgian,Noto Sans Armenian,"
                   "Noto Sans Hebrew,Noto Sans Ethiopic,Noto Sans Devanagari,Noto Sans Bengali,"
                   "Noto Sans Thai,Noto Sans CJK ",
};
static const struct {
    const char *country, *cjk;
} han[] = {{"KR", "KR"}, {"KP", "KR"}, {"JP", "JP"}, {"TW", "TC"}, {"HK", "TC"}, {"MO", "TC"}};

struct paper_setter {
    cairo_t *cairo;
    PangoContext *context;
    PangoLayout *layouts[PAPER_PARAGRAPHS];
    size_t count;
    const char *cjk;
};

struct paper_setter *paper_setter_new(cairo_t *cairo)
{
    struct paper_setter *setter = em_alloc(sizeof *setter);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    setter->cairo = cairo;
    setter->context = pango_cairo_create_context(cairo);
    pango_cairo_context_set_font_options(setter->context, options);
    pango_cairo_context_set_resolution(setter->context, 72);
    pango_context_set_round_glyph_positions(setter->context, FALSE);
    /* Not the machine's: what is printed depends on nothing but what is given. */
    pango_context_set_language(setter->context, pango_language_from_string("en"));
    cairo_font_options_destroy(options);
    for (size_t i = 0; i < PAPER_PARAGRAPHS; i++)
        setter->layouts[i] = pango_layout_new(setter->context);
    paper_country(setter, "");
    return setter;
}

void paper_setter_free(struct paper_setter *setter)
{
    if (!setter)
        return;
    for (size_t i = 0; i < PAPER_PARAGRAPHS; i++)
        g_object_unref(setter->layouts[i]);
    g_object_unref(setter->context);
    free(setter);
}

void paper_country(struct paper_setter *setter, const char *country)
{
    setter->cjk = "SC";
    for (size_t i = 0; i < sizeof han / sizeof *han; i++)
        if (strcmp(han[i].country, country) == 0)
            setter->cjk = han[i].cjk;
}

const char *paper_han(const struct paper_setter *setter)
{
    return setter->cjk;
}

static void set_font(struct paper_setter *setter, PangoLayout *layout,
                     const struct paper_paragraph *paragraph, double scale)
{
    double size = paragraph->size * scale;
    bool bold = paragraph->face == PAPER_SANS_BOLD;
    bool serif = paragraph->face == PAPER_SERIF;
    const char *list = families[bold ? PAPER_SANS : serif ? PAPER_DISPLAY : paragraph->face];
    if (serif || (paragraph->face == PAPER_DISPLAY && size < SMALL))
        list += strlen(DISPLAY);
    char *all = em_format("%s%s", list, setter->cjk);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, all);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    free(all);
}

/* No ligatures across what is spaced; names are not hyphenated anywhere. */
static void set_attributes(PangoLayout *layout, const struct paper_paragraph *paragraph,
                           double scale, double line)
{
    PangoAttrList *list = pango_attr_list_new();
    double spacing = paragraph->spacing * paragraph->size * scale;
    line *= paragraph->size * scale;
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    pango_attr_list_insert(list, pango_attr_line_height_new_absolute((int)(line * PANGO_SCALE)));
    if (spacing > 0)
        pango_attr_list_insert(list, pango_attr_letter_spacing_new((int)(spacing * PANGO_SCALE)));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

static double height_of(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

static double width_of(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

static double prepare(struct paper_setter *setter, const struct paper_paragraph *paragraphs,
                      double width, double scale, PangoWrapMode wrap)
{
    double height = 0;
    for (size_t i = 0; i < setter->count; i++) {
        PangoLayout *layout = setter->layouts[i];
        set_font(setter, layout, &paragraphs[i], scale);
        set_attributes(layout, &paragraphs[i], scale, LINE);
        pango_layout_set_wrap(layout, wrap);
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
        pango_layout_set_text(layout, paragraphs[i].text, -1);
        height += height_of(layout);
    }
    return height;
}

static bool fits(const struct paper_setter *setter, double height, const struct paper_place *place)
{
    for (size_t i = 0; i < setter->count; i++)
        if (width_of(setter->layouts[i]) > place->w)
            return false;
    return height <= place->h;
}

/* The greatest size at which all fit: with whole words first. */
static void fit(struct paper_setter *setter, const struct paper_place *place,
                const struct paper_paragraph *paragraphs)
{
    for (double scale = 1; scale > WHOLE_WORDS; scale *= STEP)
        if (fits(setter, prepare(setter, paragraphs, place->w, scale, PANGO_WRAP_WORD), place))
            return;
    for (double scale = 1; scale > 0.01; scale *= STEP)
        if (fits(setter, prepare(setter, paragraphs, place->w, scale, PANGO_WRAP_WORD_CHAR), place))
            return;
}

/* The narrowest in which it has as many lines. */
static void make_even(PangoLayout *layout, double width)
{
    int lines = pango_layout_get_line_count(layout);
    double narrow = 0, wide = width;
    PangoWrapMode wrap = pango_layout_get_wrap(layout);
    while (lines > 1 && wide - narrow > 1) {
        double middle = (narrow + wide) / 2;
        pango_layout_set_width(layout, (int)(middle * PANGO_SCALE));
        bool good = pango_layout_get_line_count(layout) <= lines &&
                    (wrap == PANGO_WRAP_WORD_CHAR || width_of(layout) <= middle);
        *(good ? &wide : &narrow) = middle;
    }
    pango_layout_set_width(layout, (int)(wide * PANGO_SCALE));
}

static bool runs_from_right(PangoLayout *layout)
{
    return pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
}

/* pango's "left" is where the lines of a paragraph begin. */
static void draw(struct paper_setter *setter, PangoLayout *layout, const struct paper_place *place,
                 double y, uint32_t color)
{
    cairo_t *cairo = setter->cairo;
    bool right = runs_from_right(setter->layouts[0]), begins = runs_from_right(layout) == right;
    double spare = place->w - (double)pango_layout_get_width(layout) / PANGO_SCALE;
    pango_layout_set_alignment(layout, begins ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
    cairo_set_source_rgb(cairo, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                         (color & 255) / 255.0);
    cairo_move_to(cairo, right ? place->x + spare : place->x, y);
    pango_cairo_show_layout(cairo, layout);
    cairo_new_path(cairo); /* or the current point would stay for the next shape */
}

double paper_set(struct paper_setter *setter, const struct paper_place *place,
                 const struct paper_paragraph *paragraphs, size_t count)
{
    struct paper_paragraph shown[PAPER_PARAGRAPHS];
    assert(count <= PAPER_PARAGRAPHS);
    setter->count = 0;
    for (size_t i = 0; i < count; i++)
        if (paragraphs[i].text && *paragraphs[i].text)
            shown[setter->count++] = paragraphs[i];
    double y = place->y, height = 0;
    fit(setter, place, shown);
    for (size_t i = 0; i < setter->count; i++) {
        if (place->even)
            make_even(setter->layouts[i], place->w);
        height += height_of(setter->layouts[i]);
    }
    if (place->bottom)
        y += place->h - height;
    for (size_t i = 0; i < setter->count; i++) {
        draw(setter, setter->layouts[i], place, y, shown[i].color);
        y += height_of(setter->layouts[i]);
    }
    return height;
}

/* Of f and i as one glyph cairo says what it is in marked content of its own, behind which readers
 * of tags (poppler 22) lose the rest of the paragraph. Those that a script needs stay. */
static void forbid_ligatures(PangoLayout *layout)
{
    PangoAttrList *list = pango_layout_get_attributes(layout);
    pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0"));
    pango_layout_set_attributes(layout, list);
}

PangoLayout *paper_layout_new(struct paper_setter *setter, const struct paper_paragraph *paragraph,
                              double width, double line)
{
    PangoLayout *layout = pango_layout_new(setter->context);
    set_font(setter, layout, paragraph, 1);
    set_attributes(layout, paragraph, 1, line);
    forbid_ligatures(layout);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_text(layout, paragraph->text, -1);
    return layout;
}
