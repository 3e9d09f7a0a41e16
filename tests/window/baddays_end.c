/* A kiosk that cannot show anything, or was started wrongly, ends at once with a sentence.
 *   window-baddays-end BIN FOLDER
 */
#include "spoil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SAYS = 5 };

#define NO_DISPLAY "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"

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

/* SDL would draw for nobody then. Where the machine has a screen of its own, it would take that. */
static void lose_display(struct bench *bench)
{
    static const struct end end = {
        "no display, and SDL is free to choose another way",
        {"-u", "SDL_VIDEODRIVER", "DISPLAY=", "XDG_RUNTIME_DIR=/nowhere"},
        {NULL},
        1,
        {"No window could be opened", "set DISPLAY"}};
    if (access("/dev/dri", F_OK) == 0)
        printf("NOT TRIED: %s (this machine has /dev/dri)\n", end.what);
    else
        bench_expect(bench, ends_so(bench, &end), end.what);
}

/* Font settings that name a folder without fonts. */
static void lose_fonts(struct bench *bench)
{
    static const char nothing[] =
        "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>";
    file_write(bench_path(bench, "fonts.conf"), nothing, sizeof nothing - 1);
    setenv("FONTCONFIG_FILE", bench_path(bench, "fonts.conf"), 1);
    static const struct end end = {
        "no fonts", {"A=B"}, {NULL}, 1, {"Noto Sans is not installed", "fonts-noto-core"}};
    bench_expect(bench, ends_so(bench, &end), end.what);
    unsetenv("FONTCONFIG_FILE");
}

/* A trace on a full disk ends, and the kiosk does not. */
static void lose_trace(struct bench *bench)
{
    spoil_start_neighbour(bench, "/dev/full");
    bool said = spoil_neighbour_writes(bench, "neighbour.log", "The trace ends");
    bench_expect(bench, spoil_end_neighbour(bench) == 0 && said,
                 "a trace that cannot be written any more");
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc != 3) {
        fputs("usage: window-baddays-end BIN FOLDER\n", stderr);
        return 2;
    }
    bench_open(&bench, argv[1], argv[2]);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        bench_expect(&bench, ends_so(&bench, &ends[i]), ends[i].what);
    lose_display(&bench);
    lose_fonts(&bench);
    lose_trace(&bench);
    return bench_close(&bench) ? EXIT_FAILURE : EXIT_SUCCESS;
}
