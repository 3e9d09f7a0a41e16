/* The objects of a PDF on their way into the file: streams as they come, the others packed and
 * deflated (ISO 32000-1, 7.5.7), and at the end the table of where each is (7.5.8) with an
 * identifier made of the content. For paper_finish.c alone.
 */
#ifndef EM_TOOLS_PAPER_OBJECTS_H
#define EM_TOOLS_PAPER_OBJECTS_H

#include <stddef.h>
#include <stdio.h>

struct paper_objects;

/* `out` outlives it; its errors are for who opened it. */
struct paper_objects *paper_objects_new(FILE *out);
void paper_objects_free(struct paper_objects *objects); /* NULL is allowed */

/* Bytes as they are: the file's first lines, and what an object has. */
void paper_objects_put(struct paper_objects *objects, const void *bytes, size_t size);
void paper_objects_put_text(struct paper_objects *objects, const char *text);
/* The first line of an object with a stream; what it has is then put. */
void paper_objects_begin(struct paper_objects *objects, unsigned number);
/* An object without a stream: its text between its first and last line. */
void paper_objects_pack(struct paper_objects *objects, unsigned number, const char *text);

/* A number above all that were used or reserved. */
unsigned paper_objects_next(const struct paper_objects *objects);
void paper_objects_reserve(struct paper_objects *objects, unsigned number);

/* What is still packed, the table and the end of the file. */
void paper_objects_end(struct paper_objects *objects, unsigned root, unsigned info);

#endif
