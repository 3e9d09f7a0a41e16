#include "programme_parts.h"

#include "core/words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define SECOND_US  INT64_C(1000000)
#define MINUTE_US  (60 * SECOND_US)
#define DAY_US     (24 * 60 * MINUTE_US)
#define LENGTH_MAX (31 * DAY_US) /* of a session: more is a slip */

enum em_status programme_check_size(size_t size, struct em_error *error)
{
    if (size <= PROGRAMME_BYTES_MAX)
        return EM_OK;
    return em_fail(error, EM_INVALID,
                   "The file has more than %d MiB, which no programme needs. Export it without "
                   "pictures, or in parts.",
                   (int)(PROGRAMME_BYTES_MAX >> 20));
}

bool programme_begins_with(const char *bytes, size_t size, const char *needle)
{
    char start[4096];
    size_t length = 0;
    for (size_t i = 0; i < size && length < sizeof start; i++)
        if (bytes[i])
            start[length++] = bytes[i];
    return memmem(start, length, needle, strlen(needle)) != NULL;
}

/* --- times --- */

/* Reads exactly `digits` of them and moves on. */
static bool read_number(const char **at, int digits, int *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (!isdigit((unsigned char)**at))
            return false;
        *out = *out * 10 + (**at - '0');
    }
    return true;
}

static bool read_sign(const char **at, char sign)
{
    if (**at != sign)
        return false;
    (*at)++;
    return true;
}

static bool read_date(const char **at, struct programme_moment *out)
{
    return read_number(at, 4, &out->year) && read_sign(at, '-') &&
           read_number(at, 2, &out->month) && read_sign(at, '-') && read_number(at, 2, &out->day);
}

static bool read_hour(const char **at, struct programme_moment *out)
{
    int fraction;
    if (!read_number(at, 2, &out->hour) || !read_sign(at, ':') || !read_number(at, 2, &out->minute))
        return false;
    if (!read_sign(at, ':'))
        return true;
    if (!read_number(at, 2, &out->second))
        return false;
    if (!read_sign(at, '.'))
        return true;
    if (!read_number(at, 1, &fraction))
        return false;
    *at += strspn(*at, "0123456789");
    return true;
}

