/* `emarge export delegates`: everybody on the roster and every walk-in, with where they were. */
#include "core/memory.h"
#include "core/words.h"
#include "fake/day.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* The delegates that the roster of the summit has: all but the staff and the unheard. */
#define ON_THE_ROSTER ((size_t)summit_people_count - 2)

static json_t *rows_of(struct day *day)
{
    json_error_t why;
    tool_said(&day->result, 0, "");
    json_t *rows = json_loads(day->result.out, 0, &why);
    assert_non_null(rows);
    return rows;
}

#define LISTED(day, home, ...)                                                                     \
    (tool_run(&(day)->result,                                                                      \
              (const char *const[]){EM_TOOL, "export", "delegates", "--format", "json", "--data",  \
                                    home, ##__VA_ARGS__, NULL},                                    \
              NULL),                                                                               \
     rows_of(day))

static const char *text(const json_t *row, const char *column)
{
    const char *value = json_string_value(json_object_get(row, column));
    return value ? value : "";
}

static long long number(const json_t *row, const char *column)
{
    const json_t *value = json_object_get(row, column);
    return json_is_integer(value) ? json_integer_value(value) : -1;
}

static const json_t *row_of(const json_t *rows, const char *id)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (strcmp(text(row, "delegate"), id) == 0)
            return row;
    }
    return NULL;
}

static const json_t *row_named(struct day *day, const json_t *rows, const char *key)
{
    const json_t *row = row_of(rows, summit_id(&day->summit, key));
    assert_non_null(row);
    return row;
}

static void everybody_is_there(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home);
    assert_int_equal(json_array_size(rows), ON_THE_ROSTER);
    for (size_t i = 0; i < summit_people_count; i++) {
        const struct delegate *person = &day->summit.people[i];
        const json_t *row = row_of(rows, person->id);
        bool unlisted = strcmp(summit_people[i].key, "staff") == 0 ||
                        strcmp(summit_people[i].key, "unheard") == 0;
        assert_int_equal(row == NULL, unlisted);
        if (!row)
            continue;
        assert_string_equal(text(row, "name"), person->name);
        assert_string_equal(text(row, "role"), person->role);
        assert_string_equal(text(row, "government"), person->government);
        assert_string_equal(text(row, "country"), person->country);
        assert_string_equal(text(row, "email"), person->email);
        assert_true(json_is_false(json_object_get(row, "walk_in")));
    }
    json_decref(rows);
    free(home);
}

static void what_their_stays_come_to(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home);
    static const struct {
        const char *key, *ids;
        int sessions, minutes, open;
        bool left;
    } cases[] = {
        {"amina", SUMMIT_TERRITORIES, 1, 30, 0, true},
        {"zoe", SUMMIT_TERRITORIES " " SUMMIT_WORKSHOP, 2, 10, 1, false},
        {"garam", SUMMIT_WORKSHOP, 1, -1, 1, false},
        {"nino", "", 0, -1, 0, false},    /* it was undone */
        {"revoked", "", 0, -1, 0, false}, /* was turned away */
        {"suharti", "", 0, -1, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const json_t *row = row_named(day, rows, cases[i].key);
        assert_string_equal(text(row, "session_ids"), cases[i].ids);
        assert_int_equal(number(row, "sessions"), cases[i].sessions);
        assert_int_equal(number(row, "minutes"), cases[i].minutes);
        assert_int_equal(number(row, "open"), cases[i].open);
        assert_int_equal(*text(row, "first_in") != '\0', cases[i].sessions > 0);
        assert_int_equal(*text(row, "last_out") != '\0', cases[i].left);
    }
    json_decref(rows);
    free(home);
}

