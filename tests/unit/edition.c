/* In which words something is written: sentences with places in them, names of countries. */
#include "edition.h"
#include "core/memory.h"
#include "list.h"
#include "report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct edition edition;

static int set_up(void **state)
{
    struct em_error error;
    (void)state;
    return edition_open(&edition, "ogp-paris-2016", NULL, "fr", false, &error) != EM_OK;
}

static int tear_down(void **state)
{
    (void)state;
    edition_close(&edition);
    return 0;
}

static void is(char *filled, const char *expected)
{
    assert_string_equal(filled, expected);
    free(filled);
}

static void places_are_filled(void **state)
{
    (void)state;
    is(edition_fill(&edition, "", NULL), "");
    is(edition_fill(&edition, "no place", "a", "1", NULL), "no place");
    is(edition_fill(&edition, "{b} before {a}, {a}", "a", "1", "b", "2", NULL), "2 before 1, 1");
    is(edition_fill(&edition, "{ab}{a}", "a", "1", "ab", "2", NULL), "21");
}

/* What is put in is not looked at again, and what nobody gave stays. */
static void texts_are_put_in_as_they_are(void **state)
{
    (void)state;
    is(edition_fill(&edition, "{a}{b}", "a", "{b}", "b", "{a}%s", NULL), "{b}{a}%s");
    is(edition_fill(&edition, "{a} {c} { {", "a", "", NULL), " {c} { {");
}

static void countries_have_names(void **state)
{
    static const char *const others[] = {"", "F", "FRA", "fr", "(sealed)"};
    (void)state;
    for (int again = 0; again < 2; again++) {
        assert_string_equal(edition_country(&edition, "KE"), "Kenya");
        assert_string_equal(edition_country(&edition, "DE"), "Allemagne");
        assert_string_equal(edition_country(&edition, "AA"), "AA"); /* nobody's */
        assert_string_equal(edition_country(&edition, "ZW"), "Zimbabwe");
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_equal(edition_country(&edition, others[i]), others[i]);
}

/* On pages, whatever stands in the column else. */
static void what_is_sealed_is_said_in_the_language(void **state)
{
    (void)state;
    for (int type = 0; type <= CELL_ID; type++)
        is(report_page_text(&edition, (enum cell_type)type, LIST_SEALED), "(scellé)");
    is(report_page_text(&edition, CELL_COUNTRY, "DE"), "Allemagne");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled),
        cmocka_unit_test(texts_are_put_in_as_they_are),
        cmocka_unit_test(countries_have_names),
        cmocka_unit_test(what_is_sealed_is_said_in_the_language),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
