#include "command.h"
#include "overview.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH      80
#define WIDTH_MOST 100 /* longer lines are hard to read */

static int width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0)
        return WIDTH;
    return size.ws_col < WIDTH_MOST ? size.ws_col : WIDTH_MOST;
}

static int explain(const struct command *command)
{
    const struct manual_page page = command_page(command);
    manual_write_text(stdout, &page, width());
    return 0;
}

static int run(int argc, char **argv)
{
    const struct command *command = argc < 2 ? NULL : command_find(argv[1]);
    if (command)
        return explain(command);
    if (argc >= 2) {
        fprintf(stderr, "emarge: there is no `%s` to explain; `emarge help` lists what there is.\n",
                argv[1]);
        return EXIT_USAGE;
    }
    manual_write_text(stdout, &overview_page, width());
    return 0;
}

static const struct manual_item arguments[] = {
    {"VERB", NULL, "what to explain; without one, what verbs there are"},
    {0},
};

const struct command command_help = {
    .name = "help",
    .summary = "say what the tool does, or one of its verbs",
    .manual = {.synopsis = "help [VERB]",
               .description = "On a terminal the lines are as wide as it is, up to 100 columns; "
                              "else 80. The man pages have the same words.",
               .arguments = arguments},
    .run = run,
};
