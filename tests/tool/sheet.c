/* `emarge sheet`: who is expected, who came, who signed, session by session, read back from the
 * paper. */
#include "core/body.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/roster.h"
#include "fake/listed.h"
#include "fake/pdf.h"
#include "fake/sheets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY_QPDF(day, from, to)                                                                    \
    tool_run(&(day)->result,                                                                       \
             (const char *const[]){"/usr/bin/env", "qpdf", "--qdf", "--stream-data=uncompress",    \
                                   from, to, NULL},                                                \
             NULL)

/* --- the list, to the letter and in its order --- */

static json_t *delegates_of(struct day *day, const char *home, const char *session)
{
    DAY_TOOL(day, "export", "delegates", "--format", "json", "--session", session, "--data", home);
    return listed_rows(&day->result);
}

static void assert_rows_are(const char *letters, const json_t *rows)
{
    char *differs = sheets_differ(letters, rows);
    if (differs)
        fail_msg("%s", differs);
}

static void everybody_expected_in_order(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    char *letters = SHEETS_OF(day, home, "--session", SUMMIT_TERRITORIES);
    json_t *rows = delegates_of(day, home, SUMMIT_TERRITORIES);
    assert_int_equal(json_array_size(rows), summit_people_count - 2 - 3);
    assert_rows_are(letters, rows);
    /* Who is for other sessions only, and whose badge is void, is not expected. */
    assert_false(sheets_has(letters, summit_person(&day->summit, "workshop")->name));
    assert_false(sheets_has(letters, summit_person(&day->summit, "morning")->name));
    assert_false(sheets_has(letters, summit_person(&day->summit, "revoked")->name));
    assert_false(sheets_has(letters, summit_person(&day->summit, "staff")->name));
    json_decref(rows);
    free(letters);
    free(home);
}

/* --- who came --- */

/* How many curves the pages draw: letters are fonts, so all of them are ink. */
static size_t curves_of(struct day *day, const char *path)
{
    struct em_buffer bytes = {0};
    char *plain = em_format("%s.plain", path);
    size_t curves = 0;
    DAY_QPDF(day, path, plain);
    assert_int_equal(em_file_read(plain, 1 << 26, &bytes, &day->error), EM_OK);
    for (size_t i = 3; i < bytes.size; i++) {
        const char *at = bytes.data + i - 3;
        curves += strchr("0123456789", at[0]) && at[0] && memcmp(at + 1, " c", 2) == 0 &&
                  (at[3] == ' ' || at[3] == '\n');
    }
    em_buffer_free(&bytes);
    free(plain);
    return curves;
}

static void who_signed_at_the_door(void **state)
{
    struct day *day = *state;
    day_choose(day, &day->a, SUMMIT_PITCHES);
    sheets_sign(day, "amina", true);
    sheets_sign(day, "garam", false);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = sheets_path(day, "signed");
    char *letters = SHEETS_AT(day, path, home, "--session", SUMMIT_PITCHES);
    struct pdf_tags tags = {0};
    size_t figures = 0;
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < tags.count; i++)
        if (strcmp(tags.items[i].role, "Figure") == 0) {
            figures++;
            assert_string_equal(tags.items[i].alt, "Signature de Amina Nyambura, tracée à la main");
        }
    assert_int_equal(figures, 1);
    assert_true(curves_of(day, path) > 20);
    const char *garam = summit_person(&day->summit, "garam")->name;
    const char *at = sheets_after(sheets_after(letters, garam), "Corée du Sud");
    at = sheets_after(at, garam);
    assert_int_equal(strncmp(at, "auclavier", 9), 0);
    assert_true(sheets_has(letters, "2 signatures"));
    pdf_tags_free(&tags);
    free(letters);
    free(path);
    free(home);
}

/* A signature for an entrance that was taken back is none. */
static void who_did_not_come_after_all(void **state)
{
    struct day *day = *state;
    struct pdf_tags tags = {0};
    int64_t seq = sheets_sign(day, "amina", true);
    sheets_sign(day, "suharti", true);
    assert_int_equal(door_undo(day->a.door, seq, door_reasons[0], &day->error), EM_OK);
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = sheets_path(day, "undone");
    char *letters = SHEETS_AT(day, path, home, "--session", SUMMIT_TERRITORIES);
    json_t *rows = delegates_of(day, home, SUMMIT_TERRITORIES);
    assert_rows_are(letters, rows);
    assert_true(sheets_has(letters, "1 présente au total 1 signature"));
    assert_true(curves_of(day, path) > 20);
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < tags.count; i++)
        assert_null(strstr(tags.items[i].alt, "Amina"));
    pdf_tags_free(&tags);
    json_decref(rows);
    free(letters);
    free(path);
    free(home);
}

