#include "command.h"

#include <string.h>

static int list(void)
{
    puts("emarge: prepares an event's kiosks, and exports what was signed\n\n"
         "Usage: emarge VERB [OPTION]...\n");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-8s %s\n", commands[i]->name, commands[i]->summary);
    puts("\n`emarge help VERB` says more.");
    return 0;
}

static int run(int argc, char **argv)
{
    if (argc < 2)
        return list();
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(argv[1], commands[i]->name) != 0)
            continue;
        printf("emarge %s: %s\n\n%s", commands[i]->name, commands[i]->summary, commands[i]->usage);
        return 0;
    }
    fprintf(stderr, "emarge: there is no `%s` to explain; `emarge help` lists what there is.\n",
            argv[1]);
    return EXIT_USAGE;
}

const struct command command_help = {
    .name = "help",
    .summary = "say what the tool does, or one of its verbs",
    .usage = "Usage: emarge help [VERB]\n",
    .run = run,
};
