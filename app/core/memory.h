/* Memory that does not fail: when there is none left the process aborts, its supervisor starts it
 * again, and the log has lost nothing. And text that grows.
 */
#ifndef EM_CORE_MEMORY_H
#define EM_CORE_MEMORY_H

#include <stddef.h>

/* Keys, names and codes are in memory: a program that stops in the midst of it leaves no core file
 * of them on the disk. For the whole process, and for good. */
void em_memory_no_core_file(void);

/* As malloc, realloc and strdup; the caller frees with free. Sizes of 0 give a pointer all the
 * same. */
void *em_alloc(size_t size); /* zeroed */
void *em_realloc(void *old, size_t size);
char *em_strdup(const char *text);
char *em_strndup(const char *text, size_t length);
char *em_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more item of a growing array: `items` has `count` of `*capacity`. */
void *em_grow(void *items, size_t count, size_t *capacity, size_t item_size);

/* Bytes that grow; data is NUL-terminated behind size once anything was added. Starts as {0}. */
struct em_buffer {
    char *data;
    size_t size, capacity;
};

void em_buffer_add(struct em_buffer *buffer, const void *bytes, size_t size);
void em_buffer_text(struct em_buffer *buffer, const char *text);
void em_buffer_format(struct em_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void em_buffer_free(struct em_buffer *buffer); /* leaves {0} */

#endif
