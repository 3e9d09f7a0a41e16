/* What the readers of foreign files share: the faults that they find, each with its place; and the
 * forms of a programme, of which a new one is one file, one descriptor, one line in
 * programme_forms.def. Rosters stand in roster_form.h.
 */
#ifndef EM_TOOLS_IMPORT_H
#define EM_TOOLS_IMPORT_H

#include "core/memory.h"
#include "core/programme.h"
#include "core/status.h"
#include "table.h"

/* A place in the file and a sentence with its remedy; line and column count from 1, 0: not known.
 * In a table `column` counts fields. */
struct import_fault {
    long line, column;
    char *text;
    bool
        remark; /* no fault: something was left out that the file itself calls off; stops nothing */
};

struct import_faults { /* begins as {0} */
    struct import_fault *items;
    size_t count, capacity;
};

void import_fault(struct import_faults *faults, long line, long column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void import_remark(struct import_faults *faults, long line, long column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void import_faults_free(struct import_faults *faults);

/* --- programmes --- */

struct programme_form {
    const char *name; /* "schedule.xml" */
    /* By its first bytes, of any encoding. */
    bool (*recognises)(const char *bytes, size_t size);
    /* Times without a zone are of `timezone` (IANA). Good sessions go to `out`, each fault to
     * `faults`. EM_INVALID when the file as a whole is not of this form. */
    enum em_status (*read)(const char *bytes, size_t size, const char *timezone,
                           struct programme *out, struct import_faults *faults,
                           struct em_error *error);
};

#define PROGRAMME_FORM(name) extern const struct programme_form programme_form_##name;
#include "programme_forms.def"
#undef PROGRAMME_FORM

/* --- what the programme's readers share --- */

/* Wall time of a local time of day. False when there is none: a day that no month has, a zone that
 * is not known, or an hour that was left out when clocks were put forward; who wrote such a time
 * meant another. An hour that comes twice, when clocks are put back, is the first of the two. */
bool programme_time(int64_t *out_us, int year, int month, int day, int hour, int minute,
                    const char *timezone);
/* A session's id, made of the source's; `size` is 64. What is an id already stays, capital letters
 * become small ones; of any other, a part of a hash keeps what is different apart. "" of "". */
void programme_id(char *out, size_t size, const char *source);
/* Adds a copy. */
void programme_add(struct programme *programme, const struct session *session);

#endif
