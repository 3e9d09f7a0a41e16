#include "core/store_private.h"

/* The facts. `entry` only ever grows, by one seq after the other, and the triggers hold that
 * against every program that opens the file, not only this one. REPLACE deletes without firing a
 * DELETE trigger, so the INSERT trigger refuses a seq that is not the next and a rowid that is
 * taken. */
static const char facts[] =
    "CREATE TABLE meta (\n"
    "  name TEXT PRIMARY KEY,\n"
    "  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE log (\n"
    "  origin TEXT PRIMARY KEY,\n"
    "  vkey BLOB NOT NULL CHECK (length(vkey) = 32),\n"
    "  size INTEGER NOT NULL,\n"
    "  frontier BLOB NOT NULL,\n"
    "  checkpoint TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE entry (\n"
    "  origin TEXT NOT NULL REFERENCES log,\n"
    "  seq INTEGER NOT NULL,\n"
    "  kind TEXT NOT NULL,\n"
    "  at INTEGER NOT NULL,\n"
    "  boot TEXT NOT NULL,\n"
    "  mono INTEGER NOT NULL,\n"
    "  body TEXT,\n"
    "  sealed BLOB,\n"
    "  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),\n"
    "  sealed_hash BLOB CHECK (length(sealed_hash) = 32),\n"
    "  leaf BLOB NOT NULL CHECK (length(leaf) = 32),\n"
    "  PRIMARY KEY (origin, seq)\n"
    ") STRICT;\n"

    "CREATE TRIGGER entry_in_order BEFORE INSERT ON entry\n"
    "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM entry WHERE origin = NEW.origin)\n"
    "  OR EXISTS (SELECT 1 FROM entry WHERE rowid = NEW.rowid)\n"
    "BEGIN SELECT RAISE(ABORT, 'a log is appended to without a gap'); END;\n"

    "CREATE TRIGGER entry_stays BEFORE DELETE ON entry\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;\n"

    "CREATE TRIGGER entry_only_erased BEFORE UPDATE ON entry\n"
    "WHEN NEW.rowid IS NOT OLD.rowid OR NEW.origin IS NOT OLD.origin OR NEW.seq IS NOT OLD.seq\n"
    "  OR NEW.kind IS NOT OLD.kind OR NEW.at IS NOT OLD.at OR NEW.boot IS NOT OLD.boot\n"
    "  OR NEW.mono IS NOT OLD.mono OR NEW.body_hash IS NOT OLD.body_hash\n"
    "  OR NEW.sealed_hash IS NOT OLD.sealed_hash OR NEW.leaf IS NOT OLD.leaf\n"
    "  OR (NEW.body IS NOT OLD.body AND NEW.body IS NOT NULL)\n"
    "  OR (NEW.sealed IS NOT OLD.sealed AND NEW.sealed IS NOT NULL)\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never changed, only erased'); END;\n"

    "CREATE TRIGGER log_starts_empty BEFORE INSERT ON log\n"
    "WHEN NEW.size IS NOT 0 OR EXISTS (SELECT 1 FROM log WHERE origin = NEW.origin)\n"
    "BEGIN SELECT RAISE(ABORT, 'a log begins empty and once'); END;\n"

    "CREATE TRIGGER log_stays BEFORE DELETE ON log\n"
    "BEGIN SELECT RAISE(ABORT, 'a log is never deleted'); END;\n"

    "CREATE TRIGGER log_only_grows BEFORE UPDATE ON log\n"
    "WHEN NEW.origin IS NOT OLD.origin OR NEW.vkey IS NOT OLD.vkey\n"
    "  OR NEW.size IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM entry WHERE origin = "
    "NEW.origin)\n"
    "BEGIN SELECT RAISE(ABORT, 'a log only grows with its entries'); END;\n";

/* The kind `attest`, delegates in the roll, and the roster. */
static const char badges[] = "DROP TABLE IF EXISTS roll_signature;\n";

/* Whether somebody may be contacted is sealed with the address that it is about. */
static const char contact[] = "DROP TABLE IF EXISTS roll_signature;\n";

const char *const store_migrations[] = {facts, badges, contact};
const int store_version = sizeof store_migrations / sizeof store_migrations[0];

