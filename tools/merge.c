#include "command.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/merge.h"
#include "core/paths.h"

#include <stdlib.h>
#include <sys/stat.h>

static enum em_status open_from(struct store **out, const char *from, struct em_error *error)
{
    struct stat info;
    bool is_file = stat(from, &info) == 0 && !S_ISDIR(info.st_mode);
    return is_file ? store_open(out, from, STORE_READ, error)
                   : command_store(out, from, STORE_READ, error);
}

static void tell(void *context, const struct merge_log *log)
{
    int64_t *added = context;
    char vkey[NOTE_VKEY_SIZE];
    *added += log->added;
    printf("%s: %lld were here, %lld added\n", log->origin, (long long)log->had,
           (long long)log->added);
    if (!log->new_log)
        return;
    note_vkey(vkey, log->origin, log->vkey);
    printf("  It is heard of for the first time. Compare its key with the one that `emarge enroll` "
           "printed:\n  %s\n",
           vkey);
}

enum em_status command_take_over(struct ledger *to, const char *from, struct em_error *error)
{
    struct store *store = NULL;
    int64_t added = 0;
    enum em_status status = open_from(&store, from, error);
    if (status == EM_OK)
        status = merge_store(to, store, tell, &added, error);
    if (status == EM_OK && added == 0)
        puts("There was nothing new.");
    store_close(store);
    return status;
}

struct request {
    const char *from, *data_dir, *key_file, *fd_text;
    int fd;
};

/* A kiosk's folder or the organiser's. */
static enum em_status open_to(struct ledger **out, const struct request *request,
                              struct em_error *error)
{
    char *ini = em_format("%s/kiosk.ini", request->data_dir);
    char *key_beside = em_format("%s/organiser.key", request->data_dir);
    struct organiser_secret key = {.badge = {0}};
    enum em_status status;
    if (em_file_exists(ini))
        status = command_kiosk_ledger(out, request->data_dir, error);
    else if (request->key_file || em_file_exists(key_beside))
        status = command_organiser_ledger(out, &key, request->data_dir, request->key_file,
                                          request->fd, error);
    else
        status = em_fail(error, EM_NOT_FOUND,
                         "%s has neither a kiosk.ini nor an organiser.key. Name the folder of a "
                         "kiosk or of the organiser with --data.",
                         request->data_dir);
    organiser_wipe(&key);
    free(key_beside);
    free(ini);
    return status;
}

/* A look first, so that a wrong word does not write into the log. */
static enum em_status check_from(const char *from, struct em_error *error)
{
    struct store *store = NULL;
    enum em_status status = open_from(&store, from, error);
    store_close(store);
    return status;
}

static enum em_status merge(const struct request *request, struct em_error *error)
{
    struct ledger *to = NULL;
    enum em_status status = check_from(request->from, error);
    if (status == EM_OK)
        status = open_to(&to, request, error);
    if (status == EM_OK)
        status = command_take_over(to, request->from, error);
    ledger_close(to);
    return status;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    struct em_error error = {0};
    struct request request = {.data_dir = default_data};
    const struct option_row rows[] = {{"--data", &request.data_dir, NULL},
                                      {"--key", &request.key_file, NULL},
                                      {"--passphrase-fd", &request.fd_text, NULL},
                                      {0}};
    em_data_dir(default_data, sizeof default_data);
    int words = command_options(argc, argv, rows, &request.from, 1);
    if (words == 0)
        fputs("emarge: say whose logs to merge, for example `emarge merge kiosk-a`.\n", stderr);
    if (words < 1)
        return EXIT_USAGE;
    if (command_fd(request.fd_text, &request.fd, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    return merge(&request, &error) == EM_OK ? 0 : command_fail(&error, EXIT_BAD);
}

const struct command command_merge = {
    .name = "merge",
    .summary = "take over what another data folder has recorded",
    .usage =
        "Usage: emarge merge FROM [--data TO] [--key FILE] [--passphrase-fd N]\n\n"
        "  FROM                 a data folder, the organiser's folder, or an emarge.db\n"
        "  --data TO            the folder of a kiosk that is not running, or the organiser's\n"
        "                       (default: the kiosk's own default)\n"
        "  --key FILE           for the organiser's folder: the secret key (default:\n"
        "                       organiser.key in it)\n"
        "  --passphrase-fd N    read its passphrase from this file descriptor instead of the "
        "terminal\n\n"
        "Each log is proven before anything of it is taken. From the organiser to a kiosk it "
        "brings\nbadges and the programme; from a kiosk to the organiser what happened there. "
        "FROM is only read.\n",
    .run = run,
};
