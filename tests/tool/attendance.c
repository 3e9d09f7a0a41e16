/* `emarge export attendance` and `emarge export scans`: a day at two doors, listed over both. */
#include "core/memory.h"
#include "fake/day.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* One cell of a list of CSV in which no cell has a comma; to be freed. `row` 0 is the header. */
static char *cell(const char *list, int row, const char *column)
{
    const char *header = list;
    int index = 0;
    for (; strncmp(header, column, strlen(column)) != 0 || !strchr(",\n", header[strlen(column)]);
         index++)
        header = strchr(header, ',') + 1;
    for (; row > 0; row--)
        list = strchr(list, '\n') + 1;
    for (; index > 0; index--)
        list = strchr(list, ',') + 1;
    return em_strndup(list, strcspn(list, ",\n"));
}

static void cell_is(const char *list, int row, const char *column, const char *expected)
{
    char *text = cell(list, row, column);
    assert_string_equal(text, expected);
    free(text);
}

static int rows_of(const char *list)
{
    int rows = -1;
    for (; *list; list++)
        rows += *list == '\n';
    return rows;
}

static void attendance_of_a_day(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    DAY_TOOL(day, "export", "attendance", "--data", home);
    char *list = day_listed(day);
    static const struct {
        const char *session, *key, *minutes, *verdict, *kiosk;
    } rows[] = {
        {SUMMIT_WORKSHOP, "zoe", "", "accepted", "hall-b-1"},
        {SUMMIT_WORKSHOP, "garam", "", "accepted", "hall-b-1"},
        {SUMMIT_TERRITORIES, "amina", "30", "accepted", "hall-a-1"},
        {SUMMIT_TERRITORIES, "zoe", "10", "accepted", "hall-a-1"}, /* she went over to B */
        {SUMMIT_TERRITORIES, NULL, "", "provisional", "hall-a-1"},
    };
    assert_int_equal(rows_of(list), sizeof rows / sizeof *rows);
    for (int i = 0; i < rows_of(list); i++) {
        const struct delegate *person =
            rows[i].key ? summit_person(&day->summit, rows[i].key) : NULL;
        cell_is(list, i + 1, "session", rows[i].session);
        cell_is(list, i + 1, "delegate", person ? person->id : "");
        cell_is(list, i + 1, "name", person ? person->name : "");
        cell_is(list, i + 1, "government", person ? person->government : "");
        cell_is(list, i + 1, "minutes", rows[i].minutes);
        cell_is(list, i + 1, "verdict", rows[i].verdict);
        cell_is(list, i + 1, "kiosk", rows[i].kiosk);
    }
    cell_is(list, 3, "title", "Gouvernement ouvert et territoires");
    cell_is(list, 3, "room", "Hôtel de Ville");
    cell_is(list, 3, "start", "2016-12-09T13:00:00.000000Z");
    char *left = cell(list, 4, "checked_out_at"), *entered = cell(list, 1, "checked_in_at");
    assert_string_equal(left, entered);
    assert_int_equal(strncmp(list,
                             "session,title,room,start,delegate,name,government,checked_in_at,"
                             "checked_out_at,minutes,verdict,kiosk\n",
                             100),
                     0);
    free(left);
    free(entered);
    free(list);
    free(home);
}

static void scans_of_a_day(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    DAY_TOOL(day, "export", "scans", "--data", home);
    char *list = day_listed(day);
    static const struct {
        const char *key, *verdict, *way, *undone;
    } rows[] = {
        {"zoe", "accepted", "in", ""},
        {"garam", "accepted", "in", ""},
        {"amina", "accepted", "in", ""},
        {"zoe", "accepted", "in", ""},
        {"nino", "accepted", "in", "mistake"},
        {"revoked", "revoked", "", ""},
        {NULL, "unknown", "", ""},
        {NULL, "provisional", "in", ""},
        {"amina", "", "out", ""},
    };
    assert_int_equal(rows_of(list), sizeof rows / sizeof *rows);
    for (int i = 0; i < rows_of(list); i++) {
        cell_is(list, i + 1, "name",
                rows[i].key ? summit_person(&day->summit, rows[i].key)->name : "");
        cell_is(list, i + 1, "verdict", rows[i].verdict);
        cell_is(list, i + 1, "way", rows[i].way);
        cell_is(list, i + 1, "undone", rows[i].undone);
        cell_is(list, i + 1, "kiosk", i < 2 ? "hall-b-1" : "hall-a-1");
        cell_is(list, i + 1, "title",
                i < 2 ? summit_session(SUMMIT_WORKSHOP)->title
                      : summit_session(SUMMIT_TERRITORIES)->title);
        cell_is(list, i + 1, "origin", i < 2 ? SUMMIT_EVENT "/hall-b-1" : SUMMIT_EVENT "/hall-a-1");
    }
    char *first = cell(list, 3, "badge"), *last = cell(list, 9, "badge");
    assert_int_equal(strlen(first), 12);
    assert_string_equal(first, last);
    cell_is(list, 7, "badge", "");
    free(first);
    free(last);
    free(list);
    free(home);
}

