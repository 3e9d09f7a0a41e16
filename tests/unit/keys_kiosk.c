/* A kiosk's key files: enrolled once, never mixed and never replaced. */
#include "core/memory.h"
#include "fake/keyring.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct keyring ring;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, keyring_set_up, keyring_tear_down, &ring)

static enum em_status enroll(const char *writer, char letter, struct em_error *error)
{
    return kiosk_enroll(&ring.organiser, writer, letter, false, ring.folder, &ring.random.random,
                        error);
}

static void kiosk_bundle(void **state)
{
    (void)state;
    struct kiosk_identity identity, again;
    struct em_error error;
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, &error), EM_NOT_FOUND);
    assert_int_equal(enroll("hall-b-2", 'B', &error), EM_OK);
    assert_int_equal(keyring_mode(&ring, "kiosk.key"), 0600);
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, &error), EM_OK);
    assert_string_equal(identity.event, KEYRING_EVENT);
    assert_string_equal(identity.writer, "hall-b-2");
    assert_int_equal(identity.letter, 'B');
    assert_false(identity.demo);
    assert_memory_equal(identity.seal_public, ring.organiser.public.seal_public, 32);
    assert_true(identity.has_badges);
    assert_memory_equal(identity.badge, ring.organiser.badge, 32);
    assert_memory_equal(identity.organiser_log, ring.organiser.public.log_public, 32);
    assert_string_equal(identity.scanner_layout, "us");
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, (const uint8_t *)"x", 1, identity.log_secret);
    assert_int_equal(
        crypto_sign_verify_detached(signature, (const uint8_t *)"x", 1, identity.log_public), 0);

    assert_int_equal(enroll("hall-c", 'C', &error), EM_BUSY);
    assert_int_equal(kiosk_identity_read(&again, ring.folder, &error), EM_OK);
    assert_memory_equal(&again, &identity, sizeof identity);
}

static void bad_names_and_letters(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "Hall", "a/b", "../x",
                                      "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(enroll(bad[i], 'A', NULL), EM_INVALID);
    assert_int_equal(enroll("a", 'a', NULL), EM_INVALID);
}

static void damaged_kiosk(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to;
        enum em_status status;
        const char *said;
    } cases[] = {
        {"kiosk.ini", "kiosk v1", "kiosk v7", EM_NEWER, "v7"},
        {"kiosk.ini", "letter = A", "letter = AB", EM_DAMAGED, "`letter`"},
        {"kiosk.ini", "letter = A", "letter = a", EM_DAMAGED, "`letter`"},
        {"kiosk.ini", "demo = no", "demo = perhaps", EM_DAMAGED, "`demo`"},
        {"kiosk.ini", "writer = hall-a-1", "writer = hall/a", EM_DAMAGED, "`writer`"},
        {"kiosk.ini", "seal_public", "#", EM_DAMAGED, "`seal_public`"},
        {"kiosk.ini", "organiser_log = ", "organiser_log = ?", EM_DAMAGED, "`organiser_log`"},
        {"kiosk.ini", "layout = us", "layout = u", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = azertyuio", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = FR", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = fr()", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = fr(mac", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = fr(mac))", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = fr; rm", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = gb(dvorak_ukp_xx)", EM_INVALID, "layout"},
        {"kiosk.ini", "layout = us", "layout = ", EM_INVALID, "layout"},
        {"kiosk.key", "badge = ", "badge = ?", EM_DAMAGED, "`badge`"},
        {"kiosk.key", "badge = ", "#", EM_DAMAGED, "`badge`"},
        {"kiosk.key", "log_secret = ", "log_secret = ?", EM_DAMAGED, "`log_secret`"},
        {"kiosk.key", "kiosk key v1", "kiosk v1", EM_INVALID, "first line"},
    };
    struct kiosk_identity identity = {.letter = '?'};
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct em_error error = {.text = ""};
        char *kept = keyring_spoil(&ring, cases[i].name, cases[i].from, cases[i].to);
        assert_int_equal(kiosk_identity_read(&identity, ring.folder, &error), cases[i].status);
        if (!strstr(error.text, cases[i].said) || !strstr(error.text, cases[i].name))
            fail_msg("\"%s\" should say %s and %s", error.text, cases[i].said, cases[i].name);
        keyring_restore(&ring, cases[i].name, kept);
    }
    assert_int_equal(identity.letter, '?'); /* untouched all the while */
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, NULL), EM_OK);
}

static void scanners_type_in_many_layouts(void **state)
{
    (void)state;
    static const char *const layouts[] = {
        "us", "fr", "tr", "latam", "de(nodeadkeys)", "fr(latin9)", "ch(fr_mac)"};
    struct kiosk_identity identity;
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        char *line = em_format("scanner_layout = %s", layouts[i]);
        char *kept = keyring_spoil(&ring, "kiosk.ini", "scanner_layout = us", line);
        assert_int_equal(kiosk_identity_read(&identity, ring.folder, NULL), EM_OK);
        assert_string_equal(identity.scanner_layout, layouts[i]);
        keyring_restore(&ring, "kiosk.ini", kept);
        free(line);
    }
}

