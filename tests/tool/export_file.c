/* `emarge export`: a file that appears whole or not at all, and where it is taken from. */
#include "core/file.h"
#include "fake/hall.h"
#include "fake/sql.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct hall hall;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, hall_set_up, hall_tear_down, &hall)

/* -- The file -- */

static char *list_path(void)
{
    return em_format("%s/list.csv", hall.kiosk.folder);
}

static char *contents(const char *path)
{
    struct em_buffer text = {0};
    if (em_file_read(path, 1 << 26, &text, &hall.kiosk.error) != EM_OK)
        fail_msg("%s", hall.kiosk.error.text);
    return text.data;
}

static void the_file_is_what_standard_output_gets(void **state)
{
    (void)state;
    char *path = list_path();
    struct stat info;
    hall_sign_as(&hall, "Ana", "", true);
    HALL_EXPORT(&hall, "--format", "csv");
    char *wanted = em_strdup(hall.result.out);
    HALL_EXPORT(&hall, "--output", path);
    assert_int_equal(hall.result.code, 0);
    assert_string_equal(hall.result.out, "");
    char *found = contents(path);
    assert_string_equal(found, wanted);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600); /* names that are private may be in it */
    free(found);
    free(wanted);
    free(path);
}

/* "list.xlsx" is a workbook; what the name does not say is csv, and --format is above it. */
static void the_name_says_the_format(void **state)
{
    (void)state;
    static const struct {
        const char *name, *format, *begins;
    } cases[] = {
        {"list.csv", NULL, "number,"},     {"list.json", NULL, "["},
        {"list.jsonl", NULL, "{"},         {"list.xlsx", NULL, "PK"},
        {"LIST.PDF", NULL, "%PDF-"},       {"list.html", NULL, "<!DOCTYPE"},
        {"list.md", NULL, "# "},           {"list.ods", NULL, "number,"},
        {"list", NULL, "number,"},         {"xlsx", NULL, "number,"},
        {"of.json/list", NULL, "number,"}, {"list.xlsx", "csv", "number,"},
        {"list.csv.json", NULL, "["},      {"list.json", "md", "# "},
    };
    char *folder = em_format("%s/of.json", hall.kiosk.folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    hall_sign_as(&hall, "Ana", "", true);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = em_format("%s/%s", hall.kiosk.folder, cases[i].name);
        const char *format = cases[i].format;
        HALL_EXPORT(&hall, "--output", path, format ? "--format" : NULL, format);
        assert_int_equal(hall.result.code, 0);
        char *found = contents(path);
        if (strncmp(found, cases[i].begins, strlen(cases[i].begins)) != 0)
            fail_msg("%s begins with %.20s", cases[i].name, found);
        free(found);
        free(path);
    }
    free(folder);
}

/* Killed at many moments, the file is the old one or the new one. */
static void a_killed_export_leaves_a_whole_file(void **state)
{
    (void)state;
    char *path = list_path(), *log = em_format("%s/output", hall.kiosk.folder);
    const char *const words[] = {EM_TOOL,           "export",   "signatures", "--data",
                                 hall.kiosk.folder, "--output", path,         NULL};
    int old = 0, killed = 0;
    for (int i = 0; i < 400; i++)
        hall_sign_as(&hall, i % 2 ? "Ana" : "Eva", "", true);
    HALL_EXPORT(&hall, "--format", "csv");
    for (int moment = 0; moment < 60; moment++) {
        int status;
        assert_int_equal(em_file_write_atomic(path, "old\n", 4, 0600, &hall.kiosk.error), EM_OK);
        pid_t child = tool_start(words, log);
        usleep((useconds_t)moment * 500);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        char *found = contents(path);
        if (strcmp(found, "old\n") == 0)
            old++;
        else
            assert_string_equal(found, hall.result.out);
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
    hall_sign_as(&hall, "Ana", "", true);
    assert_int_equal(em_file_write_atomic(path, "old\n", 4, 0600, &hall.kiosk.error), EM_OK);
    /* no file may grow: what a full disk says, EFBIG apart */
    for (int i = 0; i < 200; i++)
        hall_sign_as(&hall, "Eva", "", true);
    command = em_format("ulimit -f 8; trap '' XFSZ; exec '%s' export signatures --data '%s' "
                        "--output '%s'",
                        EM_TOOL, hall.kiosk.folder, path);
    tool_run(&hall.result, (const char *const[]){"/bin/sh", "-c", command, NULL}, NULL);
    tool_said(&hall.result, 1, "Could not write");
    char *found = contents(path);
    assert_string_equal(found, "old\n");
    assert_int_equal(fake_folder_count(hall.kiosk.folder, "list.csv"),
                     1); /* nothing half lies about */
    free(found);
    free(command);
    free(path);
}

static void a_full_standard_output_is_told(void **state)
{
    (void)state;
    for (int people = 0; people < 400; people += 200) {
        char *command = em_format("exec '%s' export signatures --data '%s' >/dev/full", EM_TOOL,
                                  hall.kiosk.folder);
        tool_run(&hall.result, (const char *const[]){"/bin/sh", "-c", command, NULL}, NULL);
        tool_said(&hall.result, 1, "could not be written whole");
        free(command);
        for (int i = 0; i < 200; i++)
            hall_sign_as(&hall, "Eva", "", true);
    }
}

static void places_that_are_none(void **state)
{
    (void)state;
    HALL_EXPORT(&hall, "--output", "/nowhere/list.csv");
    tool_said(&hall.result, 1, "/nowhere/list.csv");
    HALL_EXPORT(&hall, "--output", hall.kiosk.folder);
    tool_said(&hall.result, 1, hall.kiosk.folder);
    assert_int_equal(fake_folder_count(hall.kiosk.folder, "emarge.db"), 3);
}

/* -- Where the store is -- */

static void a_closed_store_in_a_folder_of_others(void **state)
{
    (void)state;
    hall_sign_as(&hall, "Ana", "", true);
    HALL_EXPORT(&hall, "--format", "csv");
    char *wanted = em_strdup(hall.result.out);
    ledger_close(hall.ledger);
    hall.ledger = NULL;
    assert_int_equal(chmod(hall.kiosk.folder, 0500), 0);
    HALL_EXPORT(&hall, "--format", "csv");
    assert_int_equal(chmod(hall.kiosk.folder, 0700), 0);
    assert_int_equal(hall.result.code, 0);
    assert_string_equal(hall.result.out, wanted);
    free(wanted);
}

static void folders_without_a_store(void **state)
{
    (void)state;
    HALL_TOOL(&hall, NULL, "export", "signatures", "--data", "/nowhere");
    tool_said(&hall.result, 1, "There is no /nowhere/emarge.db");
    assert_true(fake_sql(hall.kiosk.store, FAKE_SQL_NO_RULES));
    HALL_EXPORT(&hall, "--format", "csv");
    tool_said(&hall.result, 1, "damaged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_file_is_what_standard_output_gets), TEST(the_name_says_the_format),
        TEST(a_killed_export_leaves_a_whole_file),   TEST(an_export_that_fails_leaves_the_old_file),
        TEST(a_full_standard_output_is_told),        TEST(places_that_are_none),
        TEST(a_closed_store_in_a_folder_of_others),  TEST(folders_without_a_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
