/* A program that is measured from exec to its end: how long, and the most that it had in memory.
 */
#ifndef EM_BENCH_RUN_H
#define EM_BENCH_RUN_H

#include <stdbool.h>

struct run {
    double seconds;
    double
        megabytes; /* of one process: of several the greatest, among those that were waited for */
};

/* Its standard output goes to the file, NULL: nowhere. The process ends with a sentence when the
 * program fails. */
struct run run_program(const char *const *words, const char *output);
/* The same of a program that may fail, false then, and that starts others, such as a browser:
 * megabytes of the greatest of all, seen by looking every fifth of a second. */
bool run_try(struct run *out, const char *const *words);

#endif
