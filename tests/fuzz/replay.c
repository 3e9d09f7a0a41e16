/* Plays files back to a fuzz target that was built without libFuzzer: each argument is a file, or a
 * folder of files. The empty input is always played; a folder that is not there holds nothing.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop(const char *path)
{
    fprintf(stderr, "Cannot read %s: %s.\n", path, strerror(errno));
    exit(1);
}

static int play_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        stop(path);
    uint8_t *data = NULL;
    size_t size = 0, room = 0, got;
    do {
        room += 65536;
        data = realloc(data, room);
        if (!data)
            abort();
        got = fread(data + size, 1, room - size, file);
        size += got;
    } while (size == room);
    if (ferror(file))
        stop(path);
    fclose(file);
    data = realloc(data, size ? size : 1); /* tight: a sanitizer sees a step past the end */
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 1;
}

static int play_folder(DIR *folder, const char *path)
{
    int played = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        char inside[4096];
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        played += play_file(inside);
    }
    closedir(folder);
    return played;
}

static int play(const char *path)
{
    DIR *folder = opendir(path);
    if (folder)
        return play_folder(folder, path);
    return errno == ENOTDIR ? play_file(path) : 0;
}

int main(int argc, char **argv)
{
    const uint8_t nothing = 0;
    LLVMFuzzerTestOneInput(&nothing, 0);
    int played = 1;
    for (int i = 1; i < argc; i++)
        played += play(argv[i]);
    printf("%d inputs played\n", played);
    return 0;
}
