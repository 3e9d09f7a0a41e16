/* The last pages of the book: what proves it. */
#include "book_parts.h"

#include "core/memory.h"
#include "core/note.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define LOG_ROOM 130 /* points: a log's heading and all that stands under it */

/* --- texts --- */

static int by_language(const void *a, const void *b)
{
    const struct book_text *left = a, *right = b;
    int order = strcmp(left->language, right->language);
    return order ? order : memcmp(left->sha256, right->sha256, sizeof left->sha256);
}

static void put_commitment(struct book *book, const struct book_text *text)
{
    const struct edition *edition = book->edition;
    char hash[2 * 32 + 1], number[32];
    words_number(number, sizeof number, text->count, edition->language);
    char *line = edition_fill(edition,
                              edition_plural(edition, "{language}: {n} signature",
                                             "{language}: {n} signatures", (long)text->count),
                              "language", book_language(book, text->language), "n", number, NULL);
    book_line(book, PAPER_STRONG, line);
    sodium_bin2hex(hash, sizeof hash, text->sha256, sizeof text->sha256);
    paper_text(book->doc, PAPER_FINE, hash);
    if (!book_has_text(book, text))
        paper_text(book->doc, PAPER_SMALL,
                   book_word(book, N_("This is not the text that the event has now: look for the "
                                      "one with this SHA-256.")));
}

static void put_texts(struct book *book)
{
    if (book->text_count == 0)
        return;
    qsort(book->texts, book->text_count, sizeof *book->texts, by_language);
    paper_heading(book->doc, 2, book_word(book, N_("Texts that were signed")));
    paper_text(book->doc, PAPER_BODY,
               book_word(book, N_("Each signature commits to the SHA-256 of the text that was on "
                                  "the screen, letter by letter.")));
    for (size_t i = 0; i < book->text_count; i++)
        put_commitment(book, &book->texts[i]);
}

/* --- logs --- */

static enum em_status put_log(void *context, const struct store_log *log, struct em_error *error)
{
    struct book *book = context;
    const struct edition *edition = book->edition;
    char vkey[NOTE_VKEY_SIZE], number[32], day[64] = "", hour[32] = "";
    int64_t newest_us;
    enum em_status status = store_newest(book->reading->store, log->origin, &newest_us, error);
    if (status != EM_OK)
        return status;
    words_number(number, sizeof number, log->size, edition->language);
    note_vkey(vkey, log->origin, log->vkey);
    paper_keep(book->doc, LOG_ROOM);
    paper_heading(book->doc, 2, log->origin);
    book_line(
        book, PAPER_SMALL,
        edition_fill(edition,
                     edition_plural(edition, "{count} entry", "{count} entries", (long)log->size),
                     "count", number, NULL));
    if (newest_us > 0) {
        words_calendar_date(day, sizeof day, edition->calendar, newest_us);
        words_calendar_time(hour, sizeof hour, edition->calendar, newest_us);
        book_line(book, PAPER_SMALL,
                  edition_fill(edition, N_("The last one on {day}, {time}"), "day", day, "time",
                               hour, NULL));
    }
    paper_text(book->doc, PAPER_MUTED, book_word(book, N_("Key that signs its checkpoints")));
    paper_text(book->doc, PAPER_FINE, vkey);
    paper_text(book->doc, PAPER_MUTED, book_word(book, N_("Checkpoint")));
    char *note = em_strdup(log->checkpoint);
    for (size_t length = strlen(note); length && note[length - 1] == '\n'; length--)
        note[length - 1] = '\0';
    book_line(book, PAPER_FINE, note);
    return EM_OK;
}

static void put_how(struct book *book)
{
    paper_text(
        book->doc, PAPER_BODY,
        book_word(book, N_("Each row of this book names its entry: the log, the number in it, "
                           "and the beginning of the entry’s leaf hash. The entries of a log are "
                           "the leaves of a Merkle tree (RFC 9162), and the checkpoint below, "
                           "signed with the log’s key, holds how many there are and the tree’s "
                           "root. Whoever has a copy of the log proves with it that no signature "
                           "was changed, added before that moment, or left out:")));
    paper_text(book->doc, PAPER_SMALL,
               "emarge verify --data FOLDER --vkey KEY\n"
               "emarge export signatures --data FOLDER");
}

enum em_status book_logs(struct book *book, struct em_error *error)
{
    paper_new_page(book->doc);
    paper_heading(book->doc, 1, book_word(book, N_("What proves this book")));
    put_how(book);
    put_texts(book);
    return store_logs(book->reading->store, NULL, put_log, book, error);
}
