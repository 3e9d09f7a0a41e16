/* --sort: by the dictionaries of a language, what is sealed last, ties as in the log. */
#include "core/memory.h"
#include "fake/day.h"
#include "fake/hall.h"
#include "fake/listed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* The names, roles or numbers of the list in an order. */
static void listed_is(const char *order, const char *language, const char *column,
                      const char *expected)
{
    HALL_EXPORT(&hall, "--format", "json", "--sort", order, "--language", language);
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, column, expected);
    json_decref(rows);
}

static void sign_all(const char *const *names)
{
    for (; *names; names++)
        hall_sign_as(&hall, *names, "", true);
}

static void names_sort_as_the_language_does(void **state)
{
    (void)state;
    static const char *const names[] = {"Ñandú",      "Zoé",     "łucja", "Nzinga", "김가람",
                                        "ნინო",       "Norma",   "Eva",   "Éve",    "eve Archer",
                                        "Ève Archer", "Navarro", "أمينة", NULL};
    sign_all(names);
    listed_is("name", "fr", "name",
              "Eva / Éve / eve Archer / Ève Archer / łucja / Ñandú / Navarro / Norma / Nzinga / "
              "Zoé / ნინო / أمينة / 김가람");
    listed_is("name", "en", "name",
              "Eva / Éve / eve Archer / Ève Archer / łucja / Ñandú / Navarro / Norma / Nzinga / "
              "Zoé / ნინო / أمينة / 김가람");
    listed_is("name", "es", "name",
              "Eva / Éve / eve Archer / Ève Archer / łucja / Navarro / Norma / Nzinga / Ñandú / "
              "Zoé / ნინო / أمينة / 김가람");
}

static void of_one_name_the_log_decides(void **state)
{
    (void)state;
    static const char *const documents[] = {"c", "a", "b"};
    for (size_t i = 0; i < 3; i++) {
        struct signature signature = hall_signature();
        signature.document = documents[i];
        hall_sign(&hall, &signature);
    }
    hall_sign_as(&hall, "Ana", "", true);
    listed_is("name", "fr", "number", "A-4 / A-1 / A-2 / A-3");
}

/* Without the key a name that is sealed is nowhere in the order; with it, it has its place. */
static void what_is_sealed_comes_last(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    hall_sign_as(&hall, "Boris", "", false);
    hall_sign_as(&hall, "Carla", "", true);
    hall_sign_as(&hall, "Ana", "", false);
    hall_sign_as(&hall, "Dora", "", true);
    listed_is("name", "fr", "name", "Carla / Dora / (sealed) / (sealed)");
    listed_is("name", "fr", "number", "A-2 / A-4 / A-1 / A-3");
    HALL_EXPORT(&hall, "--format", "json", "--sort", "name", "--key", hall_key(&hall, path, NULL));
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "name", "Ana / Boris / Carla / Dora");
    json_decref(rows);
}

/* By the names that countries have in the language: Allemagne, Germany, Alemania. */
static void countries_by_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *government, *country;
    } people[] = {{"d", "Köln", "DE"},   {"e", "Vigo", "ES"},   {"k", "", ""},
                  {"b", "Gdańsk", "PL"}, {"a", "Aachen", "DE"}, {"z", "Zarauz", "ES"},
                  {"y", "Aachen", "DE"}, {"u", "Leeds", "GB"}};
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct signature signature = hall_signature();
        signature.name = people[i].name;
        signature.government = people[i].government;
        signature.government_id = "";
        signature.country = people[i].country;
        hall_sign(&hall, &signature);
    }
    listed_is("country", "fr", "name", "a / y / d / e / z / b / u / k");
    listed_is("country", "en", "name", "a / y / d / b / e / z / u / k");
    listed_is("country", "es", "name", "a / y / d / e / z / b / u / k");
    listed_is("government", "es", "name", "a / y / b / d / u / e / z / k");
}

/* What a clock that was set back did to the times, the order by time shows. */
static void by_time(void **state)
{
    (void)state;
    hall_sign_as(&hall, "later", "", true);
    hall.kiosk.clock.wall -= INT64_C(3600000000);
    hall_sign_as(&hall, "earlier", "", true);
    listed_is("time", "fr", "name", "earlier / later");
    HALL_EXPORT(&hall, "--format", "json");
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "name", "later / earlier");
    json_decref(rows);
}

/* The same rows, whatever their order: each once, none left out. */
static void an_order_only_orders(void **state)
{
    (void)state;
    static const char *const orders[] = {"name", "government", "country", "time"};
    for (int i = 0; i < 60; i++) {
        struct fake_person person;
        struct signature signature = *fake_person(&person, i);
        hall_sign(&hall, &signature);
    }
    fake_kiosk_append_about(&hall.kiosk, hall.ledger, ENTRY_WITHDRAW, 7);
    HALL_EXPORT(&hall, "--format", "json");
    json_t *plain = listed_rows(&hall.result);
    for (size_t i = 0; i < 4; i++) {
        HALL_EXPORT(&hall, "--format", "json", "--sort", orders[i]);
        json_t *rows = listed_rows(&hall.result);
        assert_int_equal(json_array_size(rows), json_array_size(plain));
        for (size_t row = 0; row < json_array_size(plain); row++) {
            char *seq = em_strdup(listed_cell(plain, row, "seq"));
            int found = listed_find(rows, "seq", seq);
            assert_true(found >= 0 && json_equal(json_array_get(rows, (size_t)found),
                                                 json_array_get(plain, row)));
            free(seq);
        }
        json_decref(rows);
    }
    json_decref(plain);
}

static void an_order_that_there_is_not(void **state)
{
    (void)state;
    HALL_EXPORT(&hall, "--sort", "size");
    tool_said(&hall.result, 2, "There are: name, government, country, time");
}

/* --- within groups --- */

/* Sessions stay where they are; within each, people come by name. */
static void sessions_keep_their_rows(void **state)
{
    struct day *day = *state;
    day_in(day, &day->a, "zoe");
    day_in(day, &day->a, "nino");
    day_in(day, &day->a, "amina");
    day_in(day, &day->b, "garam");
    day_in(day, &day->b, "amena");
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    static const char *const lists[] = {"attendance", "scans"};
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--format", "json", "--sort", "name", "--data", home);
        json_t *rows = listed_rows(&day->result);
        char *expected = em_format(
            "%s / %s / %s / %s / %s", summit_person(&day->summit, "amena")->name,
            summit_person(&day->summit, "garam")->name, summit_person(&day->summit, "amina")->name,
            summit_person(&day->summit, "zoe")->name, summit_person(&day->summit, "nino")->name);
        listed_column_is(rows, "name", expected);
        listed_column_is(rows, "session",
                         "demo-workshop / demo-workshop / territories / "
                         "territories / territories");
        free(expected);
        json_decref(rows);
    }
    free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_sort_as_the_language_does),
        TEST(of_one_name_the_log_decides),
        TEST(what_is_sealed_comes_last),
        TEST(countries_by_their_names),
        TEST(by_time),
        TEST(an_order_only_orders),
        TEST(an_order_that_there_is_not),
        cmocka_unit_test_setup_teardown(sessions_keep_their_rows, day_set_up, day_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
