/* An output appears whole or not at all: killed at any moment, or on a full disk, what stood in its
 * place still does, and what was begun is gone with the next run at the latest. */
#include "core/memory.h"
#include "fake/outputs.h"
#include "fake/random.h"
#include "fake/signatories.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define SIGNATURES 300
#define FEWER      12 /* in the log of an older output */
#define KILLS      5  /* of each */
#define NOT_TRIED  77

static struct output outputs[OUTPUTS_MOST];
static size_t count;
static char folder[FAKE_PATH_SIZE];
static char *data, *small, *temporary[2];
static struct tool_result result;
static struct fake_random fake_random;
static struct outputs_place many, few;

static int make_logs(void **state)
{
    static const char *environment[] = {"PATH=/usr/bin:/bin", "HOME=/tmp", NULL, NULL};
    (void)state;
    fake_folder_make(folder);
    fake_random_init(&fake_random, 1);
    data = em_format("%s/organiser", folder);
    small = em_format("%s/smaller", folder);
    signatories_make(&(struct signatories_options){.folder = data, .count = SIGNATURES});
    signatories_make(&(struct signatories_options){.folder = small, .count = FEWER});
    temporary[0] = em_format("%s/tmp", folder);
    temporary[1] = em_format("TMPDIR=%s", temporary[0]);
    environment[2] = temporary[1];
    many = (struct outputs_place){EM_TOOL, data, folder, environment, NULL};
    few = (struct outputs_place){EM_TOOL, small, folder, environment, NULL};
    tool_run(&result,
             (const char *const[]){"/bin/sh", "-c",
                                   "cd \"$0\" && mkdir tmp older wanted place full", folder, NULL},
             NULL);
    count = outputs_all(outputs);
    return result.code;
}

static int forget_logs(void **state)
{
    (void)state;
    tool_result_free(&result);
    fake_folder_remove(folder);
    free(data);
    free(small);
    free(temporary[0]);
    free(temporary[1]);
    return 0;
}

/* Each format once, and each report once: how a report is made is not how it is written. What is
 * printed is the shell's to write. */
static bool is_tried(const struct output *output)
{
    return !output->prints &&
           (strcmp(output->words[0], "export") != 0 ||
            strcmp(output->words[1], "signatures") == 0 || strcmp(output->words[3], "csv") == 0);
}

