/* An event of a schedule as frab invented it and pretalx, pentabarf and others write it, in XML or
 * in JSON: the same names mean the same.
 */
#ifndef EM_TOOLS_SCHEDULE_H
#define EM_TOOLS_SCHEDULE_H

#include "programme_parts.h"

/* Texts are borrowed and may be NULL. */
struct schedule_event {
    const char *guid, *id;        /* guid goes first */
    const char *date;             /* "2016-12-09T10:45:00+01:00"; older ones have none */
    const char *start, *duration; /* "10:45", "01:30" */
    const char *room, *title, *type;
    const char *day_date;  /* of the day that it stands in, "2016-12-09" */
    const char *day_start; /* when that day begins; what is earlier is after midnight */
    int64_t capacity;
    long line;
};

/* `reading->timezone` is the schedule's own if it names one. */
void schedule_take(struct programme_reading *reading, const struct schedule_event *event);

#endif
