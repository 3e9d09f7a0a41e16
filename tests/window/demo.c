/* What tools/dev run does where there is no display: the visits, then a door with badges, a picture
 * of each screen, and the lists. window-demo BIN FOLDER
 */
#include "doors.h"
#include "folder.h"
#include "list.h"
#include "visits.h"

#include <stdio.h>
#include <stdlib.h>

/* A code that comes again sooner is taken for one that was held before the scanner. */
enum { WIDTH = 1920, HEIGHT = 1080, NOT_HELD_MS = 3500 };

struct list {
    const char *name, *format;
};

static bool write_list(const char *bin, const char *folder, const char *data, struct list list)
{
    char tool[512], file[512], *output;
    snprintf(tool, sizeof tool, "%s/emarge", bin);
    snprintf(file, sizeof file, "%s/%s.%s", folder, list.name, list.format);
    const char *const command[] = {tool,     "export", list.name,  "--format", list.format,
                                   "--data", data,     "--output", file,       NULL};
    int status = program_run(command, &output);
    free(output);
    if (status != 0)
        fprintf(stderr, "emarge export %s --format %s ended with %d.\n", list.name, list.format,
                status);
    return status == 0;
}

static bool play(struct driver *driver, const char *folder)
{
    for (int i = 0; i < VISITS; i++) {
        printf("%s\n", visits[i].name);
        if (!script_must_play(driver, visits[i].name, visits[i].steps, folder))
            return false;
    }
    return true;
}

static bool write_lists(const char *bin, const char *folder, const char *data)
{
    static const struct list lists[] = {
        {"signatures", "csv"}, {"signatures", "json"}, {"attendance", "csv"}, {"scans", "csv"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!write_list(bin, folder, data, lists[i]))
            return false;
    return true;
}

/* --- the kiosk of the signing --- */

static struct driver *start(const char *folder, const char *const *command)
{
    struct driver_options options = {
        .width = WIDTH, .height = HEIGHT, .folder = folder, .kiosk = command};
    struct driver *driver = driver_new(&options);
    if (driver_start(driver))
        return driver;
    driver_explain(driver, "start");
    driver_free(driver);
    return NULL;
}

static bool sign(const char *bin, const char *folder)
{
    char kiosk[512], data[512];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", bin);
    snprintf(data, sizeof data, "%s/data", folder);
    folder_fresh(folder);
    const char *const command[] = {kiosk, "--data", data, "--trace-values", NULL};
    struct driver *driver = start(folder, command);
    bool good =
        driver && play(driver, folder) && write_lists(bin, folder, data) && list_verify(bin, data);
    driver_free(driver);
    return good;
}

/* --- the kiosk at a door --- */

/* A badge before the scanner, what must be answered, and the picture of it. */
static bool scan(struct driver *driver, const char *code, const char *verdict, const char *folder)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s.png", folder, verdict);
    printf("  %s\n", verdict);
    display_scan(driver_display(driver), code, 2, DISPLAY_ENTER);
    return driver_wait_value(driver, "door/verdict", verdict) && driver_picture(driver, path);
}

static const struct step to_the_door[] = {
    {STEP_SCREEN, "staff"},
    {STEP_PICTURE, .text = "staff"},
    {STEP_CLICK, "staff/session/" DOORS_HALL},
    {STEP_SCREEN, "door"},
    {STEP_PICTURE, .text = "door"},
    {STEP_END},
};

static bool scan_all(struct driver *driver, struct doors *doors, const char *folder)
{
    display_scan(driver_display(driver), doors->staff, 2, DISPLAY_ENTER);
    bool good =
        script_must_play(driver, "to the door", to_the_door, folder) &&
        scan(driver, doors_person(doors, HOLDER_WELCOME, 0)->code, "accepted", folder) &&
        scan(driver, doors_person(doors, HOLDER_ELSEWHERE, 0)->code, "not-this-session", folder) &&
        scan(driver, doors_person(doors, HOLDER_REVOKED, 0)->code, "revoked", folder) &&
        scan(driver, doors_person(doors, HOLDER_PROVISIONAL, 0)->code, "provisional", folder) &&
        scan(driver, "BCDFBCDFBCDFBCDFBCDFBCDFBCDFBCDF", "unknown", folder);
    display_pause(NOT_HELD_MS);
    return good && scan(driver, doors_person(doors, HOLDER_WELCOME, 0)->code, "already-in", folder);
}

static bool scan_badges(const char *bin, const char *folder)
{
    static struct doors doors;
    char kiosk[512];
    puts("A door: badges made, printed and scanned");
    folder_fresh(folder);
    doors_make(&doors, bin, folder);
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", bin);
    const char *const command[] = {kiosk, "--data", doors.kiosk, "--trace-values", NULL};
    struct driver *driver = start(folder, command);
    if (!driver)
        return false;
    bool good = scan_all(driver, &doors, folder);
    if (!good)
        driver_explain(driver, "at the door");
    good = good && write_lists(bin, folder, doors.kiosk) && list_verify(bin, doors.kiosk);
    driver_free(driver);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: window-demo BIN FOLDER\n", stderr);
        return 2;
    }
    char door[512];
    snprintf(door, sizeof door, "%s/door", argv[2]);
    return sign(argv[1], argv[2]) && scan_badges(argv[1], door) ? EXIT_SUCCESS : EXIT_FAILURE;
}
