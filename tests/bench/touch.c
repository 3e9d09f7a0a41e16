/* From a motion of the pointer to the pixel that it changes: on the kiosk's signing pad, in the
 * program that paints one dot, and in a second one of those. Each has a virtual screen of its own,
 * and they take turns motion by motion, so that what else the machine does meets all of them. The
 * two dots against each other are the control: how far from 1 noise alone brings the ratio.
 */
#include "bench.h"
#include "folder.h"
#include "script.h"
#include "seat.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* A hand's stroke across the pad: how far it goes between two reports of a touchscreen, how it
 * waves, and how many strokes, one beneath the other, clear of the buttons on the pad. */
enum { STEP = 12, WAVE = 18, STROKES = 4, STROKE_GAP = 60, REPORT_US = 8000 };
enum { PAD_SIDE = 60, PAD_TOP = 150 };
static const double lost = 0.25; /* seconds after which a motion is given up */

enum { KIOSK, DOT, SECOND_DOT, CONTESTANTS };

struct contestant {
    struct seat seat;
    struct samples samples;
    pid_t program; /* 0: the kiosk, which the driver starts */
    int missed;
};

struct contest {
    struct contestant contestants[CONTESTANTS];
    int first; /* KIOSK, or DOT when there is no kiosk to measure */
    int pad[4];
};

static const struct step to_the_pad[] = {
    {STEP_SCREEN, "welcome"},      {STEP_CLICK, "welcome/en"},
    {STEP_SCREEN, "document"},     {STEP_CLICK, "document/sign"},
    {STEP_SCREEN, "details"},      {STEP_CLICK, "details/name"},
    {STEP_TYPE, .text = "Awa Ba"}, {STEP_CLICK, "details/government"},
    {STEP_SCREEN, "government"},   {STEP_CLICK, "government/option/austin"},
    {STEP_SCREEN, "details"},      {STEP_CLICK, "details/continue"},
    {STEP_SCREEN, "sign"},         {STEP_END},
};

/* Not always the same time between two motions, lest all of them meet the same moment of a timer.
 */
static void pause_between(unsigned *seed)
{
    struct timespec pause = {0, (REPORT_US / CONTESTANTS + rand_r(seed) % 1000) * 1000L};
    nanosleep(&pause, NULL);
}

static void move_and_watch(struct contestant *contestant, int x, int y)
{
    struct frame_patch patch;
    frame_remember(contestant->seat.frame, &patch, x, y);
    bool changed;
    double start = samples_now(), took;
    seat_move(&contestant->seat, x, y);
    do {
        changed = frame_changed(contestant->seat.frame, &patch);
        took = samples_now() - start; /* after the look: what is sent may be there at once */
    } while (!changed && took < lost);
    if (changed)
        samples_add(&contestant->samples, took);
    else
        contestant->missed++;
}

static void draw_stroke(struct contest *contest, int row, unsigned *seed)
{
    int left = contest->pad[0] + PAD_SIDE, right = contest->pad[0] + contest->pad[2] - PAD_SIDE;
    int middle = contest->pad[1] + PAD_TOP + row * STROKE_GAP;
    for (int i = contest->first; i < CONTESTANTS; i++) {
        seat_move(&contest->contestants[i].seat, left, middle);
        seat_button(&contest->contestants[i].seat, true);
    }
    display_pause(50);
    int turn = 0;
    for (int x = left + STEP; x < right; x += STEP, turn++)
        for (int i = 0; i < CONTESTANTS; i++) {
            int who = (turn + i) % CONTESTANTS;
            pause_between(seed);
            if (who >= contest->first)
                move_and_watch(&contest->contestants[who], x,
                               middle + (int)(WAVE * sin((x - left) / 40.0)));
        }
    for (int i = contest->first; i < CONTESTANTS; i++)
        seat_button(&contest->contestants[i].seat, false);
    display_pause(100);
}

