/* What `emarge book` is made of, part by part; for tools/book*.c. */
#ifndef EM_TOOLS_BOOK_PARTS_H
#define EM_TOOLS_BOOK_PARTS_H

#include "paper_doc.h"
#include "reading.h"
#include "signed.h"
#include "tally.h"

/* A text that signatures commit to, by its hash, and how many of those in the book do. */
struct book_text {
    char language[16];
    uint8_t sha256[32];
    long long count;
};

struct book {
    const struct reading *reading;
    const struct edition *edition;
    struct list_filter filter; /* with the document, always */
    const struct pack_document *document;
    struct paper_doc *doc;

    struct tally all;    /* that were given, whoever agreed to be listed */
    struct tally listed; /* of these, with --public: what is in the book */
    long long erased;    /* whatever they were given to: that was erased with them */
    char *group;         /* the key of the signatures that now come; NULL: none came yet */
    long long drawn;
    struct book_text *texts;
    size_t text_count, text_capacity;
    struct list_gaps gaps, unread; /* of drawn signatures whose ink is none */
};

/* Counts what the title page tells, and the texts that signatures in the book commit to. */
enum em_status book_count(struct book *book, struct em_error *error);
/* Of the signatures in the book. */
const struct tally *book_tally(const struct book *book);
/* What a hand drew, and people who did not agree to be listed, among those in the book. */
long long book_drawings(const struct book *book);
long long book_unlisted(const struct book *book);

/* The title page, with what is in the book and what is not. */
void book_front(struct book *book);
/* The whole text in the edition's language, then in each other one in which somebody signed. */
void book_texts(struct book *book);
/* Who signed, in the reading's order. */
enum em_status book_signatures(struct book *book, struct em_error *error);
/* Which texts they committed to, and every log with its checkpoint. */
enum em_status book_logs(struct book *book, struct em_error *error);

/* The name of a language in itself, or its tag. */
const char *book_language(const struct book *book, const char *language);
/* Whether it is letter by letter the text that the pack has in its language. */
bool book_has_text(const struct book *book, const struct book_text *text);
/* A sentence with the number in its place {n}, as the language writes it; to be freed. */
char *book_counted(const struct book *book, const char *sentence, long long number);
/* Sets a text and frees it. */
void book_line(const struct book *book, enum paper_style style, char *line);

static inline const char *book_word(const struct book *book, const char *msgid)
{
    return edition_text(book->edition, msgid);
}

#endif
