/* The text of an iCalendar file as a parser may be given it: lines unfolded (RFC 5545, 3.1) and
 * ended by LF, UTF-8 without NUL; every component that begins ends, and none is nested so deep that
 * taking it apart again would not end well.
 */
#ifndef EM_TOOLS_ICAL_TEXT_H
#define EM_TOOLS_ICAL_TEXT_H

#include "core/memory.h"
#include "core/status.h"

struct ical_text {
    struct em_buffer text; /* NUL-terminated */
    long *event_lines;     /* where each BEGIN:VEVENT stands in the file, from 1 */
    size_t event_count, event_capacity;
};

/* EM_INVALID with the line. Free it in any case. */
enum em_status ical_text_read(struct ical_text *out, const char *bytes, size_t size,
                              struct em_error *error);
void ical_text_free(struct ical_text *text);

#endif
