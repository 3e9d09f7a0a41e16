/* `emarge export statistics`: every count, counted again by SQL over the entries
 * of a large made-up summit, which knows nothing of the tool's own lists.
 */
#include "core/clock.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/listed.h"
#include "fake/signatories.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define HOUR INT64_C(3600000000)

static char home[FAKE_PATH_SIZE], *folder, *copy;
static struct tool_result result;

#define TOOL(...) tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)

/* --- the other way to count --- */

/* A copy of the store, with what is superseded (which has tests of its own) and what is gone, and
 * the sign entries that are neither. */
static void prepare_sql(void)
{
    struct em_buffer sql = {0};
    TOOL("export", "signatures", "--format", "json", "--data", folder);
    json_t *rows = listed_rows(&result);
    em_buffer_text(&sql, "CREATE TABLE over (origin, seq); CREATE TABLE gone AS SELECT"
                         " json_extract(body, '$.origin') AS origin, json_extract(body, '$.seq')"
                         " AS seq, kind FROM entry WHERE kind IN ('withdraw', 'erase', 'undo');");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        if (strcmp(listed_cell(rows, i, "superseded"), "true") != 0)
            continue;
        char *origin = em_strdup(listed_cell(rows, i, "origin"));
        em_buffer_format(&sql, "INSERT INTO over VALUES ('%s', %s);", origin,
                         listed_cell(rows, i, "seq"));
        free(origin);
    }
    em_buffer_text(&sql,
                   "CREATE TABLE live AS SELECT * FROM entry AS e WHERE kind = 'sign'"
                   " AND (origin, seq) NOT IN (SELECT origin, seq FROM over)"
                   " AND (origin, seq) NOT IN (SELECT origin, seq FROM gone);"
                   "CREATE TABLE scan AS SELECT *, (origin, seq) IN (SELECT origin, seq FROM gone)"
                   " AS undone FROM entry WHERE kind IN ('checkin', 'checkout', 'refuse');");
    copy = em_format("%s/copy.db", home);
    char *vacuum = em_format("VACUUM INTO '%s'", copy), *store = em_format("%s/emarge.db", folder);
    assert_true(fake_sql(store, vacuum));
    assert_true(fake_sql(copy, sql.data));
    em_buffer_free(&sql);
    json_decref(rows);
    free(vacuum);
    free(store);
}

static int make(void **state)
{
    (void)state;
    fake_folder_make(home);
    folder = em_format("%s/organiser", home);
    signatories_make(&(struct signatories_options){.folder = folder, .count = 1200, .seed = 9});
    prepare_sql();
    return 0;
}

static int forget(void **state)
{
    (void)state;
    fake_folder_remove(home);
    tool_result_free(&result);
    free(folder);
    free(copy);
    return 0;
}

__attribute__((format(printf, 1, 2))) static int64_t sql_number(const char *format, ...)
{
    char sql[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(sql, sizeof sql, format, args);
    va_end(args);
    int64_t number = fake_sql_number(copy, sql);
    if (number < 0)
        fail_msg("SQLite refuses: %s", sql);
    return number;
}

/* '…' with its quotes doubled, to be freed. */
static char *quoted(const char *text)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "'");
    for (; *text; text++)
        em_buffer_add(&out, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
    em_buffer_text(&out, "'");
    return out.data;
}

static json_t *statistics(void)
{
    TOOL("export", "statistics", "--format", "json", "--data", folder);
    return listed_rows(&result);
}

static bool is_of(const json_t *rows, size_t row, const char *statistic)
{
    return strcmp(listed_cell(rows, row, "statistic"), statistic) == 0;
}

static int64_t count_in(const json_t *rows, size_t row)
{
    return json_integer_value(json_object_get(json_array_get(rows, row), "count"));
}

/* --- signatures --- */

