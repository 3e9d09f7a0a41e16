/* What the readers of programmes share: times as files write them, and the checks that every
 * session passes, whatever file it stood in.
 */
#ifndef EM_TOOLS_PROGRAMME_PARTS_H
#define EM_TOOLS_PROGRAMME_PARTS_H

#include "import.h"

#define PROGRAMME_BYTES_MAX    ((size_t)16 << 20) /* of a file */
#define PROGRAMME_SESSIONS_MAX 10000

/* EM_INVALID when the file is larger than PROGRAMME_BYTES_MAX. */
enum em_status programme_check_size(size_t size, struct em_error *error);
/* Whether `needle` (ASCII) stands in the first 4 KiB, in UTF-8 or UTF-16. */
bool programme_begins_with(const char *bytes, size_t size, const char *needle);

/* --- times --- */

/* A date, and a time of day unless `date_only`; a zone only if the text had one. */
struct programme_moment {
    int year, month, day, hour, minute, second;
    bool date_only, has_offset;
    int offset_s; /* east of Greenwich */
};

/* "2016-12-09", "2016-12-09T10:45", with seconds (a fraction is dropped), with "Z", "+01:00" or
 * "+0100"; a space may stand for the T. False for anything else; whether there is such a day is for
 * programme_moment_us to say. */
bool programme_read_moment(struct programme_moment *out, const char *text);
/* "10:45", "10:45:00" */
bool programme_read_hour(struct programme_moment *out, const char *text);
/* Wall time; without an offset of its own, of `timezone`. False when there is no such day or hour.
 */
bool programme_moment_us(int64_t *out_us, const struct programme_moment *moment,
                         const char *timezone);
/* The date so many days later; what is no date stays as it is. */
void programme_add_days(struct programme_moment *moment, int days);
/* A name of the IANA list. */
bool programme_is_timezone(const char *name);
/* "00:45", or with days before "1:02:30". */
bool programme_read_duration(int64_t *out_us, const char *text);

/* --- sessions --- */

/* The word of core/programme.h that a source's word for a format is: "Atelier" is "workshop". NULL
 * when it is none of the four. */
const char *programme_format(const char *word);

/* What a reader works on. */
struct programme_reading {
    const char *timezone;
    struct programme *out;
    struct import_faults *faults;
};

/* A session as its source has it; texts may be NULL, are cleaned here, and are borrowed. */
struct programme_draft {
    const char *source; /* the source's id */
    const char *title, *room, *format;
    int64_t start_us, end_us; /* end 0, or the same as start: not said */
    bool whole_day, emargement;
    int64_t capacity;
    long line, column;
    long end_column; /* where the end stands; 0: where all does */
};

/* The name by which a fault speaks of it: its title, else its id. Cut to `size`. */
const char *programme_name(char *out, size_t size, const struct programme_draft *draft);
/* Adds the session, or says what is wrong with it. */
void programme_offer(struct programme_reading *reading, const struct programme_draft *draft);

#endif
