#include "core/output_folder.h"

#include "core/file.h"
#include "core/file_private.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- Making it -- */

/* Who may read may search. */
static mode_t folder_mode(mode_t mode)
{
    return mode | 0100 | (mode & 0040) >> 2 | (mode & 0004) >> 2;
}

static void forget(struct em_output_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++) {
        if (folder->parts[i].stream)
            fclose(folder->parts[i].stream);
        free(folder->parts[i].name);
    }
    free(folder->parts);
    free(folder->path);
    free(folder->marker);
    if (folder->temporary && folder->handle >= 0)
        close(folder->handle);
    free(folder->temporary);
    *folder = (struct em_output_folder){.handle = -1};
}

/* The place by the one name under which it can be renamed: no link, no slash behind it, not ".". */
static char *folder_place_of(const char *path)
{
    struct stat info;
    if (!*path) {
        errno = ENOENT;
        return NULL;
    }
    if (lstat(path, &info) == 0)
        return realpath(path, NULL);
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return em_strndup(path, length);
}

/* Zero or an errno. */
static int make_temporary(struct em_output_folder *folder)
{
    for (;;) {
        folder->temporary = file_temporary_name(folder->path);
        if (!mkdtemp(folder->temporary))
            return errno;
        folder->handle = open(folder->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder->handle >= 0 && file_temporary_lock(folder->handle, folder->temporary))
            return 0;
        if (folder->handle < 0 && errno != ENOENT)
            return errno;
        if (folder->handle >= 0)
            close(folder->handle);
        free(folder->temporary);
    }
}

enum em_status em_output_folder_open(struct em_output_folder *folder, const char *path,
                                     const char *marker, mode_t mode, struct em_error *error)
{
    bool older;
    *folder = (struct em_output_folder){.handle = -1};
    struct em_output_folder made = {.handle = -1, .path = folder_place_of(path), .mode = mode};
    if (!made.path)
        return em_file_fail(error, errno, "Could not write", path);
    made.marker = em_strdup(marker);
    enum em_status status = folder_marker_look(&older, made.path, marker, error);
    if (status == EM_OK)
        file_temporary_clear(made.path);
    int number = status == EM_OK ? make_temporary(&made) : 0;
    if (number)
        status = em_file_fail(error, number, "Could not write", path);
    if (status == EM_OK)
        *folder = made;
    else
        forget(&made);
    return status;
}

static bool is_good_name(const char *name)
{
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        bool dots = length <= 2 && strncmp(part, "..", length) == 0;
        if (dots) /* also an empty one */
            return false;
        for (size_t i = 0; i < length; i++)
            if ((unsigned char)part[i] < ' ' || part[i] == 0x7F)
                return false;
        part += length;
        if (!*part)
            return true;
    }
}

static int make_folders(const struct em_output_folder *folder, const char *name)
{
    int number = 0;
    char *part = em_strdup(name);
    for (char *slash = strchr(part, '/'); slash && !number; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(folder->handle, part, 0700) == 0)
            number = fchmodat(folder->handle, part, folder_mode(folder->mode), 0) ? errno : 0;
        else if (errno != EEXIST)
            number = errno;
        *slash = '/';
    }
    free(part);
    return number;
}

