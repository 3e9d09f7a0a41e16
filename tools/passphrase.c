/* The organiser's passphrase: never an argument, never shown, wiped by whoever is done with it. */
#include "command.h"

#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Bytes up to the line's end or the file's; EM_NOT_FOUND, with an empty text, when there is not
 * even an empty line. A zero byte would hide what is behind it. */
static enum em_status read_line(int fd, char *out, size_t size, struct em_error *error)
{
    size_t used = 0;
    char byte;
    ssize_t got;
    while ((got = read(fd, &byte, 1)) == 1 && byte != '\n') {
        if (byte == '\0')
            return em_fail(error, EM_INVALID, "The passphrase is no text: it has a zero byte.");
        if (used + 1 == size)
            return em_fail(error, EM_INVALID,
                           "The passphrase is longer than %zu bytes. Take a shorter one.",
                           size - 1);
        out[used++] = byte;
    }
    out[used] = '\0';
    if (got == 0 && used == 0)
        return EM_NOT_FOUND;
    return got < 0 ? EM_IO : EM_OK;
}

static enum em_status from_descriptor(int fd, char *out, size_t size, struct em_error *error)
{
    enum em_status status = read_line(fd, out, size, error);
    if (status == EM_IO)
        em_fail(error, status,
                "The passphrase could not be read from file descriptor %d: %s. Open it for "
                "reading, for example --passphrase-fd 3 3<FILE.",
                fd, strerror(errno));
    return status == EM_NOT_FOUND ? EM_OK : status;
}

/* Who presses Ctrl+C at the question must not be left with a terminal that shows nothing. */
static volatile sig_atomic_t interrupted;
static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
#define INTERRUPTS (sizeof interrupts / sizeof *interrupts)

static void note_interrupt(int number)
{
    interrupted = number;
}

static enum em_status ask(int terminal, const char *question, char *out, size_t size,
                          struct em_error *error)
{
    struct sigaction before[INTERRUPTS], noting = {.sa_handler = note_interrupt};
    struct termios shown, hidden;
    if (tcgetattr(terminal, &shown) != 0)
        return em_fail(error, EM_IO, "The terminal cannot be asked: %s.", strerror(errno));
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    interrupted = 0;
    for (size_t i = 0; i < INTERRUPTS; i++)
        sigaction(interrupts[i], &noting, &before[i]);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    dprintf(terminal, "%s", question);
    enum em_status status = read_line(terminal, out, size, error);
    if (status == EM_IO || status == EM_NOT_FOUND) /* Ctrl+D */
        em_fail(error, status, "No passphrase was given. Nothing was done; start again.");
    tcsetattr(terminal, TCSAFLUSH, &shown);
    dprintf(terminal, "\n");
    for (size_t i = 0; i < INTERRUPTS; i++)
        sigaction(interrupts[i], &before[i], NULL);
    if (interrupted) {
        sodium_memzero(out, size);
        raise(interrupted);
    }
    return status;
}

static enum em_status ask_twice(int terminal, char *out, size_t size, struct em_error *error)
{
    enum em_status status = ask(terminal, "New passphrase of the organiser: ", out, size, error);
    if (status != EM_OK || *out == '\0') /* an empty one is not worth asking for again */
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

static enum em_status from_terminal(char *out, size_t size, bool twice, struct em_error *error)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return em_fail(error, EM_DENIED,
                       "The organiser's passphrase is needed, and there is no terminal to ask for "
                       "it. Give it on a file descriptor: --passphrase-fd 3 3<FILE.");
    enum em_status status = twice
                                ? ask_twice(terminal, out, size, error)
                                : ask(terminal, "Passphrase of the organiser: ", out, size, error);
    close(terminal);
    return status;
}

enum em_status command_passphrase(char *out, size_t size, int fd, bool twice,
                                  struct em_error *error)
{
    enum em_status status =
        fd >= 0 ? from_descriptor(fd, out, size, error) : from_terminal(out, size, twice, error);
    if (status == EM_OK && twice && out[0] == '\0')
        status = em_fail(error, EM_INVALID, "An empty passphrase protects nothing. Give one.");
    if (status != EM_OK)
        sodium_memzero(out, size);
    return status;
}
