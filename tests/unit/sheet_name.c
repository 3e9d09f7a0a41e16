/* Sheets have names that Excel takes, each once. */
#include "sheet_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fake/hostile.h"

#define JUDGE "👩🏽\u200D⚖\uFE0F" /* one character to people, seven units to a sheet */

/* In the order in which one workbook gets them. */
static const struct {
    const char *title, *name;
} cases[] = {
    {"Signature", "Signature"},
    {"signature", "signature (2)"},
    {"SIGNATURE", "SIGNATURE (3)"},
    {"Signature (2)", "Signature (2) (2)"},
    {"Ouverture : le matin", "Ouverture - le matin"},
    {"Opening: the day", "Opening - the day"},
    {"a/b\\c?d*e[f]", "a-b-c-d-e-f-"},
    {"'L’heure'", "L’heure"},
    {"  ", "-"},
    {"", "- (2)"},
    {"history", "history (2)"},
    {"2016", "(2016)"},
    {"B12", "(B12)"},
    {"r1c1", "(r1c1)"},
    {"true", "(true)"},
    {"demo-2", "demo-2"},
    {"0123456789012345678901234567890", "(01234567890123456789012345678…"},
    {"Gouvernement ouvert et territoires", "Gouvernement ouvert et territo…"},
    {"Gouvernement ouvert et territorial", "Gouvernement ouvert et ter… (2)"},
    {"열린정부파트너십글로벌서밋개회식열린정부파트너십글로벌서밋개회식",
     "열린정부파트너십글로벌서밋개회식열린정부파트너십글로벌서밋개…"},
    {JUDGE JUDGE JUDGE JUDGE JUDGE, JUDGE JUDGE JUDGE JUDGE "…"},
    {"a\u202Eb\x1b", "a\uFFFDb\uFFFD"},
};

static void titles_become_names(void **state)
{
    (void)state;
    struct sheet_names names = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[SHEET_NAME_SIZE];
        sheet_name(name, &names, cases[i].title);
        assert_string_equal(name, cases[i].name);
    }
    sheet_names_free(&names);
}

static void any_text_gives_a_name(void **state)
{
    (void)state;
    struct sheet_names names = {0};
    for (size_t i = 0; i < hostile_count(); i++) {
        char text[HOSTILE_SIZE], name[SHEET_NAME_SIZE];
        sheet_name(name, &names, hostile_text(text, sizeof text, i));
        assert_null(strpbrk(name, "[]:*?/\\\n\t"));
        assert_true(*name && *name != '\'' && name[strlen(name) - 1] != '\'');
    }
    assert_int_equal(names.count, hostile_count() + 1);
    sheet_names_free(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_become_names),
        cmocka_unit_test(any_text_gives_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
