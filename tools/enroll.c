#include "command.h"

#include "core/file.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/note.h"
#include "core/paths.h"
#include "kiosks.h"

#include <stdlib.h>
#include <string.h>

static int print_vkey(const char *data_dir)
{
    char vkey[NOTE_VKEY_SIZE], origin[ENTRY_ORIGIN_SIZE];
    struct kiosk_identity kiosk;
    struct em_error error = {0};
    if (kiosk_identity_read(&kiosk, data_dir, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    entry_origin_make(origin, kiosk.event, kiosk.writer);
    note_vkey(vkey, origin, kiosk.log_public);
    kiosk_identity_wipe(&kiosk);
    printf("The key of its log:\n  %s\n"
           "Keep it, or publish it: with it anyone can verify the log (`emarge verify --vkey`).\n",
           vkey);
    return 0;
}

struct request {
    const char *writer, *letter, *keys_dir, *key_file, *data_dir, *fd_text;
    int fd;
};

static enum em_status read_key(const struct request *request, struct organiser_secret *key,
                               struct em_error *error)
{
    char *path = em_format("%s/organiser.key", request->keys_dir);
    enum em_status status =
        command_organiser(key, request->key_file ? request->key_file : path, request->fd, error);
    free(path);
    return status;
}

/* What the organiser knows so far: badges and the programme. */
static enum em_status bring_roster(const struct request *request, struct em_error *error)
{
    char *store = em_format("%s/" STORE_FILE, request->keys_dir);
    struct ledger *ledger = NULL;
    enum em_status status = EM_OK;
    if (em_file_exists(store)) {
        status = command_kiosk_ledger(&ledger, request->data_dir, error);
        if (status == EM_OK)
            status = command_take_over(ledger, request->keys_dir, error);
    }
    ledger_close(ledger);
    free(store);
    return status;
}

static int fail_half_way(const struct request *request, const struct em_error *error)
{
    command_fail(error, EXIT_BAD);
    char *from = command_word(request->keys_dir), *to = command_word(request->data_dir);
    fprintf(stderr,
            "emarge: the kiosk is enrolled, and knows no badges yet. When that is mended: "
            "`emarge merge %s --data %s`.\n",
            from, to);
    free(to);
    free(from);
    return EXIT_BAD;
}

/* Where the list of kiosks is kept. */
static enum em_status check_folder(const struct request *request, struct em_error *error)
{
    char *path = em_format("%s/organiser.pub", request->keys_dir);
    enum em_status status = EM_OK;
    if (!em_file_exists(path))
        status = em_fail(error, EM_NOT_FOUND,
                         "There is no %s: the list of kiosks is kept in the organiser's folder. "
                         "Name it with --keys.",
                         path);
    free(path);
    return status;
}

/* On the list first: what is made is on it, whatever happens between. */
static enum em_status write_kiosk(const struct request *request, struct kiosks *kiosks,
                                  const struct kiosk_identity *kiosk, struct em_error *error)
{
    enum em_status status = kiosk_bundle_check(request->data_dir, error);
    if (status == EM_OK)
        status = kiosks_add(kiosks, kiosk, error);
    if (status != EM_OK)
        return status;
    status = kiosk_bundle_write(kiosk, request->data_dir, error);
    if (status != EM_OK)
        kiosks_take_back(kiosks, NULL);
    return status;
}

/* A letter that nobody asked for, '\0', becomes the first that is free. */
static enum em_status read_kiosks(struct kiosks *kiosks, const struct request *request,
                                  char *letter, struct em_error *error)
{
    enum em_status status = kiosks_read(kiosks, request->keys_dir, error);
    if (status == EM_OK && !*letter)
        *letter = kiosks_free_letter(kiosks);
    return status == EM_OK ? kiosks_check(kiosks, request->writer, *letter, error) : status;
}

static enum em_status check_free(const struct request *request, char letter, struct em_error *error)
{
    struct kiosks kiosks;
    enum em_status status = read_kiosks(&kiosks, request, &letter, error);
    kiosks_free(&kiosks);
    return status;
}

static enum em_status make_kiosk(const struct request *request, const struct organiser_secret *key,
                                 char *letter, struct em_error *error)
{
    struct kiosks kiosks;
    struct kiosk_identity kiosk;
    enum em_status status = read_kiosks(&kiosks, request, letter, error);
    if (status == EM_OK) {
        kiosk_identity_make(&kiosk, key, request->writer, *letter, false, &em_random_system);
        status = write_kiosk(request, &kiosks, &kiosk, error);
        kiosk_identity_wipe(&kiosk);
    }
    kiosks_free(&kiosks);
    return status;
}

static int enroll(const struct request *request)
{
    struct organiser_secret key = {.badge = {0}};
    struct em_error error = {0};
    const char *asked = request->letter ? request->letter : "";
    /* Two letters are as wrong as none. */
    char letter = strlen(asked) == 1 ? *asked : '\0';
    /* Before anybody is asked for a passphrase. */
    if (kiosk_name_check(request->writer, request->letter ? letter : 'A', &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    enum em_status status = check_free(request, letter, &error);
    if (status == EM_OK)
        status = read_key(request, &key, &error);
    if (status == EM_OK)
        status = check_folder(request, &error);
    if (status == EM_OK)
        status = make_kiosk(request, &key, &letter, &error);
    organiser_wipe(&key);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    printf("%s is ready in %s. It can seal, and cannot read, what delegates entrust to it.\n"
           "Its numbers begin with %c. It is on the list of kiosks, %s/" KIOSKS_FILE ".\n",
           request->writer, request->data_dir, letter, request->keys_dir);
    int code = print_vkey(request->data_dir);
    if (code == 0 && bring_roster(request, &error) != EM_OK)
        return fail_half_way(request, &error);
    return code;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    struct em_error error = {0};
    struct request request = {.keys_dir = ".", .data_dir = default_data};
    const struct option_row rows[] = {
        {"--letter", &request.letter, NULL},         {"--keys", &request.keys_dir, NULL},
        {"--key", &request.key_file, NULL},          {"--data", &request.data_dir, NULL},
        {"--passphrase-fd", &request.fd_text, NULL}, {0}};
    em_data_dir(default_data, sizeof default_data);
    int words = command_options(argc, argv, rows, &request.writer, 1);
    if (words == 0)
        fputs("emarge: say the kiosk's name, for example `emarge enroll hall-a-1`.\n", stderr);
    if (words < 1)
        return EXIT_USAGE;
    if (command_fd(request.fd_text, &request.fd, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    return enroll(&request);
}

static const struct manual_item arguments[] = {
    {"NAME", NULL, "of the kiosk: a to z, 0 to 9 and -, for example hall-a-1"},
    {0},
};

static const struct manual_item options[] = {
    {"--letter", "A",
     "begins the numbers of its signatures; no two kiosks have the same (default: the first that "
     "is free)"},
    {"--keys", "DIR", "the organiser's folder, with the list of kiosks (default: here)"},
    {"--key", "FILE", "the organiser's secret key (default: organiser.key in it)"},
    MANUAL_PASSPHRASE_FD,
    {"--data", "DIR", "the kiosk's data folder (default: the kiosk's own default)"},
    {0},
};

static const struct manual_item files[] = {
    {KIOSKS_FILE, NULL,
     "in the organiser's folder: the kiosks, their letters and the public keys of their logs"},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge enroll hall-a-1 --data /mnt/usb/hall-a-1", NULL,
     "prepare the data folder of the kiosk hall-a-1 on a stick"},
    {0},
};

const struct command command_enroll = {
    .name = "enroll",
    .summary = "make a kiosk's data folder from the event's keys",
    .manual = {.synopsis = "enroll NAME [--letter A] [--keys DIR] [--data DIR] [OPTION]...",
               .description =
                   "Of the organiser's secrets the kiosk gets one, the key that tells a genuine "
                   "badge; with it nothing private can be read. It also gets what the organiser's "
                   "folder has recorded so far: badges and the programme.\n\n"
                   "Prints the public key of the kiosk's log. Keep or publish it: with it anyone "
                   "can verify the log.",
               .arguments = arguments,
               .options = options,
               .files = files,
               .examples = examples,
               .see_also = "init merge verify"},
    .run = run,
};
