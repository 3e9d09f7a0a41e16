/* An organiser's folder to look at, and to try the lists on: see fake/signatories.h.
 *   signatories FOLDER COUNT [SEED] [--hostile] [--boxes N]
 */
#include "fake/signatories.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(void)
{
    fputs("usage: signatories FOLDER COUNT [SEED] [--hostile] [--boxes N]\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    struct signatories_options options = {.seed = 1};
    int words = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--hostile") == 0)
            options.hostile = true;
        else if (strcmp(argv[i], "--boxes") == 0 && i + 1 < argc)
            options.boxes = strtoull(argv[++i], NULL, 10);
        else if (words == 0)
            options.folder = argv[i], words++;
        else if (words == 1)
            options.count = strtoull(argv[i], NULL, 10), words++;
        else if (words == 2)
            options.seed = strtoull(argv[i], NULL, 10), words++;
        else
            return usage();
    }
    if (words < 2 || options.count == 0)
        return usage();
    signatories_make(&options);
    return 0;
}
