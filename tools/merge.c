#include "command.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/merge.h"
#include "core/paths.h"
#include "kiosks.h"

#include <stdlib.h>
#include <sys/stat.h>

/* --- what is told --- */

struct telling {
    int64_t added;
    int left;
    bool in_office; /* where a list of kiosks is kept */
};

static void tell(void *context, const struct merge_log *log)
{
    struct telling *telling = context;
    char vkey[NOTE_VKEY_SIZE];
    telling->added += log->added;
    printf("%s: %lld were here, %lld added\n", log->origin, (long long)log->had,
           (long long)log->added);
    if (log->vouched && log->had == 0)
        printf("  Its key is the one in " KIOSKS_FILE ".\n");
    if (!log->new_log)
        return;
    note_vkey(vkey, log->origin, log->vkey);
    printf("  It is heard of for the first time%s. Compare its key with the one that `emarge "
           "enroll` printed:\n  %s\n",
           telling->in_office ? ", is not in " KIOSKS_FILE ", and its key is taken on trust" : "",
           vkey);
}

static void tell_left(void *context, const char *origin, const char *why)
{
    struct telling *telling = context;
    char *text = em_format("%s was not taken. %s", *origin ? origin : "What else is in there", why);
    char *shown = command_shown(text);
    telling->left++;
    fprintf(stderr, "emarge: %s\n", shown);
    free(shown);
    free(text);
}

static void tell_end(const struct telling *telling)
{
    if (telling->added == 0)
        puts("There was nothing new.");
    if (telling->left)
        fputs("emarge: what holds was taken over. Keep the file: what is left in it may still be "
              "read one day.\n",
              stderr);
}

enum em_status command_take_over(struct ledger *to, const char *from, struct em_error *error)
{
    struct store *store = NULL;
    struct telling telling = {.added = 0};
    const struct merge_options options = {.tell = tell, .context = &telling};
    enum em_status status = command_store(&store, from, STORE_READ, error);
    if (status == EM_OK)
        status = merge_store(to, store, &options, error);
    if (status == EM_OK)
        tell_end(&telling);
    store_close(store);
    return status;
}

/* --- the verb --- */

struct request {
    const char *from, *data_dir, *key_file, *fd_text;
    int fd;
};

/* The two stores, and who writes the one that is merged into. */
struct merging {
    struct store *from;
    struct kiosk_identity identity;
    struct organiser_secret key; /* when that is the organiser */
    bool is_kiosk;
    struct kiosks kiosks; /* of the organiser's; empty else */
    struct telling telling;
    struct merge_options options;
};

/* Of a store that was set aside each log is taken that holds; any other must hold as a whole. */
static enum em_status open_from(struct merging *merging, const char *from, struct em_error *error)
{
    struct stat info;
    bool is_file = stat(from, &info) == 0 && !S_ISDIR(info.st_mode);
    bool aside = is_file && ledger_is_aside(from);
    merging->options = (struct merge_options){
        .tell = tell, .left = aside ? tell_left : NULL, .context = &merging->telling};
    if (!is_file)
        return command_store(&merging->from, from, STORE_READ, error);
    return store_open(&merging->from, from, aside ? STORE_ASIDE : STORE_READ, error);
}

/* Whose key a log that comes home must have. */
static enum em_status read_kiosks(struct merging *merging, const char *data_dir,
                                  struct em_error *error)
{
    merging->telling.in_office = true;
    merging->options.key = kiosks_key;
    merging->options.key_context = &merging->kiosks;
    merging->options.key_names = "in " KIOSKS_FILE;
    return kiosks_read(&merging->kiosks, data_dir, error);
}

