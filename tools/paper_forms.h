/* Drawings written by ourselves as form XObjects (ISO 32000-1, 8.10), that take the places of
 * images which cairo placed. They wait in a queue from when they are drawn to the end of their
 * page, where cairo writes the images. Meanwhile a thread makes them, one after the other; who
 * takes one that nobody has begun makes it, so without that thread it only takes longer. For
 * paper_finish.c alone, and all on one thread.
 */
#ifndef EM_TOOLS_PAPER_FORMS_H
#define EM_TOOLS_PAPER_FORMS_H

#include "core/memory.h"
#include "paper_doc.h"

#include <stdbool.h>

struct paper_forms;

struct paper_forms *paper_forms_new(void);
/* Those that nobody took are released. */
void paper_forms_free(struct paper_forms *forms);

/* A figure with a `write`, and its context with it, drawn `w` points wide. */
void paper_forms_add(struct paper_forms *forms, const struct paper_figure *figure, double w);
bool paper_forms_wait(const struct paper_forms *forms);
/* The next one: an object from behind its first line to its stream's last byte. The caller frees
 * it. There is one. */
struct em_buffer paper_forms_take(struct paper_forms *forms);

#endif
