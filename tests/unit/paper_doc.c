/* Documents on paper, as qpdf and poppler read them. */
#include "paper_doc.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/hostile.h"
#include "fake/pdf.h"
#include "fake/tool.h"

#include <cairo-pdf.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CREATED INT64_C(1481280000000000) /* 2016-12-09 10:40 UTC */
#define TITLE   "Livre des signatures – 한국, საქართველო"
#define ROWS    200

/* Names that do not exist, in scripts that do. */
static const char *const names[] = {
    "Amina Nyambura", "ნინო მაგალითიძე", "홍보기",         "محمد المثال",
    "נועה לדוגמה",    "प्रिया उदाहरण",    "สมชาย ตัวอย่าง",   "范思远",
    "Ñandú Õrnek",    "Дарья Примерова", "Γεωργία Δείγμα", "علاء الافتراض",
    "Անի Օրինակյան",  "አበበ ምሳሌ",         "উদাহরণ বসু",      "例文さくら",
};
#define NAMES (sizeof names / sizeof *names)

static char folder[FAKE_PATH_SIZE];
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    error = (struct em_error){0};
    return sodium_init() < 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_folder_remove(folder);
    return 0;
}

static char *path_of(const char *name)
{
    return em_format("%s/%s", folder, name);
}

static struct paper_doc_info info_of(const char *page)
{
    return (struct paper_doc_info){.title = TITLE,
                                   .subject = "À l’essai",
                                   .author = "Elgeyo Marakwet",
                                   .language = "fr",
                                   .created_us = CREATED,
                                   .footer = "Au pied",
                                   .page = page};
}

/* Draws a document into a file of the test's folder. */
static void write_doc(const char *path, const struct paper_doc_info *info, paper_doc_draw draw,
                      void *context)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    if (paper_doc_write(info, out, draw, context, &error) != EM_OK)
        fail_msg("%s", error.text);
    assert_int_equal(fclose(out), 0);
}

static void draw_dot(cairo_t *cairo, double w, double h, void *context)
{
    (void)context;
    cairo_rectangle(cairo, 0, 0, w, h);
    cairo_fill(cairo);
}

static const char *name_of(int number)
{
    return names[(size_t)number % NAMES];
}

static void draw_signature(struct paper_doc *doc, int number)
{
    char *letter = em_format("A-%d", number), *hash = em_format("hash%dhash", number);
    char *alt = em_format("Signature %d de %s", number, name_of(number));
    bool drawn = number % 3 != 0;
    const struct paper_cell cells[] = {
        {.lines = {{PAPER_SMALL, letter}, {PAPER_FINE, hash}}},
        {.lines = {{PAPER_NAME, name_of(number)}, {PAPER_MUTED, "Conseil"}}},
        {.figure = {.height = 30,
                    .alt = drawn ? alt : NULL,
                    .draw = drawn ? draw_dot : paper_sign_here}},
    };
    paper_row(doc, cells);
    free(letter);
    free(hash);
    free(alt);
}

static const struct paper_column columns[] = {
    {"Numéro", 2, false}, {"Nom", 5, false}, {"Signature", 5, false}};

/* Something of everything. */
static enum em_status draw_book(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)context;
    (void)unused;
    paper_heading_styled(doc, 1, PAPER_TITLE, true, "Déclaration");
    paper_text(doc, PAPER_LEAD, "Paris, décembre");
    paper_new_page(doc);
    paper_heading(doc, 1, "Le texte");
    paper_heading(doc, 2, "Engagements");
    paper_list_begin(doc);
    paper_item(doc, PAPER_BODY, "1.", "Le premier point.");
    paper_item(doc, PAPER_BODY, "2.", "Le second point.");
    paper_list_end(doc);
    paper_heading(doc, 1, "Les signatures");
    paper_table_begin(doc, PAPER_RULED, columns, 3);
    for (int i = 1; i <= ROWS; i++) {
        if (i % 50 == 1)
            paper_row_across(doc, PAPER_STRONG, "Un groupe");
        draw_signature(doc, i);
    }
    paper_table_end(doc);
    paper_part(doc, "Autre pied");
    paper_text(doc, PAPER_BODY, "La fin.");
    return EM_OK;
}

static char *make_book(const char *name)
{
    char *path = path_of(name);
    const struct paper_doc_info info = info_of("Page {page} sur {pages}");
    write_doc(path, &info, draw_book, NULL);
    return path;
}

/* --- what an archive asks --- */

