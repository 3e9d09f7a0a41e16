/* What `emarge import` has in hand: the words it was given, the organiser's key, the file, and the
 * faults found. Private to tools/import*.c.
 */
#ifndef EM_TOOLS_IMPORT_JOB_H
#define EM_TOOLS_IMPORT_JOB_H

#include "command.h"
#include "core/ledger.h"
#include "import.h"

struct import_job {
    const char *file, *data_dir, *key_file, *fd_text;
    char *shown;                       /* the file's name, fit for a terminal */
    const char *event_dir, *timezone;  /* of a programme; NULL: not given */
    const char *maps[OPTION_MOST + 1]; /* of a roster; ended by NULL */
    bool dry_run, skip_bad;
    int fd;

    struct em_buffer bytes; /* of the file */
    struct organiser_secret key;
    struct store *store; /* as it is before the import, read-only; NULL when there is none yet */
    int64_t log_size;    /* entries of the organiser's log in it */
    struct import_faults faults;
};

/* Each kind of file is one of these; `emarge import NAME FILE`. */
struct import_kind {
    const char *name;
    bool has_columns, has_times; /* takes --map; --timezone and --event */
    /* Reads, plans, prints the plan, and writes. */
    enum em_status (*run)(struct import_job *job, struct em_error *error);
};
extern const struct import_kind import_kind_roster, import_kind_programme;

/* How many faults stop the import; remarks do not. */
size_t import_count_faults(const struct import_faults *faults);
/* Whether the import ends here: it is only a plan, there are faults, or nothing is left to do; says
 * which. `changes` is what there is to write, `refused` what is left out. */
bool import_ends(const struct import_job *job, size_t changes, size_t refused);

/* The organiser's log, opened to write what was planned; EM_BUSY when somebody wrote to it since.
 * Begins the transaction. */
enum em_status import_begin(struct import_job *job, struct ledger **out, struct em_error *error);
/* Ends the transaction and says so; abandons it when `status` is none that is good. */
enum em_status import_end(struct ledger *ledger, enum em_status status, size_t changes,
                          struct em_error *error);

/* A count and the word for it, in a line of the plan. */
void import_count(const char *word, size_t count, const char *detail);
/* One line of those that say what is new or changed: the first few are shown, the others counted
 * at the end. */
struct import_lines { /* begins as {0} */
    size_t count;
};
void import_line(struct import_lines *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void import_lines_end(const struct import_lines *lines);

#endif
