#include "fake/sql.h"

#include "core/memory.h"

#include <sqlite3.h>
#include <stdlib.h>

bool fake_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        abort();
    bool done = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    return done;
}

int64_t fake_sql_number(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement = NULL;
    int64_t number = -1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        abort();
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return number;
}

static int add_text(void *context, int columns, char **values, char **names)
{
    (void)columns, (void)names;
    em_buffer_format(context, "%s;", values[0]);
    return 0;
}

bool fake_sql_against_rules(const char *path, const char *sql)
{
    sqlite3 *db;
    struct em_buffer rules = {0};
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", add_text, &rules,
                     NULL) != SQLITE_OK)
        abort();
    bool done = sqlite3_exec(db, FAKE_SQL_NO_RULES, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(db, rules.data, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    em_buffer_free(&rules);
    return done;
}