const char store_projections[] = "CREATE TABLE roll_signature (\n"
                                 "  origin TEXT NOT NULL,\n"
                                 "  seq INTEGER NOT NULL,\n"
                                 "  number TEXT NOT NULL,\n"
                                 "  at INTEGER NOT NULL,\n"
                                 "  document TEXT NOT NULL,\n"
                                 "  language TEXT NOT NULL,\n"
                                 "  mode TEXT NOT NULL,\n"
                                 "  capacity TEXT NOT NULL,\n"
                                 "  government TEXT NOT NULL,\n"
                                 "  government_id TEXT NOT NULL,\n"
                                 "  country TEXT NOT NULL,\n"
                                 "  read_to_end INTEGER NOT NULL,\n"
                                 "  listed INTEGER NOT NULL,\n"
                                 "  name TEXT,\n"
                                 "  role TEXT,\n"
                                 "  delegate TEXT NOT NULL,\n"
                                 "  withdrawn INTEGER NOT NULL,\n"
                                 "  erased INTEGER NOT NULL,\n"
                                 "  PRIMARY KEY (origin, seq)\n"
                                 ") STRICT, WITHOUT ROWID;\n"

                                 "CREATE TABLE roster_entry (\n"
                                 "  origin TEXT NOT NULL,\n"
                                 "  seq INTEGER NOT NULL,\n"
                                 "  says INTEGER NOT NULL,\n" /* enum roster_says */
                                 "  rank INTEGER NOT NULL,\n"
                                 "  subject TEXT NOT NULL,\n"
                                 "  lookup BLOB,\n"
                                 "  PRIMARY KEY (origin, seq)\n"
                                 ") STRICT, WITHOUT ROWID;\n";

const char store_indexes[] = "CREATE INDEX roll_delegate ON roll_signature (delegate, document)\n"
                             "  WHERE delegate <> '';\n"

                             "CREATE INDEX roster_subject ON roster_entry\n"
                             "  (says, subject, rank DESC, origin DESC, seq DESC);\n"

                             "CREATE INDEX roster_lookup ON roster_entry\n"
                             "  (lookup, rank DESC, origin DESC, seq DESC)\n"
                             "  WHERE lookup IS NOT NULL;\n";

const char store_drop_projections[] = "DROP TABLE IF EXISTS roll_signature;\n"
                                      "DROP TABLE IF EXISTS roster_entry;\n";

#define ENTRY_COLUMNS                                                                              \
    "origin, seq, kind, at, boot, mono, body, sealed, body_hash, sealed_hash, leaf"
#define LOG_COLUMNS "origin, vkey, size, frontier, checkpoint"
#define ROLL_COLUMNS                                                                               \
    "origin, seq, number, at, document, language, mode, capacity, government, government_id, "     \
    "country, read_to_end, listed, name, role, delegate, withdrawn, erased"
#define ROLL_ROW                                                                                   \
    "SELECT r.origin, r.seq, r.number, r.at, r.document, r.language, r.mode, r.capacity, "         \
    "r.government, r.government_id, r.country, r.read_to_end, r.listed, r.name, "                  \
    "r.role, r.delegate, r.withdrawn, r.erased, e.leaf, e.sealed FROM roll_signature AS r "        \
    "LEFT JOIN entry AS e USING (origin, seq) "
#define ROSTER_COLUMNS "origin, seq, says, rank, subject, lookup"
/* The order in which entries of one subject count, the first before all others. */
#define ROSTER_ORDER "r.rank DESC, r.origin DESC, r.seq DESC"

