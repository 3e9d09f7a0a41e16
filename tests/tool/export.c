/* `emarge export`: the list to the byte, what a hostile name can do in it (nothing), what stays
 * sealed, and a file that appears whole or not at all. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "fake/kiosk.h"
#include "fake/sql.h"
#include "fake/tool.h"

#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define PASSPHRASE "neuf mots pour une clé"

static struct fake_kiosk kiosk;
static struct ledger *ledger;
static struct organiser_secret organiser;
static struct tool_result result;

#define TOOL(fd3, ...) tool_run(&result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, fd3)
#define EXPORT(...)    TOOL(NULL, "export", "signatures", "--data", kiosk.folder, __VA_ARGS__)

static int set_up(void **state)
{
    (void)state;
    fake_kiosk_init(&kiosk, 7);
    organiser_generate(&organiser, "ogp-paris-2016", &kiosk.random.random);
    memcpy(kiosk.identity.seal_public, organiser.public.seal_public, 32);
    return fake_kiosk_start(&kiosk, &ledger);
}

static int tear_down(void **state)
{
    (void)state;
    ledger_close(ledger);
    fake_kiosk_free(&kiosk);
    tool_result_free(&result);
    return 0;
}

static void said(int code, const char *sentence)
{
    if (result.code != code || !strstr(result.err, sentence))
        fail_msg("wanted %d and “%s”, came %d and “%s”", code, sentence, result.code, result.err);
}

static struct signature plain_signature(void)
{
    return (struct signature){.document = "local-governments",
                              .language = "fr",
                              .government = "Ville de Paris",
                              .government_id = "paris",
                              .country = "FR",
                              .mode = MODE_TYPED,
                              .listed = true,
                              .name = "Zoé",
                              .role = "Maire",
                              .email = "zoe@example.org"};
}

static struct ledger_receipt signs(const struct signature *signature)
{
    struct ledger_receipt receipt;
    if (ledger_sign(ledger, signature, &receipt, &kiosk.error) != EM_OK)
        fail_msg("%s", kiosk.error.text);
    return receipt;
}

#define HEADER                                                                                     \
    "number,signed_at,name,role,government,country,capacity,language,document,mode,listed,email,"  \
    "superseded,origin,seq,leaf"

/* The line of a plain signature but for these cells. */
static char *line_of(const struct ledger_receipt *receipt, const char *document, const char *name,
                     const char *role, const char *listed, const char *email,
                     const char *superseded)
{
    char at[EM_TIME_SIZE], leaf[65];
    em_time_format(receipt->at_us, at);
    sodium_bin2hex(leaf, sizeof leaf, receipt->leaf, 32);
    return em_format("%s,%s,%s,%s,Ville de Paris,FR,government,fr,%s,typed,%s,%s,%s,"
                     "ogp-paris-2016/hall-a-1,%lld,%s",
                     receipt->number, at, name, role, document, listed, email, superseded,
                     (long long)receipt->seq, leaf);
}

/* What somebody calls himself, and the cell that it must become. */
static const struct {
    const char *name, *cell;
} hostile[] = {
    {"Amina Nyambura", "Amina Nyambura"},
    {"O'Neil", "O'Neil"},
    {"Paris, Ville de", "\"Paris, Ville de\""},
    {"dit \"Jo\"", "\"dit \"\"Jo\"\"\""},
    {"=1+1", "\"'=1+1\""},
    {"+33", "\"'+33\""},
    {"-1", "\"'-1\""},
    {"@SUM(A1)", "\"'@SUM(A1)\""},
    {"  =1+1", "\"'  =1+1\""},
    {"\"=1+1\"", "\"'\"\"=1+1\"\"\""},
    {"＝1＋1", "\"'＝1＋1\""},
    {"x;=1+1;y", "\"x;'=1+1;y\""},
    {"x;\"=1", "\"x;'\"\"=1\""},
    {"x|@A1", "\"x|'@A1\""},
    {"a\nb", "\"a\nb\""},
    {"a\n=1", "\"a\n'=1\""},
    {"a\r\nb", "\"a\r\nb\""},
    {"\t=1", "\"'\t'=1\""},
    {"a\tb", "\"a\tb\""},
    {"\x1b[2J\x07", "\"\uFFFD[2J\uFFFD\""},
    {"a\xC2\x9B"
     "2Jb\x7f",
     "\"a\uFFFD2Jb\uFFFD\""},
    {"محمد بن علي", "محمد بن علي"},
    {"a\u202Eb", "a\u202Eb"},
    {"Marie-Claire = ?", "Marie-Claire = ?"},
    {"Ministère; Paris", "\"Ministère; Paris\""},
};
#define HOSTILE (sizeof hostile / sizeof *hostile)

