/* A whole summit that was: an organiser's folder with a bare key, the list of kiosks, and a store
 * with the organiser's log (programme, roster, badges) and those of three kiosks, where people who
 * do not exist signed, withdrew, came to sessions and signed for it, over three days. The ledger
 * and the merge wrote all of it, so `emarge verify` finds it good.
 *
 * The same options give the same bytes. Ten thousand signatures take a few seconds.
 *
 *     signatories_make(&(struct signatories_options){.folder = folder, .count = 1000});
 */
#ifndef EM_FAKE_SIGNATORIES_H
#define EM_FAKE_SIGNATORIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct signatories_options {
    const char *folder; /* is made, and has no key or store yet */
    size_t count;       /* signatures; those that were withdrawn or erased count too */
    uint64_t seed;
    size_t delegates; /* on the roster; 0: as many as suit the signatures, 300 at most */
    /* How many sealed parts are made; the others are copies of those, so that a million signatures
     * take minutes. With the key, a signature's sealed name is another's then. 0: each its own. */
    size_t boxes;
    bool merge_backwards; /* the same logs, merged in the other order */
    bool hostile; /* names, roles, governments and titles are hostile texts (fake/hostile.h) */
};

/* What fails ends the process, with the sentence. */
void signatories_make(const struct signatories_options *options);

#endif
