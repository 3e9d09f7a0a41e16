#include "core/merkle.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

void merkle_leaf(const void *data, size_t size, uint8_t out[MERKLE_HASH_SIZE])
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const uint8_t[]){0}, 1);
    crypto_hash_sha256_update(&state, data, size);
    crypto_hash_sha256_final(&state, out);
}

void merkle_node(const uint8_t left[MERKLE_HASH_SIZE], const uint8_t right[MERKLE_HASH_SIZE],
                 uint8_t out[MERKLE_HASH_SIZE])
{
    uint8_t data[1 + 2 * MERKLE_HASH_SIZE] = {1};
    memcpy(data + 1, left, MERKLE_HASH_SIZE);
    memcpy(data + 1 + MERKLE_HASH_SIZE, right, MERKLE_HASH_SIZE);
    crypto_hash_sha256(out, data, sizeof data);
}

static size_t peak_count(uint64_t size)
{
    return (size_t)__builtin_popcountll(size);
}

void merkle_append(struct merkle_frontier *frontier, const uint8_t leaf[MERKLE_HASH_SIZE])
{
    assert(frontier->size < (UINT64_C(1) << MERKLE_LEVELS) - 1);
    uint8_t hash[MERKLE_HASH_SIZE];
    memcpy(hash, leaf, sizeof hash);
    size_t count = peak_count(frontier->size);
    /* Each set bit at the low end is a complete subtree as large as what has just been completed.
     */
    for (uint64_t bits = frontier->size; bits & 1; bits >>= 1)
        merkle_node(frontier->peaks[--count], hash, hash);
    memcpy(frontier->peaks[count], hash, sizeof hash);
    frontier->size++;
}

void merkle_root(const struct merkle_frontier *frontier, uint8_t root[MERKLE_HASH_SIZE])
{
    size_t count = peak_count(frontier->size);
    if (count == 0) {
        crypto_hash_sha256(root, (const uint8_t *)"", 0);
        return;
    }
    memcpy(root, frontier->peaks[--count], MERKLE_HASH_SIZE);
    while (count > 0)
        merkle_node(frontier->peaks[--count], root, root);
}

size_t merkle_frontier_encode(const struct merkle_frontier *frontier,
                              uint8_t out[MERKLE_FRONTIER_MAX])
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(frontier->size >> (56 - 8 * i));
    size_t peaks = peak_count(frontier->size) * MERKLE_HASH_SIZE;
    memcpy(out + 8, frontier->peaks, peaks);
    return 8 + peaks;
}

bool merkle_frontier_decode(struct merkle_frontier *frontier, const uint8_t *bytes, size_t size)
{
    if (size < 8)
        return false;
    uint64_t leaves = 0;
    for (int i = 0; i < 8; i++)
        leaves = leaves << 8 | bytes[i];
    size_t peaks = peak_count(leaves) * MERKLE_HASH_SIZE;
    if (leaves >> MERKLE_LEVELS || size != 8 + peaks)
        return false;
    *frontier = (struct merkle_frontier){.size = leaves};
    memcpy(frontier->peaks, bytes + 8, peaks);
    return true;
}

/* MTH(D[first : first + count]) */
static enum em_status range_root(const struct merkle_source *source, uint64_t first, uint64_t count,
                                 uint8_t root[MERKLE_HASH_SIZE], struct em_error *error)
{
    struct merkle_frontier frontier = {.size = 0};
    for (uint64_t i = 0; i < count; i++) {
        uint8_t leaf[MERKLE_HASH_SIZE];
        enum em_status status = source->leaf(source->context, first + i, leaf, error);
        if (status != EM_OK)
            return status;
        merkle_append(&frontier, leaf);
    }
    merkle_root(&frontier, root);
    return EM_OK;
}

