#include "driver_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 15000, LOOK_MS = 2, MOST_ARGUMENTS = 32 };

int64_t driver_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool driver_fail(struct driver *driver, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(driver->error, sizeof driver->error, format, args);
    va_end(args);
    return false;
}

struct driver *driver_new(const struct driver_options *options)
{
    struct driver *driver = calloc(1, sizeof *driver);
    if (!driver)
        abort();
    driver->options = *options;
    driver->patience = PATIENCE_MS;
    snprintf(driver->trace_path, sizeof driver->trace_path, "%s/trace.jsonl", options->folder);
    driver->display = display_start(options->width, options->height, options->frames);
    return driver;
}

void driver_free(struct driver *driver)
{
    if (!driver)
        return;
    driver_kill(driver);
    trace_close(driver->trace);
    display_stop(driver->display);
    free(driver);
}

static _Noreturn void become_kiosk(const struct driver *driver)
{
    const char *arguments[MOST_ARGUMENTS + 3];
    int count = 0;
    while (driver->options.kiosk[count] && count < MOST_ARGUMENTS) {
        arguments[count] = driver->options.kiosk[count];
        count++;
    }
    arguments[count++] = "--trace";
    arguments[count++] = driver->trace_path;
    arguments[count] = NULL;
    char log[512];
    snprintf(log, sizeof log, "%s/kiosk.log", driver->options.folder);
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    setenv("DISPLAY", display_name(driver->display), 1);
    setenv("SDL_VIDEODRIVER", "x11", 1);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execv(arguments[0], (char *const *)arguments);
    fprintf(stderr, "%s cannot be started: %s.\n", arguments[0], strerror(errno));
    _exit(127);
}

static bool shows_a_screen(struct driver *driver, const char *a, const char *b)
{
    (void)a, (void)b;
    return *trace_screen(driver->trace) != '\0';
}

bool driver_start(struct driver *driver)
{
    trace_close(driver->trace);
    unlink(driver->trace_path);
    driver->trace = trace_open(driver->trace_path);
    fflush(NULL);
    driver->kiosk = fork();
    if (driver->kiosk == 0)
        become_kiosk(driver);
    return driver_wait(driver, shows_a_screen, NULL, NULL) ||
           driver_fail(driver, "The kiosk showed no screen. What it said is in %s/kiosk.log.",
                       driver->options.folder);
}

int driver_kiosk(const struct driver *driver)
{
    return driver->kiosk;
}

bool driver_alive(struct driver *driver)
{
    if (driver->kiosk && waitpid(driver->kiosk, &driver->ending, WNOHANG) == driver->kiosk)
        driver->kiosk = 0;
    return driver->kiosk != 0;
}

void driver_kill(struct driver *driver)
{
    if (!driver->kiosk)
        return;
    kill(driver->kiosk, SIGKILL);
    waitpid(driver->kiosk, &driver->ending, 0);
    driver->kiosk = 0;
}

int driver_ending(const struct driver *driver)
{
    return driver->ending;
}

bool driver_wait_end(struct driver *driver)
{
    int64_t deadline = driver_now() + driver->patience;
    while (driver_alive(driver) && driver_now() < deadline)
        display_pause(LOOK_MS);
    return !driver->kiosk || driver_fail(driver, "The kiosk did not end when it was asked to.");
}

void driver_set_patience(struct driver *driver, int milliseconds)
{
    driver->patience = milliseconds;
}

struct display *driver_display(struct driver *driver)
{
    return driver->display;
}

struct trace *driver_trace(struct driver *driver)
{
    trace_read(driver->trace);
    return driver->trace;
}

const char *driver_error(const struct driver *driver)
{
    return driver->error;
}

void driver_explain(struct driver *driver, const char *doing)
{
    char path[512];
    snprintf(path, sizeof path, "%s/failed.png", driver->options.folder);
    bool seen = display_picture(driver->display, path);
    fprintf(stderr, "%s: %s\nThe screen: %s\nThe last line of the trace:\n%s\n", doing,
            driver->error, seen ? path : "no picture could be taken", trace_line(driver->trace));
}

bool driver_wait(struct driver *driver, driver_condition *holds, const char *a, const char *b)
{
    int64_t deadline = driver_now() + driver->patience;
    for (;;) {
        trace_read(driver->trace);
        if (holds(driver, a, b))
            return true;
        if (!driver_alive(driver))
            return driver_fail(driver, "The kiosk ended.");
        if (driver_now() >= deadline)
            return driver_fail(driver, "It did not come about in %d ms.", driver->patience);
        display_pause(LOOK_MS);
    }
}

bool driver_picture(struct driver *driver, const char *path)
{
    return display_picture(driver->display, path) ||
           driver_fail(driver, "The picture %s cannot be written.", path);
}