/* Statistics whose items stand in the body as they are, and where. */
static const struct {
    const char *statistic, *value;
} plain[] = {
    {"country", "json_extract(body, '$.country')"},
    {"language", "json_extract(body, '$.language')"},
    {"document", "json_extract(body, '$.document')"},
    {"mode", "json_extract(body, '$.mode')"},
    {"capacity", "json_extract(body, '$.capacity')"},
    {"read_to_end", "iif(json_extract(body, '$.read_to_end'), 'yes', 'no')"},
    {"listed", "iif(json_extract(body, '$.listed'), 'yes', 'no')"},
    {"badge", "iif(coalesce(json_extract(body, '$.delegate'), '') <> '', 'yes', 'no')"},
    {"government", "CASE WHEN json_extract(body, '$.government_id') <> ''"
                   " THEN json_extract(body, '$.government_id')"
                   " WHEN json_extract(body, '$.government') = '' THEN ''"
                   " ELSE json_extract(body, '$.government') || '/' ||"
                   " json_extract(body, '$.country') END"},
};

/* A government that was typed is known by its country, too. To be freed. */
static char *item_of(const json_t *rows, size_t row)
{
    char *item = quoted(listed_cell(rows, row, "item"));
    if (!is_of(rows, row, "government") ||
        sql_number("SELECT count(*) FROM live WHERE json_extract(body, '$.government_id') = %s",
                   item) > 0)
        return item;
    free(item);
    item = em_strdup(listed_cell(rows, row, "item"));
    char *full = em_format("%s/%s", item, listed_cell(rows, row, "country"));
    char *out = quoted(full);
    free(full);
    free(item);
    return out;
}

static void each_count_is_that_of_the_entries(void **state)
{
    (void)state;
    json_t *rows = statistics();
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        int64_t items = 0;
        for (size_t row = 0; row < json_array_size(rows); row++) {
            if (!is_of(rows, row, plain[i].statistic) || count_in(rows, row) == 0)
                continue;
            char *item = item_of(rows, row);
            assert_int_equal(
                count_in(rows, row),
                sql_number("SELECT count(*) FROM live WHERE %s = %s", plain[i].value, item));
            free(item);
            items++;
        }
        assert_int_equal(items, sql_number("SELECT count(DISTINCT %s) FROM live WHERE %s <> ''",
                                           plain[i].value, plain[i].value));
        assert_true(items > 0);
    }
    json_decref(rows);
}

static void hours_are_those_of_the_entries(void **state)
{
    (void)state;
    json_t *rows = statistics();
    int64_t hours = 0, before = 0;
    for (size_t row = 0; row < json_array_size(rows); row++) {
        int64_t at_us;
        if (!is_of(rows, row, "hour"))
            continue;
        assert_true(em_time_read(listed_cell(rows, row, "item"), &at_us) && at_us > before);
        assert_int_equal(count_in(rows, row),
                         sql_number("SELECT count(*) FROM live WHERE at / %lld = %lld",
                                    (long long)HOUR, (long long)(at_us / HOUR)));
        before = at_us;
        hours++;
    }
    assert_int_equal(hours,
                     sql_number("SELECT count(DISTINCT at / %lld) FROM live", (long long)HOUR));
    json_decref(rows);
}

static void what_became_of_all_signatures(void **state)
{
    (void)state;
    static const struct {
        const char *item, *sql;
    } items[] = {
        {"counted", "SELECT count(*) FROM live"},
        {"unsure", "SELECT 0"},
        {"superseded", "SELECT count(*) FROM over"},
        {"withdrawn", "SELECT count(*) FROM entry WHERE kind = 'sign' AND body IS NOT NULL AND"
                      " (origin, seq) IN (SELECT origin, seq FROM gone WHERE kind = 'withdraw')"},
        {"erased", "SELECT count(*) FROM entry WHERE kind = 'sign' AND body IS NULL"},
    };
    json_t *rows = statistics();
    int64_t sum = 0;
    for (size_t i = 0; i < 5; i++) {
        assert_true(is_of(rows, i, "signatures"));
        assert_string_equal(listed_cell(rows, i, "item"), items[i].item);
        assert_int_equal(count_in(rows, i), sql_number("%s", items[i].sql));
        sum += count_in(rows, i);
    }
    assert_int_equal(sum, sql_number("SELECT count(*) FROM entry WHERE kind = 'sign'"));
    json_decref(rows);
}

