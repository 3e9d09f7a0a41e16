/* What every benchmark is given. Each adds its rows to the table; one that cannot go on says so
 * there.
 */
#ifndef EM_BENCH_BENCH_H
#define EM_BENCH_BENCH_H

#include "table.h"

struct bench {
    const char *bin;    /* the folder of the programs that are measured */
    const char *folder; /* on a real disk; each benchmark makes its own folder in it */
    struct table *table;
};

void bench_touch(struct bench *bench);   /* from a motion to the pixel that it changes */
void bench_start(struct bench *bench);   /* from exec to the first frame */
void bench_rest(struct bench *bench);    /* memory, and processor time when nobody is there */
void bench_record(struct bench *bench);  /* from a signature to its being durable */
void bench_scan(struct bench *bench);    /* from a badge to a durable verdict */
void bench_door(struct bench *bench);    /* a start with many badges, and searching by name */
void bench_verify(struct bench *bench);  /* proving a log */
void bench_badges(struct bench *bench);  /* a thousand badges on paper */
void bench_import(struct bench *bench);  /* a large roster into the organiser's log */
void bench_outputs(struct bench *bench); /* a million signatures to files */
void bench_book(struct bench *bench);    /* the book of signatures */

#endif
