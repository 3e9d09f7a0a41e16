/* Times in iCalendar (RFC 5545, 3.3.4, 3.3.5, 3.8.5): dates, and times that are in UTC, of a zone,
 * or floating; and those of what repeats.
 */
#ifndef EM_TOOLS_ICAL_TIME_H
#define EM_TOOLS_ICAL_TIME_H

#include "programme_parts.h"

#include <libical/ical.h>

#define ICAL_REPEATS_MAX 400

/* A date or a time as the file has it. */
struct ical_when {
    struct programme_moment moment;
    const char *tzid; /* borrowed from the property; NULL: floating, UTC, or a date alone */
};

/* What zones there are: those of the IANA list, and those that the calendar defines itself. */
struct ical_zones {
    icalcomponent *calendar;
    const char *floating; /* the zone of times and dates without one */
};

/* Of DTSTART and its like; no time when the property has none, such as a period. */
struct ical_when ical_when(icalproperty *property);
/* Wall time; false when there is no such time, or no such zone. */
bool ical_us(int64_t *out_us, const struct ical_zones *zones, const struct ical_when *when);

typedef void ical_visit(void *context, const struct ical_when *start);
/* One call each time of an event that repeats from `start`, by days or by weeks. Returns what is
 * wrong with its rule, a sentence with its remedy, or NULL. */
const char *ical_repeat(icalcomponent *event, const struct ical_when *start,
                        const struct ical_zones *zones, ical_visit *visit, void *context);

#endif
