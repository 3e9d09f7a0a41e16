/* The lists as PDF, read back. That what stands on the pages is what the list has shows
 * export_formats. */
#include "fake/pdf.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/signatories.h"
#include "fake/tool.h"
#include "list.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SIGNATURES 150

static char folder[FAKE_PATH_SIZE], summit[FAKE_PATH_SIZE + 16], key[FAKE_PATH_SIZE + 32];
static struct tool_result result;

static int set_up(void **state)
{
    fake_folder_make(folder);
    snprintf(summit, sizeof summit, "%s/summit", folder);
    snprintf(key, sizeof key, "%s/organiser.key", summit);
    const struct signatories_options options = {
        .folder = summit, .count = SIGNATURES, .delegates = 60, .hostile = *state != NULL};
    signatories_make(&options);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

static char *export(const char *list, const char *format)
{
    char *path = em_format("%s/%s.%s", folder, list, format);
    tool_run(&result,
             (const char *const[]){EM_TOOL, "export", list, "--data", summit, "--key", key,
                                   "--format", format, "--output", path, NULL},
             NULL);
    if (result.code != 0)
        fail_msg("%s in %s: %s", list, format, result.err);
    return path;
}

static json_t *rows_of(const char *list)
{
    json_error_t error;
    char *path = export(list, "json");
    json_t *rows = json_load_file(path, 0, &error);
    if (!rows)
        fail_msg("%s: %s", path, error.text);
    free(path);
    return rows;
}

static void every_list_is_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++) {
        char *path = export(lists[i]->report->name, "pdf");
        pdf_assert_good(path, "fr", "Sommet mondial du PGO");
        free(path);
    }
}

/* A bookmark for the list, and one beneath it for each of its groups. */
static void groups_have_bookmarks(void **state)
{
    (void)state;
    char *path = export("attendance", "pdf"), *bookmarks = pdf_bookmarks(path);
    json_t *rows = rows_of("attendance"), *row;
    const char *at = strchr(bookmarks, '\n'), *before = "";
    size_t number;
    json_array_foreach(rows, number, row)
    {
        const char *session = json_string_value(json_object_get(row, "session"));
        const char *title = json_string_value(json_object_get(row, "title"));
        char *line = em_format("\n  %s\n", title);
        if (strcmp(session, before) != 0) {
            assert_non_null(at);
            assert_memory_equal(at, line, strlen(line));
            at = strchr(at + 1, '\n');
        }
        before = session;
        free(line);
    }
    assert_string_equal(at, "\n");
    json_decref(rows);
    free(bookmarks);
    free(path);
}

/* Every signature has its row, whatever its cells are. */
static void hostile_rows_are_rows(void **state)
{
    (void)state;
    char *path = export("signatures", "pdf");
    json_t *rows = rows_of("signatures"), *row;
    struct pdf_tags tags;
    size_t number, found = 0;
    pdf_assert_good(path, "fr", "Sommet mondial du PGO");
    char *text = pdf_letters(path);
    json_array_foreach(rows, number, row)
    {
        const char *letter = json_string_value(json_object_get(row, "number"));
        assert_non_null(strstr(text, letter));
    }
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < tags.count; i++)
        found += strcmp(tags.items[i].role, "TR") == 0;
    assert_true(found > json_array_size(rows)); /* the head, and rows that go over pages */
    pdf_tags_free(&tags);
    free(text);
    json_decref(rows);
    free(path);
}

/* Nobody signed under this document: a page that says so. */
static void an_empty_list_is_a_page(void **state)
{
    (void)state;
    char *path = em_format("%s/empty.pdf", folder);
    tool_run(&result,
             (const char *const[]){EM_TOOL, "export", "signatures", "--data", summit, "--since",
                                   "2030-01-01", "--language", "en", "--format", "pdf", "--output",
                                   path, NULL},
             NULL);
    tool_said(&result, 0, "");
    pdf_assert_good(path, "en", "Signatures");
    char *text = pdf_text(path, 0, 0);
    assert_non_null(strstr(text, "No entry."));
    assert_non_null(strstr(text, "Page 1 of 1"));
    free(text);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static char hostile;
    const struct CMUnitTest tests[] = {
        TEST(every_list_is_good),
        TEST(groups_have_bookmarks),
        TEST(an_empty_list_is_a_page),
        cmocka_unit_test_prestate_setup_teardown(hostile_rows_are_rows, set_up, tear_down,
                                                 &hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
