/* What tools/dev run does where there is no display: the visits, a picture of each screen, and the
 * list. window-demo BIN FOLDER
 */
#include "folder.h"
#include "list.h"
#include "visits.h"

#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1920, HEIGHT = 1080 };

static bool write_list(const char *bin, const char *folder, const char *data, const char *format)
{
    char tool[512], file[512], *output;
    snprintf(tool, sizeof tool, "%s/emarge", bin);
    snprintf(file, sizeof file, "%s/signatures.%s", folder, format);
    const char *const command[] = {tool,     "export", "signatures", "--format", format,
                                   "--data", data,     "--output",   file,       NULL};
    int status = program_run(command, &output);
    free(output);
    if (status != 0)
        fprintf(stderr, "emarge export --format %s ended with %d.\n", format, status);
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

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: window-demo BIN FOLDER\n", stderr);
        return 2;
    }
    char kiosk[512], data[512];
    snprintf(kiosk, sizeof kiosk, "%s/emarge-kiosk", argv[1]);
    snprintf(data, sizeof data, "%s/data", argv[2]);
    folder_fresh(argv[2]);
    const char *const command[] = {kiosk, "--data", data, "--trace-values", NULL};
    struct driver_options options = {
        .width = WIDTH, .height = HEIGHT, .folder = argv[2], .kiosk = command};
    struct driver *driver = driver_new(&options);
    bool good = driver_start(driver);
    if (!good)
        driver_explain(driver, "start");
    good = good && play(driver, argv[2]) && write_list(argv[1], argv[2], data, "csv") &&
           write_list(argv[1], argv[2], data, "json") && list_verify(argv[1], data);
    driver_free(driver);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
