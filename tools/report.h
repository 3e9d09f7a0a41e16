/* What is listed, apart from how it looks. A list (list.h) hands rows of cells to a sink; a writer
 * is a sink that makes a file of them, and each output format is one writer: one file with one
 * descriptor and one line in writers.def.
 *
 * Two sorts of writer: those for programs (csv, json, ...) write every column under its fixed
 * English name, times in UTC; those for people (pages) write what has a place on a page, under
 * titles in the language of the edition, times in the event's zone.
 */
#ifndef EM_TOOLS_REPORT_H
#define EM_TOOLS_REPORT_H

#include "core/status.h"
#include "edition.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* What the text of a cell is; "" is always allowed and means: not known, or none. */
enum cell_type {
    CELL_TEXT,    /* anything that a person typed */
    CELL_NUMBER,  /* decimal digits */
    CELL_BOOL,    /* "yes", "no", or another word: neither */
    CELL_TIME,    /* RFC 3339 in UTC with microseconds (em_time_format) */
    CELL_COUNTRY, /* ISO 3166-1 alpha-2; pages write its name */
    CELL_WORD,    /* one of the fixed words of this program; pages write report_word() of it */
    CELL_ID,      /* letters and digits that mean nothing to a person: a hash, an origin */
};

enum column_privacy {
    COLUMN_PUBLIC,
    COLUMN_UNLESS_LISTED, /* private in the rows of who did not agree to be listed */
    COLUMN_PRIVATE,       /* sealed: without the key it says so */
    COLUMN_PRIVATE_BARE,  /* private, and there without the key */
};

enum column_place {
    COLUMN_ROW,   /* in every row */
    COLUMN_GROUP, /* the same in all rows of a group: pages write it once, above them */
    COLUMN_DATA,  /* for programs alone: pages leave it out, and say so */
};

struct report_column {
    const char *name; /* fixed, English, snake_case: programs read it */
    enum cell_type type;
    enum column_privacy privacy;
    enum column_place place;
    const char *title; /* msgid: what pages write above it */
    int width;         /* about how many characters it needs; on a page, its part of the whole */
};

#define REPORT_NO_GROUP (-1)

struct report {
    const char *name;  /* "signatures" */
    const char *title; /* msgid, "Signatures" */
    const struct report_column *columns;
    size_t column_count;
    int group; /* a new group begins where the cell of this column changes; or REPORT_NO_GROUP */
};

/* Where rows go. One cell a column, UTF-8, never NULL; borrowed until the call returns. */
struct sink {
    void (*row)(void *context, const char *const *cells);
    void *context;
};
static inline void sink_row(const struct sink *sink, const char *const *cells)
{
    sink->row(sink->context, cells);
}

struct writer_options {
    bool excel;  /* csv: a byte order mark and CRLF */
    bool sheets; /* xlsx: one sheet a group */
};

/* One output in the making. All of it outlives the writer's state. */
struct writing {
    const struct report *report;
    const struct edition *edition;
    const struct writer_options *options;
    const char *privacy; /* one line for people: which private columns this holds; "" for none */
    int64_t newest_us; /* of the newest entry: the only time at which a file may say it was made */
    const char *scratch; /* a folder for files that are gone when the writer ends */
    FILE *out;           /* its errors are found by who opened it */
};

struct writer {
    const char *name;      /* as in --format */
    const char *about;     /* one line for the help */
    bool pages;            /* for people: needs an edition with a pack */
    bool binary;           /* nothing for a terminal */
    const char *in_memory; /* NULL: flat in the number of rows; else a sentence that says what is
                              held, for the help */
    enum em_status (*begin)(void **state, const struct writing *writing, struct em_error *error);
    /* Keeps what goes wrong for `end`. */
    void (*row)(void *state, const char *const *cells);
    /* Frees the state in any case; `whole` false: the list failed, what is written will be thrown
     * away. */
    enum em_status (*end)(void *state, bool whole, struct em_error *error);
};

#define WRITER(name) extern const struct writer writer_##name;
#include "writers.def"
#undef WRITER

extern const struct writer *const writers[];
extern const size_t writer_count;
/* NULL when there is no such format. */
const struct writer *writer_find(const char *name);
/* "csv, json" */
void writer_names(char *out, size_t size);

/* A fixed word of a CELL_WORD or CELL_BOOL in the edition's language: "drawn" is "à la main". A
 * word that is not known is given back as it is. */
const char *report_word(const struct edition *edition, const char *word);

/* A cell as pages write it: a time in the event's zone and the edition's language, a country by its
 * name, a word translated, a number with its separators; any text by words_visible. To be freed.
 */
char *report_page_text(const struct edition *edition, enum cell_type type, const char *cell);

#endif