/* A kiosk's folder or the organiser's. */
static enum em_status read_identity(struct merging *merging, const struct request *request,
                                    struct em_error *error)
{
    char *ini = em_format("%s/kiosk.ini", request->data_dir);
    char *beside = em_format("%s/organiser.key", request->data_dir);
    const char *key = request->key_file ? request->key_file : beside;
    enum em_status status;
    merging->is_kiosk = em_file_exists(ini);
    if (merging->is_kiosk)
        status = kiosk_identity_read(&merging->identity, request->data_dir, error);
    else if (request->key_file || em_file_exists(beside))
        status = command_organiser(&merging->key, key, request->fd, error);
    else
        status = em_fail(error, EM_NOT_FOUND,
                         "%s has neither a kiosk.ini nor an organiser.key. Name the folder of a "
                         "kiosk or of the organiser with --data.",
                         request->data_dir);
    if (status == EM_OK && !merging->is_kiosk) {
        organiser_identity(&merging->identity, &merging->key);
        status = read_kiosks(merging, request->data_dir, error);
    }
    free(beside);
    free(ini);
    return status;
}

/* A look first: what brings nothing, or is refused, does not write into the log. */
static enum em_status plan(struct merging *merging, const char *data_dir, bool *news,
                           struct em_error *error)
{
    char *path = em_format("%s/" STORE_FILE, data_dir);
    struct store *to = NULL;
    enum em_status status = EM_OK;
    if (em_file_exists(path))
        status = command_store(&to, data_dir, STORE_READ, error);
    if (status == EM_OK)
        status = merge_plan(to, &merging->identity, merging->from, &merging->options, news, error);
    store_close(to);
    free(path);
    return status;
}

static enum em_status write_news(struct merging *merging, const char *data_dir,
                                 struct em_error *error)
{
    struct ledger *to = NULL;
    enum em_status status = merging->is_kiosk ? command_kiosk_ledger(&to, data_dir, error)
                                              : command_ledger(&to, &merging->key, data_dir, error);
    if (status == EM_OK)
        status = merge_store(to, merging->from, &merging->options, error);
    ledger_close(to);
    return status;
}

static enum em_status merge(struct merging *merging, const struct request *request,
                            struct em_error *error)
{
    bool news = false;
    enum em_status status = open_from(merging, request->from, error);
    if (status == EM_OK)
        status = read_identity(merging, request, error);
    if (status == EM_OK)
        status = plan(merging, request->data_dir, &news, error);
    if (status == EM_OK && news)
        status = write_news(merging, request->data_dir, error);
    if (status == EM_OK)
        tell_end(&merging->telling);
    kiosk_identity_wipe(&merging->identity);
    organiser_wipe(&merging->key);
    kiosks_free(&merging->kiosks);
    store_close(merging->from);
    return status;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    struct em_error error = {0};
    struct request request = {.data_dir = default_data};
    struct merging merging = {.from = NULL};
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
    if (merge(&merging, &request, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return merging.telling.left ? EXIT_BAD : 0;
}

static const struct manual_item arguments[] = {
    {"FROM", NULL,
     "a data folder, the organiser's folder, an emarge.db, or an emarge.db.damaged-… that a kiosk "
     "set aside"},
    {0},
};

static const struct manual_item options[] = {
    {"--data", "TO",
     "the folder of a kiosk that is not running, or the organiser's (default: the kiosk's own "
     "default)"},
    {"--key", "FILE", "for the organiser's folder: the secret key (default: organiser.key in it)"},
    MANUAL_PASSPHRASE_FD,
    {0},
};

static const struct manual_item examples[] = {
    {"emarge merge /mnt/usb/hall-a-1 --data .", NULL,
     "bring what a kiosk has recorded into the organiser's folder"},
    {"emarge merge /mnt/usb/organiser --data /var/lib/emarge", NULL, "bring new badges to a kiosk"},
    {0},
};

const struct command command_merge = {
    .name = "merge",
    .summary = "take over what another data folder has recorded",
    .manual = {.synopsis = "merge FROM [--data TO] [--key FILE] [--passphrase-fd N]",
               .description =
                   "Each log is proven before anything of it is taken; at the organiser's with the "
                   "key that " KIOSKS_FILE " has of it. From the organiser to a kiosk it brings "
                   "badges and the programme; from a kiosk to the organiser what happened there. "
                   "FROM is only read, and a merge that brings nothing writes nothing.\n\n"
                   "One log that does not hold stops all, but for a file that was set aside: of "
                   "that each log is taken that holds, and the others are named.",
               .arguments = arguments,
               .options = options,
               .no = "A log did not hold.",
               .examples = examples,
               .see_also = "enroll verify"},
    .run = run,
};
