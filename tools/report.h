/* What is listed, apart from how it looks: a report hands rows of cells to a writer, and each
 * output format is one file with one descriptor and one line in writers.def.
 */
#ifndef EM_TOOLS_REPORT_H
#define EM_TOOLS_REPORT_H

#include "core/status.h"

#include <stdbool.h>
#include <stdio.h>

/* A number that is not known is "". */
enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_BOOL /* "yes", "no", or another word: neither */ };

struct report_column {
    const char *name; /* fixed, English, snake_case: programs read it */
    enum cell_type type;
};

struct report {
    const struct report_column *columns;
    size_t column_count;
};

struct writer_options {
    bool excel; /* csv: a byte order mark and CRLF */
};

struct writer {
    const char *name; /* as in --format */
    void (*begin)(FILE *out, const struct report *report, const struct writer_options *options);
    /* One cell a column, UTF-8; a text cell may hold anything a person typed. */
    void (*row)(FILE *out, const struct report *report, const char *const *cells, bool first,
                const struct writer_options *options);
    void (*end)(FILE *out);
};

#define WRITER(name) extern const struct writer writer_##name;
#include "writers.def"
#undef WRITER

/* NULL when there is no such format. */
const struct writer *writer_find(const char *name);
/* "csv, json" */
void writer_names(char *out, size_t size);

#endif
