/* What the readers of foreign files share: times of day in a zone, and ids. */
#include "core/clock.h"
#include "import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void is_time(const char *utc, int year, int month, int day, int hour, int minute,
                    const char *zone)
{
    int64_t us = 0;
    char text[EM_TIME_SIZE];
    assert_true(programme_time(&us, year, month, day, hour, minute, zone));
    em_time_format(us, text);
    assert_string_equal(text, utc);
}

static void a_time_of_day_is_of_its_zone(void **state)
{
    (void)state;
    is_time("2016-12-09T09:45:00.000000Z", 2016, 12, 9, 10, 45, "Europe/Paris");
    is_time("2016-07-09T08:45:00.000000Z", 2016, 7, 9, 10, 45, "Europe/Paris");
    is_time("2016-12-09T01:45:00.000000Z", 2016, 12, 9, 10, 45, "Asia/Seoul");
    is_time("2016-12-09T10:45:00.000000Z", 2016, 12, 9, 10, 45, "UTC");
    is_time("2016-02-29T00:00:00.000000Z", 2016, 2, 29, 0, 0, "UTC");
}

static void a_time_that_never_was_is_none(void **state)
{
    (void)state;
    int64_t us = 7;
    assert_false(programme_time(&us, 2016, 3, 27, 2, 30, "Europe/Paris")); /* put forward */
    assert_false(programme_time(&us, 2015, 2, 29, 10, 0, "Europe/Paris"));
    assert_false(programme_time(&us, 2016, 13, 1, 10, 0, "Europe/Paris"));
    assert_false(programme_time(&us, 2016, 1, 1, 24, 0, "Europe/Paris"));
    assert_false(programme_time(&us, 2016, 1, 1, 10, 60, "Europe/Paris"));
    assert_false(programme_time(&us, 2016, 1, 0, 10, 0, "Europe/Paris"));
    assert_false(programme_time(&us, 1492, 1, 1, 10, 0, "Europe/Paris"));
    assert_false(programme_time(&us, 2016, 1, 1, 10, 0, "Europe/Atlantis"));
    assert_false(programme_time(&us, 2016, 1, 1, 10, 0, ""));
    assert_false(programme_time(&us, 2016, 1, 1, 10, 0, "Etc/Unknown"));
    assert_int_equal(us, 7);
}

static void of_an_hour_that_comes_twice_it_is_the_first(void **state)
{
    (void)state;
    is_time("2016-10-30T00:30:00.000000Z", 2016, 10, 30, 2, 30, "Europe/Paris");
    is_time("2016-10-30T02:30:00.000000Z", 2016, 10, 30, 3, 30, "Europe/Paris");
}

static const char *id_of(const char *source)
{
    static char id[64];
    memset(id, 'x', sizeof id);
    programme_id(id, sizeof id, source);
    return id;
}

static void an_id_stays_what_it_is(void **state)
{
    (void)state;
    char longest[64];
    memset(longest, 'a', 63);
    longest[63] = '\0';
    assert_string_equal(id_of("signing-0912"), "signing-0912");
    assert_string_equal(id_of("K7RXPD"), "k7rxpd");
    assert_string_equal(id_of(longest), longest);
    assert_string_equal(id_of(""), "");
}

static void other_ids_are_kept_apart(void **state)
{
    (void)state;
    static const char *const sources[] = {"a/1", "a 1", "a_1", "-a-1",    "a-1-",
                                          "é",   "ç",   "--",  "a1@x.org"};
    enum { COUNT = sizeof sources / sizeof *sources };
    char ids[COUNT][64], longer[200];
    for (int i = 0; i < COUNT; i++) {
        strcpy(ids[i], id_of(sources[i]));
        assert_true(entry_name_valid(ids[i]));
        assert_string_not_equal(ids[i], "a-1");
        for (int other = 0; other < i; other++)
            assert_string_not_equal(ids[i], ids[other]);
    }
    memset(longer, 'b', sizeof longer);
    longer[199] = '\0';
    assert_int_equal(strlen(id_of(longer)), 63);
}

static void a_fault_has_its_place(void **state)
{
    (void)state;
    struct import_faults faults = {0};
    for (int i = 0; i < 100; i++)
        import_fault(&faults, i, 2, "the day “%s” is none", "30 February");
    assert_int_equal(faults.count, 100);
    assert_int_equal(faults.items[99].line, 99);
    assert_int_equal(faults.items[99].column, 2);
    assert_string_equal(faults.items[99].text, "the day “30 February” is none");
    import_faults_free(&faults);
    assert_int_equal(faults.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_of_day_is_of_its_zone),
        cmocka_unit_test(a_time_that_never_was_is_none),
        cmocka_unit_test(of_an_hour_that_comes_twice_it_is_the_first),
        cmocka_unit_test(an_id_stays_what_it_is),
        cmocka_unit_test(other_ids_are_kept_apart),
        cmocka_unit_test(a_fault_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