/* Each signs a document of their own, so that none supersedes another: without their signs, many of
 * these names are the same. */
static char documents[HOSTILE][8];

static void sign_hostile(struct ledger_receipt receipts[HOSTILE])
{
    for (size_t i = 0; i < HOSTILE; i++) {
        struct signature signature = plain_signature();
        snprintf(documents[i], sizeof documents[i], "d%d", (int)i);
        signature.document = documents[i];
        signature.name = hostile[i].name;
        receipts[i] = signs(&signature);
    }
}

/* The whole list of them; `line` ends each line. */
static char *expected_list(const struct ledger_receipt *receipts, const char *mark, const char *end)
{
    struct em_buffer text = {0};
    em_buffer_format(&text, "%s" HEADER "%s", mark, end);
    for (size_t i = 0; i < HOSTILE; i++) {
        char *line =
            line_of(&receipts[i], documents[i], hostile[i].cell, "Maire", "yes", "(sealed)", "no");
        em_buffer_format(&text, "%s%s", line, end);
        free(line);
    }
    return text.data;
}

static void hostile_names_are_only_names(void **state)
{
    (void)state;
    struct ledger_receipt receipts[HOSTILE];
    sign_hostile(receipts);
    char *plain = expected_list(receipts, "", "\n");
    char *excel = expected_list(receipts, "\xEF\xBB\xBF", "\r\n");
    EXPORT("--format", "csv"); /* the kiosk still runs */
    assert_string_equal(result.out, plain);
    said(0, "something is sealed");
    tool_result_free(&result);
    EXPORT("--excel");
    assert_string_equal(result.out, excel);
    free(plain);
    free(excel);
}

