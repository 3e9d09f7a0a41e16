/* What an organiser carries out of the summit, each from exec to the file: lists of a million
 * signatures, a workbook. The folders that they are made of are removed at the end.
 */
#include "outputs.h"

#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MILLION = 1000000, WORKBOOK = MILLION / 10, TENTH = WORKBOOK / 10, BOXES = 500 };

void outputs_log_make(struct outputs_log *log, const struct bench *bench, int count, int boxes)
{
    char program[512], number[16], copies[16], key[600];
    log->count = count;
    snprintf(program, sizeof program, "%s/signatories", bench->bin);
    snprintf(log->folder, sizeof log->folder, "%.500s/outputs-%d", bench->folder, count);
    snprintf(log->store, sizeof log->store, "%s/emarge.db", log->folder);
    snprintf(log->key, sizeof log->key, "%s.key", log->folder);
    snprintf(key, sizeof key, "%s/organiser.key", log->folder);
    snprintf(number, sizeof number, "%d", count);
    snprintf(copies, sizeof copies, "%d", boxes);
    folder_fresh(log->folder);
    run_program((const char *const[]){program, log->folder, number, "1", "--boxes", copies, NULL},
                NULL);
    if (rename(key, log->key) != 0) {
        perror(key);
        exit(1);
    }
}

void outputs_log_remove(const struct outputs_log *log)
{
    folder_fresh(log->folder);
    remove(log->folder);
    remove(log->key);
}

void outputs_race_tell(struct bench *bench, struct outputs_race *race,
                       const struct outputs_words *words)
{
    char what[96], detail[160];
    if (race->peers.count)
        table_add_peer(bench->table, &(struct table_peer){words->what, &race->ours, words->peer,
                                                          &race->peers, words->budget});
    else
        table_add_missing(bench->table, words->what, words->peer);
    snprintf(what, sizeof what, "memory (peak): %.80s", words->what);
    snprintf(detail, sizeof detail, "of a tenth: %.0f; %s: %.0f", race->memory_tenth,
             words->memory_of_peer, race->memory_peer);
    table_add_limit(bench->table,
                    &(struct table_limit){what, race->memory, OUTPUTS_FLAT * race->memory_tenth, 0,
                                          "MB", detail});
    samples_free(&race->ours);
    samples_free(&race->peers);
}

static long lines_of(const char *path)
{
    char *text = file_read(path);
    long lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    free(text);
    return lines;
}

void outputs_same_lines(const char *ours, const char *peers)
{
    long mine = lines_of(ours), theirs = lines_of(peers);
    if (mine == theirs && mine > 0)
        return;
    fprintf(stderr, "%s has %ld lines and %s %ld: one of them does not do the work.\n", ours, mine,
            peers, theirs);
    exit(1);
}

void bench_outputs(struct bench *bench)
{
    struct outputs_log million, hundred_thousand, ten_thousand;
    puts("Making a million signatures up: some minutes.");
    fflush(stdout);
    outputs_log_make(&million, bench, MILLION, BOXES);
    outputs_log_make(&hundred_thousand, bench, WORKBOOK, BOXES);
    outputs_log_make(&ten_thousand, bench, TENTH, BOXES);
    outputs_lists(bench, &million, &hundred_thousand);
    outputs_opening(bench, &hundred_thousand);
    outputs_workbook(bench, &hundred_thousand, &ten_thousand);
    outputs_log_remove(&million);
    outputs_log_remove(&hundred_thousand);
    outputs_log_remove(&ten_thousand);
}
