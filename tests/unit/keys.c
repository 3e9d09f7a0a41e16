/* Key files: what is written is read back, and every fault has its own sentence. */
#include "core/keys.h"

#include "core/file.h"
#include "fake/random.h"
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define EVENT      "ogp-paris-2016"
#define PASSPHRASE "seize fenêtres sur la Seine"

static char folder[64];
static struct fake_random fake;
static struct organiser_secret organiser;

static const char *const names[] = {"organiser.key", "organiser.pub", "kiosk.ini", "kiosk.key"};

static char *in_folder(const char *name)
{
    return em_format("%s/%s", folder, name);
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/emarge-keys-XXXXXX");
    fake_random_init(&fake, 5);
    organiser_generate(&organiser, EVENT, &fake.random);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = in_folder(names[i]);
        unlink(path);
        free(path);
    }
    return rmdir(folder);
}

static char *read_file(const char *name)
{
    struct em_buffer buffer = {0};
    char *path = in_folder(name);
    assert_int_equal(em_file_read(path, 100000, &buffer, NULL), EM_OK);
    free(path);
    return buffer.data;
}

static void write_file(const char *name, const char *text)
{
    char *path = in_folder(name);
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0600, NULL), EM_OK);
    free(path);
}

/* Replaces the first `from` in a file, keeping what was there for restore(). */
static char *spoil(const char *name, const char *from, const char *to)
{
    char *text = read_file(name);
    char *at = strstr(text, from);
    assert_non_null(at);
    char *changed = em_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    write_file(name, changed);
    free(changed);
    return text;
}

static void restore(const char *name, char *text)
{
    write_file(name, text);
    free(text);
}

static unsigned mode_of(const char *name)
{
    struct stat info;
    char *path = in_folder(name);
    assert_int_equal(stat(path, &info), 0);
    free(path);
    return info.st_mode & 07777;
}

static enum em_status read_secret(const char *passphrase, struct organiser_secret *out,
                                  struct em_error *error)
{
    char *path = in_folder("organiser.key");
    enum em_status status = organiser_read_secret(out, path, passphrase, error);
    free(path);
    return status;
}

static void organiser_with_a_passphrase(void **state)
{
    (void)state;
    struct organiser_secret again;
    struct em_error error;
    bool needed = false;
    assert_int_equal(organiser_write(&organiser, folder, PASSPHRASE, &fake.random, NULL), EM_OK);
    assert_int_equal(mode_of("organiser.key"), 0600);
    char *path = in_folder("organiser.key");
    assert_int_equal(organiser_needs_passphrase(path, &needed, NULL), EM_OK);
    free(path);
    assert_true(needed);
    assert_int_equal(read_secret(PASSPHRASE, &again, NULL), EM_OK);
    assert_memory_equal(&again, &organiser, sizeof organiser);

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
    assert_int_equal(organiser_write(&organiser, folder, PASSPHRASE, &fake.random, NULL), EM_OK);
    char *text = read_file("organiser.key");
    char base64[100];
    const uint8_t *const secrets[] = {organiser.seal_secret, organiser.log_secret, organiser.badge,
                                      organiser.staff};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        sodium_bin2base64(base64, sizeof base64, secrets[i], 32, sodium_base64_VARIANT_ORIGINAL);
        base64[20] = '\0';
        assert_null(strstr(text, base64));
    }
    sodium_bin2base64(base64, sizeof base64, organiser.public.seal_public, 32,
                      sodium_base64_VARIANT_ORIGINAL);
    assert_non_null(strstr(text, base64)); /* the control: this is how one would be found */
    free(text);
}

static void organiser_bare(void **state)
{
    (void)state;
    struct organiser_secret again;
    bool needed = true;
    assert_int_equal(organiser_write(&organiser, folder, NULL, &fake.random, NULL), EM_OK);
    char *path = in_folder("organiser.key");
    assert_int_equal(organiser_needs_passphrase(path, &needed, NULL), EM_OK);
    free(path);
    assert_false(needed);
    assert_int_equal(read_secret(NULL, &again, NULL), EM_OK);
    assert_memory_equal(&again, &organiser, sizeof organiser);
    char *text = read_file("organiser.key");
    assert_non_null(strstr(text, "demonstration"));
    free(text);
}

