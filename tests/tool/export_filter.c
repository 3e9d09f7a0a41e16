/* What lists are narrowed to: --since, --document, --government; and words that are nowhere. */
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

#define MINUTE INT64_C(60000000)

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)
#define DAY_TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

/* --- signatures --- */

static void sign_for(const char *name, const char *government, const char *id)
{
    struct signature signature = hall_signature();
    signature.name = name;
    signature.government = government;
    signature.government_id = id;
    hall_sign(&hall, &signature);
}

static void government_gives(const char *wanted, const char *names)
{
    HALL_EXPORT(&hall, "--format", "json", "--government", wanted);
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "name", names);
    json_decref(rows);
}

/* Scotland, by its id and its names in all languages, and as people typed it. */
static void a_government_by_each_of_its_names(void **state)
{
    (void)state;
    static const char *const wanted[] = {"scotland", "Écosse", "ESCOCIA", "ecosse"};
    sign_for("Ana", "Écosse", "scotland");
    sign_for("Bo", "Scotland", "scotland");
    sign_for("Carl", "escocia", "");
    sign_for("Dora", "Lyon", "");
    sign_for("Eve", "Scotlandia", "");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        government_gives(wanted[i], "Ana / Bo / Carl");
    government_gives("LYÓN", "Dora");
    government_gives("paris", ""); /* the event has it; nobody signed */
}

static void words_that_are_nowhere(void **state)
{
    (void)state;
    hall_sign_as(&hall, "Ana", "", true);
    HALL_EXPORT(&hall, "--government", "Parris");
    tool_said(&hall.result, 1, "There is no government “Parris”");
    tool_said(&hall.result, 1, "Perhaps: paris, ");
    assert_string_equal(hall.result.out, "");
    HALL_EXPORT(&hall, "--government", "Qwxyz");
    tool_said(&hall.result, 1, "Write its id or its name.");
    HALL_EXPORT(&hall, "--document", "local-goverments");
    tool_said(&hall.result, 1, "There is no document “local-goverments”");
    tool_said(&hall.result, 1, "The event has: local-governments.");
    assert_string_equal(hall.result.out, "");
    HALL_EXPORT(&hall, "--since", "yesterday");
    tool_said(&hall.result, 2, "neither a day nor a time");
}

/* A document that the pack does not have any more, and that people signed, is one. */
static void a_document_of_the_log_alone(void **state)
{
    (void)state;
    struct signature signature = hall_signature();
    signature.document = "annex";
    hall_sign(&hall, &signature);
    hall_sign_as(&hall, "Ana", "", true);
    HALL_EXPORT(&hall, "--format", "json", "--document", "annex");
    json_t *rows = listed_rows(&hall.result);
    listed_column_is(rows, "name", "Zoé");
    json_decref(rows);
    HALL_EXPORT(&hall, "--format", "json", "--document", "local-governments");
    rows = listed_rows(&hall.result);
    listed_column_is(rows, "name", "Ana");
    json_decref(rows);
}

/* --- who was where --- */

static void attendance_since(void **state)
{
    struct day *day = *state;
    static const char *const lists[] = {"attendance", "scans"};
    day_in(day, &day->a, "amina");
    fake_clock_advance(&day->summit.clock, 30 * MINUTE); /* 14:20 in Paris */
    day_in(day, &day->a, "zoe");
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--format", "json", "--since", "2016-12-09T13:10:00Z",
                 "--data", home);
        json_t *rows = listed_rows(&day->result);
        listed_column_is(rows, "name", summit_person(&day->summit, "zoe")->name);
        json_decref(rows);
        DAY_TOOL(day, "export", lists[i], "--format", "json", "--since", "2016-12-09", "--data",
                 home);
        rows = listed_rows(&day->result);
        assert_int_equal(json_array_size(rows), 2);
        json_decref(rows);
        DAY_TOOL(day, "export", lists[i], "--format", "json", "--since", "2016-12-10", "--data",
                 home);
        rows = listed_rows(&day->result);
        assert_int_equal(json_array_size(rows), 0);
        json_decref(rows);
    }
    free(home);
}

static void attendance_of_a_government(void **state)
{
    struct day *day = *state;
    static const char *const lists[] = {"attendance", "scans"};
    day_in(day, &day->a, "amina");
    day_in(day, &day->a, "zoe");
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    const struct delegate *amina = summit_person(&day->summit, "amina");
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--format", "json", "--government", amina->government,
                 "--data", home);
        json_t *rows = listed_rows(&day->result);
        listed_column_is(rows, "name", amina->name);
        json_decref(rows);
        DAY_TOOL(day, "export", lists[i], "--government", "Parris", "--data", home);
        tool_said(&day->result, 1, "There is no government “Parris”");
        assert_string_equal(day->result.out, "");
        DAY_TOOL(day, "export", lists[i], "--government", amina->government, "--data",
                 day->a.kiosk->folder);
        tool_said(&day->result, 1, "The governments of the roster are sealed. Give the");
        assert_string_equal(day->result.out, "");
    }
    free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_government_by_each_of_its_names), TEST(words_that_are_nowhere),
        TEST(a_document_of_the_log_alone),       DAY_TEST(attendance_since),
        DAY_TEST(attendance_of_a_government),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
