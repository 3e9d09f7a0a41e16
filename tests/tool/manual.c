/* What `emarge help` says, what the man pages say, and what the verbs read: all the same. */
#include "command.h"
#include "core/file.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/tool.h"
#include "options.h"
#include "overview.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct tool_result result;
static char folder[FAKE_PATH_SIZE];

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    return 0;
}

#define RUN(...) tool_run(&result, (const char *const[]){__VA_ARGS__, NULL}, NULL)

static char *page_path(const char *verb)
{
    return em_format(EM_MAN "/emarge%s%s.1", verb ? "-" : "", verb ? verb : "");
}

/* -- The same words -- */

/* Without the quotes of what is typed, which are bold on a man page. */
static char *without_backquotes(const char *text)
{
    char *plain = em_strdup(text), *to = plain;
    for (const char *from = text; *from; from++)
        if (*from != '`')
            *to++ = *from;
    *to = '\0';
    return plain;
}

/* What stands between a rendered page's first line and its last. */
static char *body_of(const char *page)
{
    const char *start = strchr(page + strspn(page, "\n"), '\n');
    assert_non_null(start);
    char *body = em_strdup(start);
    size_t length = strlen(body);
    while (length && body[length - 1] == '\n')
        body[--length] = '\0';
    char *last = strrchr(body, '\n');
    assert_non_null(last);
    *last = '\0';
    return body;
}

static void assert_same_words(const char *page, const char *help, const char *name)
{
    char *one = body_of(page), *other = without_backquotes(help), *at, *here;
    char *left = strtok_r(one, " \n\t", &at), *right = strtok_r(other, " \n\t", &here);
    size_t count = 0;
    for (; left && right && strcmp(left, right) == 0; count++) {
        left = strtok_r(NULL, " \n\t", &at);
        right = strtok_r(NULL, " \n\t", &here);
    }
    if (left || right)
        fail_msg("%s: after %zu words the page has “%s” and the help “%s”", name, count,
                 left ? left : "(nothing)", right ? right : "(nothing)");
    assert_true(count > 20);
    free(one);
    free(other);
}

/* As a person reads it, with `man`. */
static char *man(const char *path)
{
    RUN("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "MANPAGER=cat", "MANWIDTH=80",
        "man", "-l", path);
    if (result.code != 0)
        fail_msg("man could not show %s: %s", path, result.err);
    return em_strdup(result.out);
}

static void the_page_and_the_help_are_the_same_words(void **state)
{
    (void)state;
    for (size_t i = 0; i <= command_count; i++) {
        const char *verb = i < command_count ? commands[i]->name : NULL;
        char *path = page_path(verb);
        char *page = man(path);
        RUN(EM_TOOL, "help", verb);
        assert_int_equal(result.code, 0);
        assert_same_words(page, result.out, path);
        free(page);
        free(path);
    }
}

/* Whatever roff would take for its own, and letters that it would show as others. */
static void nothing_in_a_text_drives_roff(void **state)
{
    (void)state;
    static const struct manual_item items[] = {
        {".so", "'x", ".SH NOT A HEADING\n'br not a request \\fBnot bold\\fR \\n(.l"},
        {"--a-b", "~^\"'", "“quoted” it’s ’tis ‘x’ – — … 90 × 65 é ñ Ω 표 ა\n.\n..\n.... \\"},
        {"\\-x", NULL, "`bold to the letter: \\ - ' \"` e-mail e.g. this. \"That.\" (So!) `Why?`"},
        {0},
    };
    static const struct manual_section sections[] = {{.title = "ODD", .items = items}, {0}};
    static const struct manual manual = {
        .synopsis = "odd [.x]...\nodd 'y' \\z",
        .description =
            ".first\n\n  .literal\n  'two  \\lines\n\n'last `\\` and a rather long line of "
            "words that reaches beyond the width of a line of source and . then some",
        .options = items,
        .sections = sections,
        .no = ".No'.",
        .see_also = "merge  verify"};
    static const struct manual_page page = {"emarge", "odd", "'try . \\what is odd", NULL, &manual};
    char *path = em_format("%s/odd.1", folder);
    struct em_output output;
    char *text = NULL;
    size_t size = 0;
    assert_int_equal(em_output_open(&output, path, 0600, NULL), EM_OK);
    manual_write_roff(output.stream, &page);
    assert_int_equal(em_output_commit(&output, NULL), EM_OK);
    FILE *stream = open_memstream(&text, &size);
    manual_write_text(stream, &page, 80);
    fclose(stream);
    char *shown = man(path);
    assert_same_words(shown, text, "odd");
    free(shown);
    free(text);
    free(path);
}

static void lines_are_as_wide_as_they_may_be(void **state)
{
    (void)state;
    const struct manual_page page = command_page(&command_import);
    for (int width = 64; width <= 100; width += 12) { /* commands are never broken */
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        manual_write_text(stream, &page, width);
        fclose(stream);
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
            bool literal = strncmp(line, "    id,", 7) == 0;
            bool one_word = !strchr(line + strspn(line, " "), ' ');
            if (strlen(line) > (size_t)width && !literal && !one_word)
                fail_msg("%d: %s", width, line);
        }
        free(text);
    }
}

/* -- The same options -- */

/* Whether the verb, with this word behind it, reads the option: then it is the next that it knows
 * nothing of. A row of its table that the manual does not have ends the process. */
static bool reads(const char *verb, const char *word, const struct manual_item *option)
{
    char *given = em_format("%s%s", option->name, option->value ? "=x" : "");
    if (word)
        RUN(EM_TOOL, verb, word, given, "--no-such-option");
    else
        RUN(EM_TOOL, verb, given, "--no-such-option");
    free(given);
    if (result.code != EXIT_USAGE)
        fail_msg("emarge %s %s %s: %d, %s", verb, word ? word : "", option->name, result.code,
                 result.err);
    return strstr(result.err, "has no option --no-such-option");
}

