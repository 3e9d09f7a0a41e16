#include "fake/tool.h"

#include "core/memory.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int needed(int result)
{
    if (result < 0)
        abort();
    return result;
}

/* Nothing of the parent's comes along but what is given; input -1: none. */
static void become(const char *const words[], int input, int out, int err)
{
    setsid();
    int given[] = {out, err, input};
    for (int i = 0; i < 3; i++) /* out of the way of the numbers that they get */
        given[i] = given[i] < 0 ? -1 : fcntl(given[i], F_DUPFD_CLOEXEC, 10);
    dup2(given[0], STDOUT_FILENO);
    dup2(given[1], STDERR_FILENO);
    if (given[2] >= 0)
        dup2(given[2], 3);
    close_range(given[2] >= 0 ? 4 : 3, ~0U, CLOSE_RANGE_CLOEXEC);
    execv(words[0], (char *const *)words);
    _exit(127);
}

/* A pipe that holds all of the text already: it is shorter than any pipe. */
static int pipe_of(const char *text)
{
    int ends[2];
    needed(pipe(ends));
    if (write(ends[1], text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(ends[1]);
    return ends[0];
}

static char *text_of(FILE *file)
{
    struct em_buffer text = {0};
    char chunk[4096];
    size_t got;
    rewind(file);
    em_buffer_text(&text, "");
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        em_buffer_add(&text, chunk, got);
    fclose(file);
    return text.data;
}

void tool_run(struct tool_result *result, const char *const words[], const char *fd3)
{
    FILE *out = tmpfile(), *err = tmpfile();
    int status, input = fd3 ? pipe_of(fd3) : -1;
    if (!out || !err)
        abort();
    pid_t child = needed(fork());
    if (child == 0)
        become(words, input, fileno(out), fileno(err));
    if (input >= 0)
        close(input);
    needed(waitpid(child, &status, 0));
    tool_result_free(result);
    result->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result->out = text_of(out);
    result->err = text_of(err);
}

void tool_result_free(struct tool_result *result)
{
    free(result->out);
    free(result->err);
    *result = (struct tool_result){0};
}

static void wanted(const struct tool_result *result, int code, const char *sentence, bool found)
{
    if (result->code != code || !found)
        fail_msg("wanted %d and “%s”, came %d, “%s” and “%s”", code, sentence, result->code,
                 result->out, result->err);
}

void tool_said(const struct tool_result *result, int code, const char *sentence)
{
    wanted(result, code, sentence, strstr(result->err, sentence));
}

void tool_told(const struct tool_result *result, int code, const char *sentence)
{
    wanted(result, code, sentence, strstr(result->err, sentence) || strstr(result->out, sentence));
}

void tool_only_told_privacy(const struct tool_result *result)
{
    static const char line[] = "emarge: This list holds private columns: ";
    const char *end = strchr(result->err, '\n');
    bool only = !*result->err || (strncmp(result->err, line, strlen(line)) == 0 && end && !end[1]);
    wanted(result, 0, "nothing but which columns are private", only);
}

pid_t tool_start(const char *const words[], const char *output)
{
    pid_t child = needed(fork());
    if (child == 0) {
        int out = needed(open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        become(words, -1, out, out);
    }
    return child;
}
