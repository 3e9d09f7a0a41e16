#include "command.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const struct option_row *find(const struct option_row *rows, const char *word)
{
    for (; rows->name; rows++)
        if (strcmp(rows->name, word) == 0)
            return rows;
    return NULL;
}

int command_options(int argc, char **argv, const struct option_row *rows, const char **words,
                    int capacity)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            if (count == capacity) {
                fprintf(stderr, "emarge: there is a word too many: `%s`. See `emarge help %s`.\n",
                        argv[i], argv[0]);
                return -1;
            }
            words[count++] = argv[i];
            continue;
        }
        const struct option_row *row = find(rows, argv[i]);
        if (!row) {
            fprintf(stderr, "emarge: %s has no option %s. See `emarge help %s`.\n", argv[0],
                    argv[i], argv[0]);
            return -1;
        }
        if (!row->value) {
            *row->flag = true;
        } else if (i + 1 < argc) {
            *row->value = argv[++i];
        } else {
            fprintf(stderr, "emarge: %s needs a value. See `emarge help %s`.\n", argv[i], argv[0]);
            return -1;
        }
    }
    return count;
}

int command_fail(const struct em_error *error, int code)
{
    fprintf(stderr, "emarge: %s\n", error->text);
    return code;
}

static enum em_status read_line(int fd, char *out, size_t size, struct em_error *error)
{
    size_t used = 0;
    char byte;
    ssize_t got;
    while ((got = read(fd, &byte, 1)) == 1 && byte != '\n') {
        if (used + 1 == size)
            return em_fail(error, EM_INVALID, "The passphrase is longer than %zu bytes.", size - 1);
        out[used++] = byte;
    }
    out[used] = '\0';
    if (got < 0)
        return em_file_fail(error, errno, "Reading", "the passphrase");
    return EM_OK;
}

static enum em_status ask(int terminal, const char *question, char *out, size_t size,
                          struct em_error *error)
{
    struct termios shown, hidden;
    if (tcgetattr(terminal, &shown) != 0)
        return em_file_fail(error, errno, "Reading", "the terminal");
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    dprintf(terminal, "%s", question);
    enum em_status status = read_line(terminal, out, size, error);
    tcsetattr(terminal, TCSAFLUSH, &shown);
    dprintf(terminal, "\n");
    return status;
}

static enum em_status ask_terminal(int terminal, char *out, size_t size, bool twice,
                                   struct em_error *error)
{
    enum em_status status =
        ask(terminal,
            twice ? "New passphrase of the organiser: " : "Passphrase of the organiser: ", out,
            size, error);
    if (status != EM_OK || !twice)
        return status;
    char *again = em_alloc(size);
    status = ask(terminal, "The same again: ", again, size, error);
    if (status == EM_OK && strcmp(out, again) != 0)
        status = em_fail(error, EM_INVALID,
                         "The two passphrases differ. Nothing was made; start again.");
    sodium_memzero(again, size);
    free(again);
    return status;
}

enum em_status command_passphrase(char *out, size_t size, int fd, bool twice,
                                  struct em_error *error)
{
    enum em_status status;
    if (fd >= 0) {
        status = read_line(fd, out, size, error);
    } else {
        int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
        if (terminal < 0)
            return em_fail(
                error, EM_DENIED,
                "The organiser's passphrase is needed, and there is no terminal to ask for "
                "it. Give it on a file descriptor: --passphrase-fd 3 3<FILE.");
        status = ask_terminal(terminal, out, size, twice, error);
        close(terminal);
    }
    if (status == EM_OK && twice && out[0] == '\0')
        status = em_fail(error, EM_INVALID, "An empty passphrase protects nothing. Give one.");
    return status;
}

enum em_status command_fd(const char *text, int *fd, struct em_error *error)
{
    *fd = -1;
    if (!text)
        return EM_OK;
    char *end;
    long number = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || number < 0 || number > 1023)
        return em_fail(error, EM_INVALID,
                       "“%s” is no file descriptor. Give its number, for example 3.", text);
    *fd = (int)number;
    return EM_OK;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_step(struct progress *progress, const char *what, long long done, long long total)
{
    double now = seconds();
    if (progress->since == 0)
        progress->since = now;
    if (now - progress->since < 1 || now - progress->shown < 0.1 || !isatty(STDERR_FILENO))
        return;
    progress->shown = now;
    fprintf(stderr, "\r  %s %lld of %lld\033[K", what, done, total);
}

void progress_end(struct progress *progress)
{
    if (progress->shown > 0)
        fputs("\r\033[K", stderr);
}
