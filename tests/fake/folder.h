/* A folder of a test's own, gone with everything in it when the test is done. */
#ifndef EM_FAKE_FOLDER_H
#define EM_FAKE_FOLDER_H

#include <stddef.h>

#define FAKE_PATH_SIZE 256

void fake_folder_make(char path[FAKE_PATH_SIZE]); /* aborts when there is no place for it */
void fake_folder_remove(const char *path);
/* The set-up and the tear-down of a test whose prestate is a path of that size. */
int fake_folder_set_up(void **state);
int fake_folder_tear_down(void **state);
/* Copies what lies in a folder, files only, into another that exists. */
void fake_folder_copy(const char *from, const char *to);
/* What stands in a file, to be freed; NULL when there is none. */
char *fake_file_text(const char *path);
/* How many names in the folder begin so. */
int fake_folder_count(const char *path, const char *prefix);

#endif
