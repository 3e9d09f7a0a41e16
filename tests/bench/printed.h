/* What pdftotext reads in a book that was printed: how many pages, and whose signatures. A
 * signature is known by its mark, the first 16 digits of its leaf hash with an ellipsis behind
 * them, as the book prints it.
 */
#ifndef EM_BENCH_PRINTED_H
#define EM_BENCH_PRINTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PRINTED_BYTES = 8 /* of the hash */, PRINTED_MARK_SIZE = 2 * PRINTED_BYTES + 1 };

struct printed {
    int pages;
    double megabytes; /* of the file */
    size_t count;
    char (*marks)[PRINTED_MARK_SIZE]; /* in order, which is not the book's */
};

/* What fails ends the process, as a book does in which nobody signed. */
void printed_read(struct printed *out, const char *pdf);
void printed_free(struct printed *printed);

bool printed_holds(const struct printed *printed, const uint8_t *leaf);
/* Ends the process, with a sentence, unless both hold the same signatures, each once. */
void printed_same(const struct printed *ours, const struct printed *peers);

#endif
