#include "core/store.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/store_private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID "1701667186" /* "emar" */
#define BUSY_MS        2000         /* readers hold a writer up for moments only, if at all */

/* Every connection has these, and they are read back: a build of SQLite that ignores one is refused
 * rather than trusted. */
struct setting {
    const char *name, *value;
    bool writer; /* of the writing connection only */
};

static const struct setting settings[] = {
    {"journal_mode", "wal", true}, {"synchronous", "2", true},     {"secure_delete", "1", true},
    {"foreign_keys", "1", false},  {"trusted_schema", "0", false}, {"cell_size_check", "1", false},
    {"mmap_size", "0", false},
};

static enum em_status apply_setting(struct store *store, const struct setting *setting,
                                    struct em_error *error)
{
    char sql[64];
    char value[32];
    snprintf(sql, sizeof sql, "PRAGMA %s = %s", setting->name, setting->value);
    enum em_status status = store_value(store, sql, value, sizeof value, error);
    if (status != EM_OK)
        return status;
    snprintf(sql, sizeof sql, "PRAGMA %s", setting->name);
    status = store_value(store, sql, value, sizeof value, error);
    if (status != EM_OK)
        return status;
    if (strcmp(value, setting->value) == 0)
        return EM_OK;
    return em_fail(error, EM_IO,
                   "%s: SQLite answers %s = %s where %s is needed. Install SQLite 3.37 or later.",
                   store->path, setting->name, value, setting->value);
}

static enum em_status apply_settings(struct store *store, bool writer, struct em_error *error)
{
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < sizeof settings / sizeof settings[0]; i++)
        if (writer || !settings[i].writer)
            status = apply_setting(store, &settings[i], error);
    return status;
}

/* Opens `name`, a path or URI, and makes the connection one that cannot be talked into harm. */
static enum em_status connect(struct store *store, const char *name, int flags,
                              struct em_error *error)
{
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(name, &store->db, flags, NULL) != SQLITE_OK)
        return store_failed(store, error);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    int defensive = 0;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    if (!defensive)
        return em_fail(error, EM_IO, "%s: SQLite cannot be made defensive. Install a later SQLite.",
                       store->path);
    return EM_OK;
}

void store_trust(struct store *store)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

static struct store *new_store(const char *path)
{
    struct store *store = em_alloc(sizeof *store);
    store->path = em_strdup(path);
    store->version = store_version;
    return store;
}

