/* A list on its way into a file, by any of the writers: what `emarge export` does, and every other
 * verb that puts such a file beside what it makes.
 */
#ifndef EM_TOOLS_LIST_FILE_H
#define EM_TOOLS_LIST_FILE_H

#include "list.h"

struct list_file {
    const struct list *list;
    const struct writer *writer;
    const struct writer_options *options;
    struct list_work work; /* without a sink */
    int64_t newest_us;     /* as in struct writing */
    const char *scratch;
    FILE *out;
};

/* Writes it whole, without private columns when the filter says that it is public. `privacy` gets a
 * line in English that says which private columns it holds, "" for none; to be freed in any case.
 * `out` stays open, and its errors are found by who opened it. */
enum em_status list_file_write(const struct list_file *file, char **privacy, struct list_gaps *gaps,
                               struct em_error *error);

#endif
