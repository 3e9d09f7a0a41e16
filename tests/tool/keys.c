/* `emarge init`, `enroll` and `help`: an event's keys and its kiosks, made as an organiser makes
 * them, with every mistake that an organiser can make. */
#include "core/keys.h"
#include "core/base64.h"
#include "core/file.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define PASSPHRASE "un été à Paris, neuf décembre"

static char folder[FAKE_PATH_SIZE], keys[FAKE_PATH_SIZE + 16], data[FAKE_PATH_SIZE + 16];
static struct tool_result result;
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(keys, sizeof keys, "%s/keys", folder);
    snprintf(data, sizeof data, "%s/data", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

#define ENROLL(...)    TOOL(PASSPHRASE "\n", "enroll", "--passphrase-fd", "3", __VA_ARGS__)
#define TOOL(fd3, ...) tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, fd3)

static void make_keys(void)
{
    TOOL(PASSPHRASE "\n", "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 0, "The keys of ogp-paris-2016 are made");
}

static char *in_keys(const char *name)
{
    return em_format("%s/%s", keys, name);
}

static void an_event_s_keys(void **state)
{
    (void)state;
    struct stat info;
    struct organiser_secret secret;
    make_keys();
    assert_null(strstr(result.out, PASSPHRASE));
    assert_string_equal(result.err, "");
    char *path = in_keys("organiser.key");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(organiser_read_secret(&secret, path, PASSPHRASE, &error), EM_OK);
    assert_string_equal(secret.public.event, "ogp-paris-2016");
    organiser_wipe(&secret);
    assert_int_equal(organiser_read_secret(&secret, path, PASSPHRASE "\n", &error), EM_DENIED);
    free(path);
}

static void keys_are_never_overwritten(void **state)
{
    (void)state;
    struct em_buffer before = {0}, after = {0};
    make_keys();
    char *path = in_keys("organiser.key"), *public = in_keys("organiser.pub");
    assert_int_equal(em_file_read(path, 4096, &before, &error), EM_OK);
    TOOL(NULL, "init", "--keys", keys); /* said before anybody is asked */
    tool_told(&result, 1, "organiser.key is there already");
    TOOL("x\n", "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "organiser.key is there already");
    assert_int_equal(em_file_read(path, 4096, &after, &error), EM_OK);
    assert_string_equal(before.data, after.data);
    assert_int_equal(unlink(path), 0);
    TOOL("x\n", "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "organiser.pub is there already");
    em_buffer_free(&before);
    em_buffer_free(&after);
    free(path);
    free(public);
}

static void passphrases_that_are_none(void **state)
{
    (void)state;
    char longest[600];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    TOOL("", "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "protects nothing");
    TOOL("\nsecond line\n", "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "protects nothing");
    TOOL(longest, "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "longer than 511 bytes");
    TOOL(NULL, "init", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "could not be read from file descriptor 3");
    TOOL(NULL, "init", "--keys", keys);
    tool_told(&result, 1, "no terminal");
    TOOL(NULL, "init", "--keys", keys, "--passphrase-fd", "-3");
    tool_told(&result, 2, "no file descriptor");
    TOOL(NULL, "init", "--keys", keys, "--passphrase", PASSPHRASE);
    tool_told(&result, 2, "no option --passphrase");
    assert_int_equal(fake_folder_count(keys, "organiser"), 0);
}

static void places_that_are_none(void **state)
{
    (void)state;
    TOOL("x\n", "init", "--event", "/nowhere", "--keys", keys, "--passphrase-fd", "3");
    tool_told(&result, 1, "/nowhere");
    assert_false(em_file_exists(keys));
    TOOL("x\n", "init", "--keys", "/proc/keys", "--passphrase-fd", "3");
    tool_told(&result, 1, "/proc/keys");
    TOOL(NULL, "init", "--event");
    tool_told(&result, 2, "--event needs a value");
    TOOL(NULL, "init", "here");
    tool_told(&result, 2, "a word too many");
}

/* Whether a kiosk's files have these bytes, as key files write them; not the last of them, for what
 * follows changes how they end. */
static void folder_has(const char *where, const uint8_t *bytes, size_t size, bool expected)
{
    static const char *const names[] = {"kiosk.ini", "kiosk.key"};
    char base64[BASE64_SIZE(64)];
    bool found = false;
    base64_write(base64, bytes, size);
    base64[size / 3 * 4] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = em_format("%s/%s", where, names[i]), *text = fake_file_text(path);
        assert_non_null(text);
        found |= strstr(text, base64) != NULL;
        free(text);
        free(path);
    }
    assert_int_equal(found, expected);
}

static void a_kiosk_is_enrolled_once(void **state)
{
    (void)state;
    struct kiosk_identity kiosk;
    make_keys();
    ENROLL("hall-b-2", "--letter", "C", "--keys", keys, "--data", data);
    tool_told(&result, 0, "hall-b-2 is ready");
    tool_told(&result, 0, "begin with C.");
    tool_told(&result, 0, "\n  ogp-paris-2016/hall-b-2+");
    assert_int_equal(kiosk_identity_read(&kiosk, data, &error), EM_OK);
    assert_string_equal(kiosk.writer, "hall-b-2");
    assert_int_equal(kiosk.letter, 'C');
    assert_false(kiosk.demo);
    assert_int_equal(fake_folder_count(data, "organiser"), 0); /* no secret of the organiser's */
    ENROLL("hall-b-3", "--letter", "D", "--keys", keys, "--data", data);
    tool_told(&result, 1, "kiosk.ini is there already");
}

/* Of the organiser's secrets the kiosk has the badge key, and none that reads what was sealed. */
static void a_kiosk_tells_badges_and_reads_nothing(void **state)
{
    (void)state;
    struct kiosk_identity kiosk;
    struct organiser_secret secret;
    make_keys();
    char *path = in_keys("organiser.key"), *moved = em_format("%s/elsewhere", folder);
    assert_int_equal(organiser_read_secret(&secret, path, PASSPHRASE, &error), EM_OK);
    assert_int_equal(rename(path, moved), 0);
    ENROLL("hall-b-2", "--keys", keys, "--key", moved, "--data", data);
    tool_told(&result, 0, "hall-b-2 is ready");
    assert_int_equal(kiosk_identity_read(&kiosk, data, &error), EM_OK);
    assert_true(kiosk.has_badges);
    assert_memory_equal(kiosk.badge, secret.badge, sizeof kiosk.badge);
    assert_memory_equal(kiosk.organiser_log, secret.public.log_public, sizeof kiosk.organiser_log);
    assert_string_equal(kiosk.scanner_layout, "us");
    folder_has(data, secret.badge, sizeof secret.badge, true);
    folder_has(data, secret.staff, sizeof secret.staff, false);
    folder_has(data, secret.seal_secret, sizeof secret.seal_secret, false);
    folder_has(data, secret.log_secret, 32, false);
    free(moved);
    free(path);
}

/* Other keys would make the record that lies there a stranger's. */
static void a_folder_with_a_record_is_refused(void **state)
{
    (void)state;
    make_keys();
    char *store = em_format("%s/emarge.db", data);
    assert_int_equal(em_folder_make(data, 0700, &error), EM_OK);
    assert_int_equal(em_file_write_atomic(store, "x", 1, 0600, &error), EM_OK);
    ENROLL("hall-b-2", "--keys", keys, "--data", data);
    tool_told(&result, 1, "Put it back from the bundle");
    assert_int_equal(kiosk_enroll_demo("ogp-paris-2016", data, &em_random_system, &error), EM_BUSY);
    assert_int_equal(fake_folder_count(data, "kiosk"), 0);
    assert_int_equal(fake_folder_count(data, "organiser"), 0);
    free(store);
}

static void names_that_are_none(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",       "Hall",    "hall a",
        "hall/a", "../hall", "hall.2",
        "häll",   "hall\n",  "a-name-of-more-than-forty-letters-is-one-too-long"};
    static const char *const letters[] = {"a", "AB", "", "1", "É"};
    make_keys();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ENROLL(names[i], "--keys", keys, "--data", data);
        tool_told(&result, 2, "cannot be a kiosk's name");
    }
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        ENROLL("hall", "--letter", letters[i], "--keys", keys, "--data", data);
        tool_told(&result, 2, "letter is one of A to Z");
    }
    ENROLL("organiser", "--keys", keys, "--data", data);
    tool_told(&result, 2, "organiser's own log");
    TOOL(NULL, "enroll");
    tool_told(&result, 2, "say the kiosk's name");
    assert_false(em_file_exists(data));
}

static void keys_that_are_none(void **state)
{
    (void)state;
    ENROLL("hall", "--keys", "/nowhere", "--data", data);
    tool_told(&result, 1, "/nowhere/organiser.key");
    make_keys();
    TOOL("another\n", "enroll", "hall", "--passphrase-fd", "3", "--keys", keys, "--data", data);
    tool_told(&result, 1, "does not open");
    TOOL(NULL, "enroll", "hall", "--keys", keys, "--data", data);
    tool_told(&result, 1, "no terminal");
    TOOL(NULL, "enroll", "hall", "--keys", keys, "--data", data, "--passphrase-fd", "three");
    tool_told(&result, 2, "no file descriptor");
    char *path = in_keys("organiser.key");
    assert_int_equal(em_file_write_atomic(path, "poem\n", 5, 0600, &error), EM_OK);
    ENROLL("hall", "--keys", keys, "--data", data);
    tool_told(&result, 1, "is not the organiser key file");
    assert_false(em_file_exists(data));
    free(path);
}

static void help_tells_every_verb(void **state)
{
    (void)state;
    static const char *const verbs[] = {
#define COMMAND(name) #name,
#include "../../tools/commands.def"
#undef COMMAND
    };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        TOOL(NULL, "help");
        tool_told(&result, 0, verbs[i]);
        TOOL(NULL, "help", verbs[i]);
        tool_told(&result, 0, "SYNOPSIS");
        char *usage = em_strdup(result.out);
        TOOL(NULL, verbs[i], "--help");
        assert_int_equal(result.code, 0);
        assert_string_equal(result.out, usage);
        free(usage);
    }
    TOOL(NULL, "--help");
    tool_told(&result, 0, "emarge VERB");
    TOOL(NULL, "--version");
    tool_told(&result, 0, "emarge " EM_VERSION "\n");
}

static void words_that_are_none(void **state)
{
    (void)state;
    tool_run(&result, (const char *const[]){EM_TOOL, NULL}, NULL);
    tool_told(&result, 2, "emarge help");
    TOOL(NULL, "dance");
    tool_told(&result, 2, "there is no `dance`");
    TOOL(NULL, "help", "dance");
    tool_told(&result, 2, "no `dance` to explain");
    TOOL(NULL, "rebuild", "now");
    tool_told(&result, 2, "a word too many");
    TOOL(NULL, "verify", "--data");
    tool_told(&result, 2, "--data needs a value");
    TOOL(NULL, "verify", "--data", "/nowhere", "--data", "/nowhere");
    tool_told(&result, 2, "--data is given twice");
    TOOL(NULL, "verify", "--data=/nowhere", "--data", "/nowhere");
    tool_told(&result, 2, "--data is given twice");
    TOOL(NULL, "export", "signatures", "--excel=yes");
    tool_told(&result, 2, "--excel takes no value");
    TOOL(NULL, "verify", "--data=/nowhere/a=b");
    tool_told(&result, 1, "There is no /nowhere/a=b/emarge.db");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_s_keys),
        TEST(keys_are_never_overwritten),
        TEST(passphrases_that_are_none),
        TEST(places_that_are_none),
        TEST(a_kiosk_is_enrolled_once),
        TEST(a_kiosk_tells_badges_and_reads_nothing),
        TEST(a_folder_with_a_record_is_refused),
        TEST(names_that_are_none),
        TEST(keys_that_are_none),
        TEST(help_tells_every_verb),
        TEST(words_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
