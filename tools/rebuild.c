#include "command.h"

#include "core/lock.h"
#include "core/paths.h"
#include "core/roll.h"

static enum em_status rebuild(const char *data_dir, bool *changed, struct em_error *error)
{
    struct store *store = NULL;
    int lock = -1;
    /* A look first, so that no lock is left in a folder that is none of a kiosk's. */
    enum em_status status = command_store(&store, data_dir, STORE_READ, error);
    store_close(store);
    store = NULL;
    if (status == EM_OK)
        status = lock_acquire(&lock, data_dir, error);
    if (status != EM_OK)
        return status;
    status = command_store(&store, data_dir, STORE_WRITE, error);
    if (status == EM_OK)
        status = roll_rebuild(store, NULL, NULL, changed, error);
    store_close(store);
    lock_release(lock);
    return status;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    const char *data_dir = default_data;
    const struct option_row rows[] = {{"--data", &data_dir, NULL}, {0}};
    struct em_error error = {0};
    bool changed = false;
    em_data_dir(default_data, sizeof default_data);
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (rebuild(data_dir, &changed, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    puts(changed ? "The lists differed from the log and were made again from it."
                 : "The lists are what the log says. Nothing was changed.");
    return 0;
}

static const struct manual_item options[] = {
    {"--data", "DIR", "the kiosk's data folder (default: the kiosk's own default)"},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge rebuild --data /var/lib/emarge", NULL, "make the lists of this kiosk again"},
    {0},
};

const struct command command_rebuild = {
    .name = "rebuild",
    .summary = "make the lists in a store again from its log",
    .manual = {.synopsis = "rebuild [--data DIR]",
               .description = "Lists of signatures, badges and sessions are made of the log, and "
                              "can be made again. The log itself is never changed. The kiosk must "
                              "not be running.",
               .options = options,
               .examples = examples,
               .see_also = "verify"},
    .run = run,
};
