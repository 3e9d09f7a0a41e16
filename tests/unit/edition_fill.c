/* Sentences with places in them. */
#include "core/memory.h"
#include "edition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct edition edition;

static int set_up(void **state)
{
    struct em_error error;
    (void)state;
    return edition_open(&edition, "ogp-paris-2016", NULL, "en", false, &error) != EM_OK;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled),
        cmocka_unit_test(texts_are_put_in_as_they_are),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
