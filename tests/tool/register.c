/* `emarge register`: which folders it makes and refuses, who is in it, and who says whose the keys
 * are. How its pages behave is for tests/web. */
#include "core/file.h"
#include "core/keys.h"
#include "core/note.h"
#include "fake/hall.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct hall hall;
static char folder[FAKE_PATH_SIZE]; /* of the test */

static int set_up(void **state)
{
    fake_folder_make(folder);
    return hall_set_up(state);
}

static int tear_down(void **state)
{
    fake_folder_remove(folder);
    return hall_tear_down(state);
}

#define TEST(name) cmocka_unit_test_prestate_setup_teardown(name, set_up, tear_down, &hall)

#define REGISTER(...)                                                                              \
    HALL_TOOL(&hall, NULL, "register", "--data", hall.kiosk.folder, "--output", place, __VA_ARGS__)
#define PLACE char *place = em_format("%s/register", folder)

/* What stands in a file of the register; NULL when there is none. */
static char *text_of(const char *place, const char *name)
{
    char *path = em_format("%s/%s", place, name);
    char *text = fake_file_text(path);
    free(path);
    return text;
}

static void assert_has(const char *place, const char *name, const char *words)
{
    char *text = text_of(place, name);
    assert_non_null(text);
    if (!strstr(text, words))
        fail_msg("%s does not say: %s", name, words);
    free(text);
}

static void assert_has_not(const char *place, const char *name, const char *words)
{
    char *text = text_of(place, name);
    assert_non_null(text);
    if (strstr(text, words))
        fail_msg("%s says: %s", name, words);
    free(text);
}

/* -- Who is in it -- */

static void who_agreed_is_in_it_and_nobody_else(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "amina@example.org", true);
    hall_sign_as(&hall, "Nadie Quequiera", "nadie@example.org", false);
    REGISTER(NULL);
    tool_told(&hall.result, 0, "1 listed, 1 without being listed; 1 log");
    static const char *const files[] = {"index.html", "en.html", "es.html", "data/hall-a-1_1.js"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_has(place, files[i], "Amina Nyambura");
        assert_has_not(place, files[i], "Quequiera");
        assert_has_not(place, files[i], "example.org");
    }
    free(place);
}

/* Who signs again, and does not agree to be listed then, is not listed any more: what only the key
 * can tell. */
static void a_later_signature_that_is_not_listed_counts(void **state)
{
    (void)state;
    PLACE;
    char key[HALL_PATH_SIZE];
    hall_sign_as(&hall, "Amina Nyambura", "amina@example.org", true);
    hall_sign_as(&hall, "Amina Nyambura", "amina@example.org", false);
    REGISTER(NULL);
    tool_told(&hall.result, 0, "1 listed, 1 without being listed");
    tool_said(&hall.result, 0, "only the organiser's key can tell");
    REGISTER("--key", hall_key(&hall, key, NULL));
    tool_told(&hall.result, 0, "0 listed, 1 without being listed");
    assert_null(strstr(hall.result.err, "only the organiser's key can tell"));
    assert_has(place, "en.html", "Nobody is listed yet.");
    assert_has_not(place, "data/hall-a-1_1.js", "Amina");
    free(place);
}

static void a_pioneer_that_was_typed_by_name_has_signed(void **state)
{
    (void)state;
    PLACE;
    struct signature signature = hall_signature();
    signature.government = "kigoma";
    signature.government_id = "";
    signature.country = "TZ";
    struct ledger_receipt receipt = hall_sign(&hall, &signature);
    REGISTER(NULL);
    char *entry = em_format("data-government=\"kigoma\" data-entry=\"hall-a-1.%lld\"",
                            (long long)receipt.seq);
    assert_has(place, "index.html", entry);
    assert_has(place, "index.html", "<li class=\"open\" data-government=\"austin\"");
    free(entry);
    free(place);
}

