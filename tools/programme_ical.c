/* iCalendar (RFC 5545): each VEVENT is a session. What repeats by days or weeks, and ends, becomes
 * a session for each time; the id of such a one is the UID with its start behind it.
 */
#include "ical_text.h"
#include "ical_time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_US INT64_C(1000000)
#define DAY_US    (86400 * SECOND_US)

static bool recognises(const char *bytes, size_t size)
{
    return programme_begins_with(bytes, size, "BEGIN:VCALENDAR");
}

/* What is worked on. */
struct calendar {
    struct programme_reading *reading;
    struct ical_zones zones;     /* of the component that its events are in */
    const long *event_lines;     /* of this calendar's events, from the next on; NULL: not known */
    struct em_buffer called_off; /* ids of times that an EXDATE or an event of its own replaces,
                                    each between line ends */
};

/* How long an event is: days as calendars have them, and time. */
struct length {
    int days;
    int64_t us;
};

/* One VEVENT. */
struct event {
    icalcomponent *component;
    struct programme_draft draft; /* source is the UID */
    struct ical_when start;
    struct length length;
};

static void fault(const struct calendar *calendar, const struct event *event, const char *sentence)
{
    char name[200];
    import_fault(calendar->reading->faults, event->draft.line, 0, "“%s”: %s",
                 programme_name(name, sizeof name, &event->draft), sentence);
}

/* --- times --- */

/* Where an event ends that begins at `start`; a day more is a day also where clocks change. */
static bool end_of(int64_t *out_us, const struct calendar *calendar, const struct ical_when *start,
                   const struct length *length)
{
    struct ical_when end = *start;
    programme_add_days(&end.moment, length->days);
    if (!ical_us(out_us, &calendar->zones, &end))
        return false;
    *out_us += length->us;
    return true;
}

/* From DTSTART to DTEND: whole days between dates, else time, which repetitions keep. */
static const char *length_to(struct length *out, const struct calendar *calendar,
                             const struct event *event, const struct ical_when *end)
{
    int64_t from_us, to_us;
    if (end->moment.date_only != event->start.moment.date_only)
        return "of its start and its end, one has a time and the other none. Give both one.";
    if (!ical_us(&from_us, &calendar->zones, &event->start) ||
        !ical_us(&to_us, &calendar->zones, end))
        return "its end is no time, or of a time zone that the file does not explain.";
    if (to_us < from_us)
        return "it ends before it begins. Mend its start or its end.";
    out->us = to_us - from_us;
    if (!end->moment.date_only)
        return NULL;
    out->days = (int)((out->us + DAY_US / 2) / DAY_US);
    out->us = 0;
    return NULL;
}

static const char *length_of(struct length *out, const struct icaldurationtype *duration, bool date)
{
    if (duration->is_neg || duration->weeks > 5 || duration->days > 31 || duration->hours > 999 ||
        duration->minutes > 99999 || duration->seconds > 9999999)
        return "its duration is none that a session has. Mend it.";
    out->days = (int)(duration->days + 7 * duration->weeks);
    out->us =
        ((int64_t)duration->hours * 3600 + duration->minutes * 60 + duration->seconds) * SECOND_US;
    return date && out->us ? "it begins on a day without a time, and lasts hours. Give it a time."
                           : NULL;
}

static const char *read_length(struct event *event, const struct calendar *calendar)
{
    icalproperty *end = icalcomponent_get_first_property(event->component, ICAL_DTEND_PROPERTY);
    icalproperty *duration =
        icalcomponent_get_first_property(event->component, ICAL_DURATION_PROPERTY);
    bool date = event->start.moment.date_only;
    const char *sentence = NULL;
    if (end) {
        struct ical_when when = ical_when(end);
        sentence = length_to(&event->length, calendar, event, &when);
    } else if (duration) {
        struct icaldurationtype value = icalproperty_get_duration(duration);
        sentence = length_of(&event->length, &value, date);
    }
    if (date && !event->length.days)
        event->length.days = 1;
    return sentence;
}

/* --- repetitions --- */

