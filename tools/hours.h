/* Days and hours in words, in the event's zone and the language of an edition. What they return is
 * to be freed.
 */
#ifndef EM_TOOLS_HOURS_H
#define EM_TOOLS_HOURS_H

#include "edition.h"
#include "presence.h"

/* "9 décembre 2016, 14 h 00 – 15 h 15"; of what lasts whole days "8 décembre 2016, toute la
 * journée"; "" of a session that the programme does not know. */
char *hours_session(const struct edition *edition, const struct session *session);

/* "14 h 02 – 14 h 30", or, when nobody knows when they left, "dès 14 h 02"; with the day before a
 * time that is not of the session's day. A paper says less than a list: who went over from a
 * session without an end to another may have left it long before. */
char *hours_stay(const struct presence *presence, const struct stay *stay);
/* Of all of a person's stays in a session, a line each; "" when there is none. */
char *hours_stays(const struct presence *presence, const struct stay *stays, size_t count,
                  const char *session);

#endif
