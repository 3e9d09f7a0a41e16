/* The organiser's key files: what is written is read back, and every fault has its own sentence. */
#include "fake/keyring.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PASSPHRASE "seize fenêtres sur la Seine"

static struct keyring ring;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, keyring_set_up, keyring_tear_down, &ring)

static enum em_status write_keys(const char *passphrase, struct em_error *error)
{
    return organiser_write(&ring.organiser, ring.folder, passphrase, &ring.random.random, error);
}

static enum em_status read_secret(const char *passphrase, struct organiser_secret *out,
                                  struct em_error *error)
{
    char *path = keyring_path(&ring, "organiser.key");
    enum em_status status = organiser_read_secret(out, path, passphrase, error);
    free(path);
    return status;
}

static void assert_needs_passphrase(bool wanted)
{
    bool needed = !wanted;
    char *path = keyring_path(&ring, "organiser.key");
    assert_int_equal(organiser_needs_passphrase(path, &needed, NULL), EM_OK);
    free(path);
    assert_int_equal(needed, wanted);
}

static void organiser_with_a_passphrase(void **state)
{
    (void)state;
    struct organiser_secret again;
    struct em_error error;
    assert_int_equal(write_keys(PASSPHRASE, NULL), EM_OK);
    assert_int_equal(keyring_mode(&ring, "organiser.key"), 0600);
    assert_needs_passphrase(true);
    assert_int_equal(read_secret(PASSPHRASE, &again, NULL), EM_OK);
    assert_memory_equal(&again, &ring.organiser, sizeof ring.organiser);

    memset(&again, 7, sizeof again);
    assert_int_equal(read_secret("seize fenetres sur la Seine", &again, &error), EM_DENIED);
    assert_non_null(strstr(error.text, "passphrase"));
    assert_int_equal(read_secret(NULL, &again, &error), EM_DENIED);
    assert_int_equal(((uint8_t *)&again)[0], 7); /* untouched */
}

/* No secret may be found in a protected file, in any form that we write bytes in. */
static void protected_file_shows_nothing(void **state)
{
    (void)state;
    assert_int_equal(write_keys(PASSPHRASE, NULL), EM_OK);
    char *text = keyring_read(&ring, "organiser.key");
    char base64[100];
    const uint8_t *const secrets[] = {ring.organiser.seal_secret, ring.organiser.log_secret,
                                      ring.organiser.badge, ring.organiser.staff};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        sodium_bin2base64(base64, sizeof base64, secrets[i], 32, sodium_base64_VARIANT_ORIGINAL);
        base64[20] = '\0';
        assert_null(strstr(text, base64));
    }
    sodium_bin2base64(base64, sizeof base64, ring.organiser.public.seal_public, 32,
                      sodium_base64_VARIANT_ORIGINAL);
    assert_non_null(strstr(text, base64)); /* the control: this is how one would be found */
    free(text);
}

static void organiser_bare(void **state)
{
    (void)state;
    struct organiser_secret again;
    assert_int_equal(write_keys(NULL, NULL), EM_OK);
    assert_needs_passphrase(false);
    assert_int_equal(read_secret(NULL, &again, NULL), EM_OK);
    assert_memory_equal(&again, &ring.organiser, sizeof ring.organiser);
    char *text = keyring_read(&ring, "organiser.key");
    assert_non_null(strstr(text, "demonstration"));
    free(text);
}

static void organiser_public_half(void **state)
{
    (void)state;
    struct organiser_public public;
    char *path = keyring_path(&ring, "organiser.pub");
    assert_int_equal(organiser_read_public(&public, path, NULL), EM_NOT_FOUND);
    assert_int_equal(write_keys(NULL, NULL), EM_OK);
    assert_int_equal(organiser_read_public(&public, path, NULL), EM_OK);
    assert_string_equal(public.event, KEYRING_EVENT);
    assert_memory_equal(public.seal_public, ring.organiser.public.seal_public, 32);
    assert_memory_equal(public.log_public, ring.organiser.public.log_public, 32);
    free(path);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    struct em_error error;
    assert_int_equal(write_keys(NULL, NULL), EM_OK);
    char *before = keyring_read(&ring, "organiser.key");
    assert_int_equal(write_keys("other", &error), EM_BUSY);
    keyring_unlink(&ring, "organiser.pub"); /* either of the two is enough */
    assert_int_equal(write_keys("other", &error), EM_BUSY);
    char *after = keyring_read(&ring, "organiser.key");
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(write_keys("", &error), EM_INVALID);
    assert_int_equal(
        organiser_write(&ring.organiser, "/tmp/emarge-no-such", NULL, &ring.random.random, &error),
        EM_NOT_FOUND);
}

