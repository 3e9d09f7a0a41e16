/* `emarge certificate`: who was where, and nothing that is not known, read back from the paper. */
#include "core/file.h"
#include "core/memory.h"
#include "core/words.h"
#include "fake/listed.h"
#include "fake/pdf.h"
#include "fake/sheets.h"
#include "fake/signatories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TITLE "Attestations de présence – Sommet mondial du Partenariat pour un gouvernement ouvert"

/* For those who are named behind it, or for all; the path, to be freed. */
#define CERTIFICATES(day, home, ...)                                                               \
    made(day, (const char *const[]){EM_TOOL, "certificate", "--data", home, "--output", "",        \
                                    ##__VA_ARGS__, NULL})

static char *made(struct day *day, const char *const words[])
{
    char *path = sheets_path(day, "certificates");
    sheets_make(day, path, words);
    return path;
}

/* The letters of one page; to be freed. */
static char *page_letters(const char *path, int page)
{
    char *text = pdf_text(path, page, page), *plain = sheets_plain(text);
    free(text);
    return plain;
}

/* Who it is, from the page's top. */
static const char *after_head(struct day *day, const char *page, const char *key)
{
    const struct delegate *person = summit_person(&day->summit, key);
    char country[256];
    words_country_name(country, sizeof country, person->country, "fr");
    const char *at =
        sheets_after(page, "Sommet mondial du Partenariat pour un gouvernement ouvert");
    at = sheets_after(at, "Paris · 7–9 décembre 2016");
    at = sheets_after(at, "Attestation de présence");
    at = sheets_after(at, "Il est attesté que");
    at = sheets_after(at, person->name);
    at = sheets_after(at, person->role);
    at = sheets_after(at, person->government);
    at = sheets_after(at, country);
    return sheets_after(at, "a participé à cet événement.");
}

static void one_for_each_who_was_there(void **state)
{
    struct day *day = *state;
    day_spend(day);
    sheets_walk_in(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = CERTIFICATES(day, home);
    /* By name; not Nino, whose entrance was undone, nor a badge that nobody knows. */
    char *bookmarks = pdf_bookmarks(path);
    char *names =
        em_format("Amina Nyambura\nÅsa Oväntad\n%s\n%s\n", summit_person(&day->summit, "zoe")->name,
                  summit_person(&day->summit, "garam")->name);
    assert_string_equal(bookmarks, names);
    assert_int_equal(pdf_pages(path), 4);
    pdf_assert_good(path, "fr", TITLE);
    char *page = page_letters(path, 1);
    const char *at = after_head(day, page, "amina");
    at = sheets_after(at, "Présence enregistrée :");
    at = sheets_after(at, summit_session(SUMMIT_TERRITORIES)->title);
    at = sheets_after(at, "Hôtel de Ville · 9 décembre 2016, 14 h 00");
    at = sheets_after(at, "13 h 50 – 14 h 20"); /* by the badge, as she went out */
    at = sheets_after(at, "Fait à Paris, le");  /* the day of the newest entry: of the merge */
    sheets_after(at, "Pour les organisateurs");
    assert_false(sheets_has(page, summit_session(SUMMIT_WORKSHOP)->title));
    free(page);
    free(names);
    free(bookmarks);
    free(path);
    free(home);
}

/* Nobody saw Zoë leave: she entered the workshop while nobody knows whether the other session,
 * which has no end, was over for her; and was not seen to leave that. */
static void nothing_that_is_not_known(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    char *path = CERTIFICATES(day, home, summit_id(&day->summit, "zoe"));
    assert_int_equal(pdf_pages(path), 1);
    char *page = page_letters(path, 1);
    const char *at = after_head(day, page, "zoe");
    at = sheets_after(at, "Présences enregistrées :");
    at = sheets_after(at, summit_session(SUMMIT_TERRITORIES)->title);
    at = sheets_after(at, "dès 13 h 50");
    at = sheets_after(at, summit_session(SUMMIT_WORKSHOP)->title);
    at = sheets_after(at, "13 h 30 – 15 h 00"); /* its own hours */
    const char *hours = sheets_after(at, "dès 14 h 00");
    char *between = em_strndup(at, (size_t)(hours - at));
    assert_null(strstr(between, "–"));
    free(between);
    free(page);
    free(path);
    free(home);
}

/* Each entrance can be found in its log: the number and the hash are those of the list of scans. */
static void what_proves_it(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = CERTIFICATES(day, home);
    char *letters = sheets_letters(path);
    DAY_TOOL(day, "export", "scans", "--format", "json", "--data", home);
    json_t *rows = listed_rows(&day->result);
    size_t found = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        bool counts = strcmp(listed_cell(rows, i, "way"), "in") == 0;
        char *kiosk = em_strdup(listed_cell(rows, i, "kiosk"));
        long long seq = json_integer_value(json_object_get(json_array_get(rows, i), "seq"));
        char *record = em_format("%s, %lld, %.12s", kiosk, seq, listed_cell(rows, i, "leaf"));
        bool named = *listed_cell(rows, i, "name") != '\0';
        bool undone = *listed_cell(rows, i, "undone") != '\0';
        assert_int_equal(sheets_has(letters, record), counts && named && !undone);
        found += sheets_has(letters, record);
        free(record);
        free(kiosk);
    }
    assert_int_equal(found, 4);
    json_decref(rows);
    free(letters);
    free(path);
    free(home);
}

static void those_who_are_named(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    const char *garam = summit_person(&day->summit, "garam")->name;
    /* By id, by name, by a word of it; in the order in which they are asked for, once each. */
    char *path = CERTIFICATES(day, home, garam, "nyambura", summit_id(&day->summit, "garam"));
    char *bookmarks = pdf_bookmarks(path), *names = em_format("%s\nAmina Nyambura\n", garam);
    assert_string_equal(bookmarks, names);
    free(names);
    free(bookmarks);
    free(path);
    path = sheets_path(day, "nobody");
    static const struct {
        const char *who, *sentence;
    } cases[] = {
        {"Nemo", "Nobody has the id “Nemo”, nor such a name."},
        {"Suharti", "Suharti, Bojonegoro was in no session as far as this log knows"},
        {"Mfano", "is in the names of 3 people"},
        {"Camille", "Camille Témoin, staff was in no session"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        DAY_TOOL(day, "certificate", cases[i].who, "--data", home, "--output", path);
        tool_said(&day->result, 1, cases[i].sentence);
        assert_false(em_file_exists(path));
    }
    free(path);
    free(home);
}

/* --- one of many sessions --- */

#define MANY 30

static void schedule_many(struct day *day)
{
    for (int i = 0; i < MANY; i++) {
        char id[24], title[64];
        snprintf(id, sizeof id, "many-%02d", i);
        snprintf(title, sizeof title, "Atelier fictif numéro %02d", i);
        const struct session session = {.id = id,
                                        .title = title,
                                        .room = (char *)"Salle d’exemple",
                                        .format = (char *)"workshop",
                                        .start_us = SUMMIT_NOW,
                                        .end_us = SUMMIT_NOW + 3 * SUMMIT_HOUR};
        summit_schedule(&day->summit, &session);
    }
    summit_merge(day->a.kiosk, day->summit.organiser_folder);
    assert_int_equal(door_refresh(day->a.door, &day->error), EM_OK);
}

static void many_sessions(void **state)
{
    struct day *day = *state;
    schedule_many(day);
    for (int i = 0; i < MANY; i++) {
        char id[24];
        snprintf(id, sizeof id, "many-%02d", i);
        day_choose(day, &day->a, id);
        assert_int_equal(day_in(day, &day->a, "long").verdict, VERDICT_ACCEPTED);
    }
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = CERTIFICATES(day, home);
    char *letters = sheets_letters(path), title[64];
    const char *at = sheets_after(letters, summit_person(&day->summit, "long")->name);
    for (int i = 0; i < MANY; i++) {
        snprintf(title, sizeof title, "Atelier fictif numéro %02d", i);
        at = sheets_after(at, title);
    }
    int pages = pdf_pages(path);
    assert_true(pages > 1);
    /* Nobody signs a page that says nothing: the last session is on it. */
    char *last = page_letters(path, pages);
    sheets_after(sheets_after(last, title), "Pour les organisateurs");
    char *number = em_format("Page %d sur %d", pages, pages);
    sheets_after(last, number);
    pdf_assert_good(path, "fr", TITLE);
    free(number);
    free(last);
    free(letters);
    free(path);
    free(home);
}

/* --- the same, keys, names, words --- */

static void the_same_bytes(void **state)
{
    struct day *day = *state;
    struct em_buffer bytes[2] = {{0}, {0}};
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    for (size_t i = 0; i < 2; i++) {
        char *path = CERTIFICATES(day, home);
        assert_int_equal(em_file_read(path, 1 << 24, &bytes[i], &day->error), EM_OK);
        free(path);
    }
    assert_int_equal(bytes[0].size, bytes[1].size);
    assert_memory_equal(bytes[0].data, bytes[1].data, bytes[0].size);
    em_buffer_free(&bytes[0]);
    em_buffer_free(&bytes[1]);
    free(home);
}

static void keys(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *path = sheets_path(day, "keys"), *key = sheets_other_key(day);
    DAY_TOOL(day, "certificate", "--data", day->a.kiosk->folder, "--output", path);
    tool_said(&day->result, 1, "the names of the roster are sealed. Give the organiser's key");
    assert_false(em_file_exists(path));
    DAY_TOOL(day, "certificate", "--data", day->a.kiosk->folder, "--output", path, "--key", key);
    assert_int_equal(day->result.code, 1);
    assert_false(em_file_exists(path));
    free(key);
    free(path);
}

static void hostile_names(void **state)
{
    struct day *day = *state;
    char *folder = em_format("%s/hostile", day->summit.folder);
    signatories_make(&(struct signatories_options){
        .folder = folder, .count = 60, .seed = 5, .delegates = 120, .hostile = true});
    char *path = CERTIFICATES(day, folder);
    pdf_assert_good(path, "fr", TITLE);
    assert_true(pdf_pages(path) > 30);
    free(path);
    free(folder);
}

static void wrong_words(void **state)
{
    struct day *day = *state;
    char *path = sheets_path(day, "wrong"), *home = day->summit.organiser_folder;
    DAY_TOOL(day, "certificate", "--data", home);
    tool_said(&day->result, 2, "Say where it goes: `emarge certificate --output FILE.pdf`.");
    DAY_TOOL(day, "certificate", "--data", home, "--output", path);
    tool_said(&day->result, 1, "No delegate was in a session as far as this log knows");
    DAY_TOOL(day, "certificate", "--data", home, "--output", path, "--session", "x");
    tool_said(&day->result, 2, "certificate has no option --session");
    assert_false(em_file_exists(path));
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_for_each_who_was_there),
        TEST(nothing_that_is_not_known),
        TEST(what_proves_it),
        TEST(those_who_are_named),
        TEST(many_sessions),
        TEST(the_same_bytes),
        TEST(keys),
        TEST(hostile_names),
        TEST(wrong_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
