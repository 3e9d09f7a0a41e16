#include "peer_hash.h"

#include "samples.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HASH = 32, BASE64_SIZE = 45, TEXT_SIZE = 512, TIME_SIZE = 24 };

/* The columns of a row, in this order: texts and blobs as pointer and length, or a number. */
enum { ORIGIN, KIND, BOOT, BODY, SEALED, BYTES };
enum { SEQ = BYTES, AT, MONO, COLUMNS };
static const char select_rows[] =
    "SELECT origin, kind, boot, body, sealed, seq, at, mono FROM entry ORDER BY rowid";

struct row {
    const void *bytes[BYTES]; /* NULL when the column is */
    size_t sizes[BYTES];
    int64_t numbers[COLUMNS - BYTES];
};

struct peer {
    sqlite3 *db;
    sqlite3_stmt *select;
    struct row *rows; /* in memory, when they are brought there */
    uint8_t (*leaves)[HASH];
    size_t count, expected;
};

static _Noreturn void die(struct peer *peer)
{
    fprintf(stderr, "The peer cannot read the store: %s.\n", sqlite3_errmsg(peer->db));
    exit(1);
}

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

static void prepare(struct peer *peer, const char *sql)
{
    if (sqlite3_prepare_v2(peer->db, sql, -1, &peer->select, NULL) != SQLITE_OK)
        die(peer);
}

static void start(struct peer *peer, const char *path)
{
    *peer = (struct peer){0};
    if (sqlite3_open_v2(path, &peer->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        die(peer);
    prepare(peer, "SELECT count(*) FROM entry");
    if (sqlite3_step(peer->select) != SQLITE_ROW)
        die(peer);
    peer->expected = (size_t)sqlite3_column_int64(peer->select, 0);
    sqlite3_finalize(peer->select);
    prepare(peer, select_rows);
    peer->leaves = room(peer->expected, HASH);
}

static void stop(struct peer *peer)
{
    for (size_t i = 0; peer->rows && i < peer->count; i++)
        for (int column = 0; column < BYTES; column++)
            free((void *)peer->rows[i].bytes[column]);
    free(peer->rows);
    free(peer->leaves);
    sqlite3_finalize(peer->select);
    sqlite3_close(peer->db);
}

static bool next_row(struct peer *peer, struct row *row)
{
    int code = sqlite3_step(peer->select);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        die(peer);
    if (code == SQLITE_DONE || peer->count == peer->expected)
        return false;
    for (int i = 0; i < BYTES; i++) {
        row->bytes[i] = sqlite3_column_blob(peer->select, i);
        row->sizes[i] = (size_t)sqlite3_column_bytes(peer->select, i);
    }
    for (int i = BYTES; i < COLUMNS; i++)
        row->numbers[i - BYTES] = sqlite3_column_int64(peer->select, i);
    return true;
}

static void keep(struct row *row)
{
    for (int i = 0; i < BYTES; i++) {
        void *copy = row->bytes[i] ? room(1, row->sizes[i] + 1) : NULL;
        if (copy)
            memcpy(copy, row->bytes[i], row->sizes[i]);
        row->bytes[i] = copy;
    }
}

static void hash_part(char out[BASE64_SIZE], const void *bytes, size_t size)
{
    uint8_t hash[HASH];
    strcpy(out, "-");
    if (!bytes)
        return;
    crypto_hash_sha256(hash, bytes, size);
    sodium_bin2base64(out, BASE64_SIZE, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}

static void hash_row(const struct row *row, uint8_t leaf[HASH])
{
    char body[BASE64_SIZE], sealed[BASE64_SIZE], date[TIME_SIZE], text[TEXT_SIZE] = "";
    hash_part(body, row->bytes[BODY], row->sizes[BODY]);
    hash_part(sealed, row->bytes[SEALED], row->sizes[SEALED]);
    int64_t at = row->numbers[AT - BYTES];
    time_t seconds = (time_t)(at / 1000000);
    struct tm utc;
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", gmtime_r(&seconds, &utc));
    int size = snprintf(text + 1, sizeof text - 1, /* behind the 0x00 of a leaf */
                        "emarge entry v1\norigin %.*s\nseq %lld\nkind %.*s\nat %s.%06dZ\n"
                        "boot %.*s %lld\nbody %s\nsealed %s\n",
                        (int)row->sizes[ORIGIN], (const char *)row->bytes[ORIGIN],
                        (long long)row->numbers[SEQ - BYTES], (int)row->sizes[KIND],
                        (const char *)row->bytes[KIND], date, (int)(at % 1000000),
                        (int)row->sizes[BOOT], (const char *)row->bytes[BOOT],
                        (long long)row->numbers[MONO - BYTES], body, sealed);
    crypto_hash_sha256(leaf, (const unsigned char *)text, (size_t)size + 1);
}

/* RFC 9162, 2.1.1: split at the largest power of two below the count. */
static void hash_tree(const uint8_t (*leaves)[HASH], size_t count, uint8_t root[HASH])
{
    uint8_t node[1 + 2 * HASH] = {1};
    if (count == 1) {
        memcpy(root, leaves[0], HASH);
        return;
    }
    size_t left = 1;
    while (left * 2 < count)
        left *= 2;
    hash_tree(leaves, left, node + 1);
    hash_tree(leaves + left, count - left, node + 1 + HASH);
    crypto_hash_sha256(root, node, sizeof node);
}

double peer_hash_read(const char *path, uint8_t root[32])
{
    struct peer peer;
    struct row row;
    start(&peer, path);
    double began = samples_now();
    for (; next_row(&peer, &row); peer.count++)
        hash_row(&row, peer.leaves[peer.count]);
    hash_tree(peer.leaves, peer.count, root);
    double took = samples_now() - began;
    stop(&peer);
    return took;
}

double peer_hash_alone(const char *path, uint8_t root[32])
{
    struct peer peer;
    start(&peer, path);
    peer.rows = room(peer.expected, sizeof *peer.rows);
    for (; next_row(&peer, &peer.rows[peer.count]); peer.count++)
        keep(&peer.rows[peer.count]);
    double began = samples_now();
    for (size_t i = 0; i < peer.count; i++)
        hash_row(&peer.rows[i], peer.leaves[i]);
    hash_tree(peer.leaves, peer.count, root);
    double took = samples_now() - began;
    stop(&peer);
    return took;
}
