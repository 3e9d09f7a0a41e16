/* Looking for what must not be there: many texts in the raw bytes of all files of a folder. */
#ifndef EM_FAKE_TRACES_H
#define EM_FAKE_TRACES_H

#include <stddef.h>
#include <stdint.h>

struct traces;

struct traces *traces_new(void);
void traces_free(struct traces *traces);

/* Something to look for, of at least eight bytes; what it is, for the message. */
void traces_add(struct traces *traces, const void *bytes, size_t size, const char *what);
/* A text as programs keep texts: UTF-8, in small and in capital letters (ASCII alone), UTF-16 in
 * both byte orders. */
void traces_add_text(struct traces *traces, const char *text, const char *what);

/* How many there are in the files of the folder, and of those below it; 0 when none. The first
 * found is told to standard error if `tell`. *bytes (may be NULL) gets how many bytes were looked
 * at. */
size_t traces_find(const struct traces *traces, const char *folder, int tell, int64_t *bytes);

#endif
