/* The shape of the store: bringing it up to date, and holding it to what this program would make.
 */
#include "core/memory.h"
#include "core/store_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static enum em_status migrate_once(struct store *store, int from, struct em_error *error)
{
    char *mark = em_format("INSERT OR REPLACE INTO meta (name, value) VALUES ('schema', '%d');"
                           "PRAGMA user_version = %d;",
                           from + 1, from + 1);
    enum em_status status = store_begin(store, error);
    if (status == EM_OK)
        status = store_exec(store, store_migrations[from], error);
    if (status == EM_OK)
        status = store_exec(store, mark, error);
    if (status == EM_OK)
        status = store_commit(store, error);
    else
        store_rollback(store);
    free(mark);
    return status;
}

enum em_status store_migrate(struct store *store, int from, struct em_error *error)
{
    enum em_status status = EM_OK;
    for (int version = from; status == EM_OK && version < store_version; version++)
        status = migrate_once(store, version, error);
    if (status == EM_OK)
        store->version = store_version;
    return status;
}

static int add_line(void *context, int columns, char **values, char **names)
{
    (void)names;
    for (int i = 0; i < columns; i++) {
        em_buffer_text(context, values[i]);
        em_buffer_text(context, i + 1 < columns ? "\t" : "\n");
    }
    return 0;
}

#define PROJECTED "tbl_name IN ('roll_signature', 'roster_entry')"
#define DESCRIBE                                                                                   \
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"                            \
    " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
#define IN_ORDER " ORDER BY type, name"

static const char describe_facts[] = DESCRIBE "NOT " PROJECTED IN_ORDER;
static const char describe_projections[] = DESCRIBE PROJECTED IN_ORDER;

static int describe(sqlite3 *db, const char *query, struct em_buffer *out)
{
    em_buffer_text(out, "");
    return sqlite3_exec(db, query, add_line, out, NULL);
}

/* A store of this version, made in memory by the same statements. */
static void describe_ideal(const char *query, struct em_buffer *out)
{
    sqlite3 *ideal;
    int code = sqlite3_open(":memory:", &ideal);
    for (int i = 0; code == SQLITE_OK && i < store_version; i++)
        code = sqlite3_exec(ideal, store_migrations[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(ideal, store_projections, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(ideal, store_indexes, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = describe(ideal, query, out);
    sqlite3_close(ideal);
    if (code == SQLITE_NOMEM)
        abort();
    assert(code == SQLITE_OK);
}

/* Whether the store has what this program would make; EM_OK when it could be asked. */
static enum em_status compare(struct store *store, const char *query, bool *same,
                              struct em_error *error)
{
    struct em_buffer found = {0}, ideal = {0};
    enum em_status status = EM_OK;
    describe_ideal(query, &ideal);
    if (describe(store->db, query, &found) != SQLITE_OK)
        status = store_failed(store, error);
    *same = status == EM_OK && strcmp(found.data, ideal.data) == 0;
    em_buffer_free(&found);
    em_buffer_free(&ideal);
    return status;
}

enum em_status store_check_schema(struct store *store, struct em_error *error)
{
    bool same;
    enum em_status status = compare(store, describe_facts, &same, error);
    if (status == EM_OK && !same)
        status = store_damaged(store, error, "its tables or the rules that keep them differ");
    return status;
}

bool store_projections_shaped(struct store *store)
{
    bool same;
    return compare(store, describe_projections, &same, NULL) == EM_OK && same;
}
