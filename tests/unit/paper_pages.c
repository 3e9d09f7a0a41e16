/* Documents on paper, page by page, as poppler reads their text. */
#include "core/memory.h"
#include "fake/booklet.h"
#include "fake/hostile.h"
#include "fake/pdf.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- text --- */

/* Every name stands where it belongs, in the order of the rows. */
static void text_is_found_in_order(void **state)
{
    struct booklet *at = *state;
    char *path = booklet_make(at, "book.pdf"), *letters = pdf_letters(path);
    const char *from = letters;
    for (int i = 1; i <= BOOKLET_ROWS; i++) {
        char *row = em_format("A-%dhash%dhash%sConseil", i, i, booklet_name(i));
        from = pdf_after(from, row);
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
    struct booklet *at = *state;
    char *path = booklet_path(at, "arabic.pdf");
    const struct paper_doc_info info = booklet_info("{page}");
    struct tool_result seen = {0};
    booklet_write(at, path, &info, draw_arabic, NULL);
    tool_run(&seen, (const char *const[]){"/usr/bin/env", "pdftotext", path, "-", NULL}, NULL);
    pdf_only_letters(seen.out);
    assert_non_null(strstr(seen.out, "علاءالافتراض"));
    assert_non_null(strstr(seen.out, "لآلئالإسلام"));
    tool_result_free(&seen);
    free(path);
}

/* --- pages --- */

static int count_of(const char *text, const char *words)
{
    int count = 0;
    for (; (text = strstr(text, words)) != NULL; text += strlen(words))
        count++;
    return count;
}

static void pages_are_numbered_by_part(void **state)
{
    struct booklet *at = *state;
    char *path = booklet_make(at, "book.pdf");
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
    struct booklet *at = *state;
    char *path = booklet_make(at, "book.pdf");
    int pages = pdf_pages(path), rows = 0;
    for (int i = 1; i <= pages; i++) {
        char *text = pdf_text(path, i, i);
        int begun = count_of(text, "A-");
        assert_int_equal(count_of(text, "Conseil"), begun);
        assert_int_equal(count_of(text, "Numéro"), begun > 0);
        rows += begun;
        free(text);
    }
    assert_int_equal(rows, BOOKLET_ROWS);
    free(path);
}

static enum em_status draw_letters(struct paper_doc *doc, void *context, struct em_error *unused)
{
    (void)unused;
    const char *text = context;
    struct paper_cell cells[] = {{.lines = {{PAPER_NAME, text}, {PAPER_SMALL, "behind"}}},
                                 {.lines = {{PAPER_SMALL, "beside"}}}};
    paper_heading(doc, 1, text);
    paper_text(doc, PAPER_BODY, text);
    paper_table_begin(doc, PAPER_RULED, booklet_columns, 2);
    paper_row_across(doc, PAPER_STRONG, text);
    paper_row(doc, cells);
    paper_table_end(doc);
    paper_text(doc, PAPER_BODY, "The end.");
    return EM_OK;
}

/* Words longer than pages: every letter is there, and none beyond the edge of the paper. */
static void what_is_taller_than_a_page_goes_on(void **state)
{
    struct booklet *at = *state;
    enum { LETTERS = 9000 };
    char *text = em_alloc(LETTERS + 1), *path = booklet_path(at, "tall.pdf");
    const struct paper_doc_info info = booklet_info("{page}");
    for (int i = 0; i < LETTERS; i++)
        text[i] = (char)('a' + i % 26);
    booklet_write(at, path, &info, draw_letters, text);
    pdf_assert_good(path, "fr", BOOKLET_TITLE);
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
            paper_table_begin(doc, PAPER_RULED, booklet_columns, 3);
            booklet_row(doc, i);
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
    struct booklet *at = *state;
    char *path = booklet_path(at, "headings.pdf");
    const struct paper_doc_info info = booklet_info("{page}");
    booklet_write(at, path, &info, draw_headings, NULL);
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
    struct booklet *at = *state;
    char *path = booklet_path(at, "empty.pdf");
    const struct paper_doc_info info = booklet_info("{page} / {pages}");
    booklet_write(at, path, &info, draw_nothing, NULL);
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
    paper_table_begin(doc, PAPER_RULED, booklet_columns, 3);
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
    struct booklet *at = *state;
    char *path = booklet_path(at, "hostile.pdf");
    struct paper_doc_info info = booklet_info("{page}");
    char title[HOSTILE_SIZE];
    info.subject = hostile_text(title, sizeof title, 7);
    info.footer = "x\nendobj\n";
    booklet_write(at, path, &info, draw_hostile, NULL);
    pdf_assert_good(path, "fr", BOOKLET_TITLE);
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
    struct booklet *at = *state;
    char *path = booklet_path(at, "hidden.pdf");
    const struct paper_doc_info info = booklet_info("{page}");
    char text[] = "abc\u202Edef\u200Bghi\007jkl";
    booklet_write(at, path, &info, draw_letters, text);
    char *found = pdf_letters(path);
    assert_int_equal(count_of(found, "abc\uFFFDdef\uFFFDghi\uFFFDjkl"), 4);
    free(found);
    free(path);
}

static struct booklet booklet;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, booklet_set_up, booklet_tear_down, &booklet)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_found_in_order),
        TEST(lam_and_alef_are_two_letters),
        TEST(pages_are_numbered_by_part),
        TEST(rows_stay_whole_under_their_head),
        TEST(what_is_taller_than_a_page_goes_on),
        TEST(headings_stay_with_what_follows),
        TEST(nothing_is_a_page),
        TEST(hostile_text_is_text),
        TEST(what_hides_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
