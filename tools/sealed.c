#include "sealed.h"

#include "core/memory.h"
#include "core/seal.h"

#include <sodium.h>
#include <stdlib.h>

enum em_status sealed_open(json_t **out, const uint8_t *sealed, size_t size,
                           const struct organiser_secret *key, struct em_error *error)
{
    size_t length = size > SEAL_OVERHEAD ? size - SEAL_OVERHEAD : 0;
    uint8_t *text = em_alloc(length);
    enum em_status status =
        seal_open(text, sealed, size, key->public.seal_public, key->seal_secret, error);
    if (status == EM_OK) {
        *out = json_loadb((char *)text, length, 0, NULL);
        if (!*out)
            status = em_fail(error, EM_DAMAGED,
                             "What is sealed is not in the form that emarge writes. Compare with "
                             "another copy of this log, or export without the key.");
    }
    sodium_memzero(text, length);
    free(text);
    return status;
}
