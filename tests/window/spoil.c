#include "spoil.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the data folder --- */

void spoil_remove_data(struct bench *bench)
{
    folder_fresh(bench->data);
    rmdir(bench->data);
}

void spoil_put_file_in_its_place(struct bench *bench)
{
    spoil_remove_data(bench);
    file_write(bench->data, "", 0);
}

void spoil_fill_up(struct bench *bench)
{
    folder_fresh(bench->data);
    mkdir(bench_path(bench, "data/lost+found"), 0700); /* as a disk of its own has one */
    bench_fill(bench_path(bench, "data/lost+found/ballast"));
}

void spoil_mend_room(struct bench *bench)
{
    unlink(bench_path(bench, "data/lost+found/ballast"));
}

void spoil_forbid_writing(struct bench *bench)
{
    mount(NULL, bench->data, NULL, MS_REMOUNT | MS_RDONLY, NULL);
}

void spoil_allow_writing(struct bench *bench)
{
    mount(NULL, bench->data, NULL, MS_REMOUNT, NULL);
}

void spoil_use_for_others(struct bench *bench)
{
    folder_fresh(bench->data);
    file_write(bench_path(bench, "data/hosts"), "127.0.0.1", 9);
}

void spoil_empty_data(struct bench *bench)
{
    folder_fresh(bench->data);
}

/* --- the store --- */

void spoil_damage_store(struct bench *bench)
{
    file_write(bench_path(bench, "data/emarge.db"), "This was a store once.", 22);
}

void spoil_damage_an_entry(struct bench *bench)
{
    file_replace(bench_path(bench, "data/emarge.db"), "\"austin\"", "\"boston\"");
}

static void run_sql(struct bench *bench, const char *sql)
{
    sqlite3 *db;
    if (sqlite3_open(bench_path(bench, "data/emarge.db"), &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "A test cannot change the store: %s.\n", sqlite3_errmsg(db));
        exit(1);
    }
    sqlite3_close(db);
}

void spoil_make_newer(struct bench *bench)
{
    run_sql(bench, "PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE name = 'schema'");
}

/* --- another kiosk on the same data --- */

/* A kiosk that nobody sees, on the same data folder. */
void spoil_start_neighbour(struct bench *bench, const char *trace)
{
    const char *log = bench_path(bench, "neighbour.log");
    fflush(NULL);
    bench->neighbour = fork();
    if (bench->neighbour == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        dup2(open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), STDERR_FILENO);
        execl(bench->kiosk, bench->kiosk, "--data", bench->data, "--trace", trace, (char *)NULL);
        _exit(127);
    }
}

/* Until the file holds the words, or the neighbour has ended. */
bool spoil_neighbour_writes(struct bench *bench, const char *name, const char *words)
{
    for (bool written = false;; display_pause(2)) {
        char *text = file_read(bench_path(bench, name));
        written = strstr(text, words) != NULL;
        free(text);
        if (written || waitpid(bench->neighbour, NULL, WNOHANG) != 0)
            return written;
    }
}

void spoil_hold_data(struct bench *bench)
{
    spoil_start_neighbour(bench, bench_path(bench, "neighbour.jsonl"));
    spoil_neighbour_writes(bench, "neighbour.jsonl", "welcome");
}

int spoil_end_neighbour(struct bench *bench)
{
    int ending = -1;
    kill(bench->neighbour, SIGTERM);
    waitpid(bench->neighbour, &ending, 0);
    return ending;
}

void spoil_let_data_go(struct bench *bench)
{
    spoil_end_neighbour(bench);
}

/* --- the keys --- */

static void take_keys(struct bench *bench, const char *ini, const char *key)
{
    folder_copy(bench_path(bench, ini), bench_path(bench, "data/kiosk.ini"));
    folder_copy(bench_path(bench, key), bench_path(bench, "data/kiosk.key"));
}

void spoil_mend_keys(struct bench *bench)
{
    take_keys(bench, "good/kiosk.ini", "good/kiosk.key");
}

void spoil_lose_ini(struct bench *bench)
{
    unlink(bench_path(bench, "data/kiosk.ini"));
}

void spoil_lose_key(struct bench *bench)
{
    unlink(bench_path(bench, "data/kiosk.key"));
}

void spoil_damage_key(struct bench *bench)
{
    file_replace(bench_path(bench, "data/kiosk.key"), "log_secret = ", "log_secret = AAAA");
}

void spoil_damage_ini(struct bench *bench)
{
    file_write(bench_path(bench, "data/kiosk.ini"), "\x00\xff\x00\xff", 4);
}

void spoil_take_other_event(struct bench *bench)
{
    file_replace(bench_path(bench, "data/kiosk.ini"), "event = ogp-paris-2016",
                 "event = ogp-ottawa-2019");
}

void spoil_take_keys_of_another(struct bench *bench)
{
    take_keys(bench, "other/kiosk.ini", "other/kiosk.key");
}

/* --- the event pack --- */

void spoil_mend_pack(struct bench *bench)
{
    char from[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/../share/emarge/events/ogp-paris-2016", bench->bin);
    folder_copy(from, bench_path(bench, "pack"));
}

void spoil_break_pack(struct bench *bench)
{
    spoil_mend_pack(bench);
    file_replace(bench_path(bench, "pack/event.ini"), "starts = 2016-12-07",
                 "starts = the seventh");
    file_replace(bench_path(bench, "pack/governments.csv"), "austin,US", "austin,XX");
    file_write(bench_path(bench, "pack/notice/es.md"), "\xff\xfe", 2);
    unlink(bench_path(bench, "pack/documents/local-governments/en.md"));
}

void spoil_lose_pack(struct bench *bench)
{
    folder_fresh(bench_path(bench, "pack"));
}

/* --- the installation --- */

void spoil_mend_translations(struct bench *bench)
{
    char from[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/../share", bench->bin);
    folder_copy(from, bench_path(bench, "installed/share"));
}

/* A kiosk that is installed elsewhere, without Spanish. */
void spoil_lose_translation(struct bench *bench)
{
    folder_fresh(bench_path(bench, "installed"));
    folder_fresh(bench_path(bench, "installed/bin"));
    folder_copy(bench->kiosk, bench_path(bench, "installed/bin/emarge-kiosk"));
    snprintf(bench->kiosk, BENCH_PATH, "%s", bench_path(bench, "installed/bin/emarge-kiosk"));
    spoil_mend_translations(bench);
    unlink(bench_path(bench, "installed/share/emarge/locale/es.mo"));
}
