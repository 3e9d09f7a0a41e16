/* The least that a durable record can cost with SQLite: one row, one blob, one COMMIT, in WAL mode
 * with synchronous=FULL.
 */
#ifndef EM_BENCH_PEER_COMMIT_H
#define EM_BENCH_PEER_COMMIT_H

#include <stdbool.h>
#include <stddef.h>

struct peer_commit;

/* What the last entry of a kind in a kiosk's own log takes: all its columns and those of the log's
 * row, with the signed checkpoint. Ends the process when the store cannot be read, as all of these
 * do. */
struct peer_size {
    size_t row;
    int page; /* of the store */
};
struct peer_size peer_commit_size(const char *store, const char *kind);

/* A new database at `path` with pages of that size, for rows of that size. */
struct peer_commit *peer_commit_open(const char *path, struct peer_size size);
void peer_commit_close(struct peer_commit *peer);

void peer_commit_one(struct peer_commit *peer); /* durable when it returns */
/* The same, of a row that is sealed to a public key, hashed and signed before, as DESIGN asks of a
 * record: one sealed box, one SHA-256, one Ed25519 signature of libsodium. */
void peer_commit_sealed(struct peer_commit *peer);

/* So many rows in one transaction; sealed: each with a sealed box and a hash of its own. */
void peer_commit_many(struct peer_commit *peer, int count, bool sealed);

#endif