static void add_rows(struct bench *bench, struct contest *contest)
{
    struct contestant *all = contest->contestants;
    if (contest->first == KIOSK)
        table_add_peer(bench->table, &(struct table_peer){.what = "touch to ink on screen",
                                                          .ours = &all[KIOSK].samples,
                                                          .peer = "one dot by SDL",
                                                          .peers = &all[DOT].samples,
                                                          .budget = 1.5});
    table_add_peer(bench->table, &(struct table_peer){.what = "control: the dot against itself",
                                                      .ours = &all[SECOND_DOT].samples,
                                                      .peer = "one dot by SDL",
                                                      .peers = &all[DOT].samples});
    for (int i = 0; i < CONTESTANTS; i++)
        if (all[i].missed)
            printf("%d motions changed no pixel within %.0f ms (%s).\n", all[i].missed, lost * 1e3,
                   i == KIOSK ? "kiosk" : "dot");
}

static void start_dot(struct bench *bench, struct contestant *contestant, const char *log)
{
    char program[512];
    snprintf(program, sizeof program, "%s/bench-dot", bench->bin);
    const char *const command[] = {program, NULL};
    seat_prepare(&contestant->seat);
    seat_take(&contestant->seat, display_start(SEAT_WIDTH, SEAT_HEIGHT, contestant->seat.frames));
    contestant->program = seat_start(&contestant->seat, command, log);
    if (seat_wait_covered(&contestant->seat, true) < 0) {
        fprintf(stderr, "The dot did not start. What it said is in %s.\n", log);
        exit(1);
    }
}

static void stop_dot(struct contestant *contestant)
{
    struct display *display = contestant->seat.display;
    seat_end(contestant->program);
    seat_leave(&contestant->seat);
    display_stop(display);
    seat_clear(&contestant->seat);
    samples_free(&contestant->samples);
}

static bool bring_to_pad(struct driver *driver, struct contest *contest)
{
    return driver_start(driver) && script_play(driver, to_the_pad, NULL, NULL) &&
           driver_wait_node(driver, "sign/pad") &&
           trace_rect(trace_node(driver_trace(driver), "sign/pad"), contest->pad);
}

static void hold_contest(struct bench *bench, struct contest *contest, const char *log)
{
    start_dot(bench, &contest->contestants[DOT], log);
    start_dot(bench, &contest->contestants[SECOND_DOT], log);
    unsigned seed = 1;
    for (int row = 0; row < STROKES; row++)
        draw_stroke(contest, row, &seed);
    add_rows(bench, contest);
    stop_dot(&contest->contestants[DOT]);
    stop_dot(&contest->contestants[SECOND_DOT]);
}

void bench_touch(struct bench *bench)
{
    char kiosk[512], folder[512], data[520], log[520];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", bench->bin);
    snprintf(folder, sizeof folder, "%s/touch", bench->folder);
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(log, sizeof log, "%s/dot.log", folder);
    folder_fresh(folder);
    struct contest contest = {.pad = {200, 200, SEAT_WIDTH - 400, SEAT_HEIGHT - 400}};
    struct contestant *ours = &contest.contestants[KIOSK];
    seat_prepare(&ours->seat);
    const char *const command[] = {kiosk, "--data", data, NULL};
    struct driver *driver = driver_new(&(struct driver_options){.width = SEAT_WIDTH,
                                                                .height = SEAT_HEIGHT,
                                                                .folder = folder,
                                                                .kiosk = command,
                                                                .frames = ours->seat.frames});
    seat_take(&ours->seat, driver_display(driver));
    if (!bring_to_pad(driver, &contest)) {
        table_add_missing(bench->table, "touch to ink on screen", driver_error(driver));
        contest.first = DOT;
    }
    hold_contest(bench, &contest, log);
    seat_leave(&ours->seat);
    driver_free(driver);
    seat_clear(&ours->seat);
    samples_free(&ours->samples);
}
