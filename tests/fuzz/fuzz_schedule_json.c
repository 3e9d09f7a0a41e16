/* A schedule.json: refused, or every session is one that a door can show. */
#include "programme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_programme(&programme_form_json, data, size);
    return 0;
}
