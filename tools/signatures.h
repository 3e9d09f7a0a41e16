/* The report of who signed: every signature that counts, and those that a later one supersedes,
 * marked so. Withdrawn and erased signatures are in no list.
 */
#ifndef EM_TOOLS_SIGNATURES_H
#define EM_TOOLS_SIGNATURES_H

#include "core/keys.h"
#include "core/store.h"
#include "report.h"

extern const struct report signatures_report;

/* How much of the list could not be read. */
struct signatures_gaps {
    long long sealed; /* rows of which something stayed sealed */
    long long
        unopened; /* of these, rows that the key does not open: damaged, or sealed to another */
    struct em_error first; /* what is wrong with the first of them */
};

/* Writes all rows in order of (origin, seq). `key` opens what is sealed; NULL leaves those cells
 * "(sealed)", and so does a row that does not open: one bad row keeps nobody else's from the list.
 * A key that opens none at all is the wrong one (EM_DENIED). `store` is within a snapshot. */
enum em_status signatures_write(struct store *store, const struct organiser_secret *key,
                                const struct writer *writer, const struct writer_options *options,
                                FILE *out, struct signatures_gaps *gaps, struct em_error *error);

#endif
