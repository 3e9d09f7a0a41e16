/* The first page of the book: its title, and what is in it. */
#include "book_parts.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_DOWN   190 /* points from the top of the room to the title */
#define CONTENT_DOWN 470 /* and to what is in the book */

char *book_counted(const struct book *book, const char *sentence, long long number)
{
    char text[32];
    words_number(text, sizeof text, number, book->edition->language);
    return edition_fill(book->edition, sentence, "n", text, NULL);
}

void book_line(const struct book *book, enum paper_style style, char *line)
{
    paper_text(book->doc, style, line);
    free(line);
}

static void put_counts(struct book *book)
{
    const struct edition *edition = book->edition;
    const struct tally *tally = book_tally(book);
    long signatures = (long)tally_signatures(tally, TALLY_COUNTED);
    long governments = (long)tally->parts[TALLY_GOVERNMENT].count;
    long countries = (long)tally->parts[TALLY_COUNTRY].count;
    char *lines[] = {
        book_counted(book, edition_plural(edition, "{n} signature", "{n} signatures", signatures),
                     signatures),
        book_counted(book,
                     edition_plural(edition, "{n} government", "{n} governments", governments),
                     governments),
        book_counted(book, edition_plural(edition, "{n} country", "{n} countries", countries),
                     countries),
    };
    book_line(book, PAPER_LEAD, em_format("%s · %s · %s", lines[0], lines[1], lines[2]));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        free(lines[i]);
}

static void put_number(struct book *book, const char *sentence, long number)
{
    if (number > 0)
        book_line(book, PAPER_MUTED, book_counted(book, sentence, number));
}

/* They are in the book, but perhaps not all of them should be. */
static void put_unsure(struct book *book)
{
    long unsure = (long)tally_signatures(book_tally(book), TALLY_UNSURE);
    put_number(book,
               edition_plural(book->edition,
                              "Of {n} signature only the organiser’s key tells whether a later one "
                              "counts instead; it is in this book.",
                              "Of {n} signatures only the organiser’s key tells whether a later "
                              "one counts instead; they are in this book.",
                              unsure),
               unsure);
}

/* With --public: those that count and are not in this copy. */
static void put_unlisted(struct book *book)
{
    long unlisted = (long)(tally_signatures(&book->all, TALLY_COUNTED) -
                           tally_signatures(book_tally(book), TALLY_COUNTED));
    put_number(book,
               edition_plural(book->edition,
                              "{n} more signature is not in this copy: who gave it did not agree "
                              "to be listed.",
                              "{n} more signatures are not in this copy: those who gave them did "
                              "not agree to be listed.",
                              unlisted),
               unlisted);
}

/* Those that are not in the book, though they were given. */
static void put_absent(struct book *book)
{
    const struct edition *edition = book->edition;
    long superseded = (long)tally_signatures(&book->all, TALLY_SUPERSEDED);
    long withdrawn = (long)tally_signatures(&book->all, TALLY_WITHDRAWN);
    long erased = (long)book->erased;
    put_number(book,
               edition_plural(edition,
                              "{n} earlier signature is not in this book: the same person signed "
                              "again.",
                              "{n} earlier signatures are not in this book: the same people signed "
                              "again.",
                              superseded),
               superseded);
    put_number(book,
               edition_plural(edition, "{n} signature was withdrawn, and is not in this book.",
                              "{n} signatures were withdrawn, and are not in this book.",
                              withdrawn),
               withdrawn);
    put_number(book,
               edition_plural(edition,
                              "In the whole event {n} signature was erased, with all that it said, "
                              "and is not in this book.",
                              "In the whole event {n} signatures were erased, with all that they "
                              "said, and are not in this book.",
                              erased),
               erased);
}

/* What is private in it, if anything is. */
static void put_private(struct book *book)
{
    bool drawings = book_drawings(book) > 0, unlisted = book_unlisted(book) > 0;
    if (book->filter.public_only)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds only what the signatories agreed to "
                                      "publish: not what they drew, nor who did not agree to be "
                                      "listed.")));
    else if (!book->reading->key && (drawings || unlisted))
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy was made without the organiser’s key: drawn "
                                      "signatures and names that were not published are sealed "
                                      "in it.")));
    else if (drawings && unlisted)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds drawn signatures, and the names of people "
                                      "who did not agree to be listed: it is not to be "
                                      "published.")));
    else if (drawings)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds drawn signatures: it is not to be "
                                      "published.")));
    else if (unlisted)
        paper_text(book->doc, PAPER_MUTED,
                   book_word(book, N_("This copy holds the names of people who did not agree to "
                                      "be listed: it is not to be published.")));
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
        book_line(book, PAPER_MUTED,
                  edition_fill(edition, N_("Only signatures since {day}, {time}."), "day", day,
                               "time", hour, NULL));
    }
    if (filter->government)
        book_line(book, PAPER_MUTED,
                  edition_fill(edition, N_("Only signatures for {government}."), "government",
                               filter->in_pack ? filter->in_pack->names[edition->index]
                                               : filter->government,
                               NULL));
    put_private(book);
}
void book_front(struct book *book)
{
    const struct edition *edition = book->edition;
    struct paper_doc *doc = book->doc;
    char *place = edition_line(edition);
    char *venue =
        em_format("%s%s%s", place, *edition->pack->venue ? " · " : "", edition->pack->venue);
    paper_text(doc, PAPER_LEAD, edition->pack->texts[edition->index].name);
    paper_text(doc, PAPER_MUTED, venue);
    paper_down_to(doc, TITLE_DOWN);
    paper_heading_styled(doc, 1, PAPER_TITLE, true, book->document->texts[edition->index]->title);
    paper_text(doc, PAPER_LEAD, book_word(book, N_("Book of signatures")));
    paper_down_to(doc, CONTENT_DOWN);
    put_counts(book);
    put_unsure(book);
    if (book->filter.public_only)
        put_unlisted(book);
    put_absent(book);
    put_scope(book);
    free(place);
    free(venue);
}
