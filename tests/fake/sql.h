/* A stranger with the sqlite3 shell. */
#ifndef EM_FAKE_SQL_H
#define EM_FAKE_SQL_H

#include <stdbool.h>
#include <stdint.h>

/* Runs SQL on a file behind everybody's back; false when SQLite refuses it. */
bool fake_sql(const char *path, const char *sql);
/* The single number that a query gives; -1 when it fails. */
int64_t fake_sql_number(const char *path, const char *sql);
/* Takes the rules away that keep entries from being changed. */
#define FAKE_SQL_NO_RULES                                                                          \
    "DROP TRIGGER entry_in_order; DROP TRIGGER entry_stays; DROP TRIGGER entry_only_erased;"       \
    "DROP TRIGGER log_starts_empty; DROP TRIGGER log_stays; DROP TRIGGER log_only_grows;"

/* Runs SQL with those rules away, and puts them back as they were. */
bool fake_sql_against_rules(const char *path, const char *sql);

#endif
