/* The kiosk's command line: each option, and each way to get one wrong. */
#include "options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define MOST_WORDS 8

static struct options options;
static struct em_error error;

/* Words separated by '|'; they live until the next call. */
static enum em_status parse(const char *line)
{
    static char words[4096];
    static char program[] = "emarge-kiosk";
    char *argv[MOST_WORDS + 2] = {program};
    int argc = 1;
    snprintf(words, sizeof words, "%s", line);
    for (char *rest = words; line[0] && rest;) {
        assert_true(argc <= MOST_WORDS);
        argv[argc++] = strsep(&rest, "|");
    }
    error = (struct em_error){0};
    return options_parse(&options, argc, argv, &error);
}

static void nothing_is_a_whole_screen_with_the_event_that_comes_along(void **state)
{
    (void)state;
    assert_int_equal(parse(""), EM_OK);
    assert_non_null(strstr(options.event_dir, "ogp-paris-2016"));
    assert_non_null(strstr(options.share, "share/emarge"));
    assert_non_null(strstr(options.data_dir, "emarge"));
    assert_null(options.language);
    assert_null(options.trace);
    assert_null(options.serial);
    assert_int_equal(options.width, 0);
    assert_int_equal(options.height, 0);
    assert_false(options.trace_values || options.locked || options.help || options.version);
}

static void each_option_sets_what_it_says(void **state)
{
    (void)state;
    assert_int_equal(parse("--event|/srv/event|--data|/srv/data"), EM_OK);
    assert_string_equal(options.event_dir, "/srv/event");
    assert_string_equal(options.data_dir, "/srv/data");
    assert_int_equal(parse("--windowed|1080x1920|--language|es"), EM_OK);
    assert_int_equal(options.width, 1080);
    assert_int_equal(options.height, 1920);
    assert_string_equal(options.language, "es");
    assert_int_equal(parse("--trace|a b.jsonl|--trace-values|--locked"), EM_OK);
    assert_string_equal(options.trace, "a b.jsonl");
    assert_true(options.trace_values && options.locked);
    assert_int_equal(parse("--version"), EM_OK);
    assert_true(options.version && !options.help);
    assert_int_equal(parse("--help"), EM_OK);
    assert_true(options.help && !options.version);
}

static void a_value_may_stand_behind_an_equals_sign(void **state)
{
    (void)state;
    assert_int_equal(parse("--data=/srv/a=b|--windowed=800x600|--locked"), EM_OK);
    assert_string_equal(options.data_dir, "/srv/a=b");
    assert_int_equal(options.width, 800);
    assert_true(options.locked);
    assert_int_equal(parse("-h"), EM_OK);
    assert_true(options.help);
    assert_int_equal(parse("--locked=yes"), EM_INVALID);
    assert_non_null(strstr(error.text, "takes no value"));
    assert_int_equal(parse("--data="), EM_INVALID);
}

static void the_last_of_two_counts(void **state)
{
    (void)state;
    assert_int_equal(parse("--language|es|--language|en"), EM_OK);
    assert_string_equal(options.language, "en");
}

/* The sentence names the word that is wrong, and ends. */
static void assert_refused(const char *line, const char *named)
{
    assert_int_equal(parse(line), EM_INVALID);
    if (!strstr(error.text, named) || error.text[strlen(error.text) - 1] != '.')
        fail_msg("%s: %s", line, error.text);
}