/* The largest power of two below n; n > 1. */
static uint64_t split(uint64_t n)
{
    return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

struct prover {
    const struct merkle_source *source;
    struct merkle_proof *proof;
    struct em_error *error;
};

static void add(struct merkle_proof *proof, const uint8_t hash[MERKLE_HASH_SIZE])
{
    assert(proof->count < MERKLE_PROOF_MAX);
    memcpy(proof->hashes[proof->count++], hash, MERKLE_HASH_SIZE);
}

typedef enum em_status prove_fn(const struct prover *prover, uint64_t goal, uint64_t first,
                                uint64_t count, bool whole);

/* The step that both proofs share: prove within the half that holds the goal, then add the other
 * half's root. A left half is read before what is right of it, so that leaves are asked for in
 * rising order. */
static enum em_status prove_half(const struct prover *prover, uint64_t goal, uint64_t first,
                                 uint64_t count, bool in_left, bool whole, prove_fn *prove)
{
    uint64_t left = split(count);
    uint8_t other[MERKLE_HASH_SIZE];
    enum em_status status;
    if (in_left) {
        status = prove(prover, goal, first, left, whole);
        if (status == EM_OK)
            status = range_root(prover->source, first + left, count - left, other, prover->error);
    } else {
        status = range_root(prover->source, first, left, other, prover->error);
        if (status == EM_OK)
            status = prove(prover, goal - left, first + left, count - left, false);
    }
    if (status == EM_OK)
        add(prover->proof, other);
    return status;
}

/* PATH(goal, D[first : first + count]) */
static enum em_status prove_path(const struct prover *prover, uint64_t goal, uint64_t first,
                                 uint64_t count, bool whole)
{
    if (count == 1)
        return EM_OK;
    return prove_half(prover, goal, first, count, goal < split(count), whole, prove_path);
}

/* SUBPROOF(goal, D[first : first + count], whole): whole says that these leaves were a whole older
 * tree, whose root the verifier knows. */
static enum em_status prove_subtree(const struct prover *prover, uint64_t goal, uint64_t first,
                                    uint64_t count, bool whole)
{
    if (goal < count)
        return prove_half(prover, goal, first, count, goal <= split(count), whole, prove_subtree);
    if (whole)
        return EM_OK;
    uint8_t root[MERKLE_HASH_SIZE];
    enum em_status status = range_root(prover->source, first, count, root, prover->error);
    if (status == EM_OK)
        add(prover->proof, root);
    return status;
}

enum em_status merkle_prove_inclusion(const struct merkle_source *source, uint64_t index,
                                      uint64_t size, struct merkle_proof *proof,
                                      struct em_error *error)
{
    assert(index < size && !(size >> MERKLE_LEVELS));
    proof->count = 0;
    return prove_path(&(struct prover){source, proof, error}, index, 0, size, true);
}

enum em_status merkle_prove_consistency(const struct merkle_source *source, uint64_t older,
                                        uint64_t size, struct merkle_proof *proof,
                                        struct em_error *error)
{
    assert(0 < older && older <= size && !(size >> MERKLE_LEVELS));
    proof->count = 0;
    return prove_subtree(&(struct prover){source, proof, error}, older, 0, size, true);
}

static bool equal(const uint8_t a[MERKLE_HASH_SIZE], const uint8_t b[MERKLE_HASH_SIZE])
{
    return memcmp(a, b, MERKLE_HASH_SIZE) == 0;
}

/* fn and sn of the RFC: the places, on one level, of a node and of the level's last node. */
struct climb {
    uint64_t node, last;
};

static void up(struct climb *climb)
{
    climb->node >>= 1;
    climb->last >>= 1;
}

/* Goes to the parent of the node and its next sibling, past the levels on which it has none. False
 * when the node is the root already. */
static bool climb_step(struct climb *climb, bool *sibling_is_left)
{
    if (climb->last == 0)
        return false;
    *sibling_is_left = (climb->node & 1) || climb->node == climb->last;
    if (*sibling_is_left)
        while (climb->node && !(climb->node & 1))
            up(climb);
    up(climb);
    return true;
}

bool merkle_verify_inclusion(const uint8_t leaf[MERKLE_HASH_SIZE], uint64_t index, uint64_t size,
                             const struct merkle_proof *proof, const uint8_t root[MERKLE_HASH_SIZE])
{
    if (index >= size || proof->count > MERKLE_PROOF_MAX)
        return false;
    struct climb climb = {index, size - 1};
    uint8_t hash[MERKLE_HASH_SIZE];
    memcpy(hash, leaf, sizeof hash);
    for (size_t i = 0; i < proof->count; i++) {
        bool left;
        if (!climb_step(&climb, &left))
            return false;
        const uint8_t *sibling = proof->hashes[i];
        merkle_node(left ? sibling : hash, left ? hash : sibling, hash);
    }
    return climb.last == 0 && equal(hash, root);
}

/* The climb of the older tree's last complete subtree `from` to both roots at once. */
static bool verify_climb(struct climb climb, const uint8_t from[MERKLE_HASH_SIZE],
                         const uint8_t (*hashes)[MERKLE_HASH_SIZE], size_t count,
                         const uint8_t older_root[MERKLE_HASH_SIZE],
                         const uint8_t root[MERKLE_HASH_SIZE])
{
    uint8_t older[MERKLE_HASH_SIZE], newer[MERKLE_HASH_SIZE];
    memcpy(older, from, sizeof older);
    memcpy(newer, from, sizeof newer);
    for (size_t i = 0; i < count; i++) {
        bool left;
        if (!climb_step(&climb, &left))
            return false;
        if (left) {
            merkle_node(hashes[i], older, older);
            merkle_node(hashes[i], newer, newer);
        } else {
            merkle_node(newer, hashes[i], newer);
        }
    }
    return climb.last == 0 && equal(older, older_root) && equal(newer, root);
}

bool merkle_verify_consistency(uint64_t older, const uint8_t older_root[MERKLE_HASH_SIZE],
                               uint64_t size, const uint8_t root[MERKLE_HASH_SIZE],
                               const struct merkle_proof *proof)
{
    if (older > size || proof->count > MERKLE_PROOF_MAX)
        return false;
    if (older == 0) {
        uint8_t nothing[MERKLE_HASH_SIZE];
        merkle_root(&(struct merkle_frontier){.size = 0}, nothing);
        return proof->count == 0 && equal(older_root, nothing);
    }
    if (older == size)
        return proof->count == 0 && equal(older_root, root);
    struct climb climb = {older - 1, size - 1};
    while (climb.node & 1)
        up(&climb);
    /* An older tree of 2^n leaves is itself the subtree to start from, and is not in the proof. */
    if ((older & (older - 1)) == 0)
        return verify_climb(climb, older_root, proof->hashes, proof->count, older_root, root);
    return proof->count > 0 && verify_climb(climb, proof->hashes[0], proof->hashes + 1,
                                            proof->count - 1, older_root, root);
}
