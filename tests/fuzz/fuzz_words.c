/* What was typed or pasted: whatever the bytes, the cleaned text fits, is valid and stays as it is
 * when cleaned again; folding and graphemes take it. The first byte chooses the room. */
#include "core/words.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char once[256], twice[256], folded[256];
    size_t room = size ? (size_t)data[0] + 1 : 1;
    words_clean(once, room, size ? (const char *)data + 1 : "", size ? size - 1 : 0);
    if (!words_clean(twice, sizeof twice, once, strlen(once)) || strcmp(once, twice) != 0)
        __builtin_trap();
    words_fold(folded, sizeof folded, once);
    if (!words_match(folded, ""))
        __builtin_trap();
    size_t middle = words_next_grapheme(once, strlen(once) / 2);
    if (words_next_grapheme(once, words_previous_grapheme(once, middle)) != middle)
        __builtin_trap();
    if (words_graphemes(once) > strlen(once))
        __builtin_trap();
    return 0;
}
