/* A declaration in one language: a CommonMark file of headings, paragraphs and lists.
 * Anything else (links, images, HTML, code, emphasis) is a fault with its line, because a document
 * that is signed must look the same on the screen, on paper and in plain text. A list has one
 * level, and each of its items is one paragraph. A line break inside a paragraph becomes a space.
 */
#ifndef EM_CORE_DOCUMENT_H
#define EM_CORE_DOCUMENT_H

#include "core/status.h"

#include <stddef.h>
#include <stdint.h>

#define DOCUMENT_MAX_SIZE (1024 * 1024) /* bytes */

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

/* Takes one fault: "NAME:12:3: what is wrong. What to do." The sentence lives as long as the call.
 */
typedef void document_fault(void *context, const char *sentence);

/* Parses bytes (any bytes) and tells every fault, in the order of the text, each with line and
 * column. `name` is the file's name in sentences. EM_INVALID when there was a fault; *out is NULL
 * then. */
enum em_status document_read(struct document **out, const char *language, const char *name,
                             const char *bytes, size_t size, document_fault *fault, void *context);

/* The same, when the first fault is enough. */
enum em_status document_parse(struct document **out, const char *language, const char *name,
                              const char *bytes, size_t size, struct em_error *error);
void document_free(struct document *document);

#endif
