/* A translation: refused, or every answer lies inside it. */
#include "core/catalog.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct catalog *catalog = NULL;
    if (catalog_parse(&catalog, "fr", "fuzz.mo", data, size, NULL) != EM_OK)
        return 0;
    size_t length = strlen(catalog_text(catalog, "Back"));
    for (long n = 0; n < 3; n++)
        length += strlen(catalog_plural(catalog, "%ld day", "%ld days", n));
    catalog_close(catalog);
    if (length > size + 64)
        __builtin_trap();
    return 0;
}
