/* `emarge sheet`: the feuille d'émargement of each session, to be signed on paper or as it was
 * signed at the door. */
#include "command.h"
#include "log_heads.h"
#include "reading.h"
#include "sheet_parts.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct request {
    struct reading_options options;
    const char *sessions[OPTION_MOST + 1];
    bool several;
    const char *output, *blank_text;
    int blank_rows;
    struct reading reading;
    struct sheets sheets;
    struct list_gaps gaps;
    struct session *strange; /* of stays, that the programme does not know */
    size_t strange_count, strange_capacity;
    size_t drawn;
};

/* --- which sessions --- */

static bool is_among(const struct request *request, const char *id)
{
    for (size_t i = 0; i < request->strange_count; i++)
        if (strcmp(request->strange[i].id, id) == 0)
            return true;
    return programme_find(&request->sheets.presence.programme, id) != NULL;
}

/* A session that people were in, and that the programme does not have any more. */
static enum em_status meet_session(void *context, const struct stay *stay, struct em_error *error)
{
    struct request *request = context;
    (void)error;
    if (is_among(request, stay->session))
        return EM_OK;
    request->strange = em_grow(request->strange, request->strange_count, &request->strange_capacity,
                               sizeof *request->strange);
    request->strange[request->strange_count++] = (struct session){.id = em_strdup(stay->session),
                                                                  .title = em_strdup(stay->session),
                                                                  .room = em_strdup(""),
                                                                  .format = em_strdup("")};
    return EM_OK;
}

static enum em_status check_sessions(const struct request *request, struct em_error *error)
{
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && request->sessions[i]; i++)
        status = presence_check_session(&request->sheets.presence, request->sessions[i], error);
    return status;
}

static bool is_wanted(const struct request *request, const char *id)
{
    for (size_t i = 0; request->sessions[i]; i++)
        if (strcmp(request->sessions[i], id) == 0)
            return true;
    return !request->sessions[0];
}

/* --- drawing --- */

static enum em_status draw_those(struct request *request, struct paper_doc *doc,
                                 const struct session *sessions, size_t count,
                                 struct em_error *error)
{
    struct progress progress = {0};
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < count; i++) {
        progress_step(&progress, "drawing", (long long)i, (long long)count);
        if (!is_wanted(request, sessions[i].id))
            continue;
        status = sheet_session(&request->sheets, doc, &sessions[i], error);
        request->drawn++;
    }
    progress_end(&progress);
    return status;
}

static enum em_status draw(struct paper_doc *doc, void *context, struct em_error *error)
{
    struct request *request = context;
    const struct programme *programme = &request->sheets.presence.programme;
    request->drawn = 0;
    request->sheets.tell = !paper_doc_counts(doc);
    enum em_status status = draw_those(request, doc, programme->sessions, programme->count, error);
    if (status == EM_OK)
        status = draw_those(request, doc, request->strange, request->strange_count, error);
    return status;
}

static enum em_status write_file(struct request *request, struct em_error *error)
{
    const struct edition *edition = &request->reading.edition;
    const char *event = edition->pack->texts[edition->index].name;
    char *title = edition_fill(edition, "Attendance sheets – {event}", "event", event, NULL);
    const struct paper_doc_info info = {
        .title = title,
        .subject = edition_text(edition, "Who is expected at each session, who came, who signed"),
        .author = event,
        .language = edition->language,
        .created_us = request->reading.newest_us,
        .page = edition_text(edition, "Page {page} of {pages}"),
    };
    enum em_status status = paper_doc_save(&info, request->output, draw, request, error);
    free(title);
    return status;
}

/* --- loading --- */

static enum em_status load(struct request *request, struct em_error *error)
{
    static const struct list_filter everything = {0};
    struct sheets *sheets = &request->sheets;
    struct reading *reading = &request->reading;
    sheets->work = (struct list_work){.store = reading->store,
                                      .key = reading->key,
                                      .edition = &reading->edition,
                                      .filter = &everything};
    sheets->blank_rows = request->blank_rows;
    sheets->newest_us = reading->newest_us;
    enum em_status status = presence_load(&sheets->presence, &sheets->work, error);
    if (status == EM_OK)
        status = check_sessions(request, error);
    if (status == EM_OK)
        status = attendees_load(&sheets->attendees, &sheets->presence, &request->gaps, error);
    if (status == EM_OK)
        status = attests_load(&sheets->attests, &sheets->presence, error);
    if (status == EM_OK)
        status = attendance_each(sheets->presence.attendance, NULL, meet_session, request, error);
    if (status == EM_OK)
        status = log_heads(&sheets->logs, reading->store, &reading->edition, error);
    sheets->sealed = !reading->key && request->gaps.sealed > 0;
    if (status == EM_OK && !sheets->presence.programme.count && !request->strange_count)
        status = em_fail(error, EM_NOT_FOUND,
                         "There is no session to make a sheet of. `emarge import programme` brings "
                         "them.");
    return status;
}

static void unload(struct request *request)
{
    for (size_t i = 0; i < request->strange_count; i++)
        session_free(&request->strange[i]);
    free(request->strange);
    free(request->sheets.logs);
    attests_free(request->sheets.attests);
    attendees_free(&request->sheets.attendees);
    presence_free(&request->sheets.presence);
    reading_close(&request->reading);
}