/* Zero or an errno. */
static int make_file(FILE **out, const struct em_output_folder *folder, const char *name)
{
    int number = make_folders(folder, name);
    if (number)
        return number;
    int handle = openat(folder->handle, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (handle >= 0 && fchmod(handle, folder->mode) == 0 && (*out = fdopen(handle, "wb")))
        return 0;
    number = errno;
    if (handle >= 0)
        close(handle);
    return number;
}

FILE *em_output_folder_file(struct em_output_folder *folder, const char *name,
                            struct em_error *error)
{
    FILE *file = NULL;
    int number = is_good_name(name) ? make_file(&file, folder, name) : EINVAL;
    if (number == EINVAL || number == EEXIST || number == ENOTDIR || number == EISDIR) {
        em_fail(error, EM_INVALID, "“%s” cannot be a file of %s: %s.", name, folder->path,
                strerror(number));
    } else if (number) {
        char *path = em_format("%s/%s", folder->path, name);
        em_file_fail(error, number, "Could not write", path);
        free(path);
    }
    if (!file)
        return NULL;
    folder->parts = em_grow(folder->parts, folder->count, &folder->capacity, sizeof *folder->parts);
    folder->parts[folder->count++] = (struct em_output_part){file, em_strdup(name)};
    return file;
}

static void end_part(struct em_output_folder *folder, struct em_output_part *part)
{
    int number = file_finish_stream(part->stream, false);
    part->stream = NULL;
    if (number && !folder->failed) {
        folder->failed = number;
        folder->failed_name = part->name;
    }
}

void em_output_folder_end(struct em_output_folder *folder, FILE *file)
{
    for (size_t i = folder->count; i > 0; i--)
        if (folder->parts[i - 1].stream == file) {
            end_part(folder, &folder->parts[i - 1]);
            return;
        }
}

/* -- Putting it in its place -- */

static int part_by_name(const void *a, const void *b)
{
    const struct em_output_part *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static enum em_status write_marker(struct em_output_folder *folder, struct em_error *error)
{
    if (folder->count)
        qsort(folder->parts, folder->count, sizeof *folder->parts, part_by_name);
    size_t count = folder->count;
    FILE *file = em_output_folder_file(folder, folder->marker, error);
    if (!file)
        return error ? error->status : EM_IO;
    fputs(FOLDER_MARKER_TITLE, file);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s\n", folder->parts[i].name);
    em_output_folder_end(folder, file);
    return EM_OK;
}

static enum em_status finish_parts(struct em_output_folder *folder, struct em_error *error)
{
    for (size_t i = 0; i < folder->count; i++)
        if (folder->parts[i].stream)
            end_part(folder, &folder->parts[i]);
    enum em_status status = folder->failed ? EM_OK : write_marker(folder, error);
    if (!folder->failed)
        return status;
    char *path = em_format("%s/%s", folder->path, folder->failed_name);
    status = em_file_fail(error, folder->failed, "Could not write", path);
    free(path);
    return status;
}

/* The files are durable each; their names are once their folders are. Zero or an errno. */
static int sync_folders(const struct em_output_folder *folder)
{
    int number = fchmod(folder->handle, folder_mode(folder->mode)) ? errno : 0;
    FTS *tree = fts_open((char *[]){folder->temporary, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (!tree)
        return errno;
    for (FTSENT *item; !number && (item = fts_read(tree));)
        if (item->fts_info == FTS_DP)
            number = file_sync_folder(item->fts_path);
    fts_close(tree);
    return number;
}

/* Where the two cannot change places. Zero or an errno, and then all stands as it did. */
static int replace_in_two_steps(const struct em_output_folder *folder, const char *old)
{
    if (rename(folder->path, old))
        return errno;
    if (rename(folder->temporary, folder->path) == 0)
        return 0;
    int number = errno;
    rename(old, folder->path);
    return number;
}

/* *old is where the older one stands then; to be freed. Zero or an errno, and then all stands as it
 * did. */
static int replace(const struct em_output_folder *folder, char **old)
{
    if (renameat2(AT_FDCWD, folder->temporary, AT_FDCWD, folder->path, RENAME_EXCHANGE) == 0) {
        *old = em_strdup(folder->temporary);
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    *old = em_format("%s.old", folder->temporary);
    return replace_in_two_steps(folder, *old);
}

static enum em_status put_in_place(struct em_output_folder *folder, char **old,
                                   struct em_error *error)
{
    bool older;
    enum em_status status = finish_parts(folder, error);
    int number = status == EM_OK ? sync_folders(folder) : 0;
    if (number)
        return em_file_fail(error, number, "Could not write", folder->path);
    if (status == EM_OK) /* again: much time may have passed */
        status = folder_marker_look(&older, folder->path, folder->marker, error);
    if (status != EM_OK)
        return status;
    if (older)
        number = replace(folder, old);
    else if (rename(folder->temporary, folder->path))
        number = errno;
    return number ? em_file_fail(error, number, "Could not write", folder->path) : EM_OK;
}

enum em_status em_output_folder_commit(struct em_output_folder *folder, struct em_error *error)
{
    char *old = NULL;
    enum em_status status = put_in_place(folder, &old, error);
    if (status == EM_OK) {
        int number = file_sync_folder_of(folder->path);
        if (number)
            status = em_file_fail(error, number, "Could not write", folder->path);
        else if (old)
            file_remove_tree(old);
        forget(folder);
    }
    free(old);
    em_output_folder_abandon(folder);
    return status;
}

void em_output_folder_abandon(struct em_output_folder *folder)
{
    if (folder->temporary)
        file_remove_tree(folder->temporary);
    forget(folder);
}
