/* What a person does, as the platform reports it. Positions in window pixels, time in microseconds
 * of the monotonic clock.
 */
#ifndef EM_UI_EVENT_H
#define EM_UI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum ui_event_kind {
    UI_EVENT_NONE,
    UI_EVENT_DOWN, /* a pointer touches */
    UI_EVENT_MOVE, /* a touching pointer moves; hovering is not reported */
    UI_EVENT_UP,
    UI_EVENT_CANCEL, /* the touch was taken away by the system */
    UI_EVENT_WHEEL,
    UI_EVENT_KEY,
    UI_EVENT_TEXT,    /* text from a physical keyboard or its input method */
    UI_EVENT_PASTE,   /* the clipboard's text, any bytes */
    UI_EVENT_SCAN,    /* what a badge scanner read, any bytes; it reaches no text field */
    UI_EVENT_SCANNER, /* the scanner came or went: struct ui_scanner has changed */
    UI_EVENT_RESIZE,
    UI_EVENT_EXPOSE, /* the window's pixels were lost: show all again */
    UI_EVENT_QUIT,   /* the window manager asks to close */
};

enum ui_key {
    UI_KEY_OTHER,
    UI_KEY_TAB,
    UI_KEY_ENTER,
    UI_KEY_SPACE, /* reported beside the UI_EVENT_TEXT " " that follows */
    UI_KEY_ESCAPE,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_Q, /* only reported with control */
};

struct ui_event {
    enum ui_event_kind kind;
    int64_t at;
    int pointer;  /* 0 the mouse, 1 and more a finger; stable from DOWN to UP */
    int x, y;     /* DOWN MOVE UP WHEEL */
    float scroll; /* WHEEL: notches, up is positive */
    enum ui_key key;
    bool shift, control;
    bool repeat;       /* KEY: the key is held down and this is not its first */
    int width, height; /* RESIZE */
    /* TEXT, PASTE, SCAN: NUL-terminated, lives until the next event is asked for */
    const char *text;
};

/* The badge scanner, as far as the platform can tell. Nobody hears of a hand scanner that types,
 * until it scans. */
struct ui_scanner {
    enum { UI_SCANNER_WEDGE, UI_SCANNER_SERIAL } kind;
    bool alive;         /* wedge: it has scanned since the start; serial: its device is open */
    const char *device; /* serial: "/dev/ttyACM0" */
    const char *layout; /* wedge: the layout that it is taken to type, "us" */
    int64_t last;       /* when it last scanned, monotonic microseconds; 0: never */
};

/* What is to be heard, of the platform's few sounds (platform/sound.h). */
enum ui_sound {
    UI_SOUND_NONE,
    UI_SOUND_ACCEPTED,  /* two notes, rising */
    UI_SOUND_ATTENTION, /* one note, twice */
    UI_SOUND_REFUSED,   /* one low note, long */
};

#endif
