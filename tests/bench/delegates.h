/* A data folder as a kiosk makes it, with demonstration keys, and delegates who sign there: the
 * same for every run, each with a drawn signature as long as a hand's.
 */
#ifndef EM_BENCH_DELEGATES_H
#define EM_BENCH_DELEGATES_H

#include "core/ledger.h"

/* Ends the process, with the sentence, when anything fails: a benchmark has no way around it. */
struct ledger *delegates_open(const char *folder);
void delegates_record(struct ledger *ledger, const struct signature *signature);
void delegates_sign(struct ledger *ledger, int first, int count);

/* The signature of one of them; it lives until the next call. */
const struct signature *delegates_one(int number);

#endif
