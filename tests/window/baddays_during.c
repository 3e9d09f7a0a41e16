/* A bad day that begins while somebody signs: what is acknowledged is recorded, what cannot be
 * recorded is said and kept for another try, and nobody is invited who cannot be served.
 *   window-baddays-during BIN FOLDER
 */
#include "bench.h"
#include "visits.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static const struct step refused[] = {{STEP_CLICK, "review/record"}, {STEP_END}};

/* All the way back to the document, and out. */
static const struct step give_up[] = {
    {STEP_KEY, .text = "Escape"},
    {STEP_SCREEN, "sign"},
    {STEP_KEY, .text = "Escape"},
    {STEP_SCREEN, "details"},
    {STEP_KEY, .text = "Escape"},
    {STEP_SCREEN, "document"},
    {STEP_KEY, .text = "Escape"},
    {STEP_SCREEN, "idle"},
    {STEP_CLICK, "idle/wipe"},
    {STEP_SCREEN, "out_of_service"},
    {STEP_END},
};

static const struct step try_again[] = {
    {STEP_CLICK, "out_of_service/again"}, {STEP_SCREEN, "welcome"}, {STEP_END}};

static bool begins(struct bench *bench)
{
    folder_fresh(bench->data);
    return bench_start(bench, NULL) && bench_signs(bench, "A-1") &&
           bench_play(bench, "to the review", bench_to_review);
}

static bool ends(struct bench *bench, size_t rows, const char *number)
{
    bool listed = bench_lists(bench, rows, number);
    return bench_end(bench) && listed && bench_lists(bench, rows, number);
}

/* What is on the screen "recorded". */
static bool number_is(struct bench *bench, const char *number)
{
    char given[32];
    visit_number(bench->driver, given);
    if (strcmp(given, number) != 0)
        fprintf(stderr, "The number is %s and ought to be %s.\n", given, number);
    return strcmp(given, number) == 0;
}

static bool is_refused(struct bench *bench)
{
    return bench_play(bench, "a press that is refused", refused) &&
           driver_wait_node(bench->driver, "review/fault") &&
           bench_shows(bench, "review/fault", "n’a pas pu être enregistrée") &&
           bench_shows(bench, "review/name", "Awa Ba") && bench_lists(bench, 1, "A-1");
}

/* --- the disk fills up --- */

static bool fill(struct bench *bench)
{
    if (!begins(bench))
        return false;
    bench_fill(bench_path(bench, "data/ballast"));
    return is_refused(bench) && bench_shows(bench, "review/fault", "pleine") &&
           bench_says(bench, "is full. Nothing was recorded; make room and try again.");
}

static bool room_comes_in_time(struct bench *bench)
{
    if (!fill(bench) || !is_refused(bench))
        return false;
    unlink(bench_path(bench, "data/ballast"));
    return bench_play(bench, "recording", bench_record) && number_is(bench, "A-2") &&
           bench_play(bench, "finishing", bench_finish) && bench_signs(bench, "A-3") &&
           ends(bench, 3, "A-3");
}

static bool room_comes_late(struct bench *bench)
{
    if (!fill(bench) || !bench_play(bench, "giving up", give_up) ||
        !bench_shows(bench, "out_of_service/fault", "is full"))
        return false;
    unlink(bench_path(bench, "data/ballast"));
    return bench_play(bench, "trying again", try_again) && bench_signs(bench, "A-2") &&
           ends(bench, 2, "A-2");
}

static bool another_leaves_room(struct bench *bench)
{
    return begins(bench) && bench_play(bench, "recording", bench_record) &&
           number_is(bench, "A-2") && ends(bench, 2, "A-2");
}

/* --- the store falls --- */

static bool goes_on_with(struct bench *bench, const char *number)
{
    return bench_play(bench, "recording", bench_record) && number_is(bench, number) &&
           bench_play(bench, "finishing", bench_finish);
}

static bool store_is_moved_away(struct bench *bench)
{
    if (!begins(bench))
        return false;
    bool moved = rename(bench_path(bench, "data/emarge.db"), bench_path(bench, "moved.db")) == 0;
    return moved && goes_on_with(bench, "A2-1") &&
           driver_wait_node(bench->driver, "welcome/set-aside") &&
           bench_says(bench, "moved or deleted while it was in use") &&
           bench_says(bench, "numbered from A2-1") && bench_signs(bench, "A2-2") &&
           ends(bench, 2, "A2-2");
}

static bool folder_is_gone(struct bench *bench)
{
    char to[2 * BENCH_PATH];
    snprintf(to, sizeof to, "%s/gone", bench->folder);
    folder_fresh(to);
    if (!begins(bench) || rename(bench->data, to) != 0)
        return false;
    bool refusing = bench_play(bench, "a press that is refused", refused) &&
                    driver_wait_node(bench->driver, "review/fault") &&
                    bench_shows(bench, "review/name", "Awa Ba");
    bool back = rename(to, bench->data) == 0;
    return refusing && back && goes_on_with(bench, "A-2") && ends(bench, 2, "A-2");
}

/* Its bytes are overwritten under the kiosk. What was acknowledged before and after is in the store
 * or in the one that was set aside. */
