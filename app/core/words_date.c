#include "core/words.h"

#include "core/memory.h"
#include "core/words_icu.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define ZONE_SIZE 64

static bool speaks(const char *language, const char *primary)
{
    size_t length = strlen(primary);
    return strncmp(language, primary, length) == 0 &&
           (language[length] == '\0' || language[length] == '-');
}

static bool is_digit(UChar c)
{
    return c >= '0' && c <= '9';
}

/* CLDR has no ordinals in dates, and French wants one: the first of a month is "1er". The only
 * other number in a date is the year, which has four digits. Makes room within WORDS_LINE. */
static int32_t french_first(UChar *text, int32_t units)
{
    for (int32_t at = 0; at < units && units + 2 < WORDS_LINE; at++) {
        bool alone =
            (at == 0 || !is_digit(text[at - 1])) && (at + 1 == units || !is_digit(text[at + 1]));
        if (text[at] != '1' || !alone)
            continue;
        u_memmove(text + at + 3, text + at + 1, units - at - 1);
        text[at + 1] = 'e';
        text[at + 2] = 'r';
        units += 2;
    }
    return units;
}

static void put_date(char *out, size_t size, UChar *text, int32_t units, const char *language)
{
    if (speaks(language, "fr"))
        units = french_first(text, units);
    words_utf8(out, size, text, units);
}

static UDate midnight(const int day[3])
{
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(u"UTC", -1, "", UCAL_GREGORIAN, &status);
    words_must(status);
    ucal_clear(calendar);
    ucal_setDate(calendar, day[0], day[1] - 1, day[2], &status);
    UDate date = ucal_getMillis(calendar, &status);
    ucal_close(calendar);
    words_must(status);
    return date;
}

void words_date_range(char *out, size_t size, const int from[3], const int to[3],
                      const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[WORDS_LOCALE_SIZE];
    words_locale(locale, language);
    UDateIntervalFormat *format = udtitvfmt_open(locale, u"yMMMMd", -1, u"UTC", -1, &status);
    UChar text[WORDS_LINE];
    int32_t units =
        udtitvfmt_format(format, midnight(from), midnight(to), text, WORDS_LINE, NULL, &status);
    udtitvfmt_close(format);
    words_must(status);
    put_date(out, size, text, units, language);
}

static void read_zone(UChar zone[ZONE_SIZE], const char *timezone)
{
    u_uastrncpy(zone, timezone, ZONE_SIZE - 1);
    zone[ZONE_SIZE - 1] = 0;
}

/* --- days and hours --- */

enum when { WHEN_DATE, WHEN_DAY, WHEN_TIME, WHEN_STAMP, WHEN_COUNT };

struct words_calendar {
    char language[WORDS_LOCALE_SIZE], locale[WORDS_LOCALE_SIZE];
    UChar zone[ZONE_SIZE];
    UDateFormat *formats[WHEN_COUNT]; /* opened when first asked for */
};

struct words_calendar *words_calendar_open(const char *timezone, const char *language)
{
    struct words_calendar *calendar = em_alloc(sizeof *calendar);
    snprintf(calendar->language, sizeof calendar->language, "%s", language);
    words_locale(calendar->locale, language);
    read_zone(calendar->zone, timezone);
    return calendar;
}

void words_calendar_close(struct words_calendar *calendar)
{
    if (!calendar)
        return;
    for (size_t i = 0; i < WHEN_COUNT; i++)
        if (calendar->formats[i])
            udat_close(calendar->formats[i]);
    free(calendar);
}

/* The language itself orders what the skeleton names (UTS #35, 4). */
static void pattern_of(UChar out[WORDS_LINE], const struct words_calendar *calendar, enum when when)
{
    static const UChar *const skeletons[] = {
        [WHEN_DATE] = u"yMMMMd", [WHEN_DAY] = u"MMMMd", [WHEN_TIME] = u"Hm"};
    UErrorCode status = U_ZERO_ERROR;
    if (when == WHEN_STAMP || (when == WHEN_TIME && speaks(calendar->language, "fr"))) {
        u_strcpy(out, when == WHEN_STAMP ? u"yyyy-MM-dd'T'HH:mm" : u"H'\u00A0h\u00A0'mm");
        return;
    }
    UDateTimePatternGenerator *generator = udatpg_open(calendar->locale, &status);
    udatpg_getBestPattern(generator, skeletons[when], -1, out, WORDS_LINE, &status);
    udatpg_close(generator);
    words_must(status);
}

