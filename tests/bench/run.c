#include "run.h"

#include "samples.h"

#include <fcntl.h>
#include <glob.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void become(const char *const *words, const char *output, FILE *complaints)
{
    int out = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(out, STDOUT_FILENO);
    dup2(fileno(complaints), STDERR_FILENO);
    execvp(words[0], (char *const *)words);
    _exit(127);
}

static _Noreturn void fail(const char *const *words, FILE *complaints)
{
    fprintf(stderr, "%s, which is to be measured, failed:\n", words[0]);
    rewind(complaints);
    for (int c; (c = fgetc(complaints)) != EOF;)
        fputc(c, stderr);
    exit(1);
}

/* False when the program failed. */
static bool run(struct run *out, const char *const *words, const char *output, FILE *complaints,
                void watch(struct run *, pid_t))
{
    struct rusage used;
    int status;
    double start = samples_now();
    *out = (struct run){0};
    pid_t child = fork();
    if (child == 0)
        become(words, output, complaints);
    if (child > 0 && watch)
        watch(out, child);
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        return false;
    out->seconds = samples_now() - start;
    out->megabytes = fmax(out->megabytes, (double)used.ru_maxrss / 1024);
    return true;
}

struct run run_program(const char *const *words, const char *output)
{
    struct run measured;
    FILE *complaints = tmpfile();
    if (!complaints)
        abort();
    if (!run(&measured, words, output, complaints, NULL))
        fail(words, complaints);
    fclose(complaints);
    return measured;
}

static double megabytes_of(pid_t process)
{
    char path[64], line[128];
    double kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "VmHWM: %lf", &kilobytes) != 1)
        ;
    if (file)
        fclose(file);
    return kilobytes / 1024;
}

/* Of the process, and of all that it and its children started. */
static double most_of_family(pid_t process)
{
    char pattern[64];
    glob_t lists;
    double most = megabytes_of(process);
    snprintf(pattern, sizeof pattern, "/proc/%d/task/*/children", process);
    if (glob(pattern, 0, NULL, &lists) != 0)
        return most;
    for (size_t i = 0; i < lists.gl_pathc; i++) {
        FILE *file = fopen(lists.gl_pathv[i], "r");
        for (pid_t child; file && fscanf(file, "%d", &child) == 1;)
            most = fmax(most, most_of_family(child));
        if (file)
            fclose(file);
    }
    globfree(&lists);
    return most;
}

/* Looks until the process ends: who waits for a browser learns nothing of its renderers. */
static void watch_family(struct run *out, pid_t process)
{
    enum { EVERY_MS = 200 };
    struct pollfd end = {pidfd_open(process, 0), POLLIN, 0};
    while (end.fd >= 0 && poll(&end, 1, EVERY_MS) == 0)
        out->megabytes = fmax(out->megabytes, most_of_family(process));
    close(end.fd);
}

bool run_try(struct run *out, const char *const *words)
{
    FILE *complaints = tmpfile();
    if (!complaints)
        abort();
    bool done = run(out, words, NULL, complaints, watch_family);
    fclose(complaints);
    return done;
}
