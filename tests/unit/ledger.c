/* The ledger: what it records, and what it keeps private. */
#include "core/file.h"
#include "core/seal.h"
#include "fake/kiosk.h"
#include "fake/sql.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct fake_kiosk kiosk;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_kiosk_set_up, fake_kiosk_tear_down, &kiosk)

static void numbers_count_on(void **state)
{
    (void)state;
    int64_t since = -1;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    assert_int_equal(ledger_signature_count(ledger, &since), 0);
    assert_int_equal(since, 0);
    struct ledger_receipt first = fake_kiosk_signed(&kiosk, ledger, 0);
    assert_string_equal(first.number, "A-1");
    assert_int_equal(first.seq, 1); /* `open` is 0 */
    assert_string_equal(fake_kiosk_signed(&kiosk, ledger, 1).number, "A-2");
    assert_int_equal(ledger_signature_count(ledger, &since), 2);
    assert_int_equal(since, first.at_us);
    ledger_close(ledger);

    ledger = fake_kiosk_started(&kiosk);
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(ledger_signature_count(ledger, &since), 2);
    assert_int_equal(since, first.at_us);
    struct ledger_receipt third = fake_kiosk_signed(&kiosk, ledger, 2);
    assert_string_equal(third.number, "A-3");
    assert_int_equal(third.seq, 5); /* after `close` and `open` */
    ledger_close(ledger);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"), 3);
}

/* The names of a JSON object in their order, with a space behind each. */
static char *keys_of(json_t *object)
{
    struct em_buffer keys = {0};
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) em_buffer_format(&keys, "%s ", key);
    return keys.data;
}

static void check_body(const char *text, const struct signature *signature)
{
    json_t *body = json_loads(text, 0, NULL);
    char *keys = keys_of(body);
    assert_string_equal(keys, signature->listed
                                  ? "salt capacity country document government "
                                    "government_id language listed mode name read_to_end role "
                                    "text_sha256 "
                                  : "salt capacity country document government "
                                    "government_id language listed mode read_to_end text_sha256 ");
    assert_int_equal(json_string_length(json_object_get(body, "salt")), 24);
    assert_string_equal(json_string_value(json_object_get(body, "text_sha256")),
                        "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=");
    if (signature->listed)
        assert_string_equal(json_string_value(json_object_get(body, "name")), signature->name);
    free(keys);
    json_decref(body);
}

static void check_private(const struct em_buffer *sealed, const struct signature *signature)
{
    char plain[8192] = "";
    assert_true(sealed->size > SEAL_OVERHEAD && sealed->size < sizeof plain);
    assert_int_equal(seal_open((uint8_t *)plain, (const uint8_t *)sealed->data, sealed->size,
                               kiosk.identity.seal_public, kiosk.seal_secret, &kiosk.error),
                     EM_OK);
    json_t *body = json_loads(plain, 0, NULL);
    char *keys = keys_of(body);
    assert_string_equal(keys, "salt contact email ink name role ");
    assert_string_equal(json_string_value(json_object_get(body, "name")), signature->name);
    assert_string_equal(json_string_value(json_object_get(body, "email")), signature->email);
    assert_int_equal(json_is_true(json_object_get(body, "contact")), signature->contact);
    assert_int_equal(json_is_string(json_object_get(body, "ink")), signature->ink != NULL);
    free(keys);
    json_decref(body);
}

static void a_signature_says_what_it_should(void **state)
{
    (void)state;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    for (int person = 0; person < 4; person++) {
        struct fake_person storage;
        const struct signature *signature = fake_person(&storage, person);
        struct ledger_receipt receipt = fake_kiosk_signed(&kiosk, ledger, person);
        struct fake_entry entry = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", receipt.seq);
        check_body(entry.body, signature);
        check_private(&entry.sealed, signature);
        assert_memory_equal(entry.leaf, receipt.leaf, sizeof receipt.leaf);
        fake_entry_free(&entry);
    }
    ledger_close(ledger);
}

