/* A programme as one of the forms of programme_forms.def reads it: the sessions and the faults, as
 * text to compare. What fails here fails the test.
 */
#ifndef EM_FAKE_READING_H
#define EM_FAKE_READING_H

#include "import.h"

#define READING_ZONE "Europe/Paris"

/* What the last reading gave; {0} at first. */
struct reading {
    struct programme programme;
    struct import_faults faults;
    struct em_error error;
    struct em_buffer listing;
};

/* The tear-down of a test whose prestate is the reading. */
int reading_tear_down(void **state);

/* The one form that recognises the bytes, NULL when none does. */
const struct programme_form *reading_form_of(const char *bytes, size_t size);
/* The form of that name, "schedule.xml". */
const struct programme_form *reading_form(const char *name);

enum em_status reading_read(struct reading *reading, const struct programme_form *form,
                            const char *bytes, size_t size);
/* What it gave, a line each:
 *   id|title|room|format|start|end|"day" when whole, "signed" when asked for|capacity
 *   line,column fault
 *   line,column remark: what was left out
 * Until the next reading. */
const char *reading_listed(struct reading *reading);

/* The text is of this form, and this is all that it becomes. */
void reading_text_is(struct reading *reading, const char *form, const char *text,
                     const char *expected);
/* The file is recognised as of this form, and this is all that it becomes. */
void reading_file_is(struct reading *reading, const char *path, const char *form,
                     const char *expected);
void reading_text_is_refused(struct reading *reading, const char *form, const char *text,
                             const char *sentence);

#endif
