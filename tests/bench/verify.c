/* Proving a log of real signatures, against reading its rows and hashing them, and against the
 * hashing alone. All three come to the same root.
 */
#include "core/verify.h"

#include "bench.h"
#include "delegates.h"
#include "folder.h"
#include "peer_hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURES = 20000, ROUNDS = 7 };

struct proof {
    struct store *store;
    struct verify_result result;
};

static enum em_status prove(void *context, const struct store_log *log, struct em_error *error)
{
    struct proof *proof = context;
    return verify_log(proof->store, log, &(struct verify_options){0}, &proof->result, error);
}

static double verify(const char *path, uint8_t root[MERKLE_HASH_SIZE])
{
    struct em_error error = {0};
    struct proof proof = {0};
    enum em_status status = store_open(&proof.store, path, STORE_READ, &error);
    double start = samples_now();
    if (status == EM_OK)
        status = store_snapshot(proof.store, &error);
    if (status == EM_OK)
        status = store_logs(proof.store, NULL, prove, &proof, &error);
    double took = samples_now() - start;
    if (status != EM_OK || !proof.result.good) {
        fprintf(stderr, "The log does not verify: %s%s\n", error.text, proof.result.reason);
        exit(1);
    }
    memcpy(root, proof.result.root, MERKLE_HASH_SIZE);
    store_close(proof.store);
    return took;
}

static void check_roots(uint8_t roots[3][MERKLE_HASH_SIZE])
{
    if (!memcmp(roots[0], roots[1], MERKLE_HASH_SIZE) &&
        !memcmp(roots[0], roots[2], MERKLE_HASH_SIZE))
        return;
    fputs("The peer comes to another root than verify: one of them does not do the work.\n",
          stderr);
    exit(1);
}

void bench_verify(struct bench *bench)
{
    char folder[512], path[600], what[64];
    uint8_t roots[3][MERKLE_HASH_SIZE];
    struct samples ours = {0}, reading = {0}, hashing = {0};
    snprintf(folder, sizeof folder, "%s/verify", bench->folder);
    snprintf(path, sizeof path, "%s/" STORE_FILE, folder);
    snprintf(what, sizeof what, "verify a log of %d signatures", SIGNATURES);
    folder_fresh(folder);
    struct ledger *ledger = delegates_open(folder);
    delegates_sign(ledger, 0, SIGNATURES);
    ledger_close(ledger);
    for (int i = 0; i < ROUNDS; i++) {
        samples_add(&ours, verify(path, roots[0]));
        samples_add(&reading, peer_hash_read(path, roots[1]));
        samples_add(&hashing, peer_hash_alone(path, roots[2]));
        check_roots(roots);
    }
    table_add_peer(bench->table,
                   &(struct table_peer){what, &ours, "SELECT and hash its entries", &reading, 2});
    table_add_peer(bench->table,
                   &(struct table_peer){what, &ours, "hash its entries in memory", &hashing, 2});
    samples_free(&ours);
    samples_free(&reading);
    samples_free(&hashing);
}
