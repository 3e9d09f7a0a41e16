/* `emarge certificate`: a certificate of attendance for each delegate who was in a session. */
#include "badge_people.h"
#include "certificate_parts.h"
#include "command.h"
#include "log_heads.h"
#include "reading.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define WHO_MOST 64

struct request {
    struct reading_options options;
    const char *who[WHO_MOST];
    size_t who_count;
    const char *output;
    struct reading reading;
    struct certificates certificates;
    struct list_gaps gaps;
    const struct attendee **chosen;
    size_t chosen_count, without;
};

/* --- for whom --- */

/* Who was erased from the roster has no name any more, and gets none. */
static void choose_all(struct request *request)
{
    const struct attendees *attendees = &request->certificates.attendees;
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->items[i];
        bool here = attendee->stay_count > 0 && !attendee->gone;
        if (here && !attendee->person.sealed)
            request->chosen[request->chosen_count++] = attendee;
        request->without += here && attendee->person.sealed;
    }
}

static bool is_chosen(const struct request *request, const struct attendee *attendee)
{
    for (size_t i = 0; i < request->chosen_count; i++)
        if (request->chosen[i] == attendee)
            return true;
    return false;
}

static enum em_status choose(struct request *request, const struct badge_people *people,
                             const char *who, struct em_error *error)
{
    struct badge_person *person;
    enum em_status status = badge_people_find(people, who, &person, error);
    if (status != EM_OK)
        return status;
    const struct attendee *attendee =
        attendees_find(&request->certificates.attendees, person->details.id);
    if (!attendee || !attendee->stay_count) {
        char *says = badge_person_says(person);
        em_fail(error, EM_NOT_FOUND,
                "%s was in no session as far as this log knows: there is nothing to certify.",
                says);
        free(says);
        return EM_NOT_FOUND;
    }
    if (!is_chosen(request, attendee))
        request->chosen[request->chosen_count++] = attendee;
    return EM_OK;
}

static enum em_status choose_those(struct request *request, struct em_error *error)
{
    struct badge_people people = {0};
    enum em_status status =
        badge_people_load(&people, request->reading.store, request->reading.key, error);
    for (size_t i = 0; status == EM_OK && i < request->who_count; i++)
        status = choose(request, &people, request->who[i], error);
    badge_people_free(&people);
    return status;
}

static enum em_status choose_some(struct request *request, struct em_error *error)
{
    size_t most = request->certificates.attendees.count;
    request->chosen = em_alloc(most * sizeof *request->chosen);
    if (request->who_count)
        return choose_those(request, error);
    choose_all(request);
    if (request->chosen_count)
        return EM_OK;
    return em_fail(error, EM_NOT_FOUND,
                   "No delegate was in a session as far as this log knows: there is nothing to "
                   "certify. `emarge merge` brings what the kiosks recorded.");
}

/* --- drawing --- */

static enum em_status draw(struct paper_doc *doc, void *context, struct em_error *error)
{
    const struct request *request = context;
    struct progress progress = {0};
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < request->chosen_count; i++) {
        progress_step(&progress, paper_doc_counts(doc) ? "counted" : "drawn", (long long)i,
                      (long long)request->chosen_count);
        status = certificate_page(&request->certificates, doc, request->chosen[i], error);
    }
    progress_end(&progress);
    return status;
}

