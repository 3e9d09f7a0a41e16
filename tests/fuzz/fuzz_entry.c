/* The stored entry: any bytes are read or refused, and what is read is written to exactly those
 * bytes. */
#include "core/entry.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct entry entry = {.seq = -7};
    struct em_error error = {.text = ""};
    if (entry_read(&entry, (const char *)data, size, &error) != EM_OK) {
        assert(error.text[0] && entry.seq == -7);
        return 0;
    }
    char text[ENTRY_TEXT_SIZE];
    uint8_t leaf[ENTRY_HASH_SIZE];
    assert(entry_check(&entry, &error) == EM_OK);
    assert(entry_text(&entry, text) == size && memcmp(text, data, size) == 0);
    entry_leaf(&entry, leaf);
    return 0;
}