/* One change of each line of a bare file, and what is said of it. */
static void damaged_organiser(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        enum em_status status;
        const char *said;
    } cases[] = {
        {"# emarge organiser key v1", "# emarge organiser key v2", EM_NEWER, "v2"},
        {"# emarge organiser key v1", "# emarge kiosk v1", EM_INVALID, "first line"},
        {"# emarge organiser key v1", "", EM_INVALID, "first line"},
        {"event = ogp", "event = OGP", EM_DAMAGED, "`event`"},
        {"event = ", "event: ", EM_DAMAGED, "line 2"},
        {"seal_public = ", "seal_public = A", EM_DAMAGED, "`seal_public`"},
        {"log_public = ", "log_pubic = ", EM_DAMAGED, "`log_public`"},
        {"protection = none", "protection = some", EM_DAMAGED, "`protection`"},
        {"badge = ", "staff = ", EM_DAMAGED, "twice"},
        {"seal_secret = ", "seal_secret = =", EM_DAMAGED, "`seal_secret`"},
    };
    struct organiser_secret again;
    assert_int_equal(write_keys(NULL, NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct em_error error = {.text = ""};
        char *kept = keyring_spoil(&ring, "organiser.key", cases[i].from, cases[i].to);
        assert_int_equal(read_secret(NULL, &again, &error), cases[i].status);
        if (!strstr(error.text, cases[i].said) || !strstr(error.text, ring.folder))
            fail_msg("\"%s\" should say %s and the file", error.text, cases[i].said);
        keyring_restore(&ring, "organiser.key", kept);
    }
    assert_int_equal(read_secret(NULL, &again, NULL), EM_OK);
}

/* Every letter of the keys counts, in the public halves too, since the secrets give them again. */
static void every_letter_of_a_bare_file_counts(void **state)
{
    (void)state;
    struct organiser_secret again;
    assert_int_equal(write_keys(NULL, NULL), EM_OK);
    char *text = keyring_read(&ring, "organiser.key");
    char *badge = strstr(text, "badge = "); /* from here on nothing is said twice */
    for (char *c = strstr(text, "seal_public = ") + 14; c < badge; c++) {
        if (*c == '#') /* a line for people */
            c = strchr(c, '\n');
        char kept = *c;
        *c = kept == 'A' ? 'B' : 'A';
        keyring_write(&ring, "organiser.key", text);
        if (read_secret(NULL, &again, NULL) == EM_OK)
            fail_msg("%c at %d was not missed", kept, (int)(c - text));
        *c = kept;
    }
    free(text);
}

/* Damage of a protected file, apart from Argon2's limits found without deriving a key. */
static void damaged_protection(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        enum em_status status;
    } cases[] = {
        {"argon2id = 3 268435456", "argon2id = 3", EM_DAMAGED},
        {"argon2id = 3 268435456", "argon2id = 3 99999999999", EM_DAMAGED},
        {"argon2id = 3 268435456", "argon2id = 4000000000 268435456", EM_DAMAGED},
        {"argon2id = 3 268435456", "argon2id = 1 8192", EM_DENIED}, /* derives another key */
        {"salt = ", "salt = AAAA", EM_DAMAGED},
        {"nonce = ", "nounce = ", EM_DAMAGED},
        {"secrets = ", "secrets = !", EM_DAMAGED},
        {"secrets = ", "secret = ", EM_DAMAGED},
        {"event = ogp", "event = ogq", EM_DAMAGED}, /* another inside the box */
    };
    struct organiser_secret again;
    assert_int_equal(write_keys(PASSPHRASE, NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *kept = keyring_spoil(&ring, "organiser.key", cases[i].from, cases[i].to);
        assert_int_equal(read_secret(PASSPHRASE, &again, NULL), cases[i].status);
        keyring_restore(&ring, "organiser.key", kept);
    }
}

static void same_randomness_same_files(void **state)
{
    (void)state;
    struct organiser_secret a, b;
    fake_random_init(&ring.random, 9);
    organiser_generate(&a, KEYRING_EVENT, &ring.random.random);
    fake_random_init(&ring.random, 9);
    organiser_generate(&b, KEYRING_EVENT, &ring.random.random);
    assert_memory_equal(&a, &b, sizeof a);
    organiser_generate(&b, KEYRING_EVENT, &ring.random.random);
    assert_memory_not_equal(a.seal_secret, b.seal_secret, 32);
    assert_memory_not_equal(a.badge, b.staff, 32);
    organiser_wipe(&a);
    assert_true(sodium_is_zero((const uint8_t *)&a, sizeof a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(organiser_with_a_passphrase),
        TEST(protected_file_shows_nothing),
        TEST(organiser_bare),
        TEST(organiser_public_half),
        TEST(nothing_is_overwritten),
        TEST(damaged_organiser),
        TEST(every_letter_of_a_bare_file_counts),
        TEST(damaged_protection),
        TEST(same_randomness_same_files),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