/* Who entered another session after the end of this one left it nobody knows when. */
static void who_is_seen_again_after_the_end(void **state)
{
    struct day *day = *state;
    day_choose(day, &day->a, SUMMIT_WORKSHOP);
    day_in(day, &day->a, "amina");
    fake_clock_advance(&day->summit.clock, 3 * SUMMIT_HOUR + 50 * SUMMIT_MINUTE);
    day_choose(day, &day->a, SUMMIT_EVENING);
    assert_int_equal(day_in(day, &day->a, "amina").verdict, VERDICT_ACCEPTED);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home);
    const json_t *row = row_named(day, rows, "amina");
    assert_int_equal(number(row, "sessions"), 2);
    assert_int_equal(number(row, "minutes"), -1);
    assert_int_equal(number(row, "open"), 2);
    json_decref(rows);
    free(home);
}

static void register_walk_in(struct day *day, char id[DELEGATE_ID_SIZE])
{
    char code[BADGE_TEXT_SIZE];
    const char *staff = summit_code(&day->summit, "staff");
    struct delegate details = {.name = (char *)"Åsa Oväntad",
                               .role = (char *)"Gäst",
                               .government = (char *)"Exempelstad",
                               .country = (char *)"SE"};
    assert_int_equal(door_unlock(day->a.door, staff, strlen(staff), &day->error), EM_OK);
    assert_int_equal(door_register(day->a.door, &details, code, id, &day->error), EM_OK);
    struct door_answer answer;
    fake_clock_advance(&day->summit.clock, DOOR_HELD_US);
    assert_int_equal(door_scan(day->a.door, code, strlen(code), DOOR_IN, &answer, &day->error),
                     EM_OK);
}

static void walk_ins_and_signatures(void **state)
{
    struct day *day = *state;
    char id[DELEGATE_ID_SIZE];
    register_walk_in(day, id);
    struct door_answer amina = day_in(day, &day->a, "amina");
    assert_int_equal(door_attest(day->a.door, amina.seq, "Amina Nyambura", NULL, &day->error),
                     EM_OK);
    struct signature signature = {.document = "local-governments",
                                  .language = "fr",
                                  .government = "Elgeyo Marakwet",
                                  .government_id = "elgeyo-marakwet",
                                  .country = "KE",
                                  .name = "Amina Nyambura",
                                  .role = "",
                                  .email = "",
                                  .mode = MODE_TYPED,
                                  .delegate = summit_id(&day->summit, "amina")};
    struct ledger_receipt receipt;
    assert_int_equal(ledger_sign(day->summit.kiosk.ledger, &signature, &receipt, &day->error),
                     EM_OK);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home);
    assert_int_equal(json_array_size(rows), ON_THE_ROSTER + 1);
    const json_t *guest = row_of(rows, id), *row = row_named(day, rows, "amina");
    assert_true(json_is_true(json_object_get(guest, "walk_in")));
    assert_string_equal(text(guest, "name"), "Åsa Oväntad");
    assert_int_equal(number(guest, "sessions"), 1);
    assert_int_equal(number(row, "signed"), 1);
    assert_string_equal(text(row, "signatures"), receipt.number);
    assert_int_equal(number(guest, "signed"), 0);
    json_decref(rows);
    free(home);
}

/* --- what is asked for --- */

static void narrowed(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home, "--session", SUMMIT_WORKSHOP);
    assert_null(row_of(rows, summit_id(&day->summit, "morning"))); /* is not expected there */
    assert_null(row_of(rows, summit_id(&day->summit, "revoked")));
    assert_int_equal(json_array_size(rows), ON_THE_ROSTER - 2);
    assert_string_equal(text(row_named(day, rows, "zoe"), "session_ids"), SUMMIT_WORKSHOP);
    assert_int_equal(number(row_named(day, rows, "amina"), "sessions"), 0);
    json_decref(rows);
    /* By its id, by its name, by its name in another language. */
    static const char *const names[] = {"elgeyo-marakwet", "ELGEYO MARAKWET", "Tbilisi"};
    static const size_t governed[] = {2, 2, 2};
    for (size_t i = 0; i < 3; i++) {
        rows = LISTED(day, home, "--government", names[i]);
        assert_int_equal(json_array_size(rows), governed[i]);
        json_decref(rows);
    }
    rows = LISTED(day, home, "--since", "2016-12-10");
    assert_int_equal(json_array_size(rows), ON_THE_ROSTER);
    assert_int_equal(number(row_named(day, rows, "amina"), "sessions"), 0);
    json_decref(rows);
    DAY_TOOL(day, "export", "delegates", "--session", "gala", "--data", home);
    tool_said(&day->result, 1, "There is no session “gala”.");
    DAY_TOOL(day, "export", "delegates", "--government", "Atlantis", "--data", home);
    tool_said(&day->result, 1, "There is no government “Atlantis” in the event");
    assert_string_equal(day->result.out, "");
    DAY_TOOL(day, "export", "delegates", "--document", "x", "--data", home);
    tool_said(&day->result, 2, "takes no --document");
    free(home);
}

