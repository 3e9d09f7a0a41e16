#include "core/paths.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void em_share_dir(char *out, size_t size)
{
    char program[1024] = "";
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        snprintf(program, sizeof program, "./emarge");
    snprintf(out, size, "%s/../share/emarge", dirname(program));
}

void em_data_dir(char *out, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && data[0] == '/')
        snprintf(out, size, "%s/emarge", data);
    else
        snprintf(out, size, "%s/.local/share/emarge", home && home[0] ? home : ".");
}

void em_event_dir(char *out, size_t size)
{
    char share[1024];
    em_share_dir(share, sizeof share);
    snprintf(out, size, "%s/events/" EM_DEFAULT_EVENT, share);
}