static char *path_in(const char *where, const struct output *output)
{
    return em_format("%s/%s/%s", folder, where, output->name);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Returns how long it takes, which says when to kill it. */
static double make(const struct output *output, const struct outputs_place *place,
                   const char *where)
{
    char *path = path_in(where, output);
    double since = seconds();
    outputs_run(&result, output, place, path);
    if (result.code != 0)
        fail_msg("%s: %d, %s", output->name, result.code, result.err);
    free(path);
    return seconds() - since;
}

static bool is_like(const struct output *output, const char *one, const char *other)
{
    char *left = path_in(one, output), *right = path_in(other, output);
    tool_run(&result, (const char *const[]){"/usr/bin/env", "diff", "-rq", left, right, NULL},
             NULL);
    free(left);
    free(right);
    return result.code == 0;
}

static void put_older(const struct output *output, const char *where)
{
    char *older = path_in("older", output), *place = path_in(where, output);
    tool_run(&result,
             (const char *const[]){"/bin/sh", "-c", "rm -rf \"$1\" && cp -a \"$0\" \"$1\"", older,
                                   place, NULL},
             NULL);
    assert_int_equal(result.code, 0);
    free(older);
    free(place);
}

static int names_in(const char *where)
{
    char *path = em_format("%s/%s", folder, where);
    int names = fake_folder_count(path, "") - 2; /* . and .. */
    free(path);
    return names;
}

/* -- Killed -- */

struct tally {
    int killed, older, whole, broken;
};

static void kill_amid(const struct output *output, double after, struct tally *tally)
{
    int status;
    char *path = path_in("place", output), *log = em_format("%s/said", folder);
    char *line = outputs_command(output, &many, path);
    put_older(output, "place");
    pid_t child = tool_start((const char *const[]){"/bin/sh", "-c", line, NULL}, log);
    usleep((useconds_t)(after * 1e6));
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    tally->killed += WIFSIGNALED(status) != 0;
    if (is_like(output, "place", "older"))
        tally->older++;
    else if (is_like(output, "place", "wanted"))
        tally->whole++;
    else
        tally->broken++;
    free(path);
    free(log);
    free(line);
}

/* Somewhere between the beginning and a little after the end, more often towards it. */
static double moment(double takes)
{
    uint8_t byte;
    fake_random.random.fill(&fake_random.random, &byte, 1);
    double part = (double)byte / 255;
    return takes * 1.1 * (1 - part * part);
}

static void kill_often(const struct output *output, double takes, struct tally *tally)
{
    for (int i = 0; i < KILLS; i++) {
        kill_amid(output, moment(takes), tally);
        if (names_in("place") > 2)
            fail_msg("%s: more than one half is left", output->name);
        if (names_in("tmp") > 0)
            fail_msg("%s: a temporary file is left in TMPDIR", output->name);
    }
}

static void empty_place(const struct output *output)
{
    char *path = path_in("place", output);
    fake_folder_remove(path);
    free(path);
    assert_int_equal(names_in("place"), 0);
}

static void killed_at_any_moment_leaves_the_older_or_the_new(void **state)
{
    (void)state;
    struct tally all = {0};
    for (size_t i = 0; i < count; i++) {
        struct tally tally = {0};
        if (!is_tried(&outputs[i]))
            continue;
        make(&outputs[i], &few, "older");
        double takes = make(&outputs[i], &many, "wanted");
        kill_often(&outputs[i], takes, &tally);
        if (tally.broken)
            fail_msg("%s: neither the older nor the new, %d times", outputs[i].name, tally.broken);
        make(&outputs[i], &many, "place");
        assert_true(is_like(&outputs[i], "place", "wanted"));
        empty_place(&outputs[i]); /* with nothing beside it */
        all.killed += tally.killed;
        all.older += tally.older;
        all.whole += tally.whole;
    }
    print_message("%d killed; %d times the older stood, %d times the new\n", all.killed, all.older,
                  all.whole);
    assert_true(all.killed > 0 && all.older > 0);
}

/* The control: the same list, written into its place as it comes, by the shell. */
static void what_is_written_in_place_is_found_broken(void **state)
{
    (void)state;
    struct tally tally = {0};
    struct output in_place = outputs[0];
    in_place.prints = true;
    make(&in_place, &few, "older");
    double takes = make(&in_place, &many, "wanted");
    for (int i = 0; i < KILLS; i++)
        kill_amid(&in_place, takes * (i + 1) / (KILLS + 2), &tally);
    assert_true(tally.broken > 0);
    empty_place(&in_place);
}

/* -- No room -- */

/* Takes all the room there is on it. */
static bool fill(const char *path)
{
    char block[4096] = {1};
    int handle = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (handle < 0)
        return false;
    while (write(handle, block, sizeof block) > 0)
        ;
    return close(handle) == 0;
}

static void assert_full_disk_is_told(const struct output *output, const char *ballast)
{
    unlink(ballast);
    put_older(output, "full");
    assert_true(fill(ballast));
    char *path = path_in("full", output);
    outputs_run(&result, output, &many, path);
    if (result.code != 1 || !strstr(result.err, "Make room"))
        fail_msg("%s: %d, %s", output->name, result.code, result.err);
    if (!is_like(output, "full", "older") || names_in("full") != 2)
        fail_msg("%s: the older one is not as it was", output->name);
    unlink(ballast);
    fake_folder_remove(path);
    free(path);
}

/* A file system of this process only, which is its end. */
static int on_a_small_disk(void)
{
    char *disk = em_format("%s/full", folder), *ballast = em_format("%s/ballast", disk);
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        mount("emarge", disk, "tmpfs", 0, "size=4m"))
        return NOT_TRIED;
    for (size_t i = 0; i < count; i++)
        if (is_tried(&outputs[i]))
            assert_full_disk_is_told(&outputs[i], ballast);
    free(disk);
    free(ballast);
    return 0;
}

static void a_full_disk_is_told_and_leaves_the_older(void **state)
{
    (void)state;
    int status = -1;
    for (size_t i = 0; i < count; i++)
        if (is_tried(&outputs[i]))
            make(&outputs[i], &few, "older");
    pid_t child = fork();
    if (child == 0)
        _exit(on_a_small_disk());
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_TRIED) {
        print_message("NOT TRIED: mounting needs root\n");
        skip();
    }
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_any_moment_leaves_the_older_or_the_new),
        cmocka_unit_test(what_is_written_in_place_is_found_broken),
        cmocka_unit_test(a_full_disk_is_told_and_leaves_the_older),
    };
    return cmocka_run_group_tests_name("outputs_whole", tests, make_logs, forget_logs);
}
