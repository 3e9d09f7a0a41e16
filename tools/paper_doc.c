#include "paper_cache.h"

#include "core/clock.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/words.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_SIDE  (210 * PAPER_MM)
#define LONG_SIDE   (297 * PAPER_MM)
#define MARGIN_LINE (20 * PAPER_MM)
#define LEFT        (26 * PAPER_MM)
#define RIGHT       (18 * PAPER_MM)
#define TOP         (20 * PAPER_MM)
#define BOTTOM      (24 * PAPER_MM)
#define FOOT_TOP    (18 * PAPER_MM) /* from the lower edge */
#define FOOT_HEIGHT (8 * PAPER_MM)

char *paper_visible(const char *text)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    while (text && *text) {
        size_t length = strcspn(text, "\n");
        char *line = em_strndup(text, length), *seen = words_visible(line);
        em_buffer_text(&out, seen);
        if (text[length])
            em_buffer_text(&out, " \n"); /* the space: two words also to who reads it in one line */
        text += length + (text[length] != '\0');
        free(line);
        free(seen);
    }
    return out.data;
}

/* --- place --- */

double paper_left(const struct paper_doc *doc)
{
    (void)doc;
    return LEFT;
}

double paper_top(const struct paper_doc *doc)
{
    (void)doc;
    return TOP;
}

double paper_bottom(const struct paper_doc *doc)
{
    return doc->h - BOTTOM;
}

double paper_width(const struct paper_doc *doc)
{
    return doc->w - LEFT - RIGHT;
}

double paper_height(const struct paper_doc *doc)
{
    return paper_bottom(doc) - TOP;
}

double paper_room(const struct paper_doc *doc)
{
    return doc->page_begun ? paper_bottom(doc) - doc->y : paper_height(doc);
}

int paper_page(const struct paper_doc *doc)
{
    return doc->page_begun ? doc->page : doc->page + 1;
}

bool paper_doc_counts(const struct paper_doc *doc)
{
    return doc->counting;
}

/* --- what is drawn --- */

void paper_tag(struct paper_doc *doc, const char *tag)
{
    if (!doc->counting)
        cairo_tag_begin(doc->cairo, tag, "");
}

void paper_tag_end(struct paper_doc *doc, const char *tag)
{
    if (!doc->counting)
        cairo_tag_end(doc->cairo, tag);
}

void paper_color(struct paper_doc *doc, uint32_t color)
{
    cairo_set_source_rgb(doc->cairo, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                         (color & 255) / 255.0);
}

void paper_stroke(struct paper_doc *doc, double x, double y, double w, double thick, uint32_t color)
{
    if (doc->counting)
        return;
    paper_color(doc, color);
    cairo_rectangle(doc->cairo, x, y, w, thick);
    cairo_fill(doc->cairo);
}

/* --- pages --- */

void paper_page_begin(struct paper_doc *doc)
{
    doc->page_begun = true;
    doc->page++;
    doc->sheet++;
    doc->y = TOP;
    doc->gap = 0;
    double thick = 0.35 * PAPER_MM;
    if (!doc->counting) {
        paper_color(doc, PAPER_MARGIN_RED);
        cairo_rectangle(doc->cairo, MARGIN_LINE - thick / 2, 0, thick, doc->h);
        cairo_fill(doc->cairo);
    }
}

/* With {page} and {pages} for what they are. */
static char *page_words(const struct paper_doc *doc)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    for (const char *at = doc->page_words; *at;) {
        if (strncmp(at, "{page}", 6) == 0) {
            em_buffer_format(&out, "%d", doc->page);
            at += 6;
        } else if (strncmp(at, "{pages}", 7) == 0 && doc->part < doc->part_count) {
            em_buffer_format(&out, "%d", doc->pages[doc->part]);
            at += 7;
        } else {
            em_buffer_add(&out, at++, 1);
        }
    }
    return out.data;
}

