#include "core/clock.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    struct tm utc = {.tm_mday = 1};
    char date[21];
    if (!gmtime_r(&seconds, &utc) || !strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc))
        strcpy(date, "?"); /* no time of this calendar with four digits for the year */
    snprintf(out, EM_TIME_SIZE, "%s.%06dZ", date, micros);
}

bool em_time_read(const char *text, int64_t *wall_us)
{
    struct tm utc = {0};
    long micros;
    if (strlen(text) != EM_TIME_SIZE - 1 ||
        sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d.%6ldZ", &utc.tm_year, &utc.tm_mon, &utc.tm_mday,
               &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &micros) != 7 ||
        utc.tm_year < 1970)
        return false;
    utc.tm_year -= 1900;
    utc.tm_mon -= 1;
    int64_t read = (int64_t)timegm(&utc) * 1000000 + micros;
    /* Signs, spaces, a 30th of February: whatever the scan let through does not come back the same.
     */
    char again[EM_TIME_SIZE];
    em_time_format(read, again);
    if (strcmp(again, text) != 0)
        return false;
    *wall_us = read;
    return true;
}