static void who_signed_at_the_door(void **state)
{
    struct day *day = *state;
    struct door_answer amina = day_in(day, &day->a, "amina");
    day_in(day, &day->a, "zoe");
    day_in(day, &day->a, "revoked");
    assert_int_equal(door_attest(day->a.door, amina.seq, "Amina Nyambura", NULL, &day->error),
                     EM_OK);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    DAY_TOOL(day, "export", "scans", "--data", home);
    char *list = day_listed(day);
    assert_int_equal(rows_of(list), 3);
    cell_is(list, 1, "signed", "yes");
    cell_is(list, 2, "signed", "no");
    cell_is(list, 3, "signed", "");
    free(list);
    DAY_TOOL(day, "export", "scans", "--format", "json", "--data", home);
    list = day_listed(day);
    assert_non_null(strstr(list, "\"signed\":true"));
    assert_non_null(strstr(list, "\"signed\":null"));
    free(list);
    free(home);
}

/* Not by their ids: "demo-pitches" begins after "territories". */
static void sessions_come_by_their_start(void **state)
{
    struct day *day = *state;
    static const char *const sessions[] = {SUMMIT_WORKSHOP, SUMMIT_TERRITORIES, SUMMIT_PITCHES};
    day_in(day, &day->a, "amina");
    day_choose(day, &day->a, SUMMIT_PITCHES);
    day_in(day, &day->a, "amina");
    day_in(day, &day->b, "garam");
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    static const char *const lists[] = {"attendance", "scans"};
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--data", home);
        for (int row = 0; row < 3; row++)
            cell_is(day->result.out, row + 1, "session", sessions[row]);
    }
    free(home);
}

/* However the kiosks came home, and whoever else heard of them, the lists are the same bytes. */
static void the_order_of_merging_does_not_matter(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true),
         *other = day_bring_home(day, EM_TOOL, "other", false);
    day_merge(day, EM_TOOL, day->b.kiosk->folder, day->a.kiosk->folder);
    const char *folders[] = {other, day->a.kiosk->folder};
    char *key = em_format("%s/organiser.key", home);
    static const char *const words[][2] = {
        {"attendance", "csv"}, {"attendance", "json"}, {"scans", "csv"}, {"scans", "json"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        DAY_TOOL(day, "export", words[i][0], "--format", words[i][1], "--data", home);
        char *list = day_listed(day);
        for (size_t folder = 0; folder < 2; folder++) {
            DAY_TOOL(day, "export", words[i][0], "--format", words[i][1], "--data", folders[folder],
                     "--key", key);
            assert_string_equal(day->result.out, list);
        }
        free(list);
    }
    free(key);
    free(home);
    free(other);
}

/* The kiosk did not know whose badge it was; the organiser does. */
static void a_provisional_gets_a_name(void **state)
{
    struct day *day = *state;
    day_spend(day);
    summit_announce(&day->summit, "unheard");
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    const struct delegate *unheard = summit_person(&day->summit, "unheard");
    DAY_TOOL(day, "export", "attendance", "--data", home);
    char *list = day_listed(day);
    cell_is(list, 5, "delegate", unheard->id);
    cell_is(list, 5, "name", unheard->name);
    cell_is(list, 5, "verdict", "provisional"); /* as the door answered */
    free(list);
    DAY_TOOL(day, "export", "scans", "--data", home);
    list = day_listed(day);
    cell_is(list, 8, "delegate", unheard->id);
    cell_is(list, 8, "name", unheard->name);
    free(list);
    free(home);
}

/* --- names --- */

/* An entry that emarge did not write keeps nobody else from the lists, and is told. */
static void an_entry_of_nonsense_is_told_and_left_out(void **state)
{
    static const char *const bodies[] = {"{\"delegate\":7}", "no JSON"};
    static const char *const lists[] = {"attendance", "scans"};
    struct day *day = *state;
    day_in(day, &day->a, "amina");
    for (size_t i = 0; i < 2; i++) {
        struct em_buffer body = {0};
        em_buffer_text(&body, bodies[i]);
        assert_int_equal(
            ledger_record(day->hall_b.ledger, ENTRY_CHECKIN, &body, NULL, NULL, &day->error),
            EM_OK);
        em_buffer_free(&body);
    }
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    for (int i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--data", home);
        tool_said(&day->result, 0, "2 entries of scans");
        tool_said(&day->result, 0, SUMMIT_EVENT "/hall-b-1");
        assert_int_equal(rows_of(day->result.out), i == 0 ? 1 : 3); /* a scan leaves its place */
        cell_is(day->result.out, 1, "name", summit_person(&day->summit, "amina")->name);
    }
    free(home);
}

