#include "samples.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>

double samples_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void samples_add(struct samples *samples, double seconds)
{
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? samples->capacity * 2 : 256;
        samples->seconds = realloc(samples->seconds, samples->capacity * sizeof(double));
        if (!samples->seconds)
            abort();
    }
    samples->seconds[samples->count++] = seconds;
    samples->sorted = false;
}

void samples_free(struct samples *samples)
{
    free(samples->seconds);
    *samples = (struct samples){0};
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

double samples_at(struct samples *samples, double part)
{
    assert(samples->count > 0);
    if (!samples->sorted)
        qsort(samples->seconds, samples->count, sizeof(double), compare);
    samples->sorted = true;
    return samples->seconds[(size_t)(part * (double)(samples->count - 1) + 0.5)];
}