static void every_option_that_is_told_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        const struct manual *manual = &commands[i]->manual;
        for (const struct manual_item *option = manual->options; option && option->name; option++) {
            bool found = reads(commands[i]->name, NULL, option);
            for (const struct manual_item *word = manual->arguments; word && word->name; word++) {
                char *first = em_strndup(word->name, strcspn(word->name, " "));
                found = reads(commands[i]->name, first, option) || found;
                free(first);
            }
            if (!found)
                fail_msg("emarge %s reads no %s, which its manual has", commands[i]->name,
                         option->name);
        }
    }
}

/* And what is read is told: the rows of every verb are held against its manual when it runs. */
static void an_option_that_is_not_told_is_found(void **state)
{
    (void)state;
    bool flag;
    const char *value;
    const struct option_row told[] = {{"--data", &value, NULL}, {0}};
    const struct option_row missing[] = {{"--data", &value, NULL}, {"--secret", NULL, &flag}, {0}};
    const struct option_row other_kind[] = {{"--data", NULL, &flag}, {0}};
    char *argv[] = {(char *)"rebuild", NULL};
    assert_int_equal(command_options(1, argv, told, NULL, 0), 0);
    const struct option_row *const wrong[] = {missing, other_kind};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(command_told(argv[0], wrong[i]));
    assert_true(command_told(argv[0], told));
}

/* -- The pages -- */

static bool is_an_unreleased_date(const char *line)
{
    return strstr(line, "missing date, using \"\": TH");
}

static void every_page_is_good_roff(void **state)
{
    (void)state;
    static const char *const others[] = {"", "-kiosk"};
    for (size_t i = 0; i < command_count + 2; i++) {
        char *path =
            i < 2 ? em_format(EM_MAN "/emarge%s.1", others[i]) : page_path(commands[i - 2]->name);
        RUN("/usr/bin/env", "mandoc", "-T", "lint", path);
        for (char *line = strtok(result.out, "\n"); line; line = strtok(NULL, "\n"))
            if (!is_an_unreleased_date(line))
                fail_msg("%s", line);
        RUN("/usr/bin/env", "groff", "-ww", "-man", "-Tutf8", path);
        assert_int_equal(result.code, 0);
        assert_string_equal(result.err, "");
        free(path);
    }
}

static void every_verb_has_all_that_a_page_needs(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        const struct manual *manual = &commands[i]->manual;
        char *begins = em_format("%s ", commands[i]->name);
        if (!manual->synopsis || !manual->description)
            fail_msg("%s has no synopsis or no description", commands[i]->name);
        assert_memory_equal(manual->synopsis, begins, strlen(begins));
        for (const char *line = manual->synopsis; (line = strchr(line, '\n'));)
            assert_memory_equal(++line, begins, strlen(begins));
        assert_null(strchr(".:", commands[i]->summary[strlen(commands[i]->summary) - 1]));
        free(begins);
    }
}

/* Those that SEE ALSO names. */
static void every_page_leads_to_pages_that_exist(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        char *verbs = em_strdup(commands[i]->manual.see_also ? commands[i]->manual.see_also : "");
        for (char *verb = strtok(verbs, " "); verb; verb = strtok(NULL, " "))
            if (!command_find(verb) || command_find(verb) == commands[i])
                fail_msg("emarge-%s names emarge-%s", commands[i]->name, verb);
        free(verbs);
    }
}

static void the_kiosk_s_page_has_every_option(void **state)
{
    (void)state;
    const char *name, *value, *help;
    char *page = man(EM_MAN "/emarge-kiosk.1");
    for (size_t i = 0; options_describe(i, &name, &value, &help); i++) {
        char *line = em_format("\n       %s%s%s", name, value ? " " : "", value ? value : "");
        if (!strstr(page, line))
            fail_msg("no %s", name);
        free(line);
    }
    assert_non_null(strstr(page, "--locked"));
    free(page);
}

static void the_same_source_makes_the_same_pages(void **state)
{
    (void)state;
    RUN("/usr/bin/env", "TZ=Pacific/Kiritimati", "LC_ALL=fr_FR.UTF-8", "COLUMNS=40", EM_PAGES,
        folder);
    assert_int_equal(result.code, 0);
    for (size_t i = 0; i <= command_count; i++) {
        char *path = page_path(i ? commands[i - 1]->name : NULL);
        char *again = em_format("%s%s", folder, strrchr(path, '/'));
        char *one = fake_file_text(path), *other = fake_file_text(again);
        assert_non_null(one);
        assert_non_null(other);
        char *dated = strstr(one, "\" \"emarge " EM_VERSION); /* the date of the version */
        assert_non_null(dated);
        assert_string_equal(dated, strstr(other, "\" \"emarge " EM_VERSION));
        free(one);
        free(other);
        free(again);
        free(path);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_page_and_the_help_are_the_same_words), TEST(nothing_in_a_text_drives_roff),
        TEST(lines_are_as_wide_as_they_may_be),         TEST(every_option_that_is_told_is_read),
        TEST(an_option_that_is_not_told_is_found),      TEST(every_page_is_good_roff),
        TEST(every_verb_has_all_that_a_page_needs),     TEST(every_page_leads_to_pages_that_exist),
        TEST(the_kiosk_s_page_has_every_option),        TEST(the_same_source_makes_the_same_pages),
    };
    return cmocka_run_group_tests_name("manual", tests, NULL, NULL);
}