static void a_book_is_good(void **state)
{
    (void)state;
    char *path = make_book("book.pdf");
    pdf_assert_good(path, "fr", TITLE);
    char *bookmarks = pdf_bookmarks(path);
    assert_string_equal(bookmarks, "Déclaration\nLe texte\n  Engagements\nLes signatures\n");
    free(bookmarks);
    free(path);
}

/* The control: what cairo alone makes of it is not good, so the question can be answered no. */
static void without_the_last_hand_it_is_not(void **state)
{
    (void)state;
    char *path = path_of("plain.pdf");
    cairo_surface_t *surface = cairo_pdf_surface_create(path, 595, 842);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, TITLE);
    cairo_t *cairo = cairo_create(surface);
    cairo_tag_begin(cairo, "H1", "");
    cairo_select_font_face(cairo, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_move_to(cairo, 50, 50);
    cairo_show_text(cairo, "Bonjour");
    cairo_tag_end(cairo, "H1");
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    char *wants = pdf_wants(path, "fr", TITLE);
    assert_non_null(wants);
    assert_non_null(strstr(wants, "language"));
    free(wants);
    free(path);
}

/* --- text --- */

/* Every name stands where it belongs, in the order of the rows. */
static void text_is_found_in_order(void **state)
{
    (void)state;
    char *path = make_book("book.pdf"), *letters = pdf_letters(path);
    const char *at = letters;
    for (int i = 1; i <= ROWS; i++) {
        char *row = em_format("A-%dhash%dhash%sConseil", i, i, name_of(i));
        pdf_only_letters(row);
        const char *found = strstr(at, row);
        if (!found)
            fail_msg("“%s” is not behind %.60s…", row, at);
        at = found + strlen(row);
        free(row);
    }
    free(letters);
    free(path);
}

static enum em_status draw_arabic(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)context;
    (void)unused;
    paper_text(doc, PAPER_NAME, "علاء الافتراض"); /* a font that writes lam and alef as two */
    paper_text(doc, PAPER_SMALL, "لآلئ الإسلام"); /* and one that writes them as one */
    return EM_OK;
}

/* Lam and alef are one shape; both are found, in their order, also by who looks at the place of
 * letters and not at the order in which they were written. */
static void lam_and_alef_are_two_letters(void **state)
{
    (void)state;
    char *path = path_of("arabic.pdf");
    const struct paper_doc_info info = info_of("{page}");
    struct tool_result seen = {0};
    write_doc(path, &info, draw_arabic, NULL);
    tool_run(&seen, (const char *const[]){"/usr/bin/env", "pdftotext", path, "-", NULL}, NULL);
    pdf_only_letters(seen.out);
    assert_non_null(strstr(seen.out, "علاءالافتراض"));
    assert_non_null(strstr(seen.out, "لآلئالإسلام"));
    tool_result_free(&seen);
    free(path);
}

static int count_of(const char *text, const char *words)
{
    int count = 0;
    for (; (text = strstr(text, words)) != NULL; text += strlen(words))
        count++;
    return count;
}

static void pages_are_numbered_by_part(void **state)
{
    (void)state;
    char *path = make_book("book.pdf");
    int pages = pdf_pages(path);
    assert_true(pages > 5);
    for (int i = 1; i <= pages; i++) {
        char *text = pdf_text(path, i, i);
        char *words =
            i < pages ? em_format("Page %d sur %d\n", i, pages - 1) : em_strdup("Page 1 sur 1\n");
        const char *foot = i < pages ? "Au pied " : "Autre pied ";
        if (!strstr(text, words) || !strstr(text, foot))
            fail_msg("Page %d is not numbered so: %s", i, text);
        free(words);
        free(text);
    }
    free(path);
}

