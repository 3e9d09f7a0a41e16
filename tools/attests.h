/* The signatures that delegates gave for their presence at doors: which entry holds whose. What is
 * sealed in it is read and opened when it is asked for, so about 150 bytes a signature are in
 * memory, and no ink.
 */
#ifndef EM_TOOLS_ATTESTS_H
#define EM_TOOLS_ATTESTS_H

#include "presence.h"

struct attests;

/* The presence is loaded and outlives them. Signatures for an entrance that was undone, and those
 * that were undone themselves, are left out. */
enum em_status attests_load(struct attests **out, const struct presence *presence,
                            struct em_error *error);
void attests_free(struct attests *attests); /* NULL is allowed */

/* One signature. Strings are owned; free with attest_free. */
struct attest {
    char *name; /* as it was given; NULL: sealed */
    char *ink;  /* as ink_encode_text wrote it; NULL: it was typed, or is sealed */
};
/* The latest of this person, a delegate's id or a stay's subject, for this session. EM_NOT_FOUND:
 * they did not sign. What the key does not open is as without one, and `why` (with a text then)
 * says what is wrong. */
enum em_status attests_open(const struct attests *attests, const char *subject, const char *session,
                            struct attest *out, struct em_error *why, struct em_error *error);
/* Whether there is one, without opening it. */
bool attests_has(const struct attests *attests, const char *subject, const char *session);
void attest_free(struct attest *attest); /* wipes */

#endif
