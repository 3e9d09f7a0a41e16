#include "command.h"

#include <stdio.h>
#include <string.h>

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof *commands;

static const struct {
    const char *word, *verb;
} aliases[] = {{"--help", "help"}, {"-h", "help"}};

static const char *verb_of(const char *word)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(word, aliases[i].word) == 0)
            return aliases[i].verb;
    return word;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("emarge: say what to do; `emarge help` lists it.\n", stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("emarge " EM_VERSION);
        return 0;
    }
    const char *verb = verb_of(argv[1]);
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(verb, commands[i]->name) == 0)
            return commands[i]->run(argc - 1, argv + 1);
    fprintf(stderr, "emarge: there is no `%s`; `emarge help` lists what there is.\n", verb);
    return EXIT_USAGE;
}
