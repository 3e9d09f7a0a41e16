/* What file.c and output_folder.c share: the place that an output takes, and what stands beside it
 * while it is made. Nobody else includes this.
 *
 * A temporary has the name ".NAME.emarge-XXXXXX" beside the place NAME, and is locked (flock) by
 * the process that makes it. The lock ends with the process however that ends, so that a temporary
 * that can be locked is one of a run that was killed: the next output to the same place removes it.
 */
#ifndef EM_CORE_FILE_PRIVATE_H
#define EM_CORE_FILE_PRIVATE_H

#include "core/status.h"

#include <stdbool.h>
#include <stdio.h>

/* "." when the path names none. To be freed. */
char *file_folder_of(const char *path);
/* The name that a rename takes: of a link, what it leads to. NULL and errno when it leads nowhere.
 * To be freed. */
char *file_place_of(const char *path);
/* A rename is durable once its folder is. Zero or an errno. */
int file_sync_folder_of(const char *path);
int file_sync_folder(const char *folder);

/* Makes the stream's bytes durable and closes it. What is written in place may be a device or a
 * pipe, which have nothing to sync and say EINVAL. Zero or an errno. */
int file_finish_stream(FILE *stream, bool in_place);

/* A template for mkostemp and mkdtemp. To be freed. */
char *file_temporary_name(const char *place);
/* Locks what was just made; false when another process took it for a dead one's and removed it,
 * which can be between the two: then make another. */
bool file_temporary_lock(int handle, const char *temporary);
/* Removes what killed runs left beside the place. What cannot be removed stays. */
void file_temporary_clear(const char *place);

/* A file or a folder with all that is in it, as far as it can be; a link, and not what it leads to.
 */
void file_remove_tree(const char *path);

/* The first line of a folder's marker; then a line for each of its other files, sorted. */
#define FOLDER_MARKER_TITLE "emarge folder v1\n"
/* *older: in the place stands a folder of ours, and nothing in it that it does not list. EM_BUSY
 * when anything else does but an empty folder. */
enum em_status folder_marker_look(bool *older, const char *place, const char *marker_name,
                                  struct em_error *error);

#endif
