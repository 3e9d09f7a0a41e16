/* A folder that is whole or not there: made beside its place, made durable, then put there at once.
 *
 *     em_output_folder_open(&folder, "register", "emarge-files.txt", 0644, &error)
 *     FILE *page = em_output_folder_file(&folder, "pages/index.html", &error);
 *     ... fprintf(page, ...);
 *     em_output_folder_end(&folder, page);
 *     em_output_folder_commit(&folder, &error)
 *
 * In the place may stand nothing, an empty folder, or an older folder that was made here, which is
 * then replaced. That it was made here is known by its marker: a file that commit writes, which
 * lists all files of the folder. Whatever else stands in the place, also a folder of ours into
 * which somebody put a file of theirs, is left as it is: EM_BUSY, before any work is done.
 *
 * The older folder and the new one change places in one step (renameat2, RENAME_EXCHANGE), so that
 * each name leads to a whole folder at every moment. A file system that cannot do it (some network
 * ones) needs two renames: who looks between them finds nothing there, and if the power goes then,
 * both stand beside the place under the names ".NAME.emarge-XXXXXX", the older one with ".old"
 * behind it.
 *
 * A run that is killed leaves what was in the place as it was. What it had made remains beside it
 * as ".NAME.emarge-XXXXXX", and the next output to the same place removes that.
 */
#ifndef EM_CORE_OUTPUT_FOLDER_H
#define EM_CORE_OUTPUT_FOLDER_H

#include "core/status.h"

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

struct em_output_folder {
    char *path, *temporary, *marker;
    mode_t mode;
    int handle; /* of the temporary; it holds the lock */
    struct em_output_part {
        FILE *stream; /* NULL: ended */
        char *name;
    } * parts;
    size_t count, capacity;
    int failed; /* the first errno of a part, and the part's name */
    const char *failed_name;
};

/* `marker` is a name for the marker, which is no file of the caller's. Files get `mode`, and
 * folders may be searched by whom that lets read. Faults: EM_BUSY, as above; else as core/file.h.
 */
enum em_status em_output_folder_open(struct em_output_folder *folder, const char *path,
                                     const char *marker, mode_t mode, struct em_error *error);

/* A file to write, `name` relative to the folder; folders in it are made. Several may be open at a
 * time. NULL when it cannot be made. EM_INVALID: a name that is there already, that leads out of
 * the folder, or with a control character. */
FILE *em_output_folder_file(struct em_output_folder *folder, const char *name,
                            struct em_error *error);
/* Closes a file. What went wrong with it is told by commit. */
void em_output_folder_end(struct em_output_folder *folder, FILE *file);

/* Closes what is open and puts the folder in its place, durable when EM_OK; otherwise what stood
 * there still does and nothing is left of the new one, unless the folder above could not be made
 * durable after all else. Ends the output. An older folder that cannot be removed is left to the
 * next output. */
enum em_status em_output_folder_commit(struct em_output_folder *folder, struct em_error *error);
void em_output_folder_abandon(struct em_output_folder *folder); /* twice is harmless */

#endif
