/* A declaration in one language: a CommonMark file of headings, paragraphs and lists.
 * Anything else (links, images, HTML, code, emphasis) is a fault with its line, because a document that
 * is signed must look the same on the screen, on paper and in plain text.
 */
#ifndef EM_CORE_DOCUMENT_H
#define EM_CORE_DOCUMENT_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

enum document_block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM };

struct document_block {
    enum document_block_kind kind;
    int level;        /* heading: 1 to 6; item: 1 */
    int number;       /* item of a numbered list: its number; 0 for a bullet */
    const char *text; /* UTF-8, one paragraph, no line breaks */
};

struct document {
    char language[16];
    const char *title; /* the first heading's text */
    struct document_block *blocks;
    size_t count;
    uint8_t sha256[32]; /* of the file's bytes: "the exact text shown" */
};

/* Parses bytes (any bytes). `name` is the file's name in sentences. EM_INVALID with file, line, remedy. */
enum em_status document_parse(struct document **out, const char *language, const char *name,
                              const char *bytes, size_t size, struct em_error *error);
void document_free(struct document *document);

#endif
