#include "ical_time.h"

static struct icaltimetype value_of(icalproperty *property)
{
    const icalvalue *value = icalproperty_get_value(property);
    icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
    return kind == ICAL_DATE_VALUE       ? icalvalue_get_date(value)
           : kind == ICAL_DATETIME_VALUE ? icalvalue_get_datetime(value)
                                         : icaltime_null_time();
}

struct ical_when ical_when(icalproperty *property)
{
    struct icaltimetype time = value_of(property);
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    struct ical_when when = {
        .moment = {
            .year = time.year, .month = time.month, .day = time.day, .date_only = time.is_date}};
    if (time.is_date)
        return when;
    when.moment.hour = time.hour;
    when.moment.minute = time.minute;
    when.moment.second = time.second;
    when.moment.has_offset = icaltime_is_utc(time);
    if (parameter && !when.moment.has_offset)
        when.tzid = icalparameter_get_tzid(parameter);
    return when;
}

/* Whether the changes of clocks that the file gives for a zone are yearly ones, as everywhere:
 * others could be without end. */
static bool is_plain_zone(icalcomponent *zone)
{
    for (icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part;
         part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
        icalproperty *rule = icalcomponent_get_first_property(part, ICAL_RRULE_PROPERTY);
        if (!rule)
            continue;
        struct icalrecurrencetype changes = icalproperty_get_rrule(rule);
        if (changes.freq != ICAL_YEARLY_RECURRENCE || changes.interval != 1 || changes.rscale ||
            changes.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX ||
            changes.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
            changes.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX ||
            icalcomponent_count_properties(part, ICAL_RRULE_PROPERTY) > 1)
            return false;
    }
    return true;
}

/* By a zone that the file defines itself: Outlook's have names of their own. */
static bool us_by_file(int64_t *out_us, const struct ical_zones *zones,
                       const struct ical_when *when)
{
    const struct programme_moment *moment = &when->moment;
    icaltimezone *zone = icalcomponent_get_timezone(zones->calendar, when->tzid);
    if (!zone || !is_plain_zone(icaltimezone_get_component(zone)) || moment->year > 2100)
        return false;
    struct icaltimetype time = {.year = moment->year,
                                .month = moment->month,
                                .day = moment->day,
                                .hour = moment->hour,
                                .minute = moment->minute,
                                .second = moment->second};
    *out_us = (int64_t)icaltime_as_timet_with_zone(time, zone) * 1000000;
    return *out_us > 0;
}

bool ical_us(int64_t *out_us, const struct ical_zones *zones, const struct ical_when *when)
{
    int64_t possible_us;
    if (!when->tzid)
        return programme_moment_us(out_us, &when->moment, zones->floating);
    if (programme_is_timezone(when->tzid))
        return programme_moment_us(out_us, &when->moment, when->tzid);
    return programme_moment_us(&possible_us, &when->moment, "UTC") &&
           us_by_file(out_us, zones, when);
}

/* --- repetitions --- */

static bool is_plain_rule(const struct icalrecurrencetype *rule)
{
    const short none = ICAL_RECURRENCE_ARRAY_MAX;
    if (rule->freq != ICAL_DAILY_RECURRENCE && rule->freq != ICAL_WEEKLY_RECURRENCE)
        return false;
    for (size_t i = 0; i < ICAL_BY_DAY_SIZE && rule->by_day[i] != none; i++)
        if (icalrecurrencetype_day_position(rule->by_day[i]) != 0)
            return false;
    return rule->interval >= 1 && !rule->rscale && rule->by_second[0] == none &&
           rule->by_minute[0] == none && rule->by_hour[0] == none &&
           rule->by_month_day[0] == none && rule->by_year_day[0] == none &&
           rule->by_week_no[0] == none && rule->by_month[0] == none && rule->by_set_pos[0] == none;
}

/* The last instant at which a repetition may begin; 0 when the rule does not say one. A date means
 * the whole of it. False when it is no time. */
static bool last_start(int64_t *out_us, const struct ical_zones *zones,
                       const struct ical_when *start, const struct icaltimetype *until)
{
    struct ical_when when = *start;
    *out_us = 0;
    if (icaltime_is_null_time(*until))
        return true;
    when.moment.year = until->year;
    when.moment.month = until->month;
    when.moment.day = until->day;
    when.moment.has_offset = !until->is_date && icaltime_is_utc(*until);
    when.moment.hour = until->is_date ? 23 : until->hour;
    when.moment.minute = until->is_date ? 59 : until->minute;
    when.moment.second = until->is_date ? 59 : until->second;
    if (when.moment.has_offset)
        when.tzid = NULL;
    return ical_us(out_us, zones, &when);
}

static struct icaltimetype naive(const struct programme_moment *moment)
{
    return (struct icaltimetype){.year = moment->year,
                                 .month = moment->month,
                                 .day = moment->day,
                                 .hour = moment->hour,
                                 .minute = moment->minute,
                                 .second = moment->second,
                                 .is_date = moment->date_only};
}

/* Each time of `rule`, which is_plain_rule, until its end. libical would compare UNTIL with times
 * whose zones it does not know, so that is done here. */
static const char *each_time(struct icalrecurrencetype rule, const struct ical_when *start,
                             const struct ical_zones *zones, ical_visit *visit, void *context)
{
    int64_t last_us, us;
    int left = rule.count ? rule.count : ICAL_REPEATS_MAX + 1;
    if (!last_start(&last_us, zones, start, &rule.until))
        return "the day until which it repeats is none. Mend it.";
    if (!rule.count && !last_us)
        return "it repeats without end. Give it a last day (UNTIL) or a number of times (COUNT).";
    rule.until = icaltime_null_time();
    rule.count = 0;
    icalrecur_iterator *times = icalrecur_iterator_new(rule, naive(&start->moment));
    struct ical_when when = *start;
    int taken = 0;
    while (times && left-- > 0 && taken <= ICAL_REPEATS_MAX) {
        struct icaltimetype next = icalrecur_iterator_next(times);
        when.moment.year = next.year;
        when.moment.month = next.month;
        when.moment.day = next.day;
        if (icaltime_is_null_time(next) || (last_us && ical_us(&us, zones, &when) && us > last_us))
            break;
        if (++taken <= ICAL_REPEATS_MAX)
            visit(context, &when);
    }
    icalrecur_iterator_free(times);
    return taken > ICAL_REPEATS_MAX ? "it repeats more than 400 times. Give it an earlier last day."
                                    : NULL;
}

const char *ical_repeat(icalcomponent *event, const struct ical_when *start,
                        const struct ical_zones *zones, ical_visit *visit, void *context)
{
    struct icalrecurrencetype rule =
        icalproperty_get_rrule(icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY));
    if (icalcomponent_count_properties(event, ICAL_RDATE_PROPERTY) ||
        icalcomponent_count_properties(event, ICAL_RRULE_PROPERTY) > 1 || !is_plain_rule(&rule))
        return "it repeats in a way that is not understood: only every so many days or weeks is. "
               "Make an event of each time.";
    return each_time(rule, start, zones, visit, context);
}
