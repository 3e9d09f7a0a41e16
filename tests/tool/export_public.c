/* --public: what nobody agreed to show is in no such output, of any list and in any format; and the
 * line that says what an output holds.
 */
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/hall.h"
#include "fake/listed.h"
#include "fake/signatories.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* What is planted, and must not be found. */
#define HIDDEN_NAME  "Unlistia Hidden"
#define HIDDEN_ROLE  "Keeper of Unshown Seals"
#define HIDDEN_EMAIL "unlistia@example.org"
#define SHOWN_EMAIL  "shown@example.org"

static const char *const secrets[] = {HIDDEN_NAME, HIDDEN_ROLE, HIDDEN_EMAIL, SHOWN_EMAIL};
#define SECRETS (sizeof secrets / sizeof *secrets)

/* Two who sign for one pioneer: the first of them hidden. */
static const char *plant(char path[HALL_PATH_SIZE])
{
    struct signature signature = hall_signature();
    signature.name = HIDDEN_NAME;
    signature.role = HIDDEN_ROLE;
    signature.email = HIDDEN_EMAIL;
    signature.listed = false;
    hall_sign(&hall, &signature);
    hall_sign_as(&hall, "Shown Person", SHOWN_EMAIL, true);
    return hall_key(&hall, path, NULL);
}

/* How many of the secrets the last run wrote, wherever. */
static size_t secrets_written(void)
{
    size_t count = 0;
    for (size_t i = 0; i < SECRETS; i++)
        count += strstr(hall.result.out, secrets[i]) || strstr(hall.result.err, secrets[i]);
    return count;
}

static void export(const char *list, const char *format, const char *key, bool public_only)
{
    HALL_TOOL(&hall, NULL, "export", list, "--data", hall.kiosk.folder, "--format", format, "--key",
              key, public_only ? "--public" : NULL);
    assert_int_equal(hall.result.code, 0);
}

/* With the key: without the filter all of it would be there, so the search can find it. */
static void what_is_not_public_is_nowhere(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    const char *key = plant(path);
    static const char *const formats[] = {"csv", "json"};
    for (size_t format = 0; format < 2; format++)
        for (size_t i = 0; i < list_count; i++) {
            if (!(lists[i]->takes & TAKES_PUBLIC))
                continue;
            export(lists[i]->report->name, formats[format], key, true);
            assert_int_equal(secrets_written(), 0);
            assert_string_equal(hall.result.err, "");
        }
    export("signatures", "csv", key, false);
    assert_int_equal(secrets_written(), SECRETS);
    export("pioneers", "csv", key, false);
    assert_int_equal(secrets_written(), 2); /* name and role; it has no e-mail */
}

/* The columns are gone, not only what was in them. */
static void private_columns_are_left_out(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    export("signatures", "json", plant(path), true);
    json_t *rows = listed_rows(&hall.result), *row = json_array_get(rows, 0);
    assert_int_equal(json_array_size(rows), 1);
    listed_column_is(rows, "name", "Shown Person");
    assert_null(json_object_get(row, "email"));
    for (size_t i = 0; i < list_signatures.report->column_count; i++) {
        const struct report_column *column = &list_signatures.report->columns[i];
        assert_int_equal(json_object_get(row, column->name) == NULL,
                         column->privacy == COLUMN_PRIVATE);
    }
    json_decref(rows);
}

/* What was sealed is not asked, even where the key opens it: public is what stands in the open. */
static void the_key_makes_nothing_more_public(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    const char *key = plant(path);
    for (size_t i = 0; i < list_count; i++) {
        if (!(lists[i]->takes & TAKES_PUBLIC))
            continue;
        export(lists[i]->report->name, "csv", key, true);
        char *with = em_strdup(hall.result.out);
        HALL_TOOL(&hall, NULL, "export", lists[i]->report->name, "--data", hall.kiosk.folder,
                  "--public");
        if (lists[i] != &list_statistics) /* it counts those of whom only the key knows */
            assert_string_equal(hall.result.out, with);
        free(with);
    }
}

