#include "report.h"

#include <string.h>

static const struct writer *const writers[] = {
#define WRITER(name) &writer_##name,
#include "writers.def"
#undef WRITER
};
#define WRITERS (sizeof writers / sizeof *writers)

const struct writer *writer_find(const char *name)
{
    for (size_t i = 0; i < WRITERS; i++)
        if (strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}

void writer_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < WRITERS && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", writers[i]->name);
}
