/* Lists for programs, against the sqlite3 shell that prints the same columns from the same store,
 * all but who signed twice, which no query says; and what the key costs, apart.
 */
#include "outputs.h"

#include "core/keys.h"
#include "core/memory.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3 };

static const char same_columns[] =
    "SELECT r.number, strftime('%Y-%m-%dT%H:%M:', r.at / 1000000, 'unixepoch')"
    " || printf('%09.6f', (r.at % 60000000) / 1e6) || 'Z' AS signed_at,"
    " coalesce(r.name, '(sealed)') AS name, coalesce(r.role, '(sealed)') AS role, r.government,"
    " r.country, r.capacity, r.language, r.document, r.mode, iif(r.listed, 'yes', 'no') AS listed,"
    " '(sealed)' AS email, '(sealed)' AS contact, 'no' AS superseded, r.origin,"
    " r.seq, lower(hex(e.leaf)) AS leaf FROM roll_signature AS r"
    " JOIN entry AS e USING (origin, seq)"
    " WHERE NOT r.withdrawn AND NOT r.erased ORDER BY r.origin, r.seq";

static struct run list(const struct bench *bench, const struct outputs_log *log, const char *format,
                       const char *key, const char *output)
{
    char tool[512];
    snprintf(tool, sizeof tool, "%s/emarge", bench->bin);
    return run_program((const char *const[]){tool, "export", "signatures", "--format", format,
                                             "--output", output, "--data", log->folder,
                                             key ? "--key" : NULL, key, NULL},
                       NULL);
}

static struct run ask_shell(const struct outputs_log *log, const char *format, const char *output)
{
    char mode[16];
    snprintf(mode, sizeof mode, "-%s", format);
    return run_program((const char *const[]){"sqlite3", "-readonly", "-header", mode, log->store,
                                             same_columns, NULL},
                       output);
}

static void race_format(struct bench *bench, const struct outputs_log *many,
                        const struct outputs_log *tenth, const char *format)
{
    char ours[640], peers[640], what[64];
    struct outputs_race race = {.memory = 0};
    snprintf(ours, sizeof ours, "%s/ours.%s", bench->folder, format);
    snprintf(peers, sizeof peers, "%s/peer.%s", bench->folder, format);
    snprintf(what, sizeof what, "%d signatures to %s, no key", many->count, format);
    race.memory_tenth = list(bench, tenth, format, NULL, ours).megabytes;
    for (int i = 0; i < ROUNDS; i++) {
        struct run own = list(bench, many, format, NULL, ours);
        struct run peer = ask_shell(many, format, peers);
        samples_add(&race.ours, own.seconds);
        samples_add(&race.peers, peer.seconds);
        race.memory = own.megabytes;
        race.memory_peer = peer.megabytes;
    }
    if (strcmp(format, "csv") == 0)
        outputs_same_lines(ours, peers);
    outputs_race_tell(
        bench, &race,
        &(struct outputs_words){what, "the sqlite3 shell, same columns", 2, "the shell"});
    remove(ours);
    remove(peers);
}

void outputs_lists(struct bench *bench, const struct outputs_log *many,
                   const struct outputs_log *tenth)
{
    race_format(bench, many, tenth, "csv");
    race_format(bench, many, tenth, "json");
}

/* --- the key --- */

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

/* libsodium opens every sealed part of the signatures, once. */
static double open_boxes(const struct outputs_log *log, const struct organiser_secret *key)
{
    sqlite3 *db;
    sqlite3_stmt *select;
    if (sqlite3_open_v2(log->store, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT sealed FROM entry WHERE kind = 'sign' AND sealed NOTNULL",
                           -1, &select, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(db));
    double start = samples_now();
    while (sqlite3_step(select) == SQLITE_ROW) {
        size_t size = (size_t)sqlite3_column_bytes(select, 0);
        uint8_t *text = em_alloc(size);
        if (crypto_box_seal_open(text, sqlite3_column_blob(select, 0), size,
                                 key->public.seal_public, key->seal_secret) != 0)
            die("A sealed part does not open: the peer has another key.");
        free(text);
    }
    double took = samples_now() - start;
    sqlite3_finalize(select);
    sqlite3_close(db);
    return took;
}

void outputs_opening(struct bench *bench, const struct outputs_log *log)
{
    char output[640], what[96];
    struct em_error error = {0};
    struct organiser_secret key;
    struct samples ours = {0}, peers = {0};
    snprintf(output, sizeof output, "%s/ours.csv", bench->folder);
    snprintf(what, sizeof what, "what the key adds to a list of %d", log->count);
    if (organiser_read_secret(&key, log->key, NULL, &error) != EM_OK)
        die(error.text);
    for (int i = 0; i < ROUNDS; i++) {
        double without = list(bench, log, "csv", NULL, output).seconds;
        samples_add(&ours, list(bench, log, "csv", log->key, output).seconds - without);
        samples_add(&peers, open_boxes(log, &key));
    }
    table_add_peer(bench->table,
                   &(struct table_peer){what, &ours, "libsodium opens each box once", &peers, 0});
    organiser_wipe(&key);
    samples_free(&ours);
    samples_free(&peers);
    remove(output);
}
