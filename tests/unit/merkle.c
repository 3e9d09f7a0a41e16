/* The tree against a second one, written from the recursive definitions of RFC 9162, section 2.1,
 * with no thought for speed: every root, inclusion and consistency up to 300 leaves.
 */
#include "core/merkle.h"
#include "fake/random.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LEAVES 300

static uint8_t leaves[LEAVES][32];

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEAVES; i++)
        merkle_leaf(&i, sizeof i, leaves[i]);
    return 0;
}

/* MTH, section 2.1.1; what was once computed is kept, or the test would take a minute. */
static uint8_t known[LEAVES][LEAVES + 1][32];
static bool is_known[LEAVES][LEAVES + 1];

static void naive_root(size_t first, size_t count, uint8_t out[32])
{
    if (count == 0) {
        crypto_hash_sha256(out, NULL, 0);
        return;
    }
    if (count == 1) {
        memcpy(out, leaves[first], 32);
        return;
    }
    if (!is_known[first][count]) {
        size_t k = 1;
        while (2 * k < count)
            k *= 2;
        uint8_t node[65] = {1};
        naive_root(first, k, node + 1);
        naive_root(first + k, count - k, node + 33);
        crypto_hash_sha256(known[first][count], node, sizeof node);
        is_known[first][count] = true;
    }
    memcpy(out, known[first][count], 32);
}

static void push(struct merkle_proof *proof, size_t first, size_t count)
{
    naive_root(first, count, proof->hashes[proof->count++]);
}

/* PATH, section 2.1.3.1 */
static void naive_path(size_t m, size_t first, size_t n, struct merkle_proof *proof)
{
    if (n == 1)
        return;
    size_t k = 1;
    while (2 * k < n)
        k *= 2;
    if (m < k) {
        naive_path(m, first, k, proof);
        push(proof, first + k, n - k);
    } else {
        naive_path(m - k, first + k, n - k, proof);
        push(proof, first, k);
    }
}

/* SUBPROOF, section 2.1.4.1 */
static void naive_subproof(size_t m, size_t first, size_t n, bool b, struct merkle_proof *proof)
{
    if (m == n) {
        if (!b)
            push(proof, first, n);
        return;
    }
    size_t k = 1;
    while (2 * k < n)
        k *= 2;
    if (m <= k) {
        naive_subproof(m, first, k, b, proof);
        push(proof, first + k, n - k);
    } else {
        naive_subproof(m - k, first + k, n - k, false, proof);
        push(proof, first, k);
    }
}

static void assert_same_proof(const struct merkle_proof *a, const struct merkle_proof *b)
{
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a->hashes, b->hashes, a->count * MERKLE_HASH_SIZE);
}

/* A source that checks the promise of its header: rising order, no leaf twice. */
struct reader {
    uint64_t next, fail_at;
};

static enum em_status read_leaf(void *context, uint64_t index, uint8_t out[32],
                                struct em_error *error)
{
    struct reader *reader = context;
    assert_true(index >= reader->next && index < LEAVES);
    reader->next = index + 1;
    if (index == reader->fail_at)
        return em_fail(error, EM_IO, "Leaf %d cannot be read.", (int)index);
    memcpy(out, leaves[index], 32);
    return EM_OK;
}

static void roots_and_frontiers(void **state)
{
    (void)state;
    struct merkle_frontier frontier = {.size = 0};
    for (size_t n = 0; n <= LEAVES; n++) {
        uint8_t expected[32], root[32], stored[MERKLE_FRONTIER_MAX];
        naive_root(0, n, expected);
        merkle_root(&frontier, root);
        assert_memory_equal(root, expected, 32);
        size_t size = merkle_frontier_encode(&frontier, stored);
        struct merkle_frontier again;
        assert_true(merkle_frontier_decode(&again, stored, size));
        assert_false(merkle_frontier_decode(&again, stored, size - 1));
        assert_false(merkle_frontier_decode(&again, stored, size + 1));
        frontier = again; /* the tree grows on from what was stored */
        if (n < LEAVES)
            merkle_append(&frontier, leaves[n]);
    }
}

/* Section 2.1.1: the empty tree's root is the hash of nothing, known to everybody. */
static void empty_root(void **state)
{
    (void)state;
    static const char *const hash_of_nothing =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    uint8_t root[32];
    char hex[65];
    merkle_root(&(struct merkle_frontier){.size = 0}, root);
    assert_string_equal(sodium_bin2hex(hex, sizeof hex, root, sizeof root), hash_of_nothing);
}

