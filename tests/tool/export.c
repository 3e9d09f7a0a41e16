/* `emarge export`: the list to the byte, and what a hostile name can do in it: nothing. */
#include "core/memory.h"
#include "fake/hall.h"
#include "fake/sql.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* What somebody calls himself, and the cell that it must become. */
static const struct {
    const char *name, *cell;
} hostile[] = {
    {"Amina Nyambura", "Amina Nyambura"},
    {"O'Neil", "O'Neil"},
    {"Paris, Ville de", "\"Paris, Ville de\""},
    {"dit \"Jo\"", "\"dit \"\"Jo\"\"\""},
    {"=1+1", "\"'=1+1\""},
    {"+33", "\"'+33\""},
    {"-1", "\"'-1\""},
    {"@SUM(A1)", "\"'@SUM(A1)\""},
    {"  =1+1", "\"'  =1+1\""},
    {"\"=1+1\"", "\"'\"\"=1+1\"\"\""},
    {"＝1＋1", "\"'＝1＋1\""},
    {"x;=1+1;y", "\"x;'=1+1;y\""},
    {"x;\"=1", "\"x;'\"\"=1\""},
    {"x|@A1", "\"x|'@A1\""},
    {"a\nb", "\"a\nb\""},
    {"a\n=1", "\"a\n'=1\""},
    {"a\r\nb", "\"a\r\nb\""},
    {"\t=1", "\"'\t'=1\""},
    {"a\tb", "\"a\tb\""},
    {"\x1b[2J\x07", "\"\uFFFD[2J\uFFFD\""},
    {"a\xC2\x9B"
     "2Jb\x7f",
     "\"a\uFFFD2Jb\uFFFD\""},
    {"محمد بن علي", "محمد بن علي"},
    {"a\u202Eb\u202Cc", "\"a\uFFFDb\uFFFDc\""},
    {"a\u2066b\u2069", "\"a\uFFFDb\uFFFD\""},
    {"Ana\u200B", "\"Ana\uFFFD\""},
    {"می\u200Cخواهم", "می\u200Cخواهم"},
    {"👩🏽\u200D⚖\uFE0F", "👩🏽\u200D⚖\uFE0F"},
    {"\u200E=1+1", "\"'\u200E=1+1\""},
    {"\u00A0=1+1", "\"'\u00A0=1+1\""},
    {"\u200B=1+1", "\"'\uFFFD=1+1\""},
    {"Marie-Claire = ?", "Marie-Claire = ?"},
    {"Ministère; Paris", "\"Ministère; Paris\""},
};
#define HOSTILE (sizeof hostile / sizeof *hostile)

/* Each signs a document of their own, so that none supersedes another: without their signs, many of
 * these names are the same. */
static char documents[HOSTILE][8];

static void sign_hostile(struct ledger_receipt receipts[HOSTILE])
{
    for (size_t i = 0; i < HOSTILE; i++) {
        struct signature signature = hall_signature();
        snprintf(documents[i], sizeof documents[i], "d%d", (int)i);
        signature.document = documents[i];
        signature.name = hostile[i].name;
        receipts[i] = hall_sign(&hall, &signature);
    }
}

/* The whole list of them; `line` ends each line. */
static char *expected_list(const struct ledger_receipt *receipts, const char *mark, const char *end)
{
    struct em_buffer text = {0};
    em_buffer_format(&text, "%s" HALL_HEADER "%s", mark, end);
    for (size_t i = 0; i < HOSTILE; i++) {
        struct hall_cells cells = {documents[i], hostile[i].cell, "Maire", "yes",
                                   "(sealed)",   "(sealed)",      "no"};
        char *line = hall_line(&receipts[i], &cells);
        em_buffer_format(&text, "%s%s", line, end);
        free(line);
    }
    return text.data;
}

static void hostile_names_are_only_names(void **state)
{
    (void)state;
    struct ledger_receipt receipts[HOSTILE];
    sign_hostile(receipts);
    char *plain = expected_list(receipts, "", "\n");
    char *excel = expected_list(receipts, "\xEF\xBB\xBF", "\r\n");
    HALL_EXPORT(&hall, "--format", "csv"); /* the kiosk still runs */
    assert_string_equal(hall.result.out, plain);
    tool_said(&hall.result, 0, "something is sealed");
    HALL_EXPORT(&hall, "--excel");
    assert_string_equal(hall.result.out, excel);
    free(plain);
    free(excel);
}

/* The same people in JSON: every text is as it was entered. */
static void json_has_every_text_as_it_is(void **state)
{
    (void)state;
    struct ledger_receipt receipts[HOSTILE];
    sign_hostile(receipts);
    HALL_EXPORT(&hall, "--format", "json");
    assert_int_equal(hall.result.code, 0);
    static const char *const harmful[] = {"\x1b", "\x7f", "\xC2\x9b", "\u202E", "\u2066", "\u200B"};
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
        assert_null(strstr(hall.result.out, harmful[i])); /* escaped, so that no terminal obeys */
    json_t *rows = json_loads(hall.result.out, JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(rows), HOSTILE);
    for (size_t i = 0; i < HOSTILE; i++) {
        json_t *row = json_array_get(rows, i);
        assert_int_equal(json_object_size(row), 17);
        assert_string_equal(json_string_value(json_object_get(row, "name")), hostile[i].name);
        assert_int_equal(json_integer_value(json_object_get(row, "seq")), i + 1);
        assert_true(json_is_true(json_object_get(row, "listed")));
        assert_true(json_is_false(json_object_get(row, "superseded")));
    }
    json_decref(rows);
}