/* The same people in JSON: every text is as it was entered. */
static void json_has_every_text_as_it_is(void **state)
{
    (void)state;
    struct ledger_receipt receipts[HOSTILE];
    sign_hostile(receipts);
    EXPORT("--format", "json");
    assert_int_equal(result.code, 0);
    json_t *rows = json_loads(result.out, JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(json_array_size(rows), HOSTILE);
    for (size_t i = 0; i < HOSTILE; i++) {
        json_t *row = json_array_get(rows, i);
        assert_int_equal(json_object_size(row), 16);
        assert_string_equal(json_string_value(json_object_get(row, "name")), hostile[i].name);
        assert_int_equal(json_integer_value(json_object_get(row, "seq")), i + 1);
        assert_true(json_is_true(json_object_get(row, "listed")));
        assert_true(json_is_false(json_object_get(row, "superseded")));
    }
    json_decref(rows);
}

static void an_empty_list_is_a_list(void **state)
{
    (void)state;
    EXPORT("--format", "csv");
    assert_int_equal(result.code, 0);
    assert_string_equal(result.out, HEADER "\n");
    assert_string_equal(result.err, "");
    tool_result_free(&result);
    EXPORT("--format", "json");
    json_t *rows = json_loads(result.out, 0, NULL);
    assert_true(json_is_array(rows) && json_array_size(rows) == 0);
    json_decref(rows);
}

static void nothing_of_a_name_is_cut(void **state)
{
    (void)state;
    struct em_buffer name = {0};
    struct signature signature = plain_signature();
    while (name.size < 6000)
        em_buffer_text(&name, "é€𐍈");
    signature.name = name.data;
    signs(&signature);
    EXPORT("--format", "json");
    json_t *rows = json_loads(result.out, 0, NULL);
    const char *found = json_string_value(json_object_get(json_array_get(rows, 0), "name"));
    assert_non_null(found);
    assert_string_equal(found, name.data);
    json_decref(rows);
    em_buffer_free(&name);
}

/* -- What is sealed -- */

static const char *key_path(char out[FAKE_PATH_SIZE + 64], const char *passphrase)
{
    char folder[FAKE_PATH_SIZE + 16];
    snprintf(folder, sizeof folder, "%s/keys", kiosk.folder);
    snprintf(out, FAKE_PATH_SIZE + 64, "%s/organiser.key", folder);
    if (!em_file_exists(out) &&
        (em_folder_make(folder, 0700, &kiosk.error) != EM_OK ||
         organiser_write(&organiser, folder, passphrase, &kiosk.random.random, &kiosk.error)))
        fail_msg("%s", kiosk.error.text);
    return out;
}

static void only_row_is(const char *line)
{
    char *text = em_format(HEADER "\n%s\n", line);
    assert_string_equal(result.out, text);
    free(text);
}

static void the_key_opens_what_is_sealed(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    struct signature signature = plain_signature();
    signature.listed = false;
    signature.name = "=Privée";
    signature.email = "+a@example.org";
    struct ledger_receipt receipt = signs(&signature);
    char *closed =
        line_of(&receipt, "local-governments", "(sealed)", "(sealed)", "no", "(sealed)", "unknown");
    char *opened = line_of(&receipt, "local-governments", "\"'=Privée\"", "Maire", "no",
                           "\"'+a@example.org\"", "no");
    EXPORT("--format", "csv");
    said(0, "in 1 rows something is sealed");
    only_row_is(closed);
    tool_result_free(&result);
    TOOL(PASSPHRASE "\n", "export", "signatures", "--data", kiosk.folder, "--key",
         key_path(path, PASSPHRASE), "--passphrase-fd", "3");
    said(0, "");
    assert_string_equal(result.err, "");
    only_row_is(opened);
    free(closed);
    free(opened);
}

static void keys_that_do_not_open(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    struct signature signature = plain_signature();
    signs(&signature);
    key_path(path, PASSPHRASE);
    TOOL("another\n", "export", "signatures", "--data", kiosk.folder, "--key", path,
         "--passphrase-fd", "3");
    said(1, "The passphrase does not open");
    assert_string_equal(result.out, "");
    tool_result_free(&result);
    EXPORT("--key", path); /* nobody to ask */
    said(1, "--passphrase-fd");
    tool_result_free(&result);
    EXPORT("--key", path, "--passphrase-fd", "3"); /* closed */
    said(1, "file descriptor 3");
    tool_result_free(&result);
    EXPORT("--key", "/nowhere/organiser.key");
    said(1, "/nowhere/organiser.key");
    tool_result_free(&result);
    EXPORT("--key", kiosk.store);
    said(1, "is no text");
}

static void a_key_of_another_event_opens_nothing(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    struct signature signature = plain_signature();
    signs(&signature);
    organiser_generate(&organiser, "ogp-paris-2016", &kiosk.random.random);
    EXPORT("--key", key_path(path, NULL));
    said(1, "Signature A-1 of ogp-paris-2016/hall-a-1");
}

/* Only a key that lies open is used without being asked for. */
/* One row that does not open keeps nobody else's from the list, and is told. */
static void a_row_that_does_not_open_stays_sealed(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    struct signature signature = plain_signature();
    signature.listed = false;
    struct organiser_secret other;
    organiser_generate(&other, "ogp-paris-2016", &kiosk.random.random);
    signs(&signature);
    memcpy(ledger->identity.seal_public, other.public.seal_public, 32);
    signature.name = "Amina Nyambura";
    signs(&signature);
    EXPORT("--key", key_path(path, NULL));
    said(1, "1 of its rows stay sealed");
    said(1, "Signature A-2 of ogp-paris-2016/hall-a-1");
    assert_non_null(strstr(result.out, ",Zoé,"));
    assert_non_null(strstr(result.out, ",(sealed),"));
}

static void a_key_beside_the_log(void **state)
{
    (void)state;
    struct signature signature = plain_signature();
    signs(&signature);
    assert_int_equal(
        organiser_write(&organiser, kiosk.folder, PASSPHRASE, &kiosk.random.random, &kiosk.error),
        EM_OK);
    EXPORT("--format", "csv");
    said(0, "something is sealed");
    tool_result_free(&result);
    char *path = em_format("%s/organiser.key", kiosk.folder);
    char *public = em_format("%s/organiser.pub", kiosk.folder);
    assert_int_equal(unlink(path) | unlink(public), 0);
    assert_int_equal(
        organiser_write(&organiser, kiosk.folder, NULL, &kiosk.random.random, &kiosk.error), EM_OK);
    EXPORT("--format", "csv");
    said(0, "");
    assert_non_null(strstr(result.out, "zoe@example.org"));
    free(path);
    free(public);
}

/* -- What counts -- */

/* The cells `superseded` of all rows, by their first letters. */
static char *superseded_marks(void)
{
    struct em_buffer marks = {0};
    json_t *rows = json_loads(result.out, 0, NULL), *row;
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
    EXPORT("--format", "json", key ? "--key" : "--data", key ? key : kiosk.folder);
    assert_int_equal(result.code, 0);
    char *marks = superseded_marks();
    assert_string_equal(marks, wanted);
    free(marks);
    tool_result_free(&result);
}

static void signs_as(const char *name, const char *email, bool listed)
{
    struct signature signature = plain_signature();
    signature.name = name;
    signature.email = email;
    signature.listed = listed;
    signs(&signature);
}

static void a_later_signature_supersedes(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    signs_as("José", "", true);
    signs_as("Ana", "ana@example.org", true);
    signs_as("JOSE", "jose@example.org", true);
    signs_as("Ana", "ana2@example.org", true);
    signs_as("José", "other@example.org", true);
    key_path(path, NULL);
    marks_are(path, "ynnnn"); /* the e-mail addresses tell two Anas and two Josés apart */
    marks_are(NULL, "yyynn"); /* sealed, they cannot */
}

static void a_sealed_name_may_be_anybodys(void **state)
{
    (void)state;
    char path[FAKE_PATH_SIZE + 64];
    struct signature elsewhere = plain_signature();
    elsewhere.government_id = "madrid";
    signs_as("José", "", true);
    signs_as("José", "", false);
    signs_as("Ana", "", true);
    signs(&elsewhere);
    marks_are(NULL, "??nn");
    marks_are(key_path(path, NULL), "ynnn");
}

/* Later is what the log says, not what a clock says that was set back in between. */
static void a_clock_set_back_changes_no_order(void **state)
{
    (void)state;
    signs_as("José", "", true);
    kiosk.clock.wall -= INT64_C(3600) * 1000000;
    signs_as("José", "", true);
    marks_are(NULL, "yn");
}

static void append_about(enum entry_kind kind, int64_t seq)
{
    struct entry entry = {.kind = kind, .at_us = FAKE_CLOCK_WALL};
    char *body =
        em_format("{\"salt\":\"x\",\"origin\":\"%s\",\"seq\":%d}", ledger->log.origin, (int)seq);
    entry_set_body(&entry, body, strlen(body));
    assert_int_equal(ledger_append(ledger, &entry, NULL, &kiosk.error), EM_OK);
    free(body);
}

static void withdrawn_and_erased_are_in_no_list(void **state)
{
    (void)state;
    signs_as("José", "", true);
    signs_as("Ana", "", true);
    signs_as("José", "", true);
    signs_as("Eva", "", true);
    marks_are(NULL, "ynnn");
    append_about(ENTRY_WITHDRAW, 3);
    append_about(ENTRY_ERASE, 4);
    assert_int_equal(store_entry_erase(ledger->store, ledger->log.origin, 4, &kiosk.error), EM_OK);
    marks_are(NULL, "nn"); /* what superseded is gone, so the first counts again */
    EXPORT("--format", "csv");
    assert_null(strstr(result.out, "Eva"));
    assert_null(strstr(result.out, "A-3"));
}

/* -- The file -- */

static char *list_path(void)
{
    return em_format("%s/list.csv", kiosk.folder);
}

static char *contents(const char *path)
{
    struct em_buffer text = {0};
    if (em_file_read(path, 1 << 26, &text, &kiosk.error) != EM_OK)
        fail_msg("%s", kiosk.error.text);
    return text.data;
}

static void the_file_is_what_standard_output_gets(void **state)
{
    (void)state;
    char *path = list_path();
    struct stat info;
    signs_as("Ana", "", true);
    EXPORT("--format", "csv");
    char *wanted = em_strdup(result.out);
    tool_result_free(&result);
    EXPORT("--output", path);
    assert_int_equal(result.code, 0);
    assert_string_equal(result.out, "");
    char *found = contents(path);
    assert_string_equal(found, wanted);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600); /* names that are private may be in it */
    free(found);
    free(wanted);
    free(path);
}

