#include "core/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NBSP   "\u00A0"
#define NNBSP  "\u202F"
#define THIN   "\u2009"
#define SECOND INT64_C(1000000)

/* ---- countries ---- */

static const struct country *find(const struct country *countries, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(countries[i].code, code) == 0)
            return &countries[i];
    return NULL;
}

/* Compared with the list of ISO 3166-1 that tzdata brings, made by other people. */
static void countries_are_those_of_iso_3166(void **state)
{
    (void)state;
    size_t count, listed = 0;
    struct country *countries = words_countries("en", &count);
    FILE *iso = fopen("/usr/share/zoneinfo/iso3166.tab", "r");
    assert_non_null(iso);
    char line[256];
    while (fgets(line, sizeof line, iso)) {
        if (line[0] == '#')
            continue;
        line[2] = '\0';
        if (!find(countries, count, line))
            fail_msg("%s is missing", line);
        listed++;
    }
    fclose(iso);
    assert_non_null(find(countries, count, "XK"));
    assert_int_equal(count, listed + 1);
    words_countries_free(countries, count);
}

static size_t place(const struct country *countries, size_t count, const char *code)
{
    const struct country *country = find(countries, count, code);
    assert_non_null(country);
    return (size_t)(country - countries);
}

static void countries_stand_as_dictionaries_sort(void **state)
{
    (void)state;
    size_t count;
    struct country *french = words_countries("fr", &count);
    /* Égypte among the E, Îles between Hongrie and Inde: bytes would put them last. */
    assert_true(place(french, count, "EC") > place(french, count, "EG"));
    assert_true(place(french, count, "EG") > place(french, count, "DK"));
    assert_true(place(french, count, "FI") < place(french, count, "FR"));
    assert_true(place(french, count, "KY") < place(french, count, "IN"));
    words_countries_free(french, count);
    struct country *spanish = words_countries("es", &count);
    assert_true(place(spanish, count, "ES") < place(spanish, count, "US"));
    assert_true(place(spanish, count, "AX") > place(spanish, count, "IE"));
    assert_true(place(spanish, count, "AX") < place(spanish, count, "IT"));
    words_countries_free(spanish, count);
}

static void countries_are_found_in_the_language_of_the_visit(void **state)
{
    (void)state;
    const char *const languages[] = {"fr", "en", "es"};
    const char *const names[] = {"Royaume-Uni", "United Kingdom", "Reino Unido"};
    const char *const typed[] = {"royaume u", "united k", "reino un"};
    for (size_t i = 0; i < 3; i++) {
        size_t count;
        struct country *countries = words_countries(languages[i], &count);
        const struct country *kingdom = find(countries, count, "GB");
        assert_string_equal(kingdom->name, names[i]);
        assert_int_equal(words_match(kingdom->folded, typed[i]), 3);
        words_countries_free(countries, count);
    }
}

static void countries_have_names_or_their_code(void **state)
{
    (void)state;
    char name[64];
    words_country_name(name, sizeof name, "KE", "fr");
    assert_string_equal(name, "Kenya");
    words_country_name(name, sizeof name, "DE", "es");
    assert_string_equal(name, "Alemania");
    words_country_name(name, sizeof name, "QX", "fr");
    assert_string_equal(name, "QX");
    /* Another program's log may have any text there. */
    char longest[1001] = "";
    memset(longest, 'x', sizeof longest - 1);
    words_country_name(name, sizeof name, longest, "fr");
    assert_int_equal(strlen(name), sizeof name - 1);
    words_country_name(name, sizeof name, "", "fr");
    assert_string_equal(name, "");
    words_country_name(name, sizeof name, "K\xC3\x89", "fr");
    assert_string_equal(name, "KÉ");
    words_country_name(name, sizeof name, "K\xC3", "fr");
    assert_string_equal(name, "K\uFFFD");
    words_country_name(name, 5, "ES", "es");
    assert_string_equal(name, "Espa");
    words_country_name(name, 6, "ES", "es"); /* half of ñ would fit */
    assert_string_equal(name, "Espa");
}

