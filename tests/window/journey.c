/* From welcome to recorded, three times, by input from outside; then the list and the proof, while
 * the kiosk still runs. window-journey BIN FOLDER WIDTHxHEIGHT
 */
#include "folder.h"
#include "list.h"
#include "visits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Plays the visits, leaving the number that each was given. */
static bool play(struct driver *driver, char numbers[VISITS][32])
{
    for (int i = 0; i < VISITS; i++) {
        if (!script_must_play(driver, visits[i].name, visits[i].steps, NULL))
            return false;
        snprintf(numbers[i], 32, "A-%d", i + 1);
        printf("played: %s\n", visits[i].name);
    }
    return true;
}

static bool check_list(const char *bin, const char *data, char numbers[VISITS][32])
{
    json_t *rows = list_export(bin, data);
    bool good = json_array_size(rows) == VISITS;
    if (!good)
        fprintf(stderr, "The list has %zu rows and ought to have %d.\n", json_array_size(rows),
                VISITS);
    for (int i = 0; i < VISITS; i++) {
        const json_t *row = list_row(rows, numbers[i]);
        if (!row || !list_row_has(row, visits[i].row)) {
            fprintf(stderr, "The row %s is not what was entered: %s.\n", numbers[i],
                    visits[i].name);
            good = false;
        }
    }
    json_decref(rows);
    return good;
}

static bool leave(struct driver *driver)
{
    driver_press(driver, "ctrl+q");
    if (driver_wait_end(driver) && driver_ending(driver) == 0)
        return true;
    driver_explain(driver, "Leaving by Ctrl+Q");
    fprintf(stderr, "The kiosk ended with %d.\n", driver_ending(driver));
    return false;
}

int main(int argc, char **argv)
{
    int width, height;
    if (argc != 4 || sscanf(argv[3], "%dx%d", &width, &height) != 2) {
        fputs("usage: window-journey BIN FOLDER WIDTHxHEIGHT\n", stderr);
        return 2;
    }
    char kiosk[512], data[512], numbers[VISITS][32];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", argv[1]);
    snprintf(data, sizeof data, "%s/data", argv[2]);
    folder_fresh(argv[2]);
    const char *const command[] = {kiosk, "--data", data, "--trace-values", NULL};
    struct driver_options options = {
        .width = width, .height = height, .folder = argv[2], .kiosk = command};
    struct driver *driver = driver_new(&options);
    bool good = driver_start(driver);
    if (!good)
        driver_explain(driver, "start");
    good = good && play(driver, numbers) && check_list(argv[1], data, numbers) &&
           list_verify(argv[1], data) && leave(driver) && list_verify(argv[1], data);
    driver_free(driver);
    puts(good ? "The list has what was signed, and the log is good." : "This journey failed.");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
