/* A kiosk on a virtual screen, driven from outside: it is seen through its trace and touched
 * through pointer and keys. What is asked for is waited for, up to a deadline.
 *
 * Every function that can fail returns false, and leaves one sentence in driver_error.
 */
#ifndef EM_WINDOW_DRIVER_H
#define EM_WINDOW_DRIVER_H

#include "display.h"
#include "trace.h"

struct driver;

struct driver_options {
    int width, height;
    const char *folder;       /* exists; gets kiosk.log and trace.jsonl */
    const char *const *kiosk; /* the command, ends with NULL; --trace is added */
    const char *frames;       /* as in display_start */
};

/* Starts the screen; the kiosk is started apart, because it may be started again. */
struct driver *driver_new(const struct driver_options *options);
void driver_free(struct driver *driver); /* kills the kiosk when it still runs; NULL is allowed */

bool driver_start(
    struct driver *driver); /* a new trace; true when the kiosk shows its first screen */
int driver_kiosk(const struct driver *driver); /* pid, 0 when it does not run */
bool driver_alive(struct driver *driver);
int driver_ending(const struct driver *driver); /* how the last kiosk ended, as waitpid has it */
void driver_kill(struct driver *driver);        /* SIGKILL */
bool driver_wait_end(struct driver *driver);

/* How many milliseconds to wait for anything, from now on; there is a usual one. */
void driver_set_patience(struct driver *driver, int milliseconds);

struct display *driver_display(struct driver *driver);
struct trace *driver_trace(struct driver *driver); /* read up to now */
const char *driver_error(const struct driver *driver);
/* Says the error and the last line of the trace on standard error, and leaves failed.png in the
 * folder. */
void driver_explain(struct driver *driver, const char *doing);

/* --- waiting; texts are compared whole --- */
bool driver_wait_screen(struct driver *driver, const char *screen);
bool driver_wait_language(struct driver *driver, const char *language);
bool driver_wait_node(struct driver *driver, const char *id);
bool driver_wait_value(struct driver *driver, const char *id, const char *value);
/* "" when the node is not there. */
bool driver_wait_label(struct driver *driver, const char *id, const char *label);
bool driver_wait_filled(struct driver *driver, const char *id); /* holds anything at all */
bool driver_wait_checked(struct driver *driver, const char *id);

/* --- doing --- */
bool driver_click(struct driver *driver, const char *id); /* scrolls there by wheel when it must */
bool driver_hold(struct driver *driver, const char *id);  /* a long press */
/* Taps keys of the on-screen keyboard, each named by a character of the text: "key/a", "key/space".
 */
bool driver_tap(struct driver *driver, const char *text);
bool driver_type(struct driver *driver, const char *text);
bool driver_press(struct driver *driver, const char *keys);
/* Presses Tab until the node has the focus. */
bool driver_tab_to(struct driver *driver, const char *id);
/* Draws a signature of several strokes across the node, as fast as a hand does. */
bool driver_draw(struct driver *driver, const char *id);
bool driver_picture(struct driver *driver, const char *path);

#endif
