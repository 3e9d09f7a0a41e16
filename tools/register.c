#include "register.h"

#include "command.h"
#include "core/file.h"
#include "core/paths.h"
#include "list_file.h"

#include <stdlib.h>
#include <string.h>

#define MARKER "emarge-register.txt" /* by which a folder is known as a register of ours */

static const char *const resources[] = {"register.css", "register.js",    "proof.js", "reading.js",
                                        "figures.js",   "declaration.js", "verify.js"};

#define RESOURCE_MAX (1024 * 1024)

static enum em_status copy_resource(struct em_output_folder *folder, const char *name,
                                    struct em_error *error)
{
    char share[1024];
    struct em_buffer bytes = {0};
    em_share_dir(share, sizeof share);
    char *path = em_format("%s/register/%s", share, name);
    enum em_status status = em_file_read(path, RESOURCE_MAX, &bytes, error);
    FILE *out = status == EM_OK ? em_output_folder_file(folder, name, error) : NULL;
    if (out) {
        fwrite(bytes.data, 1, bytes.size, out);
        em_output_folder_end(folder, out);
    }
    em_buffer_free(&bytes);
    free(path);
    return out ? EM_OK : error->status;
}

static enum em_status write_page(struct em_output_folder *folder,
                                 const struct public_register *made, size_t language,
                                 struct em_error *error)
{
    const struct event_pack *pack = made->reading->edition.pack;
    struct edition edition;
    enum em_status status = edition_open(&edition, pack->id, made->options->event_dir,
                                         pack->languages[language], true, error);
    char *name = register_page_name(pack, language);
    FILE *out = status == EM_OK ? em_output_folder_file(folder, name, error) : NULL;
    if (out) {
        register_write_page(&(struct register_page){
            .out = out,
            .made = made,
            .edition = &edition,
            .document = edition_document(&edition, made->document->id),
        });
        em_output_folder_end(folder, out);
    }
    free(name);
    edition_close(&edition);
    return out ? EM_OK : error->status;
}

/* As `emarge export` writes it: one list, one writer. It comes before the pages, which say how long
 * it is. */
static enum em_status write_list(struct em_output_folder *folder, struct public_register *made,
                                 struct em_error *error)
{
    const struct reading *reading = made->reading;
    const struct list_filter filter = {
        .document = made->document->id, .public_only = true, .pack = reading->edition.pack};
    FILE *out = em_output_folder_file(folder, REGISTER_LIST, error);
    if (!out)
        return error->status;
    char *privacy = NULL;
    struct list_gaps gaps;
    const struct list_file file = {.list = &list_signatures,
                                   .writer = &writer_csv,
                                   .options = &(struct writer_options){0},
                                   .work = {.store = reading->store,
                                            .key = reading->key,
                                            .edition = &reading->edition,
                                            .filter = &filter},
                                   .newest_us = reading->newest_us,
                                   .scratch = folder->temporary,
                                   .out = out};
    enum em_status status = list_file_write(&file, &privacy, &gaps, error);
    made->list_bytes = ftell(out);
    em_output_folder_end(folder, out);
    free(privacy);
    return status;
}

static enum em_status write_files(struct em_output_folder *folder, struct public_register *made,
                                  struct em_error *error)
{
    enum em_status status = write_list(folder, made, error);
    for (size_t i = 0; i < sizeof resources / sizeof *resources && status == EM_OK; i++)
        status = copy_resource(folder, resources[i], error);
    for (size_t i = 0; i < made->reading->edition.pack->language_count && status == EM_OK; i++)
        status = write_page(folder, made, i, error);
    for (size_t i = 0; i < made->log_count && status == EM_OK; i++)
        status = register_write_log(folder, made, &made->logs[i], error);
    return status == EM_OK ? register_write_texts(folder, made, error) : status;
}

static void tell(const struct public_register *made, const char *output)
{
    char *shown = command_shown(output);
    printf("%s: %zu listed, %lld without being listed; %zu log%s\n", shown, made->count,
           made->unlisted, made->log_count, made->log_count == 1 ? "" : "s");
    if (made->unsure)
        fprintf(stderr,
                "emarge: of %lld signature%s only %s can tell whether a later one of the same "
                "person counts instead.%s\n",
                made->unsure, made->unsure == 1 ? "" : "s",
                made->reading->key ? "what stays sealed" : "the organiser's key",
                made->reading->key ? "" : " Give it with --key.");
    for (size_t i = 0; i < made->log_count; i++)
        if (!made->logs[i].witness)
            fprintf(stderr,
                    "emarge: nothing beside this store names the key of %s, so the register has "
                    "only the log's own word for it.\n",
                    made->logs[i].origin);
    free(shown);
}