static void who_came_besides(void **state)
{
    struct day *day = *state;
    day_spend(day);
    sheets_walk_in(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    char *letters = SHEETS_OF(day, home, "--session", SUMMIT_TERRITORIES);
    const char *at = sheets_after(letters, "Inscriptions sur place");
    at = sheets_after(at, "Åsa Oväntad Gäst Exempelstad Suède");
    at = sheets_after(at, "Autres personnes présentes");
    at = sheets_after(at, "Badge");
    at = sheets_after(at, "entrée provisoire, pas encore identifiée");
    /* Amina and Zoë of those expected; the walk-in and the unknown badge besides. */
    char *totals =
        em_format("%zu personnes attendues 2 dont présentes 2 hors liste 4 présentes au total 0 "
                  "signature",
                  summit_people_count - 2 - 3);
    sheets_after(at, totals);
    assert_false(sheets_has(letters, "Hors liste"));
    free(totals);
    free(letters);
    free(home);
}

static void set_sessions(struct day *day, const char *key, const char *sessions)
{
    for (size_t i = 0; i < summit_people_count; i++)
        if (strcmp(summit_people[i].key, key) == 0) {
            free(day->summit.people[i].sessions);
            day->summit.people[i].sessions = em_strdup(sessions);
        }
    summit_announce(&day->summit, key);
}

/* What the organiser changed after people had entered. */
static void who_is_expected_no_more(void **state)
{
    struct day *day = *state;
    day_spend(day);
    summit_revoke(&day->summit, "amina");
    set_sessions(day, "zoe", SUMMIT_WORKSHOP);
    summit_announce(&day->summit, "unheard"); /* who is known by now */
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    char *letters = SHEETS_OF(day, home, "--session", SUMMIT_TERRITORIES);
    const char *others = sheets_after(letters, "Autres personnes présentes");
    const char *at = sheets_after(others, "Amina Nyambura");
    at = sheets_after(at, "badge annulé");
    at = sheets_after(at, summit_person(&day->summit, "zoe")->name);
    sheets_after(at, "badge valable pour d’autres séances");
    assert_false(sheets_has(letters, "provisoire"));
    const char *known = sheets_after(letters, summit_person(&day->summit, "unheard")->name);
    assert_true(known < others);
    free(letters);
    free(home);
}

/* --- the organiser erases somebody --- */

struct place {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq;
};

static enum em_status take_place(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct place *place = context;
    (void)leaf, (void)error;
    memcpy(place->origin, entry->origin, sizeof place->origin);
    place->seq = entry->seq;
    return EM_OK;
}

static void erase(struct day *day, const char *home, const char *key)
{
    struct kiosk_identity identity;
    struct ledger_notice notice;
    struct ledger *ledger;
    struct place place;
    struct em_buffer body = {0};
    const struct ledger_options options = {.data_dir = home,
                                           .identity = &identity,
                                           .clock = &day->summit.clock.clock,
                                           .random = &day->summit.random.random,
                                           .keep_damaged = true};
    organiser_identity(&identity, &day->summit.organiser);
    assert_int_equal(ledger_open(&ledger, &options, &notice, &day->error), EM_OK);
    assert_int_equal(roster_delegate(ledger_store(ledger), summit_id(&day->summit, key), take_place,
                                     &place, &day->error),
                     EM_OK);
    json_t *fields = json_pack("{s:s, s:I}", "origin", place.origin, "seq", (json_int_t)place.seq);
    assert_int_equal(body_write(&body, fields, options.random, &day->error), EM_OK);
    assert_int_equal(ledger_record(ledger, ENTRY_ERASE, &body, NULL, NULL, &day->error), EM_OK);
    em_buffer_free(&body);
    ledger_close(ledger);
    kiosk_identity_wipe(&identity);
}

static void who_was_erased(void **state)
{
    struct day *day = *state;
    day_spend(day);
    char *home = day_bring_home(day, EM_TOOL, "home", true);
    erase(day, home, "amina");
    char *letters = SHEETS_OF(day, home, "--session", SUMMIT_TERRITORIES);
    sheets_after(sheets_after(letters, "Autres personnes présentes"),
                 "ne figure plus sur la liste des délégations");
    assert_false(sheets_has(letters, "Amina Nyambura"));
    free(letters);
    free(home);
}

/* --- when it is over --- */

static size_t times(const char *letters, const char *text)
{
    size_t count = 0;
    for (; (letters = strstr(letters, text)); letters += strlen(text))
        count++;
    return count;
}

/* A line on which anybody could sign afterwards: a thin rectangle across the cell. */
static size_t lines_of(struct day *day, const char *path)
{
    struct em_buffer bytes = {0};
    char *plain = em_format("%s.plain", path);
    DAY_QPDF(day, path, plain);
    assert_int_equal(em_file_read(plain, 1 << 26, &bytes, &day->error), EM_OK);
    em_buffer_add(&bytes, "", 1);
    size_t lines = 0;
    for (const char *at = bytes.data, *end = at + bytes.size - 1; at < end; at++)
        lines += strncmp(at, " 0.5 re", 7) == 0 || strncmp(at, " -0.5 re", 8) == 0;
    em_buffer_free(&bytes);
    free(plain);
    return lines;
}

static size_t who_was_not_there(const json_t *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        count += !sheets_was_there(rows, i);
    return count;
}

/* By the log of the door the session is on, by the organiser's, who merged later, it is over. */
static void nobody_signs_afterwards(void **state)
{
    struct day *day = *state;
    sheets_sign(day, "suharti", false);
    day_in(day, &day->a, "amina");
    char *home = day_bring_home(day, EM_TOOL, "home", true), *path = sheets_path(day, "over");
    char *key = em_format("%s/organiser.key", home);
    char *letters =
        SHEETS_AT(day, path, day->a.kiosk->folder, "--session", SUMMIT_TERRITORIES, "--key", key);
    json_t *rows = delegates_of(day, home, SUMMIT_TERRITORIES);
    size_t expected = json_array_size(rows), lines = lines_of(day, path);
    assert_int_equal(times(letters, "sansenregistrement"), 0);
    free(letters);
    letters = SHEETS_AT(day, path, home, "--session", SUMMIT_TERRITORIES);
    assert_int_equal(times(letters, SHEETS_NOT_RECORDED), who_was_not_there(rows));
    assert_int_equal(who_was_not_there(rows), expected - 2);
    /* All but Suharti's row had one. */
    assert_int_equal(lines_of(day, path), lines - (expected - 1));
    assert_true(sheets_has(letters, "2 présentes au total 1 signature"));
    json_decref(rows);
    free(letters);
    /* Nobody was recorded: it may have been signed on paper. */
    letters = SHEETS_AT(day, path, home, "--session", SUMMIT_PITCHES);
    assert_int_equal(times(letters, "sansenregistrement"), 0);
    free(letters);
    free(key);
    free(path);
    free(home);
}

/* --- before the event --- */

static void sheets_to_sign_on_paper(void **state)
{
    struct day *day = *state;
    const struct {
        const char *blank;
        size_t rows;
    } cases[] = {{NULL, 6}, {"0", 0}, {"3", 3}};
    char *home = day->summit.organiser_folder, *path = sheets_path(day, "sheet"), *letters;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        letters = cases[i].blank
                      ? SHEETS_OF(day, home, "--session", SUMMIT_SIGNING, "--blank", cases[i].blank)
                      : SHEETS_OF(day, home, "--session", SUMMIT_SIGNING);
        assert_int_equal(curves_of(day, path), 0);
        json_t *rows = delegates_of(day, home, SUMMIT_SIGNING);
        assert_rows_are(letters, rows);
        assert_int_equal(sheets_has(letters, "Hors liste"), cases[i].rows > 0);
        char *totals = em_format("%zu personnes attendues … dont présentes … hors liste",
                                 json_array_size(rows));
        assert_true(sheets_has(letters, totals));
        if (cases[i].rows) {
            char *last = em_format("%zu %s", json_array_size(rows) + cases[i].rows, totals);
            assert_true(sheets_has(letters, last));
            free(last);
        }
        json_decref(rows);
        free(totals);
        free(letters);
    }
    free(path);
}