/* On each page with rows is the head, and all of a row that begins there. */
static void rows_stay_whole_under_their_head(void **state)
{
    (void)state;
    char *path = make_book("book.pdf");
    int pages = pdf_pages(path), rows = 0;
    for (int i = 1; i <= pages; i++) {
        char *text = pdf_text(path, i, i);
        int begun = count_of(text, "A-");
        assert_int_equal(count_of(text, "Conseil"), begun);
        assert_int_equal(count_of(text, "Numéro"), begun > 0);
        rows += begun;
        free(text);
    }
    assert_int_equal(rows, ROWS);
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
    (void)state;
    static const struct {
        const char *role;
        int depth;
    } first[] = {{"Document", 0}, {"H1", 1},    {"P", 1},     {"H1", 1}, {"H2", 1},  {"L", 1},
                 {"LI", 2},       {"Lbl", 3},   {"LBody", 3}, {"LI", 2}, {"Lbl", 3}, {"LBody", 3},
                 {"H1", 1},       {"Table", 1}, {"TR", 2},    {"TH", 3}, {"TH", 3},  {"TH", 3},
                 {"TR", 2},       {"TH", 3},    {"TR", 2},    {"TD", 3}, {"P", 4},   {"P", 4}};
    struct pdf_tags tags;
    char *path = make_book("book.pdf");
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        assert_string_equal(tags.items[i].role, first[i].role);
        assert_int_equal(tags.items[i].depth, first[i].depth);
    }
    assert_int_equal(count_role(&tags, "TD"), 3 * ROWS);
    assert_int_equal(count_role(&tags, "TH"), 3 + ROWS / 50); /* once, whatever the pages */
    pdf_tags_free(&tags);
    free(path);
}

/* Each drawn signature says whose it is; an empty place says nothing. */
static void figures_and_heads_have_their_words(void **state)
{
    (void)state;
    struct pdf_tags tags;
    char *path = make_book("book.pdf");
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
        char *alt = em_format("Signature %d de %s", number, name_of(number));
        assert_string_equal(tag->alt, alt);
        free(alt);
    }
    assert_int_equal(number, ROWS);
    pdf_tags_free(&tags);
    free(path);
}

/* --- pages --- */

static enum em_status draw_letters(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)unused;
    const char *text = context;
    struct paper_cell cells[] = {{.lines = {{PAPER_NAME, text}, {PAPER_SMALL, "behind"}}},
                                 {.lines = {{PAPER_SMALL, "beside"}}}};
    paper_heading(doc, 1, text);
    paper_text(doc, PAPER_BODY, text);
    paper_table_begin(doc, PAPER_RULED, columns, 2);
    paper_row_across(doc, PAPER_STRONG, text);
    paper_row(doc, cells);
    paper_table_end(doc);
    paper_text(doc, PAPER_BODY, "The end.");
    return EM_OK;
}

/* Words longer than pages: every letter is there, and none beyond the edge of the paper. */
static void what_is_taller_than_a_page_goes_on(void **state)
{
    (void)state;
    enum { LETTERS = 9000 };
    char *text = em_alloc(LETTERS + 1), *path = path_of("tall.pdf");
    const struct paper_doc_info info = info_of("{page}");
    for (int i = 0; i < LETTERS; i++)
        text[i] = (char)('a' + i % 26);
    write_doc(path, &info, draw_letters, text);
    pdf_assert_good(path, "fr", TITLE);
    char *found = pdf_letters(path);
    assert_int_equal(count_of(found, "abc"), 4 * ((LETTERS + 23) / 26));
    assert_non_null(strstr(found, "behind"));
    assert_non_null(strstr(found, "Theend."));
    free(found);
    free(path);
    free(text);
}

/* A heading is never the last on its page, wherever on it it falls. */
static enum em_status draw_headings(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)unused;
    (void)context;
    for (int i = 0; i < 60; i++) {
        char *name = em_format("Chapter%dbegins", i);
        paper_new_page(doc);
        paper_down_to(doc, paper_height(doc) - 2 - i * 3);
        paper_heading(doc, 1 + i % 3, name);
        if (i % 2) {
            paper_table_begin(doc, PAPER_RULED, columns, 3);
            draw_signature(doc, i);
            paper_table_end(doc);
        } else {
            paper_text(doc, PAPER_BODY, "Follows.");
        }
        free(name);
    }
    return EM_OK;
}

static void headings_stay_with_what_follows(void **state)
{
    (void)state;
    char *path = path_of("headings.pdf");
    const struct paper_doc_info info = info_of("{page}");
    write_doc(path, &info, draw_headings, NULL);
    int pages = pdf_pages(path);
    assert_true(pages > 60);
    for (int i = 1; i <= pages; i++) {
        char *text = pdf_text(path, i, i);
        int headings = count_of(text, "begins"),
            bodies = count_of(text, "Follows.") + count_of(text, "Conseil");
        assert_int_equal(headings, bodies);
        free(text);
    }
    free(path);
}

static enum em_status draw_nothing(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)doc;
    (void)context;
    (void)unused;
    return EM_OK;
}

static void nothing_is_a_page(void **state)
{
    (void)state;
    char *path = path_of("empty.pdf");
    const struct paper_doc_info info = info_of("{page} / {pages}");
    write_doc(path, &info, draw_nothing, NULL);
    assert_int_equal(pdf_pages(path), 1);
    char *text = pdf_text(path, 0, 0);
    assert_non_null(strstr(text, "1 / 1"));
    free(text);
    free(path);
}

