/* Bodies: what the short way takes, jansson takes as well, and both read the same in it. */
#include "core/body.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *ours = body_parse((const char *)data, size);
    json_t *theirs = json_loadb((const char *)data, size, 0, NULL);
    assert(!ours == !theirs);
    if (ours) {
        char *first = json_dumps(ours, 0), *second = json_dumps(theirs, 0);
        assert(strcmp(first, second) == 0);
        free(first);
        free(second);
    }
    json_decref(ours);
    json_decref(theirs);
    return 0;
}
