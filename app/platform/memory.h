/* Memory that does not fail: when there is none left the process aborts and its supervisor starts
 * it again. */
#ifndef EM_PLATFORM_MEMORY_H
#define EM_PLATFORM_MEMORY_H

#include <stdlib.h>

static inline void *memory_checked(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static inline void *memory_new(size_t size) /* zeroed */
{
    return memory_checked(calloc(1, size ? size : 1));
}

static inline void *memory_resize(void *old, size_t size)
{
    return memory_checked(realloc(old, size ? size : 1));
}

#endif
