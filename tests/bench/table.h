/* The table that the benchmarks print: what was measured, beside a limit or a peer that was
 * measured in the same run. It judges, and fails nobody: `over` is a word in it.
 */
#ifndef EM_BENCH_TABLE_H
#define EM_BENCH_TABLE_H

#include "samples.h"

struct table;

struct table *table_new(void);
void table_free(struct table *table);

/* Medians of ours and of a peer's, the ratio between them, and the greatest that it may be; a
 * budget of 0 judges nothing. */
struct table_peer {
    const char *what;
    struct samples *ours;
    const char *peer; /* what the peer does */
    struct samples *peers;
    double budget;
};
void table_add_peer(struct table *table, const struct table_peer *row);

/* A figure that may be as great as a limit that stands for itself; `detail` says more of it, "" for
 * nothing. */
struct table_limit {
    const char *what;
    double ours, limit;
    int digits; /* of ours, behind the point */
    const char *unit, *detail;
};
void table_add_limit(struct table *table, const struct table_limit *row);

/* A row that could not be measured, and why. */
void table_add_missing(struct table *table, const char *what, const char *why);

/* Writes it as Markdown, under a line that says on what machine it was measured. False when the
 * file cannot be written. */
void table_print(const struct table *table);
bool table_write(const struct table *table, const char *path);

#endif
