#include "core/document.h"

#include "core/memory.h"
#include "core/utf8.h"

#include <cmark.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct document *document;
    size_t capacity;
    const char *name, *bytes;
    size_t size;
    document_fault *fault;
    void *context;
    bool faulty;
};

static void tell(struct reading *reading, int line, int column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void tell(struct reading *reading, int line, int column, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    char *sentence = em_format("%s:%d:%d: %s", reading->name, line, column, what);
    reading->fault(reading->context, sentence);
    reading->faulty = true;
    free(sentence);
}

/* cmark counts columns in bytes; a person counts characters. */
static int character_column(const struct reading *reading, int line, int byte_column)
{
    const char *end = reading->bytes + reading->size;
    const char *at = reading->bytes;
    for (; line > 1 && at < end; at++)
        if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n')))
            line--;
    int column = 1;
    for (int byte = 1; byte < byte_column && at < end; byte++, at++)
        column += ((unsigned char)*at & 0xc0) != 0x80;
    return column;
}

struct refusal {
    cmark_node_type type;
    const char *what, *remedy;
};

static const struct refusal refusals[] = {
    {CMARK_NODE_HEADING, "a heading inside a list",
     "Write it on a line of its own, before the list."},
    {CMARK_NODE_BLOCK_QUOTE, "a quotation (>)", "Write it as a paragraph."},
    {CMARK_NODE_CODE_BLOCK, "a code block",
     "Write it as a paragraph: begin its lines without spaces, and without ``` or ~~~ around "
     "them."},
    {CMARK_NODE_HTML_BLOCK, "HTML or a comment", "Delete it, or write \\< for a plain <."},
    {CMARK_NODE_THEMATIC_BREAK, "a dividing line", "Delete it; use a heading to divide the text."},
    {CMARK_NODE_LINEBREAK, "a forced line break",
     "Delete the spaces or the backslash at the end of the line; use a blank line for a "
     "paragraph."},
    {CMARK_NODE_CODE, "code (`)", "Delete the ` signs, or write \\` for a plain one."},
    {CMARK_NODE_HTML_INLINE, "HTML", "Delete it, or write \\< for a plain <."},
    {CMARK_NODE_EMPH, "emphasis", "Delete the signs * or _, or write \\* or \\_ for a plain one."},
    {CMARK_NODE_STRONG, "bold type",
     "Delete the signs ** or __, or write \\* or \\_ for a plain one."},
    {CMARK_NODE_LINK, "a link", "Write the words, or the address, plainly without < > [ ]."},
    {CMARK_NODE_IMAGE, "an image", "Delete it; a document that is signed is text alone."},
};

static void refuse(struct reading *reading, cmark_node *node, int block_line)
{
    const char *what = "a mark", *remedy = "Write it as plain text.";
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].type == cmark_node_get_type(node)) {
            what = refusals[i].what;
            remedy = refusals[i].remedy;
        }
    }
    int line = cmark_node_get_start_line(node);
    int column = cmark_node_get_start_column(node);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE)
        column--;   /* cmark means the code behind the sign */
    if (line < 1) { /* cmark gives a line break no place */
        cmark_node *before = cmark_node_previous(node);
        line = before ? cmark_node_get_end_line(before) : block_line;
        column = 1;
    }
    tell(reading, line, character_column(reading, line, column),
         "%s, and a document may hold only headings, paragraphs and lists. %s", what, remedy);
}

static void add_block(struct reading *reading, struct document_block block, const char *text)
{
    struct document *document = reading->document;
    document->blocks = em_grow(document->blocks, document->count, &reading->capacity, sizeof block);
    block.text = em_strdup(text);
    if (block.kind == BLOCK_HEADING && !document->title)
        document->title = block.text;
    document->blocks[document->count++] = block;
}

/* `node` holds inlines: a heading or a paragraph. */
static void read_text(struct reading *reading, cmark_node *node, struct document_block block)
{
    int line = cmark_node_get_start_line(node);
    struct em_buffer text = {0};
    em_buffer_text(&text, "");
    bool plain = true;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        cmark_node_type type = cmark_node_get_type(child);
        if (type == CMARK_NODE_TEXT)
            em_buffer_text(&text, cmark_node_get_literal(child));
        else if (type == CMARK_NODE_SOFTBREAK)
            em_buffer_text(&text, " ");
        else {
            refuse(reading, child, line);
            plain = false;
        }
    }
    /* A character written as an entity (&#10;) was not yet seen by the check of the bytes. */
    struct utf8_place place;
    bool hidden = utf8_check(text.data, text.size, &place) != UTF8_GOOD;
    if (hidden || strpbrk(text.data, "\t\r\n"))
        tell(reading, line, 1,
             "a tab or an invisible character in the text. Write a space in its place.");
    else if (plain && block.kind == BLOCK_HEADING && text.data[strspn(text.data, " ")] == '\0')
        tell(reading, line, 1, "a heading without words. Write its words behind the # signs.");
    else
        add_block(reading, block, text.data);
    em_buffer_free(&text);
}