static void frontier_too_large_is_refused(void **state)
{
    (void)state;
    uint8_t stored[MERKLE_FRONTIER_MAX] = {0x80};
    struct merkle_frontier frontier;
    assert_false(merkle_frontier_decode(&frontier, stored, 8 + MERKLE_HASH_SIZE));
    assert_false(merkle_frontier_decode(&frontier, stored, 0));
}

/* Making a proof reads the whole tree: of the pairs beyond 100 leaves every seventh is made, and
 * all are verified. */
static bool is_made(size_t i, size_t n)
{
    return n <= 100 || (i + n) % 7 == 0 || i + 1 >= n;
}

static void assert_made_inclusion(size_t i, size_t n, const struct merkle_proof *expected)
{
    struct merkle_proof proof;
    struct reader reader = {0, UINT64_MAX};
    struct merkle_source source = {read_leaf, &reader};
    assert_int_equal(merkle_prove_inclusion(&source, i, n, &proof, NULL), EM_OK);
    assert_same_proof(&proof, expected);
}

static void every_inclusion(void **state)
{
    (void)state;
    for (size_t n = 1; n <= LEAVES; n++) {
        uint8_t root[32];
        naive_root(0, n, root);
        for (size_t i = 0; i < n; i++) {
            struct merkle_proof proof = {.count = 0};
            naive_path(i, 0, n, &proof);
            assert_true(merkle_verify_inclusion(leaves[i], i, n, &proof, root));
            if (is_made(i, n))
                assert_made_inclusion(i, n, &proof);
        }
    }
}

static void assert_made_consistency(size_t m, size_t n, const struct merkle_proof *expected)
{
    struct merkle_proof proof;
    struct reader reader = {0, UINT64_MAX};
    struct merkle_source source = {read_leaf, &reader};
    assert_int_equal(merkle_prove_consistency(&source, m, n, &proof, NULL), EM_OK);
    assert_same_proof(&proof, expected);
}

static void every_consistency(void **state)
{
    (void)state;
    for (size_t n = 1; n <= LEAVES; n++) {
        uint8_t root[32], older_root[32];
        naive_root(0, n, root);
        for (size_t m = 1; m <= n; m++) {
            struct merkle_proof proof = {.count = 0};
            naive_subproof(m, 0, n, true, &proof);
            naive_root(0, m, older_root);
            assert_true(merkle_verify_consistency(m, older_root, n, root, &proof));
            if (is_made(m, n))
                assert_made_consistency(m, n, &proof);
        }
    }
}

/* All ways to spoil one proof by a single change: none may pass. */
static void spoil_inclusion(size_t i, size_t n, const uint8_t root[32],
                            const struct merkle_proof *good)
{
    uint8_t other[32];
    memcpy(other, root, 32);
    other[31] ^= 1;
    assert_false(merkle_verify_inclusion(leaves[i], i, n, good, other));
    assert_false(merkle_verify_inclusion(leaves[(i + 1) % LEAVES], i, n, good, root));
    for (size_t j = 0; j <= n; j++)
        if (j != i)
            assert_false(merkle_verify_inclusion(leaves[i], j, n, good, root));
    for (size_t k = 0; k < good->count; k++) {
        struct merkle_proof bad = *good;
        bad.hashes[k][0] ^= 0x80;
        assert_false(merkle_verify_inclusion(leaves[i], i, n, &bad, root));
    }
    struct merkle_proof bad = *good;
    bad.count++;
    memset(bad.hashes[good->count], 0, 32);
    assert_false(merkle_verify_inclusion(leaves[i], i, n, &bad, root));
    if (good->count) {
        bad.count = good->count - 1;
        assert_false(merkle_verify_inclusion(leaves[i], i, n, &bad, root));
    }
}

static void wrong_inclusions(void **state)
{
    (void)state;
    struct merkle_proof proof;
    for (size_t n = 1; n <= 40; n++) {
        uint8_t root[32];
        naive_root(0, n, root);
        for (size_t i = 0; i < n; i++) {
            proof.count = 0;
            naive_path(i, 0, n, &proof);
            spoil_inclusion(i, n, root, &proof);
        }
    }
}