static void names_are_only_names(void **state)
{
    struct day *day = *state;
    day_rename(day, "extra-1", "=HYPERLINK(\"http://exemple.invalid\")");
    day_rename(day, "extra-2", "x;@SUM(A1)");
    static const char *const keys[] = {"extra-1", "extra-2", "long", "amena"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        day_in(day, &day->a, keys[i]);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    DAY_TOOL(day, "export", "attendance", "--data", home);
    char *list = day_listed(day);
    assert_non_null(strstr(list, ",\"'=HYPERLINK(\"\"http://exemple.invalid\"\")\","));
    assert_non_null(strstr(list, ",\"x;'@SUM(A1)\","));
    cell_is(list, 3, "name", summit_person(&day->summit, "long")->name);
    cell_is(list, 4, "name", "أمينة المثال");
    free(list);
    DAY_TOOL(day, "export", "scans", "--format", "json", "--data", home);
    json_t *rows = json_loads(day->result.out, JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(rows), sizeof keys / sizeof *keys);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_string_equal(json_string_value(json_object_get(json_array_get(rows, i), "name")),
                            summit_person(&day->summit, keys[i])->name);
    json_decref(rows);
    free(home);
}

/* --- keys --- */

/* From a kiosk that runs, without a key: who was there is known, by name to nobody. */
static void without_the_key(void **state)
{
    struct day *day = *state;
    day_in(day, &day->a, "amina");
    DAY_TOOL(day, "export", "attendance", "--data", day->a.kiosk->folder);
    tool_said(&day->result, 0, "in 1 row something is sealed");
    cell_is(day->result.out, 1, "delegate", summit_id(&day->summit, "amina"));
    cell_is(day->result.out, 1, "name", "(sealed)");
    cell_is(day->result.out, 1, "government", "(sealed)");
    assert_null(strstr(day->result.out, "Amina"));
    DAY_TOOL(day, "export", "attendance", "--format", "json", "--data", day->a.kiosk->folder);
    json_t *rows = json_loads(day->result.out, 0, NULL);
    assert_true(json_is_null(json_object_get(json_array_get(rows, 0), "minutes")));
    json_decref(rows);
}

static void with_another_key(void **state)
{
    struct day *day = *state;
    struct organiser_secret other;
    char *folder = em_format("%s/other", day->summit.folder);
    char *key = em_format("%s/organiser.key", folder);
    day_in(day, &day->a, "amina");
    assert_int_equal(mkdir(folder, 0700), 0);
    organiser_generate(&other, SUMMIT_EVENT, &day->summit.random.random);
    assert_int_equal(organiser_write(&other, folder, NULL, &day->summit.random.random, &day->error),
                     EM_OK);
    static const char *const lists[] = {"attendance", "scans"};
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--data", day->a.kiosk->folder, "--key", key);
        tool_said(&day->result, 1, "of " SUMMIT_EVENT "/organiser");
        assert_string_equal(day->result.out, "");
    }
    free(key);
    free(folder);
}

/* --- words --- */

static void one_session(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    static const struct {
        const char *list, *session;
        int rows;
    } cases[] = {
        {"attendance", SUMMIT_WORKSHOP, 2}, {"attendance", SUMMIT_TERRITORIES, 3},
        {"attendance", SUMMIT_EVENING, 0},  {"scans", SUMMIT_WORKSHOP, 2},
        {"scans", SUMMIT_TERRITORIES, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        DAY_TOOL(day, "export", cases[i].list, "--session", cases[i].session, "--data", home);
        char *list = day_listed(day);
        assert_int_equal(rows_of(list), cases[i].rows);
        for (int row = 1; row <= cases[i].rows; row++)
            cell_is(list, row, "session", cases[i].session);
        free(list);
    }
    free(home);
}

static void a_session_that_there_is_not(void **state)
{
    struct day *day = *state;
    static const char *const lists[] = {"attendance", "scans"};
    for (size_t i = 0; i < 2; i++) {
        DAY_TOOL(day, "export", lists[i], "--session", "gala", "--data", day->a.kiosk->folder);
        tool_said(&day->result, 1, "There is no session “gala”. There are: ");
        for (size_t session = 0; session < SUMMIT_SESSIONS; session++)
            tool_said(&day->result, 1, summit_sessions[session].id);
        assert_string_equal(day->result.out, "");
    }
    DAY_TOOL(day, "export", "signatures", "--session", "gala", "--data", day->a.kiosk->folder);
    tool_said(&day->result, 2, "takes no --session: leave it out");
    DAY_TOOL(day, "export", "guests");
    tool_said(&day->result, 2, "`emarge export NAME`, with signatures, ");
}

static void nobody_came(void **state)
{
    struct day *day = *state;
    DAY_TOOL(day, "export", "scans", "--data", day->a.kiosk->folder);
    char *list = day_listed(day);
    assert_string_equal(list, "session,title,at,kiosk,verdict,delegate,name,government,badge,way,"
                              "signed,undone,origin,seq,leaf\n");
    free(list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(attendance_of_a_day),
        TEST(scans_of_a_day),
        TEST(who_signed_at_the_door),
        TEST(sessions_come_by_their_start),
        TEST(the_order_of_merging_does_not_matter),
        TEST(a_provisional_gets_a_name),
        TEST(an_entry_of_nonsense_is_told_and_left_out),
        TEST(names_are_only_names),
        TEST(without_the_key),
        TEST(with_another_key),
        TEST(one_session),
        TEST(a_session_that_there_is_not),
        TEST(nobody_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