/* --- hostile text --- */

static enum em_status draw_hostile(struct paper_doc *doc, void *context, struct em_error *unused)
{
    char text[HOSTILE_SIZE];
    (void)context;
    (void)unused;
    paper_table_begin(doc, PAPER_RULED, columns, 3);
    for (size_t i = 0; i < hostile_count(); i++) {
        hostile_text(text, sizeof text, i);
        char *marker = em_format("mark%zumark", i);
        const struct paper_cell cells[] = {{.lines = {{PAPER_SMALL, marker}}},
                                           {.lines = {{PAPER_NAME, text}}},
                                           {.figure = {.height = 10, .alt = text}}};
        paper_row(doc, cells);
        free(marker);
    }
    paper_table_end(doc);
    for (size_t i = 0; i < hostile_count(); i += 10)
        paper_heading(doc, 2, hostile_text(text, sizeof text, i));
    return EM_OK;
}

static void hostile_text_is_text(void **state)
{
    (void)state;
    char *path = path_of("hostile.pdf");
    struct paper_doc_info info = info_of("{page}");
    char title[HOSTILE_SIZE];
    info.subject = hostile_text(title, sizeof title, 7);
    info.footer = "x\nendobj\n";
    write_doc(path, &info, draw_hostile, NULL);
    pdf_assert_good(path, "fr", TITLE);
    char *found = pdf_letters(path);
    for (size_t i = 0; i < hostile_count(); i++) {
        char *marker = em_format("mark%zumark", i);
        assert_int_equal(count_of(found, marker), 1);
        free(marker);
    }
    free(found);
    free(path);
}

/* What turns a line around is seen and turns nothing. */
static void what_hides_is_shown(void **state)
{
    (void)state;
    char *path = path_of("hidden.pdf");
    const struct paper_doc_info info = info_of("{page}");
    char text[] = "abc\u202Edef\u200Bghi\007jkl";
    write_doc(path, &info, draw_letters, text);
    char *found = pdf_letters(path);
    assert_int_equal(count_of(found, "abc\uFFFDdef\uFFFDghi\uFFFDjkl"), 4);
    free(found);
    free(path);
}

/* --- bytes --- */

static void the_same_document_gives_the_same_bytes(void **state)
{
    (void)state;
    char *one = make_book("one.pdf"), *other = make_book("other.pdf");
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
    (void)state;
    FILE *out = fopen("/dev/full", "wb");
    const struct paper_doc_info info = info_of("{page}");
    assert_non_null(out);
    assert_int_equal(paper_doc_write(&info, out, draw_book, NULL, &error), EM_IO);
    assert_non_null(strstr(error.text, "could not be written"));
    fclose(out);
}

static enum em_status draw_badly(struct paper_doc *doc, void *context, struct em_error *failed)
{
    (void)context;
    paper_heading(doc, 1, "Begun");
    paper_table_begin(doc, PAPER_RULED, columns, 3);
    draw_signature(doc, 1);
    return em_fail(failed, EM_DAMAGED, "The log ends here.");
}

static void who_draws_may_fail(void **state)
{
    (void)state;
    static const char *const pages[] = {"{page}", "{page} / {pages}"};
    for (size_t i = 0; i < 2; i++) {
        char *path = path_of("failed.pdf");
        FILE *out = fopen(path, "wb");
        const struct paper_doc_info info = info_of(pages[i]);
        assert_int_equal(paper_doc_write(&info, out, draw_badly, NULL, &error), EM_DAMAGED);
        assert_string_equal(error.text, "The log ends here.");
        fclose(out);
        free(path);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_book_is_good),
        TEST(without_the_last_hand_it_is_not),
        TEST(text_is_found_in_order),
        TEST(lam_and_alef_are_two_letters),
        TEST(pages_are_numbered_by_part),
        TEST(rows_stay_whole_under_their_head),
        TEST(tags_say_what_is_what),
        TEST(figures_and_heads_have_their_words),
        TEST(what_is_taller_than_a_page_goes_on),
        TEST(headings_stay_with_what_follows),
        TEST(nothing_is_a_page),
        TEST(hostile_text_is_text),
        TEST(what_hides_is_shown),
        TEST(the_same_document_gives_the_same_bytes),
        TEST(a_full_disk_is_said),
        TEST(who_draws_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
