/* A thousand scans by a scanner that types, under four layouts, at three speeds, with and without
 * Caps Lock; then a scanner at a serial port. Badges are those that were printed.
 * window-scans BIN FOLDER
 */
#include "folder.h"
#include "list.h"
#include "script.h"
#include "shift.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 8000, HELD_UP_MS = 400, SETTLE_MS = 400 };

/* The scans of each speed, under each layout, with and without Caps Lock: a thousand in all. */
static const struct {
    int gap;
    size_t scans;
} speeds[] = {{0, 53}, {2, 52}, {16, 20}};
static const char *const layouts[] = {"us", "fr", "de", "tr"};

struct typist {
    struct display *display;
    int gap;
    int longest; /* milliseconds between two keys that were meant to be `gap` apart */
    size_t longest_scan;
};

/* Most scanners send Enter; some Tab, and some nothing. */
static void scan_by_keys(void *context, const char *code, size_t n)
{
    struct typist *typist = context;
    enum display_end end = n % 20 == 19 ? DISPLAY_SILENCE
                           : n % 5 == 3 ? DISPLAY_TAB
                                        : DISPLAY_ENTER;
    int longest = display_scan(typist->display, code, typist->gap, end);
    if (longest <= typist->longest)
        return;
    typist->longest = longest;
    typist->longest_scan = n;
}

static void scan_by_port(void *context, const char *code, size_t n)
{
    static const char *const ends[] = {"\r", "\n", "\r\n", "\t", ""};
    const int *port = context;
    if (dprintf(*port, "%s%s", code, ends[n % 5]) < 0)
        perror("The serial port");
}

/* --- the thousand --- */

static bool serve_layout(struct shift *shift, struct typist *typist, const char *layout)
{
    for (int caps = 0; caps < 2; caps++)
        for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
            display_layout(typist->display, layout);
            display_caps_lock(typist->display, caps);
            typist->gap = speeds[i].gap;
            if (!shift_turn(shift, !shift->out) || !shift_serve(shift, speeds[i].scans))
                return false;
        }
    printf("%s: %zu scans\n", layout, shift->count);
    fflush(stdout);
    return true;
}

static bool serve_all(struct shift *shift, struct typist *typist)
{
    bool good = true;
    shift->out = true; /* the first turn is inwards */
    for (size_t i = 0; good && i < sizeof layouts / sizeof *layouts; i++)
        good = serve_layout(shift, typist, layouts[i]);
    display_layout(typist->display, "us");
    display_caps_lock(typist->display, false);
    return good;
}

/* A kiosk that is held up in the middle of a scan finds half of it there at once, much later. */
static void scan_held_up(void *context, const char *code, size_t n)
{
    struct shift *shift = context;
    struct display *display = driver_display(shift->driver);
    char half[64];
    (void)n;
    snprintf(half, sizeof half, "%.12s", code);
    display_scan(display, half, 2, DISPLAY_SILENCE);
    kill(driver_kiosk(shift->driver), SIGSTOP);
    display_scan(display, code + strlen(half), 2, DISPLAY_ENTER);
    display_pause(HELD_UP_MS);
    kill(driver_kiosk(shift->driver), SIGCONT);
}

static bool serve_held_up(struct shift *shift, struct typist *typist)
{
    shift->scan = scan_held_up;
    shift->context = shift;
    bool good = shift_serve(shift, 10);
    shift->scan = scan_by_keys;
    shift->context = typist;
    return good;
}

/* --- a text field --- */

static const struct step to_the_field[] = {
    {STEP_CLICK, "welcome/fr"},          {STEP_SCREEN, "document"},
    {STEP_CLICK, "document/sign"},       {STEP_SCREEN, "details"},
    {STEP_CLICK, "details/name"},        {STEP_TYPE, .text = "Ama"},
    {STEP_VALUE, "details/name", "Ama"}, {STEP_END},
};
static const struct step after_the_scans[] = {
    {STEP_CLICK, "details/name"},
    {STEP_TYPE, .text = " Ba"},
    {STEP_VALUE, "details/name", "Ama Ba"},
    {STEP_END},
};

/* What was there before the scans is there after them, and what is typed then follows it. */
static bool keeps_field(struct shift *shift, struct typist *typist)
{
    char code[64];
    if (!script_must_play(shift->driver, "to a text field", to_the_field, NULL))
        return false;
    for (size_t i = 0; i < 12; i++) {
        typist->gap = speeds[i % 3].gap;
        shift_stranger(shift, code);
        scan_by_keys(typist, code, i);
        display_pause(SETTLE_MS);
        const json_t *field = trace_node(driver_trace(shift->driver), "details/name");
        if (strcmp(trace_text(field, "value"), "Ama") == 0)
            continue;
        fprintf(stderr, "After a scan the field holds “%s”.\n", trace_text(field, "value"));
        return false;
    }
    return script_must_play(shift->driver, "after the scans", after_the_scans, NULL);
}

/* --- what is told --- */

