/* A receipt: what a signatory takes home, as a QR code, to prove one day that their entry is in a
 * log and unchanged (DESIGN section 1). One line of capitals, digits and a few signs:
 *
 *   EMARGE1 OGP-PARIS-2016/HALL-A-1 41 <leaf hash, 64 hex digits>
 *
 * Together with a copy of the log and its public key it is a proof: `emarge verify --receipt`. It
 * says nothing of who signed what: the leaf is a hash of hashes of salted parts.
 */
#ifndef EM_CORE_RECEIPT_H
#define EM_CORE_RECEIPT_H

#include "core/entry.h"

#define RECEIPT_SIZE (ENTRY_ORIGIN_SIZE + 2 * ENTRY_HASH_SIZE + 40)

struct receipt {
    char origin[ENTRY_ORIGIN_SIZE];
    int64_t seq;
    uint8_t leaf[ENTRY_HASH_SIZE];
};

/* The origin is valid and seq not negative. */
void receipt_write(char out[RECEIPT_SIZE], const struct receipt *receipt);
/* In upper or lower case, as phones show it; false for anything else. `out` is filled when true. */
bool receipt_read(struct receipt *out, const char *text);

#endif
