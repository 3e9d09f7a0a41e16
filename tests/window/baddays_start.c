/* A bad day at the start: what is wrong is said in a sentence, on standard error and to staff on
 * the screen; nothing that was there is changed; and once it is mended, "Try again" is enough.
 *   window-baddays-start BIN FOLDER [WORDS]      only the days whose names have these words
 */
#include "bench.h"

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
    const char *const *options;
};

static char good[BENCH_PATH], pack[BENCH_PATH], other[BENCH_PATH], ballast[2 * BENCH_PATH];
static const char *const with_pack[] = {"--event", pack, NULL};
static pid_t neighbour;

static const char *in_data(struct bench *bench, const char *name)
{
    static char path[2 * BENCH_PATH];
    snprintf(path, sizeof path, "%s/%s", bench->data, name);
    return path;
}

static const char *in_pack(const char *name)
{
    static char path[2 * BENCH_PATH];
    snprintf(path, sizeof path, "%s/%s", pack, name);
    return path;
}

/* --- the data folder --- */

static void remove_data(struct bench *bench)
{
    folder_fresh(bench->data);
    rmdir(bench->data);
}

static void put_file_in_its_place(struct bench *bench)
{
    remove_data(bench);
    file_write(bench->data, "", 0);
}

static void fill_up(struct bench *bench)
{
    folder_fresh(bench->data);
    snprintf(ballast, sizeof ballast, "%s", in_data(bench, "ballast"));
    bench_fill(ballast);
}

static void make_room(struct bench *bench)
{
    (void)bench;
    unlink(ballast);
}

static void forbid_writing(struct bench *bench)
{
    mount(NULL, bench->data, NULL, MS_REMOUNT | MS_RDONLY, NULL);
}

static void allow_writing(struct bench *bench)
{
    mount(NULL, bench->data, NULL, MS_REMOUNT, NULL);
}

/* --- the store --- */

static void damage_store(struct bench *bench)
{
    file_write(in_data(bench, "emarge.db"), "This was a store once.", 22);
}

static void damage_an_entry(struct bench *bench)
{
    file_replace(in_data(bench, "emarge.db"), "\"austin\"", "\"boston\"");
}

static void run_sql(struct bench *bench, const char *sql)
{
    sqlite3 *db;
    if (sqlite3_open(in_data(bench, "emarge.db"), &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "A test cannot change the store: %s.\n", sqlite3_errmsg(db));
        exit(1);
    }
    sqlite3_close(db);
}

static void make_newer(struct bench *bench)
{
    run_sql(bench, "PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE name = 'schema'");
}

/* --- another kiosk on the same data --- */

/* A kiosk that nobody sees, on the same data folder. */
static void start_neighbour(struct bench *bench, const char *trace)
{
    char log[BENCH_PATH + 16];
    snprintf(log, sizeof log, "%s/neighbour.log", bench->folder);
    fflush(NULL);
    neighbour = fork();
    if (neighbour == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        dup2(open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), STDERR_FILENO);
        execl(bench->kiosk, bench->kiosk, "--data", bench->data, "--trace", trace, (char *)NULL);
        _exit(127);
    }
}

/* Until the file holds the words, or the neighbour has ended. */
static bool neighbour_writes(struct bench *bench, const char *name, const char *words)
{
    char path[BENCH_PATH + 16];
    snprintf(path, sizeof path, "%s/%s", bench->folder, name);
    for (bool written = false;; display_pause(2)) {
        char *text = file_read(path);
        written = strstr(text, words) != NULL;
        free(text);
        if (written || waitpid(neighbour, NULL, WNOHANG) != 0)
            return written;
    }
}

static void hold_data(struct bench *bench)
{
    char trace[BENCH_PATH + 16];
    snprintf(trace, sizeof trace, "%s/neighbour.jsonl", bench->folder);
    start_neighbour(bench, trace);
    neighbour_writes(bench, "neighbour.jsonl", "welcome");
}

static void let_go(struct bench *bench)
{
    (void)bench;
    kill(neighbour, SIGTERM);
    waitpid(neighbour, NULL, 0);
}

/* --- the keys --- */

