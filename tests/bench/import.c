/* A roster of 100,000 rows from its file into the organiser's log, from exec to the end of the
 * program, against a transaction of as many rows of that size; then the same file again, which
 * reads all and writes nothing.
 */
#include "bench.h"
#include "core/clock.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/store.h"
#include "folder.h"
#include "peer_commit.h"
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROWS = 100000, ROUNDS = 3 };

struct race {
    char *tool, *folder, *roster, *store, *peer;
    double megabytes; /* the most that the program had in memory */
    struct samples ours, again, rows, sealed;
};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

/* Codes are as long as those of pretix, and as little to be guessed. */
static void write_roster(const char *path)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    FILE *file = fopen(path, "w");
    if (!file)
        die("The roster cannot be written.");
    fputs("id,name,role,government,country,email,code\n", file);
    for (int i = 0; i < ROWS; i++) {
        uint8_t chance[32];
        em_random_system.fill(em_random_system.context, chance, sizeof chance);
        fprintf(file, "%d,Élodie Ångström %d,Conseillère municipale,Ville d’Aubervent,France,", i,
                i);
        fprintf(file, "delegate-%d@example.org,", i);
        for (size_t at = 0; at < sizeof chance; at++)
            fputc(letters[chance[at] % 32], file);
        fputc('\n', file);
    }
    fclose(file);
}

static void make_organiser(const char *folder)
{
    struct em_error error = {0};
    struct organiser_secret key;
    folder_fresh(folder);
    organiser_generate(&key, "ogp-paris-2016", &em_random_system);
    if (organiser_write(&key, folder, NULL, &em_random_system, &error) != EM_OK)
        die(error.text);
    organiser_wipe(&key);
}

static double import(struct race *race)
{
    struct run run = run_program((const char *const[]){race->tool, "import", "roster", race->roster,
                                                       "--data", race->folder, NULL},
                                 NULL);
    if (run.megabytes > race->megabytes)
        race->megabytes = run.megabytes;
    return run.seconds;
}

static double insert(const struct race *race, bool sealed)
{
    char *wal = em_format("%s-wal", race->peer);
    unlink(race->peer);
    unlink(wal);
    struct peer_commit *peer = peer_commit_open(race->peer, peer_commit_size(race->store, "badge"));
    double start = samples_now();
    peer_commit_many(peer, ROWS, sealed);
    double took = samples_now() - start;
    peer_commit_close(peer);
    free(wal);
    return took;
}

static void one_lap(struct race *race)
{
    make_organiser(race->folder);
    write_roster(race->roster);
    samples_add(&race->ours, import(race));
    samples_add(&race->again, import(race));
    samples_add(&race->rows, insert(race, false));
    samples_add(&race->sealed, insert(race, true));
}

static void add_rows(struct bench *bench, struct race *race)
{
    char what[64], said[96];
    snprintf(what, sizeof what, "import a roster of %d", ROWS);
    snprintf(said, sizeof said, "SQLite transaction of as many rows of %zu bytes",
             peer_commit_size(race->store, "badge").row);
    table_add_peer(bench->table, &(struct table_peer){what, &race->ours, said, &race->rows, 0});
    table_add_peer(bench->table, &(struct table_peer){what, &race->ours,
                                                      "such rows, each sealed and hashed before",
                                                      &race->sealed, 0});
    table_add_peer(bench->table, &(struct table_peer){"the same file again", &race->again,
                                                      "importing it", &race->ours, 1});
    table_add_limit(bench->table, &(struct table_limit){"memory of such an import", race->megabytes,
                                                        256, 0, "MiB", ""});
}

void bench_import(struct bench *bench)
{
    struct race race = {.tool = em_format("%s/emarge", bench->bin),
                        .folder = em_format("%s/import", bench->folder)};
    race.roster = em_format("%s/roster.csv", race.folder);
    race.store = em_format("%s/" STORE_FILE, race.folder);
    race.peer = em_format("%s/peer.db", race.folder);
    for (int i = 0; i < ROUNDS; i++)
        one_lap(&race);
    add_rows(bench, &race);
    samples_free(&race.ours);
    samples_free(&race.again);
    samples_free(&race.rows);
    samples_free(&race.sealed);
    free(race.tool);
    free(race.folder);
    free(race.roster);
    free(race.store);
    free(race.peer);
}
