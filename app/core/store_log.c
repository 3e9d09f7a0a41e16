/* meta, log and entry: rows to structs and back. */
#include "core/store_private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum em_status store_meta_get(struct store *store, const char *name, char *out, size_t size,
                              struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_META_GET, error);
    if (!statement)
        return store_failed(store, error);
    bool row;
    store_bind_text(statement, 1, name);
    enum em_status status = store_step(store, statement, &row, error);
    if (status == EM_OK && !row)
        status = em_fail(error, EM_NOT_FOUND, "%s does not say its %s.", store->path, name);
    const char *value = row ? store_text(statement, 0) : NULL;
    if (row && (!value || strlen(value) >= size))
        status = store_damaged(store, error, "what it says of itself is not as it was written");
    else if (row)
        memcpy(out, value, strlen(value) + 1);
    sqlite3_reset(statement);
    return status;
}

enum em_status store_meta_put(struct store *store, const char *name, const char *value,
                              struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_META_PUT, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, name);
    store_bind_text(statement, 2, value);
    return store_run(store, statement, error);
}

enum em_status store_log_add(struct store *store, const struct store_log *log,
                             struct em_error *error)
{
    uint8_t frontier[MERKLE_FRONTIER_MAX];
    sqlite3_stmt *statement = store_statement(store, SQL_LOG_ADD, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, log->origin);
    store_bind_blob(statement, 2, log->vkey, sizeof log->vkey);
    store_bind_int(statement, 3, log->size);
    store_bind_blob(statement, 4, frontier, merkle_frontier_encode(&log->frontier, frontier));
    store_bind_text(statement, 5, log->checkpoint);
    return store_run(store, statement, error);
}

enum em_status store_log_update(struct store *store, const struct store_log *log,
                                struct em_error *error)
{
    uint8_t frontier[MERKLE_FRONTIER_MAX];
    sqlite3_stmt *statement = store_statement(store, SQL_LOG_UPDATE, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, log->origin);
    store_bind_int(statement, 2, log->size);
    store_bind_blob(statement, 3, frontier, merkle_frontier_encode(&log->frontier, frontier));
    store_bind_text(statement, 4, log->checkpoint);
    return store_run(store, statement, error);
}

/* A text that must be there and fit, as every origin and boot id does. */
static bool fitting(sqlite3_stmt *statement, int column, char *out, size_t size)
{
    const char *text = store_text(statement, column);
    if (!text || (size_t)sqlite3_column_bytes(statement, column) != strlen(text))
        return false;
    return snprintf(out, size, "%s", text) < (int)size;
}

static bool read_log(sqlite3_stmt *statement, struct store_log *log)
{
    const uint8_t *frontier = sqlite3_column_blob(statement, 3);
    size_t frontier_size = (size_t)sqlite3_column_bytes(statement, 3);
    log->size = sqlite3_column_int64(statement, 2);
    log->checkpoint = store_text(statement, 4);
    return fitting(statement, 0, log->origin, sizeof log->origin) &&
           store_fixed(statement, 1, log->vkey, sizeof log->vkey) && log->size >= 0 && frontier &&
           merkle_frontier_decode(&log->frontier, frontier, frontier_size) && log->checkpoint;
}

static enum em_status visit_log(struct store *store, sqlite3_stmt *statement,
                                store_log_visit *visit, void *context, struct em_error *error)
{
    struct store_log log = {0};
    if (!read_log(statement, &log))
        return store_damaged(store, error, "the head of a log is not as it was written");
    return visit(context, &log, error);
}

enum em_status store_logs(struct store *store, const char *origin, store_log_visit *visit,
                          void *context, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, origin ? SQL_LOG_GET : SQL_LOG_EACH, error);
    if (!statement)
        return store_failed(store, error);
    if (origin)
        store_bind_text(statement, 1, origin);
    int64_t count = 0;
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    while (status == EM_OK && row) {
        count++;
        status = visit_log(store, statement, visit, context, error);
        if (status == EM_OK)
            status = store_step(store, statement, &row, error);
    }
    sqlite3_reset(statement);
    if (status == EM_OK && origin && count == 0)
        status = em_fail(error, EM_NOT_FOUND, "%s has no log %s.", store->path, origin);
    return status;
}

enum em_status store_log_names(struct store *store, store_name_visit *visit, void *context,
                               struct em_error *error)
{
    char origin[ENTRY_ORIGIN_SIZE];
    sqlite3_stmt *statement = store_statement(store, SQL_LOG_NAMES, error);
    if (!statement)
        return store_failed(store, error);
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    while (status == EM_OK && row) {
        status = fitting(statement, 0, origin, sizeof origin)
                     ? visit(context, origin, error)
                     : store_damaged(store, error, "the name of a log is not as it was written");
        if (status == EM_OK)
            status = store_step(store, statement, &row, error);
    }
    sqlite3_reset(statement);
    return status;
}

