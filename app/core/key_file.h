/* The text form of key files: a first line that says what the file is and its version, then `name =
 * value` lines; lines that begin with # are for people. Inner part of keys; nobody else needs it.
 */
#ifndef EM_CORE_KEY_FILE_H
#define EM_CORE_KEY_FILE_H

#include "core/memory.h"
#include "core/status.h"

#include <stdbool.h>
#include <stdint.h>

#define KEY_FILE_MAX    (64 * 1024)
#define KEY_FILE_FIELDS 16

struct key_file {
    const char *path; /* borrowed, for sentences */
    struct em_buffer text;
    struct {
        const char *name, *value;
    } fields[KEY_FILE_FIELDS];
    size_t count;
};

/* Reads a file whose first line is "emarge <what> v1"; also the inner text of a protected file,
 * which has no first line (what NULL). EM_INVALID: another sort of file; EM_NEWER: another version.
 */
enum em_status key_file_read(struct key_file *file, const char *path, const char *what,
                             struct em_error *error);
/* Takes over the text. */
enum em_status key_file_parse(struct key_file *file, const char *path, const char *what,
                              struct em_buffer *text, struct em_error *error);
void key_file_free(struct key_file *file); /* wipes it */

/* The value of a field, or NULL. */
const char *key_file_find(const struct key_file *file, const char *name);
/* These say which field is missing or wrong: EM_DAMAGED. */
enum em_status key_file_name(const struct key_file *file, const char *field, char *out, size_t size,
                             struct em_error *error);
enum em_status key_file_bytes(const struct key_file *file, const char *field, uint8_t *out,
                              size_t size, struct em_error *error);
enum em_status key_file_damaged(const struct key_file *file, const char *field,
                                struct em_error *error);

/* For writing. */
void key_file_begin(struct em_buffer *text, const char *what);
void key_file_add(struct em_buffer *text, const char *name, const char *value);
void key_file_add_bytes(struct em_buffer *text, const char *name, const uint8_t *bytes,
                        size_t size);
/* Frees after wiping: the text may hold secrets. */
void key_file_forget(struct em_buffer *text);

#endif
