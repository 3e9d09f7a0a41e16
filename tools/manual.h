/* What `emarge help VERB` says and what stands in its man page: one descriptor, two writers.
 *
 *     static const struct manual_item options[] = {
 *         {"--data", "DIR", "the kiosk's data folder (default: the kiosk's own default)"},
 *         MANUAL_PASSPHRASE_FD,
 *         {0},
 *     };
 *     const struct command command_rebuild = {
 *         .name = "rebuild",
 *         .summary = "make the lists in a store again from its log",
 *         .manual = {.synopsis = "rebuild [--data DIR]",
 *                    .description = "The kiosk must not be running. The log is never changed.",
 *                    .options = options,
 *                    .no = "The store is damaged."},
 *         .run = run,
 *     };
 *
 * Texts are UTF-8 and fill their lines by themselves. An empty line ("\n\n") begins a paragraph;
 * one that begins with two spaces stands as it is, line by line. What is typed to the letter stands
 * between `backquotes`, which are bold in the man page. A .def file can give a text or items:
 *
 *     #define WRITER(name) {#name, NULL, ...},
 *
 * An option stands here once, with the text; how it is read is the verb's struct option_row.
 * command_options holds the two against each other, and the test tool/manual each verb's whole.
 */
#ifndef EM_TOOLS_MANUAL_H
#define EM_TOOLS_MANUAL_H

#include <stdio.h>

/* Of a table that ends with {0}. */
struct manual_item {
    const char *name;  /* "--format", "FROM", "organiser.key", or a whole command */
    const char *value; /* what an option takes, "FILE"; NULL: nothing */
    const char *text;
};

/* Where a section's items go that stand in a table of another kind: call manual_put for each. */
struct manual_out;
void manual_put(const struct manual_out *out, const struct manual_item *item);

struct manual_section { /* of a table that ends with {0} */
    const char *title;  /* in capitals */
    const char *text;
    const struct manual_item *items;            /* behind the text */
    void (*more)(const struct manual_out *out); /* and behind those */
};

/* What is NULL is left out. In the order in which it is shown: */
struct manual {
    const char *synopsis;    /* a line for each form, "export REPORT [OPTION]...", without emarge */
    const char *description; /* what it does, for whom, and what it does not do */
    const struct manual_item *arguments; /* the words behind the verb */
    const struct manual_item *options;
    const struct manual_section *sections; /* any more */
    const char *no; /* "A row was refused.": when the exit code is 1, besides faults */
    const struct manual_item *exits; /* NULL: 0, 1 and 2 as the tool's verbs have them */
    const struct manual_item *files; /* what it reads and writes besides what it is told to */
    const struct manual_item *examples;
    const char *see_also; /* verbs, "merge verify" */
};

/* Options that many verbs have. */
#define MANUAL_PASSPHRASE_FD                                                                       \
    {                                                                                              \
        "--passphrase-fd", "N",                                                                    \
            "read the key's passphrase from this file descriptor instead of the terminal"          \
    }
#define MANUAL_OUTPUT                                                                              \
    {                                                                                              \
        "--output", "FILE", "where it goes, whole or not at all (default: standard output)"        \
    }

/* A page: of a verb, of `emarge` itself (verb NULL), or of another program. */
struct manual_page {
    const char *program, *verb; /* "emarge", "export" */
    const char *summary;
    const char *date; /* of the man page, "2016-12-09"; NULL: none */
    const struct manual *manual;
};

/* The same words in the same order, as text for a terminal, `width` columns wide, or as roff (man
 * macros). */
void manual_write_text(FILE *out, const struct manual_page *page, int width);
void manual_write_roff(FILE *out, const struct manual_page *page);

#endif
