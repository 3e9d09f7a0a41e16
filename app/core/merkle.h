/* The Merkle tree of a log: RFC 9162, section 2.1, with SHA-256.
 *
 * A tree is held as its frontier: the roots of the complete subtrees that its size splits into. It
 * takes a leaf in O(log n) hashes and 32 bytes a level, so a log never reads itself to grow. Proofs
 * are made from all leaf hashes, read in order through a merkle_source.
 */
#ifndef EM_CORE_MERKLE_H
#define EM_CORE_MERKLE_H

#include "core/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MERKLE_HASH_SIZE 32
#define MERKLE_LEVELS    63 /* sizes are below 2^63 */

/* SHA-256(0x00 || data), and SHA-256(0x01 || left || right); out may be one of them. */
void merkle_leaf(const void *data, size_t size, uint8_t out[MERKLE_HASH_SIZE]);
void merkle_node(const uint8_t left[MERKLE_HASH_SIZE], const uint8_t right[MERKLE_HASH_SIZE],
                 uint8_t out[MERKLE_HASH_SIZE]);

struct merkle_frontier { /* {0} is the empty tree */
    uint64_t size;
    uint8_t peaks[MERKLE_LEVELS]
                 [MERKLE_HASH_SIZE]; /* one for each set bit of size, largest first */
};

void merkle_append(struct merkle_frontier *frontier, const uint8_t leaf[MERKLE_HASH_SIZE]);
/* The root of the tree so far; of the empty tree it is the hash of nothing. */
void merkle_root(const struct merkle_frontier *frontier, uint8_t root[MERKLE_HASH_SIZE]);

/* Stored form: the size in 8 bytes, big-endian, then the peaks. Returns the length. */
#define MERKLE_FRONTIER_MAX (8 + MERKLE_LEVELS * MERKLE_HASH_SIZE)
size_t merkle_frontier_encode(const struct merkle_frontier *frontier,
                              uint8_t out[MERKLE_FRONTIER_MAX]);
/* False, and frontier untouched, when the bytes are no stored frontier. */
bool merkle_frontier_decode(struct merkle_frontier *frontier, const uint8_t *bytes, size_t size);

#define MERKLE_PROOF_MAX (MERKLE_LEVELS + 1)
struct merkle_proof {
    size_t count;
    uint8_t hashes[MERKLE_PROOF_MAX][MERKLE_HASH_SIZE]; /* in the order of the RFC */
};

/* Gives the leaf hash at `index`. Asked in rising order, once for each leaf that is needed. */
struct merkle_source {
    enum em_status (*leaf)(void *context, uint64_t index, uint8_t out[MERKLE_HASH_SIZE],
                           struct em_error *error);
    void *context;
};

/* Section 2.1.3.1: that leaf `index` is in the tree of the first `size` leaves; index < size.
 * The only faults are those of the source. */
enum em_status merkle_prove_inclusion(const struct merkle_source *source, uint64_t index,
                                      uint64_t size, struct merkle_proof *proof,
                                      struct em_error *error);
/* Section 2.1.3.2. */
bool merkle_verify_inclusion(const uint8_t leaf[MERKLE_HASH_SIZE], uint64_t index, uint64_t size,
                             const struct merkle_proof *proof,
                             const uint8_t root[MERKLE_HASH_SIZE]);

/* Section 2.1.4.1: that the first `older` of `size` leaves are those of the older tree; 0 < older
 * <= size. The proof between equal sizes is empty. */
enum em_status merkle_prove_consistency(const struct merkle_source *source, uint64_t older,
                                        uint64_t size, struct merkle_proof *proof,
                                        struct em_error *error);
/* Section 2.1.4.2. Every tree continues the empty one, with an empty proof. */
bool merkle_verify_consistency(uint64_t older, const uint8_t older_root[MERKLE_HASH_SIZE],
                               uint64_t size, const uint8_t root[MERKLE_HASH_SIZE],
                               const struct merkle_proof *proof);

#endif
