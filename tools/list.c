#include "list.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdlib.h>
#include <string.h>

const struct list *const lists[] = {
#define LIST(name) &list_##name,
#include "lists.def"
#undef LIST
};
const size_t list_count = sizeof lists / sizeof *lists;

const struct list *list_find(const char *name)
{
    for (size_t i = 0; i < list_count; i++)
        if (strcmp(lists[i]->report->name, name) == 0)
            return lists[i];
    return NULL;
}

void list_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < list_count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i == 0                ? ""
                                 : i + 1 == list_count ? " or "
                                                       : ", ",
                                 lists[i]->report->name);
}

/* --- what it is narrowed to --- */

bool filter_time(const struct list_filter *filter, int64_t at_us)
{
    return at_us >= filter->since_us;
}

static bool same_folded(const char *a, const char *b)
{
    size_t size = 4 * (strlen(a) > strlen(b) ? strlen(a) : strlen(b)) + 1;
    char *left = em_alloc(size), *right = em_alloc(size);
    words_fold(left, size, a);
    words_fold(right, size, b);
    bool same = strcmp(left, right) == 0;
    free(left);
    free(right);
    return same;
}

bool filter_government(const struct list_filter *filter, const char *id, const char *name)
{
    const char *wanted = filter->government;
    return !wanted || (*id && strcmp(wanted, id) == 0) || same_folded(wanted, name);
}