/* The id of one time of what repeats: the UID, and its date, or its start in UTC. To be freed. */
static char *id_of_time(const char *uid, const struct ical_when *when, int64_t us)
{
    const struct programme_moment *moment = &when->moment;
    char utc[EM_TIME_SIZE], digits[EM_TIME_SIZE];
    size_t used = 0;
    if (moment->date_only)
        return em_format("%s-%04d%02d%02d", uid, moment->year, moment->month, moment->day);
    em_time_format(us, utc);
    for (const char *at = utc; *at && *at != '.'; at++)
        if (!strchr("-:", *at))
            digits[used++] = *at;
    digits[used] = '\0';
    return em_format("%s-%sZ", uid, digits);
}

static void call_off(struct calendar *calendar, const char *uid, icalproperty *property)
{
    struct ical_when when = ical_when(property);
    int64_t us;
    if (!ical_us(&us, &calendar->zones, &when))
        return;
    char *id = id_of_time(uid, &when, us);
    em_buffer_format(&calendar->called_off, "\n%s\n", id);
    free(id);
}

static bool is_called_off(const struct calendar *calendar, const char *id)
{
    char *line = em_format("\n%s\n", id);
    bool found = calendar->called_off.data && strstr(calendar->called_off.data, line);
    free(line);
    return found;
}

/* Offers the event as beginning at `start`; `source` is its id. */
static bool offer(const struct calendar *calendar, const struct event *event,
                  const struct ical_when *start, const char *source)
{
    struct programme_draft draft = event->draft;
    draft.source = source;
    draft.whole_day = start->moment.date_only;
    if (!ical_us(&draft.start_us, &calendar->zones, start) ||
        !end_of(&draft.end_us, calendar, start, &event->length))
        return false;
    programme_offer(calendar->reading, &draft);
    return true;
}

static const char *const no_such_time =
    "its start is no time, of a time zone that the file does not explain, or an hour that is left "
    "out when clocks are put forward. Mend it.";

/* A repeating event, and the calendar that it stands in. */
struct repetition {
    const struct calendar *calendar;
    const struct event *event;
};

/* One time of it, unless that is called off. */
static void offer_time(void *context, const struct ical_when *start)
{
    const struct repetition *repetition = context;
    const struct calendar *calendar = repetition->calendar;
    int64_t us;
    if (!ical_us(&us, &calendar->zones, start)) {
        fault(calendar, repetition->event, no_such_time);
        return;
    }
    char *id = id_of_time(repetition->event->draft.source, start, us);
    if (!is_called_off(calendar, id) && !offer(calendar, repetition->event, start, id))
        fault(calendar, repetition->event, no_such_time);
    free(id);
}

/* --- events --- */

/* A line that concerns the session and that could not be read; libical takes such ones out. */
static bool has_lost(icalcomponent *event)
{
    for (icalproperty *lost = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY);
         lost; lost = icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
        static const char *const needed[] = {"DTSTART", "DTEND",  "DURATION",     "RRULE",
                                             "RDATE",   "EXDATE", "RECURRENCE-ID"};
        const char *text = icalproperty_get_xlicerror(lost);
        for (size_t i = 0; text && i < sizeof needed / sizeof *needed; i++)
            if (strncmp(text, "Can't parse", 11) == 0 && strstr(text, needed[i]))
                return true;
    }
    return false;
}

/* The first category that is one of the formats; calendars have others for themes. */
static const char *format_of(icalcomponent *event)
{
    for (icalproperty *property = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
         property; property = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
        const char *word = icalproperty_get_categories(property);
        const char *format = word ? programme_format(word) : NULL;
        if (format)
            return format;
    }
    return NULL;
}

static bool is_cancelled(icalcomponent *event)
{
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    return status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
}

/* What replaces one time of a repeating event has that time's id. */
static bool offer_once(const struct calendar *calendar, const struct event *event)
{
    icalproperty *replaced =
        icalcomponent_get_first_property(event->component, ICAL_RECURRENCEID_PROPERTY);
    int64_t us;
    if (!replaced || !event->draft.source)
        return offer(calendar, event, &event->start, event->draft.source);
    struct ical_when when = ical_when(replaced);
    if (!ical_us(&us, &calendar->zones, &when))
        return false;
    char *id = id_of_time(event->draft.source, &when, us);
    bool offered = offer(calendar, event, &event->start, id);
    free(id);
    return offered;
}