const char *const store_sql[SQL_STATEMENTS] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_SNAPSHOT] = "BEGIN DEFERRED",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_META_GET] = "SELECT value FROM meta WHERE name = ?1",
    [SQL_META_PUT] = "INSERT INTO meta (name, value) VALUES (?1, ?2)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [SQL_LOG_ADD] = "INSERT INTO log (" LOG_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_LOG_UPDATE] = "UPDATE log SET size = ?2, frontier = ?3, checkpoint = ?4 WHERE origin = ?1",
    [SQL_LOG_GET] = "SELECT " LOG_COLUMNS " FROM log WHERE origin = ?1",
    [SQL_LOG_EACH] = "SELECT " LOG_COLUMNS " FROM log ORDER BY origin",
    [SQL_LOG_NAMES] = "SELECT origin FROM log ORDER BY origin",
    [SQL_ENTRY_ADD] = "INSERT INTO entry (" ENTRY_COLUMNS
                      ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [SQL_ENTRY_EACH] =
        "SELECT " ENTRY_COLUMNS " FROM entry WHERE origin = ?1 AND seq >= ?2 ORDER BY seq",
    [SQL_ENTRY_ONE] = "SELECT " ENTRY_COLUMNS " FROM entry WHERE origin = ?1 AND seq = ?2",
    [SQL_ENTRY_OF_KINDS] =
        "SELECT " ENTRY_COLUMNS " FROM entry WHERE kind IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ORDER BY origin, seq",
    [SQL_ENTRY_ERASE] =
        "UPDATE entry SET body = NULL, sealed = NULL WHERE origin = ?1 AND seq = ?2",
    [SQL_ENTRY_NEWEST] = "SELECT at FROM entry WHERE origin = ?1 ORDER BY seq DESC LIMIT 1",
    [SQL_ROLL_PUT] = "INSERT INTO roll_signature (" ROLL_COLUMNS
                     ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                     " ?15, ?16, ?17, ?18)",
    [SQL_ROLL_WITHDRAW] = "UPDATE roll_signature SET withdrawn = 1 WHERE origin = ?1 AND seq = ?2",
    [SQL_ROLL_ERASE] =
        "UPDATE roll_signature SET document = '', language = '', mode = '', capacity = '',"
        " government = '', government_id = '', country = '', read_to_end = 0, listed = 0,"
        " name = NULL, role = NULL, delegate = '', erased = 1"
        " WHERE origin = ?1 AND seq = ?2",
    [SQL_ROLL_EACH] = ROLL_ROW "ORDER BY r.origin, r.seq",
    [SQL_ROLL_ONE] = ROLL_ROW "WHERE r.origin = ?1 AND r.seq = ?2",
    [SQL_ROLL_OF_DELEGATE] =
        ROLL_ROW "WHERE r.delegate = ?1 AND r.delegate <> '' AND r.document = ?2"
                 " AND r.withdrawn = 0 AND r.erased = 0 AND NOT EXISTS"
                 " (SELECT 1 FROM roll_signature AS s WHERE s.delegate = ?1 AND s.delegate <> ''"
                 "  AND s.document = ?2 AND s.origin = r.origin AND s.seq > r.seq"
                 "  AND s.withdrawn = 0 AND s.erased = 0)"
                 " ORDER BY r.at DESC, r.origin DESC LIMIT 1",
    [SQL_ROLL_RAW] = "SELECT " ROLL_COLUMNS " FROM roll_signature ORDER BY origin, seq",
    [SQL_ROLL_COUNT] = "SELECT count(*), min(at) FROM roll_signature"
                       " WHERE withdrawn = 0 AND erased = 0",
    /* An erasure stands against the entry that it names, whichever of them comes first. */
    [SQL_ROSTER_PUT] =
        "INSERT INTO roster_entry (" ROSTER_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        " ON CONFLICT (origin, seq) DO UPDATE SET says = excluded.says, rank = excluded.rank,"
        " subject = excluded.subject, lookup = excluded.lookup WHERE excluded.says = 0",
    [SQL_ROSTER_LOOKUP] = "SELECT r.says, r.subject FROM roster_entry AS r WHERE r.lookup = ?1"
                          " ORDER BY " ROSTER_ORDER,
    /* Two walks of an index that has the order already: sorting would cost more than all else. */
    [SQL_ROSTER_LATEST] =
        "SELECT " ENTRY_COLUMNS " FROM (SELECT origin, seq, rank FROM roster_entry"
        " WHERE says = ?1 AND subject = ?3 UNION ALL SELECT origin, seq, rank FROM roster_entry"
        " WHERE says = ?2 AND subject = ?3 ORDER BY rank DESC, origin DESC, seq DESC LIMIT 1)"
        " CROSS JOIN entry AS e USING (origin, seq)",
    [SQL_ROSTER_EACH] =
        "SELECT " ENTRY_COLUMNS ", r.subject, r.lookup, EXISTS"
        " (SELECT 1 FROM roster_entry AS v WHERE v.lookup = r.lookup AND v.says = ?2)"
        " FROM roster_entry AS r CROSS JOIN entry AS e USING (origin, seq)"
        " WHERE r.says = ?1 ORDER BY r.subject, " ROSTER_ORDER,
    [SQL_ROSTER_COUNT] = "SELECT count(DISTINCT subject) FROM roster_entry WHERE says = ?1",
    [SQL_ROSTER_RAW] = "SELECT " ROSTER_COLUMNS " FROM roster_entry ORDER BY origin, seq",
};
