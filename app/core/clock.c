#include "core/clock.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_wall(void *context)
{
    (void)context;
    return read_clock(CLOCK_REALTIME);
}

static int64_t system_mono(void *context)
{
    (void)context;
    return read_clock(CLOCK_MONOTONIC);
}

static void system_fill(void *context, void *out, size_t size)
{
    (void)context;
    if (sodium_init() < 0)
        abort(); /* no source of randomness: nothing may be sealed */
    randombytes_buf(out, size);
}

const struct em_clock em_clock_system = {system_wall, system_mono, NULL};
const struct em_random em_random_system = {system_fill, NULL};

void em_time_format(int64_t wall_us, char out[EM_TIME_SIZE])
{
    time_t seconds = (time_t)(wall_us / 1000000);
    int micros = (int)(wall_us % 1000000);
    if (micros < 0) {
        micros += 1000000;
        seconds -= 1;
    }
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char date[21];
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(out, EM_TIME_SIZE, "%s.%06dZ", date, micros);
}
