#include "hours.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdlib.h>
#include <string.h>

#define DAY_SIZE  96
#define TIME_SIZE 48

static void write_day(char out[DAY_SIZE], const struct edition *edition, int64_t at_us)
{
    words_calendar_date(out, DAY_SIZE, edition->calendar, at_us);
}

static void write_time(char out[TIME_SIZE], const struct edition *edition, int64_t at_us)
{
    words_calendar_time(out, TIME_SIZE, edition->calendar, at_us);
}

static bool same_day(const struct edition *edition, int64_t a_us, int64_t b_us)
{
    return words_midnight(a_us, edition->timezone, 0) == words_midnight(b_us, edition->timezone, 0);
}

/* "14 h 02", or "8 décembre 2016, 14 h 02". */
static char *moment(const struct edition *edition, int64_t at_us, int64_t day_us)
{
    char day[DAY_SIZE], time[TIME_SIZE];
    write_time(time, edition, at_us);
    if (same_day(edition, at_us, day_us))
        return em_strdup(time);
    write_day(day, edition, at_us);
    return edition_fill(edition, "{day}, {time}", "day", day, "time", time, NULL);
}

static char *whole_days(const struct edition *edition, const struct session *session)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    int64_t end_us = session->end_us ? session->end_us - 1 : session->start_us;
    write_day(first, edition, session->start_us);
    if (same_day(edition, session->start_us, end_us))
        return edition_fill(edition, "{day}, all day", "day", first, NULL);
    write_day(last, edition, end_us);
    return edition_fill(edition, "{from} – {to}, all day", "from", first, "to", last, NULL);
}

char *hours_session(const struct edition *edition, const struct session *session)
{
    char day[DAY_SIZE], start[TIME_SIZE];
    if (session->whole_day)
        return whole_days(edition, session);
    if (!session->start_us)
        return em_strdup("");
    write_day(day, edition, session->start_us);
    write_time(start, edition, session->start_us);
    if (!session->end_us)
        return edition_fill(edition, "{day}, {time}", "day", day, "time", start, NULL);
    char *end = moment(edition, session->end_us, session->start_us);
    char *hours = edition_fill(edition, "{from} – {to}", "from", start, "to", end, NULL);
    char *all = edition_fill(edition, "{day}, {time}", "day", day, "time", hours, NULL);
    free(end);
    free(hours);
    return all;
}

static int64_t left(const struct presence *presence, const struct stay *stay,
                    const struct session *session)
{
    bool ends = session && session->end_us && !session->whole_day;
    return stay->moved && !ends ? 0 : presence_left(presence, stay);
}

char *hours_stay(const struct presence *presence, const struct stay *stay)
{
    const struct edition *edition = presence->work->edition;
    const struct session *session = programme_find(&presence->programme, stay->session);
    int64_t out_us = left(presence, stay, session);
    char *in = moment(edition, stay->in_us, session ? session->start_us : stay->in_us), *all;
    if (out_us) {
        char *out = moment(edition, out_us, stay->in_us);
        all = edition_fill(edition, "{from} – {to}", "from", in, "to", out, NULL);
        free(out);
    } else {
        /* Translators: of somebody's presence, when nobody knows its end; {time} is “14:02”, or has
         * its day before it. */
        all = edition_fill(edition, "from {time}", "time", in, NULL);
    }
    free(in);
    return all;
}

char *hours_stays(const struct presence *presence, const struct stay *stays, size_t count,
                  const char *session)
{
    struct em_buffer out = {0};
    em_buffer_text(&out, "");
    for (size_t i = 0; i < count; i++) {
        if (strcmp(stays[i].session, session) != 0)
            continue;
        char *hours = hours_stay(presence, &stays[i]);
        em_buffer_format(&out, "%s%s", out.size ? "\n" : "", hours);
        free(hours);
    }
    return out.data;
}
