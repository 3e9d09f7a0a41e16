/* The parts of bench_outputs, and what they share with bench_book: logs of a made-up summit, and
 * the tool.
 */
#ifndef EM_BENCH_OUTPUTS_H
#define EM_BENCH_OUTPUTS_H

#include "bench.h"
#include "run.h"

#include <stdbool.h>

#define OUTPUTS_FLAT 1.5 /* of the memory that a tenth of the rows takes */

/* An organiser's folder without the key, which lies beside it, so that only who names it uses it.
 */
struct outputs_log {
    int count;
    char folder[560], key[640], store[640];
};

/* Made by bin/signatories. `boxes`: how many sealed parts are made, the others copied; 0: all. */
void outputs_log_make(struct outputs_log *log, const struct bench *bench, int count, int boxes);
void outputs_log_remove(const struct outputs_log *log);

/* What both sides of a comparison took. */
struct outputs_race {
    struct samples ours, peers;
    double memory, memory_tenth, memory_peer;
};
/* Their rows in the table: the ratio, or `peer` alone when it has no times, and whether memory
 * stays what it is at a tenth. */
struct outputs_words {
    const char *what, *peer;
    double budget;
    const char *memory_of_peer; /* what its memory is of */
};
void outputs_race_tell(struct bench *bench, struct outputs_race *race,
                       const struct outputs_words *words);

/* Ends the process, with a sentence, unless both files have as many lines. */
void outputs_same_lines(const char *ours, const char *peers);

void outputs_lists(struct bench *bench, const struct outputs_log *many,
                   const struct outputs_log *tenth); /* csv and json */
void outputs_opening(struct bench *bench, const struct outputs_log *log);
void outputs_workbook(struct bench *bench, const struct outputs_log *many,
                      const struct outputs_log *tenth);

#endif
