/* Days and hours in words, in the event's zone and the language of an edition. What they return is
 * to be freed.
 */
#ifndef EM_TOOLS_HOURS_H
#define EM_TOOLS_HOURS_H

#include "core/attendance.h"
#include "core/programme.h"
#include "edition.h"

/* "9 décembre 2016, 14 h 00 – 15 h 15"; of what lasts whole days "8 décembre 2016, toute la
 * journée"; "" of a session that the programme does not know. */
char *hours_session(const struct edition *edition, const struct session *session);

/* "14 h 02 – 14 h 30", or, when nobody knows when they left (0), "à partir de 14 h 02"; with the
 * day before a time that is not of the day of `day_us`. */
char *hours_stay(const struct edition *edition, int64_t in_us, int64_t out_us, int64_t day_us);

#endif
