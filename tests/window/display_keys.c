#include "display_parts.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A pause after which every program has heard that a key means something else now; and that of a
 * quick typist, because the kiosk takes what is quicker than any hand for a scanner. */
enum { REMAP_MS = 15, KEY_MS = 60 };

static void send_key(struct display *display, KeyCode code, bool down)
{
    XTestFakeKeyEvent(display->x, code, down, CurrentTime);
    XSync(display->x, False);
}

static void tap(struct display *display, KeyCode code, bool shift)
{
    KeyCode shift_code = XKeysymToKeycode(display->x, XK_Shift_L);
    if (shift)
        send_key(display, shift_code, true);
    send_key(display, code, true);
    send_key(display, code, false);
    if (shift)
        send_key(display, shift_code, false);
    display_pause(KEY_MS);
}

/* Xlib's own idea of the keyboard changes only when it reads of it. */
static void hear_of_new_meanings(struct display *display)
{
    while (XPending(display->x)) {
        XEvent event;
        XNextEvent(display->x, &event);
        if (event.type == MappingNotify)
            XRefreshKeyboardMapping(&event.xmapping);
    }
}

/* A key without any meaning is given this one, with and without Shift, and keeps it. */
static KeyCode teach(struct display *display, KeySym symbol)
{
    int lowest, highest, width;
    XDisplayKeycodes(display->x, &lowest, &highest);
    KeySym *map = XGetKeyboardMapping(display->x, (KeyCode)lowest, highest - lowest + 1, &width);
    KeyCode free_code = 0;
    for (int code = lowest; code <= highest && !free_code; code++) {
        bool used = false;
        for (int i = 0; i < width; i++)
            used = used || map[(code - lowest) * width + i] != NoSymbol;
        if (!used)
            free_code = (KeyCode)code;
    }
    XFree(map);
    if (!free_code)
        display_die("No key is free for another character.");
    KeySym both[2] = {symbol, symbol};
    XChangeKeyboardMapping(display->x, free_code, 2, both, 1);
    XSync(display->x, False);
    hear_of_new_meanings(display);
    display_pause(REMAP_MS);
    return free_code;
}

static void tap_symbol(struct display *display, KeySym symbol)
{
    KeyCode code = XKeysymToKeycode(display->x, symbol);
    bool plain = code && XkbKeycodeToKeysym(display->x, code, 0, 0) == symbol;
    bool shifted = code && XkbKeycodeToKeysym(display->x, code, 0, 1) == symbol;
    if (!plain && !shifted) {
        code = teach(display, symbol);
        plain = true;
    }
    tap(display, code, !plain);
}

/* Latin-1 code points are their own symbols; the others lie above 0x01000000 (X11 protocol,
 * appendix A). */
static KeySym symbol_of(uint32_t character)
{
    return character < 0x100 ? character : 0x01000000 | character;
}

static uint32_t next_character(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    int more = at[0] >= 0xF0 ? 3 : at[0] >= 0xE0 ? 2 : at[0] >= 0xC0 ? 1 : 0;
    uint32_t character = more ? at[0] & (0x3F >> more) : at[0];
    for (int i = 1; i <= more; i++)
        character = character << 6 | (at[i] & 0x3F);
    *text += more + 1;
    return character;
}

void display_type(struct display *display, const char *text)
{
    while (*text)
        tap_symbol(display, symbol_of(next_character(&text)));
}

static KeySym modifier_named(const char *name, size_t length)
{
    static const struct {
        const char *name;
        KeySym symbol;
    } modifiers[] = {{"shift", XK_Shift_L}, {"ctrl", XK_Control_L}, {"alt", XK_Alt_L}};
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        if (strlen(modifiers[i].name) == length && !strncmp(name, modifiers[i].name, length))
            return modifiers[i].symbol;
    return NoSymbol;
}

void display_press(struct display *display, const char *keys)
{
    const char *plus = strchr(keys, '+');
    if (!plus) {
        KeySym symbol = XStringToKeysym(keys);
        if (symbol == NoSymbol)
            display_die("There is no key of that name.");
        tap_symbol(display, symbol);
        return;
    }
    KeyCode modifier = XKeysymToKeycode(display->x, modifier_named(keys, (size_t)(plus - keys)));
    send_key(display, modifier, true);
    display_press(display, plus + 1);
    send_key(display, modifier, false);
}
