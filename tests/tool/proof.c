/* `emarge verify` and `emarge rebuild`: what is good is said to be, what is not is named, beside a
 * running kiosk and without one. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define PEOPLE 9

static struct fake_kiosk kiosk;
static struct ledger *ledger;
static struct tool_result result;

static void tool(const char *verb)
{
    tool_run(&result, (const char *const[]){EM_TOOL, verb, "--data", kiosk.folder, NULL}, NULL);
}

/* An enrolled kiosk, running, with some signatures. */
static int set_up(void **state)
{
    (void)state;
    struct organiser_secret organiser = {.public = {.event = "ogp-paris-2016"}};
    fake_kiosk_init(&kiosk, 3);
    memcpy(organiser.public.seal_public, kiosk.identity.seal_public, 32);
    if (kiosk_enroll(&organiser, "hall-a-1", 'A', false, kiosk.folder, &kiosk.random.random,
                     &kiosk.error) != EM_OK ||
        kiosk_identity_read(&kiosk.identity, kiosk.folder, &kiosk.error) != EM_OK ||
        fake_kiosk_start(&kiosk, &ledger) != EM_OK)
        return -1;
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    return 0;
}

static void stop(void)
{
    ledger_close(ledger);
    ledger = NULL;
}

static int tear_down(void **state)
{
    (void)state;
    stop();
    tool_result_free(&result);
    fake_kiosk_free(&kiosk);
    return 0;
}

static void a_good_log_is_good(void **state)
{
    (void)state;
    tool("verify"); /* beside the running kiosk: `open` and nine signatures */
    tool_told(&result, 0, "log ogp-paris-2016/hall-a-1\n  entries     10\n  root ");
    tool_told(&result, 0, "signature good, names this root\n  good\n");
    tool_told(&result, 0, "lists\n  good\n");
    tool_told(&result, 0, "key         ogp-paris-2016/hall-a-1+");
    assert_string_equal(result.err, "");
    stop();
    tool("verify");
    tool_told(&result, 0, "entries     11");
}

