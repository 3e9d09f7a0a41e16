/* `emarge export statistics`: what is counted together, what apart, and what only the key tells. */
#include "core/memory.h"
#include "fake/day.h"
#include "fake/hall.h"
#include "fake/listed.h"
#include "tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool is_of(const json_t *rows, size_t row, const char *statistic)
{
    return strcmp(listed_cell(rows, row, "statistic"), statistic) == 0;
}

static int64_t count_in(const json_t *rows, size_t row)
{
    return json_integer_value(json_object_get(json_array_get(rows, row), "count"));
}

/* Zoë went over to the workshop; Nino was let in by mistake; one is still provisional. */
static void a_day_at_two_doors(void **state)
{
    struct day *day = *state;
    static const struct {
        const char *statistic, *item;
        int count;
    } expected[] = {
        {"persons", SUMMIT_TERRITORIES, 3},
        {"persons", SUMMIT_WORKSHOP, 2},
        {"persons", SUMMIT_EVENING, 0},
        {"inside", SUMMIT_TERRITORIES, 1},
        {"inside", SUMMIT_WORKSHOP, 2},
        {"scans", "accepted", 4},
        {"scans", "provisional", 1},
        {"scans", "revoked", 1},
        {"scans", "unknown", 1},
        {"scans", "out", 1},
        {"scans", "undone", 1},
        {"scans", "full", 0},
    };
    day_spend(day);
    char *brought = day_bring_home(day, EM_TOOL, "home", true);
    DAY_TOOL(day, "export", "statistics", "--format", "json", "--data", brought);
    json_t *rows = listed_rows(&day->result);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t row = 0;
        while (row < json_array_size(rows) &&
               !(is_of(rows, row, expected[i].statistic) &&
                 strcmp(listed_cell(rows, row, "item"), expected[i].item) == 0))
            row++;
        assert_true(row < json_array_size(rows));
        assert_int_equal(count_in(rows, row), expected[i].count);
    }
    json_decref(rows);
    DAY_TOOL(day, "export", "statistics", "--format", "json", "--document", "local-governments",
             "--data", brought);
    rows = listed_rows(&day->result);
    assert_int_equal(listed_find(rows, "statistic", "persons"), -1);
    json_decref(rows);
    free(brought);
}

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

static void sign_for(const char *government, const char *id, const char *country)
{
    struct signature signature = hall_signature();
    static int number;
    char name[32];
    snprintf(name, sizeof name, "Person %d", number++);
    signature.name = name;
    signature.government = government;
    signature.government_id = id;
    signature.country = country;
    hall_sign(&hall, &signature);
}

/* One government however it was typed, under the name that it has in the language; two of one name
 * are told apart. */
static void governments_are_folded_together(void **state)
{
    (void)state;
    sign_for("Écosse", "scotland", "GB");
    sign_for("Scotland", "scotland", "GB");
    sign_for("escocia", "", "GB");
    sign_for("Orléans", "", "FR");
    sign_for("ORLEANS", "", "FR");
    sign_for("Orléans", "", "US");
    sign_for("Bec", "", "FR");
    HALL_TOOL(&hall, NULL, "export", "statistics", "--format", "json", "--language", "es",
              "--government", "scotland", "--data", hall.kiosk.folder);
    json_t *rows = listed_rows(&hall.result);
    int row = listed_find(rows, "statistic", "government");
    assert_string_equal(listed_cell(rows, (size_t)row, "item"), "scotland");
    assert_string_equal(listed_cell(rows, (size_t)row, "label"), "Escocia");
    assert_string_equal(listed_cell(rows, (size_t)row, "count"), "3");
    json_decref(rows);
    HALL_TOOL(&hall, NULL, "export", "statistics", "--format", "csv", "--language", "fr", "--data",
              hall.kiosk.folder);
    static const char *const lines[] = {",scotland,Écosse,GB,3\n",
                                        ",Orléans,Orléans (France),FR,2\n", ",Bec,Bec,FR,1\n",
                                        ",Orléans,Orléans (États-Unis),US,1\n"};
    const char *at = hall.result.out;
    for (size_t i = 0; i < 4; i++) {
        at = strstr(at, lines[i]); /* in this order: by count, then by name */
        assert_non_null(at);
    }
}

static void without_the_key_what_is_unsure_is_counted_and_said(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    hall_sign_as(&hall, "Ana", "", true);
    hall_sign_as(&hall, "Ana", "", false);
    HALL_TOOL(&hall, NULL, "export", "statistics", "--format", "json", "--data", hall.kiosk.folder);
    json_t *rows = listed_rows(&hall.result);
    assert_int_equal(count_in(rows, TALLY_COUNTED), 2);
    assert_int_equal(count_in(rows, TALLY_UNSURE), 2);
    tool_said(&hall.result, 0, "of 2 signatures only the organiser's key (--key) tells");
    assert_null(strstr(hall.result.err, "sealed"));
    json_decref(rows);
    HALL_TOOL(&hall, NULL, "export", "statistics", "--format", "json", "--data", hall.kiosk.folder,
              "--key", hall_key(&hall, path, NULL));
    rows = listed_rows(&hall.result);
    assert_int_equal(count_in(rows, TALLY_COUNTED), 1);
    assert_int_equal(count_in(rows, TALLY_SUPERSEDED), 1);
    assert_string_equal(hall.result.err, "");
    json_decref(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_day_at_two_doors, day_set_up, day_tear_down),
        TEST(governments_are_folded_together),
        TEST(without_the_key_what_is_unsure_is_counted_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
