/* `emarge sheet`: pages that an archive keeps, the same again, with and without the key. */
#include "core/file.h"
#include "core/memory.h"
#include "fake/pdf.h"
#include "fake/sheets.h"
#include "fake/signatories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TITLE "Feuilles d’émargement – Sommet mondial du Partenariat pour un gouvernement ouvert"

/* --- what a page of an archive must be --- */

static void good_pages(void **state)
{
    struct day *day = *state;
    struct em_buffer titles = {0};
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = sheets_path(day, "all");
    free(SHEETS_AT(day, path, home));
    pdf_assert_good(path, "fr", TITLE);
    static const char *const order[] = {SUMMIT_ACTIONS_8, SUMMIT_ACTIONS_9, SUMMIT_MORNING,
                                        SUMMIT_SIGNING,   SUMMIT_WORKSHOP,  SUMMIT_TERRITORIES,
                                        SUMMIT_PITCHES,   SUMMIT_EVENING};
    for (size_t i = 0; i < SUMMIT_SESSIONS; i++)
        em_buffer_format(&titles, "%s\n", summit_session(order[i])->title);
    char *bookmarks = pdf_bookmarks(path);
    assert_string_equal(bookmarks, titles.data);
    /* Each session counts its own pages. */
    char *first = pdf_text(path, 1, 1), *next;
    const char *page = strstr(first, "Page 1 sur ");
    int pages = page ? atoi(page + strlen("Page 1 sur ")) : 0;
    char *last = em_format("Page %d sur %d", pages, pages);
    next = pdf_text(path, pages, pages + 1);
    assert_true(pages > 1);
    assert_non_null(strstr(next, last));
    assert_non_null(strstr(strstr(next, last), "Page 1 sur "));
    free(next);
    free(last);
    free(first);
    free(bookmarks);
    em_buffer_free(&titles);
    free(path);
    free(home);
}

static void the_same_bytes(void **state)
{
    struct day *day = *state;
    struct em_buffer bytes[2] = {{0}, {0}};
    sheets_sign(day, "suharti", true);
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = sheets_path(day, "same");
    for (size_t i = 0; i < 2; i++) {
        free(SHEETS_AT(day, path, home));
        assert_int_equal(em_file_read(path, 1 << 24, &bytes[i], &day->error), EM_OK);
    }
    assert_int_equal(bytes[1].size, bytes[0].size);
    assert_memory_equal(bytes[1].data, bytes[0].data, bytes[0].size);
    em_buffer_free(&bytes[0]);
    em_buffer_free(&bytes[1]);
    free(path);
    free(home);
}

/* The merge itself is an entry in the organiser's log, of its own time. */
static void without_roots(char *letters)
{
    for (char *at = letters; (at = strstr(at, "racine")); at++)
        memset(at, '.', strcspn(at, "\xE2"));
}

static void the_order_of_merging_does_not_matter(void **state)
{
    struct day *day = *state;
    char *letters[2];
    sheets_sign(day, "suharti", true);
    day_spend(day);
    for (size_t i = 0; i < 2; i++) {
        char *home = day_bring_home(day, EM_TOOL, i ? "other" : "one", i == 0);
        letters[i] = SHEETS_OF(day, home);
        without_roots(letters[i]);
        free(home);
    }
    assert_string_equal(letters[0], letters[1]);
    free(letters[0]);
    free(letters[1]);
}

/* Whoever holds a sheet against the logs reads the same letters. */
static void the_roots_are_those_of_verify(void **state)
{
    static const char before[] = "\n  root        ";
    struct day *day = *state;
    size_t logs = 0;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *letters = SHEETS_OF(day, home);
    DAY_TOOL(day, "verify", "--data", home);
    for (const char *at = day->result.out; (at = strstr(at, before)); logs++) {
        at += strlen(before);
        char *root = em_format("racine%.12s…", at);
        assert_non_null(strstr(letters, root));
        free(root);
    }
    assert_true(logs >= 3);
    free(letters);
    free(home);
}

