/* Times as text: the same as the library's functions write. */
#include "core/clock.h"

#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#define DAY_US INT64_C(86400000000)

static void compare(int64_t wall_us)
{
    char ours[EM_TIME_SIZE], date[32], theirs[64];
    struct tm utc;
    int64_t read;
    time_t seconds = (time_t)(wall_us / 1000000);
    gmtime_r(&seconds, &utc);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(theirs, sizeof theirs, "%s.%06dZ", date, (int)(wall_us % 1000000));
    em_time_format(wall_us, ours);
    assert_string_equal(ours, theirs);
    assert_true(em_time_read(ours, &read) && read == wall_us);
}

static void every_day_is_named_as_the_library_does(void **state)
{
    (void)state;
    for (int64_t day = 0; day < 2932897; day += day < 60000 ? 1 : 37) { /* to the end of 9999 */
        compare(day * DAY_US);
        compare(day * DAY_US + DAY_US - 1);
    }
}

static void any_moment_too(void **state)
{
    struct fake_random random;
    (void)state;
    fake_random_init(&random, 9);
    for (int i = 0; i < 100000; i++)
        compare((int64_t)fake_random_below(&random, 2932897) * DAY_US +
                (int64_t)fake_random_below(&random, (uint64_t)DAY_US));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_day_is_named_as_the_library_does),
                                       cmocka_unit_test(any_moment_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
