/* Files that are whole or not there: written beside their place, made durable, then renamed into
 * it. A link stays, and what it leads to is replaced. A device or a pipe is never replaced by a
 * file: it is written to as it is, and keeps what it was given of an output that failed.
 *
 * While it is written such a file has no name (O_TMPFILE), so a run that is killed leaves nothing
 * of it. Where a file system has no such files, or the kill falls between the last two steps, it
 * remains as ".NAME.emarge-XXXXXX" beside its place, and the next output to that place removes it.
 * Whole folders: output_folder.h.
 */
#ifndef EM_CORE_FILE_H
#define EM_CORE_FILE_H

#include "core/memory.h"
#include "core/status.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/* A file in the making. Write to `stream`, then commit or abandon; its errors are found by commit.
 */
struct em_output {
    FILE *stream;
    char *path, *temporary;
    bool unnamed; /* neither this nor `temporary`: written in place */
};

/* Faults of all: EM_NOT_FOUND (no such folder), EM_DENIED, EM_FULL, EM_IO. */
enum em_status em_output_open(struct em_output *output, const char *path, mode_t mode,
                              struct em_error *error);
/* Durable under its name when EM_OK; otherwise nothing is left of it, unless the folder itself
 * could not be made durable after all else. Ends the output. */
enum em_status em_output_commit(struct em_output *output, struct em_error *error);
void em_output_abandon(struct em_output *output);
/* One of the two: commits when the work that wrote it came to EM_OK, else abandons it and returns
 * `status`. If the disk is why, its sentence takes the place of the other. */
enum em_status em_output_end(struct em_output *output, enum em_status status,
                             struct em_error *error);

/* All of it in one call. */
enum em_status em_file_write_atomic(const char *path, const void *bytes, size_t size, mode_t mode,
                                    struct em_error *error);

/* Appends the file's bytes to the buffer, untouched unless EM_OK. More than max bytes: EM_INVALID.
 */
enum em_status em_file_read(const char *path, size_t max, struct em_buffer *out,
                            struct em_error *error);
/* Renames within one file system, durable when EM_OK. Never overwrites: EM_BUSY when `to` is there.
 */
enum em_status em_file_move(const char *from, const char *to, struct em_error *error);
bool em_file_exists(const char *path);

/* Makes the folder and those above it that are missing. */
enum em_status em_folder_make(const char *path, mode_t mode, struct em_error *error);

/* The status that fits errno, with "<doing> <path>: <what the system says>" and what to do about
 * it. */
enum em_status em_file_fail(struct em_error *error, int number, const char *doing,
                            const char *path);

#endif
