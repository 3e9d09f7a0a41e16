#include "core/file_private.h"
#include "core/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RANDOM_LENGTH 6
#define NAME_LENGTH   200 /* of the place's own; with the rest it stays below a name's 255 bytes */

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *file_folder_of(const char *path)
{
    const char *name = name_of(path);
    if (name == path)
        return em_strdup(".");
    return name == path + 1 ? em_strdup("/") : em_strndup(path, (size_t)(name - 1 - path));
}

char *file_place_of(const char *path)
{
    struct stat info;
    bool is_link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
    return is_link ? realpath(path, NULL) : em_strdup(path);
}

int file_sync_folder(const char *folder)
{
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return errno;
    /* Some network file systems cannot sync a folder and say EINVAL; there is nothing more to be
     * done. */
    int number = fsync(handle) && errno != EINVAL ? errno : 0;
    close(handle);
    return number;
}

int file_sync_folder_of(const char *path)
{
    char *folder = file_folder_of(path);
    int number = file_sync_folder(folder);
    free(folder);
    return number;
}

/* ".NAME.emarge-"; a long name is cut between two characters. */
static char *prefix_of(const char *place)
{
    const char *name = name_of(place);
    size_t length = strlen(name);
    if (length > NAME_LENGTH)
        for (length = NAME_LENGTH; ((unsigned char)name[length] & 0xC0) == 0x80;)
            length--;
    return em_format(".%.*s.emarge-", (int)length, name);
}

char *file_temporary_name(const char *place)
{
    char *prefix = prefix_of(place);
    char *name = em_format("%.*s%sXXXXXX", (int)(name_of(place) - place), place, prefix);
    free(prefix);
    return name;
}

bool file_temporary_lock(int handle, const char *temporary)
{
    struct stat ours, there;
    /* Waits for who is removing it. Where there are no locks nobody removes anything either. */
    while (flock(handle, LOCK_EX) && errno == EINTR)
        ;
    return fstat(handle, &ours) == 0 && lstat(temporary, &there) == 0 &&
           ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

static bool is_file_or_folder(int handle)
{
    struct stat info;
    return fstat(handle, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
}

static void remove_if_dead(const char *path)
{
    int handle = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (handle < 0)
        return;
    if (is_file_or_folder(handle) && flock(handle, LOCK_EX | LOCK_NB) == 0)
        file_remove_tree(path);
    close(handle);
}

void file_temporary_clear(const char *place)
{
    char *folder = file_folder_of(place), *prefix = prefix_of(place);
    size_t length = strlen(prefix);
    DIR *stream = opendir(folder);
    for (struct dirent *item; stream && (item = readdir(stream));) {
        if (strncmp(item->d_name, prefix, length) != 0 ||
            strlen(item->d_name) != length + RANDOM_LENGTH)
            continue;
        char *path = em_format("%s/%s", folder, item->d_name);
        remove_if_dead(path);
        free(path);
    }
    if (stream)
        closedir(stream);
    free(prefix);
    free(folder);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    remove(path);
    return 0;
}

void file_remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
