/* Drawings written by ourselves as form XObjects (ISO 32000-1, 8.10), that take the places of
 * images which cairo placed. They wait in a queue from when they are drawn to the end of their
 * page, where cairo writes the images. For paper_finish.c alone.
 */
#ifndef EM_TOOLS_PAPER_FORMS_H
#define EM_TOOLS_PAPER_FORMS_H

#include "core/memory.h"

#include <stdbool.h>

struct paper_forms { /* starts as {0} */
    struct em_buffer *items;
    size_t count, capacity, next;
};

/* Operators that draw in a box of w by h, whose lower left is (0, 0). */
void paper_forms_add(struct paper_forms *forms, const char *operators, size_t size, double w,
                     double h);
bool paper_forms_wait(const struct paper_forms *forms);
/* The next one: an object from behind its first line to its stream's last byte. The caller frees
 * it. There is one. */
struct em_buffer paper_forms_take(struct paper_forms *forms);
void paper_forms_free(struct paper_forms *forms);

#endif
