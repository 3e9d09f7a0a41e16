/* Times of day and ids, as the programme's readers make them of what stands in foreign files. */
#include "import.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* NULL when there is no such zone: ICU would take UTC for it without a word. */
static UCalendar *calendar_of(const char *timezone)
{
    UChar zone[128], canonical[128];
    UErrorCode status = U_ZERO_ERROR;
    UBool known = false;
    int32_t length = 0;
    u_strFromUTF8(zone, 128, &length, timezone, -1, &status);
    ucal_getCanonicalTimeZoneID(zone, length, canonical, 128, &known, &status);
    if (U_FAILURE(status) || !known || strcmp(timezone, "Etc/Unknown") == 0)
        return NULL;
    UCalendar *calendar = ucal_open(zone, length, "en", UCAL_GREGORIAN, &status);
    return U_SUCCESS(status) ? calendar : NULL;
}

bool programme_time(int64_t *out_us, int year, int month, int day, int hour, int minute,
                    const char *timezone)
{
    static const UCalendarDateFields fields[] = {UCAL_YEAR, UCAL_MONTH, UCAL_DATE, UCAL_HOUR_OF_DAY,
                                                 UCAL_MINUTE};
    const int32_t wanted[] = {year, month - 1, day, hour, minute};
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = year >= 1970 && year <= 9999 ? calendar_of(timezone) : NULL;
    if (!calendar)
        return false;
    ucal_setAttribute(calendar, UCAL_REPEATED_WALL_TIME, UCAL_WALLTIME_FIRST);
    ucal_clear(calendar);
    for (int i = 0; i < 5; i++)
        ucal_set(calendar, fields[i], wanted[i]);
    UDate milliseconds = ucal_getMillis(calendar, &status);
    bool good = U_SUCCESS(status);
    for (int i = 0; i < 5; i++) /* what does not exist was moved to what does */
        good = good && ucal_get(calendar, fields[i], &status) == wanted[i] && U_SUCCESS(status);
    ucal_close(calendar);
    if (good)
        *out_us = (int64_t)milliseconds * 1000;
    return good;
}

void programme_id(char *out, size_t size, const char *source)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    enum { LONGEST = ENTRY_NAME_MAX, HASH_SIZE = 4 };
    char id[LONGEST + 1];
    size_t used = 0, left = strlen(source);
    bool altered = false;
    for (const char *at = source; *at && used < LONGEST; at++, left--) {
        char sign = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        bool kept = strchr(letters, sign) || (sign == '-' && used > 0);
        altered = altered || !kept;
        if (kept)
            id[used++] = sign;
        else if (used > 0 && id[used - 1] != '-')
            id[used++] = '-';
    }
    while (used > 0 && id[used - 1] == '-') {
        altered = true;
        used--;
    }
    id[used] = '\0';
    if (!altered && left == 0) {
        snprintf(out, size, "%s", id);
        return;
    }
    uint8_t hash[crypto_generichash_BYTES_MIN];
    char hex[2 * HASH_SIZE + 1];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)source, strlen(source), NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, HASH_SIZE);
    used = used < LONGEST - sizeof hex ? used : LONGEST - sizeof hex;
    snprintf(out, size, "%.*s%s%s", (int)used, id, used && id[used - 1] != '-' ? "-" : "", hex);
}