static UDateFormat *format_for(struct words_calendar *calendar, enum when when)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!calendar->formats[when]) {
        UChar pattern[WORDS_LINE];
        pattern_of(pattern, calendar, when);
        const char *locale = when == WHEN_STAMP ? "en_US_POSIX" : calendar->locale;
        calendar->formats[when] =
            udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, calendar->zone, -1, pattern, -1, &status);
        words_must(status);
    }
    return calendar->formats[when];
}

static int32_t format(UChar text[WORDS_LINE], struct words_calendar *calendar, enum when when,
                      int64_t wall_us)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = udat_format(format_for(calendar, when), (UDate)wall_us / 1000.0, text,
                                WORDS_LINE, NULL, &status);
    words_must(status);
    return units;
}

/* A line does not break between a day and its month. */
static void keep_together(UChar *text, int32_t units)
{
    for (int32_t i = 0; i < units; i++)
        if (text[i] == u' ')
            text[i] = u'\u00A0';
}

static void put_day(char *out, size_t size, struct words_calendar *calendar, enum when when,
                    int64_t wall_us)
{
    UChar text[WORDS_LINE];
    int32_t units = format(text, calendar, when, wall_us);
    keep_together(text, units);
    put_date(out, size, text, units, calendar->language);
}

void words_calendar_date(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us)
{
    put_day(out, size, calendar, WHEN_DATE, wall_us);
}

void words_calendar_day(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us)
{
    put_day(out, size, calendar, WHEN_DAY, wall_us);
}

void words_calendar_time(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us)
{
    UChar text[WORDS_LINE];
    words_utf8(out, size, text, format(text, calendar, WHEN_TIME, wall_us));
}

void words_calendar_stamp(char *out, size_t size, struct words_calendar *calendar, int64_t wall_us)
{
    UChar text[WORDS_LINE];
    words_utf8(out, size, text, format(text, calendar, WHEN_STAMP, wall_us));
}

void words_date(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language)
{
    struct words_calendar *calendar = words_calendar_open(timezone, language);
    words_calendar_date(out, size, calendar, wall_us);
    words_calendar_close(calendar);
}

void words_day(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language)
{
    struct words_calendar *calendar = words_calendar_open(timezone, language);
    words_calendar_day(out, size, calendar, wall_us);
    words_calendar_close(calendar);
}

void words_time(char *out, size_t size, int64_t wall_us, const char *timezone, const char *language)
{
    struct words_calendar *calendar = words_calendar_open(timezone, language);
    words_calendar_time(out, size, calendar, wall_us);
    words_calendar_close(calendar);
}

int64_t words_midnight(int64_t wall_us, const char *timezone, int days)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar zone[ZONE_SIZE];
    read_zone(zone, timezone);
    UCalendar *calendar = ucal_open(zone, -1, "", UCAL_GREGORIAN, &status);
    words_must(status);
    ucal_setMillis(calendar, floor((double)wall_us / 1000.0), &status);
    ucal_add(calendar, UCAL_DAY_OF_MONTH, days, &status);
    static const UCalendarDateFields hours[] = {UCAL_HOUR_OF_DAY, UCAL_MINUTE, UCAL_SECOND,
                                                UCAL_MILLISECOND};
    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++)
        ucal_set(calendar, hours[i], 0);
    UDate date = ucal_getMillis(calendar, &status);
    ucal_close(calendar);
    words_must(status);
    return (int64_t)date * 1000;
}

void words_number(char *out, size_t size, int64_t number, const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[WORDS_LOCALE_SIZE];
    words_locale(locale, language);
    UNumberFormatter *format = unumf_openForSkeletonAndLocale(u"", -1, locale, &status);
    UFormattedNumber *formatted = unumf_openResult(&status);
    UChar text[WORDS_LINE];
    unumf_formatInt(format, number, formatted, &status);
    int32_t units = unumf_resultToString(formatted, text, WORDS_LINE, &status);
    unumf_closeResult(formatted);
    unumf_close(format);
    words_must(status);
    words_utf8(out, size, text, units);
}
