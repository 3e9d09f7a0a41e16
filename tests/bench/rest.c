/* A kiosk through which three delegates went: the memory that it holds, and the processor time that
 * it takes while nobody touches it, before the welcome and before the document.
 */
#include "bench.h"
#include "folder.h"
#include "seat.h"
#include "visits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REST_MS = 20000, SETTLE_MS = 1500 };

static const double memory_limit = 64, idle_limit = 0.1; /* MB, percent */

static const struct step to_the_document[] = {
    {STEP_CLICK, "welcome/fr"}, {STEP_SCREEN, "document"}, {STEP_END}};

/* Kilobytes that a file of /proc says under a name; 0 when it does not. */
static long read_kilobytes(int pid, const char *file, const char *name)
{
    char path[64], line[256];
    long value = 0;
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        if (!strncmp(line, name, strlen(name)) && sscanf(line + strlen(name), ": %ld", &value) == 1)
            break;
    if (in)
        fclose(in);
    return value;
}

static void add_memory(struct bench *bench, int pid)
{
    char detail[96];
    long private = read_kilobytes(pid, "smaps_rollup", "Private_Clean") +
                   read_kilobytes(pid, "smaps_rollup", "Private_Dirty");
    snprintf(detail, sizeof detail, "highest %.1f, PSS %.1f, its own alone %.1f",
             (double)read_kilobytes(pid, "status", "VmHWM") / 1024,
             (double)read_kilobytes(pid, "smaps_rollup", "Pss") / 1024, (double)private / 1024);
    table_add_limit(bench->table,
                    &(struct table_limit){"memory (RSS) after three visits",
                                          (double)read_kilobytes(pid, "status", "VmRSS") / 1024,
                                          memory_limit, 1, "MB", detail});
}

/* Of all its threads, since it began. */
static double processor_seconds(int pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        fputs("The system does not say how much processor time the kiosk took.\n", stderr);
        exit(1);
    }
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

static void add_rest(struct bench *bench, int pid, const char *what)
{
    display_pause(SETTLE_MS);
    double before = processor_seconds(pid), start = samples_now();
    display_pause(REST_MS);
    double seconds = samples_now() - start, used = processor_seconds(pid) - before;
    char detail[64];
    snprintf(detail, sizeof detail, "%.2f ms in %.0f s, %.0f before", used * 1e3, seconds,
             before * 1e3);
    table_add_limit(bench->table,
                    &(struct table_limit){what, 100 * used / seconds, idle_limit, 3, "%", detail});
}

static bool play_visits(struct driver *driver)
{
    for (int i = 0; i < VISITS; i++)
        if (!script_play(driver, visits[i].steps, NULL, NULL))
            return false;
    return true;
}

static bool measure(struct bench *bench, struct driver *driver)
{
    if (!driver_start(driver) || !play_visits(driver))
        return false;
    add_memory(bench, driver_kiosk(driver));
    add_rest(bench, driver_kiosk(driver), "idle on the welcome");
    if (!script_play(driver, to_the_document, NULL, NULL))
        return false;
    add_rest(bench, driver_kiosk(driver), "idle on the document");
    return true;
}

void bench_rest(struct bench *bench)
{
    char folder[512], kiosk[512], data[600];
    snprintf(folder, sizeof folder, "%s/rest", bench->folder);
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", bench->bin);
    snprintf(data, sizeof data, "%s/data", folder);
    folder_fresh(folder);
    const char *const command[] = {kiosk, "--data", data, "--trace-values", NULL};
    struct driver *driver = driver_new(&(struct driver_options){
        .width = SEAT_WIDTH, .height = SEAT_HEIGHT, .folder = folder, .kiosk = command});
    if (!measure(bench, driver))
        table_add_missing(bench->table, "memory and idle", driver_error(driver));
    driver_free(driver);
}