/* Whether any file of the folder holds the text, as a thief of the disk would look for it. */
static bool on_disk(const char *text)
{
    static const char *const names[] = {"emarge.db", "emarge.db-wal", "emarge.db-shm",
                                        "emarge.checkpoint", "emarge.lock"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct em_buffer bytes = {0};
        char *path = em_format("%s/%s", kiosk.folder, names[i]);
        if (em_file_read(path, 1 << 24, &bytes, NULL) == EM_OK)
            found = found || memmem(bytes.data, bytes.size, text, strlen(text));
        em_buffer_free(&bytes);
        free(path);
    }
    return found;
}

static void what_is_private_is_not_on_the_disk(void **state)
{
    (void)state;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    fake_kiosk_signed(&kiosk, ledger, 10);  /* listed */
    fake_kiosk_signed(&kiosk, ledger, 11);  /* not listed */
    assert_true(on_disk("Nº10 d’Éxemple")); /* the control: what may be read is found this way */
    assert_true(on_disk("Maire n° 10"));
    assert_false(on_disk("Nº11 d’Éxemple"));
    assert_false(on_disk("Maire n° 11"));
    assert_false(on_disk("zoe10@example.org"));
    assert_false(on_disk("zoe11@example.org"));
    ledger_close(ledger);
    assert_false(on_disk("Nº11 d’Éxemple"));
    assert_false(on_disk("zoe11@example.org"));
}

static void same_input_same_bytes(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 5);
    struct fake_entry a = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", 4);
    struct fake_kiosk first = kiosk;
    fake_kiosk_init(&kiosk, 1);
    fake_kiosk_day(&kiosk, 5);
    struct fake_entry b = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", 4);
    assert_memory_equal(a.leaf, b.leaf, sizeof a.leaf);
    assert_string_equal(a.body, b.body);
    assert_int_equal(a.sealed.size, b.sealed.size);
    assert_memory_equal(a.sealed.data, b.sealed.data, a.sealed.size);
    fake_entry_free(&a);
    fake_entry_free(&b);
    fake_kiosk_free(&first);
}

static void what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    struct fake_person storage;
    struct ledger_receipt receipt;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    struct signature signature = *fake_person(&storage, 1);
    signature.name = "broken \xff name";
    assert_int_equal(ledger_sign(ledger, &signature, &receipt, &kiosk.error), EM_INVALID);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM entry"), 1);
    assert_string_equal(fake_kiosk_signed(&kiosk, ledger, 2).number, "A-1");
    ledger_close(ledger);
}

/* A process that is gone without a word: what it acknowledged is there, and there is nothing to
 * tell. */
static void a_crash_is_a_clean_restart(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct ledger *ledger = fake_kiosk_started(&kiosk);
        fake_kiosk_sign_all(&kiosk, ledger, 3);
        _exit(0);
    }
    int result = 1;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_int_equal(result, 0);
    int64_t since;
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    assert_string_equal(kiosk.notice.text, "");
    assert_int_equal(ledger_signature_count(ledger, &since), 3);
    assert_string_equal(fake_kiosk_signed(&kiosk, ledger, 3).number, "A-4");
    ledger_close(ledger);
}

static void a_clock_that_went_back_is_told(void **state)
{
    (void)state;
    fake_kiosk_day(&kiosk, 1);
    kiosk.clock.wall -= 3600 * INT64_C(1000000);
    ledger_close(fake_kiosk_started(&kiosk));
    struct fake_entry entry = fake_kiosk_entry(&kiosk, "ogp-paris-2016/hall-a-1", 3);
    json_t *body = json_loads(entry.body, 0, NULL);
    json_t *clock = json_object_get(body, "clock");
    assert_true(json_is_true(json_object_get(clock, "back")));
    json_decref(body);
    fake_entry_free(&entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_count_on),
        TEST(a_signature_says_what_it_should),
        TEST(what_is_private_is_not_on_the_disk),
        TEST(same_input_same_bytes),
        TEST(what_is_not_utf8_is_refused),
        TEST(a_crash_is_a_clean_restart),
        TEST(a_clock_that_went_back_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