struct request {
    struct reading_options options;
    const char *output;
    bool incomplete; /* the key did not open what it should have */
};

static enum em_status make(struct request *request, struct em_error *error)
{
    struct reading reading;
    struct public_register made = {0};
    struct em_output_folder folder;
    struct list_gaps gaps = {0};
    /* The place first: a folder of somebody else's is refused before any work is done. */
    enum em_status status = em_output_folder_open(&folder, request->output, MARKER, 0644, error);
    if (status != EM_OK)
        return status;
    status = reading_open(&reading, &request->options, error);
    if (status == EM_OK)
        status = register_gather(&made, &reading, &request->options, &gaps, error);
    if (status == EM_OK)
        status = write_files(&folder, &made, error);
    if (status == EM_OK)
        status = em_output_folder_commit(&folder, error);
    else
        em_output_folder_abandon(&folder);
    if (status == EM_OK) {
        tell(&made, request->output);
        request->incomplete = gaps.unopened > 0 && reading_tell_gaps(&reading, &gaps);
        command_note_aside(reading.data_dir);
    }
    register_free(&made);
    reading_close(&reading);
    return status;
}

static int run(int argc, char **argv)
{
    struct request request = {.options = {.needs_event = true}};
    const struct option_row rows[] = {{"--output", &request.output, NULL},
                                      {"--document", &request.options.document, NULL},
                                      {"--data", &request.options.data_dir, NULL},
                                      {"--key", &request.options.key_file, NULL},
                                      {"--passphrase-fd", &request.options.fd_text, NULL},
                                      {"--event", &request.options.event_dir, NULL},
                                      {0}};
    struct em_error error = {0};
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (!request.output)
        em_fail(&error, EM_INVALID, "Say which folder to make: `emarge register --output DIR`.");
    if (!request.output || reading_check(&request.options, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    if (make(&request, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return request.incomplete ? EXIT_BAD : 0;
}

static const struct manual_item options[] = {
    {"--output", "DIR",
     "the folder, whole or not at all. An older register there is replaced; any other folder with "
     "something in it is refused"},
    {"--document", "ID", "of this document (default: the event's first)"},
    {"--data", "DIR",
     "the folder of a kiosk or of the organiser, or a copy (default: the kiosk's own default)"},
    {"--key", "FILE",
     "the organiser's secret key. Nothing that it opens is published: it tells which signatures a "
     "later one of the same person replaces that is not listed"},
    MANUAL_PASSPHRASE_FD,
    {"--event", "DIR", "the event pack (default: the one that comes with emarge)"},
    {0},
};

static const struct manual_section sections[] = {
    {.title = "WHAT IS PUBLISHED",
     .text =
         "Of a signature whose owner agreed to be listed, its whole entry: name, role, government, "
         "country, language, when and how it was signed, whether the text was read to the end, and "
         "a "
         "number in place of the badge. Of every other entry a hash that says nothing of what is "
         "in it, and of other signatures how many "
         "they are. Ink and e-mail addresses are never published, and statistics count what is "
         "listed alone. `signatories.csv`, which the pages offer, is what `emarge export "
         "signatures --public` writes of the document."},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge register --data . --key organiser.key --output register", NULL,
     "make the register of all kiosks whose logs were merged, or make it anew"},
    {0},
};

const struct command command_register = {
    .name = "register",
    .summary = "make the public register: web pages of who agreed to be listed",
    .manual = {.synopsis = "register --output DIR [OPTION]...",
               .description =
                   "Makes a folder of web pages that opens from a disk or from any web server, and "
                   "needs nothing from elsewhere: `index.html` in the event's first language, and "
                   "a page for each of its others. They show who signed and agreed to be listed, "
                   "the pioneer governments, statistics and the text; and they carry the entries "
                   "and checkpoints with which a browser proves all of that. A browser proves "
                   "pages from a disk or over https, not over plain http.\n\n"
                   "Logs that are not good are refused. The same logs give the same bytes. Rows "
                   "are held in memory, about a kilobyte each. Over all kiosks: `emarge merge` "
                   "each into the organiser's folder first.",
               .options = options,
               .sections = sections,
               .no = "A log is not good, or the key did not open some signatures.",
               .examples = examples,
               .see_also = "merge verify export"},
    .run = run,
};
