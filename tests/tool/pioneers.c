/* `emarge export pioneers`: every pioneer of the event, and which of its signatures stands first.
 */
#include "core/memory.h"
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

#define HOUR INT64_C(3600000000)

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

#define PIONEERS(...)                                                                              \
    HALL_TOOL(&hall, NULL, "export", "pioneers", "--format", "json", "--data", hall.kiosk.folder,  \
              __VA_ARGS__)

static void sign_for(const char *name, const char *government, const char *id, const char *country)
{
    struct signature signature = hall_signature();
    signature.name = name;
    signature.government = government;
    signature.government_id = id;
    signature.country = country;
    hall_sign(&hall, &signature);
}

/* The cells of one pioneer of the last run, in the order in which they are named. */
static void pioneer_is(const char *id, const char *is_signed, const char *name, const char *number,
                       const char *others)
{
    json_t *rows = listed_rows(&hall.result);
    int row = listed_find(rows, "government_id", id);
    assert_true(row >= 0);
    const struct {
        const char *column, *expected;
    } cells[] = {{"signed", is_signed}, {"name", name}, {"number", number}, {"others", others}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_string_equal(listed_cell(rows, (size_t)row, cells[i].column), cells[i].expected);
    json_decref(rows);
}

static void all_are_there_before_anybody_signs(void **state)
{
    (void)state;
    PIONEERS("--language", "fr");
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "government",
                     "Austin / Bojonegoro / Buenos Aires / Écosse / Elgeyo Marakwet / Jalisco / "
                     "Kigoma / La Libertad / Madrid / Ontario / Paris / São Paulo / "
                     "Sekondi-Takoradi / Séoul / Tbilissi");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        assert_string_equal(listed_cell(rows, i, "signed"), "false");
        assert_string_equal(listed_cell(rows, i, "name"), "");
        assert_string_equal(listed_cell(rows, i, "others"), "");
        assert_string_equal(listed_cell(rows, i, "title"), "Déclaration des gouvernements locaux");
    }
    json_decref(rows);
    PIONEERS("--language", "en");
    rows = listed_rows(&hall.result);
    assert_string_equal(listed_cell(rows, 11, "government"), "Scotland");
    json_decref(rows);
}

/* Who typed the name means the same government; a namesake elsewhere is another. */
static void the_first_that_counts_stands(void **state)
{
    (void)state;
    sign_for("Ana", "Madrid", "madrid", "ES");
    sign_for("Bo", "MADRID", "", "ES");
    sign_for("Carl", "Madrid", "", "CO");
    sign_for("Dora", "Madrid", "madrid", "ES");
    sign_for("Eve", "Lyon", "", "FR");
    PIONEERS(NULL);
    pioneer_is("madrid", "true", "Ana", "A-1", "2");
    pioneer_is("paris", "false", "", "", "");
}

static void who_signed_personally_signed_for_no_government(void **state)
{
    (void)state;
    struct signature signature = hall_signature();
    signature.capacity = CAPACITY_PERSONAL;
    hall_sign(&hall, &signature);
    PIONEERS(NULL);
    pioneer_is("paris", "false", "", "", "");
}

/* Withdrawn, erased, or signed again: then it is not the one that counts. */
static void what_does_not_count_makes_room(void **state)
{
    (void)state;
    sign_for("Ana", "Madrid", "madrid", "ES");
    sign_for("Bo", "Madrid", "madrid", "ES");
    sign_for("Carl", "Paris", "paris", "FR");
    sign_for("Dora", "Paris", "paris", "FR");
    sign_for("Carl", "Paris", "paris", "FR");
    fake_kiosk_append_about(&hall.kiosk, hall.ledger, ENTRY_WITHDRAW, 1);
    PIONEERS(NULL);
    pioneer_is("madrid", "true", "Bo", "A-2", "0");
    pioneer_is("paris", "true", "Dora", "A-4", "1");
    fake_kiosk_append_about(&hall.kiosk, hall.ledger, ENTRY_WITHDRAW, 2);
    PIONEERS(NULL);
    pioneer_is("madrid", "false", "", "", "");
}

static void first_is_by_the_clocks(void **state)
{
    (void)state;
    sign_for("Ana", "Madrid", "madrid", "ES");
    hall.kiosk.clock.wall -= HOUR;
    sign_for("Bo", "Madrid", "madrid", "ES");
    PIONEERS(NULL);
    pioneer_is("madrid", "true", "Bo", "A-2", "1");
}

/* --- who did not agree to be listed --- */

static void hidden(const char *name, const char *government, const char *id)
{
    struct signature signature = hall_signature();
    signature.name = name;
    signature.listed = false;
    signature.government = government;
    signature.government_id = id;
    hall_sign(&hall, &signature);
}

static void a_sealed_name_is_opened_by_the_key(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    const char *key = hall_key(&hall, path, NULL);
    hidden("Hidden", "Paris", "paris");
    PIONEERS(NULL);
    pioneer_is("paris", "true", "(sealed)", "A-1", "0");
    tool_said(&hall.result, 0, "in 1 row something is sealed");
    PIONEERS("--key", key);
    pioneer_is("paris", "true", "Hidden", "A-1", "0");
    tool_said(&hall.result, 0, "private columns: name, role");
}

