/* A kiosk that knows the badges of a large summit: how long it proves what it knows at a start, and
 * how long staff wait for a name, the first time and then. The first search opens everybody's
 * details.
 */
#include "bench.h"
#include "crowd.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BADGES = 5000, ROUNDS = 9, FOUND = 8 };

/* A pause that a person notices as one. */
static const double limit_ms = 150;

struct waits {
    struct samples start, first, then;
};

static double search(struct crowd *crowd, const char *query)
{
    struct door_match matches[FOUND];
    struct em_error error = {0};
    double began = samples_now();
    size_t count = door_search(crowd->door, query, matches, FOUND, &error);
    double took = samples_now() - began;
    if (count == FOUND)
        return took;
    fprintf(stderr, "%zu were found by “%s”. %s\n", count, query, error.text);
    exit(1);
}

static void one_round(struct crowd *crowd, struct waits *waits)
{
    struct em_error error = {0};
    double began = samples_now();
    crowd_open(crowd);
    samples_add(&waits->start, samples_now() - began);
    if (door_unlock(crowd->door, crowd->staff, strlen(crowd->staff), &error) != EM_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    samples_add(&waits->first, search(crowd, "amel echan"));
    samples_add(&waits->then, search(crowd, "ejemplo siân"));
    crowd_close(crowd);
}

static void add_row(struct bench *bench, const char *what, const char *whom,
                    struct samples *samples)
{
    char said[96], detail[64];
    snprintf(said, sizeof said, "%s %d %s", what, BADGES, whom);
    snprintf(detail, sizeof detail, "slowest of %zu: %.1f", samples->count,
             samples_at(samples, 1) * 1e3);
    table_add_limit(bench->table, &(struct table_limit){said, samples_at(samples, 0.5) * 1e3,
                                                        limit_ms, 1, "ms", detail});
    samples_free(samples);
}

void bench_door(struct bench *bench)
{
    char folder[512];
    struct crowd crowd;
    struct waits waits = {.start = {0}};
    snprintf(folder, sizeof folder, "%s/door", bench->folder);
    crowd_make(&crowd, folder, BADGES, BADGES);
    for (int i = 0; i < ROUNDS; i++)
        one_round(&crowd, &waits);
    crowd_free(&crowd);
    folder_fresh(folder);
    add_row(bench, "start: proving a log of", "badges", &waits.start);
    add_row(bench, "the first search by name among", "delegates", &waits.first);
    add_row(bench, "a further search by name among", "delegates", &waits.then);
}
