/* Rows of the roster; core/roster.c says what they mean. */
#include "core/store_private.h"

#include <stdio.h>
#include <string.h>

#define LOOKUP_SIZE 32

enum em_status store_roster_put(struct store *store, const struct roster_mention *row,
                                struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROSTER_PUT, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_text(statement, 1, row->origin);
    store_bind_int(statement, 2, row->seq);
    store_bind_int(statement, 3, row->says);
    store_bind_int(statement, 4, row->rank);
    store_bind_text(statement, 5, row->subject);
    if (row->lookup)
        store_bind_blob(statement, 6, row->lookup, LOOKUP_SIZE);
    return store_run(store, statement, error);
}

static void take_found(struct roster_found *out, sqlite3_stmt *statement)
{
    int says = sqlite3_column_int(statement, 0);
    const char *subject = store_text(statement, 1);
    bool owner = says == ROSTER_DELEGATE || says == ROSTER_STAFF;
    out->known = true;
    out->revoked |= says == ROSTER_REVOKED;
    if (!owner || *out->subject)
        return;
    out->says = says;
    snprintf(out->subject, sizeof out->subject, "%s", subject ? subject : "");
}

enum em_status store_roster_lookup(struct store *store, const uint8_t lookup[LOOKUP_SIZE],
                                   struct roster_found *out, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROSTER_LOOKUP, error);
    if (!statement)
        return store_failed(store, error);
    *out = (struct roster_found){.says = ROSTER_REVOKED};
    store_bind_blob(statement, 1, lookup, LOOKUP_SIZE);
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    while (status == EM_OK && row) {
        take_found(out, statement);
        status = store_step(store, statement, &row, error);
    }
    sqlite3_clear_bindings(statement);
    return status;
}

/* Passes an entry on, and remembers that there was one. */
struct finding {
    store_entry_visit *visit;
    void *context;
    bool found;
};

static enum em_status pass_on(void *context, const struct entry *entry, const uint8_t *leaf,
                              struct em_error *error)
{
    struct finding *finding = context;
    finding->found = true;
    return finding->visit(finding->context, entry, leaf, error);
}

enum em_status store_roster_person(struct store *store, const char *id, store_entry_visit *visit,
                                   void *context, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROSTER_LATEST, error);
    if (!statement)
        return store_failed(store, error);
    struct finding finding = {visit, context, false};
    store_bind_int(statement, 1, ROSTER_DELEGATE);
    store_bind_int(statement, 2, ROSTER_STAFF);
    store_bind_text(statement, 3, id);
    enum em_status status = store_visit_entries(store, statement, pass_on, &finding, error);
    if (status == EM_OK && !finding.found)
        return em_fail(error, EM_NOT_FOUND, "Nobody of the roster has the id %s.", id);
    return status;
}

#define COLUMN_SUBJECT 11 /* behind those of the entry */
#define COLUMN_LOOKUP  12
#define COLUMN_REVOKED 13

static enum em_status visit_subject(struct store *store, sqlite3_stmt *statement, const char *id,
                                    roster_visit *visit, void *context, struct em_error *error)
{
    struct entry entry;
    uint8_t leaf[ENTRY_HASH_SIZE], lookup[LOOKUP_SIZE];
    enum em_status status = store_read_entry(store, statement, &entry, leaf, error);
    if (status != EM_OK)
        return status;
    bool holds = store_fixed(statement, COLUMN_LOOKUP, lookup, sizeof lookup) &&
                 !sqlite3_column_int(statement, COLUMN_REVOKED);
    return visit(context, &entry, id, holds ? lookup : NULL, error);
}

/* The first row of a subject is the one that counts; the others are passed over. */
enum em_status store_roster_each(struct store *store, enum roster_says says, roster_visit *visit,
                                 void *context, struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROSTER_EACH, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_int(statement, 1, says);
    store_bind_int(statement, 2, ROSTER_REVOKED);
    char last[ENTRY_NAME_MAX + 1] = "";
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    while (status == EM_OK && row) {
        const char *id = store_text(statement, COLUMN_SUBJECT);
        if (id && strcmp(id, last) != 0) {
            snprintf(last, sizeof last, "%s", id);
            status = visit_subject(store, statement, last, visit, context, error);
        }
        if (status == EM_OK)
            status = store_step(store, statement, &row, error);
    }
    sqlite3_reset(statement);
    return status;
}

/* The one number that a bound statement gives; `out` stays as it is when it gives no row. */
static enum em_status number(struct store *store, sqlite3_stmt *statement, int64_t *out,
                             struct em_error *error)
{
    bool row;
    enum em_status status = store_step(store, statement, &row, error);
    if (status == EM_OK && row)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

enum em_status store_roster_count(struct store *store, enum roster_says says, int64_t *count,
                                  struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ROSTER_COUNT, error);
    if (!statement)
        return store_failed(store, error);
    store_bind_int(statement, 1, says);
    return number(store, statement, count, error);
}

enum em_status store_newest(struct store *store, const char *origin, int64_t *at_us,
                            struct em_error *error)
{
    sqlite3_stmt *statement = store_statement(store, SQL_ENTRY_NEWEST, error);
    if (!statement)
        return store_failed(store, error);
    *at_us = 0;
    store_bind_text(statement, 1, origin);
    return number(store, statement, at_us, error);
}