/* In public, who agreed stands for the government; where nobody did, it has signed, and that is
 * all that is said. */
static void in_public(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    const char *key = hall_key(&hall, path, NULL);
    hidden("Hidden", "Paris", "paris");
    hall_sign_as(&hall, "Shown", "", true);
    hidden("Unseen", "Madrid", "madrid");
    PIONEERS("--public", "--key", key);
    pioneer_is("paris", "true", "Shown", "A-2", "1");
    pioneer_is("madrid", "true", "", "", "1");
    assert_null(strstr(hall.result.out, "A-3"));
    assert_null(strstr(hall.result.out, "Hidden"));
    PIONEERS("--key", key);
    pioneer_is("paris", "true", "Hidden", "A-1", "1");
    pioneer_is("madrid", "true", "Unseen", "A-3", "0");
}

/* Also where what was sealed says something else than what stands in the open. */
static void in_public_names_are_not_the_keys(void **state)
{
    (void)state;
    static const char *const columns[] = {"name", "role", "number"};
    char home[FAKE_PATH_SIZE];
    fake_folder_make(home);
    char *folder = em_format("%s/organiser", home), *none = em_format("%s/none", home);
    signatories_make(
        &(struct signatories_options){.folder = folder, .count = 200, .seed = 9, .boxes = 1});
    HALL_TOOL(&hall, NULL, "export", "pioneers", "--public", "--format", "json", "--data", folder);
    json_t *opened = listed_rows(&hall.result);
    char *key = em_format("%s/organiser.key", folder);
    assert_int_equal(rename(key, none), 0);
    HALL_TOOL(&hall, NULL, "export", "pioneers", "--public", "--format", "json", "--data", folder);
    json_t *rows = listed_rows(&hall.result);
    assert_true(listed_find(rows, "listed", "true") >= 0);
    assert_int_equal(json_array_size(rows), json_array_size(opened));
    for (size_t row = 0; row < json_array_size(rows); row++)
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            const json_t *cell = json_object_get(json_array_get(rows, row), columns[i]);
            assert_true(json_equal(cell, json_object_get(json_array_get(opened, row), columns[i])));
        }
    json_decref(opened);
    json_decref(rows);
    fake_folder_remove(home);
    free(folder);
    free(none);
    free(key);
}

/* Without the key, a sealed signature may be the same person's again. */
static void what_only_the_key_tells_is_said(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    hall_sign_as(&hall, "Ana", "", true);
    hidden("Ana", "Ville de Paris", "paris");
    PIONEERS(NULL);
    tool_said(&hall.result, 0, "of 2 signatures only the organiser's key (--key) tells");
    pioneer_is("paris", "true", "Ana", "A-1", "1");
    PIONEERS("--key", hall_key(&hall, path, NULL));
    pioneer_is("paris", "true", "Ana", "A-2", "0");
    assert_null(strstr(hall.result.err, "only the organiser's key"));
}

/* --- options --- */

static void in_other_orders(void **state)
{
    (void)state;
    sign_for("Zoé", "Madrid", "madrid", "ES");
    sign_for("Ana", "Tbilissi", "tbilisi", "GE");
    PIONEERS("--sort", "time");
    json_t *rows = listed_rows(&hall.result);
    assert_string_equal(listed_cell(rows, 0, "government_id"), "madrid");
    assert_string_equal(listed_cell(rows, 1, "government_id"), "tbilisi");
    assert_string_equal(listed_cell(rows, 2, "government_id"), "austin");
    json_decref(rows);
    PIONEERS("--sort", "name");
    rows = listed_rows(&hall.result);
    assert_string_equal(listed_cell(rows, 0, "government_id"), "tbilisi");
    assert_string_equal(listed_cell(rows, 1, "government_id"), "madrid");
    json_decref(rows);
    PIONEERS("--sort", "country", "--language", "en");
    rows = listed_rows(&hall.result);
    assert_string_equal(listed_cell(rows, 0, "country"), "AR");
    assert_string_equal(listed_cell(rows, 14, "country"), "US");
    json_decref(rows);
}

static void one_of_them(void **state)
{
    (void)state;
    sign_for("Ana", "Madrid", "madrid", "ES");
    PIONEERS("--government", "tiflis");
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "government_id", "tbilisi");
    json_decref(rows);
    sign_for("Eve", "Lyon", "", "FR");
    PIONEERS("--government", "Lyon");
    tool_said(&hall.result, 1, "Lyon is none of the event's pioneer governments.");
    PIONEERS("--document", "annex");
    tool_said(&hall.result, 1, "There is no document “annex”");
    PIONEERS("--since", "2016-12-09");
    tool_said(&hall.result, 2, "takes no --since");
    PIONEERS("--event", "/nowhere");
    assert_int_equal(hall.result.code, 1);
    assert_string_equal(hall.result.out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_are_there_before_anybody_signs),
        TEST(the_first_that_counts_stands),
        TEST(who_signed_personally_signed_for_no_government),
        TEST(what_does_not_count_makes_room),
        TEST(first_is_by_the_clocks),
        TEST(a_sealed_name_is_opened_by_the_key),
        TEST(in_public),
        TEST(in_public_names_are_not_the_keys),
        TEST(what_only_the_key_tells_is_said),
        TEST(in_other_orders),
        TEST(one_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
