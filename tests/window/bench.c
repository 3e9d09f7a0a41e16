#include "bench.h"

#include "visits.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 1920, HEIGHT = 1080, PATIENCE_MS = 15000, LOOK_MS = 5 };

const struct step bench_to_review[] = {
    {STEP_SCREEN, "welcome"},
    {STEP_CLICK, "welcome/fr"},
    {STEP_SCREEN, "document"},
    {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},
    {STEP_TYPE, .text = "Awa Ba"},
    {STEP_VALUE, "details/name", "Awa Ba"},
    {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},
    {STEP_CLICK, "government/option/austin"},
    {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/continue"},
    {STEP_SCREEN, "sign"},
    {STEP_CLICK, "sign/typed"},
    {STEP_CLICK, "sign/continue"},
    {STEP_SCREEN, "review"},
    {STEP_END},
};

const struct step bench_record[] = {
    {STEP_CLICK, "review/record"}, {STEP_SCREEN, "recorded"}, {STEP_END}};

const struct step bench_finish[] = {
    {STEP_CLICK, "recorded/finish"}, {STEP_SCREEN, "welcome"}, {STEP_END}};

void bench_open(struct bench *bench, const char *bin, const char *folder)
{
    *bench = (struct bench){.bin = bin};
    snprintf(bench->folder, BENCH_PATH, "%s", folder);
    snprintf(bench->kiosk, BENCH_PATH, "%s/emarge-kiosk", bin);
    snprintf(bench->data, BENCH_PATH, "%s/data", folder);
    snprintf(bench->log, BENCH_PATH, "%s/kiosk.log", folder);
    folder_fresh(folder);
    struct driver_options options = {
        .width = WIDTH, .height = HEIGHT, .folder = bench->folder, .kiosk = bench->command};
    bench->driver = driver_new(&options);
}

int bench_close(struct bench *bench)
{
    driver_free(bench->driver);
    printf("%d faults\n", bench->faults);
    return bench->faults;
}

const char *bench_path(struct bench *bench, const char *name)
{
    bench->path = (bench->path + 1) % (int)(sizeof bench->paths / sizeof *bench->paths);
    char *path = bench->paths[bench->path];
    snprintf(path, sizeof *bench->paths, "%s/%s", bench->folder, name);
    return path;
}

bool bench_start(struct bench *bench, const char *const *options)
{
    const char *const first[] = {bench->kiosk, "--data", bench->data, "--trace-values"};
    int count = 0;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        bench->command[count++] = first[i];
    for (int i = 0; i < BENCH_OPTIONS && options && options[i]; i++)
        bench->command[count++] = options[i];
    bench->command[count] = NULL;
    unlink(bench->log);
    return driver_start(bench->driver);
}

bool bench_end(struct bench *bench)
{
    kill(driver_kiosk(bench->driver), SIGTERM);
    if (driver_wait_end(bench->driver) && driver_ending(bench->driver) == 0)
        return true;
    fprintf(stderr, "Asked to end, the kiosk ended with %d.\n", driver_ending(bench->driver));
    driver_kill(bench->driver);
    return false;
}

int bench_times_said(const struct bench *bench, const char *words)
{
    char *said = file_read(bench->log);
    int times = 0;
    for (const char *at = said; (at = strstr(at, words)); at++)
        times++;
    free(said);
    return times;
}

bool bench_says_times(const struct bench *bench, const char *words, int times)
{
    for (int waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
        if (bench_times_said(bench, words) >= times)
            return true;
        display_pause(LOOK_MS);
    }
    char *said = file_read(bench->log);
    fprintf(stderr, "It does not say “%s” (%d times) but:\n%s", words, times, said);
    free(said);
    return false;
}

bool bench_says(const struct bench *bench, const char *words)
{
    return bench_says_times(bench, words, 1);
}

bool bench_is_silent(const struct bench *bench)
{
    char *said = file_read(bench->log);
    bool silent = *said == '\0';
    if (!silent)
        fprintf(stderr, "It says:\n%s", said);
    free(said);
    return silent;
}

bool bench_shows(struct bench *bench, const char *id, const char *words)
{
    const json_t *node = trace_node(driver_trace(bench->driver), id);
    if (node && strstr(trace_text(node, "label"), words))
        return true;
    fprintf(stderr, "%s does not show “%s” but “%s”.\n", id, words, trace_text(node, "label"));
    return false;
}

bool bench_sees(struct bench *bench, const char *screen)
{
    if (driver_wait_screen(bench->driver, screen))
        return true;
    driver_explain(bench->driver, screen);
    return false;
}

bool bench_play(struct bench *bench, const char *name, const struct step *steps)
{
    return script_must_play(bench->driver, name, steps, NULL);
}

bool bench_signs(struct bench *bench, const char *number)
{
    char given[32];
    if (!bench_play(bench, "to the review", bench_to_review) ||
        !bench_play(bench, "recording", bench_record))
        return false;
    visit_number(bench->driver, given);
    if (strcmp(given, number) != 0)
        fprintf(stderr, "The number is %s and ought to be %s.\n", given, number);
    return bench_play(bench, "finishing", bench_finish) && !strcmp(given, number);
}

bool bench_lists(struct bench *bench, size_t rows, const char *number)
{
    json_t *list = list_export(bench->bin, bench->data);
    size_t count = json_array_size(list);
    bool good = list && count == rows && list_verify(bench->bin, bench->data);
    if (count != rows)
        fprintf(stderr, "The list has %zu rows and ought to have %zu.\n", count, rows);
    if (good && number && !list_row(list, number)) {
        fprintf(stderr, "%s is not in the list.\n", number);
        good = false;
    }
    json_decref(list);
    return good;
}

bool bench_expect(struct bench *bench, bool holds, const char *what)
{
    printf("%s %s\n", holds ? "ok    " : "FAULT ", what);
    bench->faults += !holds;
    return holds;
}

bool bench_small_disk(const char *folder, int kilobytes)
{
    char size[32];
    snprintf(size, sizeof size, "size=%dk", kilobytes);
    folder_fresh(folder);
    if (unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
        mount("emarge", folder, "tmpfs", 0, size) == 0)
        return true;
    printf("NOT TRIED: a small disk cannot be mounted here (%s); that needs root.\n",
           strerror(errno));
    return false;
}

void bench_fill(const char *file)
{
    static const char block[1024] = "full";
    int handle = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    while (handle >= 0 && write(handle, block, sizeof block) > 0)
        ;
    while (handle >= 0 && write(handle, block, 1) > 0)
        ;
    close(handle);
}
