/* Which signatures a later one of the same person supersedes.
 *
 * The same person: under one document the same delegate's badge, whatever else was given; or the
 * same name (case and accents aside), government and country, unless both gave an e-mail address or
 * both used a badge, and these differ. Later: within a log by seq, which
 * no wrong clock changes; between logs by their clocks, each taken never to go back. Without the
 * organiser's key a sealed name may be anybody's of that government, so it makes what is before it
 * unknown.
 */
#ifndef EM_TOOLS_SUPERSEDED_H
#define EM_TOOLS_SUPERSEDED_H

#include "core/roll.h"

enum superseded { SUPERSEDED_NO, SUPERSEDED_YES, SUPERSEDED_UNKNOWN };

struct signers;

struct signers *signers_new(void);
/* Takes the next signature, in the order of (origin, seq). `name` NULL: it is sealed; `email` NULL
 * or "": none is known. */
void signers_add(struct signers *signers, const struct roll_signature *row, const char *name,
                 const char *email);
/* After the last: for each signature, as it was added, what became of it. */
void signers_judge(struct signers *signers);
enum superseded signers_verdict(const struct signers *signers, size_t index);
void signers_free(struct signers *signers); /* NULL is allowed */

#endif
