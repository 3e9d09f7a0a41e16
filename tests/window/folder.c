#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void broken(const char *doing, const char *path)
{
    fprintf(stderr, "%s %s: %s.\n", doing, path, strerror(errno));
    exit(1);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status, (void)type, (void)at;
    return remove(path);
}

static void remove_all(const char *path)
{
    enum { OPEN_AT_ONCE = 16 };
    nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

void folder_fresh(const char *path)
{
    remove_all(path);
    if (mkdir(path, 0755) < 0 && errno != EEXIST) /* a disk of its own stays where it is */
        broken("A test cannot make the folder", path);
}

void folder_copy(const char *from, const char *to)
{
    char *output;
    const char *const command[] = {"/bin/cp", "-aLT", from, to, NULL};
    remove_all(to);
    if (program_run(command, &output) != 0)
        broken("A test cannot copy", from);
    free(output);
}

static char *read_sized(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1);
    *size = 0;
    for (int c; file && (c = getc(file)) != EOF;) {
        text = realloc(text, *size + 2);
        if (!text)
            abort();
        text[(*size)++] = (char)c;
        text[*size] = '\0';
    }
    if (file)
        fclose(file);
    return text;
}

char *file_read(const char *path)
{
    size_t size;
    return read_sized(path, &size);
}

void file_write(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        broken("A test cannot write", path);
}

void file_replace(const char *path, const char *from, const char *to)
{
    size_t size;
    char *bytes = read_sized(path, &size);
    char *at = memmem(bytes, size, from, strlen(from));
    if (!at) {
        fprintf(stderr, "There is no “%s” in %s to be replaced.\n", from, path);
        exit(1);
    }
    size_t before = (size_t)(at - bytes), after = before + strlen(from);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, before, file) != before || fputs(to, file) < 0 ||
        fwrite(bytes + after, 1, size - after, file) != size - after || fclose(file) != 0)
        broken("A test cannot write", path);
    free(bytes);
}

static bool same_file(const char *a, const char *b, const char *name)
{
    char paths[2][512];
    size_t sizes[2];
    snprintf(paths[0], sizeof paths[0], "%s/%s", a, name);
    snprintf(paths[1], sizeof paths[1], "%s/%s", b, name);
    char *left = read_sized(paths[0], &sizes[0]), *right = read_sized(paths[1], &sizes[1]);
    bool same = sizes[0] == sizes[1] && memcmp(left, right, sizes[0]) == 0;
    free(left);
    free(right);
    return same;
}

static bool is_left_by_looking(const char *name)
{
    const char *const ends[] = {".", ".lock", "-shm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]), whole = strlen(name);
        if (whole >= length && !strcmp(name + whole - length, ends[i]))
            return true;
    }
    return false;
}

static bool is_within(const char *a, const char *b);

static bool is_folder_within(const char *a, const char *b, const char *name)
{
    char first[512], second[512];
    snprintf(first, sizeof first, "%s/%s", a, name);
    snprintf(second, sizeof second, "%s/%s", b, name);
    return is_within(first, second);
}

/* Whether each file of `a` is in `b` with the same bytes. */
static bool is_within(const char *a, const char *b)
{
    DIR *folder = opendir(a);
    bool same = folder != NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        bool (*compare)(const char *, const char *, const char *) =
            entry->d_type == DT_DIR ? is_folder_within : same_file;
        if (is_left_by_looking(entry->d_name) || compare(a, b, entry->d_name))
            continue;
        fprintf(stderr, "%s differs in %s and %s.\n", entry->d_name, a, b);
        same = false;
    }
    if (folder)
        closedir(folder);
    return same;
}

bool folder_same(const char *a, const char *b)
{
    bool there = is_within(a, b), back = is_within(b, a);
    return there && back;
}

bool folder_has(const char *path, const char *begins)
{
    DIR *folder = opendir(path);
    bool has = false;
    for (struct dirent *entry; folder && !has && (entry = readdir(folder));)
        has = strncmp(entry->d_name, begins, strlen(begins)) == 0;
    if (folder)
        closedir(folder);
    return has;
}

int program_run(const char *const *arguments, char **output)
{
    int end[2], status;
    if (pipe(end) < 0)
        return -1;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(end[1], STDOUT_FILENO);
        close(end[0]);
        execv(arguments[0], (char *const *)arguments);
        _exit(127);
    }
    close(end[1]);
    FILE *in = fdopen(end[0], "r");
    size_t room = 0;
    *output = NULL;
    if (!in || getdelim(output, &room, '\0', in) < 0) {
        free(*output);
        *output = strdup("");
    }
    if (in)
        fclose(in);
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