enum em_status store_entry_add(struct store *store, const struct entry *entry,
                               const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_ADD, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, entry->origin);
    store_bind_int(statement, 2, entry->seq);
    store_bind_text(statement, 3, entry_kind_word(entry->kind));
    store_bind_int(statement, 4, entry->at_us);
    store_bind_text(statement, 5, entry->boot);
    store_bind_int(statement, 6, entry->mono_us);
    store_bind_text_sized(statement, 7, (const char *)entry->body, entry->body_size);
    store_bind_blob(statement, 8, entry->sealed, entry->sealed_size);
    store_bind_blob(statement, 9, entry->body_hash, ENTRY_HASH_SIZE);
    if (entry->has_sealed)
        store_bind_blob(statement, 10, entry->sealed_hash, ENTRY_HASH_SIZE);
    store_bind_blob(statement, 11, leaf, ENTRY_HASH_SIZE);
    return store_run(store, statement, error);
}

enum em_status store_entry_erase(struct store *store, const char *origin, int64_t seq,
                                 struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_ERASE, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, origin);
    store_bind_int(statement, 2, seq);
    return store_run(store, statement, error);
}

static bool read_entry(sqlite3_stmt *statement, struct entry *entry, uint8_t *leaf)
{
    entry->seq = sqlite3_column_int64(statement, 1);
    entry->at_us = sqlite3_column_int64(statement, 3);
    entry->mono_us = sqlite3_column_int64(statement, 5);
    entry->body = sqlite3_column_blob(statement, 6);
    entry->body_size = (size_t)sqlite3_column_bytes(statement, 6);
    entry->sealed = sqlite3_column_blob(statement, 7);
    entry->sealed_size = (size_t)sqlite3_column_bytes(statement, 7);
    entry->has_sealed = sqlite3_column_type(statement, 9) != SQLITE_NULL;
    const char *kind = store_text(statement, 2);
    return fitting(statement, 0, entry->origin, sizeof entry->origin) && kind &&
           entry_kind_read(&entry->kind, kind, NULL) == EM_OK &&
           fitting(statement, 4, entry->boot, sizeof entry->boot) &&
           store_fixed(statement, 8, entry->body_hash, ENTRY_HASH_SIZE) &&
           (!entry->has_sealed || store_fixed(statement, 9, entry->sealed_hash, ENTRY_HASH_SIZE)) &&
           store_fixed(statement, 10, leaf, ENTRY_HASH_SIZE);
}

enum em_status store_read_entry(struct store *store, sqlite3_stmt *statement, struct entry *entry,
                                uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    char what[64];
    *entry = (struct entry){0};
    if (read_entry(statement, entry, leaf))
        return EM_OK;
    snprintf(what, sizeof what, "entry %lld is not as it was written", (long long)entry->seq);
    return store_damaged(store, error, what);
}

static enum em_status visit_entry(struct store *store, sqlite3_stmt *statement,
                                  store_entry_visit *visit, void *context, struct em_error *error)
{
    struct entry entry;
    uint8_t leaf[ENTRY_HASH_SIZE];
    enum em_status status = store_read_entry(store, statement, &entry, leaf, error);
    return status == EM_OK ? visit(context, &entry, leaf, error) : status;
}

enum em_status store_visit_entries(struct store *store, sqlite3_stmt *statement,
                                   store_entry_visit *visit, void *context, struct em_error *error)
{
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    while (status == EM_OK && row) {
        status = visit_entry(store, statement, visit, context, error);
        if (status == EM_OK)
            status = store_step(store, statement, &row, error);
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

enum em_status store_entries(struct store *store, const char *origin, int64_t from,
                             store_entry_visit *visit, void *context, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_EACH, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, origin);
    store_bind_int(statement, 2, from);
    return store_visit_entries(store, statement, visit, context, error);
}

enum em_status store_entry(struct store *store, const char *origin, int64_t seq,
                           store_entry_visit *visit, void *context, struct em_error *error)
{
    bool row;
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_ONE, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, origin);
    store_bind_int(statement, 2, seq);
    enum em_status status = store_step(store, statement, &row, error);
    if (status == EM_OK && !row)
        status = em_fail(error, EM_NOT_FOUND, "%s has no entry %lld of %s.", store->path,
                         (long long)seq, origin);
    if (status == EM_OK)
        status = visit_entry(store, statement, visit, context, error);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

enum em_status store_entries_of_kinds(struct store *store, const enum entry_kind *kinds,
                                      size_t count, store_entry_visit *visit, void *context,
                                      struct em_error *error)
{
    assert(count <= STORE_KINDS_MAX); /* what is not bound is NULL, and no kind equals that */
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_OF_KINDS, error);
    if (!statement)
        return store_failed(store, error);
    for (size_t i = 0; i < count; i++)
        store_bind_text(statement, (int)i + 1, entry_kind_word(kinds[i]));
    return store_visit_entries(store, statement, visit, context, error);
}
