/* A document on paper with something of everything: a title page, headings, a list, and a table of
 * signatures of people who do not exist, in scripts that do. What fails here fails the test.
 */
#ifndef EM_FAKE_BOOKLET_H
#define EM_FAKE_BOOKLET_H

#include "fake/folder.h"
#include "paper_doc.h"

#define BOOKLET_TITLE "Livre des signatures – 한국, საქართველო"
#define BOOKLET_ROWS  200

struct booklet {
    char folder[FAKE_PATH_SIZE];
    struct em_error error;
};

/* The set-up and the tear-down of a test whose prestate is the booklet. */
int booklet_set_up(void **state);
int booklet_tear_down(void **state);

/* In the test's folder; to be freed. */
char *booklet_path(const struct booklet *at, const char *name);
/* In French, with this at the foot of its pages, as of "Page {page}". */
struct paper_doc_info booklet_info(const char *page);
void booklet_write(struct booklet *at, const char *path, const struct paper_doc_info *info,
                   paper_doc_draw draw, void *context);

extern const struct paper_column booklet_columns[3];
/* A row of them: "A-7", the name, a drawn signature or, every third, a place to sign. */
void booklet_row(struct paper_doc *doc, int number);
const char *booklet_name(int number);

/* The whole of it, its rows from 1. */
enum em_status booklet_draw(struct paper_doc *doc, void *context, struct em_error *error);
/* In a file of the test's folder; its path, to be freed. */
char *booklet_make(struct booklet *at, const char *name);

#endif
