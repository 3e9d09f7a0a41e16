#include "command.h"

#include "core/file.h"
#include "core/memory.h"
#include "list_file.h"
#include "reading.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct request {
    struct reading_options options;
    const char *format, *output;
    const struct list *list;
    const struct writer *writer;
    struct writer_options writer_options;
    bool incomplete; /* rows stay sealed that the key should have opened */
};

static enum em_status write_list(struct reading *reading, struct request *request, FILE *out,
                                 const char *scratch, struct em_error *error)
{
    char *privacy = NULL;
    struct list_gaps gaps = {0};
    const struct list_file file = {.list = request->list,
                                   .writer = request->writer,
                                   .options = &request->writer_options,
                                   .work = {.store = reading->store,
                                            .key = reading->key,
                                            .edition = &reading->edition,
                                            .filter = &reading->filter,
                                            .order = reading->order},
                                   .newest_us = reading->newest_us,
                                   .scratch = scratch,
                                   .out = out};
    enum em_status status = list_file_write(&file, &privacy, &gaps, error);
    if (status == EM_OK) {
        if (*privacy)
            fprintf(stderr, "emarge: %s\n", privacy);
        request->incomplete = reading_tell_gaps(reading, &gaps);
    }
    free(privacy);
    return status;
}

/* Where a writer puts what it must put somewhere first: what is private stays on the disk for which
 * the file is meant. To be freed. */
static char *scratch_folder(const struct em_output *output)
{
    bool is_file = output && (output->unnamed || output->temporary);
    const char *chosen = getenv("TMPDIR"), *path = is_file ? output->path : NULL;
    if (chosen && *chosen)
        return em_strdup(chosen);
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (slash)
        return em_strndup(path, slash == path ? 1 : (size_t)(slash - path));
    return em_strdup(path ? "." : "/tmp");
}

