#include "paper_sheet.h"

#include "core/clock.h"
#include "core/memory.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdlib.h>
#include <string.h>

#define MM (72 / 25.4)

/* The forms that usual holders take: 90 x 65 and 90 x 54 mm, A6, and the label of 62 mm. */
static const struct paper_form form_65 = {.w = 90,
                                          .h = 65,
                                          .line = 8,
                                          .head = {12, 5, 74, 8},
                                          .name = {12, 13.5, 74, 18},
                                          .details = {12, 34, 43, 27},
                                          .head_size = 7.5,
                                          .name_size = 32,
                                          .details_size = 10.5,
                                          .qr_side = 300,
                                          .qr_margin = 4.5};
static const struct paper_form form_54 = {.w = 90,
                                          .h = 54,
                                          .line = 8,
                                          .head = {12, 4.5, 74, 7.5},
                                          .name = {12, 13, 43, 20},
                                          .details = {12, 34, 43, 16.5},
                                          .head_size = 7,
                                          .name_size = 22,
                                          .details_size = 9,
                                          .qr_side = 300,
                                          .qr_margin = 4.2};
static const struct paper_form form_a6 = {.w = 105,
                                          .h = 148,
                                          .line = 14,
                                          .head = {19, 12, 78, 14},
                                          .name = {19, 32, 78, 44},
                                          .details = {19, 78, 78, 23},
                                          .head_size = 11,
                                          .name_size = 44,
                                          .details_size = 15,
                                          .qr_side = 375,
                                          .qr_margin = 8};
static const struct paper_form form_label = {.w = 62,
                                             .h = 100,
                                             .line = 7,
                                             .head = {10.5, 5, 48, 9},
                                             .name = {10.5, 16, 48, 22},
                                             .details = {10.5, 39, 48, 22},
                                             .head_size = 7.5,
                                             .name_size = 26,
                                             .details_size = 10,
                                             .qr_side = 325,
                                             .qr_margin = 4.5,
                                             .black = true};

const struct paper_sheet paper_sheets[] = {
    {"a4-2x4", "eight of 90 x 65 mm on A4, with marks to cut along", 210, 297, 2, 4, &form_65},
    {"a4-2x5", "ten of 90 x 54 mm on A4, with marks to cut along", 210, 297, 2, 5, &form_54},
    {"a6", "one of 105 x 148 mm a page", 105, 148, 1, 1, &form_a6},
    {"label-62", "one of 62 x 100 mm a label, in black alone", 62, 100, 1, 1, &form_label},
};
const size_t paper_sheet_count = sizeof paper_sheets / sizeof *paper_sheets;

const struct paper_sheet *paper_sheet_find(const char *name)
{
    for (size_t i = 0; i < paper_sheet_count; i++)
        if (strcmp(paper_sheets[i].name, name) == 0)
            return &paper_sheets[i];
    return NULL;
}

struct paper_book {
    const struct paper_sheet *sheet;
    const struct paper_event *event;
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct paper_setter *setter;
    int on_page;
};

/* Never an error: cairo 1.16 that could not write may fail an assertion at its end. The stream
 * remembers, and em_output_end tells. */
static cairo_status_t put(void *closure, const unsigned char *bytes, unsigned length)
{
    fwrite(bytes, 1, length, closure);
    return CAIRO_STATUS_SUCCESS;
}