/* ---- dates, times, numbers ---- */

static void expect_range(const char *language, const int from[3], const int to[3], const char *text)
{
    char out[96];
    words_date_range(out, sizeof out, from, to, language);
    assert_string_equal(out, text);
}

static void ranges_within_a_month_name_it_once(void **state)
{
    (void)state;
    const int from[] = {2016, 12, 7}, to[] = {2016, 12, 9};
    expect_range("fr", from, to, "7–9 décembre 2016");
    expect_range("en", from, to, "7–9 December 2016");
    expect_range("es", from, to, "7–9 de diciembre de 2016");
    expect_range("fr", from, from, "7 décembre 2016");
}

static void ranges_between_months_and_years(void **state)
{
    (void)state;
    const int november[] = {2016, 11, 30}, december[] = {2016, 12, 2};
    const int new_year[] = {2017, 1, 1};
    expect_range("fr", november, december, "30 novembre" THIN "–" THIN "2 décembre 2016");
    expect_range("en", november, december, "30 November" THIN "–" THIN "2 December 2016");
    expect_range("es", november, december,
                 "30 de noviembre" THIN "–" THIN "2 de diciembre de 2016");
    expect_range("en", december, new_year, "2 December 2016" THIN "–" THIN "1 January 2017");
    expect_range("fr", december, new_year, "2 décembre 2016" THIN "–" THIN "1er janvier 2017");
}

static void french_counts_the_first_of_a_month(void **state)
{
    (void)state;
    const int first[] = {2016, 12, 1}, third[] = {2016, 12, 3}, eleventh[] = {2011, 11, 11};
    expect_range("fr", first, third, "1er–3 décembre 2016");
    expect_range("fr", eleventh, eleventh, "11 novembre 2011");
    expect_range("en", first, third, "1–3 December 2016");
}

/* 2016-12-09T09:47:12Z, a quarter to eleven and two minutes in Paris. */
static const int64_t signing = 1481276832 * SECOND;

static void moments_are_told_in_the_zone(void **state)
{
    (void)state;
    char out[64];
    words_date(out, sizeof out, signing, "Europe/Paris", "fr");
    assert_string_equal(out, "9 décembre 2016");
    words_date(out, sizeof out, signing, "Europe/Paris", "en");
    assert_string_equal(out, "9 December 2016");
    words_date(out, sizeof out, signing, "Europe/Paris", "es");
    assert_string_equal(out, "9 de diciembre de 2016");
    words_date(out, sizeof out, signing, "Pacific/Kiritimati", "en");
    assert_string_equal(out, "9 December 2016");
    words_date(out, sizeof out, signing + 3600 * SECOND, "Pacific/Kiritimati", "en");
    assert_string_equal(out, "10 December 2016");
    words_day(out, sizeof out, signing, "Europe/Paris", "fr");
    assert_string_equal(out, "9 décembre");
    words_day(out, sizeof out, signing, "Europe/Paris", "es");
    assert_string_equal(out, "9 de diciembre");
    words_day(out, sizeof out, signing - 8 * 86400 * SECOND, "Europe/Paris", "fr");
    assert_string_equal(out, "1er décembre");
}

static void times_have_24_hours(void **state)
{
    (void)state;
    char out[64];
    words_time(out, sizeof out, signing, "Europe/Paris", "fr");
    assert_string_equal(out, "10" NBSP "h" NBSP "47");
    words_time(out, sizeof out, signing, "Europe/Paris", "en");
    assert_string_equal(out, "10:47");
    words_time(out, sizeof out, signing, "Europe/Paris", "es");
    assert_string_equal(out, "10:47");
    words_time(out, sizeof out, signing + 7 * 3600 * SECOND, "Europe/Paris", "en-US");
    assert_string_equal(out, "17:47");
    words_time(out, sizeof out, signing - 6 * 3600 * SECOND, "Europe/Paris", "fr");
    assert_string_equal(out, "4" NBSP "h" NBSP "47");
    words_time(out, sizeof out, 1467366432 * SECOND, "Europe/Paris", "en"); /* in summer time */
    assert_string_equal(out, "11:47");
}

