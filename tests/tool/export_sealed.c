/* `emarge export`: what stays sealed, which key opens it, and which of a person's signatures
 * counts. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/hall.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PASSPHRASE "neuf mots pour une clé"

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* -- What is sealed -- */

static void only_row_is(const char *line)
{
    char *text = em_format(HALL_HEADER "\n%s\n", line);
    assert_string_equal(hall.result.out, text);
    free(text);
}

static void the_key_opens_what_is_sealed(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct signature signature = hall_signature();
    signature.listed = false;
    signature.contact = true;
    signature.name = "=Privée";
    signature.email = "+a@example.org";
    struct ledger_receipt receipt = hall_sign(&hall, &signature);
    static const struct hall_cells closed_cells = {
        "local-governments", "(sealed)", "(sealed)", "no", "(sealed)", "(sealed)", "unknown"};
    static const struct hall_cells opened_cells = {
        "local-governments", "\"'=Privée\"", "Maire", "no", "\"'+a@example.org\"", "yes", "no"};
    char *closed = hall_line(&receipt, &closed_cells), *opened = hall_line(&receipt, &opened_cells);
    HALL_EXPORT(&hall, "--format", "csv");
    tool_said(&hall.result, 0, "in 1 row something is sealed");
    only_row_is(closed);
    HALL_TOOL(&hall, PASSPHRASE "\n", "export", "signatures", "--data", hall.kiosk.folder, "--key",
              hall_key(&hall, path, PASSPHRASE), "--passphrase-fd", "3");
    tool_only_told_privacy(&hall.result);
    tool_said(&hall.result, 0, "private columns: name, role (of those who did not agree");
    only_row_is(opened);
    free(closed);
    free(opened);
}

static void keys_that_do_not_open(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct signature signature = hall_signature();
    hall_sign(&hall, &signature);
    hall_key(&hall, path, PASSPHRASE);
    HALL_TOOL(&hall, "another\n", "export", "signatures", "--data", hall.kiosk.folder, "--key",
              path, "--passphrase-fd", "3");
    tool_said(&hall.result, 1, "The passphrase does not open");
    assert_string_equal(hall.result.out, "");
    HALL_EXPORT(&hall, "--key", path); /* nobody to ask */
    tool_said(&hall.result, 1, "--passphrase-fd");
    HALL_EXPORT(&hall, "--key", path, "--passphrase-fd", "3"); /* closed */
    tool_said(&hall.result, 1, "file descriptor 3");
    HALL_EXPORT(&hall, "--key", "/nowhere/organiser.key");
    tool_said(&hall.result, 1, "/nowhere/organiser.key");
    HALL_EXPORT(&hall, "--key", hall.kiosk.store);
    tool_said(&hall.result, 1, "is no text");
}

static void a_key_of_another_event_opens_nothing(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct signature signature = hall_signature();
    hall_sign(&hall, &signature);
    organiser_generate(&hall.organiser, "ogp-paris-2016", &hall.kiosk.random.random);
    HALL_EXPORT(&hall, "--key", hall_key(&hall, path, NULL));
    tool_said(&hall.result, 1, "Signature A-1 of ogp-paris-2016/hall-a-1");
}

/* One row that does not open keeps nobody else's from the list, and is told. */
static void a_row_that_does_not_open_stays_sealed(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct signature signature = hall_signature();
    signature.listed = false;
    struct organiser_secret other;
    organiser_generate(&other, "ogp-paris-2016", &hall.kiosk.random.random);
    hall_sign(&hall, &signature);
    memcpy(hall.ledger->identity.seal_public, other.public.seal_public, 32);
    signature.name = "Amina Nyambura";
    hall_sign(&hall, &signature);
    HALL_EXPORT(&hall, "--key", hall_key(&hall, path, NULL));
    tool_said(&hall.result, 1, "what is sealed of 1 entry the key does not open");
    tool_said(&hall.result, 1, "Signature A-2 of ogp-paris-2016/hall-a-1");
    assert_non_null(strstr(hall.result.out, ",Zoé,"));
    assert_non_null(strstr(hall.result.out, ",(sealed),"));
    /* Nor from the counts; and the key that was given is not asked for. */
    HALL_TOOL(&hall, NULL, "export", "statistics", "--data", hall.kiosk.folder, "--key", path);
    tool_said(&hall.result, 1, "what is sealed of 1 entry the key does not open");
    tool_said(&hall.result, 1, "of 2 signatures only what stays sealed tells");
    assert_non_null(strstr(hall.result.out, "counted,prises en compte,,2\n"));
    /* Here only the first is shown, which it opens. */
    HALL_TOOL(&hall, NULL, "export", "pioneers", "--data", hall.kiosk.folder, "--key", path);
    tool_said(&hall.result, 0, "of 2 signatures only what stays sealed tells");
}