static void what_is_no_option_is_named(void **state)
{
    static const char *const wrong[] = {"--fullscreen", "-x", "event", "--tracer=x",
                                        "--Help",       "--", "-"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(wrong[i], wrong[i]);
    assert_refused("--locked|--nonsense|--help", "--nonsense");
    assert_refused("--locked|", "There is no option");
}

static void an_option_without_its_value_says_so(void **state)
{
    static const char *const valued[] = {"--event",    "--data",  "--windowed",
                                         "--language", "--trace", "--scanner"};
    (void)state;
    for (size_t i = 0; i < sizeof valued / sizeof *valued; i++) {
        char line[64];
        assert_refused(valued[i], "needs a value");
        snprintf(line, sizeof line, "%s|--locked", valued[i]);
        assert_refused(line, "needs a value");
        snprintf(line, sizeof line, "%s|", valued[i]);
        assert_refused(line, valued[i]);
    }
}

static void only_a_size_is_a_size(void **state)
{
    static const char *const wrong[] = {"1920",        "x",           "1920x",    "x1080",
                                        "1920x1080x",  "1920 x 1080", " 800x600", "800x600 ",
                                        "-800x600",    "+800x600",    "319x600",  "800x319",
                                        "99999x99999", "16385x600",   "800X600",  "0x0"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char line[64];
        snprintf(line, sizeof line, "--windowed|%s", wrong[i]);
        assert_refused(line, wrong[i]);
        assert_non_null(strstr(error.text, "1920x1080"));
    }
    assert_int_equal(parse("--windowed|320x320"), EM_OK);
    assert_int_equal(parse("--windowed|16384x16384"), EM_OK);
}

static void a_scanner_types_or_has_a_device(void **state)
{
    static const char *const wrong[] = {"usb",     "Wedge",       "serial",
                                        "serial:", "serial:COM1", "/dev/ttyACM0"};
    (void)state;
    assert_int_equal(parse("--scanner|serial:/dev/ttyUSB0@9600"), EM_OK);
    assert_string_equal(options.serial, "/dev/ttyUSB0@9600");
    assert_int_equal(parse("--scanner|serial:/dev/ttyS0|--scanner|wedge"), EM_OK);
    assert_null(options.serial);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char line[64];
        snprintf(line, sizeof line, "--scanner|%s", wrong[i]);
        assert_refused(line, wrong[i]);
        assert_non_null(strstr(error.text, "serial:/dev/ttyACM0"));
    }
}

static void a_folder_that_is_too_long_is_refused_and_not_cut(void **state)
{
    char line[2048];
    (void)state;
    int begin = snprintf(line, sizeof line, "--data|/");
    memset(line + begin, 'a', sizeof options.data_dir);
    line[begin + (int)sizeof options.data_dir] = '\0';
    assert_int_equal(parse(line), EM_INVALID);
    line[begin + (int)sizeof options.data_dir - 2] = '\0';
    assert_int_equal(parse(line), EM_OK);
    assert_string_equal(options.data_dir, line + begin - 1);
}

/* --- what --help says --- */

static char *help_text(void)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    fflush(stdout);
    int out = dup(STDOUT_FILENO);
    dup2(fileno(file), STDOUT_FILENO);
    options_help();
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    close(out);
    char *text = calloc(1, 8192);
    rewind(file);
    assert_true(fread(text, 1, 8191, file) > 0);
    fclose(file);
    return text;
}

/* Every option that it names is one, and every one that is tested here it names. */
static void help_names_every_option(void **state)
{
    static const char *const names[] = {"--event",  "--data",   "--windowed",     "--language",
                                        "--locked", "--trace",  "--trace-values", "--version",
                                        "--help",   "--scanner"};
    char *text = help_text();
    size_t lines = 0;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[32];
        snprintf(name, sizeof name, "\n  %s ", names[i]);
        assert_non_null(strstr(text, name));
    }
    for (const char *line = text; (line = strstr(line, "\n  --")); line++)
        lines++;
    assert_int_equal(lines, sizeof names / sizeof *names);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_a_whole_screen_with_the_event_that_comes_along),
        cmocka_unit_test(each_option_sets_what_it_says),
        cmocka_unit_test(a_value_may_stand_behind_an_equals_sign),
        cmocka_unit_test(the_last_of_two_counts),
        cmocka_unit_test(what_is_no_option_is_named),
        cmocka_unit_test(an_option_without_its_value_says_so),
        cmocka_unit_test(only_a_size_is_a_size),
        cmocka_unit_test(a_scanner_types_or_has_a_device),
        cmocka_unit_test(a_folder_that_is_too_long_is_refused_and_not_cut),
        cmocka_unit_test(help_names_every_option),
    };
    return cmocka_run_group_tests_name("unit/options", tests, NULL, NULL);
}