static bool read_offset(const char **at, struct programme_moment *out)
{
    int hours, minutes, sign = **at == '-' ? -1 : 1;
    out->has_offset = true;
    if (read_sign(at, 'Z'))
        return true;
    if (!read_sign(at, '+') && !read_sign(at, '-'))
        return false;
    if (!read_number(at, 2, &hours))
        return false;
    read_sign(at, ':');
    if (!read_number(at, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    out->offset_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool programme_read_moment(struct programme_moment *out, const char *text)
{
    *out = (struct programme_moment){0};
    if (!read_date(&text, out))
        return false;
    if (!*text) {
        out->date_only = true;
        return true;
    }
    if (!read_sign(&text, 'T') && !read_sign(&text, ' '))
        return false;
    return read_hour(&text, out) && (!*text || (read_offset(&text, out) && !*text));
}

bool programme_read_hour(struct programme_moment *out, const char *text)
{
    return read_hour(&text, out) && !*text;
}

/* Days since 1970-01-01 and back, in the Gregorian calendar: a year begins in March here, so that
 * the leap day is its last. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = year - (month <= 2), m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

static bool is_possible(const struct programme_moment *moment)
{
    return moment->year >= 1970 && moment->year <= 9998 && moment->month >= 1 &&
           moment->month <= 12 && moment->day >= 1 &&
           moment->day <= month_length(moment->year, moment->month) && moment->hour >= 0 &&
           moment->hour <= 23 && moment->minute >= 0 && moment->minute <= 59 &&
           moment->second >= 0 && moment->second <= 60;
}

bool programme_moment_us(int64_t *out_us, const struct programme_moment *moment,
                         const char *timezone)
{
    if (!is_possible(moment))
        return false;
    if (!moment->has_offset) {
        if (!programme_time(out_us, moment->year, moment->month, moment->day, moment->hour,
                            moment->minute, timezone))
            return false;
    } else {
        int64_t minutes = days_of(moment->year, moment->month, moment->day) * 24 * 60 +
                          moment->hour * 60 + moment->minute;
        *out_us = minutes * MINUTE_US - moment->offset_s * SECOND_US;
    }
    *out_us += moment->second * SECOND_US;
    return *out_us > 0;
}

void programme_add_days(struct programme_moment *moment, int days)
{
    if (!is_possible(moment))
        return;
    moment->day += days;
    while (moment->day > month_length(moment->year, moment->month)) {
        moment->day -= month_length(moment->year, moment->month);
        if (++moment->month > 12) {
            moment->month = 1;
            moment->year++;
        }
    }
}

bool programme_is_timezone(const char *name)
{
    UChar wide[64], canonical[128];
    UBool known = false;
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strFromUTF8(wide, 64, &length, name, -1, &status);
    ucal_getCanonicalTimeZoneID(wide, length, canonical, 128, &known, &status);
    return U_SUCCESS(status) && known;
}

bool programme_read_duration(int64_t *out_us, const char *text)
{
    int64_t parts[3];
    int count = 0;
    do {
        size_t digits = strspn(text, "0123456789");
        if (count == 3 || digits == 0 || digits > 4)
            return false;
        parts[count++] = strtol(text, NULL, 10);
        text += digits;
    } while (read_sign(&text, ':'));
    if (*text || count < 2 || parts[count - 1] > 59)
        return false;
    int64_t days = count == 3 ? parts[0] : 0;
    *out_us = ((days * 24 + parts[count - 2]) * 60 + parts[count - 1]) * MINUTE_US;
    return true;
}

/* --- sessions --- */

const char *programme_format(const char *word)
{
    static const struct {
        const char *folded, *format;
    } words[] = {
        {"conference", "conference"}, {"conferencia", "conference"},
        {"workshop", "workshop"},     {"atelier", "workshop"},
        {"taller", "workshop"},       {"pitch", "pitch"},
        {"external", "external"},     {"external event", "external"},
        {"externe", "external"},      {"evenement externe", "external"},
        {"externo", "external"},      {"evento externo", "external"},
    };
    char folded[128];
    words_fold(folded, sizeof folded, word);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(folded, words[i].folded) == 0)
            return words[i].format;
    return NULL;
}

/* A text as the programme keeps it: one line, without spaces around. False when it is too long. */
static bool clean(char *out, size_t size, const char *text)
{
    *out = '\0';
    if (!text)
        return true;
    text += strspn(text, " \t\r\n");
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    return words_clean(out, size, text, length);
}

const char *programme_name(char *out, size_t size, const struct programme_draft *draft)
{
    clean(out, size, draft->title);
    if (!*out)
        clean(out, size, draft->source);
    if (!*out)
        snprintf(out, size, "a session without a title");
    return out;
}

/* A session and the texts that it points to while it is checked. */
struct checked {
    char id[64], title[401], room[201], format[101];
    struct session session;
};

static const char *fault_of_texts(struct checked *checked, const struct programme_draft *draft)
{
    const char *format = draft->format ? programme_format(draft->format) : NULL;
    char source[512];
    if (!clean(source, sizeof source, draft->source))
        return "its id is longer than 500 bytes. Give it a shorter one.";
    if (!*source)
        return "it has no id. Give it one that stays: the next import knows it again by that.";
    programme_id(checked->id, sizeof checked->id, source);
    if (!clean(checked->title, sizeof checked->title, draft->title))
        return "its title is longer than 400 bytes. Shorten it: a door shows it in one line.";
    if (!*checked->title)
        return "it has no title. Give it one.";
    if (!clean(checked->room, sizeof checked->room, draft->room))
        return "its room's name is longer than 200 bytes. Shorten it.";
    if (!clean(checked->format, sizeof checked->format, format ? format : draft->format))
        return "its format's name is longer than 100 bytes. Shorten it.";
    return NULL;
}

static const char *fault_of_times(const struct programme_draft *draft)
{
    if (draft->end_us && draft->end_us < draft->start_us + draft->whole_day)
        return "it ends before it begins. Mend its start or its end.";
    if (draft->end_us && draft->end_us - draft->start_us > LENGTH_MAX)
        return "it lasts more than a month. Mend its start or its end, or make a session of each "
               "day.";
    return NULL;
}

static void add(struct programme_reading *reading, struct checked *checked,
                const struct programme_draft *draft)
{
    struct session session = {.id = checked->id,
                              .title = checked->title,
                              .room = checked->room,
                              .format = checked->format,
                              .start_us = draft->start_us,
                              .end_us = draft->end_us == draft->start_us ? 0 : draft->end_us,
                              .whole_day = draft->whole_day,
                              .capacity = draft->capacity,
                              .emargement = draft->emargement};
    programme_add(reading->out, &session);
}

static const struct session *same_id(const struct programme *programme, const char *id)
{
    for (size_t i = 0; i < programme->count; i++)
        if (strcmp(programme->sessions[i].id, id) == 0)
            return &programme->sessions[i];
    return NULL;
}

void programme_offer(struct programme_reading *reading, const struct programme_draft *draft)
{
    struct checked checked;
    char name[200];
    const char *fault = fault_of_texts(&checked, draft);
    programme_name(name, sizeof name, draft);
    long column = draft->column;
    if (!fault) {
        fault = fault_of_times(draft);
        column = fault && draft->end_column ? draft->end_column : column;
    }
    if (!fault && reading->out->count >= PROGRAMME_SESSIONS_MAX)
        fault = "there are too many sessions before it. Import the programme in parts.";
    if (fault) {
        import_fault(reading->faults, draft->line, column, "“%s”: %s", name, fault);
        return;
    }
    const struct session *other = same_id(reading->out, checked.id);
    if (other)
        import_fault(reading->faults, draft->line, draft->column,
                     "“%s”: its id, %s, is that of “%s” too. Give each an id of its own.", name,
                     checked.id, other->title);
    else
        add(reading, &checked, draft);
}
