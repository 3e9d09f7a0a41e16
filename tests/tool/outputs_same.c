/* The same log and the same options give the same bytes: on another day, in another place, for a
 * user of another language, from logs that were merged in another order. Every report in every
 * format and every verb, from the tool's own tables. */
#include "core/memory.h"
#include "fake/outputs.h"
#include "fake/signatories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define SIGNATURES 150

static struct output outputs[OUTPUTS_MOST];
static size_t count;
static char folder[FAKE_PATH_SIZE];
static char *data, *backwards;
static struct tool_result result;

/* A user at home, and one who is nowhere like them. */
static const char *const here[] = {"TZ=UTC", "LC_ALL=C", "PATH=/usr/bin:/bin", "HOME=/tmp", NULL};
static const char *const elsewhere[] = {"TZ=Asia/Kathmandu",
                                        "LC_ALL=tr_TR.UTF-8",
                                        "LANG=ar_EG.UTF-8",
                                        "LANGUAGE=ja:ko",
                                        "PANGO_LANGUAGE=ja",
                                        "FC_LANG=ja",
                                        "SOURCE_DATE_EPOCH=1",
                                        "COLUMNS=41",
                                        "USER=somebody",
                                        "PATH=/bin",
                                        "MALLOC_PERTURB_=165", /* memory that nobody has set */
                                        "LD_PRELOAD=" EM_OTHER_DAY,
                                        NULL};

static int make_logs(void **state)
{
    (void)state;
    fake_folder_make(folder);
    data = em_format("%s/organiser", folder);
    backwards = em_format("%s/backwards", folder);
    signatories_make(&(struct signatories_options){.folder = data, .count = SIGNATURES, .seed = 4});
    signatories_make(&(struct signatories_options){
        .folder = backwards, .count = SIGNATURES, .seed = 4, .merge_backwards = true});
    count = outputs_all(outputs);
    return 0;
}

static int forget_logs(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    free(data);
    free(backwards);
    return 0;
}

static char *make(const struct output *output, const struct outputs_place *place, const char *where)
{
    char *path = em_format("%s/%s/%s", folder, where, output->name);
    char *above = em_format("%s/%s", folder, where);
    mkdir(above, 0700);
    outputs_run(&result, output, place, path);
    if (result.code != 0)
        fail_msg("%s: %d, %s", output->name, result.code, result.err);
    free(above);
    return path;
}

/* A file, or a folder with all that is in it. */
static void assert_same(const char *name, const char *one, const char *other)
{
    struct stat info;
    assert_int_equal(stat(one, &info), 0);
    assert_true(info.st_size > 0);
    tool_run(&result, (const char *const[]){"/usr/bin/env", "diff", "-rq", one, other, NULL}, NULL);
    if (result.code != 0)
        fail_msg("%s: %s%s", name, result.out, result.err);
}

static void compare(const char *there, const struct outputs_place *place)
{
    const struct outputs_place home = {EM_TOOL, data, folder, here, NULL};
    for (size_t i = 0; i < count; i++) {
        char *one = make(&outputs[i], &home, "here");
        char *other = make(&outputs[i], place, there);
        assert_same(outputs[i].name, one, other);
        free(one);
        free(other);
    }
}

static void another_day_place_and_language_change_nothing(void **state)
{
    (void)state;
    compare("elsewhere",
            &(struct outputs_place){EM_TOOL, "organiser", folder, elsewhere, "umask 077;"});
}

static void the_order_in_which_logs_were_merged_changes_nothing(void **state)
{
    (void)state;
    compare("backwards", &(struct outputs_place){EM_TOOL, backwards, "/", here, NULL});
}

/* The control: by the same means what does depend on them is seen to. */
static void what_depends_on_the_day_or_the_zone_is_seen(void **state)
{
    (void)state;
    char *words[2];
    for (int i = 0; i < 2; i++) {
        struct em_buffer line = {0};
        em_buffer_text(&line, "exec env -i");
        for (const char *const *word = i ? elsewhere : here; *word; word++)
            em_buffer_format(&line, " '%s'", *word);
        em_buffer_text(&line, " date '+%Y %Z'");
        tool_run(&result, (const char *const[]){"/bin/sh", "-c", line.data, NULL}, NULL);
        assert_int_equal(result.code, 0);
        words[i] = em_strdup(result.out);
        em_buffer_free(&line);
    }
    assert_string_not_equal(words[0], words[1]);
    assert_int_not_equal(atoi(words[0]), atoi(words[1])); /* the year */
    assert_string_not_equal(strchr(words[0], ' '), strchr(words[1], ' '));
    free(words[0]);
    free(words[1]);
}

static void there_is_all_that_there_should_be(void **state)
{
    (void)state;
    static const char *const some[] = {"signatures.csv", "scans.json", "badge"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        size_t at = 0;
        while (at < count && strcmp(outputs[at].name, some[i]) != 0)
            at++;
        if (at == count)
            fail_msg("%s is not among the outputs", some[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_all_that_there_should_be),
        cmocka_unit_test(another_day_place_and_language_change_nothing),
        cmocka_unit_test(the_order_in_which_logs_were_merged_changes_nothing),
        cmocka_unit_test(what_depends_on_the_day_or_the_zone_is_seen),
    };
    return cmocka_run_group_tests_name("outputs_same", tests, make_logs, forget_logs);
}