static size_t place_of(struct day *day, const json_t *rows, const char *key)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (strcmp(text(row, "delegate"), summit_id(&day->summit, key)) == 0)
            return i;
    }
    fail_msg("%s is not listed.", key);
    return 0;
}

static void in_order(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    json_t *rows = LISTED(day, home);
    /* Åse between Amina and Austin: a collation, not bytes. */
    assert_true(place_of(day, rows, "amina") < place_of(day, rows, "extra-3"));
    assert_true(place_of(day, rows, "extra-3") < place_of(day, rows, "extra-22"));
    json_decref(rows);
    rows = LISTED(day, home, "--sort", "time");
    assert_int_equal(place_of(day, rows, "amina"), 0);
    assert_int_equal(place_of(day, rows, "zoe"), 1);
    assert_int_equal(place_of(day, rows, "garam"), 2);
    json_decref(rows);
    rows = LISTED(day, home, "--sort", "government");
    assert_true(place_of(day, rows, "extra-22") < place_of(day, rows, "suharti"));
    json_decref(rows);
    rows = LISTED(day, home, "--sort", "country"); /* Allemagne, …, Vietnam */
    assert_true(place_of(day, rows, "extra-2") < place_of(day, rows, "workshop"));
    json_decref(rows);
    free(home);
}

static void without_the_key(void **state)
{
    struct day *day = *state;
    day_spend(day);
    DAY_TOOL(day, "export", "delegates", "--data", day->a.kiosk->folder);
    tool_said(&day->result, 0, "something is sealed. Give the organiser's key");
    for (size_t i = 0; i < summit_people_count; i++)
        if (strlen(summit_people[i].name) > 4)
            assert_null(strstr(day->result.out, summit_people[i].name));
    DAY_TOOL(day, "export", "delegates", "--government", "Paris", "--data", day->a.kiosk->folder);
    tool_said(&day->result, 1, "The governments of the roster are sealed.");
    struct organiser_secret other;
    char *folder = em_format("%s/other", day->summit.folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    organiser_generate(&other, SUMMIT_EVENT, &day->summit.random.random);
    assert_int_equal(organiser_write(&other, folder, NULL, &day->summit.random.random, &day->error),
                     EM_OK);
    char *key = em_format("%s/organiser.key", folder);
    DAY_TOOL(day, "export", "delegates", "--data", day->a.kiosk->folder, "--key", key);
    assert_int_equal(day->result.code, 1);
    assert_string_equal(day->result.out, "");
    free(key);
    free(folder);
}

static void the_same_bytes_whatever_the_order(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *one = day_bring_home(day, EM_TOOL, "one", true);
    char *other = day_bring_home(day, EM_TOOL, "other", false);
    DAY_TOOL(day, "export", "delegates", "--data", one);
    char *first = day_listed(day);
    DAY_TOOL(day, "export", "delegates", "--data", other);
    char *second = day_listed(day);
    assert_string_equal(first, second);
    free(first);
    free(second);
    free(one);
    free(other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_is_there),
        TEST(what_their_stays_come_to),
        TEST(who_is_seen_again_after_the_end),
        TEST(walk_ins_and_signatures),
        TEST(narrowed),
        TEST(in_order),
        TEST(without_the_key),
        TEST(the_same_bytes_whatever_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
