/* The kiosk is killed at random moments of a signing, again and again on the same data. Whatever it
 * showed as recorded is in the log, no number is given twice, and every start after it is clean.
 *   window-kill BIN FOLDER TIMES [SEED]
 *
 * Half of the moments lie anywhere in a visit, half around the press that records, where the log is
 * written.
 */
#include "folder.h"
#include "list.h"
#include "visits.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>

enum { WIDTH = 1024, HEIGHT = 600, MOST = 4096 };

struct trial {
    const char *bin, *data;
    struct driver *driver;
    int visit_ms, record_ms; /* how long a whole visit takes, and how long its last press */
    char recorded[MOST][32];
    int count;
};

static volatile sig_atomic_t victim;

static void strike(int signal)
{
    (void)signal;
    if (victim > 0)
        kill(victim, SIGKILL);
}

static void strike_in(int milliseconds)
{
    struct itimerval once = {
        .it_value = {milliseconds / 1000, milliseconds % 1000 * 1000 + (milliseconds == 0)}};
    setitimer(ITIMER_REAL, &once, NULL);
}

static int milliseconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int)((now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000);
}

/* A visit that nobody disturbs, to know how long one takes. */
static bool measure(struct trial *trial)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (!script_must_play(trial->driver, "undisturbed", visit_short, NULL))
        return false;
    int reviewed = milliseconds_since(&start);
    if (!script_must_play(trial->driver, "undisturbed", visit_record, NULL))
        return false;
    trial->visit_ms = milliseconds_since(&start);
    trial->record_ms = trial->visit_ms - reviewed;
    return true;
}

/* What the trace of the kiosk that is no more showed in its last line. */
static bool note_recorded(struct trial *trial)
{
    char *number = trial->recorded[trial->count];
    visit_number(trial->driver, number);
    if (!*number)
        return true;
    for (int i = 0; i < trial->count; i++)
        if (!strcmp(trial->recorded[i], number)) {
            fprintf(stderr, "The number %s was given twice.\n", number);
            return false;
        }
    trial->count++;
    return true;
}

/* A kiosk that fell by itself is a fault, however well timed. */
static bool was_struck(struct trial *trial)
{
    int ending = driver_ending(trial->driver);
    if (WIFSIGNALED(ending) && WTERMSIG(ending) == SIGKILL)
        return true;
    driver_explain(trial->driver, "The kiosk ended before it was killed");
    return false;
}

/* True when the visit came to its end before the kiosk did. */
static bool play_until_struck(struct trial *trial)
{
    bool anywhere = rand() % 2;
    if (anywhere)
        strike_in(rand() % (trial->visit_ms * 5 / 4 + 1));
    if (!script_play(trial->driver, visit_short, NULL, NULL))
        return false;
    if (!anywhere)
        strike_in(rand() % (trial->record_ms * 2 + 1));
    return script_play(trial->driver, visit_record, NULL, NULL);
}

/* One visit on a kiosk that was just started, and its violent end. */
static bool play_and_kill(struct trial *trial)
{
    victim = driver_kiosk(trial->driver);
    bool ended = play_until_struck(trial);
    if (!ended && driver_alive(trial->driver)) {
        driver_explain(trial->driver, "A visit before the kill");
        return false;
    }
    while (driver_alive(trial->driver))
        display_pause(1);
    victim = 0;
    return was_struck(trial) && note_recorded(trial);
}

static bool start_clean(struct trial *trial)
{
    if (driver_start(trial->driver) && driver_wait_screen(trial->driver, "welcome"))
        return true;
    driver_explain(trial->driver, "A start after a kill");
    return false;
}

static bool all_are_listed(const struct trial *trial)
{
    json_t *rows = list_export(trial->bin, trial->data);
    bool all = rows != NULL;
    for (int i = 0; i < trial->count; i++)
        if (!list_row(rows, trial->recorded[i])) {
            fprintf(stderr, "%s was shown as recorded and is not in the list.\n",
                    trial->recorded[i]);
            all = false;
        }
    printf("%d shown as recorded, %zu in the log\n", trial->count, json_array_size(rows));
    json_decref(rows);
    return all;
}

static bool run(struct trial *trial, int times)
{
    if (!start_clean(trial) || !measure(trial) || !note_recorded(trial))
        return false;
    driver_kill(trial->driver);
    for (int i = 0; i < times; i++)
        if (!start_clean(trial) || !list_verify(trial->bin, trial->data) || !play_and_kill(trial)) {
            fprintf(stderr, "It was kill %d of %d.\n", i + 1, times);
            return false;
        }
    return start_clean(trial) && list_verify(trial->bin, trial->data) && all_are_listed(trial);
}

int main(int argc, char **argv)
{
    int times = argc > 3 ? atoi(argv[3]) : 0;
    if (times < 1 || times >= MOST) {
        fputs("usage: window-kill BIN FOLDER TIMES [SEED]\n", stderr);
        return 2;
    }
    unsigned seed = argc > 4 ? (unsigned)atoi(argv[4]) : (unsigned)time(NULL);
    printf("seed %u\n", seed);
    srand(seed);
    signal(SIGALRM, strike);
    static struct trial trial;
    char kiosk[512], data[512];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", argv[1]);
    snprintf(data, sizeof data, "%s/data", argv[2]);
    folder_fresh(argv[2]);
    const char *const command[] = {kiosk, "--data", data, NULL};
    struct driver_options options = {
        .width = WIDTH, .height = HEIGHT, .folder = argv[2], .kiosk = command};
    trial.bin = argv[1];
    trial.data = data;
    trial.driver = driver_new(&options);
    bool good = run(&trial, times);
    driver_free(trial.driver);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
