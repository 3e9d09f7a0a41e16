#include "peer_commit.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct peer_commit {
    sqlite3 *db;
    sqlite3_stmt *begin, *insert, *commit;
    unsigned char *row, *plain;
    size_t size;
    unsigned char box_public[crypto_box_PUBLICKEYBYTES], box_secret[crypto_box_SECRETKEYBYTES];
    unsigned char sign_public[crypto_sign_PUBLICKEYBYTES], sign_secret[crypto_sign_SECRETKEYBYTES];
};

static void must(int code, sqlite3 *db)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "The peer's database failed: %s.\n", sqlite3_errmsg(db));
    exit(1);
}

/* `kind` is for a statement that asks for one. */
static int number_of(sqlite3 *db, const char *sql, const char *kind)
{
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), db);
    if (kind)
        must(sqlite3_bind_text(statement, 1, kind, -1, SQLITE_STATIC), db);
    must(sqlite3_step(statement), db);
    int number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

struct peer_size peer_commit_size(const char *store, const char *kind)
{
    static const char both[] =
        "SELECT length(origin) + 8 + length(kind) + 8 + length(boot) + 8 +"
        " length(CAST(body AS BLOB)) + coalesce(length(sealed), 0) + length(body_hash) +"
        " coalesce(length(sealed_hash), 0) + length(leaf) + length(origin) + length(vkey) + 8 +"
        " length(frontier) + length(CAST(checkpoint AS BLOB))"
        " FROM meta CROSS JOIN log ON log.origin = meta.value JOIN entry USING (origin)"
        " WHERE meta.name = 'origin' AND kind = ?1 ORDER BY seq DESC LIMIT 1";
    sqlite3 *db;
    must(sqlite3_open_v2(store, &db, SQLITE_OPEN_READONLY, NULL), db);
    struct peer_size size = {.row = (size_t)number_of(db, both, kind),
                             .page = number_of(db, "PRAGMA page_size", NULL)};
    sqlite3_close(db);
    return size;
}

struct peer_commit *peer_commit_open(const char *path, struct peer_size size)
{
    struct peer_commit *peer = calloc(1, sizeof *peer);
    char set_up[256];
    snprintf(set_up, sizeof set_up,
             "PRAGMA page_size = %d; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
             "CREATE TABLE row (id INTEGER PRIMARY KEY, data BLOB NOT NULL);",
             size.page);
    if (!peer || !(peer->row = calloc(1, size.row)) || !(peer->plain = calloc(1, size.row)))
        abort();
    peer->size = size.row;
    crypto_box_keypair(peer->box_public, peer->box_secret);
    crypto_sign_keypair(peer->sign_public, peer->sign_secret);
    must(sqlite3_open(path, &peer->db), peer->db);
    must(sqlite3_exec(peer->db, set_up, NULL, NULL, NULL), peer->db);
    must(sqlite3_prepare_v2(peer->db, "BEGIN IMMEDIATE", -1, &peer->begin, NULL), peer->db);
    must(
        sqlite3_prepare_v2(peer->db, "INSERT INTO row (data) VALUES (?1)", -1, &peer->insert, NULL),
        peer->db);
    must(sqlite3_prepare_v2(peer->db, "COMMIT", -1, &peer->commit, NULL), peer->db);
    return peer;
}

void peer_commit_close(struct peer_commit *peer)
{
    sqlite3_finalize(peer->begin);
    sqlite3_finalize(peer->insert);
    sqlite3_finalize(peer->commit);
    sqlite3_close(peer->db);
    free(peer->row);
    free(peer->plain);
    free(peer);
}

static void run(struct peer_commit *peer, sqlite3_stmt *statement)
{
    must(sqlite3_step(statement), peer->db);
    must(sqlite3_reset(statement), peer->db);
}

static void insert(struct peer_commit *peer)
{
    sqlite3_bind_blob(peer->insert, 1, peer->row, (int)peer->size, SQLITE_STATIC);
    run(peer, peer->insert);
}

void peer_commit_one(struct peer_commit *peer)
{
    run(peer, peer->begin);
    insert(peer);
    run(peer, peer->commit);
}

static void seal(struct peer_commit *peer, unsigned char hash[crypto_hash_sha256_BYTES])
{
    crypto_box_seal(peer->row, peer->plain, peer->size - crypto_box_SEALBYTES, peer->box_public);
    crypto_hash_sha256(hash, peer->row, peer->size);
}

void peer_commit_sealed(struct peer_commit *peer)
{
    unsigned char hash[crypto_hash_sha256_BYTES], signature[crypto_sign_BYTES];
    seal(peer, hash);
    crypto_sign_detached(signature, NULL, hash, sizeof hash, peer->sign_secret);
    memcpy(peer->row, signature, sizeof signature);
    peer_commit_one(peer);
}

void peer_commit_many(struct peer_commit *peer, int count, bool sealed)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    run(peer, peer->begin);
    for (int i = 0; i < count; i++) {
        if (sealed)
            seal(peer, hash);
        insert(peer);
    }
    run(peer, peer->commit);
}
