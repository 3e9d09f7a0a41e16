/* Does the driver see and do what it says? Against the dummy, with its own failures provoked.
 *   window-driver-test DUMMY FOLDER
 */
#include "folder.h"
#include "script.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVERY_KIND "Éléonore O'Çelik-Ñandú, ő ß — @.+#{} 12 ελ ქა"

static const struct step visit[] = {
    {STEP_SCREEN, "dummy"},
    {STEP_LANGUAGE, "en"},
    {STEP_TYPE, .text = EVERY_KIND},
    {STEP_VALUE, "dummy/field", EVERY_KIND},
    {STEP_CLICK, "dummy/button"},
    {STEP_VALUE, "dummy/button", "1"},
    {STEP_TAB, "dummy/pad"},
    {STEP_TAB, "dummy/field"},
    {STEP_DRAW, "dummy/pad"},
    {STEP_VALUE, "dummy/pad", "3 strokes"},
    {STEP_CHECKED, "dummy/pad"}, /* more than 50 points were seen on the way */
    {STEP_END},
};

static const struct step impossible[][2] = {
    {{STEP_SCREEN, "nowhere"}, {STEP_END}},
    {{STEP_CLICK, "dummy/nothing"}, {STEP_END}},
    {{STEP_VALUE, "dummy/button", "7"}, {STEP_END}},
    {{STEP_TAB, "dummy/nothing"}, {STEP_END}},
    {{STEP_LANGUAGE, "fr"}, {STEP_END}},
};

static int faults;

static void expect(bool holds, const char *what)
{
    printf("%s %s\n", holds ? "ok    " : "FAULT ", what);
    faults += !holds;
}

static void test_visit(struct driver *driver)
{
    expect(script_must_play(driver, "visit", visit, NULL), "a visit is played");
}

static void test_impossible(struct driver *driver)
{
    enum { USUAL_MS = 15000, SHORT_MS = 200 };
    driver_set_patience(driver, SHORT_MS);
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        const struct step *failed = NULL;
        expect(!script_play(driver, impossible[i], NULL, &failed) && failed == impossible[i],
               driver_error(driver));
    }
    driver_set_patience(driver, USUAL_MS);
}

static void test_picture(struct driver *driver, const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, "%s/dummy.png", folder);
    png_image png = {.version = PNG_IMAGE_VERSION};
    expect(driver_picture(driver, path) && png_image_begin_read_from_file(&png, path) &&
               png.width == 700 && png.height == 600,
           "a picture has the size of the screen");
    png_image_free(&png);
}

static void test_ends(struct driver *driver)
{
    driver_press(driver, "ctrl+q");
    expect(driver_wait_end(driver) && driver_ending(driver) == 0, "Ctrl+Q arrives");
    expect(!driver_wait_screen(driver, "nowhere") && !driver_alive(driver), driver_error(driver));
    expect(driver_start(driver) && driver_alive(driver), "it starts again");
    driver_kill(driver);
    expect(!driver_alive(driver), "it is killed");
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    folder_fresh(argv[2]);
    const char *const dummy[] = {argv[1], NULL};
    struct driver_options options = {
        .width = 700, .height = 600, .folder = argv[2], .kiosk = dummy};
    struct driver *driver = driver_new(&options);
    expect(driver_start(driver), "it starts");
    test_visit(driver);
    test_impossible(driver);
    test_picture(driver, argv[2]);
    test_ends(driver);
    driver_free(driver);
    printf("%d faults\n", faults);
    return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
