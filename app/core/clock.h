/* Time and randomness come from outside: the programs pass the system's, tests pass fakes, and a
 * replayed journey gives the same bytes.
 */
#ifndef EM_CORE_CLOCK_H
#define EM_CORE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct em_clock {
    int64_t (*wall_us)(void *context); /* microseconds since 1970-01-01T00:00:00Z */
    int64_t (*mono_us)(void *context); /* microseconds of a clock that never goes back */
    void *context;
};

struct em_random {
    void (*fill)(void *context, void *out, size_t size); /* unpredictable bytes; cannot fail */
    void *context;
};

extern const struct em_clock em_clock_system;
extern const struct em_random em_random_system; /* libsodium; needs no set-up call */

#define EM_TIME_SIZE 28

/* RFC 3339 in UTC with microseconds, "2016-12-09T09:47:12.345678Z"; a time too far off for it (only
 * a damaged file says such) is written as one that em_time_read refuses. */
void em_time_format(int64_t wall_us, char out[EM_TIME_SIZE]);
/* Reads exactly that form back, from 1970 to 9999; false for anything else. */
bool em_time_read(const char *text, int64_t *wall_us);

#endif