static void organiser_public_half(void **state)
{
    (void)state;
    struct organiser_public public;
    char *path = in_folder("organiser.pub");
    assert_int_equal(organiser_read_public(&public, path, NULL), EM_NOT_FOUND);
    assert_int_equal(organiser_write(&organiser, folder, NULL, &fake.random, NULL), EM_OK);
    assert_int_equal(organiser_read_public(&public, path, NULL), EM_OK);
    assert_string_equal(public.event, EVENT);
    assert_memory_equal(public.seal_public, organiser.public.seal_public, 32);
    assert_memory_equal(public.log_public, organiser.public.log_public, 32);
    free(path);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    struct em_error error;
    assert_int_equal(organiser_write(&organiser, folder, NULL, &fake.random, NULL), EM_OK);
    char *before = read_file("organiser.key");
    assert_int_equal(organiser_write(&organiser, folder, "other", &fake.random, &error), EM_BUSY);
    char *public = in_folder("organiser.pub");
    assert_int_equal(unlink(public), 0); /* either of the two is enough */
    assert_int_equal(organiser_write(&organiser, folder, "other", &fake.random, &error), EM_BUSY);
    free(public);
    char *after = read_file("organiser.key");
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(organiser_write(&organiser, folder, "", &fake.random, &error), EM_INVALID);
    assert_int_equal(organiser_write(&organiser, "/tmp/emarge-no-such", NULL, &fake.random, &error),
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
    assert_int_equal(organiser_write(&organiser, folder, NULL, &fake.random, NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct em_error error = {.text = ""};
        char *kept = spoil("organiser.key", cases[i].from, cases[i].to);
        assert_int_equal(read_secret(NULL, &again, &error), cases[i].status);
        if (!strstr(error.text, cases[i].said) || !strstr(error.text, folder))
            fail_msg("\"%s\" should say %s and the file", error.text, cases[i].said);
        restore("organiser.key", kept);
    }
    assert_int_equal(read_secret(NULL, &again, NULL), EM_OK);
}

/* Every letter of the keys counts, in the public halves too, since the secrets give them again. */
static void every_letter_of_a_bare_file_counts(void **state)
{
    (void)state;
    struct organiser_secret again;
    assert_int_equal(organiser_write(&organiser, folder, NULL, &fake.random, NULL), EM_OK);
    char *text = read_file("organiser.key");
    char *badge = strstr(text, "badge = "); /* from here on nothing is said twice */
    for (char *c = strstr(text, "seal_public = ") + 14; c < badge; c++) {
        if (*c == '#') /* a line for people */
            c = strchr(c, '\n');
        char kept = *c;
        *c = kept == 'A' ? 'B' : 'A';
        write_file("organiser.key", text);
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
    assert_int_equal(organiser_write(&organiser, folder, PASSPHRASE, &fake.random, NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *kept = spoil("organiser.key", cases[i].from, cases[i].to);
        assert_int_equal(read_secret(PASSPHRASE, &again, NULL), cases[i].status);
        restore("organiser.key", kept);
    }
}

static void kiosk_bundle(void **state)
{
    (void)state;
    struct kiosk_identity identity, again;
    struct em_error error;
    assert_int_equal(kiosk_identity_read(&identity, folder, &error), EM_NOT_FOUND);
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-b-2", 'B', false, folder, &fake.random, &error),
        EM_OK);
    assert_int_equal(mode_of("kiosk.key"), 0600);
    assert_int_equal(kiosk_identity_read(&identity, folder, &error), EM_OK);
    assert_string_equal(identity.event, EVENT);
    assert_string_equal(identity.writer, "hall-b-2");
    assert_int_equal(identity.letter, 'B');
    assert_false(identity.demo);
    assert_memory_equal(identity.seal_public, organiser.public.seal_public, 32);
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, (const uint8_t *)"x", 1, identity.log_secret);
    assert_int_equal(
        crypto_sign_verify_detached(signature, (const uint8_t *)"x", 1, identity.log_public), 0);

    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-c", 'C', false, folder, &fake.random, &error),
        EM_BUSY);
    assert_int_equal(kiosk_identity_read(&again, folder, &error), EM_OK);
    assert_memory_equal(&again, &identity, sizeof identity);
}

static void bad_names_and_letters(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "Hall", "a/b", "../x",
                                      "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(
            kiosk_enroll(&organiser.public, bad[i], 'A', false, folder, &fake.random, NULL),
            EM_INVALID);
    assert_int_equal(kiosk_enroll(&organiser.public, "a", 'a', false, folder, &fake.random, NULL),
                     EM_INVALID);
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
        {"kiosk.key", "log_secret = ", "log_secret = ?", EM_DAMAGED, "`log_secret`"},
        {"kiosk.key", "kiosk key v1", "kiosk v1", EM_INVALID, "first line"},
    };
    struct kiosk_identity identity = {.letter = '?'};
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-a-1", 'A', false, folder, &fake.random, NULL), EM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct em_error error = {.text = ""};
        char *kept = spoil(cases[i].name, cases[i].from, cases[i].to);
        assert_int_equal(kiosk_identity_read(&identity, folder, &error), cases[i].status);
        if (!strstr(error.text, cases[i].said) || !strstr(error.text, cases[i].name))
            fail_msg("\"%s\" should say %s and %s", error.text, cases[i].said, cases[i].name);
        restore(cases[i].name, kept);
    }
    assert_int_equal(identity.letter, '?'); /* untouched all the while */
    assert_int_equal(kiosk_identity_read(&identity, folder, NULL), EM_OK);
}

