#include "seat.h"

#include "samples.h"

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

static const double patience = 10; /* seconds */

void seat_prepare(struct seat *seat)
{
    bool memory = access("/dev/shm", W_OK) == 0;
    snprintf(seat->frames, sizeof seat->frames, "%s/emarge-bench-XXXXXX",
             memory ? "/dev/shm" : "/tmp");
    if (!mkdtemp(seat->frames)) {
        fprintf(stderr, "%s cannot be made: %s.\n", seat->frames, strerror(errno));
        exit(1);
    }
}

void seat_take(struct seat *seat, struct display *display)
{
    seat->display = display;
    seat->frame = frame_open(seat->frames);
    seat->hand = XOpenDisplay(display_name(display));
    if (!seat->hand) {
        fputs("The virtual screen takes no second connection.\n", stderr);
        exit(1);
    }
}

void seat_leave(struct seat *seat)
{
    XCloseDisplay(seat->hand);
    frame_close(seat->frame);
    seat->hand = seat->frame = NULL;
}

void seat_clear(struct seat *seat)
{
    rmdir(seat->frames);
    *seat = (struct seat){0};
}

pid_t seat_start(struct seat *seat, const char *const *command, const char *log)
{
    fflush(NULL);
    pid_t program = fork();
    if (program != 0)
        return program;
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    setenv("DISPLAY", display_name(seat->display), 1);
    setenv("SDL_VIDEODRIVER", "x11", 1);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execv(command[0], (char *const *)command);
    fprintf(stderr, "%s cannot be started: %s.\n", command[0], strerror(errno));
    _exit(127);
}

void seat_end(pid_t program)
{
    double start = samples_now();
    kill(program, SIGTERM);
    while (samples_now() - start < patience) {
        if (waitpid(program, NULL, WNOHANG) == program)
            return;
        display_pause(2);
    }
    kill(program, SIGKILL);
    waitpid(program, NULL, 0);
}

void seat_move(struct seat *seat, int x, int y)
{
    XTestFakeMotionEvent(seat->hand, 0, x, y, CurrentTime);
    XFlush(seat->hand);
}

void seat_button(struct seat *seat, bool down)
{
    XTestFakeButtonEvent(seat->hand, 1, down, CurrentTime);
    XFlush(seat->hand);
}

double seat_wait_covered(const struct seat *seat, bool covered)
{
    static const struct timespec moment = {0, 100000};
    double start = samples_now(), now = start;
    while (frame_covered(seat->frame) != covered && now - start < patience) {
        nanosleep(&moment, NULL);
        now = samples_now();
    }
    return now - start < patience ? now - start : -1;
}