static struct driver *start(const char *folder, const char *const *command)
{
    struct driver_options options = {
        .width = 1280, .height = 720, .folder = folder, .kiosk = command};
    struct driver *driver = driver_new(&options);
    driver_set_patience(driver, PATIENCE_MS);
    if (driver_start(driver))
        return driver;
    driver_explain(driver, "start");
    driver_free(driver);
    return NULL;
}

static bool end(struct driver *driver)
{
    kill(driver_kiosk(driver), SIGTERM);
    return driver_wait_end(driver) && driver_ending(driver) == 0;
}

static const struct step to_staff_mode[] = {
    {STEP_SCREEN, "staff"},
    {STEP_END},
};

/* Whether a test scan in staff mode shows its letters in the trace. */
static bool is_told(const char *folder, const char *const *command, struct doors *doors)
{
    struct driver *driver = start(folder, command);
    char path[600];
    if (!driver)
        exit(1);
    display_scan(driver_display(driver), doors->staff, 2, DISPLAY_ENTER);
    bool good = script_must_play(driver, "to staff mode", to_staff_mode, NULL);
    const char *code = doors_person(doors, HOLDER_WELCOME, 1)->code;
    display_scan(driver_display(driver), code, 2, DISPLAY_ENTER);
    good = good && driver_wait_node(driver, "staff/scan") && end(driver);
    if (!good)
        exit(1);
    driver_free(driver);
    snprintf(path, sizeof path, "%s/trace.jsonl", folder);
    char *trace = file_read(path);
    bool told = strstr(trace, code) != NULL;
    free(trace);
    return told;
}

static bool keeps_codes_to_itself(struct doors *doors, const char *kiosk, const char *folder)
{
    const char *const quiet[] = {kiosk, "--data", doors->kiosk, NULL};
    const char *const open[] = {kiosk, "--data", doors->kiosk, "--trace-values", NULL};
    if (!is_told(folder, open, doors))
        fputs("The test scan is not shown at all.\n", stderr);
    else if (is_told(folder, quiet, doors))
        fputs("The trace tells a code.\n", stderr);
    else
        return true;
    return false;
}

/* --- the two kiosks --- */

static bool by_keys(struct doors *doors, const char *kiosk, const char *folder)
{
    const char *const command[] = {kiosk, "--data", doors->kiosk, "--trace-values", NULL};
    struct driver *driver = start(folder, command);
    if (!driver)
        return false;
    struct typist typist = {.display = driver_display(driver)};
    static struct shift shift;
    shift =
        (struct shift){.driver = driver, .doors = doors, .scan = scan_by_keys, .context = &typist};
    bool good = shift_begin(&shift) && serve_all(&shift, &typist) && serve_held_up(&shift, &typist);
    good = shift_is_recorded(&shift) && good;
    printf("The longest pause of the scanner was %d ms, at scan %zu.\n", typist.longest,
           typist.longest_scan);
    good = good && shift_end(&shift) && keeps_field(&shift, &typist) && end(driver);
    driver_free(driver);
    return good;
}

/* What the first kiosk recorded is left out of the comparison, by a copy of its store from before.
 */
static bool by_port(struct doors *doors, const char *kiosk, const char *folder)
{
    char device[64], scanner[80];
    int port = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (port < 0) {
        puts("NOT TRIED: a serial scanner. There are no pseudo-terminals here.");
        return true;
    }
    grantpt(port);
    unlockpt(port);
    ptsname_r(port, device, sizeof device);
    snprintf(scanner, sizeof scanner, "serial:%s", device);
    const char *const command[] = {kiosk,       "--data", doors->kiosk, "--trace-values",
                                   "--scanner", scanner,  NULL};
    struct driver *driver = start(folder, command);
    if (!driver)
        return false;
    display_pause(SETTLE_MS);
    static struct shift shift;
    shift = (struct shift){
        .driver = driver, .doors = doors, .scan = scan_by_port, .context = &port, .out = true};
    bool good = shift_begin(&shift);
    for (int turn = 0; good && turn < 2; turn++)
        good = shift_turn(&shift, !shift.out) && shift_serve(&shift, 50);
    good = shift_is_recorded(&shift) && good && end(driver);
    driver_free(driver);
    close(port);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: window-scans BIN FOLDER\n", stderr);
        return 2;
    }
    static struct doors doors;
    char kiosk[512], before[600];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", argv[1]);
    snprintf(before, sizeof before, "%s/before", argv[2]);
    folder_fresh(argv[2]);
    doors_make(&doors, argv[1], argv[2]);
    folder_copy(doors.kiosk, before);
    bool good = by_keys(&doors, kiosk, argv[2]) && list_verify(argv[1], doors.kiosk);
    good = good && keeps_codes_to_itself(&doors, kiosk, argv[2]);
    folder_copy(before, doors.kiosk);
    for (size_t i = 0; i < doors.count; i++)
        doors.people[i].inside = false;
    good = good && by_port(&doors, kiosk, argv[2]) && list_verify(argv[1], doors.kiosk);
    puts(good ? "Every scan was answered rightly." : "This shift failed.");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