static void lists_that_nobody_agreed_to_publish(void **state)
{
    (void)state;
    size_t refused = 0;
    for (size_t i = 0; i < list_count; i++) {
        if (lists[i]->takes & TAKES_PUBLIC)
            continue;
        HALL_TOOL(&hall, NULL, "export", lists[i]->report->name, "--data", hall.kiosk.folder,
                  "--public");
        tool_said(&hall.result, 2, "Nobody was asked whether to publish where they were");
        tool_said(&hall.result, 2, "`emarge export statistics --public`");
        assert_string_equal(hall.result.out, "");
        refused++;
    }
    assert_int_equal(refused, 3);
}

/* --- the line --- */

static void the_line_says_what_is_private(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    const char *key = plant(path);
    export("signatures", "csv", key, false);
    tool_said(&hall.result, 0,
              "emarge: This list holds private columns: name, role (of those who did not agree to "
              "be listed), email");
    HALL_EXPORT(&hall, "--format", "csv");
    assert_null(strstr(hall.result.err, "private")); /* without the key there is nothing private */
    export("statistics", "csv", key, false);
    assert_string_equal(hall.result.err, "");
    HALL_TOOL(&hall, NULL, "export", "attendance", "--data", hall.kiosk.folder);
    assert_string_equal(hall.result.err, "emarge: This list holds private columns: delegate.\n");
    /* A number leads to a name that is public: who was where. */
    HALL_TOOL(&hall, NULL, "export", "delegates", "--data", hall.kiosk.folder);
    assert_string_equal(hall.result.err,
                        "emarge: This list holds private columns: delegate, signatures.\n");
}

/* On a page it stands in the page's language, and speaks of what the page shows: no e-mail. */
static void a_page_says_it_of_itself(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    export("signatures", "md", plant(path), false);
    assert_non_null(strstr(hall.result.out, "Cette liste contient des colonnes privées"));
    assert_null(strstr(hall.result.err, "email"));
    assert_int_equal(secrets_written(), 2);
    export("signatures", "md", path, true);
    assert_null(strstr(hall.result.out, "colonnes privées"));
    assert_int_equal(secrets_written(), 0);
}

/* --- a large log --- */

/* Every name that somebody did not agree to show, looked for in every public list. */
static void nobody_of_hundreds_slips_through(void **state)
{
    (void)state;
    char home[FAKE_PATH_SIZE];
    fake_folder_make(home);
    char *folder = em_format("%s/organiser", home);
    signatories_make(&(struct signatories_options){.folder = folder, .count = 400, .seed = 3});
    HALL_TOOL(&hall, NULL, "export", "signatures", "--data", folder, "--format", "json");
    json_t *all = listed_rows(&hall.result);
    HALL_TOOL(&hall, NULL, "export", "signatures", "--data", folder, "--format", "json",
              "--public");
    json_t *shown = listed_rows(&hall.result);
    size_t hidden = 0, superseded = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        char *leaf = em_strdup(listed_cell(all, i, "leaf"));
        bool listed = strcmp(listed_cell(all, i, "listed"), "true") == 0,
             counts = strcmp(listed_cell(all, i, "superseded"), "false") == 0;
        assert_int_equal(listed_find(shown, "leaf", leaf) >= 0, listed && counts);
        hidden += !listed;
        superseded += listed && !counts;
        free(leaf);
    }
    assert_true(hidden > 20 && superseded > 0);
    json_decref(all);
    json_decref(shown);
    fake_folder_remove(home);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_public_is_nowhere),     TEST(private_columns_are_left_out),
        TEST(the_key_makes_nothing_more_public), TEST(lists_that_nobody_agreed_to_publish),
        TEST(the_line_says_what_is_private),     TEST(a_page_says_it_of_itself),
        TEST(nobody_of_hundreds_slips_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
