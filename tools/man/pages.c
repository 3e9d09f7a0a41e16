/* Writes the man pages, at build: of every verb, of `emarge`, of `emarge-kiosk`.
 *
 *     pages FOLDER [DATE]
 *
 * They hold nothing but what the programs' own tables say, so that the same source makes the same
 * bytes. DATE is that of the version.
 */
#include "command.h"
#include "core/file.h"
#include "core/memory.h"
#include "options.h"
#include "overview.h"

#include <stdlib.h>

static const char kiosk_description[] =
    "Delegates read a declaration on a touchscreen, say who they are, and sign it: by hand, by "
    "keyboard, or with someone's help. Staff scan badges at the doors of sessions. Every kiosk "
    "keeps its own log, which nothing is ever taken from, and needs no network. What a delegate "
    "does not choose to publish is sealed to the organiser before it is written.\n\n"
    "`emarge enroll` makes a kiosk's data folder. The first start in an empty one makes keys for a "
    "demonstration, and says so.\n\n"
    "Ctrl+Q leaves the kiosk. One that is `--locked` is stopped by its service manager or with "
    "SIGTERM: it ends its log properly.";

static const struct manual_item kiosk_exits[] = {
    {"0", NULL, "It was left, or stopped."},
    {"1", NULL, "It could not start; standard error says why."},
    {"2", NULL, "The words of the command are wrong."},
    {0},
};

static const struct manual_item kiosk_files[] = {
    {"kiosk.ini", NULL, "in the data folder: whose kiosk this is, and its keys"},
    {STORE_FILE, NULL, "in the data folder: its log"},
    {"~/.local/share/emarge", NULL, "the data folder, unless it is told another"},
    {0},
};

static const struct manual_item kiosk_examples[] = {
    {"emarge-kiosk --windowed 1920x1080", NULL, "look at a demonstration"},
    {"emarge-kiosk --locked --event /srv/summit/pack --data /var/lib/emarge", NULL, "at an event"},
    {0},
};

static void put_kiosk_options(const struct manual_out *out)
{
    struct manual_item item;
    for (size_t i = 0; options_describe(i, &item.name, &item.value, &item.text); i++)
        manual_put(out, &item);
}

static const struct manual_section kiosk_sections[] = {
    {.title = "OPTIONS", .more = put_kiosk_options},
    {0},
};

static const struct manual kiosk = {.synopsis = "[OPTION]...",
                                    .description = kiosk_description,
                                    .sections = kiosk_sections,
                                    .exits = kiosk_exits,
                                    .files = kiosk_files,
                                    .examples = kiosk_examples,
                                    .see_also = "enroll merge"};

static const struct manual_page kiosk_page = {.program = "emarge-kiosk",
                                              .summary =
                                                  "read a declaration and sign it on a touchscreen",
                                              .manual = &kiosk};

static enum em_status write_page(const char *folder, const char *date, struct manual_page page,
                                 struct em_error *error)
{
    struct em_output output;
    char *path = em_format("%s/%s%s%s.1", folder, page.program, page.verb ? "-" : "",
                           page.verb ? page.verb : "");
    enum em_status status = em_output_open(&output, path, 0644, error);
    page.date = date;
    if (status == EM_OK) {
        manual_write_roff(output.stream, &page);
        status = em_output_commit(&output, error);
    }
    free(path);
    return status;
}

int main(int argc, char **argv)
{
    struct em_error error = {0};
    if (argc < 2 || argc > 3) {
        fputs("Usage: pages FOLDER [DATE]\n", stderr);
        return EXIT_USAGE;
    }
    const char *date = argc == 3 ? argv[2] : NULL;
    enum em_status status = em_folder_make(argv[1], 0755, &error);
    if (status == EM_OK)
        status = write_page(argv[1], date, overview_page, &error);
    if (status == EM_OK)
        status = write_page(argv[1], date, kiosk_page, &error);
    for (size_t i = 0; i < command_count && status == EM_OK; i++)
        status = write_page(argv[1], date, command_page(commands[i]), &error);
    return status == EM_OK ? 0 : command_fail(&error, EXIT_BAD);
}
