#include "core/clock.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define YEAR_10000_US INT64_C(253402300800000000)

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

/* Digits of a number, as many as there is room for, with zeros in front. */
static char *put_digits(char *out, unsigned number, int digits, char behind)
{
    for (int i = digits; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    out[digits] = behind;
    return out + digits + 1;
}

/* Day, month and year of a day since 1970 (H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", civil_from_days): in years that begin with March, the leap day is the last. */
static void tell_day(unsigned days, unsigned *year, unsigned *month, unsigned *day)
{
    unsigned shifted = days + 719468, era = shifted / 146097, of_era = shifted % 146097;
    unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned from_march = (5 * of_year + 2) / 153;
    *day = of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* What the library's functions say of a time from 1970 to 9999, a tenth as slow: lists have a
 * million of them. */
static void format_common(int64_t wall_us, char out[EM_TIME_SIZE])
{
    unsigned year, month, day, of_day = (unsigned)(wall_us / 1000000 % 86400);
    tell_day((unsigned)(wall_us / 1000000 / 86400), &year, &month, &day);
    out = put_digits(out, year, 4, '-');
    out = put_digits(out, month, 2, '-');
    out = put_digits(out, day, 2, 'T');
    out = put_digits(out, of_day / 3600, 2, ':');
    out = put_digits(out, of_day / 60 % 60, 2, ':');
    out = put_digits(out, of_day % 60, 2, '.');
    out = put_digits(out, (unsigned)(wall_us % 1000000), 6, 'Z');
    *out = '\0';
}

void em_time_format(int64_t wall_us, char out[EM_TIME_SIZE])
{
    if (wall_us >= 0 && wall_us < YEAR_10000_US) {
        format_common(wall_us, out);
        return;
    }
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