static bool store_is_overwritten(struct bench *bench)
{
    char garbage[64 * 1024];
    if (!begins(bench))
        return false;
    for (size_t i = 0; i < sizeof garbage; i++)
        garbage[i] = (char)(i * 7 + i / 251);
    FILE *file = fopen(bench_path(bench, "data/emarge.db"), "r+b");
    bool spoilt = file && fwrite(garbage, 1, sizeof garbage, file) == sizeof garbage;
    if (file)
        fclose(file);
    if (!spoilt || !bench_play(bench, "recording", bench_record))
        return false;
    char given[32];
    visit_number(bench->driver, given);
    printf("       after the damage the number is %s\n", given);
    bool ended = bench_play(bench, "finishing", bench_finish) && bench_end(bench);
    return ended && bench_start(bench, NULL) &&
           driver_wait_node(bench->driver, "welcome/set-aside") &&
           folder_has(bench->data, "emarge.db.damaged-") && bench_end(bench);
}

/* --- the kiosk is asked to end --- */

static bool last_entry_is(struct bench *bench, const char *kind)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *last = NULL;
    bool is = sqlite3_open_v2(bench_path(bench, "data/emarge.db"), &db, SQLITE_OPEN_READONLY,
                              NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(db, "SELECT kind FROM entry ORDER BY seq DESC LIMIT 1", -1, &last,
                                 NULL) == SQLITE_OK &&
              sqlite3_step(last) == SQLITE_ROW &&
              strcmp((const char *)sqlite3_column_text(last, 0), kind) == 0;
    sqlite3_finalize(last);
    sqlite3_close(db);
    return is;
}

static bool sigterm_closes(struct bench *bench)
{
    return begins(bench) && last_entry_is(bench, "sign") && bench_end(bench) &&
           last_entry_is(bench, "close") && bench_lists(bench, 1, "A-1");
}

static bool sigkill_does_not_close(struct bench *bench)
{
    if (!begins(bench))
        return false;
    driver_kill(bench->driver);
    return last_entry_is(bench, "sign") && bench_lists(bench, 1, "A-1");
}

/* --- nobody gets out by the keyboard --- */

static const char *const locked[] = {"--locked", NULL};

static void press_all(struct bench *bench)
{
    static const char *const ways[] = {"ctrl+q",  "alt+F4", "ctrl+w", "ctrl+c",
                                       "alt+Tab", "Escape", "F11",    "ctrl+alt+BackSpace"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        driver_press(bench->driver, ways[i]);
    display_ask_to_close(driver_display(bench->driver));
}

static bool stays(struct bench *bench, const char *const *options)
{
    folder_fresh(bench->data);
    if (!bench_start(bench, NULL) || !bench_sees(bench, "welcome") || !bench_end(bench) ||
        !bench_start(bench, options) || !bench_sees(bench, "welcome"))
        return false; /* the first makes keys, which --locked does not */
    press_all(bench);
    bool stayed =
        driver_click(bench->driver, "welcome/en") && driver_wait_screen(bench->driver, "document");
    return stayed && bench_end(bench);
}

static bool leaves(struct bench *bench, void (*ask)(struct bench *bench))
{
    folder_fresh(bench->data);
    if (!bench_start(bench, NULL) || !bench_sees(bench, "welcome"))
        return false;
    ask(bench);
    return driver_wait_end(bench->driver) && driver_ending(bench->driver) == 0 &&
           last_entry_is(bench, "close");
}

static void ask_by_key(struct bench *bench)
{
    driver_press(bench->driver, "ctrl+q");
}

static void ask_by_window(struct bench *bench)
{
    display_ask_to_close(driver_display(bench->driver));
}

static bool a_locked_kiosk_stays(struct bench *bench)
{
    return stays(bench, locked);
}

static bool an_open_kiosk_leaves_by_key(struct bench *bench)
{
    return leaves(bench, ask_by_key);
}

static bool an_open_kiosk_leaves_by_its_window(struct bench *bench)
{
    return leaves(bench, ask_by_window);
}

static const struct day {
    const char *what;
    bool (*live)(struct bench *bench);
    bool own_disk;
} days[] = {
    {"a disk with room records", another_leaves_room, true},
    {"a disk fills up, and room is made while the delegate waits", room_comes_in_time, true},
    {"a disk fills up, and room is made when the delegate has gone", room_comes_late, true},
    {"the store is moved away", store_is_moved_away, false},
    {"the data folder goes and comes back", folder_is_gone, false},
    {"the store is overwritten", store_is_overwritten, false},
    {"SIGTERM closes the log", sigterm_closes, false},
    {"SIGKILL does not, and loses nothing", sigkill_does_not_close, false},
    {"a locked kiosk stays, whatever is pressed", a_locked_kiosk_stays, false},
    {"an open one leaves by Ctrl+Q", an_open_kiosk_leaves_by_key, false},
    {"an open one leaves when its window is closed", an_open_kiosk_leaves_by_its_window, false},
};

static void live(struct bench *bench, const struct day *day)
{
    if (day->own_disk && !bench_small_disk(bench->data, 1024))
        return;
    bool lived = day->live(bench);
    if (!lived)
        driver_explain(bench->driver, day->what);
    driver_kill(bench->driver);
    bench_expect(bench, lived, day->what);
    if (day->own_disk)
        umount2(bench->data, MNT_DETACH);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc < 3) {
        fputs("usage: window-baddays-during BIN FOLDER [WORDS]\n", stderr);
        return 2;
    }
    bench_open(&bench, argv[1], argv[2]);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (argc < 4 || strstr(days[i].what, argv[3]))
            live(&bench, &days[i]);
    return bench_close(&bench) ? EXIT_FAILURE : EXIT_SUCCESS;
}