/* That these stand among the pioneers, one behind the other. */
static void assert_order(const char *place, const char *name, const char *const *parts,
                         size_t count)
{
    char *text = text_of(place, name);
    const char *at = text ? strstr(text, "<ul class=\"pioneers\">") : NULL;
    for (size_t i = 0; i < count; i++) {
        at = at ? strstr(at, parts[i]) : NULL;
        if (!at)
            fail_msg("%s: %s is not behind the one before", name, parts[i]);
    }
    free(text);
}

/* As the language of the page sorts them, and not as the pack has them. */
static void pioneers_are_in_the_order_of_the_language(void **state)
{
    (void)state;
    PLACE;
    static const char *const french[] = {"\"buenos-aires\"", "\"scotland\"", "\"elgeyo-marakwet\""},
                             *const english[] = {"\"sao-paulo\"", "\"scotland\"",
                                                 "\"sekondi-takoradi\""};
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    REGISTER(NULL);
    assert_order(place, "index.html", french, 3); /* Écosse */
    assert_order(place, "en.html", english, 3);
    free(place);
}

/* Before the doors open: what the event has, and that nobody signed. */
static void it_is_made_before_anybody_signed(void **state)
{
    (void)state;
    PLACE;
    REGISTER(NULL);
    tool_told(&hall.result, 0, "0 listed, 0 without being listed; 0 logs");
    assert_has(place, "en.html", "Nobody is listed yet.");
    assert_has(place, "en.html", "<li class=\"open\" data-government=\"kigoma\"");
    assert_has_not(place, "en.html", "data-entry");
    assert_has_not(place, "en.html", "data-stat=");
    REGISTER("--document", "local-governments");
    tool_told(&hall.result, 0, "0 listed");
    REGISTER("--document", "another");
    tool_said(&hall.result, 1, "another");
    free(place);
}

/* The list that everybody may have, the same bytes as by itself, also as the key narrows it. */
static void it_has_the_list_for_programs(void **state)
{
    (void)state;
    PLACE;
    char key[HALL_PATH_SIZE];
    hall_sign_as(&hall, "Amina \"Nyambura\"", "amina@example.org", true);
    hall_sign_as(&hall, "Nadie Quequiera", "nadie@example.org", false);
    hall_sign_as(&hall, "Kofi Nyame", "kofi@example.org", true);
    hall_sign_as(&hall, "Kofi Nyame", "kofi@example.org", false);
    hall_key(&hall, key, NULL);
    REGISTER("--key", key);
    HALL_EXPORT(&hall, "--public", "--format", "csv", "--key", key);
    char *csv = text_of(place, "signatories.csv");
    assert_non_null(csv);
    assert_string_equal(csv, hall.result.out);
    assert_non_null(strstr(csv, "\"Amina \"\"Nyambura\"\"\""));
    assert_null(strstr(csv, "Kofi"));
    assert_has(place, "en.html", "href=\"signatories.csv\"");
    assert_has(place, "emarge-register.txt", "signatories.csv");
    free(csv);
    free(place);
}

/* Whose data it is, and how a signature is withdrawn, in words that the event has. */
static void it_says_whom_to_ask(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    REGISTER(NULL);
    assert_has(place, "en.html", "<details class=\"notice\">");
    assert_has(place, "en.html", "give your number to the staff at the summit’s desk");
    assert_has(place, "index.html", "donnez votre numéro à l’accueil du sommet");
    assert_has(place, "es.html", "<meta name=\"description\"");
    free(place);
}

static void hours_are_counted_and_days_when_there_are_many(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    REGISTER(NULL);
    assert_has(place, "en.html", "data-stat=\"hour\"");
    assert_has(place, "en.html", "data-bar=\"hour 2016-12-09T10\""); /* in Paris */
    for (int day = 0; day < 15; day++) {
        char *name = em_format("Amina Nyambura %d", day);
        fake_clock_advance(&hall.kiosk.clock, INT64_C(86400000000));
        hall_sign_as(&hall, name, "", true);
        free(name);
    }
    REGISTER(NULL);
    assert_has(place, "en.html", "data-stat=\"day\"");
    assert_has(place, "en.html", "data-bar=\"day 2016-12-24\"");
    assert_has_not(place, "en.html", "data-stat=\"hour\"");
    free(place);
}

