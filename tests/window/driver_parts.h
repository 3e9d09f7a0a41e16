/* What the files of driver.h share. */
#ifndef EM_WINDOW_DRIVER_PARTS_H
#define EM_WINDOW_DRIVER_PARTS_H

#include "driver.h"

#include <stdint.h>

struct driver {
    struct driver_options options;
    struct display *display;
    struct trace *trace;
    int kiosk;    /* pid, 0 when it does not run */
    int ending;   /* of the last that ran, as waitpid has it */
    int patience; /* milliseconds */
    char trace_path[512];
    char error[512];
};

/* Leaves the sentence and returns false. */
bool driver_fail(struct driver *driver, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* True once `holds` does for the trace; false, with a sentence, at the deadline or when the kiosk
 * ends. */
typedef bool driver_condition(struct driver *driver, const char *a, const char *b);
bool driver_wait(struct driver *driver, driver_condition *holds, const char *a, const char *b);

int64_t driver_now(void); /* milliseconds, monotonic */

#endif
