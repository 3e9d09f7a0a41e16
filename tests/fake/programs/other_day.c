/* Preloaded into a program, another day for it: the time of day is a year and more later, and moves
 * on by hours from one look to the next. What depends on it shows. */
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define A_YEAR_AND_MORE (400L * 24 * 3600)
#define BETWEEN_LOOKS   (7L * 3600)

int clock_gettime(clockid_t clock, struct timespec *out)
{
    static long looks;
    int result = (int)syscall(SYS_clock_gettime, clock, out);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        out->tv_sec +=
            A_YEAR_AND_MORE + BETWEEN_LOOKS * __atomic_add_fetch(&looks, 1, __ATOMIC_RELAXED);
    return result;
}

time_t time(time_t *out)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *out = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}