static void a_stamp_is_local_and_the_same_in_every_language(void **state)
{
    (void)state;
    char out[32];
    const char *const languages[] = {"fr", "en", "ar-EG", "th"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct words_calendar *calendar = words_calendar_open("Europe/Paris", languages[i]);
        words_calendar_stamp(out, sizeof out, calendar, signing);
        assert_string_equal(out, "2016-12-09T10:47");
        words_calendar_close(calendar);
    }
}

static void days_begin_at_midnight_of_the_zone(void **state)
{
    (void)state;
    const int64_t hour = 3600 * SECOND, eve = 1481236200 * SECOND; /* 2016-12-08T22:30:00Z */
    assert_true(words_midnight(eve, "UTC", 0) == eve - 22 * hour - hour / 2);
    assert_true(words_midnight(eve, "Europe/Paris", 0) == eve - 23 * hour - hour / 2);
    assert_true(words_midnight(eve, "Europe/Paris", 1) == eve + hour / 2);
    assert_true(words_midnight(eve + hour / 2, "Europe/Paris", 0) == eve + hour / 2);
    assert_true(words_midnight(eve, "Asia/Seoul", 0) == eve - 7 * hour - hour / 2);
    const int64_t shift = 1459040400 * SECOND; /* 2016-03-27T01:00:00Z: summer time begins */
    int64_t day =
        words_midnight(shift, "Europe/Paris", 1) - words_midnight(shift, "Europe/Paris", 0);
    assert_true(day == 23 * hour);
}

static void numbers_are_grouped_as_the_language_does(void **state)
{
    (void)state;
    char out[64];
    words_number(out, sizeof out, 1234567, "fr");
    assert_string_equal(out, "1" NNBSP "234" NNBSP "567");
    words_number(out, sizeof out, 1234, "en");
    assert_string_equal(out, "1,234");
    words_number(out, sizeof out, 1234, "es");
    assert_string_equal(out, "1234");
    words_number(out, sizeof out, 12345, "es");
    assert_string_equal(out, "12.345");
    words_number(out, sizeof out, 0, "fr");
    assert_string_equal(out, "0");
}

/* A language that nobody speaks and a zone that is nowhere must still give some words. */
static void nonsense_is_survived(void **state)
{
    (void)state;
    char out[64];
    const char *const languages[] = {
        "",
        "x",
        "!!",
        "fr-FR-u-ca-buddhist",
        "th",
        "fa",
        "a-language-tag-that-is-much-longer-than-any-locale-ever-was-in-icu"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        words_date(out, sizeof out, signing, "Nowhere/Land", languages[i]);
        assert_true(strlen(out) > 0);
        words_number(out, sizeof out, INT64_MIN, languages[i]);
        assert_true(strlen(out) > 18);
    }
    words_date(out, sizeof out, signing, "Europe/Paris", "th");
    assert_non_null(strstr(out, "2016"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_those_of_iso_3166),
        cmocka_unit_test(countries_stand_as_dictionaries_sort),
        cmocka_unit_test(countries_are_found_in_the_language_of_the_visit),
        cmocka_unit_test(countries_have_names_or_their_code),
        cmocka_unit_test(ranges_within_a_month_name_it_once),
        cmocka_unit_test(ranges_between_months_and_years),
        cmocka_unit_test(french_counts_the_first_of_a_month),
        cmocka_unit_test(moments_are_told_in_the_zone),
        cmocka_unit_test(times_have_24_hours),
        cmocka_unit_test(a_stamp_is_local_and_the_same_in_every_language),
        cmocka_unit_test(days_begin_at_midnight_of_the_zone),
        cmocka_unit_test(numbers_are_grouped_as_the_language_does),
        cmocka_unit_test(nonsense_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
