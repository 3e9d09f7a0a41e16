#include "core/file.h"

#include "core/file_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct remedy {
    int number;
    enum em_status status;
    const char *text;
};

static const struct remedy remedies[] = {
    {ENOENT, EM_NOT_FOUND, "Check the name, and that its folder is there."},
    {ENOTDIR, EM_NOT_FOUND, "A part of the name is a file where a folder should be."},
    {EACCES, EM_DENIED, "Give this user the right to it, or choose another place."},
    {EPERM, EM_DENIED, "Give this user the right to it, or choose another place."},
    {EROFS, EM_DENIED, "Choose a place on a disk that can be written."},
    {ENOSPC, EM_FULL, "Make room on that disk, then try again."},
    {EDQUOT, EM_FULL, "Make room within this user's quota, then try again."},
    {EBUSY, EM_BUSY, "Name another place."},
    {EISDIR, EM_INVALID, "Name a file, not a folder."},
    {0, EM_IO, "Check the disk."}, /* all others */
};

enum em_status em_file_fail(struct em_error *error, int number, const char *doing, const char *path)
{
    const struct remedy *remedy = remedies;
    while (remedy->number && remedy->number != number)
        remedy++;
    return em_fail(error, remedy->status, "%s %s: %s. %s", doing, path, strerror(number),
                   remedy->text);
}

enum em_status em_file_write_atomic(const char *path, const void *bytes, size_t size, mode_t mode,
                                    struct em_error *error)
{
    struct em_output output;
    enum em_status status = em_output_open(&output, path, mode, error);
    if (status != EM_OK)
        return status;
    /* Unbuffered, so that an errno is the write's own and no copy of a secret stays in a buffer. */
    setvbuf(output.stream, NULL, _IONBF, 0);
    if (size && fwrite(bytes, 1, size, output.stream) != size) {
        status = em_file_fail(error, errno, "Could not write", path);
        em_output_abandon(&output);
        return status;
    }
    return em_output_commit(&output, error);
}

static enum em_status read_chunks(int handle, char *chunk, size_t chunk_size, const char *path,
                                  size_t max, struct em_buffer *out, struct em_error *error)
{
    size_t before = out->size;
    ssize_t got;
    while ((got = read(handle, chunk, chunk_size)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return em_file_fail(error, errno, "Could not read", path);
        em_buffer_add(out, chunk, (size_t)got);
        if (out->size - before > max)
            return em_fail(error, EM_INVALID,
                           "%s is larger than %zu bytes, so it is not what it should be. "
                           "Check that it is the right file.",
                           path, max);
    }
    return EM_OK;
}

static enum em_status read_all(int handle, const char *path, size_t max, struct em_buffer *out,
                               struct em_error *error)
{
    char chunk[16384];
    enum em_status status = read_chunks(handle, chunk, sizeof chunk, path, max, out, error);
    explicit_bzero(chunk, sizeof chunk); /* keys are read through here too */
    return status;
}

enum em_status em_file_read(const char *path, size_t max, struct em_buffer *out,
                            struct em_error *error)
{
    int handle = open(path, O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return em_file_fail(error, errno, "Could not read", path);
    size_t before = out->size;
    enum em_status status = read_all(handle, path, max, out, error);
    close(handle);
    if (status != EM_OK)
        out->size = before;
    else
        em_buffer_add(out, "", 0); /* an empty file too is a NUL-terminated text */
    return status;
}

/* File systems without RENAME_NOREPLACE (some network ones) say EINVAL; a look before is what they
 * leave. */
static int rename_to_free(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL)
        return errno;
    if (em_file_exists(to))
        return EEXIST;
    return rename(from, to) ? errno : 0;
}

enum em_status em_file_move(const char *from, const char *to, struct em_error *error)
{
    int number = rename_to_free(from, to);
    if (!number)
        number = file_sync_folder_of(to);
    if (number == EEXIST)
        return em_fail(error, EM_BUSY, "%s is there already. Move it away first.", to);
    return number ? em_file_fail(error, number, "Could not rename", from) : EM_OK;
}

bool em_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static int make_folder(const char *path, mode_t mode)
{
    struct stat info;
    if (mkdir(path, mode) == 0)
        return file_sync_folder_of(path);
    if (errno != EEXIST)
        return errno;
    if (stat(path, &info))
        return errno;
    return S_ISDIR(info.st_mode) ? 0 : ENOTDIR;
}

enum em_status em_folder_make(const char *path, mode_t mode, struct em_error *error)
{
    char *part = em_strdup(path);
    int number = 0;
    for (char *slash = strchr(part + 1, '/'); slash && !number; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        number = make_folder(part, mode);
        *slash = '/';
    }
    free(part);
    if (!number)
        number = make_folder(path, mode);
    return number ? em_file_fail(error, number, "Could not make the folder", path) : EM_OK;
}
