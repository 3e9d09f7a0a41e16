/* The translations as they stand in resources/po, by the gettext tools: complete, whole and well
 * set. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ROOT   EM_TESTS "/.."
#define PO     ROOT "/resources/po"
#define PO_MAX 32

struct catalogs {
    char names[PO_MAX][64]; /* "fr.po" */
    size_t count;
};

static int find_catalogs(void **state)
{
    struct catalogs *catalogs = calloc(1, sizeof *catalogs);
    DIR *folder = opendir(PO);
    if (!folder || !catalogs)
        return -1;
    for (struct dirent *entry; (entry = readdir(folder)) && catalogs->count < PO_MAX;) {
        const char *ending = strrchr(entry->d_name, '.');
        if (ending && strcmp(ending, ".po") == 0)
            snprintf(catalogs->names[catalogs->count++], 64, "%.63s", entry->d_name);
    }
    closedir(folder);
    *state = catalogs;
    return 0;
}

static int forget_catalogs(void **state)
{
    free(*state);
    return 0;
}

/* Runs a shell command. What it says is shown only when it fails, without the warnings that a
 * string is in the catalog for nobody: those are for tools/dev strings. */
static void must_run(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void must_run(const char *format, ...)
{
    char command[2048], quiet[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    snprintf(quiet, sizeof quiet,
             "said=$( { %s; } 2>&1 ) || { echo \"$said\" | grep -v 'not used' >&2; false; }",
             command);
    if (system(quiet) != 0)
        fail_msg("failed: %s", command);
}

static void the_languages_of_the_event_are_there(void **state)
{
    (void)state;
    assert_int_equal(access(PO "/fr.po", R_OK), 0);
    assert_int_equal(access(PO "/es.po", R_OK), 0);
}

/* Syntax, header, plural forms, and conversions that agree wherever c-format is said. */
static void every_catalog_is_sound(void **state)
{
    const struct catalogs *catalogs = *state;
    for (size_t i = 0; i < catalogs->count; i++)
        must_run("msgfmt --check --output-file=/dev/null %s/%s", PO, catalogs->names[i]);
}

/* msgcmp counts what is fuzzy or empty as missing; a catalog compared with itself shows its own. */
static void every_catalog_has_what_any_other_has(void **state)
{
    const struct catalogs *catalogs = *state;
    for (size_t i = 0; i < catalogs->count; i++)
        for (size_t j = 0; j < catalogs->count; j++)
            must_run("msgcmp %s/%s %s/%s", PO, catalogs->names[i], PO, catalogs->names[j]);
}

static void every_string_of_the_screens_is_translated(void **state)
{
    const struct catalogs *catalogs = *state;
    char pot[] = "/tmp/emarge-strings-XXXXXX";
    int file = mkstemp(pot);
    assert_true(file >= 0);
    close(file);
    must_run("cd %s && find app tools/badge_print.c -name '*.[ch]' -o -name '*.def' | "
             "sort | "
             "xargs xgettext $(cat resources/po/xgettext.args) --force-po --output=%s",
             ROOT, pot);
    for (size_t i = 0; i < catalogs->count; i++)
        must_run("msgcmp %s/%s %s", PO, catalogs->names[i], pot);
    remove(pot);
}

/* ---- how it is set; a catalog line by line, each string of it on one line ---- */

typedef void line_check(const char *line, bool c_format);

static void check_lines(const char *name, line_check *check)
{
    char command[512], line[4096];
    snprintf(command, sizeof command, "msgcat --no-wrap %s/%s", PO, name);
    FILE *lines = popen(command, "r");
    assert_non_null(lines);
    bool c_format = false, header = true;
    while (fgets(line, sizeof line, lines)) {
        if (line[0] == '\n')
            c_format = header = false;
        else if (strncmp(line, "#,", 2) == 0)
            c_format = strstr(line, " c-format") != NULL;
        else if (!header && line[0] != '#')
            check(line, c_format);
    }
    assert_int_equal(pclose(lines), 0);
}

static void check_format_is_said(const char *line, bool c_format)
{
    if (strncmp(line, "msgid", 5) == 0 && strchr(line, '%') && !c_format)
        fail_msg("not marked as c-format: %s", line);
}

static void conversions_are_marked(void **state)
{
    const struct catalogs *catalogs = *state;
    for (size_t i = 0; i < catalogs->count; i++)
        check_lines(catalogs->names[i], check_format_is_said);
}

static void check_apostrophes(const char *line, bool c_format)
{
    (void)c_format;
    if (strncmp(line, "msgstr", 6) == 0 && strchr(line, '\''))
        fail_msg("a straight apostrophe: %s", line);
}

static void apostrophes_are_real(void **state)
{
    const struct catalogs *catalogs = *state;
    for (size_t i = 0; i < catalogs->count; i++)
        check_lines(catalogs->names[i], check_apostrophes);
}

static bool stands_behind(const char *line, const char *sign, const char *space)
{
    size_t length = strlen(space);
    return sign - line >= (ptrdiff_t)length && memcmp(sign - length, space, length) == 0;
}

static void check_french(const char *line, bool c_format)
{
    (void)c_format;
    if (strncmp(line, "msgstr", 6) != 0)
        return;
    for (const char *sign = line; (sign = strpbrk(sign, ";!?:")); sign++)
        if (!stands_behind(line, sign, *sign == ':' ? "\u00A0" : "\u202F"))
            fail_msg("French spacing before %c: %s", *sign, line);
}

static void french_has_its_spaces(void **state)
{
    (void)state;
    check_lines("fr.po", check_french);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_languages_of_the_event_are_there),
        cmocka_unit_test(every_catalog_is_sound),
        cmocka_unit_test(every_catalog_has_what_any_other_has),
        cmocka_unit_test(every_string_of_the_screens_is_translated),
        cmocka_unit_test(conversions_are_marked),
        cmocka_unit_test(apostrophes_are_real),
        cmocka_unit_test(french_has_its_spaces),
    };
    return cmocka_run_group_tests(tests, find_catalogs, forget_catalogs);
}