/* What the tool reads while a kiosk writes is one state, whole in itself. */
static void a_kiosk_goes_on_beside(void **state)
{
    (void)state;
    char *output = em_format("%s/output", kiosk.folder);
    const char *const words[] = {EM_TOOL, "verify", "--data", kiosk.folder, NULL};
    for (int round = 0; round < 10; round++) {
        int status;
        pid_t child = tool_start(words, output);
        fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    free(output);
}

/* What a stranger does to the file, and where verify must point. */
static const struct {
    const char *sql, *sentence;
} tampering[] = {
    {"UPDATE entry SET body = replace(body, 'Paris', 'Lyon') WHERE seq = 4", "BAD from entry 4: "},
    {"UPDATE entry SET sealed = NULL WHERE seq = 7", "BAD from entry 7: "},
    {"UPDATE entry SET at = at + 1 WHERE seq IN (3, 6)", "BAD from entry 3: "},
    {"UPDATE entry SET leaf = zeroblob(32) WHERE seq = 9", "BAD from entry 9: "},
    {"PRAGMA foreign_keys = 0; DELETE FROM entry WHERE seq = 5", "BAD from entry 5: "},
    {"DELETE FROM entry WHERE seq = 9", "BAD from entry 9: "},
    {"UPDATE entry SET kind = 'dance' WHERE seq = 2", "BAD from entry 2: "},
    {"UPDATE log SET checkpoint = replace(checkpoint, char(10) || '11' || char(10), char(10) || "
     "'12' || char(10))",
     "BAD: Its checkpoint"},
    {"UPDATE log SET vkey = zeroblob(32)", "BAD: The log names another key"},
};

/* The store as it is now, and putting it back. */
static struct em_buffer kept;

static void keep_store(void)
{
    stop();
    em_buffer_free(&kept);
    assert_int_equal(em_file_read(kiosk.store, 1 << 26, &kept, &kiosk.error), EM_OK);
}

static void put_store_back(void)
{
    for (int i = 0; i < 2; i++) {
        char *sidecar = em_format("%s%s", kiosk.store, i ? "-wal" : "-shm");
        unlink(sidecar);
        free(sidecar);
    }
    assert_int_equal(em_file_write_atomic(kiosk.store, kept.data, kept.size, 0600, &kiosk.error),
                     EM_OK);
}

static void the_first_bad_entry_is_named(void **state)
{
    (void)state;
    keep_store();
    for (size_t i = 0; i < sizeof tampering / sizeof *tampering; i++) {
        put_store_back();
        tool("verify");
        assert_int_equal(result.code, 0); /* the control: put back, it is good */
        assert_true(fake_sql_against_rules(kiosk.store, tampering[i].sql));
        tool("verify");
        tool_told(&result, 1, tampering[i].sentence);
        tool_told(&result, 1, "Keep this folder as it is");
    }
}

/* An older copy of the store is whole in itself; the checkpoint beside it tells. Without that, and
 * without a kiosk.ini, it cannot be told. */
static void an_older_copy_is_found_out(void **state)
{
    (void)state;
    char *ini = em_format("%s/kiosk.ini", kiosk.folder);
    keep_store();
    assert_int_equal(fake_kiosk_start(&kiosk, &ledger), EM_OK);
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    stop();
    put_store_back();
    tool("verify");
    tool_told(&result, 1,
              "BAD from entry 11: It is missing; an earlier checkpoint signed 22 entries.");
    assert_int_equal(unlink(ini), 0);
    tool("verify");
    tool_told(&result, 0, "note: there is no readable kiosk.ini");
    free(ini);
}

static void a_checkpoint_that_is_gone_or_damaged_is_told(void **state)
{
    (void)state;
    char *path = em_format("%s/emarge.checkpoint", kiosk.folder);
    stop();
    assert_int_equal(em_file_write_atomic(path, "poem\n", 5, 0600, &kiosk.error), EM_OK);
    tool("verify");
    tool_told(&result, 1, "emarge.checkpoint\n  BAD: ");
    assert_int_equal(unlink(path), 0);
    tool("verify");
    tool_told(&result, 0, "note: there is no emarge.checkpoint beside this store");
    free(path);
}

#define VERIFY_WITH(vkey)                                                                          \
    tool_run(                                                                                      \
        &result,                                                                                   \
        (const char *const[]){EM_TOOL, "verify", "--data", kiosk.folder, "--vkey", vkey, NULL},    \
        NULL)

static void a_key_that_was_published_is_proved_against(void **state)
{
    (void)state;
    char vkey[NOTE_VKEY_SIZE];
    uint8_t other[32];
    note_vkey(vkey, "ogp-paris-2016/hall-a-1", kiosk.identity.log_public);
    VERIFY_WITH(vkey);
    tool_told(&result, 0, "  good\n");
    tool_told(&result, 0, vkey); /* verify prints the very same */
    note_vkey(vkey, "ogp-paris-2016/hall-a-2", kiosk.identity.log_public);
    VERIFY_WITH(vkey);
    tool_told(&result, 1, "log ogp-paris-2016/hall-a-2\n  BAD: It is missing");
    tool_said(&result, 1, "the logs are good by themselves, and --vkey is not the key of any");
    crypto_sign_keypair(other, (uint8_t[64]){0});
    note_vkey(vkey, "ogp-paris-2016/hall-a-1", other);
    VERIFY_WITH(vkey);
    tool_told(&result, 1, "BAD: The log names another key");
    tool_told(&result, 1, "It is good with the key in kiosk.ini; --vkey is another key.");
    tool_said(&result, 1, "the logs are good by themselves, and --vkey is not the key of any");
    stop();
    assert_true(fake_sql_against_rules(kiosk.store, "UPDATE log SET vkey = zeroblob(32)"));
    VERIFY_WITH(vkey);
    tool_said(&result, 1, "not all is good. Keep this folder as it is");
    VERIFY_WITH("hall-a-1");
    assert_int_equal(result.code, 2);
}

static void a_store_set_aside_is_told(void **state)
{
    (void)state;
    char *path = em_format("%s/" STORE_FILE ".damaged-20161207T0900Z", kiosk.folder);
    assert_int_equal(em_file_write_atomic(path, "x", 1, 0600, &kiosk.error), EM_OK);
    tool("verify");
    tool_said(&result, 0, "emarge.db.damaged-20161207T0900Z. What was signed in it is not in");
    tool_said(&result, 0, "emarge.db.damaged-20161207T0900Z --data THERE`");
    tool_run(&result,
             (const char *const[]){EM_TOOL, "export", "signatures", "--data", kiosk.folder, NULL},
             NULL);
    tool_said(&result, 0, "emarge.db.damaged-20161207T0900Z. What was signed in it is not in");
    free(path);
}

static void a_full_standard_output_is_told(void **state)
{
    (void)state;
    char *command = em_format("exec '%s' verify --data '%s' >/dev/full", EM_TOOL, kiosk.folder);
    tool_run(&result, (const char *const[]){"/bin/sh", "-c", command, NULL}, NULL);
    tool_said(&result, 1, "could not be written whole");
    free(command);
}

static void a_copy_of_the_store_alone(void **state)
{
    (void)state;
    char folder[FAKE_PATH_SIZE];
    stop();
    fake_folder_make(folder);
    char *path = em_format("%s/" STORE_FILE, folder);
    keep_store();
    assert_int_equal(em_file_write_atomic(path, kept.data, kept.size, 0400, &kiosk.error), EM_OK);
    assert_int_equal(chmod(folder, 0500), 0);
    tool_run(&result, (const char *const[]){EM_TOOL, "verify", "--data", folder, NULL}, NULL);
    tool_told(&result, 0, "entries     11");
    if (access(folder, W_OK) != 0)                                /* not so for root */
        assert_int_equal(fake_folder_count(folder, "emarge"), 1); /* nothing else was made there */
    assert_int_equal(chmod(folder, 0700), 0);
    tool_run(&result, (const char *const[]){EM_TOOL, "verify", "--data", folder, NULL}, NULL);
    tool_told(&result, 0, "note: there is no emarge.checkpoint");
    assert_int_equal(fake_folder_count(folder, "emarge"), 1);
    fake_folder_remove(folder);
    free(path);
}

/* -- The lists -- */

static const char *const list_tampering[] = {
    "UPDATE roll_signature SET name = 'Somebody else' WHERE seq = 3",
    "DELETE FROM roll_signature WHERE seq = 4",
    "UPDATE roll_signature SET withdrawn = 1 WHERE seq = 1",
    "DROP TABLE roll_signature",
};

static void tampered_lists_are_told_and_mended(void **state)
{
    (void)state;
    stop();
    tool("rebuild");
    tool_told(&result, 0, "Nothing was changed");
    for (size_t i = 0; i < sizeof list_tampering / sizeof *list_tampering; i++) {
        assert_true(fake_sql(kiosk.store, list_tampering[i]));
        tool("verify");
        tool_told(&result, 1,
                  "lists\n  BAD: they are not what the logs say. Run `emarge rebuild --data /");
        tool_told(&result, 1, "signature good, names this root\n  good\n"); /* the log is */
        tool("rebuild");
        tool_told(&result, 0, "made again");
        tool("verify");
        tool_told(&result, 0, "lists\n  good\n");
        tool("rebuild");
        tool_told(&result, 0, "Nothing was changed");
    }
}

static void rebuild_leaves_a_running_kiosk_alone(void **state)
{
    (void)state;
    tool("rebuild");
    tool_told(&result, 1, "in use by another emarge");
    char *process = em_format("process %ld", (long)getpid());
    tool_told(&result, 1, process);
    free(process);
    assert_int_equal(fake_sql_number(kiosk.store, "SELECT count(*) FROM roll_signature"), PEOPLE);
    stop();
    tool("rebuild");
    assert_int_equal(result.code, 0);
}

static void folders_without_a_store(void **state)
{
    (void)state;
    static const char *const verbs[] = {"verify", "rebuild"};
    char folder[FAKE_PATH_SIZE];
    fake_folder_make(folder);
    for (size_t i = 0; i < 2; i++) {
        tool_run(&result, (const char *const[]){EM_TOOL, verbs[i], "--data", folder, NULL}, NULL);
        tool_told(&result, 1, "There is no ");
        tool_told(&result, 1, "--data");
        assert_int_equal(fake_folder_count(folder, "emarge"), 0);
    }
    fake_folder_remove(folder);
}

static void what_is_no_store(void **state)
{
    (void)state;
    static const char *const verbs[] = {"verify", "rebuild", "export"};
    static const char text[] = "This was a database once, and now it is a poem of some length.";
    stop();
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            em_file_write_atomic(kiosk.store, text, sizeof text - 1, 0600, &kiosk.error), EM_OK);
        tool_run(&result,
                 (const char *const[]){EM_TOOL, verbs[i], i == 2 ? "signatures" : "--data",
                                       i == 2 ? "--data" : kiosk.folder,
                                       i == 2 ? kiosk.folder : NULL, NULL},
                 NULL);
        tool_told(&result, 1, "is damaged");
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_good_log_is_good),
        TEST(a_kiosk_goes_on_beside),
        TEST(the_first_bad_entry_is_named),
        TEST(an_older_copy_is_found_out),
        TEST(a_copy_of_the_store_alone),
        TEST(a_checkpoint_that_is_gone_or_damaged_is_told),
        TEST(a_key_that_was_published_is_proved_against),
        TEST(a_store_set_aside_is_told),
        TEST(a_full_standard_output_is_told),
        TEST(tampered_lists_are_told_and_mended),
        TEST(rebuild_leaves_a_running_kiosk_alone),
        TEST(folders_without_a_store),
        TEST(what_is_no_store),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    em_buffer_free(&kept);
    return failed;
}
