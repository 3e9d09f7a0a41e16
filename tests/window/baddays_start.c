/* A bad day at the start: what is wrong is said in a sentence, on standard error and to staff on
 * the screen; nothing that was there is changed; and once it is mended, "Try again" is enough.
 *   window-baddays-start BIN FOLDER [WORDS]      only the days whose names have these words
 */
#include "spoil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

enum { MOST_SAYS = 5 };

/* A kiosk that shows a screen. Its data folder is a copy of one where somebody has signed. */
struct day {
    const char *what;
    void (*spoil)(struct bench *bench);
    void (*mend)(struct bench *bench); /* then "Try again" leads to welcome; NULL: not tried */
    const char *screen;
    const char *says[MOST_SAYS]; /* on standard error, and when out of service on the screen */
    const char *number;          /* that the next signature is given; NULL: nobody signs */
    bool set_aside;              /* a store is, and the welcome screen tells staff */
    bool own_disk;               /* a small one, mounted where the data folder is */
    bool own_pack;               /* the event pack is the bench's */
    const char *const *options;  /* ends with NULL */
};

static const char *const locked[] = {"--locked", NULL};
static const char *const unplugged[] = {"--scanner", "serial:/dev/emarge-nowhere", NULL};

static const struct day days[] = {
    {"no data folder: a first start",
     spoil_remove_data,
     NULL,
     "welcome",
     {"first start", "demonstration keys", "emarge init"},
     "A-1"},
    {"no keys at an event",
     spoil_empty_data,
     spoil_mend_keys,
     "out_of_service",
     {"/data", "no keys to sign with", "emarge enroll", "without --locked only"},
     "A-1",
     .options = locked},
    {"a folder of somebody else",
     spoil_use_for_others,
     spoil_empty_data,
     "out_of_service",
     {"/data", "is not empty", "Name an empty folder", "emarge enroll"},
     "A-1"},
    {"a scanner that is not there",
     spoil_mend_keys,
     NULL,
     "welcome",
     {"scanner at /dev/emarge-nowhere is not connected", "Plug it in", "--scanner"},
     "A-2",
     .options = unplugged},
    {"a file where the data folder should be",
     spoil_put_file_in_its_place,
     spoil_remove_data,
     "out_of_service",
     {"/data", "Not a directory", "where a folder should be"}},
    {"a disk that is full at the start",
     spoil_fill_up,
     spoil_mend_room,
     "out_of_service",
     {"/data/", "No space left", "Make room"},
     "A-1",
     .own_disk = true},
    {"a disk that cannot be written",
     spoil_forbid_writing,
     spoil_allow_writing,
     "out_of_service",
     {"/data/", "Read-only file system", "Choose a place on a disk that can be written"},
     "A-2",
     .own_disk = true},
    {"a store that is no store any more",
     spoil_damage_store,
     NULL,
     "welcome",
     {"was damaged", "set aside as emarge.db.damaged-", "nothing was deleted", "A2-1",
      "to the organiser"},
     "A2-1",
     .set_aside = true},
    {"a store of which one word was changed",
     spoil_damage_an_entry,
     NULL,
     "welcome",
     {"was damaged", "set aside as emarge.db.damaged-"},
     "A2-1",
     .set_aside = true},
    {"a store of a newer emarge",
     spoil_make_newer,
     NULL,
     "out_of_service",
     {"emarge.db", "newer emarge", "nothing was changed"}},
    {"a store that another kiosk holds",
     spoil_hold_data,
     spoil_let_data_go,
     "out_of_service",
     {"in use by another emarge", "Close that one first"},
     "A-2"},
    {"keys of another event",
     spoil_take_other_event,
     spoil_mend_keys,
     "out_of_service",
     {"ogp-ottawa-2019", "ogp-paris-2016", "--data"},
     "A-2"},
    {"keys of another kiosk",
     spoil_take_keys_of_another,
     spoil_mend_keys,
     "out_of_service",
     {"another kiosk.key", "Put that key back", "nothing was changed"},
     "A-2"},
    {"kiosk.ini is gone",
     spoil_lose_ini,
     spoil_mend_keys,
     "out_of_service",
     {"kiosk.ini is missing", "emarge.db", "nothing was changed"},
     "A-2"},
    {"kiosk.key is gone",
     spoil_lose_key,
     spoil_mend_keys,
     "out_of_service",
     {"kiosk.key is missing", "emarge enroll"},
     "A-2"},
    {"kiosk.key is damaged",
     spoil_damage_key,
     spoil_mend_keys,
     "out_of_service",
     {"kiosk.key"},
     "A-2"},
    {"kiosk.ini is damaged",
     spoil_damage_ini,
     spoil_mend_keys,
     "out_of_service",
     {"kiosk.ini", "Check that it is the right file"},
     "A-2"},
    {"an event pack with four faults",
     spoil_break_pack,
     spoil_mend_pack,
     "out_of_service",
     {"/pack cannot be used", "event.ini:", "governments.csv:2", "notice/es.md",
      "documents/local-governments/en.md"},
     "A-2",
     .own_pack = true},
    {"a translation is missing",
     spoil_lose_translation,
     spoil_mend_translations,
     "out_of_service",
     {"locale/es.mo", "the screens do not yet"},
     "A-2"},
    {"no event pack",
     spoil_lose_pack,
     spoil_mend_pack,
     "out_of_service",
     {"event.ini", "/pack"},
     "A-2",
     .own_pack = true},
};

