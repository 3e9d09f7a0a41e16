/* Folders and other programs, for the tests of this folder.
 */
#ifndef EM_WINDOW_FOLDER_H
#define EM_WINDOW_FOLDER_H

/* Makes an empty folder in place of what was there. Ends the process when it cannot. */
void folder_fresh(const char *path);

/* Runs a program to its end; the caller frees what it wrote on standard output. Its exit status, or
 * -1 when it ended in another way. */
int program_run(const char *const *arguments, char **output);

#endif
