/* `emarge stats`: the counts of `emarge export statistics` in the terminal, with bars. */
#include "core/memory.h"
#include "core/words.h"
#include "fake/folder.h"
#include "fake/hall.h"
#include "fake/listed.h"
#include "fake/signatories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* --- in the terminal --- */

/* What the list says of all signatures that count, as the chart writes it. To be freed. */
static char *counted(const char *folder)
{
    char number[32];
    HALL_TOOL(&hall, NULL, "export", "statistics", "--format", "json", "--data", folder);
    json_t *rows = listed_rows(&hall.result);
    words_number(number, sizeof number, atoll(listed_cell(rows, 0, "count")), "en");
    json_decref(rows);
    return em_format("\n  %-25s  %s  █", "that count", number);
}

/* Nothing that drives a terminal, and no line that is wider than it. */
static void lines_fit(char *text)
{
    assert_null(strchr(text, '\x1b'));
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        assert_true(words_graphemes(line) <= 80);
}

static void the_same_counts_with_bars(void **state)
{
    (void)state;
    char home[FAKE_PATH_SIZE];
    fake_folder_make(home);
    char *folder = em_format("%s/organiser", home);
    signatories_make(&(struct signatories_options){.folder = folder, .count = 1500, .seed = 9});
    char *line = counted(folder);
    HALL_TOOL(&hall, NULL, "stats", "--data", folder, "--language", "en");
    tool_said(&hall.result, 0, "");
    assert_string_equal(hall.result.err, "");
    assert_non_null(strstr(hall.result.out, "OGP Global Summit · Paris · 7–9 December 2016\n"));
    assert_non_null(strstr(hall.result.out, line));
    assert_non_null(strstr(hall.result.out, "\nSignatures per hour\n  "));
    assert_non_null(strstr(hall.result.out, " December 2016\n"));
    assert_non_null(strstr(hall.result.out, "… and "));
    lines_fit(hall.result.out);
    HALL_TOOL(&hall, NULL, "stats", "--data", folder, "--language", "en", "--all");
    assert_null(strstr(hall.result.out, "… and "));
    lines_fit(hall.result.out);
    fake_folder_remove(home);
    free(folder);
    free(line);
}

static void nothing_and_wrong_words(void **state)
{
    (void)state;
    HALL_TOOL(&hall, NULL, "stats", "--data", hall.kiosk.folder, "--language", "en");
    tool_said(&hall.result, 0, "");
    assert_string_equal(hall.result.out, "OGP Global Summit · Paris · 7–9 December 2016\n\n"
                                         "Nobody has signed yet.\n");
    HALL_TOOL(&hall, NULL, "stats", "--public");
    tool_said(&hall.result, 2, "has no option --public");
    HALL_TOOL(&hall, NULL, "stats", "today");
    tool_said(&hall.result, 2, "a word too many");
    HALL_TOOL(&hall, NULL, "stats", "--data", hall.kiosk.folder, "--document", "annex");
    tool_said(&hall.result, 1, "There is no document “annex”");
    assert_string_equal(hall.result.out, "");
}

/* A government's name is only a name. */
static void what_hides_is_shown(void **state)
{
    (void)state;
    struct signature signature = hall_signature();
    signature.government = "Bec\x1b[2J\u202E";
    signature.government_id = "";
    hall_sign(&hall, &signature);
    signature.government = "Lyon";
    hall_sign(&hall, &signature);
    HALL_TOOL(&hall, NULL, "stats", "--data", hall.kiosk.folder);
    tool_said(&hall.result, 0, "");
    assert_non_null(strstr(hall.result.out, "  Bec"));
    assert_null(strchr(hall.result.out, '\x1b'));
    assert_null(strstr(hall.result.out, "\u202E"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_counts_with_bars),
        TEST(nothing_and_wrong_words),
        TEST(what_hides_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
