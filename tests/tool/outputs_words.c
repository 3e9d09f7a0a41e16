/* What is for people speaks their language to the end: no {place} of a sentence is left to be
 * filled, and no word of the data stands for one of theirs. In every language of the event. */
#include "core/door.h"
#include "core/memory.h"
#include "fake/outputs.h"
#include "fake/pdf.h"
#include "fake/signatories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SIGNATURES 150
#define LETTERS    "abcdefghijklmnopqrstuvwxyz_"

static const char *const languages[] = {"fr", "en", "es"};
#define LANGUAGES (sizeof languages / sizeof *languages)

static struct output outputs[OUTPUTS_MOST];
static size_t count;
static char folder[FAKE_PATH_SIZE];
static char *data;
static struct tool_result result;

static int make_log(void **state)
{
    (void)state;
    fake_folder_make(folder);
    data = em_format("%s/organiser", folder);
    signatories_make(&(struct signatories_options){.folder = data, .count = SIGNATURES});
    count = outputs_all(outputs);
    return 0;
}

static int forget_log(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    free(data);
    return 0;
}

/* --- what people read --- */

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static bool is_for_people(const struct output *output)
{
    if (strchr(output->name, '.'))
        return ends_in(output->name, ".pdf") || ends_in(output->name, ".html") ||
               ends_in(output->name, ".md");
    tool_run(&result, (const char *const[]){EM_TOOL, output->words[0], "--help", NULL}, NULL);
    return strstr(result.out, "--language") != NULL;
}

static char *text_at(const char *path)
{
    tool_run(&result, (const char *const[]){"/usr/bin/head", "-c", "5", path, NULL}, NULL);
    if (strcmp(result.out, "%PDF-") == 0)
        return pdf_text(path, 0, 0);
    tool_run(&result,
             (const char *const[]){"/bin/sh", "-c",
                                   "find \"$0\" -type f ! -name '*.js' ! -name '*.json' "
                                   "-exec cat {} +",
                                   path, NULL},
             NULL);
    return em_strdup(result.out);
}

static char *make(const struct output *output, const char *language)
{
    static const char *const environment[] = {"PATH=/usr/bin:/bin", NULL};
    const struct outputs_place place = {EM_TOOL, data, folder, environment, NULL};
    struct output spoken = *output;
    size_t at = 0;
    while (spoken.words[at])
        at++;
    spoken.words[at++] = "--language";
    spoken.words[at] = language;
    char *path = em_format("%s/%s-%s", folder, language, output->name);
    outputs_run(&result, &spoken, &place, path);
    if (result.code != 0)
        fail_msg("%s in %s: %s", output->name, language, result.err);
    char *text = text_at(path);
    assert_true(*text);
    free(path);
    return text;
}

static void each_text(void (*check)(const struct output *output, const char *language,
                                    const char *text))
{
    for (size_t i = 0; i < count; i++) {
        if (!is_for_people(&outputs[i]))
            continue;
        for (size_t j = 0; j < LANGUAGES; j++) {
            char *text = make(&outputs[i], languages[j]);
            check(&outputs[i], languages[j], text);
            free(text);
        }
    }
}

/* --- places --- */

/* "{count}", or NULL. */
static const char *unfilled(const char *text)
{
    for (; (text = strchr(text, '{')) != NULL; text++) {
        size_t length = strspn(text + 1, LETTERS);
        if (length > 0 && text[1 + length] == '}')
            return text;
    }
    return NULL;
}

static void check_places(const struct output *output, const char *language, const char *text)
{
    const char *left = unfilled(text);
    if (left)
        fail_msg("%s in %s: %.60s", output->name, language, left);
}

static void no_place_is_left_to_be_filled(void **state)
{
    (void)state;
    each_text(check_places);
}

/* The control. */
static void a_place_that_is_left_is_seen(void **state)
{
    (void)state;
    assert_non_null(unfilled("17 {} {count} entries"));
    assert_null(unfilled("{} { count} a{1} {"));
}

/* --- words of the data --- */

static void check_reasons(const struct output *output, const char *language, const char *text)
{
    for (size_t i = 0; door_reasons[i]; i++)
        if (strchr(door_reasons[i], '-') && strstr(text, door_reasons[i]))
            fail_msg("%s in %s: %s", output->name, language, door_reasons[i]);
}

static void reasons_are_said_in_words(void **state)
{
    (void)state;
    each_text(check_reasons);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_place_is_left_to_be_filled),
        cmocka_unit_test(a_place_that_is_left_is_seen),
        cmocka_unit_test(reasons_are_said_in_words),
    };
    return cmocka_run_group_tests(tests, make_log, forget_log);
}
