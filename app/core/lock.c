#include "core/lock.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

static enum em_status held(int handle, const char *data_dir, struct em_error *error)
{
    char pid[16] = "";
    ssize_t got = pread(handle, pid, sizeof pid - 1, 0);
    long holder = got > 0 ? strtol(pid, NULL, 10) : 0;
    return em_fail(
        error, EM_BUSY,
        "The data in %s is in use by another emarge (process %ld). Close that one first, "
        "or give this one a data folder of its own.",
        data_dir, holder);
}

/* The number is a help for people only, so a disk without room for it does not matter. */
static void write_pid(int handle)
{
    char pid[16];
    int size = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(handle, 0) == 0 && pwrite(handle, pid, (size_t)size, 0) < size)
        errno = 0;
}

enum em_status lock_acquire(int *handle, const char *data_dir, struct em_error *error)
{
    char *path = em_format("%s/emarge.lock", data_dir);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    enum em_status status = file < 0 ? em_file_fail(error, errno, "Could not lock", path) : EM_OK;
    free(path);
    if (status != EM_OK)
        return status;
    if (flock(file, LOCK_EX | LOCK_NB) == 0) {
        write_pid(file);
        *handle = file;
        return EM_OK;
    }
    status = errno == EWOULDBLOCK ? held(file, data_dir, error)
                                  : em_file_fail(error, errno, "Could not lock", data_dir);
    close(file);
    return status;
}

void lock_release(int handle)
{
    if (handle >= 0)
        close(handle);
}