/* --- what is told --- */

static bool tell_gaps(const struct request *request)
{
    const struct list_gaps *ink = &request->sheets.ink;
    char *first = command_shown(ink->first.text);
    if (request->sheets.sealed)
        fputs("emarge: the names are sealed, so these sheets do not say who was expected or who "
              "came. Give the organiser's key with --key.\n",
              stderr);
    bool incomplete =
        request->gaps.unopened && reading_tell_gaps(&request->reading, &request->gaps);
    if (ink->unopened)
        fprintf(stderr, "emarge: %lld signature%s given at doors cannot be shown. The first: %s\n",
                ink->unopened, ink->unopened == 1 ? "" : "s", first);
    free(first);
    return incomplete || ink->unopened;
}

static void tell_done(const struct request *request)
{
    char *output = command_shown(request->output);
    printf("%zu sheet%s in %s.\n", request->drawn, request->drawn == 1 ? " is" : "s are", output);
    if (!request->sheets.sealed)
        command_private(request->output,
                        "the roster's names, roles and governments, and drawn signatures");
    free(output);
}

static int make(struct request *request)
{
    struct em_error error = {0};
    bool incomplete = false;
    request->options.needs_event = true;
    enum em_status status = reading_open(&request->reading, &request->options, &error);
    if (status == EM_OK)
        status = load(request, &error);
    if (status == EM_OK)
        status = write_file(request, &error);
    if (status == EM_OK) {
        tell_done(request);
        incomplete = tell_gaps(request);
        command_note_aside(request->reading.data_dir);
    }
    unload(request);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return incomplete ? EXIT_BAD : 0;
}

/* --- words --- */

static enum em_status read_blank(struct request *request, struct em_error *error)
{
    char *end = NULL;
    request->blank_rows = -1;
    if (!request->blank_text)
        return EM_OK;
    long rows = strtol(request->blank_text, &end, 10);
    if (*request->blank_text == '\0' || *end || rows < 0 || rows > SHEET_BLANK_MAX)
        return em_fail(error, EM_INVALID, "“%.32s” is no number of rows. Give 0 to %d.",
                       request->blank_text, SHEET_BLANK_MAX);
    request->blank_rows = (int)rows;
    return EM_OK;
}

static int run(int argc, char **argv)
{
    struct request request = {.blank_rows = -1};
    const struct option_row rows[] = {READING_ROWS(request.options),
                                      {"--session", request.sessions, &request.several},
                                      {"--blank", &request.blank_text, NULL},
                                      {"--output", &request.output, NULL},
                                      {0}};
    struct em_error error = {0};
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    enum em_status status = reading_check(&request.options, &error);
    if (status == EM_OK)
        status = read_blank(&request, &error);
    if (status == EM_OK && !request.output)
        status =
            em_fail(&error, EM_INVALID, "Say where it goes: `emarge sheet --output FILE.pdf`.");
    return status == EM_OK ? make(&request) : command_fail(&error, EXIT_USAGE);
}

static const struct manual_item options[] = {
    {"--output", "FILE", "the PDF, whole or not at all"},
    {"--session", "ID", "of this session only; may be given again (default: all of the programme)"},
    {"--blank", "N",
     "so many empty rows at the end, for who is not on the list (default: 6 for a session in which "
     "nobody was recorded, else none)"},
    READING_MANUAL,
    {0},
};

static const struct manual_item examples[] = {
    {"emarge sheet --data organiser --key organiser/organiser.key --output sheets.pdf", NULL,
     "the sheets of all sessions"},
    {"emarge sheet --session opening --blank 12 --output opening.pdf", NULL,
     "one session's, with room for twelve more people"},
    {0},
};

const struct command command_sheet = {
    .name = "sheet",
    .summary = "make the attendance sheet of each session, as PDF",
    .manual = {.synopsis = "sheet [--session ID]... --output FILE.pdf [OPTION]...",
               .description =
                   "The feuille d'émargement: everybody who is expected at a session (delegates "
                   "whose badge is for it, or for any) by name, with when they came and went as "
                   "far as it is known, and with the signature that they gave at the door or a "
                   "line to sign on. Who was registered at the door, or came without being "
                   "expected, stands after them; then the totals. Entrances that were undone are "
                   "none. Once a session in which people were recorded is over by the newest entry "
                   "of the logs, nobody can sign its sheet any more: who was not recorded is "
                   "marked so, and a dash stands for each signature that was not given.\n\n"
                   "Before the event it makes sheets to be signed on paper. Each session counts "
                   "its own pages and is a bookmark, and ends with the size and the root of every "
                   "log, so that the sheet can be held against them.\n\n"
                   "Names are sealed: without the key the sheets are of little use. In memory are "
                   "the details of everybody on the roster and about 150 bytes a stay and a "
                   "signature; ink is read as it is drawn.",
               .options = options,
               .no = "The key did not open some rows or signatures.",
               .examples = examples,
               .see_also = "certificate export"},
    .run = run,
};
