#include "command.h"

#include "core/file.h"
#include "reading.h"

#include <stdlib.h>
#include <string.h>

struct request {
    struct reading_options options;
    const char *format, *output;
    const struct list *list;
    const struct writer *writer;
    struct writer_options writer_options;
    bool incomplete; /* rows stay sealed that the key should have opened */
};

/* The writer begins with the first row, or at the end of a list without any: by then the list knows
 * that it can be written. */
struct output_rows {
    const struct writer *writer;
    struct writing writing;
    void *state;
    bool begun;
    enum em_status status;
    struct em_error error;
};

static void begin(struct output_rows *rows)
{
    if (rows->begun)
        return;
    rows->begun = true;
    rows->status = rows->writer->begin(&rows->state, &rows->writing, &rows->error);
}

static void put_row(void *context, const char *const *cells)
{
    struct output_rows *rows = context;
    begin(rows);
    if (rows->status == EM_OK)
        rows->writer->row(rows->state, cells);
}

static enum em_status end(struct output_rows *rows, bool whole, struct em_error *error)
{
    if (whole)
        begin(rows);
    if (rows->status != EM_OK)
        return em_fail(error, rows->status, "%s", rows->error.text);
    return rows->begun ? rows->writer->end(rows->state, whole, error) : EM_OK;
}

static enum em_status write_list(struct reading *reading, struct request *request, FILE *out,
                                 struct em_error *error)
{
    struct list_gaps gaps = {0};
    struct output_rows rows = {.writer = request->writer,
                               .writing = {.report = request->list->report,
                                           .edition = &reading->edition,
                                           .options = &request->writer_options,
                                           .privacy = "",
                                           .newest_us = reading->newest_us,
                                           .out = out}};
    const struct sink sink = {put_row, &rows};
    const struct list_work work = {.store = reading->store,
                                   .key = reading->key,
                                   .edition = &reading->edition,
                                   .filter = &reading->filter,
                                   .order = reading->order,
                                   .sink = &sink};
    enum em_status status = request->list->write(&work, &gaps, error);
    struct em_error own = {0};
    enum em_status ended = end(&rows, status == EM_OK, &own);
    if (status == EM_OK && ended != EM_OK)
        status = em_fail(error, ended, "%s", own.text);
    if (status == EM_OK)
        request->incomplete = reading_tell_gaps(&gaps);
    return status;
}

static enum em_status to_stdout(struct reading *reading, struct request *request,
                                struct em_error *error)
{
    enum em_status status = write_list(reading, request, stdout, error);
    if (fflush(stdout) != 0 || ferror(stdout))
        return em_fail(error, EM_IO,
                       "The list could not be written whole to standard output. Write it to a "
                       "place that has room, or use --output FILE.");
    return status;
}

static enum em_status to_file(struct reading *reading, struct request *request,
                              struct em_error *error)
{
    struct em_output output;
    enum em_status status = em_output_open(&output, request->output, 0600, error);
    if (status != EM_OK)
        return status;
    status = write_list(reading, request, output.stream, error);
    if (status == EM_OK)
        return em_output_commit(&output, error);
    em_output_abandon(&output);
    return status;
}

static enum em_status export_list(struct request *request, struct em_error *error)
{
    struct reading reading;
    request->options.needs_event = request->writer->pages || request->list->needs_event;
    enum em_status status = reading_open(&reading, &request->options, error);
    if (status == EM_OK)
        status = request->output ? to_file(&reading, request, error)
                                 : to_stdout(&reading, request, error);
    if (status == EM_OK)
        command_note_aside(reading.data_dir);
    reading_close(&reading);
    return status;
}

/* What is asked of a list that it does not take. */
static enum em_status check_taken(const struct request *request, struct em_error *error)
{
    const struct reading_options *options = &request->options;
    const struct {
        const char *name;
        bool given;
        enum list_takes takes;
    } rows[] = {
        {"--since", options->since, TAKES_SINCE},
        {"--document", options->document, TAKES_DOCUMENT},
        {"--session", options->session, TAKES_SESSION},
        {"--government", options->government, TAKES_GOVERNMENT},
        {"--sort", options->sort, TAKES_SORT},
        {"--public", options->public_only, TAKES_PUBLIC},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given && !(request->list->takes & rows[i].takes))
            return em_fail(error, EM_INVALID, "The list of %s takes no %s: leave it out.",
                           request->list->report->name, rows[i].name);
    return EM_OK;
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
    if (request->writer_options.excel && strcmp(request->format, "csv") != 0)
        return em_fail(error, EM_INVALID, "--excel is for --format csv only.");
    enum em_status status = check_taken(request, error);
    return status == EM_OK ? reading_check(&request->options, error) : status;
}

static int run(int argc, char **argv)
{
    struct request request = {.format = "csv"};
    const char *what = NULL;
    const struct option_row rows[] = {READING_ROWS(request.options),
                                      READING_ROW_SINCE(request.options),
                                      READING_ROW_DOCUMENT(request.options),
                                      READING_ROW_SESSION(request.options),
                                      READING_ROW_GOVERNMENT(request.options),
                                      READING_ROW_SORT(request.options),
                                      READING_ROW_PUBLIC(request.options),
                                      {"--format", &request.format, NULL},
                                      {"--output", &request.output, NULL},
                                      {"--excel", NULL, &request.writer_options.excel},
                                      {0}};
    struct em_error error = {0};
    int words = command_options(argc, argv, rows, &what, 1);
    if (words < 0)
        return EXIT_USAGE;
    if (check(&request, words, what, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    if (export_list(&request, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return request.incomplete ? EXIT_BAD : 0;
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
        "  --since WHEN         nothing before this day, or this time in UTC (signatures)\n"
        "  --document ID        signatures under this document only\n"
        "  --government NAME    signatures for this government only: its id or its name\n"
        "  --public             only what signatories agreed to show (signatures)\n"
        "  --session ID         of this session only (attendance and scans)\n"
        "  --format csv|json    (default: csv)\n"
        "  --output FILE        whole or not at all (default: standard output)\n"
        "  --event DIR          the event pack (default: the Paris event)\n"
        "  --language xx        one of the event's languages (default: its first)\n"
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
