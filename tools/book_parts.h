/* What `emarge book` is made of, part by part; for tools/book*.c. */
#ifndef EM_TOOLS_BOOK_PARTS_H
#define EM_TOOLS_BOOK_PARTS_H

#include "paper_doc.h"
#include "paper_ink.h"
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

    struct tally tally;
    struct paper_ink ink;
    char *group; /* the key of the signatures that now come; NULL: none came yet */
    long long drawn;
    struct book_text *texts;
    size_t text_count, text_capacity;
    struct list_gaps gaps, unread; /* of drawn signatures whose ink is none */
};

/* The title page, with what is in the book and what is not; then the whole text. */
void book_front(struct book *book);
/* Who signed, in the reading's order. */
enum em_status book_signatures(struct book *book, struct em_error *error);
/* Which texts they committed to, and every log with its checkpoint. */
enum em_status book_logs(struct book *book, struct em_error *error);

static inline const char *book_word(const struct book *book, const char *msgid)
{
    return edition_text(book->edition, msgid);
}

#endif
