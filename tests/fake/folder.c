#include "fake/folder.h"

#include "core/file.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In memory where there is such a place: no test is about the speed of a real disk's sync, and a
 * thousand of them take minutes. */
static const char *place(void)
{
    const char *wished = getenv("TMPDIR");
    if (wished)
        return wished;
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

void fake_folder_make(char path[FAKE_PATH_SIZE])
{
    snprintf(path, FAKE_PATH_SIZE, "%s/emarge-test-XXXXXX", place());
    if (!mkdtemp(path))
        abort();
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void fake_folder_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int fake_folder_set_up(void **state)
{
    fake_folder_make(*state);
    return 0;
}

int fake_folder_tear_down(void **state)
{
    fake_folder_remove(*state);
    return 0;
}

static void copy_file(const char *from, const char *to, const char *name)
{
    struct em_buffer bytes = {0};
    char *source = em_format("%s/%s", from, name);
    char *target = em_format("%s/%s", to, name);
    if (em_file_read(source, 1 << 30, &bytes, NULL) != EM_OK)
        abort();
    FILE *file = fopen(target, "wb");
    if (!file || fwrite(bytes.data, 1, bytes.size, file) != bytes.size || fclose(file))
        abort();
    em_buffer_free(&bytes);
    free(source);
    free(target);
}

void fake_folder_copy(const char *from, const char *to)
{
    DIR *folder = opendir(from);
    if (!folder)
        abort();
    for (struct dirent *file; (file = readdir(folder));)
        if (file->d_type == DT_REG)
            copy_file(from, to, file->d_name);
    closedir(folder);
}

char *fake_file_text(const char *path)
{
    struct em_buffer text = {0};
    em_buffer_text(&text, "");
    if (em_file_read(path, 1 << 30, &text, NULL) == EM_OK)
        return text.data;
    em_buffer_free(&text);
    return NULL;
}

int fake_folder_count(const char *path, const char *prefix)
{
    int count = 0;
    DIR *folder = opendir(path);
    if (!folder)
        abort();
    for (struct dirent *file; (file = readdir(folder));)
        count += strncmp(file->d_name, prefix, strlen(prefix)) == 0;
    closedir(folder);
    return count;
}
