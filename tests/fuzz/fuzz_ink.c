/* The stored form of ink: any bytes are read or refused, and what is read has exactly that form. */
#include "core/ink.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ink ink;
    struct em_error error = {.text = ""};
    ink_init(&ink, 1, 1);
    if (ink_decode(&ink, data, size, &error) != EM_OK) {
        assert(error.text[0] && ink.count == 0 && ink.width == 1);
        return 0;
    }
    size_t again_size, count;
    uint8_t *again = ink_encode(&ink, &again_size);
    assert(again_size == size && memcmp(again, data, size) == 0);
    struct ink_capsule *capsules = ink_capsules(&ink, 0, &count);
    assert((count > 0) == (ink.count > 0));
    ink_is_small(&ink);
    free(capsules);
    free(again);
    ink_free(&ink);
    return 0;
}
