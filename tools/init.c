#include "command.h"

#include "core/file.h"
#include "core/keys.h"
#include "core/pack.h"
#include "core/paths.h"

#include <sodium.h>
#include <stdlib.h>

static enum em_status event_id(const char *folder, char *out, size_t size, struct em_error *error)
{
    struct event_pack *pack = NULL;
    struct pack_faults faults = {0};
    enum em_status status = pack_load(&pack, folder, &faults);
    if (status == EM_OK)
        snprintf(out, size, "%s", pack->id);
    else
        em_fail(error, status, "The event pack %s has faults. The first: %s", folder,
                faults.count ? faults.items[0].text : "it cannot be read");
    for (size_t i = 1; i < faults.count; i++) {
        char *shown = command_shown(faults.items[i].text);
        fprintf(stderr, "emarge: also: %s\n", shown);
        free(shown);
    }
    pack_faults_free(&faults);
    pack_free(pack);
    return status;
}

static enum em_status make(const char *event_dir, const char *keys_dir, int fd,
                           struct em_error *error)
{
    char event[KEY_NAME_SIZE], passphrase[512];
    struct organiser_secret secret;
    enum em_status status = event_id(event_dir, event, sizeof event, error);
    if (status == EM_OK)
        status = em_folder_make(keys_dir, 0700, error);
    if (status == EM_OK)
        status = organiser_refuse_if_there(keys_dir, error); /* before anybody thinks of words */
    if (status == EM_OK)
        status = command_passphrase(passphrase, sizeof passphrase, fd, true, error);
    if (status != EM_OK)
        return status;
    organiser_generate(&secret, event, &em_random_system);
    status = organiser_write(&secret, keys_dir, passphrase, &em_random_system, error);
    organiser_wipe(&secret);
    sodium_memzero(passphrase, sizeof passphrase);
    if (status == EM_OK)
        printf("The keys of %s are made:\n"
               "  %s/organiser.key  secret; without it and its passphrase nobody reads what was "
               "signed. Keep two copies.\n"
               "  %s/organiser.pub  public; with it anyone can seal to you, and know your log.\n",
               event, keys_dir, keys_dir);
    return status;
}

static int run(int argc, char **argv)
{
    char default_event[1200];
    const char *event_dir = default_event, *keys_dir = ".", *fd_text = NULL;
    const struct option_row rows[] = {{"--event", &event_dir, NULL},
                                      {"--keys", &keys_dir, NULL},
                                      {"--passphrase-fd", &fd_text, NULL},
                                      {0}};
    struct em_error error = {0};
    int fd;
    em_event_dir(default_event, sizeof default_event);
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (command_fd(fd_text, &fd, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    return make(event_dir, keys_dir, fd, &error) == EM_OK ? 0 : command_fail(&error, EXIT_BAD);
}

static const struct manual_item options[] = {
    {"--event", "DIR", "the event pack (default: the one that comes with emarge)"},
    {"--keys", "DIR", "where organiser.key and organiser.pub go (default: here)"},
    {"--passphrase-fd", "N",
     "read the new passphrase from this file descriptor instead of the terminal"},
    {0},
};

static const struct manual_item files[] = {
    {"organiser.key", NULL,
     "the secret key, under the passphrase: it opens what kiosks seal, and makes badges"},
    {"organiser.pub", NULL, "the public half, for the kiosks"},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge init --keys summit", NULL, "make the keys in the folder summit"},
    {0},
};

const struct command command_init = {
    .name = "init",
    .summary = "make an event's keys",
    .manual = {.synopsis = "init [--event DIR] [--keys DIR] [--passphrase-fd N]",
               .description = "The passphrase is asked for on the terminal, twice. Keys that exist "
                              "are never overwritten. Keep a copy of them, and of the passphrase, "
                              "in another place: without them nobody can read what was sealed.",
               .options = options,
               .files = files,
               .examples = examples,
               .see_also = "enroll"},
    .run = run,
};
