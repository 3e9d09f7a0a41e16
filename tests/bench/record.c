/* A signature from the ledger's being asked to its being durable, against the least that a durable
 * record of that size costs. They take turns on the same disk.
 */
#include "bench.h"
#include "core/store.h"
#include "delegates.h"
#include "folder.h"
#include "peer_commit.h"

#include <stdio.h>

/* Both write-ahead logs have come round once when it counts: a file that grows is slower. */
enum { WARM_UP = 400, COMMITS = 1000 };

struct race {
    struct ledger *ledger;
    struct peer_commit *peer;
    struct samples ours, bare, sealed;
};

static void one_lap(struct race *race, int number)
{
    const struct signature *signature = delegates_one(number);
    ledger_prepare(race->ledger, signature, NULL); /* as the kiosk does while the review is read */
    double start = samples_now();
    delegates_record(race->ledger, signature);
    double between = samples_now();
    peer_commit_one(race->peer);
    double later = samples_now();
    peer_commit_sealed(race->peer);
    double end = samples_now();
    if (number < WARM_UP)
        return;
    samples_add(&race->ours, between - start);
    samples_add(&race->bare, later - between);
    samples_add(&race->sealed, end - later);
}

void bench_record(struct bench *bench)
{
    char folder[512], store[600], path[600], said[96];
    snprintf(folder, sizeof folder, "%s/record", bench->folder);
    snprintf(store, sizeof store, "%s/" STORE_FILE, folder);
    snprintf(path, sizeof path, "%s/peer.db", folder);
    folder_fresh(folder);
    struct race race = {.ledger = delegates_open(folder)};
    delegates_sign(race.ledger, 1, 1);
    struct peer_size size = peer_commit_size(store, "sign");
    race.peer = peer_commit_open(path, size);
    for (int i = 0; i < WARM_UP + COMMITS; i++)
        one_lap(&race, i);
    snprintf(said, sizeof said, "SQLite commit of one row of %zu bytes", size.row);
    const char *what = "a signature, from press to durable";
    table_add_peer(bench->table, &(struct table_peer){what, &race.ours, said, &race.bare, 1.5});
    table_add_peer(bench->table,
                   &(struct table_peer){what, &race.ours, "such a commit, sealed and signed before",
                                        &race.sealed, 0});
    peer_commit_close(race.peer);
    ledger_close(race.ledger);
    samples_free(&race.ours);
    samples_free(&race.bare);
    samples_free(&race.sealed);
}
