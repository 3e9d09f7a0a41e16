/* The parts of a page, in the order in which manual_walk hands them to a writer.
 */
#ifndef EM_TOOLS_MANUAL_WRITER_H
#define EM_TOOLS_MANUAL_WRITER_H

#include "manual.h"

#include <stddef.h>

struct manual_writer {
    void (*begin)(void *to, const struct manual_page *page);
    void (*heading)(void *to, const char *title);
    void (*form)(void *to, const char *program, const char *line, size_t length); /* of synopsis */
    void (*paragraph)(void *to, const char *text, size_t length);
    void (*literal)(void *to, const char *text, size_t length); /* lines as they are */
    void (*item)(void *to, const struct manual_item *item);
};

void manual_walk(const struct manual_writer *writer, void *to, const struct manual_page *page);

/* How many bytes the next word of `text` has, after spaces and line breaks which are passed over;
 * 0 at the end. */
size_t manual_word(const char **text, const char *end);

#endif
