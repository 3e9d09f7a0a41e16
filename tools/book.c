/* `emarge book`: the declaration with all who signed it, as a PDF that an archive keeps. */
#include "book_parts.h"
#include "command.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct request {
    struct reading_options options;
    const char *output;
    struct reading reading;
    struct book book;
};

/* --- which document --- */

static enum em_status fail_which(const struct event_pack *pack, const char *asked,
                                 struct em_error *error)
{
    struct em_buffer names = {0};
    for (size_t i = 0; i < pack->document_count; i++)
        em_buffer_format(&names, "%s%s", i ? ", " : "", pack->documents[i].id);
    const char *known = names.data ? names.data : "none";
    enum em_status status =
        asked ? em_fail(error, EM_NOT_FOUND, "The event has no document “%.64s”. It has: %s.",
                        asked, known)
              : em_fail(error, EM_INVALID,
                        "Say of which document to make the book, with --document: %s.", known);
    em_buffer_free(&names);
    return status;
}

static enum em_status choose_document(struct request *request, struct em_error *error)
{
    struct book *book = &request->book;
    const char *asked = request->options.document;
    const struct event_pack *pack = book->edition->pack;
    if (asked)
        book->document = edition_document(book->edition, asked);
    else if (pack->document_count == 1)
        book->document = &pack->documents[0];
    if (!book->document)
        return fail_which(pack, asked, error);
    book->filter.document = book->document->id;
    return EM_OK;
}

/* --- the book --- */

static enum em_status draw(struct paper_doc *doc, void *context, struct em_error *error)
{
    struct book *book = context;
    book->doc = doc;
    book_front(book);
    book_texts(book);
    enum em_status status = book_signatures(book, error);
    return status == EM_OK ? book_logs(book, error) : status;
}

static enum em_status write_file(struct book *book, const char *path, struct em_error *error)
{
    const struct edition *edition = book->edition;
    const char *event = edition->pack->texts[edition->index].short_name;
    const char *declaration = book->document->texts[edition->index]->title;
    char *title = edition_fill(edition, N_("{declaration} – book of signatures"), "declaration",
                               declaration, NULL);
    char *place = edition_line(edition);
    char *footer = em_format("%s · %s", event, declaration);
    const struct paper_doc_info info = {
        .title = title,
        .subject = place,
        .author = edition->pack->texts[edition->index].name,
        .language = edition->language,
        .created_us = book->reading->newest_us,
        .footer = footer,
        /* Translators: {page} stays as it is */
        .page = edition_text(edition, N_("Page {page}")),
    };
    enum em_status status = paper_doc_save(&info, path, draw, book, error);
    free(title);
    free(place);
    free(footer);
    return status;
}

static enum em_status make(struct request *request, struct em_error *error)
{
    struct book *book = &request->book;
    request->options.needs_event = true;
    enum em_status status = reading_open(&request->reading, &request->options, error);
    if (status != EM_OK)
        return status;
    book->reading = &request->reading;
    book->edition = &request->reading.edition;
    book->filter = request->reading.filter;
    status = choose_document(request, error);
    if (status == EM_OK)
        status = book_count(book, error);
    return status == EM_OK ? write_file(&request->book, request->output, error) : status;
}

static void unload(struct request *request)
{
    tally_free(&request->book.all);
    tally_free(&request->book.listed);
    free(request->book.group);
    free(request->book.texts);
    reading_close(&request->reading);
}

static void tell_private(const struct book *book, const char *output)
{
    bool drawings = book_drawings(book) > 0, unlisted = book_unlisted(book) > 0;
    if (!book->reading->key || book->filter.public_only)
        return;
    if (drawings && unlisted)
        command_private(output, "drawn signatures, and the names and roles of those who did not "
                                "agree to be listed");
    else if (drawings)
        command_private(output, "drawn signatures");
    else if (unlisted)
        command_private(output, "the names and roles of those who did not agree to be listed");
}

/* True: something is missing that the key should have opened. */
static bool tell(const struct request *request)
{
    const struct book *book = &request->book;
    char *output = command_shown(request->output), *first = command_shown(book->unread.first.text);
    printf("%lld signature%s in %s.\n", book->drawn, book->drawn == 1 ? " is" : "s are", output);
    tell_private(book, request->output);
    if (book->unread.unopened)
        fprintf(stderr, "emarge: %lld drawn signatures cannot be shown. The first: %s\n",
                book->unread.unopened, first);
    free(output);
    free(first);
    command_note_aside(request->reading.data_dir);
    return reading_tell_gaps(&request->reading, &book->gaps) || book->unread.unopened;
}

static int run(int argc, char **argv)
{
    struct request request = {0};
    const struct option_row rows[] = {
        READING_ROWS(request.options),         READING_ROW_SINCE(request.options),
        READING_ROW_DOCUMENT(request.options), READING_ROW_GOVERNMENT(request.options),
        READING_ROW_SORT(request.options),     READING_ROW_PUBLIC(request.options),
        {"--output", &request.output, NULL},   {0}};
    struct em_error error = {0};
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    enum em_status status = reading_check(&request.options, &error);
    if (status == EM_OK && !request.output)
        status = em_fail(&error, EM_INVALID, "Say where it goes: `emarge book --output FILE.pdf`.");
    if (status != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    status = make(&request, &error);
    bool incomplete = status == EM_OK && tell(&request);
    unload(&request);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return incomplete ? EXIT_BAD : 0;
}

static const struct manual_item options[] = {
    {"--output", "FILE", "the PDF, whole or not at all"},
    READING_MANUAL_DOCUMENT,
    READING_MANUAL_SINCE,
    READING_MANUAL_GOVERNMENT,
    READING_MANUAL_SORT,
    READING_MANUAL_PUBLIC,
    READING_MANUAL,
    {0},
};

static const struct manual_item examples[] = {
    {"emarge book --data organiser --key organiser/organiser.key --output book.pdf", NULL,
     "the book for the archive, with what was drawn"},
    {"emarge book --public --sort government --language en --output book.pdf", NULL,
     "a copy to be published"},
    {0},
};

const struct command command_book = {
    .name = "book",
    .summary = "make the book of signatures: the declaration and all who signed it, as PDF",
    .manual = {.synopsis = "book --output FILE.pdf [--document ID] [OPTION]...",
               .description =
                   "A title page; the whole text, in the book's language and in each other in "
                   "which somebody in it signed; then every signature that counts: what was drawn, "
                   "or the name of who typed it or was assisted; the printed name, role, "
                   "government and country, when it was given, its number, and its entry in the "
                   "log. They stand by kiosk, or as --sort says; each group is a bookmark. At the "
                   "end are the texts' hashes and the checkpoint of each log, with which the book "
                   "is held against them.\n\n"
                   "Earlier signatures of who signed again are not in it, nor those that were "
                   "withdrawn or erased; the title page counts them. Without the key what was "
                   "drawn stays sealed, and so do names that were not published. With --public "
                   "nobody's drawing is in it. In memory are about 2 KB a signature, for that is "
                   "how PDF ends.",
               .options = options,
               .no = "The key did not open some signatures.",
               .examples = examples,
               .see_also = "export register verify"},
    .run = run,
};
