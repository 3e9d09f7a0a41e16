/* SQLite's calls in the manners of this house: statuses with a sentence, typed binding. */
#include "core/memory.h"
#include "core/store_private.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum em_status store_damaged(struct store *store, struct em_error *error, const char *what)
{
    return em_fail(error, EM_DAMAGED, "The store %s is damaged: %s.", store->path, what);
}

/* EFBIG is a quota's or a limit's way to say that there is no more room. */
static bool means_full(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

/* SQLite keeps no errno of a COMMIT that failed, so store_step clears errno and it is looked at
 * too. */
static bool disk_is_full(struct store *store)
{
    return means_full(sqlite3_system_errno(store->db)) || means_full(errno);
}

static enum em_status full(struct store *store, struct em_error *error)
{
    return em_fail(error, EM_FULL,
                   "The disk that holds %s is full. Nothing was recorded; make room and try again.",
                   store->path);
}

static enum em_status failed_io(struct store *store, struct em_error *error)
{
    if (disk_is_full(store))
        return full(store, error);
    int number = sqlite3_system_errno(store->db);
    return em_fail(error, EM_IO, "Reading or writing %s failed: %s. Check the disk.", store->path,
                   number ? strerror(number) : sqlite3_errmsg(store->db));
}

static enum em_status denied(struct store *store, struct em_error *error)
{
    return em_fail(error, EM_DENIED,
                   "%s cannot be opened or written (%s). Check the permissions of the file and its "
                   "folder.",
                   store->path, sqlite3_errmsg(store->db));
}

static enum em_status busy(struct store *store, struct em_error *error)
{
    return em_fail(error, EM_BUSY, "%s is held by another program. Close it and try again.",
                   store->path);
}

/* A reader does not bring a store up to date, and then the lists lack what came since. */
static enum em_status damaged(struct store *store, struct em_error *error)
{
    if (store->version < store_version && sqlite3_errcode(store->db) == SQLITE_ERROR)
        return em_fail(error, EM_DAMAGED,
                       "The lists in %s were made by an older emarge. Make them anew with `emarge "
                       "rebuild`; nothing is lost.",
                       store->path);
    return store_damaged(store, error, sqlite3_errmsg(store->db));
}

static const struct {
    int code;
    enum em_status (*say)(struct store *store, struct em_error *error);
} failures[] = {
    {SQLITE_FULL, full},          {SQLITE_IOERR, failed_io},  {SQLITE_BUSY, busy},
    {SQLITE_LOCKED, busy},        {SQLITE_PROTOCOL, busy},    {SQLITE_CANTOPEN, denied},
    {SQLITE_READONLY, denied},    {SQLITE_PERM, denied},      {SQLITE_AUTH, denied},
    {SQLITE_CORRUPT, damaged},    {SQLITE_NOTADB, damaged},   {SQLITE_FORMAT, damaged},
    {SQLITE_CONSTRAINT, damaged}, /* every row is checked before, so the store broke a rule */
    {SQLITE_ERROR, damaged},      /* the statements are right, so the tables are not */
    {SQLITE_SCHEMA, damaged},     {SQLITE_MISMATCH, damaged}, {SQLITE_TOOBIG, damaged},
};

enum em_status store_failed(struct store *store, struct em_error *error)
{
    int code = sqlite3_errcode(store->db) & 0xff;
    if (code == SQLITE_NOMEM)
        abort();
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
        if (failures[i].code == code)
            return failures[i].say(store, error);
    return failed_io(store, error);
}

enum em_status store_exec(struct store *store, const char *sql, struct em_error *error)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return EM_OK;
    return store_failed(store, error);
}

enum em_status store_value(struct store *store, const char *sql, char *out, size_t size,
                           struct em_error *error)
{
    sqlite3_stmt *statement;
    *out = '\0';
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return store_failed(store, error);
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    if (status == EM_OK && row && store_text(statement, 0))
        snprintf(out, size, "%s", store_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

sqlite3_stmt *store_statement(struct store *store, enum store_sql which, struct em_error *error)
{
    sqlite3_stmt **statement = &store->statements[which];
    unsigned flags = SQLITE_PREPARE_PERSISTENT;
    if (!*statement &&
        sqlite3_prepare_v3(store->db, store_sql[which], -1, flags, statement, NULL) != SQLITE_OK)
        store_failed(store, error);
    return *statement;
}

enum em_status store_step(struct store *store, sqlite3_stmt *statement, bool *row,
                          struct em_error *error)
{
    errno = 0;
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (*row)
        return EM_OK;
    enum em_status status = code == SQLITE_DONE ? EM_OK : store_failed(store, error);
    sqlite3_reset(statement);
    return status;
}

enum em_status store_run(struct store *store, sqlite3_stmt *statement, struct em_error *error)
{
    if (!statement)
        return store_failed(store, error);
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    assert(!row);
    sqlite3_clear_bindings(statement);
    return status;
}

/* Binding fails only for want of memory or for a programmer's mistake. */
static void bound(int code)
{
    if (code == SQLITE_NOMEM)
        abort();
    assert(code == SQLITE_OK);
}

void store_bind_int(sqlite3_stmt *statement, int at, int64_t value)
{
    bound(sqlite3_bind_int64(statement, at, value));
}

void store_bind_text_sized(sqlite3_stmt *statement, int at, const char *text, size_t size)
{
    bound(sqlite3_bind_text64(statement, at, text, size, SQLITE_STATIC, SQLITE_UTF8));
}

void store_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    store_bind_text_sized(statement, at, text, text ? strlen(text) : 0);
}

void store_bind_blob(sqlite3_stmt *statement, int at, const void *bytes, size_t size)
{
    bound(sqlite3_bind_blob64(statement, at, bytes, size, SQLITE_STATIC));
}

const char *store_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

bool store_fixed(sqlite3_stmt *statement, int column, void *out, size_t size)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    if (!bytes || (size_t)sqlite3_column_bytes(statement, column) != size)
        return false;
    memcpy(out, bytes, size);
    return true;
}
