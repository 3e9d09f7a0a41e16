/* Drawn ink on paper: as operators in a form it looks as cairo draws it. */
#include "paper_ink.h"
#include "core/ink_outline.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/handwriting.h"
#include "fake/pdf.h"
#include "fake/tool.h"
#include "paper_doc.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DPI "150"

/* The outline drawn by cairo, as large as the header says: what a form is held against. */
static void draw_by_cairo(cairo_t *cairo, double w, double h, void *context)
{
    struct ink_outline outline = {0};
    ink_outline_make(&outline, context);
    const struct ink_box *box = &outline.box;
    double wide = box->right - box->left, high = box->bottom - box->top;
    double scale = fmin(fmin(w / wide, h / high), 2 * w / 1000);
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.3);
    cairo_save(cairo);
    cairo_translate(cairo, 0, (h - scale * high) / 2);
    cairo_scale(cairo, scale, scale);
    cairo_translate(cairo, -box->left, -box->top);
    for (size_t i = 0; i < outline.count; i++) {
        const struct ink_element *at = &outline.elements[i];
        if (at->verb == INK_MOVE)
            cairo_move_to(cairo, at->to.x, at->to.y);
        else if (at->verb == INK_LINE)
            cairo_line_to(cairo, at->to.x, at->to.y);
        else if (at->verb == INK_CURVE)
            cairo_curve_to(cairo, at->leave.x, at->leave.y, at->arrive.x, at->arrive.y, at->to.x,
                           at->to.y);
        else
            cairo_close_path(cairo);
    }
    cairo_restore(cairo);
    cairo_fill(cairo);
    ink_outline_free(&outline);
}

/* Three pages: an ink drawn by cairo, the same as operators, and another one so. */
static enum em_status draw(struct paper_doc *doc, void *context, struct em_error *error)
{
    enum em_status status = EM_OK;
    (void)context;
    for (int page = 0; page < 3 && status == EM_OK; page++) {
        struct paper_figure figure = {.height = 40, .draw = draw_by_cairo};
        struct ink drawn;
        ink_init(&drawn, 1000, 400);
        handwriting_draw(&drawn, page == 2 ? 9 : 8, 200);
        char *text = ink_encode_text(&drawn);
        figure.context = &drawn;
        if (page > 0)
            status = paper_ink_figure(&figure, text, 40, error);
        figure.width = 130;
        figure.alt = "x";
        paper_figure(doc, &figure);
        paper_new_page(doc);
        ink_free(&drawn);
        free(text);
    }
    return status;
}

struct picture {
    int w, h;
    unsigned char *gray;
};

static struct picture read_picture(const char *folder, int page)
{
    struct picture picture;
    int most;
    char *path = em_format("%s/page-%d.pgm", folder, page);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "P5 %d %d %d", &picture.w, &picture.h, &most), 3);
    fgetc(file);
    size_t size = (size_t)picture.w * (size_t)picture.h;
    picture.gray = em_alloc(size);
    assert_int_equal(fread(picture.gray, 1, size, file), size);
    fclose(file);
    free(path);
    return picture;
}

static size_t dark(const struct picture *picture)
{
    size_t count = 0;
    for (size_t i = 0; i < (size_t)picture->w * (size_t)picture->h; i++)
        count += picture->gray[i] < 80;
    return count;
}

/* Pixels that are ink here and paper there. */
static size_t different(const struct picture *a, const struct picture *b)
{
    size_t count = 0;
    assert_int_equal(a->w, b->w);
    assert_int_equal(a->h, b->h);
    for (size_t i = 0; i < (size_t)a->w * (size_t)a->h; i++)
        count += abs(a->gray[i] - b->gray[i]) > 100;
    return count;
}

static void operators_look_as_cairo_draws(void **state)
{
    char folder[FAKE_PATH_SIZE];
    const struct paper_doc_info info = {.title = "Ink", .language = "en", .page = "{page}"};
    struct tool_result result = {0};
    (void)state;
    fake_folder_make(folder);
    char *path = em_format("%s/ink.pdf", folder), *pages = em_format("%s/page", folder);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_int_equal(paper_doc_write(&info, out, draw, NULL, NULL), EM_OK);
    fclose(out);
    pdf_assert_good(path, "en", "Ink");
    tool_run(&result,
             (const char *const[]){"/usr/bin/pdftoppm", "-r", DPI, "-gray", path, pages, NULL},
             NULL);
    assert_int_equal(result.code, 0);
    struct picture cairo = read_picture(folder, 1), form = read_picture(folder, 2);
    struct picture other = read_picture(folder, 3);
    size_t ink = dark(&cairo) - 1;
    assert_true(ink > 300);
    assert_true(different(&cairo, &form) * 10 < ink);
    assert_true(different(&cairo, &other) > ink); /* such as would be seen */
    free(cairo.gray);
    free(form.gray);
    free(other.gray);
    free(path);
    free(pages);
    tool_result_free(&result);
    fake_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(operators_look_as_cairo_draws)};
    return cmocka_run_group_tests_name("ink on paper", tests, NULL, NULL);
}
