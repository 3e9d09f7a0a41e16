#include "kiosk.h"

#include "core/memory.h"

#include <stdio.h>

#define EXIT_WRONG_USE 2

int main(int argc, char **argv)
{
    struct options options;
    struct em_error error = {0};
    struct kiosk *kiosk = NULL;

    em_memory_no_core_file();
    if (options_parse(&options, argc, argv, &error) != EM_OK) {
        fprintf(stderr, "emarge-kiosk: %s\n", error.text);
        return EXIT_WRONG_USE;
    }
    if (options.help) {
        options_help();
        return 0;
    }
    if (options.version) {
        puts("emarge-kiosk " EM_VERSION);
        return 0;
    }
    if (kiosk_new(&kiosk, &options, &error) != EM_OK) {
        fprintf(stderr, "emarge-kiosk: %s\n", error.text);
        return 1;
    }
    kiosk_run(kiosk);
    kiosk_free(kiosk);
    return 0;
}