/* Each number is of all signatures, whoever agreed to be listed: none is of another base. */
static void public_counts_are_of_all(void **state)
{
    (void)state;
    TOOL("export", "statistics", "--data", folder);
    char *all = em_strdup(result.out);
    TOOL("export", "statistics", "--data", folder, "--public");
    assert_int_equal(result.code, 0);
    assert_string_equal(result.out, all);
    free(all);
}

/* A list that does not say what the entries say is seen: what was counted is the list. */
static void a_wrong_list_is_seen(void **state)
{
    (void)state;
    char *spoilt = em_format("%s/spoilt", home), *store = em_format("%s/emarge.db", spoilt);
    assert_int_equal(mkdir(spoilt, 0700), 0);
    fake_folder_copy(folder, spoilt);
    assert_true(fake_sql(store, "UPDATE roll_signature SET mode = 'assisted' WHERE"
                                " number = (SELECT number FROM roll_signature WHERE mode = 'drawn'"
                                " AND withdrawn = 0 AND erased = 0 LIMIT 1)"));
    TOOL("export", "statistics", "--format", "json", "--data", spoilt);
    json_t *rows = listed_rows(&result);
    int row = listed_find(rows, "item", "drawn");
    assert_true(row >= 0 && count_in(rows, (size_t)row) <
                                sql_number("SELECT count(*) FROM live WHERE"
                                           " json_extract(body, '$.mode') = 'drawn'"));
    json_decref(rows);
    free(store);
    free(spoilt);
}

/* --- doors --- */

static void scans_are_those_of_the_entries(void **state)
{
    (void)state;
    json_t *rows = statistics();
    int64_t sum = 0;
    for (size_t row = 0; row < json_array_size(rows); row++) {
        if (!is_of(rows, row, "scans"))
            continue;
        char *item = quoted(listed_cell(rows, row, "item"));
        assert_int_equal(
            count_in(rows, row),
            sql_number("SELECT count(*) FROM scan WHERE %s = CASE WHEN undone THEN 'undone' WHEN"
                       " kind = 'checkout' THEN 'out' ELSE json_extract(body, '$.verdict') END",
                       item));
        sum += count_in(rows, row);
        free(item);
    }
    assert_int_equal(sum, sql_number("SELECT count(*) FROM scan"));
    json_decref(rows);
}

/* A provisional badge counts for whom the roster says it is of, if it says so. */
static void persons_are_those_of_the_entries(void **state)
{
    (void)state;
    json_t *rows = statistics();
    int64_t sessions = 0;
    assert_true(fake_sql(copy,
                         "CREATE TABLE owner AS SELECT DISTINCT json_extract(body, '$.lookup')"
                         " AS badge, json_extract(body, '$.delegate') AS delegate FROM entry"
                         " WHERE kind IN ('badge', 'register')"));
    for (size_t row = 0; row < json_array_size(rows); row++) {
        if (!is_of(rows, row, "persons"))
            continue;
        char *item = quoted(listed_cell(rows, row, "item"));
        assert_int_equal(
            count_in(rows, row),
            sql_number(
                "SELECT count(DISTINCT coalesce(nullif(json_extract(body, '$.delegate'), ''),"
                " (SELECT delegate FROM owner WHERE badge = json_extract(body, '$.badge')),"
                " json_extract(body, '$.badge'))) FROM scan WHERE kind = 'checkin'"
                " AND NOT undone AND json_extract(body, '$.session') = %s",
                item));
        free(item);
        sessions++;
    }
    assert_true(sessions > 5);
    json_decref(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_count_is_that_of_the_entries),
        cmocka_unit_test(hours_are_those_of_the_entries),
        cmocka_unit_test(what_became_of_all_signatures),
        cmocka_unit_test(public_counts_are_of_all),
        cmocka_unit_test(a_wrong_list_is_seen),
        cmocka_unit_test(scans_are_those_of_the_entries),
        cmocka_unit_test(persons_are_those_of_the_entries),
    };
    return cmocka_run_group_tests(tests, make, forget);
}
