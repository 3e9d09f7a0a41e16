/* `emarge import`: rosters and programmes, as other programs write them, into the organiser's log.
 * A plan comes first, made beside the log without touching it; then one transaction.
 */
#include "core/file.h"
#include "core/memory.h"
#include "import_job.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct import_kind *const kinds[] = {&import_kind_roster, &import_kind_programme};

/* --- what was given --- */

static enum em_status read_file(struct import_job *job, struct em_error *error)
{
    struct stat info;
    if (stat(job->file, &info) == 0 && S_ISDIR(info.st_mode))
        return em_fail(error, EM_INVALID, "%s is a folder. Name the file that was exported.",
                       job->file);
    if (stat(job->file, &info) == 0 && info.st_size > TABLE_MAX_SIZE)
        return em_fail(error, EM_INVALID,
                       "%s is larger than %d MiB, which no list of people is. Name the file that "
                       "was exported.",
                       job->file, TABLE_MAX_SIZE >> 20);
    enum em_status status = em_file_read(job->file, TABLE_MAX_SIZE, &job->bytes, error);
    if (status == EM_OK && job->bytes.size == 0)
        return em_fail(error, EM_INVALID, "%s is empty. Export the list again.", job->file);
    if (status == EM_OK && job->bytes.size >= 4 && memcmp(job->bytes.data, "PK\3\4", 4) == 0)
        return em_fail(error, EM_INVALID,
                       "%s is a spreadsheet or an archive, and no text. Save the table as CSV "
                       "(UTF-8), and import that.",
                       job->file);
    return status;
}

static enum em_status check_folder(const struct import_job *job, struct em_error *error)
{
    char *kiosk = em_format("%s/kiosk.ini", job->data_dir);
    bool is_kiosk = em_file_exists(kiosk);
    free(kiosk);
    if (is_kiosk)
        return em_fail(error, EM_INVALID,
                       "%s is a kiosk's folder, and a kiosk writes no roster. Name the organiser's "
                       "folder, where organiser.key is, with --data; `emarge merge` takes what is "
                       "imported there to the kiosks.",
                       job->data_dir);
    return EM_OK;
}

static enum em_status read_key(struct import_job *job, struct em_error *error)
{
    char *beside = em_format("%s/organiser.key", job->data_dir);
    const char *path = job->key_file ? job->key_file : beside;
    enum em_status status = command_organiser(&job->key, path, job->fd, error);
    free(beside);
    return status;
}

/* Ids are made with the key: with another one, everybody in the log would be new. */
static enum em_status note_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct import_job *job = context;
    job->log_size = log->size;
    if (memcmp(log->vkey, job->key.public.log_public, sizeof log->vkey) == 0)
        return EM_OK;
    return em_fail(error, EM_FOREIGN,
                   "The key is not the one of the log %s in %s. Give the organiser's own, which "
                   "`emarge init` made for it.",
                   log->origin, job->data_dir);
}

/* The store as it is now; none is made for a plan. */
static enum em_status open_store(struct import_job *job, struct em_error *error)
{
    char own[ENTRY_ORIGIN_SIZE], *path = em_format("%s/" STORE_FILE, job->data_dir);
    bool there = em_file_exists(path);
    free(path);
    if (!there)
        return EM_OK;
    enum em_status status = command_store(&job->store, job->data_dir, STORE_READ, error);
    if (status == EM_OK)
        status = store_snapshot(job->store, error);
    if (status == EM_OK)
        status = store_meta_get(job->store, STORE_META_ORIGIN, own, sizeof own, error);
    if (status == EM_OK)
        status = store_logs(job->store, own, note_log, job, error);
    return status;
}

/* --- plans --- */

size_t import_count_faults(const struct import_faults *faults)
{
    size_t count = 0;
    for (size_t i = 0; i < faults->count; i++)
        count += !faults->items[i].remark;
    return count;
}

