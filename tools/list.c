#include "list.h"

#include <string.h>

static const struct list *const lists[] = {
#define LIST(name) &list_##name,
#include "lists.def"
#undef LIST
};
#define LISTS (sizeof lists / sizeof *lists)

const struct list *list_find(const char *name)
{
    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(lists[i]->name, name) == 0)
            return lists[i];
    return NULL;
}

void list_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < LISTS && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i == 0           ? ""
                                 : i + 1 == LISTS ? " or "
                                                  : ", ",
                                 lists[i]->name);
}