/* Killed at many moments, the file is the old one or the new one. */
static void a_killed_export_leaves_a_whole_file(void **state)
{
    (void)state;
    char *path = list_path(), *log = em_format("%s/output", kiosk.folder);
    const char *const words[] = {EM_TOOL,      "export",   "signatures", "--data",
                                 kiosk.folder, "--output", path,         NULL};
    int old = 0, killed = 0;
    for (int i = 0; i < 400; i++)
        signs_as(i % 2 ? "Ana" : "Eva", "", true);
    EXPORT("--format", "csv");
    for (int moment = 0; moment < 60; moment++) {
        int status;
        assert_int_equal(em_file_write_atomic(path, "old\n", 4, 0600, &kiosk.error), EM_OK);
        pid_t child = tool_start(words, log);
        usleep((useconds_t)moment * 500);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        char *found = contents(path);
        if (strcmp(found, "old\n") == 0)
            old++;
        else
            assert_string_equal(found, result.out);
        killed += WIFSIGNALED(status) != 0;
        free(found);
    }
    assert_true(killed > 0 && old > 0); /* some of them were in time */
    free(path);
    free(log);
}

static void an_export_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    char *path = list_path(), *command;
    signs_as("Ana", "", true);
    assert_int_equal(em_file_write_atomic(path, "old\n", 4, 0600, &kiosk.error), EM_OK);
    /* no file may grow: what a full disk says, EFBIG apart */
    for (int i = 0; i < 200; i++)
        signs_as("Eva", "", true);
    command = em_format("ulimit -f 8; trap '' XFSZ; exec '%s' export signatures --data '%s' "
                        "--output '%s'",
                        EM_TOOL, kiosk.folder, path);
    tool_run(&result, (const char *const[]){"/bin/sh", "-c", command, NULL}, NULL);
    said(1, "Could not write");
    char *found = contents(path);
    assert_string_equal(found, "old\n");
    assert_int_equal(fake_folder_count(kiosk.folder, "list.csv"), 1); /* nothing half lies about */
    free(found);
    free(command);
    free(path);
}

