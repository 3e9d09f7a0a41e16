#include "command.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static int run(const struct command *command, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (asks_for_help(argv[i]))
            return command_help.run(2, (char *[]){argv[i], argv[0], NULL});
    return command->run(argc, argv);
}

/* In which language something is written is an option. Pango would also ask these which face to
 * take for what several scripts share, so that another user would get another page. */
static void forget_language_of_user(void)
{
    unsetenv("LANGUAGE");
    unsetenv("PANGO_LANGUAGE");
}

int main(int argc, char **argv)
{
    em_memory_no_core_file();
    forget_language_of_user();
    if (argc < 2) {
        fputs("emarge: say what to do; `emarge help` lists it.\n", stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("emarge " EM_VERSION);
        return 0;
    }
    if (asks_for_help(argv[1]))
        return command_help.run(argc - 1, argv + 1);
    const struct command *command = command_find(argv[1]);
    if (command)
        return run(command, argc - 1, argv + 1);
    fprintf(stderr, "emarge: there is no `%s`; `emarge help` lists what there is.\n", argv[1]);
    return EXIT_USAGE;
}
