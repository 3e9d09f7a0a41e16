/* The first pages of the book: its title, and the declaration. */
#include "book_parts.h"

#include "core/memory.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_DOWN   190 /* points from the top of the room to the title */
#define CONTENT_DOWN 470 /* and to what is in the book */

static const struct document *text_of(const struct book *book)
{
    return book->document->texts[book->edition->index];
}

static void put_line(struct book *book, enum paper_style style, char *line)
{
    paper_text(book->doc, style, line);
    free(line);
}

/* A sentence with the number in its place, as the language writes it. */
static char *counted(const struct book *book, const char *sentence, long long number)
{
    char text[32];
    words_number(text, sizeof text, number, book->edition->language);
    return edition_fill(book->edition, sentence, "n", text, NULL);
}

static void put_counts(struct book *book)
{
    const struct edition *edition = book->edition;
    const struct tally *tally = &book->tally;
    long signatures = (long)tally_signatures(tally, TALLY_COUNTED);
    long governments = (long)tally->parts[TALLY_GOVERNMENT].count;
    long countries = (long)tally->parts[TALLY_COUNTRY].count;
    char *lines[] = {
        counted(book, edition_plural(edition, "{n} signature", "{n} signatures", signatures),
                signatures),
        counted(book, edition_plural(edition, "{n} government", "{n} governments", governments),
                governments),
        counted(book, edition_plural(edition, "{n} country", "{n} countries", countries),
                countries),
    };
    put_line(book, PAPER_LEAD, em_format("%s · %s · %s", lines[0], lines[1], lines[2]));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        free(lines[i]);
}

static void put_number(struct book *book, const char *sentence, long number)
{
    if (number > 0)
        put_line(book, PAPER_MUTED, counted(book, sentence, number));
}

/* Those that are not in the book, though they were given. */
static void put_absent(struct book *book)
{
    const struct edition *edition = book->edition;
    long superseded = (long)tally_signatures(&book->tally, TALLY_SUPERSEDED);
    long withdrawn = (long)tally_signatures(&book->tally, TALLY_WITHDRAWN);
    long erased = (long)tally_signatures(&book->tally, TALLY_ERASED);
    long unsure = (long)tally_signatures(&book->tally, TALLY_UNSURE);
    put_number(book,
               edition_plural(edition,
                              "{n} earlier signature is not in this book: the same person signed "
                              "again.",
                              "{n} earlier signatures are not in this book: the same people signed "
                              "again.",
                              superseded),
               superseded);
    put_number(book,
               edition_plural(edition, "{n} signature was withdrawn.",
                              "{n} signatures were withdrawn.", withdrawn),
               withdrawn);
    put_number(
        book,
        edition_plural(edition, "{n} signature was erased.", "{n} signatures were erased.", erased),
        erased);
    put_number(book,
               edition_plural(edition,
                              "Of {n} signature only the organiser’s key tells whether a later one "
                              "counts instead; it is in this book.",
                              "Of {n} signatures only the organiser’s key tells whether a later "
                              "one counts instead; they are in this book.",
                              unsure),
               unsure);
}

/* What the book was narrowed to, and what of it is nobody's business. */
static void put_scope(struct book *book)
{
    const struct edition *edition = book->edition;
    const struct list_filter *filter = &book->filter;
    char day[64], hour[32];
    if (filter->since_us) {
        words_calendar_date(day, sizeof day, edition->calendar, filter->since_us);
        words_calendar_time(hour, sizeof hour, edition->calendar, filter->since_us);
        put_line(book, PAPER_MUTED,
                 edition_fill(edition, N_("Only signatures since {day}, {time}."), "day", day,
                              "time", hour, NULL));
    }
    if (filter->government)
        put_line(book, PAPER_MUTED,
                 edition_fill(edition, N_("Only signatures for {government}."), "government",
                              filter->in_pack ? filter->in_pack->names[edition->index]
                                              : filter->government,
                              NULL));
    if (filter->public_only)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds only what the signatories agreed to "
                                      "publish: not what they drew, nor who did not agree to be "
                                      "listed.")));
    else if (book->reading->key)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds drawn signatures, and the names of people "
                                      "who did not agree to be listed: it is not to be "
                                      "published.")));
    else
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy was made without the organiser’s key: drawn "
                                      "signatures and names that were not published are sealed "
                                      "in it.")));
}

static void put_title_page(struct book *book)
{
    const struct edition *edition = book->edition;
    struct paper_doc *doc = book->doc;
    char *place = edition_line(edition);
    char *venue =
        em_format("%s%s%s", place, *edition->pack->venue ? " · " : "", edition->pack->venue);
    paper_text(doc, PAPER_LEAD, edition->pack->texts[edition->index].name);
    paper_text(doc, PAPER_MUTED, venue);
    paper_down_to(doc, TITLE_DOWN);
    paper_heading_styled(doc, 1, PAPER_TITLE, true, text_of(book)->title);
    paper_text(doc, PAPER_LEAD, book_word(book, N_("Book of signatures")));
    paper_down_to(doc, CONTENT_DOWN);
    put_counts(book);
    put_absent(book);
    put_scope(book);
    free(place);
    free(venue);
}

/* --- the text --- */

static void put_item(struct paper_doc *doc, const struct document_block *block)
{
    char label[16] = "•";
    if (block->number)
        snprintf(label, sizeof label, "%d.", block->number);
    paper_item(doc, PAPER_BODY, label, block->text);
}

static void put_blocks(struct book *book)
{
    const struct document *text = text_of(book);
    bool in_list = false;
    for (size_t i = 0; i < text->count; i++) {
        const struct document_block *block = &text->blocks[i];
        if (in_list != (block->kind == BLOCK_ITEM)) {
            in_list = !in_list;
            (in_list ? paper_list_begin : paper_list_end)(book->doc);
        }
        if (block->kind == BLOCK_ITEM)
            put_item(book->doc, block);
        else if (block->kind == BLOCK_HEADING)
            paper_heading(book->doc, block->level, block->text);
        else
            paper_text(book->doc, PAPER_BODY, block->text);
    }
    if (in_list)
        paper_list_end(book->doc);
}

static const char *language_name(const struct book *book, const char *language)
{
    int index = pack_language(book->edition->pack, language);
    return index < 0 ? language : book->edition->pack->language_names[index];
}

static void put_text(struct book *book)
{
    const struct edition *edition = book->edition;
    const char *original = book->document->original;
    char hash[2 * 32 + 1];
    paper_new_page(book->doc);
    put_blocks(book);
    paper_rule(book->doc);
    if (strcmp(original, edition->language) == 0)
        paper_text(book->doc, PAPER_SMALL, book_word(book, N_("This is the original text.")));
    else
        put_line(book, PAPER_SMALL,
                 edition_fill(edition,
                              N_("This is a courtesy translation. Language of the original: "
                                 "{language}."),
                              "language", language_name(book, original), NULL));
    sodium_bin2hex(hash, sizeof hash, text_of(book)->sha256, 32);
    put_line(book, PAPER_FINE,
             edition_fill(edition,
                          N_("SHA-256 of this text, to which every signature commits that was "
                             "given in this language: {hash}"),
                          "hash", hash, NULL));
}

void book_front(struct book *book)
{
    put_title_page(book);
    put_text(book);
}
