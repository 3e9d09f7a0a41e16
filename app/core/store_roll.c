/* Rows of the signature projection; core/roll.c says what they mean. */
#include "core/roll.h"
#include "core/store_private.h"

enum em_status store_roll_put(struct store *store, const struct roll_signature *row,
                              struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROLL_PUT, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, row->origin);
    store_bind_int(statement, 2, row->seq);
    store_bind_text(statement, 3, row->number);
    store_bind_int(statement, 4, row->at_us);
    store_bind_text(statement, 5, row->document);
    store_bind_text(statement, 6, row->language);
    store_bind_text(statement, 7, row->mode);
    store_bind_text(statement, 8, row->capacity);
    store_bind_text(statement, 9, row->government);
    store_bind_text(statement, 10, row->government_id);
    store_bind_text(statement, 11, row->country);
    store_bind_int(statement, 12, row->read_to_end);
    store_bind_int(statement, 13, row->listed);
    store_bind_text(statement, 14, row->name);
    store_bind_text(statement, 15, row->role);
    store_bind_text(statement, 16, row->delegate);
    store_bind_int(statement, 17, row->withdrawn);
    store_bind_int(statement, 18, row->erased);
    return store_run(store, statement, error);
}

static enum em_status mark(struct store *store, enum store_sql which, const char *origin,
                           int64_t seq, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, which, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, origin);
    store_bind_int(statement, 2, seq);
    return store_run(store, statement, error);
}

enum em_status store_roll_withdraw(struct store *store, const char *origin, int64_t seq,
                                   struct em_error *error)
{
    return mark(store, SQL_ROLL_WITHDRAW, origin, seq, error);
}

enum em_status store_roll_erase(struct store *store, const char *origin, int64_t seq,
                                struct em_error *error)
{
    return mark(store, SQL_ROLL_ERASE, origin, seq, error);
}

/* The table keeps its words from being NULL; a file that broke that has "" there. */
static const char *word(sqlite3_stmt *statement, int column)
{
    const char *text = store_text(statement, column);
    return text ? text : "";
}

static struct roll_signature read_row(sqlite3_stmt *statement)
{
    struct roll_signature row = {
        .origin = word(statement, 0),
        .seq = sqlite3_column_int64(statement, 1),
        .number = word(statement, 2),
        .at_us = sqlite3_column_int64(statement, 3),
        .document = word(statement, 4),
        .language = word(statement, 5),
        .mode = word(statement, 6),
        .capacity = word(statement, 7),
        .government = word(statement, 8),
        .government_id = word(statement, 9),
        .country = word(statement, 10),
        .read_to_end = sqlite3_column_int(statement, 11) != 0,
        .listed = sqlite3_column_int(statement, 12) != 0,
        .name = store_text(statement, 13),
        .role = store_text(statement, 14),
        .delegate = word(statement, 15),
        .withdrawn = sqlite3_column_int(statement, 16) != 0,
        .erased = sqlite3_column_int(statement, 17) != 0,
    };
    return row;
}

/* A statement with more columns than the roll's own has those of the entry behind them. */
static enum em_status visit_row(struct store *store, sqlite3_stmt *statement, roll_visit *visit,
                                void *context, struct em_error *error)
{
    struct roll_signature row = read_row(statement);
    if (sqlite3_column_count(statement) > 19) {
        if (!store_fixed(statement, 18, row.leaf, sizeof row.leaf))
            return store_damaged(store, error, "its roll has a signature that no entry has");
        row.sealed = sqlite3_column_blob(statement, 19);
        row.sealed_size = (size_t)sqlite3_column_bytes(statement, 19);
    }
    return visit(context, &row, error);
}

static enum em_status visit_rows(struct store *store, sqlite3_stmt *statement, roll_visit *visit,
                                 void *context, int64_t *count, struct em_error *error)
{
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    for (*count = 0; status == EM_OK && row; ++*count) {
        status = visit_row(store, statement, visit, context, error);
        if (status == EM_OK)
            status = store_step(store, statement, &row, error);
    }
    sqlite3_reset(statement);
    return status;
}

static enum em_status visit_all(struct store *store, enum store_sql which, roll_visit *visit,
                                void *context, struct em_error *error)
{
    int64_t count;
    sqlite3_stmt *statement = store_statement(store, which, error);
    if (!statement)
        return store_failed(store, error);
    return visit_rows(store, statement, visit, context, &count, error);
}

enum em_status store_roll_each(struct store *store, roll_visit *visit, void *context,
                               struct em_error *error)
{
    return visit_all(store, SQL_ROLL_EACH, visit, context, error);
}

enum em_status store_roll_each_open(struct store *store, roll_visit *visit, void *context,
                                    struct em_error *error)
{
    return visit_all(store, SQL_ROLL_RAW, visit, context, error);
}

enum em_status store_roll_one(struct store *store, const char *origin, int64_t seq,
                              roll_visit *visit, void *context, struct em_error *error)
{
    int64_t count;
    sqlite3_stmt *statement = store_statement(store, SQL_ROLL_ONE, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, origin);
    store_bind_int(statement, 2, seq);
    enum em_status status = visit_rows(store, statement, visit, context, &count, error);
    sqlite3_clear_bindings(statement);
    if (status == EM_OK && count == 0)
        return em_fail(error, EM_NOT_FOUND, "There is no signature %lld of %s.", (long long)seq,
                       origin);
    return status;
}

enum em_status store_roll_of_delegate(struct store *store, const char *delegate,
                                      const char *document, roll_visit *visit, void *context,
                                      struct em_error *error)
{
    int64_t count;
    sqlite3_stmt *statement = store_statement(store, SQL_ROLL_OF_DELEGATE, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, delegate);
    store_bind_text(statement, 2, document);
    enum em_status status = visit_rows(store, statement, visit, context, &count, error);
    sqlite3_clear_bindings(statement);
    if (status == EM_OK && count == 0)
        return em_fail(error, EM_NOT_FOUND, "This delegate has not signed here.");
    return status;
}

enum em_status store_roll_count(struct store *store, int64_t *count, int64_t *since_us,
                                struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROLL_COUNT, error);
    if (!statement)
        return store_failed(store, error);
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    if (status != EM_OK)
        return status;
    *count = sqlite3_column_int64(statement, 0);
    *since_us = sqlite3_column_int64(statement, 1);
    sqlite3_reset(statement);
    return EM_OK;
}
