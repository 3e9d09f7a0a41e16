#include "core/key_file.h"

#include "core/base64.h"
#include "core/entry.h"
#include "core/file.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD     "# emarge "
#define VERSION  " v1"
#define TEXT_MAX 4096 /* of a file that is written */

static enum em_status check_head(const struct key_file *file, const char *line, const char *what,
                                 struct em_error *error)
{
    size_t head = strlen(HEAD), length = strlen(what);
    if (strncmp(line, HEAD, head) != 0 || strncmp(line + head, what, length) != 0 ||
        strncmp(line + head + length, " v", 2) != 0)
        return em_fail(error, EM_INVALID,
                       "%s is not the %s file that it should be: its first line does not say so. "
                       "Check that it is the right file.",
                       file->path, what);
    if (strcmp(line + head + length, VERSION) != 0)
        return em_fail(error, EM_NEWER,
                       "%s was written by another version of emarge (%s). "
                       "Use that version, or a newer one.",
                       file->path, line + head + length + 1);
    return EM_OK;
}

static enum em_status add_field(struct key_file *file, char *line, int number,
                                struct em_error *error)
{
    char *equals = strstr(line, " = ");
    if (!equals || file->count == KEY_FILE_FIELDS)
        return em_fail(error, EM_DAMAGED,
                       "%s is damaged: line %d is not `name = value`. Take it from a backup.",
                       file->path, number);
    *equals = '\0';
    if (key_file_find(file, line))
        return em_fail(error, EM_DAMAGED,
                       "%s is damaged: `%.40s` stands twice, again in line %d. "
                       "Take it from a backup.",
                       file->path, line, number);
    file->fields[file->count].name = line;
    file->fields[file->count++].value = equals + 3;
    return EM_OK;
}

static enum em_status parse_lines(struct key_file *file, const char *what, struct em_error *error)
{
    int number = 0;
    enum em_status status = EM_OK;
    char *rest = file->text.data, *line;
    while (status == EM_OK && (line = strsep(&rest, "\n"))) {
        number++;
        line[strcspn(line, "\r")] = '\0'; /* an editor on another system may have been at it */
        if (number == 1 && what)
            status = check_head(file, line, what, error);
        else if (*line && *line != '#')
            status = add_field(file, line, number, error);
    }
    return status;
}

enum em_status key_file_parse(struct key_file *file, const char *path, const char *what,
                              struct em_buffer *text, struct em_error *error)
{
    *file = (struct key_file){.path = path, .text = *text};
    *text = (struct em_buffer){0};
    enum em_status status;
    if (strlen(file->text.data) == file->text.size)
        status = parse_lines(file, what, error);
    else
        status = em_fail(error, EM_INVALID, "%s is no text. Check that it is the right file.",
                         file->path);
    if (status != EM_OK)
        key_file_free(file);
    return status;
}

enum em_status key_file_read(struct key_file *file, const char *path, const char *what,
                             struct em_error *error)
{
    struct em_buffer text = {0};
    enum em_status status = em_file_read(path, KEY_FILE_MAX, &text, error);
    if (status == EM_OK)
        return key_file_parse(file, path, what, &text, error);
    key_file_forget(&text);
    return status;
}

void key_file_free(struct key_file *file)
{
    key_file_forget(&file->text);
    *file = (struct key_file){0};
}

const char *key_file_find(const struct key_file *file, const char *name)
{
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->fields[i].name, name) == 0)
            return file->fields[i].value;
    return NULL;
}

enum em_status key_file_damaged(const struct key_file *file, const char *field,
                                struct em_error *error)
{
    return em_fail(error, EM_DAMAGED,
                   "%s is damaged: its line `%s` is missing or not as emarge wrote it. "
                   "Take the file from a backup, or make the keys anew.",
                   file->path, field);
}

enum em_status key_file_name(const struct key_file *file, const char *field, char *out, size_t size,
                             struct em_error *error)
{
    const char *value = key_file_find(file, field);
    if (!value || !entry_name_valid(value) || strlen(value) >= size)
        return key_file_damaged(file, field, error);
    strcpy(out, value);
    return EM_OK;
}

enum em_status key_file_bytes(const struct key_file *file, const char *field, uint8_t *out,
                              size_t size, struct em_error *error)
{
    const char *value = key_file_find(file, field);
    if (!value || !base64_read(out, size, value, strlen(value)))
        return key_file_damaged(file, field, error);
    return EM_OK;
}

void key_file_begin(struct em_buffer *text, const char *what)
{
    /* All at once: a buffer that grew would leave copies of secrets in freed memory. */
    *text = (struct em_buffer){.data = em_alloc(TEXT_MAX), .capacity = TEXT_MAX};
    if (what)
        em_buffer_format(text, HEAD "%s" VERSION "\n", what);
}

void key_file_add(struct em_buffer *text, const char *name, const char *value)
{
    em_buffer_format(text, "%s = %s\n", name, value);
}

void key_file_add_bytes(struct em_buffer *text, const char *name, const uint8_t *bytes, size_t size)
{
    char *base64 = em_alloc(BASE64_SIZE(size));
    base64_write(base64, bytes, size);
    key_file_add(text, name, base64);
    sodium_memzero(base64, BASE64_SIZE(size));
    free(base64);
}

void key_file_forget(struct em_buffer *text)
{
    if (text->data)
        sodium_memzero(text->data, text->capacity);
    em_buffer_free(text);
}