/* Line by line what stands in the array. */
static void json_lines_are_the_same_objects(void **state)
{
    (void)state;
    struct ledger_receipt receipts[HOSTILE];
    sign_hostile(receipts);
    HALL_EXPORT(&hall, "--format", "json");
    json_t *rows = json_loads(hall.result.out, 0, NULL);
    HALL_EXPORT(&hall, "--format", "jsonl");
    char *rest = hall.result.out;
    for (size_t i = 0; i < HOSTILE; i++) {
        char *line = strsep(&rest, "\n");
        json_t *row = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_true(row && json_equal(row, json_array_get(rows, i)));
        json_decref(row);
    }
    assert_string_equal(rest, "");
    json_decref(rows);
}

static void an_empty_list_is_a_list(void **state)
{
    (void)state;
    HALL_EXPORT(&hall, "--format", "csv");
    assert_int_equal(hall.result.code, 0);
    assert_string_equal(hall.result.out, HALL_HEADER "\n");
    assert_string_equal(hall.result.err, "");
    HALL_EXPORT(&hall, "--format", "json");
    json_t *rows = json_loads(hall.result.out, 0, NULL);
    assert_true(json_is_array(rows) && json_array_size(rows) == 0);
    json_decref(rows);
    HALL_EXPORT(&hall, "--format", "jsonl");
    assert_int_equal(hall.result.code, 0);
    assert_string_equal(hall.result.out, "");
}

static void nothing_of_a_name_is_cut(void **state)
{
    (void)state;
    struct em_buffer name = {0};
    struct signature signature = hall_signature();
    while (name.size < 6000)
        em_buffer_text(&name, "é€𐍈");
    signature.name = name.data;
    hall_sign(&hall, &signature);
    HALL_EXPORT(&hall, "--format", "json");
    json_t *rows = json_loads(hall.result.out, 0, NULL);
    const char *found = json_string_value(json_object_get(json_array_get(rows, 0), "name"));
    assert_non_null(found);
    assert_string_equal(found, name.data);
    json_decref(rows);
    em_buffer_free(&name);
}

/* A list that somebody tampered with is still a list: whole cells, valid JSON. */
static void a_tampered_list_is_written_whole(void **state)
{
    (void)state;
    hall_sign_as(&hall, "Ana", "", true);
    assert_true(fake_sql(hall.kiosk.store, "UPDATE roll_signature SET at = 9223372036854775807,"
                                           " name = CAST(x'41ff42' AS TEXT)"));
    HALL_EXPORT(&hall, "--format", "json");
    assert_int_equal(hall.result.code, 0);
    json_t *rows = json_loads(hall.result.out, 0, NULL);
    assert_int_equal(json_object_size(json_array_get(rows, 0)), 17);
    assert_true(json_is_null(json_object_get(json_array_get(rows, 0), "name")));
    json_decref(rows);
}

/* No country has so long a code; nobody's row keeps the others from a page. */
static void a_country_that_is_none_is_listed(void **state)
{
    (void)state;
    static const char *const lists[] = {"signatures", "statistics"};
    static const char *const formats[] = {"csv", "json", "html", "md", "pdf"};
    hall_sign_as(&hall, "Ana", "", true);
    hall_sign_as(&hall, "Bo", "", true);
    assert_true(fake_sql(hall.kiosk.store, "UPDATE roll_signature SET country ="
                                           " printf('%.*c', 999, 'x') WHERE seq = 1"));
    for (size_t i = 0; i < 2; i++)
        for (size_t format = 0; format < sizeof formats / sizeof *formats; format++) {
            HALL_TOOL(&hall, NULL, "export", lists[i], "--data", hall.kiosk.folder, "--format",
                      formats[format]);
            assert_int_equal(hall.result.code, 0);
        }
}

/* A store says whose it is; that goes into titles, and to a terminal. */
static void a_name_that_is_none_is_damage(void **state)
{
    (void)state;
    assert_true(fake_sql(hall.kiosk.store, "UPDATE meta SET value = 'ogp' || char(27) || '[31m/a'"
                                           " WHERE name = 'origin'"));
    HALL_TOOL(&hall, NULL, "stats", "--data", hall.kiosk.folder);
    tool_said(&hall.result, 1, "is damaged");
    assert_string_equal(hall.result.out, "");
    HALL_EXPORT(&hall, "--format", "xlsx");
    tool_said(&hall.result, 1, "is damaged");
    assert_string_equal(hall.result.out, "");
}

/* -- Words -- */

static void wrong_words(void **state)
{
    (void)state;
    static const struct {
        const char *words[6], *sentence;
    } cases[] = {
        {{"export"}, "Say what to export"},
        {{"export", "badges"}, "Say what to export"},
        {{"export", "signatures", "twice"}, "a word too many"},
        {{"export", "signatures", "--format"}, "--format needs a value"},
        {{"export", "signatures", "--output", "--excel"}, "--output needs a value"},
        {{"export", "signatures", "--format", "xml"}, "There are: csv, json"},
        {{"export", "signatures", "--excel", "--format", "json"}, "for --format csv only"},
        {{"export", "signatures", "--passphrase-fd", "three"}, "no file descriptor"},
        {{"export", "signatures", "--colour"}, "no option --colour"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words[8] = {EM_TOOL};
        memcpy(words + 1, cases[i].words, sizeof cases[i].words);
        tool_run(&hall.result, words, NULL);
        tool_said(&hall.result, 2, cases[i].sentence);
        assert_string_equal(hall.result.out, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hostile_names_are_only_names),
        TEST(json_has_every_text_as_it_is),
        TEST(json_lines_are_the_same_objects),
        TEST(an_empty_list_is_a_list),
        TEST(nothing_of_a_name_is_cut),
        TEST(a_tampered_list_is_written_whole),
        TEST(a_country_that_is_none_is_listed),
        TEST(a_name_that_is_none_is_damage),
        TEST(wrong_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
