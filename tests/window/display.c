#include "display_parts.h"

#include <X11/extensions/XTest.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void display_die(const char *sentence)
{
    fprintf(stderr, "%s\n", sentence);
    exit(1);
}

void display_pause(int milliseconds)
{
    struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

static _Noreturn void become_server(int width, int height, const char *frames, int number_fd)
{
    char size[32], fd[16];
    snprintf(size, sizeof size, "%dx%dx24", width, height);
    snprintf(fd, sizeof fd, "%d", number_fd);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int quiet = open("/dev/null", O_WRONLY);
    int said = dup(STDERR_FILENO);
    fcntl(said, F_SETFD, FD_CLOEXEC);
    dup2(quiet, STDERR_FILENO); /* it speaks of every display number that is taken */
    execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", size, "-noreset", "-nolisten", "tcp",
           frames ? "-nocursor" : NULL, "-fbdir", frames, (char *)NULL);
    dup2(said, STDERR_FILENO);
    display_die("Xvfb cannot be started. Install the package xvfb.");
}

/* The server writes its number once it can be connected to. */
static void read_name(char name[16], int number_fd)
{
    name[0] = ':';
    size_t length = 1;
    while (length < 15 && read(number_fd, name + length, 1) == 1 && name[length] != '\n')
        length++;
    name[length] = '\0';
    if (length == 1)
        display_die("Xvfb ended before it had a screen.");
}

struct display *display_start(int width, int height, const char *frames)
{
    struct display *display = calloc(1, sizeof *display);
    int number[2];
    if (!display || pipe(number) < 0)
        display_die("No pipe can be made.");
    fflush(NULL);
    display->server = fork();
    if (display->server == 0) {
        close(number[0]);
        become_server(width, height, frames, number[1]);
    }
    close(number[1]);
    read_name(display->name, number[0]);
    close(number[0]);
    display->x = XOpenDisplay(display->name);
    int unused;
    if (!display->x || !XTestQueryExtension(display->x, &unused, &unused, &unused, &unused))
        display_die("Xvfb takes no connection, or has no XTest.");
    return display;
}

void display_stop(struct display *display)
{
    if (!display)
        return;
    XCloseDisplay(display->x);
    kill(display->server, SIGTERM);
    waitpid(display->server, NULL, 0);
    free(display);
}

const char *display_name(const struct display *display)
{
    return display->name;
}

void display_move(struct display *display, int x, int y)
{
    XTestFakeMotionEvent(display->x, 0, x, y, CurrentTime);
    XSync(display->x, False);
}

void display_button(struct display *display, unsigned button, bool down)
{
    XTestFakeButtonEvent(display->x, button, down, CurrentTime);
    XSync(display->x, False);
}

void display_ask_to_close(struct display *display)
{
    Window root, parent, *windows = NULL;
    unsigned count = 0;
    Atom protocols = XInternAtom(display->x, "WM_PROTOCOLS", False);
    XEvent event = {.xclient = {.type = ClientMessage, .message_type = protocols, .format = 32}};
    event.xclient.data.l[0] = (long)XInternAtom(display->x, "WM_DELETE_WINDOW", False);
    XQueryTree(display->x, DefaultRootWindow(display->x), &root, &parent, &windows, &count);
    for (unsigned i = 0; i < count; i++) {
        event.xclient.window = windows[i];
        XSendEvent(display->x, windows[i], False, NoEventMask, &event);
    }
    XFree(windows);
    XSync(display->x, False);
}