static const char *take(struct event *event, const struct calendar *calendar)
{
    icalproperty *start = icalcomponent_get_first_property(event->component, ICAL_DTSTART_PROPERTY);
    icalproperty *rule = icalcomponent_get_first_property(event->component, ICAL_RRULE_PROPERTY);
    if (has_lost(event->component) || !start)
        return "its start, its end or how it repeats cannot be read. Mend that line.";
    event->start = ical_when(start);
    int64_t us;
    if (!ical_us(&us, &calendar->zones, &event->start))
        return no_such_time;
    const char *sentence = read_length(event, calendar);
    if (sentence)
        return sentence;
    struct repetition repetition = {calendar, event};
    if (rule && event->draft.source)
        return ical_repeat(event->component, &event->start, &calendar->zones, offer_time,
                           &repetition);
    return offer_once(calendar, event) ? NULL : no_such_time;
}

static void read_event(struct calendar *calendar, icalcomponent *component)
{
    struct event event = {.component = component,
                          .draft = {.source = icalcomponent_get_uid(component),
                                    .title = icalcomponent_get_summary(component),
                                    .room = icalcomponent_get_location(component),
                                    .format = format_of(component),
                                    .line = calendar->event_lines ? *calendar->event_lines++ : 0}};
    char name[200];
    if (is_cancelled(component)) {
        import_remark(calendar->reading->faults, event.draft.line, 0,
                      "“%s” is cancelled there, so it is left out.",
                      programme_name(name, sizeof name, &event.draft));
        return;
    }
    const char *sentence = take(&event, calendar);
    if (sentence)
        fault(calendar, &event, sentence);
}

static void read_called_off(struct calendar *calendar, icalcomponent *event)
{
    const char *uid = icalcomponent_get_uid(event);
    if (!uid)
        return;
    for (icalproperty *date = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); date;
         date = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY))
        call_off(calendar, uid, date);
    icalproperty *own = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    if (own)
        call_off(calendar, uid, own);
}

static void each_event(struct calendar *calendar,
                       void (*visit)(struct calendar *calendar, icalcomponent *event))
{
    icalcomponent *component = calendar->zones.calendar;
    for (icalcomponent *event = icalcomponent_get_first_component(component, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(component, ICAL_VEVENT_COMPONENT))
        visit(calendar, event);
}

static void read_calendar(struct programme_reading *reading, icalcomponent *component,
                          const long **event_lines)
{
    struct calendar calendar = {
        .reading = reading, .zones = {component, reading->timezone}, .event_lines = *event_lines};
    each_event(&calendar, read_called_off);
    each_event(&calendar, read_event);
    *event_lines = calendar.event_lines;
    em_buffer_free(&calendar.called_off);
}

/* The root is a calendar, or holds several. NULL after the last one. */
static icalcomponent *next_calendar(icalcomponent *root, const icalcomponent *before)
{
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
        return before ? NULL : root;
    return before ? icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)
                  : icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
}

static enum em_status read_root(struct programme_reading *reading, icalcomponent *root,
                                const struct ical_text *text, struct em_error *error)
{
    icalcomponent *calendar = NULL;
    size_t events = 0;
    if (!root || !next_calendar(root, NULL))
        return em_fail(error, EM_INVALID,
                       "The file is no calendar: no VCALENDAR in it begins and ends. Export it "
                       "anew.");
    while ((calendar = next_calendar(root, calendar)))
        events += (size_t)icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT);
    /* Where each BEGIN:VEVENT became an event, the lines are theirs. */
    const long *lines = events && events == text->event_count ? text->event_lines : NULL;
    while ((calendar = next_calendar(root, calendar)))
        read_calendar(reading, calendar, &lines);
    return EM_OK;
}

static enum em_status read_file(const char *bytes, size_t size, const char *zone,
                                struct programme *out, struct import_faults *faults,
                                struct em_error *error)
{
    struct ical_text text = {0};
    struct programme_reading reading = {zone, out, faults};
    icalcomponent *root = NULL;
    icalerror_set_errors_are_fatal(false);
    enum em_status status = programme_check_size(size, error);
    if (status == EM_OK)
        status = ical_text_read(&text, bytes, size, error);
    if (status == EM_OK) {
        root = icalparser_parse_string(text.text.data);
        status = read_root(&reading, root, &text, error);
    }
    icalcomponent_free(root);
    icalmemory_free_ring();
    ical_text_free(&text);
    return status;
}

const struct programme_form programme_form_ical = {
    .name = "iCalendar", .recognises = recognises, .read = read_file};
