#include "command.h"

#include "core/file.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/paths.h"
#include "list.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct request {
    const char *data_dir, *format, *output, *key_file, *fd_text, *session;
    const struct list *list;
    const struct writer *writer;
    struct writer_options options;
    int fd;
    bool *incomplete; /* set when rows stay sealed that the key should have opened */
};

/* A demonstration's organiser lies open beside the log, in a folder of their own or, in one that
 * was begun before they had one, in the kiosk's. NULL when there is none; to be freed. */
static char *key_beside(const char *data_dir)
{
    static const char *const places[] = {KIOSK_DEMO_ORGANISER "/organiser.key", "organiser.key"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = em_format("%s/%s", data_dir, places[i]);
        if (em_file_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

/* The key that was asked for, or a demonstration's; *found says whether there is one. One that has
 * a passphrase is opened only for who asks for it. */
static enum em_status read_key(const struct request *request, struct organiser_secret *key,
                               bool *found, struct em_error *error)
{
    bool locked = false;
    char *beside = request->key_file ? NULL : key_beside(request->data_dir);
    const char *path = request->key_file ? request->key_file : beside;
    enum em_status status = EM_OK;
    if (beside)
        status = organiser_needs_passphrase(beside, &locked, error);
    *found = path && !locked;
    if (status == EM_OK && *found)
        status = command_organiser(key, path, request->fd, error);
    free(beside);
    return status;
}

static enum em_status write_list(struct store *store, const struct request *request,
                                 const struct organiser_secret *key, FILE *out,
                                 struct em_error *error)
{
    struct list_gaps gaps = {0};
    struct list_work work = {.store = store,
                             .key = key,
                             .session = request->session,
                             .writer = request->writer,
                             .options = &request->options,
                             .out = out};
    enum em_status status = store_snapshot(store, error);
    if (status == EM_OK)
        status = request->list->write(&work, &gaps, error);
    if (status != EM_OK)
        return status;
    *request->incomplete = gaps.unopened > 0;
    char *first = command_shown(gaps.first.text);
    if (gaps.unopened)
        fprintf(stderr,
                "emarge: the list is whole, but %lld of its rows stay sealed because the key does "
                "not open them. The first: %s\n",
                gaps.unopened, first);
    else if (gaps.sealed)
        fprintf(stderr,
                "emarge: in %lld row%s something is sealed. Give the organiser's key with --key.\n",
                gaps.sealed, gaps.sealed == 1 ? "" : "s");
    free(first);
    return EM_OK;
}

static enum em_status to_stdout(struct store *store, const struct request *request,
                                const struct organiser_secret *key, struct em_error *error)
{
    enum em_status status = write_list(store, request, key, stdout, error);
    if (fflush(stdout) != 0 || ferror(stdout))
        return em_fail(error, EM_IO,
                       "The list could not be written whole to standard output. Write it to a "
                       "place that has room, or use --output FILE.");
    return status;
}

static enum em_status to_file(struct store *store, const struct request *request,
                              const struct organiser_secret *key, struct em_error *error)
{
    struct em_output output;
    enum em_status status = em_output_open(&output, request->output, 0600, error);
    if (status != EM_OK)
        return status;
    status = write_list(store, request, key, output.stream, error);
    if (status == EM_OK)
        return em_output_commit(&output, error);
    em_output_abandon(&output);
    return status;
}

static enum em_status export_list(const struct request *request, struct em_error *error)
{
    bool found;
    struct store *store = NULL;
    struct organiser_secret key = {0};
    /* First, before a file of ours takes the number of a descriptor that nobody opened. */
    enum em_status status = read_key(request, &key, &found, error);
    if (status == EM_OK)
        status = command_store(&store, request->data_dir, STORE_READ, error);
    const struct organiser_secret *opened = status == EM_OK && found ? &key : NULL;
    if (status == EM_OK)
        status = request->output ? to_file(store, request, opened, error)
                                 : to_stdout(store, request, opened, error);
    store_close(store);
    organiser_wipe(&key);
    return status;
}

static enum em_status check(struct request *request, int words, const char *what,
                            struct em_error *error)
{
    char names[128];
    request->list = words > 0 ? list_find(what) : NULL;
    request->writer = writer_find(request->format);
    if (!request->list) {
        list_names(names, sizeof names);
        return em_fail(error, EM_INVALID, "Say what to export: `emarge export NAME`, with %s.",
                       names);
    }
    if (!request->writer) {
        writer_names(names, sizeof names);
        return em_fail(error, EM_INVALID, "There is no format “%s”. There are: %s.",
                       request->format, names);
    }
    if (request->options.excel && strcmp(request->format, "csv") != 0)
        return em_fail(error, EM_INVALID, "--excel is for --format csv only.");
    if (request->session && !request->list->of_sessions)
        return em_fail(error, EM_INVALID,
                       "The list of %s is not one of sessions: leave out "
                       "--session.",
                       what);
    return command_fd(request->fd_text, &request->fd, error);
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    bool incomplete = false;
    struct request request = {.data_dir = default_data, .format = "csv", .incomplete = &incomplete};
    const char *what = NULL;
    const struct option_row rows[] = {
        {"--format", &request.format, NULL},       {"--output", &request.output, NULL},
        {"--session", &request.session, NULL},     {"--data", &request.data_dir, NULL},
        {"--key", &request.key_file, NULL},        {"--passphrase-fd", &request.fd_text, NULL},
        {"--excel", NULL, &request.options.excel}, {0}};
    struct em_error error = {0};
    em_data_dir(default_data, sizeof default_data);
    int words = command_options(argc, argv, rows, &what, 1);
    if (words < 0)
        return EXIT_USAGE;
    if (check(&request, words, what, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    if (export_list(&request, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    command_note_aside(request.data_dir);
    return incomplete ? EXIT_BAD : 0;
}

const struct command command_export = {
    .name = "export",
    .summary = "write the list of signatures, of attendance or of scans",
    .usage =
        "Usage: emarge export signatures|attendance|scans [--format csv|json] [--output FILE] "
        "[OPTION]...\n\n"
        "signatures: who signed. attendance: who was in which session, from when to when. scans: "
        "every scan\n"
        "at a door, with what the door answered, whether the delegate signed there, and why it was "
        "undone.\n\n"
        "  --session ID         of this session only (attendance and scans)\n"
        "  --format csv|json    (default: csv)\n"
        "  --output FILE        whole or not at all (default: standard output)\n"
        "  --data DIR           the folder of a kiosk or of the organiser, or a copy (default: the "
        "kiosk's own\n"
        "                       default). Over all kiosks: `emarge merge` each into the "
        "organiser's first\n"
        "  --key FILE           the organiser's secret key, which opens what is sealed: e-mail "
        "addresses,\n"
        "                       the names of those who did not agree to be listed, and all names "
        "of the roster\n"
        "  --passphrase-fd N    read its passphrase from this file descriptor instead of the "
        "terminal\n"
        "  --excel              CSV with a byte order mark and CRLF\n\n"
        "Times are in UTC. Minutes are given when it is known when somebody left: by checking "
        "out, or by\n"
        "entering another session. A running kiosk may go on. A cell that a spreadsheet would "
        "take for a\n"
        "formula gets an apostrophe before it.\n",
    .run = run,
};