static void a_full_standard_output_is_told(void **state)
{
    (void)state;
    for (int people = 0; people < 400; people += 200) {
        char *command =
            em_format("exec '%s' export signatures --data '%s' >/dev/full", EM_TOOL, kiosk.folder);
        tool_run(&result, (const char *const[]){"/bin/sh", "-c", command, NULL}, NULL);
        said(1, "could not be written whole");
        tool_result_free(&result);
        free(command);
        for (int i = 0; i < 200; i++)
            signs_as("Eva", "", true);
    }
}

static void places_that_are_none(void **state)
{
    (void)state;
    EXPORT("--output", "/nowhere/list.csv");
    said(1, "/nowhere/list.csv");
    tool_result_free(&result);
    EXPORT("--output", kiosk.folder);
    said(1, kiosk.folder);
    assert_int_equal(fake_folder_count(kiosk.folder, "emarge.db"), 3);
}

/* -- Where the store is -- */

static void a_closed_store_in_a_folder_of_others(void **state)
{
    (void)state;
    signs_as("Ana", "", true);
    EXPORT("--format", "csv");
    char *wanted = em_strdup(result.out);
    tool_result_free(&result);
    ledger_close(ledger);
    ledger = NULL;
    assert_int_equal(chmod(kiosk.folder, 0500), 0);
    EXPORT("--format", "csv");
    assert_int_equal(chmod(kiosk.folder, 0700), 0);
    assert_int_equal(result.code, 0);
    assert_string_equal(result.out, wanted);
    free(wanted);
}

