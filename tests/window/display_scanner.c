#include "display_parts.h"
#include "folder.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <linux/input-event-codes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { X_OFFSET = 8, LAYOUT_MS = 60 };

void display_layout(struct display *display, const char *layout)
{
    const char *const command[] = {"/usr/bin/env", "setxkbmap", "-display", display->name,
                                   "-layout",      layout,      NULL};
    char *output;
    if (program_run(command, &output) != 0)
        display_die("setxkbmap cannot set the layout. Install the package x11-xkb-utils.");
    free(output);
    display_pause(LAYOUT_MS); /* until every program has heard of it */
}

static void send_key(struct display *display, unsigned code, bool down)
{
    XTestFakeKeyEvent(display->x, code + X_OFFSET, down, CurrentTime);
}

void display_caps_lock(struct display *display, bool on)
{
    XkbLockModifiers(display->x, XkbUseCoreKbd, LockMask, on ? LockMask : 0);
    XSync(display->x, False);
}

/* The key of a US keyboard on which the character stands. */
static unsigned code_of(char c, bool *shift)
{
    static const char rows[][4][14] = {
        {"1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\zxcvbnm,./"},
        {"!@#$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\"~", "|ZXCVBNM<>?"},
    };
    static const unsigned first[] = {KEY_1, KEY_Q, KEY_A, KEY_BACKSLASH};
    for (int level = 0; level < 2; level++)
        for (int row = 0; row < 4; row++) {
            const char *at = strchr(rows[level][row], c);
            *shift = level == 1;
            if (c && at)
                return first[row] + (unsigned)(at - rows[level][row]);
        }
    *shift = false;
    if (c != ' ')
        display_die("No key of a US keyboard types that character.");
    return KEY_SPACE;
}

static void scan_key(struct display *display, unsigned code, bool shift)
{
    if (shift)
        send_key(display, KEY_LEFTSHIFT, true);
    send_key(display, code, true);
    send_key(display, code, false);
    if (shift)
        send_key(display, KEY_LEFTSHIFT, false);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int display_scan(struct display *display, const char *text, int gap, enum display_end end)
{
    int64_t before = now_ms(), longest = 0;
    for (const char *c = text; *c; c++) {
        bool shift;
        unsigned code = code_of(*c, &shift);
        scan_key(display, code, shift);
        if (gap) {
            XSync(display->x, False);
            display_pause(gap);
        }
        int64_t now = now_ms();
        longest = now - before > longest ? now - before : longest;
        before = now;
    }
    if (end != DISPLAY_SILENCE)
        scan_key(display, end == DISPLAY_TAB ? KEY_TAB : KEY_ENTER, false);
    XSync(display->x, False);
    return (int)(now_ms() - before > longest ? now_ms() - before : longest);
}