struct paper_book *paper_book_open(const struct paper_sheet *sheet, const struct paper_event *event,
                                   int64_t created_us, FILE *out)
{
    struct paper_book *book = em_alloc(sizeof *book);
    char created[EM_TIME_SIZE];
    em_time_format(created_us, created);
    created[19] = 'Z'; /* whole seconds: cairo knows no others */
    created[20] = '\0';
    *book = (struct paper_book){.sheet = sheet, .event = event};
    book->surface = cairo_pdf_surface_create_for_stream(put, out, sheet->w * MM, sheet->h * MM);
    cairo_pdf_surface_set_metadata(book->surface, CAIRO_PDF_METADATA_TITLE, event->title);
    cairo_pdf_surface_set_metadata(book->surface, CAIRO_PDF_METADATA_CREATOR, "emarge");
    cairo_pdf_surface_set_metadata(book->surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
    book->cairo = cairo_create(book->surface);
    book->setter = paper_setter_new(book->cairo);
    return book;
}

static double left_of(const struct paper_sheet *sheet)
{
    return (sheet->w - sheet->columns * sheet->form->w) / 2;
}

static double top_of(const struct paper_sheet *sheet)
{
    return (sheet->h - sheet->rows * sheet->form->h) / 2;
}

static void mark(cairo_t *cairo, double x, double y, double dx, double dy)
{
    cairo_move_to(cairo, x * MM, y * MM);
    cairo_line_to(cairo, (x + dx) * MM, (y + dy) * MM);
}

/* In the paper's margins, where the badges' edges would go on. */
static void draw_cut_marks(cairo_t *cairo, const struct paper_sheet *sheet)
{
    const double length = 5, apart = 2, left = left_of(sheet), top = top_of(sheet);
    const double right = sheet->w - left, bottom = sheet->h - top;
    for (int i = 0; i <= sheet->columns; i++) {
        double x = left + i * sheet->form->w;
        mark(cairo, x, top - apart, 0, -length);
        mark(cairo, x, bottom + apart, 0, length);
    }
    for (int i = 0; i <= sheet->rows; i++) {
        double y = top + i * sheet->form->h;
        mark(cairo, left - apart, y, -length, 0);
        mark(cairo, right + apart, y, length, 0);
    }
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_set_line_width(cairo, 0.3);
    cairo_stroke(cairo);
}

static bool is_cut(const struct paper_sheet *sheet)
{
    return sheet->columns * sheet->rows > 1;
}

enum em_status paper_book_add(struct paper_book *book, const struct paper_owner *owner,
                              struct em_error *error)
{
    const struct paper_sheet *sheet = book->sheet;
    if (book->on_page == sheet->columns * sheet->rows) {
        cairo_show_page(book->cairo);
        book->on_page = 0;
    }
    if (book->on_page == 0 && is_cut(sheet))
        draw_cut_marks(book->cairo, sheet);
    double x = left_of(sheet) + book->on_page % sheet->columns * sheet->form->w;
    double y = top_of(sheet) + book->on_page / sheet->columns * sheet->form->h;
    book->on_page++;
    return paper_badge(book->cairo, book->setter, sheet->form, x * MM, y * MM, book->event, owner,
                       error);
}

static enum em_status check(cairo_status_t status, struct em_error *error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return EM_OK;
    return em_fail(error, EM_IO, "The badges could not be drawn: %s.",
                   cairo_status_to_string(status));
}

static enum em_status finish(cairo_surface_t *surface, cairo_t *cairo, struct em_error *error)
{
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return check(status, error);
}

enum em_status paper_book_close(struct paper_book *book, struct em_error *error)
{
    paper_setter_free(book->setter);
    enum em_status status = finish(book->surface, book->cairo, error);
    free(book);
    return status;
}

/* --- one alone --- */

static enum em_status draw_one(cairo_t *cairo, const struct paper_form *form,
                               const struct paper_event *event, const struct paper_owner *owner,
                               struct em_error *error)
{
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    struct paper_setter *setter = paper_setter_new(cairo);
    enum em_status status = paper_badge(cairo, setter, form, 0, 0, event, owner, error);
    paper_setter_free(setter);
    return status;
}

static enum em_status write_png(FILE *out, const struct paper_form *form,
                                const struct paper_event *event, const struct paper_owner *owner,
                                struct em_error *error)
{
    int w = (int)(form->w / 25.4 * PAPER_DPI + 0.5), h = (int)(form->h / 25.4 * PAPER_DPI + 0.5);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, PAPER_DPI / 72.0, PAPER_DPI / 72.0);
    enum em_status status = draw_one(cairo, form, event, owner, error);
    if (status == EM_OK)
        status = check(cairo_surface_write_to_png_stream(surface, put, out), error);
    enum em_status finished = finish(surface, cairo, status == EM_OK ? error : NULL);
    return status == EM_OK ? finished : status;
}

static enum em_status write_svg(FILE *out, const struct paper_form *form,
                                const struct paper_event *event, const struct paper_owner *owner,
                                struct em_error *error)
{
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(put, out, form->w * MM, form->h * MM);
    cairo_t *cairo = cairo_create(surface);
    enum em_status status = draw_one(cairo, form, event, owner, error);
    enum em_status finished = finish(surface, cairo, status == EM_OK ? error : NULL);
    return status == EM_OK ? finished : status;
}

const struct paper_picture_format paper_picture_formats[] = {{"png", write_png},
                                                             {"svg", write_svg}};
const size_t paper_picture_format_count =
    sizeof paper_picture_formats / sizeof *paper_picture_formats;
