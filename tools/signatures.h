/* The report of who signed: every signature that counts, and those that a later one supersedes,
 * marked so. Withdrawn and erased signatures are in no list.
 */
#ifndef EM_TOOLS_SIGNATURES_H
#define EM_TOOLS_SIGNATURES_H

#include "core/keys.h"
#include "core/store.h"
#include "report.h"

extern const struct report signatures_report;

/* Writes all rows in order of (origin, seq). `key` opens what is sealed; NULL leaves those cells
 * "(sealed)". *sealed counts the rows of which something stayed sealed. `store` is within a
 * snapshot. */
enum em_status signatures_write(struct store *store, const struct organiser_secret *key,
                                const struct writer *writer, const struct writer_options *options,
                                FILE *out, long long *sealed, struct em_error *error);

#endif