static void seal_to_another(const uint8_t seal_public[32])
{
    memcpy(hall.ledger->identity.seal_public, seal_public, 32);
}

/* Whatever stands first, a count misses what would have told who signed again, and no more. */
static void counts_miss_what_they_need(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct organiser_secret other;
    organiser_generate(&other, "ogp-paris-2016", &hall.kiosk.random.random);
    seal_to_another(other.public.seal_public);
    hall_sign_as(&hall, "José", "jose@example.org", true);
    seal_to_another(hall.organiser.public.seal_public);
    hall_sign_as(&hall, "Ana", "", true);
    hall_key(&hall, path, NULL);
    HALL_TOOL(&hall, NULL, "export", "statistics", "--data", hall.kiosk.folder, "--key", path);
    tool_said(&hall.result, 0, "");
    assert_null(strstr(hall.result.err, "sealed"));
    hall_sign_as(&hall, "José", "other@example.org", true);
    HALL_TOOL(&hall, NULL, "export", "statistics", "--data", hall.kiosk.folder, "--key", path);
    tool_said(&hall.result, 1, "what is sealed of 1 entry the key does not open");
    tool_said(&hall.result, 1, "Signature A-1 of ogp-paris-2016/hall-a-1");
}

/* Only a key that lies open is used without being asked for. */
static void a_key_beside_the_log(void **state)
{
    (void)state;
    struct signature signature = hall_signature();
    hall_sign(&hall, &signature);
    assert_int_equal(organiser_write(&hall.organiser, hall.kiosk.folder, PASSPHRASE,
                                     &hall.kiosk.random.random, &hall.kiosk.error),
                     EM_OK);
    HALL_EXPORT(&hall, "--format", "csv");
    tool_said(&hall.result, 0, "something is sealed");
    char *path = em_format("%s/organiser.key", hall.kiosk.folder);
    char *public = em_format("%s/organiser.pub", hall.kiosk.folder);
    assert_int_equal(unlink(path) | unlink(public), 0);
    assert_int_equal(organiser_write(&hall.organiser, hall.kiosk.folder, NULL,
                                     &hall.kiosk.random.random, &hall.kiosk.error),
                     EM_OK);
    HALL_EXPORT(&hall, "--format", "csv");
    tool_said(&hall.result, 0, "");
    assert_non_null(strstr(hall.result.out, "zoe@example.org"));
    assert_int_equal(unlink(path) | unlink(public), 0);
    free(path);
    free(public);
}

/* Where a demonstration makes its organiser. */
static void a_key_in_a_folder_beside_the_log(void **state)
{
    (void)state;
    struct signature signature = hall_signature();
    hall_sign(&hall, &signature);
    char *folder = em_format("%s/" KIOSK_DEMO_ORGANISER, hall.kiosk.folder);
    assert_int_equal(em_folder_make(folder, 0700, &hall.kiosk.error), EM_OK);
    assert_int_equal(organiser_write(&hall.organiser, folder, NULL, &hall.kiosk.random.random,
                                     &hall.kiosk.error),
                     EM_OK);
    HALL_EXPORT(&hall, "--format", "csv");
    tool_said(&hall.result, 0, "");
    assert_non_null(strstr(hall.result.out, "zoe@example.org"));
    free(folder);
}

