/* The declaration, in each language in which somebody of this book signed it. */
#include "book_parts.h"

#include "core/memory.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Its headings stand below the language's name, with the faces that they have without it. */
static const enum paper_style heading_styles[] = {PAPER_HEADING, PAPER_SUBHEAD, PAPER_STRONG};
#define HEADING_STYLES (sizeof heading_styles / sizeof *heading_styles)
#define MOST_LEVELS    6

const char *book_language(const struct book *book, const char *language)
{
    const struct event_pack *pack = book->edition->pack;
    int index = pack_language(pack, language);
    return index < 0 ? language : pack->language_names[index];
}

bool book_has_text(const struct book *book, const struct book_text *text)
{
    int index = pack_language(book->edition->pack, text->language);
    return index >= 0 && memcmp(book->document->texts[index]->sha256, text->sha256, 32) == 0;
}

/* How many signatures in the book commit to the pack's text in a language, or to another in it. */
static long long signed_in(const struct book *book, const char *language, bool as_in_pack)
{
    long long count = 0;
    for (size_t i = 0; i < book->text_count; i++) {
        const struct book_text *text = &book->texts[i];
        if (strcmp(text->language, language) == 0 && book_has_text(book, text) == as_in_pack)
            count += text->count;
    }
    return count;
}

/* --- the text --- */

static void put_heading(struct book *book, const struct document_block *block)
{
    size_t style = block->level < 1 ? 0 : (size_t)block->level - 1;
    int level = block->level < MOST_LEVELS ? block->level + 1 : MOST_LEVELS;
    paper_heading_styled(book->doc, level,
                         heading_styles[style < HEADING_STYLES ? style : HEADING_STYLES - 1], true,
                         block->text);
}

static void put_item(struct paper_doc *doc, const struct document_block *block)
{
    char label[16] = "•";
    if (block->number)
        snprintf(label, sizeof label, "%d.", block->number);
    paper_item(doc, PAPER_BODY, label, block->text);
}

static void put_blocks(struct book *book, const struct document *text)
{
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
            put_heading(book, block);
        else
            paper_text(book->doc, PAPER_BODY, block->text);
    }
    if (in_list)
        paper_list_end(book->doc);
}

/* --- what it is --- */

/* Which is the original; a translation that people signed is none of courtesy alone. */
static void put_standing(struct book *book, const char *language, long long count)
{
    const char *original = book->document->original;
    const char *sentence =
        count ? N_("This is a translation that was signed. Language of the original: {language}.")
              : N_("This is a courtesy translation. Language of the original: {language}.");
    if (strcmp(original, language) == 0)
        paper_text(book->doc, PAPER_STRONG, book_word(book, N_("This is the original text.")));
    else
        book_line(
            book, PAPER_STRONG,
            edition_fill(book->edition, sentence, "language", book_language(book, original), NULL));
}

static void put_signed(struct book *book, long long count)
{
    if (count == 0)
        paper_text(book->doc, PAPER_SMALL,
                   book_word(book, N_("No signature in this book was given to it.")));
    else
        book_line(book, PAPER_SMALL,
                  book_counted(
                      book,
                      edition_plural(book->edition, "{n} signature in this book was given to it.",
                                     "{n} signatures in this book were given to it.", (long)count),
                      count));
}

static void put_other(struct book *book, long long count)
{
    if (count == 0)
        return;
    const char *sentence = edition_plural(
        book->edition,
        "{n} signature in this language was given to another text, which the event does not have "
        "now: its SHA-256 is at the end of this book.",
        "{n} signatures in this language were given to another text, which the event does not "
        "have now: its SHA-256 is at the end of this book.",
        (long)count);
    book_line(book, PAPER_SMALL, book_counted(book, sentence, count));
}

static void put_hash(struct book *book, const struct document *text)
{
    char hash[2 * 32 + 1];
    sodium_bin2hex(hash, sizeof hash, text->sha256, 32);
    paper_rule(book->doc);
    book_line(book, PAPER_FINE,
              edition_fill(book->edition, N_("SHA-256 of this text: {hash}"), "hash", hash, NULL));
}

static void put_text(struct book *book, size_t index)
{
    const struct event_pack *pack = book->edition->pack;
    const char *language = pack->languages[index];
    const struct document *text = book->document->texts[index];
    long long count = signed_in(book, language, true);
    paper_new_page(book->doc);
    paper_heading_styled(book->doc, 1, PAPER_LEAD, true, pack->language_names[index]);
    put_standing(book, language, count);
    put_signed(book, count);
    put_other(book, signed_in(book, language, false));
    bool foreign = index != book->edition->index;
    if (foreign)
        paper_section_begin(book->doc, language);
    put_blocks(book, text);
    if (foreign)
        paper_section_end(book->doc);
    put_hash(book, text);
}

void book_texts(struct book *book)
{
    const struct edition *edition = book->edition;
    put_text(book, edition->index);
    for (size_t i = 0; i < edition->pack->language_count; i++) {
        const char *language = edition->pack->languages[i];
        if (i != edition->index &&
            signed_in(book, language, true) + signed_in(book, language, false) > 0)
            put_text(book, i);
    }
}
