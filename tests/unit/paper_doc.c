/* Documents on paper as an archive asks for them: tagged, and the same again or said to have
 * failed.
 */
#include "core/memory.h"
#include "fake/booklet.h"
#include "fake/pdf.h"

#include <cairo-pdf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_book_is_good(void **state)
{
    struct booklet *at = *state;
    char *path = booklet_make(at, "book.pdf");
    pdf_assert_good(path, "fr", BOOKLET_TITLE);
    char *bookmarks = pdf_bookmarks(path);
    assert_string_equal(bookmarks, "Déclaration\nLe texte\n  Engagements\nLes signatures\n");
    free(bookmarks);
    free(path);
}

/* The control: what cairo alone makes of it is not good, so the question can be answered no. */
static void without_the_last_hand_it_is_not(void **state)
{
    struct booklet *at = *state;
    char *path = booklet_path(at, "plain.pdf");
    cairo_surface_t *surface = cairo_pdf_surface_create(path, 595, 842);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, BOOKLET_TITLE);
    cairo_t *cairo = cairo_create(surface);
    cairo_tag_begin(cairo, "H1", "");
    cairo_select_font_face(cairo, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_move_to(cairo, 50, 50);
    cairo_show_text(cairo, "Bonjour");
    cairo_tag_end(cairo, "H1");
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    char *wants = pdf_wants(path, "fr", BOOKLET_TITLE);
    assert_non_null(wants);
    assert_non_null(strstr(wants, "language"));
    free(wants);
    free(path);
}

/* --- tags --- */

static int count_role(const struct pdf_tags *tags, const char *role)
{
    int count = 0;
    for (size_t i = 0; i < tags->count; i++)
        count += strcmp(tags->items[i].role, role) == 0;
    return count;
}

static void tags_say_what_is_what(void **state)
{
    struct booklet *at = *state;
    static const struct {
        const char *role;
        int depth;
    } first[] = {{"Document", 0}, {"H1", 1},    {"P", 1},     {"H1", 1}, {"H2", 1},  {"L", 1},
                 {"LI", 2},       {"Lbl", 3},   {"LBody", 3}, {"LI", 2}, {"Lbl", 3}, {"LBody", 3},
                 {"H1", 1},       {"Table", 1}, {"TR", 2},    {"TH", 3}, {"TH", 3},  {"TH", 3},
                 {"TR", 2},       {"TH", 3},    {"TR", 2},    {"TD", 3}, {"P", 4},   {"P", 4}};
    struct pdf_tags tags;
    char *path = booklet_make(at, "book.pdf");
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        assert_string_equal(tags.items[i].role, first[i].role);
        assert_int_equal(tags.items[i].depth, first[i].depth);
    }
    assert_int_equal(count_role(&tags, "TD"), 3 * BOOKLET_ROWS);
    assert_int_equal(count_role(&tags, "TH"), 3 + BOOKLET_ROWS / 50); /* once, whatever the pages */
    pdf_tags_free(&tags);
    free(path);
}

/* Each drawn signature says whose it is; an empty place says nothing. */
static void figures_and_heads_have_their_words(void **state)
{
    struct booklet *at = *state;
    struct pdf_tags tags;
    char *path = booklet_make(at, "book.pdf");
    int number = 0, heads = 0;
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < tags.count; i++) {
        const struct pdf_tag *tag = &tags.items[i];
        if (strcmp(tag->role, "TH") == 0)
            assert_string_equal(tag->scope, heads++ < 3 ? "Column" : "Row");
        if (strcmp(tag->role, "Figure") != 0) {
            assert_string_equal(tag->alt, "");
            continue;
        }
        number += number % 3 == 2 ? 2 : 1;
        char *alt = em_format("Signature %d de %s", number, booklet_name(number));
        assert_string_equal(tag->alt, alt);
        free(alt);
    }
    assert_int_equal(number, BOOKLET_ROWS);
    pdf_tags_free(&tags);
    free(path);
}

/* --- bytes --- */

static void the_same_document_gives_the_same_bytes(void **state)
{
    struct booklet *at = *state;
    char *one = booklet_make(at, "one.pdf"), *other = booklet_make(at, "other.pdf");
    FILE *a = fopen(one, "rb"), *b = fopen(other, "rb");
    int x, y;
    do {
        x = fgetc(a);
        y = fgetc(b);
        assert_int_equal(x, y);
    } while (x != EOF);
    assert_true(ftell(a) > 10000);
    fclose(a);
    fclose(b);
    free(one);
    free(other);
}

static void a_full_disk_is_said(void **state)
{
    struct booklet *at = *state;
    FILE *out = fopen("/dev/full", "wb");
    const struct paper_doc_info info = booklet_info("{page}");
    assert_non_null(out);
    assert_int_equal(paper_doc_write(&info, out, booklet_draw, NULL, &at->error), EM_IO);
    assert_non_null(strstr(at->error.text, "could not be written"));
    fclose(out);
}

static enum em_status draw_badly(struct paper_doc *doc, void *context, struct em_error *failed)
{
    (void)context;
    paper_heading(doc, 1, "Begun");
    paper_table_begin(doc, PAPER_RULED, booklet_columns, 3);
    booklet_row(doc, 1);
    return em_fail(failed, EM_DAMAGED, "The log ends here.");
}

static void who_draws_may_fail(void **state)
{
    struct booklet *at = *state;
    static const char *const pages[] = {"{page}", "{page} / {pages}"};
    for (size_t i = 0; i < 2; i++) {
        char *path = booklet_path(at, "failed.pdf");
        FILE *out = fopen(path, "wb");
        const struct paper_doc_info info = booklet_info(pages[i]);
        assert_int_equal(paper_doc_write(&info, out, draw_badly, NULL, &at->error), EM_DAMAGED);
        assert_string_equal(at->error.text, "The log ends here.");
        fclose(out);
        free(path);
    }
}

static struct booklet booklet;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, booklet_set_up, booklet_tear_down, &booklet)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_book_is_good),
        TEST(without_the_last_hand_it_is_not),
        TEST(tags_say_what_is_what),
        TEST(figures_and_heads_have_their_words),
        TEST(the_same_document_gives_the_same_bytes),
        TEST(a_full_disk_is_said),
        TEST(who_draws_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
