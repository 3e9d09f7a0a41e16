/* Texts that are met again and again, kept once each and named by a small number from 0 on. */
#ifndef EM_CORE_INTERNED_H
#define EM_CORE_INTERNED_H

#include "core/memory.h"

#include <stdint.h>

#define INTERNED_NONE UINT32_MAX

/* Starts as {0}. */
struct interned {
    struct em_buffer text; /* all of them, each with its NUL */
    uint32_t *starts;      /* where each begins */
    size_t count, capacity;
    uint32_t *slots; /* open addressing: number + 1, 0 when free */
    size_t slot_count;
};

void interned_free(struct interned *interned); /* leaves {0} */
/* The number of a text; it is added when it is new. */
uint32_t interned_put(struct interned *interned, const char *text);
/* INTERNED_NONE when it was never put. */
uint32_t interned_find(const struct interned *interned, const char *text);
/* Until the next put. */
const char *interned_text(const struct interned *interned, uint32_t number);

#endif