/* A bundle that was made before there were badges. */
static void an_older_kiosk_serves_without_badges(void **state)
{
    (void)state;
    static const uint8_t none[32];
    struct kiosk_identity identity;
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    free(keyring_spoil(&ring, "kiosk.ini", "organiser_log = ", "# "));
    free(keyring_spoil(&ring, "kiosk.ini", "scanner_layout = ", "# "));
    free(keyring_spoil(&ring, "kiosk.key", "badge = ", "# "));
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, NULL), EM_OK);
    assert_false(identity.has_badges);
    assert_memory_equal(identity.badge, none, sizeof none);
    assert_memory_equal(identity.organiser_log, none, sizeof none);
    assert_string_equal(identity.scanner_layout, "us");
}

static void the_organiser_writes_a_log(void **state)
{
    (void)state;
    struct kiosk_identity identity;
    organiser_identity(&identity, &ring.organiser);
    assert_string_equal(identity.event, KEYRING_EVENT);
    assert_string_equal(identity.writer, ORGANISER_WRITER);
    assert_int_equal(identity.letter, '\0');
    assert_false(identity.demo);
    assert_true(identity.has_badges);
    assert_memory_equal(identity.log_public, ring.organiser.public.log_public, 32);
    assert_memory_equal(identity.log_secret, ring.organiser.log_secret, 64);
    assert_memory_equal(identity.organiser_log, ring.organiser.public.log_public, 32);
    assert_memory_equal(identity.badge, ring.organiser.badge, 32);
}

static void keys_of_two_kiosks_do_not_mix(void **state)
{
    (void)state;
    struct kiosk_identity identity;
    struct em_error error;
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    char *key = keyring_read(&ring, "kiosk.key");
    keyring_unlink(&ring, "kiosk.ini");
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    keyring_restore(&ring, "kiosk.key", key);
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "kiosk.key"));
    keyring_unlink(&ring, "kiosk.key");
    assert_int_equal(kiosk_identity_read(&identity, ring.folder, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "missing"));
}

static void used_keys_are_never_replaced(void **state)
{
    (void)state;
    struct em_error error;
    assert_int_equal(enroll("hall-a-1", 'A', NULL), EM_OK);
    char *key = keyring_read(&ring, "kiosk.key");
    keyring_unlink(&ring, "kiosk.ini");
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, ring.folder, &ring.random.random, &error),
                     EM_BUSY);
    assert_non_null(strstr(error.text, "kiosk.ini"));
    keyring_write(&ring, "emarge.db", "a log");
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, ring.folder, &ring.random.random, NULL),
                     EM_BUSY);
    assert_int_equal(enroll("hall-a-1", 'A', &error), EM_BUSY);
    assert_non_null(strstr(error.text, "emarge.db"));
    char *after = keyring_read(&ring, "kiosk.key");
    assert_string_equal(after, key);
    char *made = keyring_path(&ring, KIOSK_DEMO_ORGANISER);
    assert_int_equal(access(made, F_OK), -1);
    keyring_unlink(&ring, "emarge.db");
    free(made);
    free(after);
    free(key);
}

static void a_demonstration_strews_no_keys(void **state)
{
    (void)state;
    struct em_error error;
    keyring_write(&ring, "hosts", "127.0.0.1");
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, ring.folder, &ring.random.random, &error),
                     EM_BUSY);
    assert_non_null(strstr(error.text, ring.folder));
    assert_non_null(strstr(error.text, "not empty"));
    char *made = keyring_path(&ring, KIOSK_DEMO_ORGANISER);
    assert_int_equal(access(made, F_OK), -1);
    keyring_unlink(&ring, "hosts");
    free(made);
}

static void demonstration(void **state)
{
    (void)state;
    struct kiosk_identity identity;
    struct organiser_secret secret;
    char *data = keyring_path(&ring, "data");
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, data, &ring.random.random, NULL), EM_OK);
    assert_int_equal(kiosk_identity_read(&identity, data, NULL), EM_OK);
    assert_true(identity.demo);
    assert_string_equal(identity.writer, "hall-a-1");
    assert_int_equal(identity.letter, 'A');
    char *key = em_format("%s/" KIOSK_DEMO_ORGANISER "/organiser.key", data);
    assert_int_equal(organiser_read_secret(&secret, key, NULL, NULL), EM_OK);
    assert_memory_equal(secret.public.seal_public, identity.seal_public, 32);
    assert_memory_equal(secret.badge, identity.badge, 32);
    assert_memory_equal(secret.public.log_public, identity.organiser_log, 32);
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, data, &ring.random.random, NULL), EM_BUSY);

    /* A first start that was cut short after the organiser's keys goes on with them. */
    char *ini = em_format("%s/kiosk.ini", data);
    unlink(ini);
    assert_int_equal(kiosk_enroll_demo("other-event", data, &ring.random.random, NULL), EM_FOREIGN);
    assert_int_equal(kiosk_enroll_demo(KEYRING_EVENT, data, &ring.random.random, NULL), EM_OK);
    assert_int_equal(kiosk_identity_read(&identity, data, NULL), EM_OK);
    assert_memory_equal(secret.public.seal_public, identity.seal_public, 32);

    fake_folder_remove(data);
    free(ini);
    free(key);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kiosk_bundle),
        TEST(bad_names_and_letters),
        TEST(damaged_kiosk),
        TEST(scanners_type_in_many_layouts),
        TEST(an_older_kiosk_serves_without_badges),
        TEST(the_organiser_writes_a_log),
        TEST(keys_of_two_kiosks_do_not_mix),
        TEST(used_keys_are_never_replaced),
        TEST(a_demonstration_strews_no_keys),
        TEST(demonstration),
    };
    return cmocka_run_group_tests_name("keys of a kiosk", tests, NULL, NULL);
}
