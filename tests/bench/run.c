#include "run.h"

#include "samples.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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
static bool run(struct run *out, const char *const *words, const char *output, FILE *complaints)
{
    struct rusage used;
    int status;
    double start = samples_now();
    pid_t child = fork();
    if (child == 0)
        become(words, output, complaints);
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        return false;
    *out = (struct run){samples_now() - start, (double)used.ru_maxrss / 1024};
    return true;
}

struct run run_program(const char *const *words, const char *output)
{
    struct run measured;
    FILE *complaints = tmpfile();
    if (!complaints)
        abort();
    if (!run(&measured, words, output, complaints))
        fail(words, complaints);
    fclose(complaints);
    return measured;
}

bool run_try(struct run *out, const char *const *words)
{
    FILE *complaints = tmpfile();
    if (!complaints)
        abort();
    bool done = run(out, words, NULL, complaints);
    fclose(complaints);
    return done;
}
