#include "folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status, (void)type, (void)at;
    return remove(path);
}

void folder_fresh(const char *path)
{
    enum { OPEN_AT_ONCE = 16 };
    nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
    if (mkdir(path, 0755) < 0) {
        fprintf(stderr, "The folder %s cannot be made anew: %s.\n", path, strerror(errno));
        exit(1);
    }
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