static void read_item(struct reading *reading, cmark_node *item, int number)
{
    cmark_node *first = cmark_node_first_child(item);
    int line = cmark_node_get_start_line(item);
    if (!first) {
        tell(reading, line, 1, "an item of a list without words. Write them, or delete the line.");
        return;
    }
    for (cmark_node *child = first; child; child = cmark_node_next(child)) {
        int at = cmark_node_get_start_line(child);
        if (cmark_node_get_type(child) == CMARK_NODE_LIST)
            tell(reading, at, 1, "a list inside a list. Write all items at one level.");
        else if (cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH)
            refuse(reading, child, at);
        else if (child != first)
            tell(reading, at, 1,
                 "an item of more than one paragraph. Join them, or begin a new item.");
        else
            read_text(reading, child, (struct document_block){BLOCK_ITEM, 1, number, NULL});
    }
}

static void read_list(struct reading *reading, cmark_node *list)
{
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int number = ordered ? cmark_node_get_list_start(list) : 0;
    if (ordered && number == 0)
        tell(reading, cmark_node_get_start_line(list), 1,
             "a list that is numbered from 0. Number it from 1.");
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
        read_item(reading, item, number);
        number += ordered;
    }
}

static void read_block(struct reading *reading, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        read_text(
            reading, node,
            (struct document_block){BLOCK_HEADING, cmark_node_get_heading_level(node), 0, NULL});
        break;
    case CMARK_NODE_PARAGRAPH:
        read_text(reading, node, (struct document_block){BLOCK_PARAGRAPH, 0, 0, NULL});
        break;
    case CMARK_NODE_LIST:
        read_list(reading, node);
        break;
    default:
        refuse(reading, node, 1);
    }
}

/* CommonMark makes `[label]: address` vanish, so that what is signed would not be what is shown.
 * Only an unescaped ] right before a colon can end such a label (CommonMark 0.30, section 4.7). */
static void refuse_definitions(struct reading *reading)
{
    int line = 1, column = 1;
    bool escaped = false;
    for (size_t at = 0; at + 1 < reading->size; at++) {
        char c = reading->bytes[at];
        if (c == ']' && !escaped && reading->bytes[at + 1] == ':')
            tell(reading, line, character_column(reading, line, column),
                 "`]:` can make a hidden link definition. Write \\]: in its place.");
        escaped = c == '\\' && !escaped;
        column++;
        if (c == '\n' || (c == '\r' && reading->bytes[at + 1] != '\n')) {
            line++;
            column = 1;
        }
    }
}

static void read_blocks(struct reading *reading)
{
    cmark_node *root = cmark_parse_document(reading->bytes, reading->size, CMARK_OPT_DEFAULT);
    if (!cmark_node_first_child(root))
        tell(reading, 1, 1, "the document is empty. Begin it with its title, behind `# `.");
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node))
        read_block(reading, node);
    cmark_node_free(root);
    if (!reading->document->title && !reading->faulty)
        tell(reading, 1, 1, "the document has no heading. Begin it with its title, behind `# `.");
}

static void read_bytes(struct reading *reading)
{
    if (reading->size > DOCUMENT_MAX_SIZE) {
        tell(reading, 1, 1, "the document is larger than %d KiB. Shorten it.",
             DOCUMENT_MAX_SIZE / 1024);
        return;
    }
    struct utf8_place place;
    enum utf8_verdict verdict = utf8_check(reading->bytes, reading->size, &place);
    if (verdict != UTF8_GOOD) {
        tell(reading, place.line, place.column, "%s", utf8_sentence(verdict));
        return;
    }
    refuse_definitions(reading);
    read_blocks(reading);
}

enum em_status document_read(struct document **out, const char *language, const char *name,
                             const char *bytes, size_t size, document_fault *fault, void *context)
{
    struct reading reading = {.document = em_alloc(sizeof *reading.document),
                              .name = name,
                              .bytes = bytes,
                              .size = size,
                              .fault = fault,
                              .context = context};
    struct document *document = reading.document;
    snprintf(document->language, sizeof document->language, "%s", language);
    crypto_hash_sha256(document->sha256, (const unsigned char *)bytes, size);
    read_bytes(&reading);
    *out = reading.faulty ? NULL : document;
    if (reading.faulty)
        document_free(document);
    return reading.faulty ? EM_INVALID : EM_OK;
}

static void keep_first(void *context, const char *sentence)
{
    struct em_error *error = context;
    if (error && !error->text[0])
        em_fail(error, EM_INVALID, "%s", sentence);
}

enum em_status document_parse(struct document **out, const char *language, const char *name,
                              const char *bytes, size_t size, struct em_error *error)
{
    if (error)
        *error = (struct em_error){0};
    return document_read(out, language, name, bytes, size, keep_first, error);
}

void document_free(struct document *document)
{
    if (!document)
        return;
    for (size_t i = 0; i < document->count; i++)
        free((char *)document->blocks[i].text);
    free(document->blocks);
    free(document);
}