static void draw_footer(struct paper_doc *doc)
{
    const struct paper_look *look = &paper_looks[PAPER_FINE];
    double width = paper_width(doc), right = 0.25 * width, gap = 12;
    char *words = page_words(doc);
    const struct paper_paragraph left_text = {doc->footer, look->face, look->size, 0, look->color};
    const struct paper_paragraph page_text = {words, look->face, look->size, 0, look->color};
    struct paper_place place = {LEFT, doc->h - FOOT_TOP, width - right - gap, FOOT_HEIGHT, false,
                                false};
    paper_set(doc->setter, &place, &left_text, 1);
    PangoLayout *page = paper_layout_new(doc->setter, &page_text, right, look->line);
    pango_layout_set_alignment(page, PANGO_ALIGN_RIGHT);
    paper_lines(doc, page, LEFT + width - right, place.y, 0, pango_layout_get_line_count(page),
                look->color);
    g_object_unref(page);
    free(words);
}

void paper_page_end(struct paper_doc *doc)
{
    if (!doc->page_begun)
        return;
    doc->page_begun = false;
    if (doc->counting) {
        doc->pages[doc->part] = doc->page;
        return;
    }
    draw_footer(doc);
    cairo_show_page(doc->cairo);
}

/* Grows in the counting alone. */
static void add_part(struct paper_doc *doc)
{
    if (!doc->counting)
        return;
    doc->pages = em_grow(doc->pages, doc->part_count, &doc->part_capacity, sizeof *doc->pages);
    doc->pages[doc->part_count++] = 0;
}

static void set_footer(struct paper_doc *doc, const char *footer)
{
    free(doc->footer);
    doc->footer = paper_visible(footer);
}

void paper_part(struct paper_doc *doc, const char *footer)
{
    paper_new_page(doc);
    if (doc->page > 0) {
        doc->part++;
        doc->page = 0;
        add_part(doc);
    }
    if (footer)
        set_footer(doc, footer);
}

void paper_new_page(struct paper_doc *doc)
{
    if (doc->heading_count > 0)
        paper_claim(doc, 0, 0);
    paper_page_end(doc);
}

/* --- beginning and end --- */

static cairo_status_t put_nowhere(void *closure, const unsigned char *bytes, unsigned length)
{
    (void)closure;
    (void)bytes;
    (void)length;
    return CAIRO_STATUS_SUCCESS;
}

/* One line, as a window's bar and a list of files show it. */
static char *one_line(const char *text)
{
    return words_visible(text ? text : "");
}

static void take_info(struct paper_doc *doc, const struct paper_doc_info *info)
{
    doc->about = (struct paper_about){.title = one_line(info->title),
                                      .subject = one_line(info->subject),
                                      .author = one_line(info->author),
                                      .language = one_line(info->language),
                                      .created_us = info->created_us};
    doc->w = info->landscape ? LONG_SIDE : SHORT_SIDE;
    doc->h = info->landscape ? SHORT_SIDE : LONG_SIDE;
    set_footer(doc, info->footer);
    doc->page_words = paper_visible(info->page);
}

