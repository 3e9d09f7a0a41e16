/* What the store's own files (core/store*.c) share; nobody else includes this or sqlite3.h. */
#ifndef EM_CORE_STORE_PRIVATE_H
#define EM_CORE_STORE_PRIVATE_H

#include "core/store.h"

#include <sqlite3.h>

/* The statements, by name; their text stands in store_sql.c. */
enum store_sql {
    SQL_BEGIN,
    SQL_SNAPSHOT,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_META_GET,
    SQL_META_PUT,
    SQL_LOG_ADD,
    SQL_LOG_UPDATE,
    SQL_LOG_GET,
    SQL_LOG_EACH,
    SQL_LOG_NAMES,
    SQL_ENTRY_ADD,
    SQL_ENTRY_EACH,
    SQL_ENTRY_ONE,
    SQL_ENTRY_OF_KINDS,
    SQL_ENTRY_ERASE,
    SQL_ENTRY_NEWEST,
    SQL_ROLL_PUT,
    SQL_ROLL_WITHDRAW,
    SQL_ROLL_ERASE,
    SQL_ROLL_EACH,
    SQL_ROLL_ONE,
    SQL_ROLL_OF_DELEGATE,
    SQL_ROLL_RAW,
    SQL_ROLL_COUNT,
    SQL_ROSTER_PUT,
    SQL_ROSTER_LOOKUP,
    SQL_ROSTER_LATEST,
    SQL_ROSTER_EACH,
    SQL_ROSTER_COUNT,
    SQL_ROSTER_RAW,
    SQL_STATEMENTS
};

extern const char *const store_sql[SQL_STATEMENTS];

/* Migration i brings a store from version i to i + 1; the last one's number is the version. */
extern const char *const store_migrations[];
extern const int store_version;
extern const char store_projections[]; /* makes what may be dropped */
extern const char store_indexes[];     /* and makes it quick to ask */
extern const char store_drop_projections[];

struct store {
    sqlite3 *db;
    char *path;
    int version; /* older than store_version only when it was opened to read */
    bool tidy;   /* SQLite's index of the -wal was not there, and goes when this closes */
    sqlite3_stmt *statements[SQL_STATEMENTS];
};

/* The status and sentence of SQLite's last error on this store. */
enum em_status store_failed(struct store *store, struct em_error *error);
enum em_status store_damaged(struct store *store, struct em_error *error, const char *what);

enum em_status store_exec(struct store *store, const char *sql, struct em_error *error);
/* The single value of a query, "" when it gives none. */
enum em_status store_value(struct store *store, const char *sql, char *out, size_t size,
                           struct em_error *error);

/* A statement ready to be bound, prepared at its first use; NULL with a sentence on failure. */
sqlite3_stmt *store_statement(struct store *store, enum store_sql which, struct em_error *error);
/* *row says whether there is one; the statement is reset when there is none, and on failure. */
enum em_status store_step(struct store *store, sqlite3_stmt *statement, bool *row,
                          struct em_error *error);
/* Runs a statement that gives no rows. */
enum em_status store_run(struct store *store, sqlite3_stmt *statement, struct em_error *error);

void store_bind_int(sqlite3_stmt *statement, int at, int64_t value);
void store_bind_text(sqlite3_stmt *statement, int at, const char *text); /* NULL binds NULL */
void store_bind_text_sized(sqlite3_stmt *statement, int at, const char *text, size_t size);
void store_bind_blob(sqlite3_stmt *statement, int at, const void *bytes, size_t size);

const char *store_text(sqlite3_stmt *statement, int column); /* NULL for NULL */
/* Copies a blob that must have this very size; false when it has another. */
bool store_fixed(sqlite3_stmt *statement, int column, void *out, size_t size);

/* The entry in a row that begins with all columns of one; it lives until the next step. */
enum em_status store_read_entry(struct store *store, sqlite3_stmt *statement, struct entry *entry,
                                uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error);
/* Calls visit for every row of a statement that gives entries, and resets it. */
enum em_status store_visit_entries(struct store *store, sqlite3_stmt *statement,
                                   store_entry_visit *visit, void *context, struct em_error *error);

/* What the schema is, as text, without projections; and what this program would make it. */
enum em_status store_check_schema(struct store *store, struct em_error *error);
/* Brings the store to this program's version; nothing to do is EM_OK. */
enum em_status store_migrate(struct store *store, int from, struct em_error *error);

#endif