static void remove_beside(const char *path, const char *suffix)
{
    char *name = em_format("%s%s", path, suffix);
    unlink(name);
    free(name);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (int i = 0; i < SQL_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    int closed = sqlite3_close(store->db);
    assert(closed == SQLITE_OK);
    (void)closed;
    if (store->tidy)
        remove_beside(store->path, "-shm");
    free(store->path);
    free(store);
}

static bool present(const char *path, const char *suffix)
{
    char *name = em_format("%s%s", path, suffix);
    bool there = access(name, F_OK) == 0;
    free(name);
    return there;
}

/* A reader leaves an empty -wal behind, which is as good as none. */
static bool wal_holds_something(const char *path)
{
    struct stat wal;
    char *name = em_format("%s-wal", path);
    bool holds = stat(name, &wal) == 0 && wal.st_size > 0;
    free(name);
    return holds;
}

static bool folder_is_writable(const char *path)
{
    char *copy = em_strdup(path);
    bool writable = faccessat(AT_FDCWD, dirname(copy), W_OK, AT_EACCESS) == 0;
    free(copy);
    return writable;
}

/* SQLite's URI of a path, read as bytes that nobody changes. */
static char *immutable_uri(const char *path)
{
    struct em_buffer uri = {0};
    em_buffer_text(&uri, "file:");
    for (const char *c = path; *c; c++)
        if (strchr("%?#", *c))
            em_buffer_format(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        else
            em_buffer_add(&uri, c, 1);
    em_buffer_text(&uri, "?immutable=1");
    return uri.data;
}

static enum em_status connect_immutable(struct store *store, struct em_error *error)
{
    char *uri = immutable_uri(store->path);
    enum em_status status = connect(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    free(uri);
    return status;
}

static enum em_status connect_reader(struct store *store, struct em_error *error)
{
    if (folder_is_writable(store->path) || present(store->path, "-shm"))
        return connect(store, store->path, SQLITE_OPEN_READONLY, error);
    if (wal_holds_something(store->path))
        return em_fail(error, EM_DENIED,
                       "%s lies in a folder that cannot be written, with a -wal file that must be "
                       "read into it. Copy both into a folder of your own and open that copy.",
                       store->path);
    return connect_immutable(store, error);
}

static enum em_status connect_aside(struct store *store, struct em_error *error)
{
    if (!wal_holds_something(store->path))
        return connect_immutable(store, error);
    store->tidy = !present(store->path, "-shm");
    return connect_reader(store, error);
}

static enum em_status connect_as(struct store *store, enum store_mode mode, struct em_error *error)
{
    switch (mode) {
    case STORE_READ:
        return connect_reader(store, error);
    case STORE_ASIDE:
        return connect_aside(store, error);
    case STORE_WRITE:
        break;
    }
    return connect(store, store->path, SQLITE_OPEN_READWRITE, error);
}

/* SQLite would say "unable to open" to each of these. */
static enum em_status look_at_file(const char *path, struct em_error *error)
{
    struct stat file;
    if (stat(path, &file) != 0)
        return em_file_fail(error, errno, "Opening the store", path);
    if (!S_ISREG(file.st_mode))
        return em_fail(error, EM_IO, "%s is not a file. Name the folder that holds %s.", path,
                       STORE_FILE);
    if (file.st_size == 0)
        return em_fail(error, EM_DAMAGED, "The store %s is damaged: the file is empty.", path);
    return EM_OK;
}

/* Whose file it is, and of which version, before anything is written to it. */
static enum em_status identify(struct store *store, struct em_error *error)
{
    char value[32];
    enum em_status status = store_value(store, "PRAGMA application_id", value, sizeof value, error);
    if (status != EM_OK)
        return status;
    if (strcmp(value, APPLICATION_ID) != 0)
        return store_damaged(store, error, "it does not say that emarge wrote it");
    status = store_value(store, "PRAGMA user_version", value, sizeof value, error);
    if (status != EM_OK)
        return status;
    char schema[32];
    status = store_meta_get(store, "schema", schema, sizeof schema, error);
    if (status == EM_NOT_FOUND || (status == EM_OK && strcmp(schema, value) != 0))
        return store_damaged(store, error, "its version stands in two places and they differ");
    store->version = atoi(value);
    if (status == EM_OK && store->version > store_version)
        return em_fail(
            error, EM_NEWER,
            "The store %s was written by a newer emarge (store version %d, this one knows "
            "%d). Install that version; nothing was changed.",
            store->path, store->version, store_version);
    return status;
}

/* Lists that are missing, of an earlier version or tampered with are no damage: roll_rebuild fills
 * them. */
static enum em_status shape_projections(struct store *store, struct em_error *error)
{
    if (store_projections_shaped(store))
        return EM_OK;
    enum em_status status = store_begin(store, error);
    if (status == EM_OK)
        status = store_projections_reset(store, error);
    if (status == EM_OK)
        status = store_projections_index(store, error);
    if (status == EM_OK)
        return store_commit(store, error);
    store_rollback(store);
    return status;
}

static enum em_status open_steps(struct store *store, enum store_mode mode, struct em_error *error)
{
    bool writer = mode == STORE_WRITE;
    enum em_status status = connect_as(store, mode, error);
    if (status == EM_OK)
        status = identify(store, error);
    if (status == EM_OK)
        status = apply_settings(store, writer, error);
    if (status == EM_OK && writer)
        status = store_migrate(store, store->version, error);
    if (status == EM_OK)
        status = store_check_schema(store, error);
    if (status == EM_OK && writer)
        status = shape_projections(store, error);
    return status;
}

enum em_status store_open(struct store **out, const char *path, enum store_mode mode,
                          struct em_error *error)
{
    enum em_status status = look_at_file(path, error);
    if (status != EM_OK)
        return status;
    struct store *store = new_store(path);
    status = open_steps(store, mode, error);
    if (status == EM_OK)
        *out = store;
    else
        store_close(store);
    return status;
}

static enum em_status add_own_log(struct store *store, const struct store_log *own,
                                  struct em_error *error)
{
    enum em_status status = store_meta_put(store, STORE_META_ORIGIN, own->origin, error);
    return status == EM_OK ? store_log_add(store, own, error) : status;
}

static enum em_status create_steps(struct store *store, const struct store_log *own,
                                   struct em_error *error)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    enum em_status status = connect(store, store->path, flags, error);
    if (status == EM_OK)
        status = store_exec(store, "PRAGMA application_id = " APPLICATION_ID, error);
    if (status == EM_OK)
        status = apply_settings(store, true, error);
    if (status == EM_OK)
        status = store_migrate(store, 0, error);
    if (status == EM_OK)
        status = shape_projections(store, error);
    if (status == EM_OK && own)
        status = add_own_log(store, own, error);
    /* Everything into the one file that will be renamed, and durable. */
    if (status == EM_OK)
        status = store_exec(store, "PRAGMA wal_checkpoint(TRUNCATE)", error);
    return status;
}

static void remove_files(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        remove_beside(path, suffixes[i]);
}

enum em_status store_create(const char *path, const struct store_log *own, struct em_error *error)
{
    if (present(path, ""))
        return em_fail(error, EM_BUSY, "%s is there already. Move it away first.", path);
    struct store *store = new_store(path);
    free(store->path);
    store->path = em_format("%s.new", path);
    char *made = em_strdup(store->path);
    remove_files(made); /* of a creation that was cut short: nothing was ever recorded in it */
    enum em_status status = create_steps(store, own, error);
    store_trust(store);
    store_close(store);
    if (status == EM_OK)
        status = em_file_move(made, path, error);
    if (status != EM_OK)
        remove_files(made);
    free(made);
    return status;
}

enum em_status store_scratch(struct store **out, struct em_error *error)
{
    struct store *store = new_store("the scratch file in the folder for temporary files");
    enum em_status status = connect(store, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status == EM_OK)
        status = store_begin(store, error);
    if (status == EM_OK)
        *out = store;
    else
        store_close(store);
    return status;
}

enum em_status store_check(struct store *store, struct em_error *error)
{
    char found[256];
    enum em_status status =
        store_value(store, "PRAGMA integrity_check(1)", found, sizeof found, error);
    if (status == EM_OK && strcmp(found, "ok") != 0)
        return store_damaged(store, error, found);
    /* integrity_check leaves out the foreign keys: an entry of a log that is not there. */
    if (status == EM_OK)
        status = store_value(store, "PRAGMA foreign_key_check", found, sizeof found, error);
    if (status == EM_OK && *found)
        status = store_damaged(store, error, "it has an entry of a log that is not there");
    return status;
}

/* A file that was moved or deleted under the kiosk would take entries that nobody finds again. */
enum em_status store_begin(struct store *store, struct em_error *error)
{
    int moved = 0;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved)
        return store_damaged(store, error, "it was moved or deleted while it was in use");
    return store_run(store, store_statement(store, SQL_BEGIN, error), error);
}

enum em_status store_snapshot(struct store *store, struct em_error *error)
{
    return store_run(store, store_statement(store, SQL_SNAPSHOT, error), error);
}

enum em_status store_commit(struct store *store, struct em_error *error)
{
    enum em_status status = store_run(store, store_statement(store, SQL_COMMIT, error), error);
    if (status != EM_OK)
        store_rollback(store);
    return status;
}

void store_rollback(struct store *store)
{
    /* SQLite has rolled back by itself after some faults; there is nothing to do then. */
    if (!sqlite3_get_autocommit(store->db))
        store_run(store, store_statement(store, SQL_ROLLBACK, NULL), NULL);
}
