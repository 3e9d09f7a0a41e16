/* The attendance sheets and the certificates of the log of ten thousand: whoever is on its roster
 * stands in the sheet of each session where they are expected, and who came has a certificate.
 */
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/listed.h"
#include "fake/pdf.h"
#include "fake/sheets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EVENT        "Sommet mondial du Partenariat pour un gouvernement ouvert"
#define SHEETS       "Feuilles d’émargement – " EVENT
#define CERTIFICATES "Attestations de présence – " EVENT

static char folder[FAKE_PATH_SIZE];
static char *pdf;
static struct tool_result result;

#define TOOL(...)                                                                                  \
    tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, "--data", EM_SUMMIT, NULL}, NULL)

static json_t *sessions_of_the_programme(void)
{
    TOOL("export", "attendance", "--format", "json");
    json_t *rows = listed_rows(&result), *sessions = json_array(), *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        size_t last = json_array_size(sessions);
        json_t *session = json_object_get(row, "session");
        if (last == 0 || !json_equal(session, json_array_get(sessions, last - 1)))
            json_array_append(sessions, session);
    }
    json_decref(rows);
    return sessions;
}

/* Without those who registered at a door: they stand behind. */
static json_t *expected_in(const char *session)
{
    TOOL("export", "delegates", "--format", "json", "--session", session);
    json_t *rows = listed_rows(&result);
    for (size_t i = json_array_size(rows); i-- > 0;)
        if (json_is_true(json_object_get(json_array_get(rows, i), "walk_in")))
            json_array_remove(rows, i);
    return rows;
}

static char *sheet_of(const char *session)
{
    TOOL("sheet", "--output", pdf, "--session", session);
    tool_said(&result, 0, "");
    return sheets_letters(pdf);
}

static void everybody_expected_is_on_a_sheet(void **state)
{
    json_t *sessions = sessions_of_the_programme(), *session;
    size_t i, rows = 0;
    (void)state;
    json_array_foreach(sessions, i, session)
    {
        const char *id = json_string_value(session);
        json_t *delegates = expected_in(id);
        char *letters = sheet_of(id), *differs = sheets_differ(letters, delegates);
        if (differs)
            fail_msg("%s: %s", id, differs);
        rows += json_array_size(delegates);
        json_decref(delegates);
        free(letters);
    }
    assert_true(rows > 1000);
    json_decref(sessions);
}

/* The control. */
static void who_is_not_on_it_is_found(void **state)
{
    json_t *sessions = sessions_of_the_programme();
    const char *id = json_string_value(json_array_get(sessions, 0));
    json_t *delegates = expected_in(id);
    char *letters = sheet_of(id);
    (void)state;
    json_object_set_new(json_array_get(delegates, 100), "name", json_string("Zoë Exemple-Témoin"));
    char *differs = sheets_differ(letters, delegates);
    assert_non_null(differs);
    assert_int_equal(strncmp(differs, "row 101: ", strlen("row 101: ")), 0);
    free(differs);
    free(letters);
    json_decref(delegates);
    json_decref(sessions);
}

static void an_archive_keeps_the_sheets(void **state)
{
    (void)state;
    TOOL("sheet", "--output", pdf);
    tool_said(&result, 0, "");
    pdf_assert_good(pdf, "fr", SHEETS);
}

/* In the order of the list, each behind the one before. */
static void assert_pages_name(const json_t *delegates)
{
    char *letters = sheets_letters(pdf);
    const char *at = letters;
    for (size_t i = 0; i < json_array_size(delegates); i++)
        if (sheets_was_there(delegates, i))
            at = sheets_after(at, listed_cell(delegates, i, "name"));
    free(letters);
}

/* By name, with a bookmark; who was in many sessions has two pages. */
static void who_came_has_a_certificate(void **state)
{
    struct em_buffer names = {0};
    (void)state;
    TOOL("export", "delegates", "--format", "json", "--sort", "name");
    json_t *delegates = listed_rows(&result);
    size_t came = 0;
    for (size_t i = 0; i < json_array_size(delegates); i++)
        if (sheets_was_there(delegates, i)) {
            em_buffer_format(&names, "%s\n", listed_cell(delegates, i, "name"));
            came++;
        }
    TOOL("certificate", "--output", pdf);
    tool_said(&result, 0, "");
    char *bookmarks = pdf_bookmarks(pdf);
    assert_string_equal(bookmarks, names.data);
    assert_pages_name(delegates);
    assert_true(came > 300);
    assert_in_range(pdf_pages(pdf), came, 2 * came);
    pdf_assert_good(pdf, "fr", CERTIFICATES);
    em_buffer_free(&names);
    free(bookmarks);
    json_decref(delegates);
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    pdf = em_format("%s/paper.pdf", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    free(pdf);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_expected_is_on_a_sheet),
        cmocka_unit_test(who_is_not_on_it_is_found),
        cmocka_unit_test(an_archive_keeps_the_sheets),
        cmocka_unit_test(who_came_has_a_certificate),
    };
    return cmocka_run_group_tests_name("papers of a large summit", tests, set_up, tear_down);
}