static int by_place(const void *a, const void *b)
{
    const struct import_fault *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

/* Every one, so that a file is mended in one go. */
static void print_faults(struct import_job *job)
{
    struct import_faults *faults = &job->faults;
    if (faults->count)
        qsort(faults->items, faults->count, sizeof *faults->items, by_place);
    for (size_t i = 0; i < faults->count; i++) {
        const struct import_fault *fault = &faults->items[i];
        char *text = command_shown(fault->text);
        fprintf(stderr, "%s", job->shown);
        if (fault->line)
            fprintf(stderr, ":%ld", fault->line);
        if (fault->line && fault->column)
            fprintf(stderr, ":%ld", fault->column);
        fprintf(stderr, ": %s%s\n", fault->remark ? "note: " : "", text);
        free(text);
    }
}

void import_count(const char *word, size_t count, const char *detail)
{
    char *shown = command_shown(detail);
    if (count)
        printf("  %-12s %6zu%s%s\n", word, count, *shown ? "  " : "", shown);
    free(shown);
}

enum { SHOWN_LINES = 20 };

void import_line(struct import_lines *lines, const char *format, ...)
{
    if (lines->count++ >= SHOWN_LINES)
        return;
    char line[1500]; /* more than a name and what of it changed */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    char *shown = command_shown(line);
    printf("    %s\n", shown);
    free(shown);
}

void import_lines_end(const struct import_lines *lines)
{
    if (lines->count > SHOWN_LINES)
        printf("    and %zu more\n", lines->count - SHOWN_LINES);
}

bool import_ends(const struct import_job *job, size_t changes, size_t refused)
{
    if (refused && !job->skip_bad)
        puts(job->dry_run ? "Nothing would be imported: mend what is refused, or leave it out with "
                            "--skip-bad."
                          : "Nothing was imported. Mend what is refused, or leave it out with "
                            "--skip-bad.");
    else if (job->dry_run)
        puts("This was the plan; nothing was written.");
    else if (!changes)
        puts("There is nothing to write.");
    else
        return false;
    return true;
}

/* --- writing --- */

enum em_status import_begin(struct import_job *job, struct ledger **out, struct em_error *error)
{
    int64_t planned = job->log_size;
    store_close(job->store);
    job->store = NULL;
    enum em_status status = command_ledger(out, &job->key, job->data_dir, error);
    if (status != EM_OK)
        return status;
    status = store_logs(ledger_store(*out), ledger_origin_of(*out), note_log, job, error);
    if (status == EM_OK && job->log_size != planned + 1) /* its `open` */
        status = em_fail(error, EM_BUSY,
                         "Somebody wrote to the organiser's log while this was planned. Nothing "
                         "was imported; start again.");
    return status == EM_OK ? ledger_begin(*out, error) : status;
}

enum em_status import_end(struct ledger *ledger, enum em_status status, size_t changes,
                          struct em_error *error)
{
    if (status == EM_OK)
        status = ledger_end(ledger, error);
    else
        ledger_abandon(ledger);
    if (status == EM_OK)
        printf("%zu entr%s written.\n", changes, changes == 1 ? "y was" : "ies were");
    else
        em_context(error, "Nothing was imported");
    return status;
}

/* --- the verb --- */

static enum em_status work(struct import_job *job, const struct import_kind *kind,
                           struct em_error *error)
{
    enum em_status status = check_folder(job, error);
    if (status == EM_OK)
        status = read_file(job, error);
    if (status == EM_OK)
        status = read_key(job, error);
    if (status == EM_OK)
        status = open_store(job, error);
    return status == EM_OK ? kind->run(job, error) : status;
}

static int import(struct import_job *job, const struct import_kind *kind)
{
    struct em_error error = {0};
    job->shown = command_shown(job->file);
    enum em_status status = work(job, kind, &error);
    fflush(stdout);
    print_faults(job);
    bool whole = status == EM_OK && import_count_faults(&job->faults) == 0;
    store_close(job->store);
    organiser_wipe(&job->key);
    import_faults_free(&job->faults);
    em_buffer_free(&job->bytes);
    free(job->shown);
    if (status != EM_OK && error.text[0])
        command_fail(&error, EXIT_BAD);
    return whole ? 0 : EXIT_BAD;
}

static const struct import_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

/* An option that this kind of file has no use for is a mistake. */
static enum em_status check_options(const struct import_job *job, const struct import_kind *kind,
                                    struct em_error *error)
{
    const struct {
        bool given, taken;
        const char *name, *kind;
    } rows[] = {{job->maps[0], kind->has_columns, "--map", "roster"},
                {job->timezone, kind->has_times, "--timezone", "programme"},
                {job->event_dir, kind->has_times, "--event", "programme"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given && !rows[i].taken)
            return em_fail(error, EM_INVALID, "%s is for a %s. See `emarge help import`.",
                           rows[i].name, rows[i].kind);
    return EM_OK;
}

static int run(int argc, char **argv)
{
    const char *words[2] = {NULL};
    struct import_job job = {.data_dir = "."};
    bool mapped = false;
    const struct option_row rows[] = {{"--data", &job.data_dir, NULL},
                                      {"--key", &job.key_file, NULL},
                                      {"--passphrase-fd", &job.fd_text, NULL},
                                      {"--map", job.maps, &mapped},
                                      {"--event", &job.event_dir, NULL},
                                      {"--timezone", &job.timezone, NULL},
                                      {"--dry-run", NULL, &job.dry_run},
                                      {"--skip-bad", NULL, &job.skip_bad},
                                      {0}};
    struct em_error error = {0};
    int count = command_options(argc, argv, rows, words, 2);
    if (count < 0)
        return EXIT_USAGE;
    const struct import_kind *kind = count ? find_kind(words[0]) : NULL;
    if (!kind || count < 2) {
        em_fail(&error, EM_INVALID,
                "Say what to import, and the file: `emarge import roster FILE` or `emarge import "
                "programme FILE`.");
        return command_fail(&error, EXIT_USAGE);
    }
    if (check_options(&job, kind, &error) != EM_OK ||
        command_fd(job.fd_text, &job.fd, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    job.file = words[1];
    return import(&job, kind);
}

static const struct manual_item options[] = {
    {"--dry-run", NULL, "only the plan: what is new, changed, the same, refused"},
    {"--skip-bad", NULL, "leave out what is refused; without it, one fault stops all"},
    {"--map", "COLUMN=FIELD",
     "what a column of a roster means, or nothing behind the =, for a column that is not to be "
     "read; for as many as need be"},
    {"--timezone", "ZONE", "of a programme's times that name none (default: the event pack's)"},
    {"--event", "DIR",
     "the event pack, for its time zone (default: the one that comes with emarge)"},
    {"--data", "DIR", "the organiser's folder (default: here)"},
    {"--key", "FILE", "the organiser's key (default: organiser.key in that folder)"},
    MANUAL_PASSPHRASE_FD,
    {0},
};

static const struct manual_item fields[] = {
#define ROSTER_FIELD(constant, word, meaning) {word, NULL, meaning},
#include "roster_fields.def"
#undef ROSTER_FIELD
    {0},
};

static const struct manual_item columns[] = {
    {"id", NULL, "stays the same"},
    {"title", NULL, "needed"},
    {"room, format", NULL, "text, or empty"},
    {"start, end", NULL,
     "2016-12-09T10:45 (a time of its own zone ends in Z or +01:00), or 2016-12-09 for a whole "
     "day; both of one sort; the end may be empty"},
    {"capacity", NULL, "how many persons the room holds, or empty"},
    {"emargement", NULL, "yes if delegates sign at the door, else no, or empty"},
    {0},
};

static const struct manual_section sections[] = {
    {.title = "ROSTERS",
     .text =
         "A roster is CSV (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) as pretix, "
         "Indico, "
         "Eventbrite or Hi.Events write it, or emarge's own, of which only the name is needed:\n\n"
         "  id,name,role,government,country,email,sessions,code\n\n"
         "Who has no code gets one from `emarge badge mint`. A field is one of these:",
     .items = fields},
    {.title = "PROGRAMMES",
     .text =
         "A programme is schedule.xml or schedule.json (frab, pretalx), iCalendar, or emarge's own "
         "CSV:\n\n"
         "  id,start,end,room,format,title,capacity,emargement",
     .items = columns},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge import roster delegates.csv --dry-run", NULL, "see what a roster would change"},
    {"emarge import roster guests.csv --map Organisation=government", NULL,
     "take in a table whose columns have other names"},
    {"emarge import programme schedule.xml", NULL, "take in the programme"},
    {0},
};

const struct command command_import = {
    .name = "import",
    .summary = "take a roster or a programme into the organiser's log",
    .manual = {.synopsis = "import roster FILE [--map COLUMN=FIELD]... [OPTION]...\n"
                           "import programme FILE [--timezone ZONE | --event DIR] [OPTION]...",
               .description =
                   "The same file again changes nothing. A later version of it changes whom it "
                   "knows by the source's id, and they keep their badge; without an id, by the "
                   "code; without a code, by name and e-mail address, so that a new name is a new "
                   "delegate. What a roster has no column for stays as it is known. Nobody is "
                   "taken off it: who does not come any more is listed.",
               .options = options,
               .sections = sections,
               .no = "A row was refused.",
               .examples = examples,
               .see_also = "badge merge"},
    .run = run,
};