/* -- Whose keys -- */

/* As the organiser's folder has it, for a kiosk with this key. */
static void list_kiosk(const uint8_t log_public[32])
{
    char vkey[NOTE_VKEY_SIZE];
    note_vkey(vkey, "ogp-paris-2016/hall-a-1", log_public);
    char *path = em_format("%s/kiosks.csv", hall.kiosk.folder);
    char *text = em_format("name,letter,vkey\nhall-a-1,A,%s\n", vkey);
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0600, NULL), EM_OK);
    free(text);
    free(path);
}

static void it_says_who_names_the_key(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    REGISTER(NULL);
    tool_said(&hall.result, 0, "nothing beside this store names the key");
    assert_has(place, "en.html", "nobody but the log itself");
    assert_int_equal(organiser_write(&hall.organiser, hall.kiosk.folder, NULL,
                                     &hall.kiosk.random.random, &hall.kiosk.error),
                     EM_OK);
    list_kiosk(hall.kiosk.identity.log_public);
    REGISTER(NULL);
    assert_null(strstr(hall.result.err, "nothing beside this store"));
    assert_has(place, "en.html", "the organiser’s list of kiosks (kiosks.csv)");
    list_kiosk(hall.organiser.public.log_public); /* another's */
    REGISTER(NULL);
    tool_said(&hall.result, 1, "Nothing was written");
    free(place);
}

/* -- What is refused -- */

static void a_log_that_is_not_good_is_not_published(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    ledger_close(hall.ledger);
    hall.ledger = NULL;
    assert_true(fake_sql_against_rules(
        hall.kiosk.store,
        "UPDATE entry SET body = replace(body, 'Amina', 'Animo') WHERE kind = 'sign'"));
    REGISTER(NULL);
    tool_said(&hall.result, 1, "Nothing was written");
    assert_false(em_file_exists(place));
    free(place);
}

static void a_list_that_is_not_the_log_s_is_not_published(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    ledger_close(hall.ledger);
    hall.ledger = NULL;
    assert_true(fake_sql(hall.kiosk.store, "UPDATE roll_signature SET name = 'Animo'"));
    REGISTER(NULL);
    tool_said(&hall.result, 1, "emarge rebuild");
    assert_false(em_file_exists(place));
    free(place);
}

static void a_folder_of_somebody_s_is_left_alone(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    char *theirs = em_format("%s/index.html", place);
    assert_int_equal(mkdir(place, 0700), 0);
    assert_int_equal(em_file_write_atomic(theirs, "mine", 4, 0600, NULL), EM_OK);
    REGISTER(NULL);
    tool_said(&hall.result, 1, place);
    assert_has(place, "index.html", "mine");
    assert_int_equal(unlink(theirs), 0);
    REGISTER(NULL); /* an empty one is good enough */
    tool_told(&hall.result, 0, "1 listed");
    free(theirs);
    free(place);
}

static void words_that_are_wrong(void **state)
{
    (void)state;
    PLACE;
    hall_sign_as(&hall, "Amina Nyambura", "", true);
    HALL_TOOL(&hall, NULL, "register", "--data", hall.kiosk.folder);
    tool_said(&hall.result, 2, "emarge register --output DIR");
    REGISTER("--document", "nothing");
    tool_said(&hall.result, 1, "nothing");
    assert_false(em_file_exists(place));
    free(place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_agreed_is_in_it_and_nobody_else),
        TEST(a_later_signature_that_is_not_listed_counts),
        TEST(a_pioneer_that_was_typed_by_name_has_signed),
        TEST(pioneers_are_in_the_order_of_the_language),
        TEST(it_is_made_before_anybody_signed),
        TEST(it_has_the_list_for_programs),
        TEST(it_says_whom_to_ask),
        TEST(hours_are_counted_and_days_when_there_are_many),
        TEST(it_says_who_names_the_key),
        TEST(a_log_that_is_not_good_is_not_published),
        TEST(a_list_that_is_not_the_log_s_is_not_published),
        TEST(a_folder_of_somebody_s_is_left_alone),
        TEST(words_that_are_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
