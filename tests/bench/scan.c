/* From a badge's letters to a verdict that is durable, at the door of a kiosk that knows a million
 * badges, against the least that a durable record of that size costs. They take turns on the same
 * disk.
 */
#include "bench.h"
#include "core/store.h"
#include "crowd.h"
#include "folder.h"
#include "peer_commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both write-ahead logs have come round once when it counts: a file that grows is slower. */
enum { BADGES = 1000000, WARM_UP = 200, LAPS = 1000, REAL = 2500 };
_Static_assert(REAL >= 2 * (WARM_UP + LAPS) && BADGES % REAL == 0, "each lap scans two badges");

struct race {
    struct crowd crowd;
    struct peer_commit *peer;
    struct samples accepted, refused, bare;
};

static void scan(struct race *race, int number, enum verdict expected)
{
    struct em_error error = {0};
    struct door_answer answer;
    const char *code = race->crowd.codes[number];
    enum em_status status =
        door_scan(race->crowd.door, code, strlen(code), DOOR_IN, &answer, &error);
    if (status == EM_OK && answer.verdict == expected && !answer.held && *answer.name)
        return;
    fprintf(stderr, "A badge was to be %s and is %s. %s\n", verdict_word(expected),
            verdict_word(answer.verdict), error.text);
    exit(1);
}

static void one_lap(struct race *race, int lap)
{
    double start = samples_now();
    scan(race, 2 * lap, VERDICT_ACCEPTED);
    double between = samples_now();
    peer_commit_one(race->peer);
    double later = samples_now();
    scan(race, 2 * lap + 1, VERDICT_NOT_THIS_SESSION);
    double end = samples_now();
    if (lap < WARM_UP)
        return;
    samples_add(&race->accepted, between - start);
    samples_add(&race->bare, later - between);
    samples_add(&race->refused, end - later);
}

static void run(struct race *race, const char *folder)
{
    char store[700], path[600];
    snprintf(store, sizeof store, "%s/" STORE_FILE, race->crowd.folder);
    snprintf(path, sizeof path, "%s/peer.db", folder);
    crowd_open(&race->crowd);
    scan(race, REAL - 2, VERDICT_ACCEPTED);
    race->peer = peer_commit_open(path, peer_commit_size(store, "checkin"));
    for (int lap = 0; lap < WARM_UP + LAPS; lap++)
        one_lap(race, lap);
    peer_commit_close(race->peer);
    crowd_close(&race->crowd);
}

void bench_scan(struct bench *bench)
{
    char folder[512], accepted[96], refused[96];
    struct race race = {.peer = NULL};
    snprintf(folder, sizeof folder, "%s/scan", bench->folder);
    printf("Making a store of %d badges …\n", BADGES);
    fflush(stdout);
    crowd_make(&race.crowd, folder, BADGES, REAL);
    printf("… took %.0f s; its file has %.0f MB.\n", race.crowd.seconds,
           (double)crowd_bytes(&race.crowd) / 1e6);
    fflush(stdout);
    run(&race, folder);
    crowd_free(&race.crowd);
    folder_fresh(folder);
    snprintf(accepted, sizeof accepted, "scan to durable verdict of %d badges, accepted", BADGES);
    snprintf(refused, sizeof refused, "scan to durable verdict of %d badges, turned away", BADGES);
    const char *peer = "SQLite commit of one row as large";
    table_add_peer(bench->table,
                   &(struct table_peer){accepted, &race.accepted, peer, &race.bare, 1.5});
    table_add_peer(bench->table,
                   &(struct table_peer){refused, &race.refused, peer, &race.bare, 1.5});
    samples_free(&race.accepted);
    samples_free(&race.refused);
    samples_free(&race.bare);
}
