/* Any bytes as a document: no crash, and whatever is accepted keeps the promises of document.h. */
#include "core/document.h"
#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int truth)
{
    if (!truth)
        abort();
}

static void expect_block(const struct document_block *block)
{
    struct utf8_place place;
    expect(utf8_check(block->text, strlen(block->text), &place) == UTF8_GOOD);
    expect(!strpbrk(block->text, "\t\r\n"));
    expect(block->number >= 0 && (block->number == 0 || block->kind == BLOCK_ITEM));
    expect(block->kind != BLOCK_HEADING || (block->level >= 1 && block->level <= 6));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct document *document = NULL;
    struct em_error error;
    enum em_status status =
        document_parse(&document, "fr", "fuzz.md", (const char *)data, size, &error);
    expect(status == EM_OK || (status == EM_INVALID && !document && error.text[0]));
    if (document) {
        expect(document->count > 0 && document->title);
        for (size_t i = 0; i < document->count; i++)
            expect_block(&document->blocks[i]);
    }
    document_free(document);
    return 0;
}