static enum em_status write_file(struct request *request, struct em_error *error)
{
    const struct edition *edition = &request->reading.edition;
    const char *event = edition->pack->texts[edition->index].name;
    char *title =
        edition_fill(edition, "Certificates of attendance – {event}", "event", event, NULL);
    const struct paper_doc_info info = {
        .title = title,
        .subject = edition_text(edition, "Who was in which sessions"),
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

static enum em_status need_key(const struct request *request, struct em_error *error)
{
    if (request->reading.key)
        return EM_OK;
    return em_fail(error, EM_DENIED,
                   "A certificate names a person, and the names of the roster are sealed. Give the "
                   "organiser's key with --key.");
}

static enum em_status load(struct request *request, struct em_error *error)
{
    static const struct list_filter everything = {0};
    struct certificates *certificates = &request->certificates;
    struct reading *reading = &request->reading;
    certificates->issued_us = reading->newest_us;
    certificates->work = (struct list_work){.store = reading->store,
                                            .key = reading->key,
                                            .edition = &reading->edition,
                                            .filter = &everything};
    enum em_status status = presence_load(&certificates->presence, &certificates->work, error);
    if (status == EM_OK)
        status = attendees_load(&certificates->attendees, &certificates->presence, &request->gaps,
                                error);
    if (status == EM_OK)
        status = log_heads(&certificates->logs, reading->store, &reading->edition, error);
    return status == EM_OK ? choose_some(request, error) : status;
}

static void unload(struct request *request)
{
    free(request->chosen);
    free(request->certificates.logs);
    attendees_free(&request->certificates.attendees);
    presence_free(&request->certificates.presence);
    reading_close(&request->reading);
}

/* --- what is told --- */

static bool tell_done(const struct request *request)
{
    char *output = command_shown(request->output);
    char *first = command_shown(request->gaps.first.text);
    printf("%zu certificate%s in %s.\n", request->chosen_count,
           request->chosen_count == 1 ? " is" : "s are", output);
    command_private(request->output,
                    "names, roles and governments of the roster, and who was where");
    if (request->without)
        fprintf(stderr,
                "emarge: %zu delegate%s got none, for the key does not open their names. The first "
                "that it does not open: %s\n",
                request->without, request->without == 1 ? "" : "s", first);
    free(first);
    free(output);
    return request->without > 0;
}

static int make(struct request *request)
{
    struct em_error error = {0};
    bool incomplete = false;
    request->options.needs_event = true;
    enum em_status status = reading_open(&request->reading, &request->options, &error);
    if (status == EM_OK)
        status = need_key(request, &error);
    if (status == EM_OK)
        status = load(request, &error);
    if (status == EM_OK)
        status = write_file(request, &error);
    if (status == EM_OK) {
        incomplete = tell_done(request);
        command_note_aside(request->reading.data_dir);
    }
    unload(request);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return incomplete ? EXIT_BAD : 0;
}

/* --- words --- */

static int run(int argc, char **argv)
{
    struct request request = {0};
    const struct option_row rows[] = {
        READING_ROWS(request.options), {"--output", &request.output, NULL}, {0}};
    struct em_error error = {0};
    int words = command_options(argc, argv, rows, request.who, WHO_MOST);
    if (words < 0)
        return EXIT_USAGE;
    request.who_count = (size_t)words;
    enum em_status status = reading_check(&request.options, &error);
    if (status == EM_OK && !request.output)
        status = em_fail(&error, EM_INVALID,
                         "Say where it goes: `emarge certificate --output FILE.pdf`.");
    return status == EM_OK ? make(&request) : command_fail(&error, EXIT_USAGE);
}

static const struct manual_item arguments[] = {
    {"WHO", NULL,
     "a delegate's id, or their name, or words of it; without any, everybody who was in a session"},
    {0},
};

static const struct manual_item options[] = {
    {"--output", "FILE", "the PDF, whole or not at all"},
    READING_MANUAL,
    {0},
};

static const struct manual_item examples[] = {
    {"emarge certificate --data organiser --key organiser/organiser.key --output certificates.pdf",
     NULL, "one for everybody who was in a session"},
    {"emarge certificate 'Amina Nyambura' --language en --output amina.pdf", NULL,
     "one person's, in English"},
    {0},
};

const struct command command_certificate = {
    .name = "certificate",
    .summary = "make certificates of attendance, as PDF",
    .manual = {.synopsis = "certificate [WHO]... --output FILE.pdf [OPTION]...",
               .description =
                   "A page for each delegate and walk-in who was in at least one session, more "
                   "when there were many: who they are, the sessions that they were recorded in "
                   "with when they came and went as far as it is known, a place for the "
                   "organiser's signature, and the log, the entry and the beginning of its hash "
                   "by which each can be found and verified. Nothing is said that is not known: of "
                   "who was not seen to leave, it says from when.\n\n"
                   "It is dated by the newest entry of the logs, so the same logs give the same "
                   "certificates. In memory are the details of everybody on the roster, about 150 "
                   "bytes a stay, and what PDF has at its end for each page.",
               .arguments = arguments,
               .options = options,
               .no = "The key did not open the names of some who were there.",
               .examples = examples,
               .see_also = "sheet export verify"},
    .run = run,
};
