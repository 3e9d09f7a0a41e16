/* Which signatures a later one of the same person supersedes.
 *
 * The same person: under one document the same delegate's badge, whatever else was given; or the
 * same name (case and accents aside), government and country, unless both gave an e-mail address or
 * both used a badge, and these differ. Later: within a log by seq, which
 * no wrong clock changes; between logs by their clocks, each taken never to go back. Without the
 * organiser's key a sealed name may be anybody's of that government, so it makes what is before it
 * unknown.
 *
 * Nearly all sign once, so the signatures are gone through twice: first only a hash of each is
 * kept, to find who may be there more than once; then these alone are looked at. What is held in
 * memory is about five bytes a signature, besides those who may be there more than once, those who
 * used a badge, and the governments for which somebody signed whose name is sealed.
 *
 *     for each row:  signers_add(signers, row, name);
 *     signers_narrow(signers);
 *     for each row:  signers_asks(signers, row) → signers_tell(signers, row, name, email), or
 *                    signers_tell(signers, row, NULL, NULL)
 *     signers_judge(signers);
 *     signers_verdict(signers, index of the row)
 */
#ifndef EM_TOOLS_SUPERSEDED_H
#define EM_TOOLS_SUPERSEDED_H

#include "core/roll.h"

enum superseded { SUPERSEDED_NO, SUPERSEDED_YES, SUPERSEDED_UNKNOWN };

struct signers;

struct signers *signers_new(void);
/* Takes the next signature, in the order of (origin, seq). `name` NULL: it is sealed. */
void signers_add(struct signers *signers, const struct roll_signature *row, const char *name);
/* After the last: finds out who may be there more than once. */
void signers_narrow(struct signers *signers);
/* The second time, in the same order: whether the name and the e-mail address of the next signature
 * matter. */
bool signers_asks(const struct signers *signers, const struct roll_signature *row);
/* Takes it; the name as the first time. `email` NULL or "": none is known. Where they do not matter
 * both may be NULL. */
void signers_tell(struct signers *signers, const struct roll_signature *row, const char *name,
                  const char *email);
/* After the last: for each signature, as it was added, what became of it. */
void signers_judge(struct signers *signers);
enum superseded signers_verdict(const struct signers *signers, size_t index);
void signers_free(struct signers *signers); /* NULL is allowed */

#endif
