#include "core/file.h"

#include "core/file_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void forget(struct em_output *output)
{
    free(output->path);
    free(output->temporary);
    *output = (struct em_output){0};
}

/* What is there and is no file keeps its place: a device or a pipe is written to as it is. */
static bool is_in_place(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* Zero or an errno, and then nothing is left to forget. */
static int open_in_place(struct em_output *output, const char *path)
{
    int handle = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (handle < 0)
        return errno;
    output->stream = fdopen(handle, "wb");
    if (output->stream) {
        output->path = em_strdup(path);
        return 0;
    }
    int number = errno;
    close(handle);
    return number;
}

/* A file without a name, gone with the process that has it open, or -1: not every file system has
 * them, and to get a name it must be found in /proc. */
static int open_unnamed(const char *place)
{
    char *folder = file_folder_of(place), *proc = NULL;
    int handle = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    free(folder);
    if (handle < 0)
        return -1;
    proc = em_format("/proc/self/fd/%d", handle);
    if (access(proc, F_OK)) {
        close(handle);
        handle = -1;
    }
    free(proc);
    return handle;
}

/* A locked one with a name beside its place, or -1 and errno. */
static int open_named(char **temporary, const char *place)
{
    for (;;) {
        *temporary = file_temporary_name(place);
        int handle = mkostemp(*temporary, O_CLOEXEC);
        if (handle < 0 || file_temporary_lock(handle, *temporary))
            return handle;
        close(handle);
        free(*temporary);
    }
}

static int open_temporary(struct em_output *output, const char *path, mode_t mode)
{
    struct em_output made = {.path = file_place_of(path)};
    if (!made.path)
        return errno;
    file_temporary_clear(made.path);
    int number = 0, handle = open_unnamed(made.path);
    made.unnamed = handle >= 0;
    if (!made.unnamed)
        handle = open_named(&made.temporary, made.path);
    if (handle < 0 || fchmod(handle, mode) || !(made.stream = fdopen(handle, "wb"))) {
        number = errno;
        if (made.temporary)
            unlink(made.temporary);
        if (handle >= 0)
            close(handle);
        forget(&made);
        return number;
    }
    *output = made;
    return 0;
}

enum em_status em_output_open(struct em_output *output, const char *path, mode_t mode,
                              struct em_error *error)
{
    struct em_output made = {0};
    int number = is_in_place(path) ? open_in_place(&made, path) : open_temporary(&made, path, mode);
    if (number)
        return em_file_fail(error, number, "Could not write", path);
    *output = made;
    return EM_OK;
}

void em_output_abandon(struct em_output *output)
{
    if (!output->stream)
        return;
    fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    forget(output);
}

/* A stream remembers that a write failed, not why. What is there will go anyway: ask the disk once
 * more. */
static int why_it_failed(FILE *stream)
{
    return write(fileno(stream), "", 1) < 0 ? errno : EIO;
}

/* Devices and pipes say EINVAL: they have nothing to sync. Zero or an errno. */
static int sync_stream(FILE *stream, bool in_place)
{
    if (fflush(stream) || (fsync(fileno(stream)) && !(in_place && errno == EINVAL)))
        return errno;
    return ferror(stream) ? why_it_failed(stream) : 0;
}

int file_finish_stream(FILE *stream, bool in_place)
{
    int number = sync_stream(stream, in_place);
    return fclose(stream) && !number ? errno : number;
}

/* A name beside its place, which a rename can take; locked first, so that nobody takes it for a
 * dead one's. Zero or an errno. */
static int give_name(struct em_output *output)
{
    int number = EEXIST;
    char *proc = em_format("/proc/self/fd/%d", fileno(output->stream));
    char *name = file_temporary_name(output->path);
    flock(fileno(output->stream), LOCK_EX);
    for (unsigned i = 0; number == EEXIST && i < 1000000; i++) {
        snprintf(name + strlen(name) - 6, 7, "%06u", i);
        number = linkat(AT_FDCWD, proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW) ? errno : 0;
    }
    free(proc);
    output->temporary = number ? NULL : name;
    if (number)
        free(name);
    return number;
}

/* Durable first, then in its place. The lock stays until it is there. Zero or an errno. */
static int finish(struct em_output *output)
{
    bool in_place = !output->unnamed && !output->temporary;
    if (in_place)
        return file_finish_stream(output->stream, true);
    int number = sync_stream(output->stream, false);
    if (!number && output->unnamed)
        number = give_name(output);
    if (!number && rename(output->temporary, output->path))
        number = errno;
    if (number && output->temporary)
        unlink(output->temporary);
    if (fclose(output->stream) && !number)
        number = errno;
    return number ? number : file_sync_folder_of(output->path);
}

enum em_status em_output_commit(struct em_output *output, struct em_error *error)
{
    int number = finish(output);
    enum em_status status =
        number ? em_file_fail(error, number, "Could not write", output->path) : EM_OK;
    forget(output);
    return status;
}

enum em_status em_output_end(struct em_output *output, enum em_status status,
                             struct em_error *error)
{
    if (status == EM_OK || ferror(output->stream))
        return em_output_commit(output, error);
    em_output_abandon(output);
    return status;
}