static enum em_status to_stdout(struct reading *reading, struct request *request,
                                struct em_error *error)
{
    char *scratch = scratch_folder(NULL);
    enum em_status status = write_list(reading, request, stdout, scratch, error);
    free(scratch);
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
    char *scratch = scratch_folder(&output);
    status = write_list(reading, request, output.stream, scratch, error);
    free(scratch);
    return em_output_end(&output, status, error);
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

static const struct {
    const char *name;
    enum list_takes takes;
} takes[] = {
    {"--since", TAKES_SINCE},     {"--document", TAKES_DOCUMENT},
    {"--session", TAKES_SESSION}, {"--government", TAKES_GOVERNMENT},
    {"--sort", TAKES_SORT},       {"--public", TAKES_PUBLIC},
};
#define TAKES_ROWS (sizeof takes / sizeof *takes)

/* Which of them are given. */
static unsigned given(const struct reading_options *options)
{
    return (options->since ? TAKES_SINCE : 0u) | (options->document ? TAKES_DOCUMENT : 0u) |
           (options->session ? TAKES_SESSION : 0u) | (options->government ? TAKES_GOVERNMENT : 0u) |
           (options->sort ? TAKES_SORT : 0u) | (options->public_only ? TAKES_PUBLIC : 0u);
}

/* What is asked of a list that it does not take. */
static enum em_status check_taken(const struct request *request, struct em_error *error)
{
    unsigned wrong = given(&request->options) & ~request->list->takes;
    if (wrong & TAKES_PUBLIC && request->list->not_public)
        return em_fail(error, EM_INVALID, "%s", request->list->not_public);
    for (size_t i = 0; i < TAKES_ROWS; i++)
        if (wrong & takes[i].takes)
            return em_fail(error, EM_INVALID, "The list of %s takes no %s: leave it out.",
                           request->list->report->name, takes[i].name);
    return EM_OK;
}

static enum em_status check_format(const struct request *request, struct em_error *error)
{
    const struct writer *writer = request->writer;
    if (request->writer_options.excel && writer != &writer_csv)
        return em_fail(error, EM_INVALID, "--excel is for --format csv only.");
    if (request->writer_options.sheets && writer != &writer_xlsx)
        return em_fail(error, EM_INVALID, "--sheets is for --format xlsx only.");
    if (request->writer_options.sheets && request->list->report->group == REPORT_NO_GROUP)
        return em_fail(error, EM_INVALID,
                       "The list of %s has no groups to make sheets of: leave out --sheets.",
                       request->list->report->name);
    if (writer->binary && !request->output && isatty(STDOUT_FILENO))
        return em_fail(error, EM_INVALID,
                       "The format %s is nothing for a terminal: name a file with --output FILE.",
                       writer->name);
    return EM_OK;
}

/* What --format says, else the end of the file's name where that is a format's, else csv. */
static const struct writer *choose_writer(const struct request *request)
{
    const char *name = request->output ? strrchr(request->output, '/') : NULL;
    name = name ? name + 1 : request->output;
    const char *end = name ? strrchr(name, '.') : NULL;
    if (request->format)
        return writer_find(request->format);
    for (size_t i = 0; end && i < writer_count; i++)
        if (strcasecmp(end + 1, writers[i]->name) == 0)
            return writers[i];
    return &writer_csv;
}

static enum em_status check(struct request *request, int words, const char *what,
                            struct em_error *error)
{
    char names[128];
    request->list = words > 0 ? list_find(what) : NULL;
    request->writer = choose_writer(request);
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
    enum em_status status = check_taken(request, error);
    if (status == EM_OK)
        status = check_format(request, error);
    return status == EM_OK ? reading_check(&request->options, error) : status;
}

static int run(int argc, char **argv)
{
    struct request request = {0};
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
                                      {"--sheets", NULL, &request.writer_options.sheets},
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

static const struct manual_item options[] = {
    {"--format", "F",
     "one of the formats below (default: the one that the name of FILE ends in, as `.xlsx`; csv "
     "where it ends in none)"},
    MANUAL_OUTPUT,
    READING_MANUAL_SINCE,
    READING_MANUAL_DOCUMENT,
    READING_MANUAL_SESSION,
    READING_MANUAL_GOVERNMENT,
    READING_MANUAL_SORT,
    READING_MANUAL_PUBLIC,
    {"--excel", NULL, "CSV with a byte order mark and CRLF"},
    {"--sheets", NULL, "XLSX with a sheet for each session, or for each other group of a list"},
    READING_MANUAL,
    {0},
};

/* "who signed; takes --since, --document" */
static char *about_report(const struct list *list)
{
    struct em_buffer text = {0};
    em_buffer_text(&text, list->about);
    const char *before = "; takes ";
    for (size_t i = 0; i < TAKES_ROWS; i++)
        if (list->takes & takes[i].takes) {
            em_buffer_format(&text, "%s`%s`", before, takes[i].name);
            before = ", ";
        }
    return text.data;
}

static void put_reports(const struct manual_out *out)
{
    for (size_t i = 0; i < list_count; i++) {
        char *text = about_report(lists[i]);
        manual_put(out, &(struct manual_item){lists[i]->report->name, NULL, text});
        free(text);
    }
}

static void put_formats(const struct manual_out *out)
{
    for (size_t i = 0; i < writer_count; i++) {
        const char *in_memory = writers[i]->in_memory;
        char *text = em_format("%s%s%s", writers[i]->about, in_memory ? ". " : "",
                               in_memory ? in_memory : "");
        manual_put(out, &(struct manual_item){writers[i]->name, NULL, text});
        free(text);
    }
}

static char *columns_of(const struct report *report)
{
    static const char *const marks[] = {[COLUMN_PUBLIC] = "",
                                        [COLUMN_UNLESS_LISTED] = "*",
                                        [COLUMN_PRIVATE] = "**",
                                        [COLUMN_PRIVATE_BARE] = "**"};
    struct em_buffer text = {0};
    for (size_t i = 0; i < report->column_count; i++)
        em_buffer_format(&text, "%s%s%s", i ? ", " : "", report->columns[i].name,
                         marks[report->columns[i].privacy]);
    return text.data;
}

static void put_columns(const struct manual_out *out)
{
    for (size_t i = 0; i < list_count; i++) {
        char *text = columns_of(lists[i]->report);
        manual_put(out, &(struct manual_item){lists[i]->report->name, NULL, text});
        free(text);
    }
}

static const struct manual_section sections[] = {
    {.title = "REPORTS", .more = put_reports},
    {.title = "FORMATS", .more = put_formats},
    {.title = "COLUMNS",
     .text = "As formats for programs have them; with ** what is private, with * what is private "
             "of those who did not agree to be listed. Pages have those that fit, and say which "
             "they leave out.",
     .more = put_columns},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge export signatures --data . --output signatures.csv", NULL,
     "list who signed, at all kiosks whose logs were merged"},
    {"emarge export signatures --public --sort name --output signatures.html", NULL,
     "list those who agreed to be listed, by name, for everybody to see"},
    {"emarge export attendance --sheets --output attendance.xlsx", NULL,
     "a workbook with a sheet for each session"},
    {"emarge export attendance --session opening --format json", NULL,
     "list who was in one session, for a program"},
    {0},
};

const struct command command_export = {
    .name = "export",
    .summary = "write a list: who signed, who was where, statistics",
    .manual = {.synopsis = "export REPORT [--format F] [--output FILE] [OPTION]...",
               .description =
                   "Formats for programs have English column names and times in UTC; formats for "
                   "people speak the event's language and show the time of its place. A cell that "
                   "a spreadsheet would take for a formula gets an apostrophe before it. A running "
                   "kiosk may go on.\n\n"
                   "Without `--public` the list may hold private columns, which a line on standard "
                   "error names. Without the key, what is sealed is marked as sealed.\n\n"
                   "Minutes of attendance are given when it is known when somebody left: by "
                   "checking out, or by entering another session while this one was on.\n\n"
                   "Over all kiosks: `emarge merge` each into the organiser's folder first.",
               .options = options,
               .sections = sections,
               .no = "The key did not open some rows.",
               .examples = examples,
               .see_also = "merge register stats verify"},
    .run = run,
};