static void spoil_consistency(size_t m, const uint8_t older_root[32], size_t n,
                              const uint8_t root[32], const struct merkle_proof *good)
{
    uint8_t other[32];
    memcpy(other, root, 32);
    other[0] ^= 1;
    assert_false(merkle_verify_consistency(m, older_root, n, other, good));
    memcpy(other, older_root, 32);
    other[0] ^= 1;
    assert_false(merkle_verify_consistency(m, other, n, root, good));
    for (size_t j = 0; j <= n + 1; j++)
        if (j != m)
            assert_false(merkle_verify_consistency(j, older_root, n, root, good));
    struct merkle_proof bad = *good;
    for (size_t k = 0; k < good->count; k++) {
        bad.hashes[k][0] ^= 1;
        assert_false(merkle_verify_consistency(m, older_root, n, root, &bad));
        bad.hashes[k][0] ^= 1;
    }
    bad.count = good->count + 1;
    memset(bad.hashes[good->count], 0, 32);
    assert_false(merkle_verify_consistency(m, older_root, n, root, &bad));
    if (good->count) {
        bad.count = good->count - 1;
        assert_false(merkle_verify_consistency(m, older_root, n, root, &bad));
    }
}

static void wrong_consistencies(void **state)
{
    (void)state;
    struct merkle_proof proof;
    for (size_t n = 1; n <= 40; n++) {
        uint8_t root[32], older_root[32];
        naive_root(0, n, root);
        for (size_t m = 1; m <= n; m++) {
            naive_root(0, m, older_root);
            proof.count = 0;
            naive_subproof(m, 0, n, true, &proof);
            spoil_consistency(m, older_root, n, root, &proof);
        }
    }
}

/* A log that changed an old leaf cannot prove that it continues what it had signed. */
static void changed_history_is_found(void **state)
{
    (void)state;
    struct merkle_frontier honest = {.size = 0}, forged = {.size = 0};
    uint8_t honest_root[32], forged_root[32];
    for (size_t i = 0; i < 100; i++)
        merkle_append(&honest, leaves[i]);
    for (size_t i = 0; i < 200; i++)
        merkle_append(&forged, leaves[i == 17 ? 18 : i]);
    merkle_root(&honest, honest_root);
    merkle_root(&forged, forged_root);
    struct merkle_proof proof = {.count = 0};
    naive_subproof(100, 0, 200, true, &proof);
    assert_false(merkle_verify_consistency(100, honest_root, 200, forged_root, &proof));
}

static void every_tree_continues_the_empty_one(void **state)
{
    (void)state;
    struct merkle_proof none = {.count = 0};
    uint8_t nothing[32], root[32];
    naive_root(0, 0, nothing);
    naive_root(0, 9, root);
    assert_true(merkle_verify_consistency(0, nothing, 9, root, &none));
    assert_false(merkle_verify_consistency(0, root, 9, root, &none));
    none.count = 1;
    assert_false(merkle_verify_consistency(0, nothing, 9, root, &none));
}

static void faults_of_the_source_come_through(void **state)
{
    (void)state;
    struct merkle_proof proof;
    struct em_error error;
    struct reader reader = {0, 7};
    struct merkle_source source = {read_leaf, &reader};
    assert_int_equal(merkle_prove_inclusion(&source, 3, 20, &proof, &error), EM_IO);
    assert_string_equal(error.text, "Leaf 7 cannot be read.");
    reader = (struct reader){0, 19};
    assert_int_equal(merkle_prove_consistency(&source, 11, 20, &proof, &error), EM_IO);
}

/* Whoever hands us a proof may hand us anything. */
static void absurd_proofs_are_refused(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 9162);
    for (int round = 0; round < 2000; round++) {
        struct merkle_proof proof;
        random.random.fill(&random, &proof, sizeof proof);
        uint64_t a, b;
        random.random.fill(&random, &a, sizeof a);
        random.random.fill(&random, &b, sizeof b);
        proof.count = round % 3 ? proof.count % (MERKLE_PROOF_MAX + 1) : proof.count;
        assert_false(merkle_verify_inclusion(leaves[0], a, b, &proof, leaves[1]));
        assert_false(merkle_verify_consistency(a, leaves[0], b, leaves[1], &proof));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_and_frontiers),
        cmocka_unit_test(empty_root),
        cmocka_unit_test(frontier_too_large_is_refused),
        cmocka_unit_test(every_inclusion),
        cmocka_unit_test(every_consistency),
        cmocka_unit_test(wrong_inclusions),
        cmocka_unit_test(wrong_consistencies),
        cmocka_unit_test(changed_history_is_found),
        cmocka_unit_test(every_tree_continues_the_empty_one),
        cmocka_unit_test(faults_of_the_source_come_through),
        cmocka_unit_test(absurd_proofs_are_refused),
    };
    return cmocka_run_group_tests_name("merkle", tests, set_up, NULL);
}
