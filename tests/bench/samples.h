/* Times of one thing done again and again, and what is said of them.
 */
#ifndef EM_BENCH_SAMPLES_H
#define EM_BENCH_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct samples { /* {0} is empty */
    double *seconds;
    size_t count, capacity;
    bool sorted;
};

double samples_now(void); /* seconds of a clock that never goes back */

void samples_add(struct samples *samples, double seconds);
void samples_free(struct samples *samples); /* leaves {0} */

/* The value below which that part of the samples lies: 0.5 is the median, 1 the greatest. */
double samples_at(struct samples *samples, double part);

#endif