static bool says_all(struct bench *bench, const struct day *day)
{
    bool all = true;
    bool out = strcmp(day->screen, "out_of_service") == 0;
    for (int i = 0; i < MOST_SAYS && day->says[i]; i++) {
        all &= bench_says(bench, day->says[i]);
        if (out)
            all &= bench_shows(bench, "out_of_service/fault", day->says[i]);
    }
    if (day->set_aside)
        all &= driver_wait_node(bench->driver, "welcome/set-aside") &&
               folder_has(bench->data, "emarge.db.damaged-");
    return all;
}

static const struct step try_again[] = {
    {STEP_CLICK, "out_of_service/again"}, {STEP_SCREEN, "welcome"}, {STEP_END}};

/* As long as nothing is mended, it only says so again. */
static bool in_vain(struct bench *bench, const char *words)
{
    int times = bench_times_said(bench, words);
    return driver_click(bench->driver, "out_of_service/again") &&
           bench_says_times(bench, words, times + 1) && bench_sees(bench, "out_of_service");
}

static bool goes_on(struct bench *bench, const struct day *day)
{
    if (!day->mend)
        return true;
    if (!in_vain(bench, day->says[0]))
        return false;
    day->mend(bench);
    return bench_play(bench, day->what, try_again);
}

/* A kiosk that is out of service changes nothing. */
static bool left_alone(struct bench *bench, const struct day *day)
{
    struct stat info;
    if (strcmp(day->screen, "out_of_service") != 0 || day->own_disk ||
        day->spoil == spoil_hold_data || stat(bench->data, &info) || !S_ISDIR(info.st_mode))
        return true;
    return folder_same(bench_path(bench, "before"), bench->data);
}

static bool prepare(struct bench *bench, const struct day *day)
{
    if (day->own_disk && !bench_small_disk(bench->data, 1024))
        return false;
    folder_copy(bench_path(bench, "good"), bench->data);
    day->spoil(bench);
    struct stat info;
    if (stat(bench->data, &info) == 0 && S_ISDIR(info.st_mode))
        folder_copy(bench->data, bench_path(bench, "before"));
    return true;
}

static void live(struct bench *bench, const struct day *day)
{
    if (!prepare(bench, day))
        return;
    const char *const pack[] = {"--event", bench_path(bench, "pack"), NULL};
    bool lived = bench_start(bench, day->own_pack ? pack : day->options) &&
                 bench_sees(bench, day->screen) && says_all(bench, day) && left_alone(bench, day) &&
                 goes_on(bench, day) && (!day->number || bench_signs(bench, day->number));
    if (driver_alive(bench->driver))
        lived &= bench_end(bench);
    if (lived && day->number)
        lived = list_verify(bench->bin, bench->data);
    bench_expect(bench, lived, day->what);
    if (day->own_disk)
        umount2(bench->data, MNT_DETACH);
    snprintf(bench->kiosk, BENCH_PATH, "%s/emarge-kiosk", bench->bin);
}

/* --- all of them --- */

static bool begin(struct bench *bench)
{
    bool begun = bench_start(bench, NULL) && bench_sees(bench, "welcome") && bench_end(bench);
    folder_copy(bench->data, bench_path(bench, "other"));
    folder_fresh(bench->data);
    begun = begun && bench_start(bench, NULL) && bench_signs(bench, "A-1") && bench_end(bench);
    folder_copy(bench->data, bench_path(bench, "good"));
    return begun;
}

/* The test's own eyes: a good day shows none of the signs of a bad one. */
static void control(struct bench *bench)
{
    static const struct day day = {"a good day", spoil_mend_keys, NULL, "welcome", {NULL}, "A-2"};
    live(bench, &day);
    fputs("The next sentences are wanted:\n", stderr);
    bench_expect(bench, bench_is_silent(bench), "a good day needs no words");
    bench_expect(bench, !folder_same(bench_path(bench, "before"), bench->data),
                 "a change would be noticed");
    bench_expect(bench, !folder_has(bench->data, "emarge.db.damaged"), "nothing is set aside");
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc < 3) {
        fputs("usage: window-baddays-start BIN FOLDER [WORDS]\n", stderr);
        return 2;
    }
    const char *words = argc > 3 ? argv[3] : "";
    bench_open(&bench, argv[1], argv[2]);
    if (!bench_expect(&bench, begin(&bench), "a good day to begin with"))
        return EXIT_FAILURE;
    control(&bench);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (strstr(days[i].what, words))
            live(&bench, &days[i]);
    return bench_close(&bench) ? EXIT_FAILURE : EXIT_SUCCESS;
}
