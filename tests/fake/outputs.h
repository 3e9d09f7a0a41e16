/* All that the tool can make of a log: every report in every format, and every verb that lists
 * something. Taken from the tool's own tables, so what is new is among them by itself.
 */
#ifndef EM_FAKE_OUTPUTS_H
#define EM_FAKE_OUTPUTS_H

#include "fake/folder.h"
#include "fake/tool.h"

#include <stdbool.h>
#include <stddef.h>

struct output {
    char name[64];        /* "signatures.csv", "book" */
    const char *words[8]; /* behind `emarge`, ended by NULL; without --data, --key and --output */
    bool prints;          /* on standard output alone */
};

#define OUTPUTS_MOST 200
/* How many there are. */
size_t outputs_all(struct output out[OUTPUTS_MOST]);

/* Where and how the tool is run. */
struct outputs_place {
    const char *tool, *data;        /* the program; an organiser's folder, with a bare key */
    const char *work;               /* the working folder */
    const char *const *environment; /* "NAME=value", ended by NULL; else it is empty */
    const char *before;             /* words of sh before the tool, "ulimit -f 8;"; NULL: none */
};

/* Makes it under the path. */
void outputs_run(struct tool_result *result, const struct output *output,
                 const struct outputs_place *place, const char *path);
/* The same, as one line for sh. To be freed. */
char *outputs_command(const struct output *output, const struct outputs_place *place,
                      const char *path);

#endif
