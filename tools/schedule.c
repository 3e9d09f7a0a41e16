#include "schedule.h"

#include <string.h>

static bool is_given(const char *text)
{
    return text && *text;
}

/* Before the day begins is after its midnight: frab's days end late at night. */
static void pass_midnight(struct programme_moment *moment, const char *day_start)
{
    struct programme_moment first;
    if (is_given(day_start) && programme_read_moment(&first, day_start) && !first.date_only &&
        moment->hour * 60 + moment->minute < first.hour * 60 + first.minute)
        programme_add_days(moment, 1);
}

/* The event's own date; a date without a time, or that of the day, takes the time of `start`. */
static bool start_of(struct programme_moment *out, const struct schedule_event *event)
{
    bool own = is_given(event->date);
    const char *date = own ? event->date : event->day_date;
    if (!is_given(date) || !programme_read_moment(out, date))
        return false;
    if (own && !out->date_only)
        return true;
    out->date_only = false;
    if (!is_given(event->start) || !programme_read_hour(out, event->start))
        return false;
    if (!own)
        pass_midnight(out, event->day_start);
    return true;
}

static void fault(struct programme_reading *reading, const struct programme_draft *draft,
                  const char *sentence)
{
    char name[200];
    import_fault(reading->faults, draft->line, 0, "“%s”: %s",
                 programme_name(name, sizeof name, draft), sentence);
}

void schedule_take(struct programme_reading *reading, const struct schedule_event *event)
{
    struct programme_draft draft = {.source = is_given(event->guid) ? event->guid : event->id,
                                    .title = event->title,
                                    .room = event->room,
                                    .format = event->type,
                                    .capacity = event->capacity,
                                    .line = event->line};
    struct programme_moment start;
    int64_t length = 0;
    if (!start_of(&start, event) ||
        !programme_moment_us(&draft.start_us, &start, reading->timezone)) {
        fault(reading, &draft,
              "its date and start do not say when it begins, or there is no such hour because "
              "clocks are put forward. Write a date such as 2016-12-09T10:45:00+01:00.");
        return;
    }
    if (is_given(event->duration) && !programme_read_duration(&length, event->duration)) {
        fault(reading, &draft, "its duration is none. Write hours and minutes: 01:30.");
        return;
    }
    draft.end_us = draft.start_us + length;
    programme_offer(reading, &draft);
}
