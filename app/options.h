/* The kiosk's command line: one table, from which parsing and --help come.
 */
#ifndef EM_OPTIONS_H
#define EM_OPTIONS_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>

struct options {
    char share[1024];     /* resources: ../share/emarge beside the program's own folder */
    char event_dir[1024]; /* the event pack */
    char data_dir[1024];  /* this kiosk's keys and log */
    const char *language; /* that the kiosk speaks between visits; NULL: the event's first */
    const char *trace;    /* file, or NULL */
    bool trace_values;
    const char *serial; /* device of a serial scanner; NULL: the scanner types */
    bool locked;
    int width, height; /* 0: fullscreen */
    bool help, version;
};

/* EM_INVALID with a sentence that names the word which is wrong. Strings point into argv. */
enum em_status options_parse(struct options *options, int argc, char **argv,
                             struct em_error *error);
void options_help(void); /* on standard output */
/* What --help says of the option at this place of the table, for the man page; `value` is NULL when
 * it takes none. False behind the last. */
bool options_describe(size_t index, const char **name, const char **value, const char **help);

#endif
