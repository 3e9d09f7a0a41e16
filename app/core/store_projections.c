/* All projections together: dropped and made again, and compared to the byte. */
#include "core/store_private.h"

#include <sodium.h>

enum em_status store_projections_reset(struct store *store, struct em_error *error)
{
    enum em_status status = store_exec(store, store_drop_projections, error);
    return status == EM_OK ? store_exec(store, store_projections, error) : status;
}

enum em_status store_projections_index(struct store *store, struct em_error *error)
{
    return store_exec(store, store_indexes, error);
}

/* Each value as its type, its length and its bytes, so that no two rows read alike. */
static void digest_row(crypto_hash_sha256_state *hash, sqlite3_stmt *statement)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        int32_t type = sqlite3_column_type(statement, i);
        const void *bytes = sqlite3_column_blob(statement, i); /* a number as its digits */
        int32_t size = sqlite3_column_bytes(statement, i);
        crypto_hash_sha256_update(hash, (const void *)&type, sizeof type);
        crypto_hash_sha256_update(hash, (const void *)&size, sizeof size);
        if (size > 0)
            crypto_hash_sha256_update(hash, bytes, (size_t)size);
    }
}

static enum em_status digest_table(crypto_hash_sha256_state *hash, struct store *store,
                                   enum store_sql which, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, which, error);
    if (!statement)
        return store_failed(store, error);
    int64_t rows = 0;
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    for (; status == EM_OK && row; rows++) {
        digest_row(hash, statement);
        status = store_step(store, statement, &row, error);
    }
    crypto_hash_sha256_update(hash, (const void *)&rows, sizeof rows); /* where this table ends */
    return status;
}

enum em_status store_projections_digest(struct store *store, uint8_t digest[32],
                                        struct em_error *error)
{
    crypto_hash_sha256_state hash;
    crypto_hash_sha256_init(&hash);
    enum em_status status = digest_table(&hash, store, SQL_ROLL_RAW, error);
    if (status == EM_OK)
        status = digest_table(&hash, store, SQL_ROSTER_RAW, error);
    crypto_hash_sha256_final(&hash, digest);
    return status;
}