static void keys_of_two_kiosks_do_not_mix(void **state)
{
    (void)state;
    struct kiosk_identity identity;
    struct em_error error;
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-a-1", 'A', false, folder, &fake.random, NULL), EM_OK);
    char *key = read_file("kiosk.key");
    char *path = in_folder("kiosk.ini");
    unlink(path);
    free(path);
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-a-1", 'A', false, folder, &fake.random, NULL), EM_OK);
    restore("kiosk.key", key);
    assert_int_equal(kiosk_identity_read(&identity, folder, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "kiosk.key"));
    path = in_folder("kiosk.key");
    unlink(path);
    free(path);
    assert_int_equal(kiosk_identity_read(&identity, folder, &error), EM_DAMAGED);
    assert_non_null(strstr(error.text, "missing"));
}

static void used_keys_are_never_replaced(void **state)
{
    (void)state;
    struct em_error error;
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-a-1", 'A', false, folder, &fake.random, NULL), EM_OK);
    char *key = read_file("kiosk.key");
    char *ini = in_folder("kiosk.ini");
    unlink(ini);
    assert_int_equal(kiosk_enroll_demo(EVENT, folder, &fake.random, &error), EM_BUSY);
    assert_non_null(strstr(error.text, "kiosk.ini"));
    write_file("emarge.db", "a log");
    assert_int_equal(kiosk_enroll_demo(EVENT, folder, &fake.random, NULL), EM_BUSY);
    assert_int_equal(
        kiosk_enroll(&organiser.public, "hall-a-1", 'A', false, folder, &fake.random, &error),
        EM_BUSY);
    assert_non_null(strstr(error.text, "emarge.db"));
    char *after = read_file("kiosk.key");
    assert_string_equal(after, key);
    char *made = in_folder("organiser.key");
    assert_int_equal(access(made, F_OK), -1);
    char *store = in_folder("emarge.db");
    unlink(store);
    free(store);
    free(made);
    free(after);
    free(ini);
    free(key);
}

static void demonstration(void **state)
{
    (void)state;
    struct kiosk_identity identity;
    struct organiser_secret secret;
    char *data = in_folder("data");
    assert_int_equal(kiosk_enroll_demo(EVENT, data, &fake.random, NULL), EM_OK);
    assert_int_equal(kiosk_identity_read(&identity, data, NULL), EM_OK);
    assert_true(identity.demo);
    assert_string_equal(identity.writer, "hall-a-1");
    assert_int_equal(identity.letter, 'A');
    char *key = em_format("%s/organiser.key", data);
    assert_int_equal(organiser_read_secret(&secret, key, NULL, NULL), EM_OK);
    assert_memory_equal(secret.public.seal_public, identity.seal_public, 32);
    assert_int_equal(kiosk_enroll_demo(EVENT, data, &fake.random, NULL), EM_BUSY);

    /* A first start that was cut short after the organiser's keys goes on with them. */
    char *ini = em_format("%s/kiosk.ini", data);
    unlink(ini);
    assert_int_equal(kiosk_enroll_demo("other-event", data, &fake.random, NULL), EM_FOREIGN);
    assert_int_equal(kiosk_enroll_demo(EVENT, data, &fake.random, NULL), EM_OK);
    assert_int_equal(kiosk_identity_read(&identity, data, NULL), EM_OK);
    assert_memory_equal(secret.public.seal_public, identity.seal_public, 32);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = em_format("%s/%s", data, names[i]);
        assert_int_equal(unlink(path), 0);
        free(path);
    }
    assert_int_equal(rmdir(data), 0);
    free(ini);
    free(key);
    free(data);
}

static void same_randomness_same_files(void **state)
{
    (void)state;
    struct organiser_secret a, b;
    fake_random_init(&fake, 9);
    organiser_generate(&a, EVENT, &fake.random);
    fake_random_init(&fake, 9);
    organiser_generate(&b, EVENT, &fake.random);
    assert_memory_equal(&a, &b, sizeof a);
    organiser_generate(&b, EVENT, &fake.random);
    assert_memory_not_equal(a.seal_secret, b.seal_secret, 32);
    assert_memory_not_equal(a.badge, b.staff, 32);
    organiser_wipe(&a);
    assert_true(sodium_is_zero((const uint8_t *)&a, sizeof a));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(organiser_with_a_passphrase),
        TEST(protected_file_shows_nothing),
        TEST(organiser_bare),
        TEST(organiser_public_half),
        TEST(nothing_is_overwritten),
        TEST(damaged_organiser),
        TEST(every_letter_of_a_bare_file_counts),
        TEST(damaged_protection),
        TEST(kiosk_bundle),
        TEST(bad_names_and_letters),
        TEST(damaged_kiosk),
        TEST(keys_of_two_kiosks_do_not_mix),
        TEST(used_keys_are_never_replaced),
        TEST(demonstration),
        TEST(same_randomness_same_files),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
