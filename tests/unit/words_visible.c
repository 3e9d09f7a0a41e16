/* What a list shows of a text that may be anything: what hides is seen, what shapes letters stays.
 */
#include "core/memory.h"
#include "core/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *shown;
} cases[] = {
    {"", ""},
    {"Amina Nyambura", "Amina Nyambura"},
    {"a\tb\nc\rd", "a b c d"},
    {"\x1b[2J\x7f", "\uFFFD[2J\uFFFD"},
    {"a\xC2\x9B"
     "2J",
     "a\uFFFD2J"},
    {"\xff\xfe", "\uFFFD\uFFFD"},
    {"a\xEF\xBF\xBE"
     "b\xEF\xBF\xBF",
     "a\uFFFDb\uFFFD"},                     /* never characters: XML has none */
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, /* a surrogate */
    {"gpj.\u202Eexe", "gpj.\uFFFDexe"},
    {"a\u2066b\u2069c\u202Ad\u202Ce", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"},
    {"a\u200Bb\uFEFFc\u00ADd\u2060e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"},
    {"a\u2028b", "a\uFFFDb"},
    {"a\uFFF9b\uFFFAc\uFFFBd", "a\uFFFDb\uFFFDc\uFFFDd"}, /* notes between the lines */
    {"Ana\u200D", "Ana\uFFFD"},                           /* another Ana: nothing joins in Latin */
    {"Ana\uFE0F\uFE0F", "Ana\uFE0F\uFFFD"},
    {"\u3164", "\uFFFD"},               /* a name of nothing: Hangul filler */
    {"می\u200Cخواهم", "می\u200Cخواهم"}, /* Persian needs it */
    {"می\u200C\u200C", "می\u200C\uFFFD"},
    {"क्\u200Dष", "क्\u200Dष"},
    {"שלום\u200F, Ana", "שלום\u200F, Ana"},
    {"👩\u200D🔬", "👩\u200D🔬"},
    {"👩🏽\u200D⚖\uFE0F", "👩🏽\u200D⚖\uFE0F"},
    {"🏴\U000E0067\U000E0062\U000E007F", "🏴\U000E0067\U000E0062\U000E007F"},
    {"Ana\U000E0067", "Ana\uFFFD"},
    {"葛\U000E0100城", "葛\U000E0100城"},
    {"თბილისი 서울 ኢትዮጵያ", "თბილისი 서울 ኢትዮጵያ"},
};

static void what_hides_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *shown = words_visible(cases[i].text);
        assert_string_equal(shown, cases[i].shown);
        free(shown);
    }
}

static void it_is_shown_so_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *again = words_visible(cases[i].shown);
        assert_string_equal(again, cases[i].shown);
        free(again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_hides_is_seen),
        cmocka_unit_test(it_is_shown_so_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