/* -- What counts -- */

/* The cells `superseded` of all rows, by their first letters. */
static char *superseded_marks(void)
{
    struct em_buffer marks = {0};
    json_t *rows = json_loads(hall.result.out, 0, NULL), *row;
    size_t index;
    em_buffer_text(&marks, "");
    json_array_foreach(rows, index, row)
    {
        json_t *mark = json_object_get(row, "superseded");
        em_buffer_text(&marks, json_is_null(mark) ? "?" : json_is_true(mark) ? "y" : "n");
    }
    json_decref(rows);
    return marks.data;
}

static void marks_are(const char *key, const char *wanted)
{
    HALL_EXPORT(&hall, "--format", "json", key ? "--key" : NULL, key);
    assert_int_equal(hall.result.code, 0);
    char *marks = superseded_marks();
    assert_string_equal(marks, wanted);
    free(marks);
}

static void a_later_signature_supersedes(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    hall_sign_as(&hall, "José", "", true);
    hall_sign_as(&hall, "Ana", "ana@example.org", true);
    hall_sign_as(&hall, "JOSE", "jose@example.org", true);
    hall_sign_as(&hall, "Ana", "ana2@example.org", true);
    hall_sign_as(&hall, "José", "other@example.org", true);
    hall_key(&hall, path, NULL);
    marks_are(path, "ynnnn"); /* the e-mail addresses tell two Anas and two Josés apart */
    marks_are(NULL, "yyynn"); /* sealed, they cannot */
}

static void a_sealed_name_may_be_anybodys(void **state)
{
    (void)state;
    char path[HALL_PATH_SIZE];
    struct signature elsewhere = hall_signature();
    elsewhere.government_id = "madrid";
    hall_sign_as(&hall, "José", "", true);
    hall_sign_as(&hall, "José", "", false);
    hall_sign_as(&hall, "Ana", "", true);
    hall_sign(&hall, &elsewhere);
    marks_are(NULL, "??nn");
    marks_are(hall_key(&hall, path, NULL), "ynnn");
}

/* Later is what the log says, not what a clock says that was set back in between. */
static void a_clock_set_back_changes_no_order(void **state)
{
    (void)state;
    hall_sign_as(&hall, "José", "", true);
    hall.kiosk.clock.wall -= INT64_C(3600) * 1000000;
    hall_sign_as(&hall, "José", "", true);
    marks_are(NULL, "yn");
}

static void withdrawn_and_erased_are_in_no_list(void **state)
{
    (void)state;
    hall_sign_as(&hall, "José", "", true);
    hall_sign_as(&hall, "Ana", "", true);
    hall_sign_as(&hall, "José", "", true);
    hall_sign_as(&hall, "Eva", "", true);
    marks_are(NULL, "ynnn");
    fake_kiosk_append_about(&hall.kiosk, hall.ledger, ENTRY_WITHDRAW, 3);
    fake_kiosk_append_about(&hall.kiosk, hall.ledger, ENTRY_ERASE, 4);
    assert_int_equal(
        store_entry_erase(hall.ledger->store, hall.ledger->log.origin, 4, &hall.kiosk.error),
        EM_OK);
    marks_are(NULL, "nn"); /* what superseded is gone, so the first counts again */
    HALL_EXPORT(&hall, "--format", "csv");
    assert_null(strstr(hall.result.out, "Eva"));
    assert_null(strstr(hall.result.out, "A-3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_key_opens_what_is_sealed),         TEST(keys_that_do_not_open),
        TEST(a_key_of_another_event_opens_nothing), TEST(a_row_that_does_not_open_stays_sealed),
        TEST(counts_miss_what_they_need),           TEST(a_key_beside_the_log),
        TEST(a_key_in_a_folder_beside_the_log),     TEST(a_later_signature_supersedes),
        TEST(a_sealed_name_may_be_anybodys),        TEST(a_clock_set_back_changes_no_order),
        TEST(withdrawn_and_erased_are_in_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
