/* The last hand on a PDF, on what cairo makes and on what it does not. */
#include "paper_finish.h"

#include "core/memory.h"

#include <cairo-pdf.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct paper_about about = {
    .title = "Titre", .subject = "", .author = "", .language = "fr", .created_us = 1};
static struct em_error error;

static cairo_status_t keep(void *closure, const unsigned char *bytes, unsigned length)
{
    em_buffer_add(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

/* A page with three tags, one of which is a figure. */
static struct em_buffer draw(void)
{
    static const char *const tags[] = {"Document", "Figure"};
    struct em_buffer plain = {0};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(keep, &plain, 100, 100);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2016-12-09T10:00:00Z");
    cairo_t *cairo = cairo_create(surface);
    for (size_t i = 0; i < 2; i++)
        cairo_tag_begin(cairo, tags[i], "");
    cairo_rectangle(cairo, 10, 10, 50, 50);
    cairo_fill(cairo);
    for (size_t i = 2; i-- > 0;)
        cairo_tag_end(cairo, tags[i]);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return plain;
}

/* Gives it on in pieces of so many bytes. */
static enum em_status finish(const struct em_buffer *plain, size_t piece, const char *alt,
                             char **out, size_t *size)
{
    FILE *stream = open_memstream(out, size);
    struct paper_finish *finishing = paper_finish_new(stream, &about);
    if (alt)
        paper_finish_alt(finishing, alt);
    for (size_t at = 0; at < plain->size; at += piece) {
        size_t length = plain->size - at < piece ? plain->size - at : piece;
        paper_finish_put(finishing, (const unsigned char *)plain->data + at, (unsigned)length);
    }
    enum em_status status = paper_finish_end(finishing, &error);
    assert_int_equal(fclose(stream), 0);
    return status;
}

static void pieces_do_not_matter(void **state)
{
    (void)state;
    static const size_t pieces[] = {1, 2, 7, 19, 500};
    struct em_buffer plain = draw();
    char *whole, *other;
    size_t size, other_size;
    assert_int_equal(finish(&plain, plain.size, "Un carré", &whole, &size), EM_OK);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        assert_int_equal(finish(&plain, pieces[i], "Un carré", &other, &other_size), EM_OK);
        assert_int_equal(other_size, size);
        assert_memory_equal(other, whole, size);
        free(other);
    }
    free(whole);
    em_buffer_free(&plain);
}

/* The identifier is that of the content: other words, another one. */
static void the_identifier_is_of_the_content(void **state)
{
    (void)state;
    struct em_buffer plain = draw();
    char *one, *other;
    size_t size, other_size;
    finish(&plain, plain.size, "Un carré", &one, &size);
    finish(&plain, plain.size, "Un cercle", &other, &other_size);
    const char *id = memmem(one, size, "/ID [<", 6),
               *other_id = memmem(other, other_size, "/ID [<", 6);
    assert_non_null(id);
    assert_non_null(other_id);
    assert_memory_not_equal(id, other_id, 38);
    free(one);
    free(other);
    em_buffer_free(&plain);
}

static void assert_refused(const struct em_buffer *plain, const char *alt)
{
    char *out;
    size_t size;
    assert_int_equal(finish(plain, plain->size ? plain->size : 1, alt, &out, &size), EM_IO);
    assert_non_null(strstr(error.text, "cairo"));
    free(out);
}

/* A text that no tag took would be said of nothing. */
static void a_figure_too_few_is_refused(void **state)
{
    (void)state;
    struct em_buffer plain = draw();
    FILE *stream = tmpfile();
    struct paper_finish *finishing = paper_finish_new(stream, &about);
    paper_finish_alt(finishing, "Un carré");
    paper_finish_alt(finishing, "Un carré qui n’est pas là");
    paper_finish_put(finishing, (const unsigned char *)plain.data, (unsigned)plain.size);
    assert_int_equal(paper_finish_end(finishing, &error), EM_IO);
    fclose(stream);
    em_buffer_free(&plain);
}

/* As a later cairo may write it: nobody gets a file of which a part was not understood. */
static void what_is_not_known_is_refused(void **state)
{
    (void)state;
    static const char *const strange[] = {
        "",
        "%PDF-1.7\n",
        "%PDF-1.7\n%\n1 0 obj\n<< /Type /Catalog\n>>\nendobj\n",
        "%PDF-1.7\n1 0 obj\n<< >>\nendobj\nxref\n0 2\ntrailer\n<< /Root 1 0 R\n/Info 1 0 R\n",
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog\nendobj\nxref\ntrailer\n<< /Root 1 0 R\n/Info 1 0 "
        "R\n",
        "hello\n",
    };
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        struct em_buffer plain = {0};
        em_buffer_text(&plain, strange[i]);
        assert_refused(&plain, NULL);
        em_buffer_free(&plain);
    }
}

/* Cut anywhere, it is not finished as if it were whole; but for its very end, which is made anew.
 */
static void what_is_cut_is_refused(void **state)
{
    (void)state;
    struct em_buffer plain = draw();
    const char *end = memmem(plain.data, plain.size, "/Info", 5);
    assert_non_null(end);
    for (size_t size = 0; size <= (size_t)(end - plain.data); size += 97) {
        struct em_buffer cut = {0};
        em_buffer_add(&cut, plain.data, size);
        assert_refused(&cut, "Un carré");
        em_buffer_free(&cut);
    }
    em_buffer_free(&plain);
}

/* -- Forms of a file that nobody gets -- */

struct drawn {
    int written, released;
};

static void write_form(struct em_buffer *out, double w, double h, void *context)
{
    struct drawn *drawn = context;
    em_buffer_format(out, "%g %g m\n", w, h);
    drawn->written++;
}

static void release_form(void *context)
{
    struct drawn *drawn = context;
    drawn->released++;
}

static void assert_form_is_dropped(FILE *stream, const char *bytes, size_t size)
{
    struct drawn drawn = {0};
    const struct paper_figure figure = {
        .height = 9, .write = write_form, .release = release_form, .context = &drawn};
    struct paper_finish *finishing = paper_finish_new(stream, &about);
    paper_finish_put(finishing, (const unsigned char *)bytes, (unsigned)size);
    paper_finish_form(finishing, &figure, 9);
    bool at_once = drawn.released == 1 && drawn.written == 0;
    assert_int_equal(paper_finish_end(finishing, &error), EM_IO);
    assert_true(at_once);
    assert_true(drawn.released == 1 && drawn.written == 0);
}

/* They would all wait to the end, since no page takes its own. */
static void a_lost_file_holds_no_forms(void **state)
{
    (void)state;
    struct em_buffer plain = draw();
    FILE *full = fopen("/dev/full", "w"), *strange = tmpfile();
    assert_true(full && strange);
    setvbuf(full, NULL, _IONBF, 0);
    assert_form_is_dropped(full, plain.data, plain.size);
    assert_form_is_dropped(strange, "hello\n", strlen("hello\n"));
    fclose(full);
    fclose(strange);
    em_buffer_free(&plain);
}

static int begin(void **state)
{
    (void)state;
    return sodium_init() < 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_do_not_matter),
        cmocka_unit_test(the_identifier_is_of_the_content),
        cmocka_unit_test(a_figure_too_few_is_refused),
        cmocka_unit_test(what_is_not_known_is_refused),
        cmocka_unit_test(what_is_cut_is_refused),
        cmocka_unit_test(a_lost_file_holds_no_forms),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