static void give_back(struct bench *bench, const char *name)
{
    char from[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/%s", good, name);
    folder_copy(from, in_data(bench, name));
}

static void give_back_keys(struct bench *bench)
{
    give_back(bench, "kiosk.ini");
    give_back(bench, "kiosk.key");
}

static void lose_ini(struct bench *bench)
{
    unlink(in_data(bench, "kiosk.ini"));
}

static void lose_key(struct bench *bench)
{
    unlink(in_data(bench, "kiosk.key"));
}

static void damage_key(struct bench *bench)
{
    file_replace(in_data(bench, "kiosk.key"), "log_secret = ", "log_secret = AAAA");
}

static void damage_ini(struct bench *bench)
{
    file_write(in_data(bench, "kiosk.ini"), "\x00\xff\x00\xff", 4);
}

static void take_other_event(struct bench *bench)
{
    file_replace(in_data(bench, "kiosk.ini"), "event = ogp-paris-2016", "event = ogp-ottawa-2019");
}

static void take_keys_of_another(struct bench *bench)
{
    char from[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/kiosk.ini", other);
    folder_copy(from, in_data(bench, "kiosk.ini"));
    snprintf(from, sizeof from, "%s/kiosk.key", other);
    folder_copy(from, in_data(bench, "kiosk.key"));
}

/* --- the event pack --- */

static void fresh_pack(struct bench *bench)
{
    char from[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/../share/emarge/events/ogp-paris-2016", bench->bin);
    folder_copy(from, pack);
}

static void spoil_pack(struct bench *bench)
{
    fresh_pack(bench);
    file_replace(in_pack("event.ini"), "starts = 2016-12-07", "starts = the seventh");
    file_replace(in_pack("governments.csv"), "austin,US", "austin,XX");
    file_write(in_pack("notice/es.md"), "\xff\xfe", 2);
    unlink(in_pack("documents/local-governments/en.md"));
}

static void lose_pack(struct bench *bench)
{
    (void)bench;
    folder_fresh(pack);
}

/* --- the installation --- */

static void path_of_installed(struct bench *bench, const char *name, char path[2 * BENCH_PATH])
{
    snprintf(path, 2 * BENCH_PATH, "%s/installed/%s", bench->folder, name);
}

static void give_back_translations(struct bench *bench)
{
    char from[2 * BENCH_PATH], to[2 * BENCH_PATH];
    snprintf(from, sizeof from, "%s/../share", bench->bin);
    path_of_installed(bench, "share", to);
    folder_copy(from, to);
}

/* A kiosk that is installed elsewhere, without Spanish. */
static void lose_translation(struct bench *bench)
{
    char path[2 * BENCH_PATH];
    path_of_installed(bench, "", path);
    folder_fresh(path);
    path_of_installed(bench, "bin", path);
    folder_fresh(path);
    path_of_installed(bench, "bin/emarge-kiosk", path);
    folder_copy(bench->kiosk, path);
    snprintf(bench->kiosk, BENCH_PATH, "%s/installed/bin/emarge-kiosk", bench->folder);
    give_back_translations(bench);
    path_of_installed(bench, "share/emarge/locale/es.mo", path);
    unlink(path);
}

static const struct day days[] = {
    {"no data folder: a first start",
     remove_data,
     NULL,
     "welcome",
     {"first start", "demonstration keys", "emarge init"},
     "A-1"},
    {"a file where the data folder should be",
     put_file_in_its_place,
     remove_data,
     "out_of_service",
     {"/data", "Not a directory", "where a folder should be"}},
    {"a disk that is full at the start",
     fill_up,
     make_room,
     "out_of_service",
     {"/data/", "No space left", "Make room"},
     "A-1",
     .own_disk = true},
    {"a disk that cannot be written",
     forbid_writing,
     allow_writing,
     "out_of_service",
     {"/data/", "Read-only file system", "Choose a place on a disk that can be written"},
     "A-2",
     .own_disk = true},
    {"a store that is no store any more",
     damage_store,
     NULL,
     "welcome",
     {"was damaged", "set aside as emarge.db.damaged-", "nothing was deleted", "A2-1",
      "to the organiser"},
     "A2-1",
     .set_aside = true},
    {"a store of which one word was changed",
     damage_an_entry,
     NULL,
     "welcome",
     {"was damaged", "set aside as emarge.db.damaged-"},
     "A2-1",
     .set_aside = true},
    {"a store of a newer emarge",
     make_newer,
     NULL,
     "out_of_service",
     {"emarge.db", "newer emarge", "nothing was changed"}},
    {"a store that another kiosk holds",
     hold_data,
     let_go,
     "out_of_service",
     {"in use by another emarge", "Close that one first"},
     "A-2"},
    {"keys of another event",
     take_other_event,
     give_back_keys,
     "out_of_service",
     {"ogp-ottawa-2019", "ogp-paris-2016", "--data"},
     "A-2"},
    {"keys of another kiosk",
     take_keys_of_another,
     give_back_keys,
     "out_of_service",
     {"another kiosk.key", "Put that key back", "nothing was changed"},
     "A-2"},
    {"kiosk.ini is gone",
     lose_ini,
     give_back_keys,
     "out_of_service",
     {"kiosk.ini is missing", "emarge.db", "nothing was changed"},
     "A-2"},
    {"kiosk.key is gone",
     lose_key,
     give_back_keys,
     "out_of_service",
     {"kiosk.key is missing", "emarge enroll"},
     "A-2"},
    {"kiosk.key is damaged", damage_key, give_back_keys, "out_of_service", {"kiosk.key"}, "A-2"},
    {"kiosk.ini is damaged",
     damage_ini,
     give_back_keys,
     "out_of_service",
     {"kiosk.ini", "Check that it is the right file"},
     "A-2"},
    {"an event pack with four faults",
     spoil_pack,
     fresh_pack,
     "out_of_service",
     {"/pack cannot be used", "event.ini:", "governments.csv:2", "notice/es.md",
      "documents/local-governments/en.md"},
     "A-2",
     .options = with_pack},
    {"a translation is missing",
     lose_translation,
     give_back_translations,
     "out_of_service",
     {"locale/es.mo", "No such file"},
     "A-2"},
    {"no event pack",
     lose_pack,
     fresh_pack,
     "out_of_service",
     {"event.ini", "/pack"},
     "A-2",
     .options = with_pack},
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
    char before[BENCH_PATH];
    struct stat info;
    snprintf(before, sizeof before, "%s/before", bench->folder);
    if (strcmp(day->screen, "out_of_service") != 0 || day->own_disk || day->spoil == hold_data ||
        stat(bench->data, &info) || !S_ISDIR(info.st_mode))
        return true;
    return folder_same(before, bench->data);
}

static bool prepare(struct bench *bench, const struct day *day)
{
    char before[BENCH_PATH];
    snprintf(before, sizeof before, "%s/before", bench->folder);
    if (day->own_disk && !bench_small_disk(bench->data, 1024))
        return false;
    folder_copy(good, bench->data);
    day->spoil(bench);
    struct stat info;
    if (stat(bench->data, &info) == 0 && S_ISDIR(info.st_mode))
        folder_copy(bench->data, before);
    return true;
}

static void live(struct bench *bench, const struct day *day)
{
    if (!prepare(bench, day))
        return;
    bool lived = bench_start(bench, day->options) && bench_sees(bench, day->screen) &&
                 says_all(bench, day) && left_alone(bench, day) && goes_on(bench, day) &&
                 (!day->number || bench_signs(bench, day->number));
    if (driver_alive(bench->driver))
        lived &= bench_end(bench);
    if (lived && day->number)
        lived = list_verify(bench->bin, bench->data);
    bench_expect(bench, lived, day->what);
    if (day->own_disk)
        umount2(bench->data, MNT_DETACH);
    snprintf(bench->kiosk, BENCH_PATH, "%s/emarge-kiosk", bench->bin);
}

/* --- a kiosk that cannot show anything ends at once, with a sentence --- */

#define NO_DISPLAY "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"

static char no_fonts[BENCH_PATH];

static const struct end {
    const char *what;
    const char *words[MOST_SAYS]; /* environment: `env`'s own words */
    const char *options[3];
    int status;
    const char *says[MOST_SAYS];
} ends[] = {
    {"no display",
     {NO_DISPLAY, "SDL_VIDEODRIVER=x11"},
     {NULL},
     1,
     {"No window could be opened", "set DISPLAY"}},
    {"no fonts", {no_fonts}, {NULL}, 1, {"Noto Sans is not installed", "fonts-noto-core"}},
    {"a trace that cannot be written",
     {"A=B"},
     {"--trace", "/nowhere/trace"},
     1,
     {"/nowhere/trace", "Check the name, and that its folder is there"}},
    {"an option that is none", {"A=B"}, {"--frob"}, 2, {"There is no option “--frob”", "--help"}},
    {"an option without its value", {"A=B"}, {"--event"}, 2, {"--event needs a value", "DIR"}},
    {"a word that is no option", {"A=B"}, {"kiosk"}, 2, {"There is no option “kiosk”"}},
    {"a window that is no size",
     {"A=B"},
     {"--windowed", "wide"},
     2,
     {"--windowed cannot be “wide”", "1920x1080"}},
    {"a window larger than any", {"A=B"}, {"--windowed", "99999x400"}, 2, {"--windowed cannot be"}},
    {"a data folder without a name", {"A=B"}, {"--data", ""}, 2, {"--data cannot be", "folder"}},
};

static bool ends_so(struct bench *bench, const struct end *end)
{
    const char *command[24] = {"/bin/sh", "-c", "exec env \"$@\" 2>&1", "sh"};
    int count = 4;
    for (int i = 0; i < MOST_SAYS && end->words[i]; i++)
        command[count++] = end->words[i];
    command[count++] = bench->kiosk;
    command[count++] = "--data";
    command[count++] = bench->data;
    for (int i = 0; i < 3 && end->options[i]; i++)
        command[count++] = end->options[i];
    char *said;
    int status = program_run(command, &said);
    bool so = status == end->status;
    for (int i = 0; i < MOST_SAYS && end->says[i]; i++)
        so &= strstr(said, end->says[i]) != NULL;
    if (!so)
        fprintf(stderr, "It ended with %d and said:\n%s", status, said);
    free(said);
    return so;
}

static void lose_fonts(struct bench *bench)
{
    static const char nothing[] =
        "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>";
    char path[BENCH_PATH + 16];
    snprintf(path, sizeof path, "%s/fonts.conf", bench->folder);
    file_write(path, nothing, sizeof nothing - 1);
    snprintf(no_fonts, sizeof no_fonts, "FONTCONFIG_FILE=%.480s", path);
}

/* A trace on a full disk ends, and the kiosk does not. */
static void lose_trace(struct bench *bench)
{
    int ending = -1;
    folder_copy(good, bench->data);
    start_neighbour(bench, "/dev/full");
    bool said = neighbour_writes(bench, "neighbour.log", "The trace ends");
    kill(neighbour, SIGTERM);
    waitpid(neighbour, &ending, 0);
    bench_expect(bench, said && ending == 0, "a trace that cannot be written any more");
}

/* --- all of them --- */

static bool begin(struct bench *bench)
{
    snprintf(good, sizeof good, "%.400s/good", bench->folder);
    snprintf(other, sizeof other, "%.400s/other", bench->folder);
    snprintf(pack, sizeof pack, "%.400s/pack", bench->folder);
    bool begun = bench_start(bench, NULL) && bench_sees(bench, "welcome") && bench_end(bench);
    folder_copy(bench->data, other);
    folder_fresh(bench->data);
    begun = begun && bench_start(bench, NULL) && bench_signs(bench, "A-1") && bench_end(bench);
    folder_copy(bench->data, good);
    return begun;
}

/* The test's own eyes: a good day shows none of the signs of a bad one. */
static void control(struct bench *bench)
{
    char before[BENCH_PATH];
    snprintf(before, sizeof before, "%s/before", bench->folder);
    static const struct day day = {"a good day", give_back_keys, NULL, "welcome", {NULL}, "A-2"};
    live(bench, &day);
    fputs("The next sentences are wanted:\n", stderr);
    bench_expect(bench, bench_is_silent(bench), "a good day needs no words");
    bench_expect(bench, !folder_same(before, bench->data), "a change would be noticed");
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
    lose_trace(&bench);
    lose_fonts(&bench);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strstr(ends[i].what, words))
            bench_expect(&bench, ends_so(&bench, &ends[i]), ends[i].what);
    return bench_close(&bench) ? EXIT_FAILURE : EXIT_SUCCESS;
}
