#include "core/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Cannot fail: a limit may always be lowered. */
void em_memory_no_core_file(void)
{
    setrlimit(RLIMIT_CORE, &(const struct rlimit){0, 0});
}

static void *checked(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

void *em_alloc(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *em_realloc(void *old, size_t size)
{
    return checked(realloc(old, size ? size : 1));
}

char *em_strdup(const char *text)
{
    return checked(strdup(text));
}

char *em_strndup(const char *text, size_t length)
{
    return checked(strndup(text, length));
}

char *em_format(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    return length < 0 ? checked(NULL) : text;
}

void *em_grow(void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 16;
    return em_realloc(items, *capacity * item_size);
}

static void make_room(struct em_buffer *buffer, size_t more)
{
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity)
        return;
    buffer->capacity = needed > 2 * buffer->capacity ? needed : 2 * buffer->capacity;
    buffer->data = em_realloc(buffer->data, buffer->capacity);
}

void em_buffer_add(struct em_buffer *buffer, const void *bytes, size_t size)
{
    make_room(buffer, size);
    if (size)
        memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void em_buffer_text(struct em_buffer *buffer, const char *text)
{
    em_buffer_add(buffer, text, strlen(text));
}

void em_buffer_format(struct em_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        abort();
    make_room(buffer, (size_t)length);
    va_start(args, format);
    vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, args);
    va_end(args);
    buffer->size += (size_t)length;
}

void em_buffer_free(struct em_buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct em_buffer){0};
}