static void set_metadata(struct paper_doc *doc)
{
    char created[EM_TIME_SIZE];
    em_time_format(doc->about.created_us, created);
    created[19] = 'Z'; /* whole seconds: cairo knows no others */
    created[20] = '\0';
    const struct {
        cairo_pdf_metadata_t which;
        const char *text;
    } rows[] = {
        {CAIRO_PDF_METADATA_TITLE, doc->about.title},
        {CAIRO_PDF_METADATA_SUBJECT, doc->about.subject},
        {CAIRO_PDF_METADATA_AUTHOR, doc->about.author},
        {CAIRO_PDF_METADATA_CREATOR, "emarge"},
        {CAIRO_PDF_METADATA_CREATE_DATE, created},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (*rows[i].text)
            cairo_pdf_surface_set_metadata(doc->surface, rows[i].which, rows[i].text);
}

/* Pages are counted on a surface of the same kind, so that no letter is a hair wider there. */
static struct paper_doc *doc_new(const struct paper_doc_info *info, FILE *out)
{
    struct paper_doc *doc = em_alloc(sizeof *doc);
    assert(info->title && *info->title && info->language && *info->language);
    doc->counting = out == NULL;
    take_info(doc, info);
    add_part(doc);
    if (out)
        doc->finish = paper_finish_new(out, &doc->about);
    doc->surface = cairo_pdf_surface_create_for_stream(out ? paper_finish_put : put_nowhere,
                                                       doc->finish, doc->w, doc->h);
    set_metadata(doc);
    doc->cairo = cairo_create(doc->surface);
    doc->setter = paper_setter_new(doc->cairo);
    doc->cache = paper_cache_new();
    paper_tag(doc, "Document");
    return doc;
}

static void doc_free(struct paper_doc *doc)
{
    free((char *)doc->about.title);
    free((char *)doc->about.subject);
    free((char *)doc->about.author);
    free((char *)doc->about.language);
    free(doc->footer);
    free(doc->page_words);
    free(doc->pages);
    free(doc);
}

/* Whatever is begun is ended, in the order in which it stands in the other. */
static void end_all(struct paper_doc *doc)
{
    paper_table_end(doc);
    while (doc->depth > 0)
        paper_list_end(doc);
    if (doc->sheet == 0 && doc->heading_count == 0)
        paper_page_begin(doc); /* a PDF has a page */
    paper_new_page(doc);
    paper_tag_end(doc, "Document");
}

static enum em_status close_surface(struct paper_doc *doc, struct em_error *error)
{
    paper_cache_free(doc->cache);
    paper_setter_free(doc->setter);
    cairo_status_t status = cairo_status(doc->cairo);
    cairo_destroy(doc->cairo);
    cairo_surface_finish(doc->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(doc->surface);
    cairo_surface_destroy(doc->surface);
    if (status == CAIRO_STATUS_SUCCESS) /* what could not be written says paper_finish_end */
        return EM_OK;
    return em_fail(error, EM_IO, "The pages of “%s” could not be drawn: %s.", doc->about.title,
                   cairo_status_to_string(status));
}

enum em_status paper_doc_close(struct paper_doc *doc, struct em_error *error)
{
    end_all(doc);
    enum em_status status = close_surface(doc, error);
    if (doc->finish) {
        enum em_status finished = paper_finish_end(doc->finish, status == EM_OK ? error : NULL);
        status = status == EM_OK ? finished : status;
    }
    doc_free(doc);
    return status;
}

struct paper_doc *paper_doc_open(const struct paper_doc_info *info, FILE *out)
{
    assert(!info->page || !strstr(info->page, "{pages}"));
    return doc_new(info, out);
}

/* Of what was counted, the pages of each part are kept. */
static enum em_status count(struct paper_doc *to, const struct paper_doc_info *info,
                            paper_doc_draw draw, void *context, struct em_error *error)
{
    struct paper_doc *doc = doc_new(info, NULL);
    enum em_status status = draw(doc, context, error);
    end_all(doc);
    to->pages = doc->pages;
    to->part_count = doc->part_count;
    doc->pages = NULL;
    enum em_status closed = close_surface(doc, status == EM_OK ? error : NULL);
    doc_free(doc);
    return status == EM_OK ? closed : status;
}

enum em_status paper_doc_write(const struct paper_doc_info *info, FILE *out, paper_doc_draw draw,
                               void *context, struct em_error *error)
{
    struct paper_doc *doc = doc_new(info, out);
    enum em_status status = EM_OK;
    if (info->page && strstr(info->page, "{pages}"))
        status = count(doc, info, draw, context, error);
    if (status == EM_OK)
        status = draw(doc, context, error);
    enum em_status closed = paper_doc_close(doc, status == EM_OK ? error : NULL);
    return status == EM_OK ? closed : status;
}

enum em_status paper_doc_save(const struct paper_doc_info *info, const char *path,
                              paper_doc_draw draw, void *context, struct em_error *error)
{
    struct em_output output;
    enum em_status status = em_output_open(&output, path, 0600, error);
    if (status != EM_OK)
        return status;
    status = paper_doc_write(info, output.stream, draw, context, error);
    if (status == EM_OK || ferror(output.stream)) /* a full disk says what is the matter best */
        return em_output_commit(&output, error);
    em_output_abandon(&output);
    return status;
}
