/* Folders, files and other programs, for the tests of this folder. What cannot be done ends the
 * process with a sentence: it is the test that is broken then.
 */
#ifndef EM_WINDOW_FOLDER_H
#define EM_WINDOW_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Makes an empty folder in place of what was there. */
void folder_fresh(const char *path);
/* Puts a copy of the folder, or of the file, in place of what was there. */
void folder_copy(const char *from, const char *to);
/* Whether both hold files of the same names and bytes, but for what a program that only looks
 * leaves (a lock, SQLite's -shm); says on standard error which differs. */
bool folder_same(const char *a, const char *b);
/* Whether the folder has a file whose name begins so. */
bool folder_has(const char *path, const char *begins);

/* The whole file, NUL-terminated, to be freed; "" when there is none. */
char *file_read(const char *path);
void file_write(const char *path, const void *bytes, size_t size);
/* Replaces the first `from` in the file. */
void file_replace(const char *path, const char *from, const char *to);

/* Runs a program to its end; the caller frees what it wrote on standard output. Its exit status, or
 * -1 when it ended in another way. */
int program_run(const char *const *arguments, char **output);

#endif