/* --- keys, names and words --- */

static void without_the_key(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *path = sheets_path(day, "sealed");
    DAY_TOOL(day, "sheet", "--data", day->a.kiosk->folder, "--output", path);
    tool_said(&day->result, 0, "the names are sealed, so these sheets do not say who was expected");
    char *letters = sheets_letters(path);
    assert_true(sheets_has(letters, "Les noms sont scellés : cette feuille a été établie sans la "
                                    "clé de l’organisateur"));
    for (size_t i = 0; i < summit_people_count; i++)
        if (strlen(summit_people[i].name) > 4)
            assert_false(sheets_has(letters, summit_people[i].name));
    pdf_assert_good(path, "fr", TITLE);
    free(letters);
    free(path);
}

static void with_another_key(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *path = sheets_path(day, "other"), *key = sheets_other_key(day);
    DAY_TOOL(day, "sheet", "--data", day->a.kiosk->folder, "--key", key, "--output", path);
    assert_int_equal(day->result.code, 1);
    assert_false(em_file_exists(path));
    free(key);
    free(path);
}

static void hostile_names(void **state)
{
    struct day *day = *state;
    char *folder = em_format("%s/hostile", day->summit.folder), *path = sheets_path(day, "hostile");
    signatories_make(&(struct signatories_options){
        .folder = folder, .count = 60, .seed = 3, .delegates = 200, .hostile = true});
    free(SHEETS_AT(day, path, folder, "--session", "demo-atelier"));
    pdf_assert_good(path, "fr", TITLE);
    assert_true(pdf_pages(path) > 5);
    free(path);
    free(folder);
}

static void other_languages(void **state)
{
    struct day *day = *state;
    static const struct {
        const char *language, *title, *heading;
    } cases[] = {
        {"en", "Attendance sheets – Open Government Partnership Global Summit", "Attendance sheet"},
        {"es", "Hojas de asistencia – Cumbre Mundial de la Alianza para el Gobierno Abierto",
         "Hoja de asistencia"},
    };
    char *path = sheets_path(day, "language"), *home = day->summit.organiser_folder;
    for (size_t i = 0; i < 2; i++) {
        char *letters = SHEETS_AT(day, path, home, "--session", SUMMIT_SIGNING, "--language",
                                  cases[i].language);
        assert_true(sheets_has(letters, cases[i].heading));
        pdf_assert_good(path, cases[i].language, cases[i].title);
        free(letters);
    }
    free(path);
}

static void wrong_words(void **state)
{
    struct day *day = *state;
    char *path = sheets_path(day, "wrong"), *home = day->summit.organiser_folder;
    DAY_TOOL(day, "sheet", "--data", home);
    tool_said(&day->result, 2, "Say where it goes: `emarge sheet --output FILE.pdf`.");
    DAY_TOOL(day, "sheet", "--data", home, "--output", path, "--blank", "many");
    tool_said(&day->result, 2, "“many” is no number of rows.");
    DAY_TOOL(day, "sheet", "--data", home, "--output", path, "--blank", "201");
    tool_said(&day->result, 2, "Give 0 to 200.");
    DAY_TOOL(day, "sheet", "--data", home, "--output", path, "--session", "gala");
    tool_said(&day->result, 1, "There is no session “gala”. There are: ");
    DAY_TOOL(day, "sheet", "gala", "--data", home, "--output", path);
    tool_said(&day->result, 2, "a word too many");
    DAY_TOOL(day, "sheet", "--data", home, "--output", path, "--language", "xx");
    tool_said(&day->result, 1, "no language “xx”");
    assert_false(em_file_exists(path));
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_roots_are_those_of_verify),
        TEST(good_pages),
        TEST(the_same_bytes),
        TEST(the_order_of_merging_does_not_matter),
        TEST(without_the_key),
        TEST(with_another_key),
        TEST(hostile_names),
        TEST(other_languages),
        TEST(wrong_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
