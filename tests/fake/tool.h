/* The companion tool as a person runs it: the real program in a process of its own, without a
 * terminal. */
#ifndef EM_FAKE_TOOL_H
#define EM_FAKE_TOOL_H

#include <stddef.h>
#include <sys/types.h>

struct tool_result {
    int code;        /* exit code; -1 when a signal ended it */
    char *out, *err; /* what it wrote, NUL-terminated */
};

/* words: the program and its arguments, ended by NULL. fd3, when not NULL, is what file descriptor
 * 3 gives. The program gets no terminal to ask. What an earlier run left in the result, which is
 * {0} at first, is freed. */
void tool_run(struct tool_result *result, const char *const words[], const char *fd3);
void tool_result_free(struct tool_result *result);

/* The test fails unless the program ended with this code and the sentence is in what it wrote to
 * its standard error; to any of the two, for tool_told. */
void tool_said(const struct tool_result *result, int code, const char *sentence);
void tool_told(const struct tool_result *result, int code, const char *sentence);
/* It ended well and had nothing to say but which private columns it wrote. */
void tool_only_told_privacy(const struct tool_result *result);

/* Starts it with its output going to a file. */
pid_t tool_start(const char *const words[], const char *output);

#endif
