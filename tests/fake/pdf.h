/* A PDF as others read it: qpdf its objects, poppler its text and its fonts. What cannot be read at
 * all fails the test with a sentence; tools/dev installs the programs.
 */
#ifndef EM_FAKE_PDF_H
#define EM_FAKE_PDF_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Its text in the order in which it was written, of the pages first to last (0: all); to be freed.
 * A line ends in LF, a page in FF. */
char *pdf_text(const char *path, int first, int last);
/* The same as one line, without any white space nor the marks by which pdftotext shows which way a
 * text runs: what is broken between lines is found. */
char *pdf_letters(const char *path);
void pdf_only_letters(char *text);
/* Whether the letters of the text stand at *at, which is then moved behind them. */
bool pdf_take(const char **at, const char *text);
/* Where the letters of the text end, at or behind `letters`; the test fails when they are not
 * there. */
const char *pdf_after(const char *letters, const char *text);
/* The letters of what its pages say one behind the other: without what stands at the foot of each,
 * from `foot` on, and without the `head` of a table that is repeated at a page's top. The test
 * fails when a page has no such foot. */
char *pdf_body(const char *path, const char *foot, const char *head);
int pdf_pages(const char *path);

/* What an archive asks of it: qpdf finds it whole; every font is embedded, subset and has its
 * letters; it is tagged, has a language and a title in it and in its metadata. Returns NULL, or
 * what is missing, to be freed. */
char *pdf_wants(const char *path, const char *language, const char *title);
/* The test fails unless nothing is. */
void pdf_assert_good(const char *path, const char *language, const char *title);

/* Its tags in reading order. */
struct pdf_tag {
    char role[16];  /* "TH" */
    int depth;      /* 0: the document itself */
    char *alt;      /* "" when it has none */
    char *scope;    /* of a header, "Column"; "" */
    char *language; /* "" when it says none */
};
struct pdf_tags {
    struct pdf_tag *items;
    size_t count, capacity;
};
void pdf_tags_read(struct pdf_tags *tags, const char *path);
void pdf_tags_free(struct pdf_tags *tags);
/* How many of them are figures; the test fails when one has no words in its place. */
size_t pdf_figures(const char *path);

/* The titles of its bookmarks, each on a line and indented by two spaces a level; to be freed. */
char *pdf_bookmarks(const char *path);

#endif