static void folders_without_a_store(void **state)
{
    (void)state;
    TOOL(NULL, "export", "signatures", "--data", "/nowhere");
    said(1, "There is no /nowhere/emarge.db");
    tool_result_free(&result);
    assert_true(fake_sql(kiosk.store, FAKE_SQL_NO_RULES));
    EXPORT("--format", "csv");
    said(1, "damaged");
}

/* A list that somebody tampered with is still a list: whole cells, valid JSON. */
static void a_tampered_list_is_written_whole(void **state)
{
    (void)state;
    signs_as("Ana", "", true);
    assert_true(fake_sql(kiosk.store, "UPDATE roll_signature SET at = 9223372036854775807,"
                                      " name = CAST(x'41ff42' AS TEXT)"));
    EXPORT("--format", "json");
    assert_int_equal(result.code, 0);
    json_t *rows = json_loads(result.out, 0, NULL);
    assert_int_equal(json_object_size(json_array_get(rows, 0)), 16);
    assert_true(json_is_null(json_object_get(json_array_get(rows, 0), "name")));
    json_decref(rows);
}

/* -- Words -- */

static void wrong_words(void **state)
{
    (void)state;
    static const struct {
        const char *words[6], *sentence;
    } cases[] = {
        {{"export"}, "Say what to export"},
        {{"export", "badges"}, "Say what to export"},
        {{"export", "signatures", "twice"}, "a word too many"},
        {{"export", "signatures", "--format"}, "--format needs a value"},
        {{"export", "signatures", "--output", "--excel"}, "--output needs a value"},
        {{"export", "signatures", "--format", "xml"}, "There are: csv, json"},
        {{"export", "signatures", "--excel", "--format", "json"}, "for --format csv only"},
        {{"export", "signatures", "--passphrase-fd", "three"}, "no file descriptor"},
        {{"export", "signatures", "--colour"}, "no option --colour"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words[8] = {EM_TOOL};
        memcpy(words + 1, cases[i].words, sizeof cases[i].words);
        tool_run(&result, words, NULL);
        said(2, cases[i].sentence);
        assert_string_equal(result.out, "");
        tool_result_free(&result);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hostile_names_are_only_names),
        TEST(json_has_every_text_as_it_is),
        TEST(an_empty_list_is_a_list),
        TEST(nothing_of_a_name_is_cut),
        TEST(the_key_opens_what_is_sealed),
        TEST(keys_that_do_not_open),
        TEST(a_key_of_another_event_opens_nothing),
        TEST(a_row_that_does_not_open_stays_sealed),
        TEST(a_key_beside_the_log),
        TEST(a_later_signature_supersedes),
        TEST(a_sealed_name_may_be_anybodys),
        TEST(a_clock_set_back_changes_no_order),
        TEST(withdrawn_and_erased_are_in_no_list),
        TEST(the_file_is_what_standard_output_gets),
        TEST(a_killed_export_leaves_a_whole_file),
        TEST(an_export_that_fails_leaves_the_old_file),
        TEST(a_full_standard_output_is_told),
        TEST(places_that_are_none),
        TEST(a_closed_store_in_a_folder_of_others),
        TEST(folders_without_a_store),
        TEST(a_tampered_list_is_written_whole),
        TEST(wrong_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
