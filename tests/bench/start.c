/* From exec to a whole frame on the screen, of a kiosk that was here before: with an empty log, and
 * with one that a long day left. The program that paints one dot starts in turns with it, to say
 * what of it is the machine's.
 */
#include "bench.h"
#include "delegates.h"
#include "folder.h"
#include "seat.h"

#include <stdio.h>

enum { STARTS = 15, LONG_DAY = 2000, LIMIT_MS = 150 };

struct starts {
    struct seat seat;
    const char *log; /* what the programs say */
};

/* Adds nothing, and returns false, when it does not come to a frame. */
static bool start_once(struct starts *starts, const char *const *command, struct samples *samples)
{
    double began = samples_now();
    pid_t program = seat_start(&starts->seat, command, starts->log);
    bool shown = seat_wait_covered(&starts->seat, true) >= 0;
    double took = samples_now() - began;
    seat_end(program);
    if (seat_wait_covered(&starts->seat, false) < 0 || !shown)
        return false;
    samples_add(samples, took);
    return true;
}

static void add_row(struct bench *bench, const char *what, struct samples *ours,
                    struct samples *dots)
{
    char detail[96];
    snprintf(detail, sizeof detail, "slowest of %zu: %.0f; one dot by SDL: %.0f", ours->count,
             samples_at(ours, 1) * 1e3, samples_at(dots, 0.5) * 1e3);
    table_add_limit(bench->table, &(struct table_limit){what, samples_at(ours, 0.5) * 1e3, LIMIT_MS,
                                                        0, "ms", detail});
}

static void measure(struct bench *bench, struct starts *starts, const char *what, const char *data)
{
    char kiosk[512], dot[512];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", bench->bin);
    snprintf(dot, sizeof dot, "%s/bench-dot", bench->bin);
    const char *const ours[] = {kiosk, "--data", data, NULL};
    const char *const peer[] = {dot, NULL};
    struct samples kiosks = {0}, dots = {0};
    bool good = true;
    for (int i = 0; good && i < STARTS; i++)
        good = start_once(starts, ours, &kiosks) && start_once(starts, peer, &dots);
    if (good)
        add_row(bench, what, &kiosks, &dots);
    else
        table_add_missing(bench->table, what, "no frame was shown, see kiosk.log");
    samples_free(&kiosks);
    samples_free(&dots);
}

static void fill(const char *data, int signatures)
{
    folder_fresh(data);
    struct ledger *ledger = delegates_open(data);
    delegates_sign(ledger, 0, signatures);
    ledger_close(ledger);
}

void bench_start(struct bench *bench)
{
    char folder[512], empty[600], full[600], log[600], what[96];
    snprintf(folder, sizeof folder, "%s/start", bench->folder);
    snprintf(empty, sizeof empty, "%s/empty", folder);
    snprintf(full, sizeof full, "%s/full", folder);
    snprintf(log, sizeof log, "%s/kiosk.log", folder);
    snprintf(what, sizeof what, "start to first frame, %d signatures in the log", LONG_DAY);
    folder_fresh(folder);
    fill(empty, 0);
    fill(full, LONG_DAY);
    struct starts starts = {.log = log};
    seat_prepare(&starts.seat);
    struct display *display = display_start(SEAT_WIDTH, SEAT_HEIGHT, starts.seat.frames);
    seat_take(&starts.seat, display);
    measure(bench, &starts, "start to first frame, no signature yet", empty);
    measure(bench, &starts, what, full);
    seat_leave(&starts.seat);
    display_stop(display);
    seat_clear(&starts.seat);
}
