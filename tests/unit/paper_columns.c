/* The widths of a table's columns. */
#include "paper_columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SLACK 0.01
#define DATE  "28 de septiembre de 2016, 10:00"

static FILE *out;
static struct paper_doc *doc;

static int set_up(void **state)
{
    (void)state;
    const struct paper_doc_info info = {.title = "Firmas", .language = "es"};
    out = tmpfile();
    doc = paper_doc_open(&info, out);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    paper_doc_close(doc, NULL);
    return fclose(out);
}

static double whole_width(const double *widths, size_t count)
{
    double sum = PAPER_GUTTER * (double)(count - 1);
    for (size_t i = 0; i < count; i++)
        sum += widths[i];
    return sum;
}

static bool is_one_line(enum paper_style style, double width, const char *text)
{
    return paper_text_height(doc, style, width, text) <= paper_text_height(doc, style, 1e4, text);
}

static void shares_are_of_the_whole_width(void **state)
{
    (void)state;
    const struct paper_column columns[] = {{"", 1, false}, {"", 3, false}};
    double widths[2];
    paper_columns_share(doc, columns, NULL, 2, widths);
    assert_float_equal(widths[1], 3 * widths[0], SLACK);
    assert_float_equal(whole_width(widths, 2), paper_width(doc), SLACK);
}

static void words_of_heads_do_not_break(void **state)
{
    (void)state;
    const struct paper_column columns[] = {{"Superseded", 1, false}, {"", 1000, false}};
    double widths[2];
    paper_columns_share(doc, columns, NULL, 2, widths);
    assert_true(is_one_line(PAPER_STRONG, widths[0], "Superseded"));
    assert_float_equal(whole_width(widths, 2), paper_width(doc), SLACK);
}

/* The number stands beside what it counts, not at the other edge of the page. */
static void a_table_is_as_wide_as_it_needs(void **state)
{
    (void)state;
    const struct paper_column columns[] = {{"Label", 48, false}, {"Count", 10, true}};
    const struct paper_fit fits[] = {{"superseded by a later one", false}, {"1234", true}};
    double widths[2];
    paper_columns_share(doc, columns, fits, 2, widths);
    assert_true(is_one_line(PAPER_SMALL, widths[0], fits[0].longest));
    assert_true(is_one_line(PAPER_STRONG, widths[1], columns[1].head));
    assert_true(whole_width(widths, 2) < paper_width(doc) / 2);
}

/* Dates stay whole though their share is less; what a person typed takes what they leave, however
 * long it is. */
static void short_texts_stay_whole(void **state)
{
    (void)state;
    char name[2001];
    memset(name, 'W', 2000);
    name[2000] = '\0';
    const struct paper_column columns[] = {{"Name", 60, false}, {"When", 1, false}};
    const struct paper_fit fits[] = {{name, false}, {DATE, true}};
    double widths[2];
    paper_columns_share(doc, columns, fits, 2, widths);
    assert_true(is_one_line(PAPER_SMALL, widths[1], DATE));
    assert_true(widths[0] > widths[1]);
    assert_true(whole_width(widths, 2) <= paper_width(doc) + SLACK);
}

/* Where that is too much, they break between words, not in them. */
static void words_stay_whole_in_many_columns(void **state)
{
    (void)state;
    struct paper_column columns[6];
    struct paper_fit fits[6];
    double widths[6];
    for (size_t i = 0; i < 6; i++) {
        columns[i] = (struct paper_column){"When", i == 0 ? 50 : 1, false};
        fits[i] = (struct paper_fit){DATE, true};
    }
    paper_columns_share(doc, columns, fits, 6, widths);
    for (size_t i = 0; i < 6; i++)
        assert_true(is_one_line(PAPER_SMALL, widths[i], "septiembre"));
    assert_float_equal(whole_width(widths, 6), paper_width(doc), SLACK);
}

/* Too much for any page: the shares alone count, and nothing leaves the paper. */
static void hopeless_columns_share_the_width(void **state)
{
    (void)state;
    struct paper_column columns[PAPER_COLUMNS];
    struct paper_fit fits[PAPER_COLUMNS];
    double widths[PAPER_COLUMNS];
    for (size_t i = 0; i < PAPER_COLUMNS; i++) {
        columns[i] = (struct paper_column){"Donaudampfschifffahrtsgesellschaft", 1, false};
        fits[i] = (struct paper_fit){DATE, true};
    }
    paper_columns_share(doc, columns, fits, PAPER_COLUMNS, widths);
    for (size_t i = 0; i < PAPER_COLUMNS; i++)
        assert_float_equal(widths[i], widths[0], SLACK);
    assert_float_equal(whole_width(widths, PAPER_COLUMNS), paper_width(doc), SLACK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shares_are_of_the_whole_width),    TEST(words_of_heads_do_not_break),
        TEST(a_table_is_as_wide_as_it_needs),   TEST(short_texts_stay_whole),
        TEST(words_stay_whole_in_many_columns), TEST(hopeless_columns_share_the_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