static void three_thousand_are_expected(void **state)
{
    enum { MANY = 3000 };
    struct day *day = *state;
    struct delegate *many = em_alloc(MANY * sizeof *many);
    for (size_t i = 0; i < MANY; i++) {
        delegate_new_id(many[i].id, &day->summit.random.random);
        many[i].name = em_format("Personne Fictive %04zu", i);
        many[i].role = em_strdup("Témoin");
        many[i].government = em_strdup("Exempleville");
        many[i].country = em_strdup("FR");
        many[i].email = em_strdup("");
        many[i].source = em_strdup("");
        many[i].code = em_strdup("");
        many[i].sessions = em_strdup(SUMMIT_EVENING);
    }
    summit_announce_others(&day->summit, many, MANY);
    char *path = sheets_path(day, "many"), *home = day->summit.organiser_folder;
    char *letters = SHEETS_AT(day, path, home, "--session", SUMMIT_EVENING);
    const char *at = letters;
    for (size_t i = 0; i < MANY; i++)
        at = sheets_after(at, many[i].name);
    json_t *rows = delegates_of(day, home, SUMMIT_EVENING);
    char *expected = em_format("%zu personnes attendues", json_array_size(rows));
    sheets_after(at, expected);
    char *page = em_format("Page %d sur %d", pdf_pages(path), pdf_pages(path));
    sheets_after(at, page);
    free(page);
    free(expected);
    json_decref(rows);
    free(letters);
    free(path);
    for (size_t i = 0; i < MANY; i++)
        delegate_free(&many[i]);
    free(many);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, day_set_up, day_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_expected_in_order), TEST(who_signed_at_the_door),
        TEST(who_did_not_come_after_all),  TEST(who_came_besides),
        TEST(who_is_expected_no_more),     TEST(who_was_erased),
        TEST(nobody_signs_afterwards),     TEST(sheets_to_sign_on_paper),
        TEST(three_thousand_are_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
