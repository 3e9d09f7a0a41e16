/* A member of staff's shift at a door: badges are scanned one after the other, what must be
 * answered is known before, and is looked up on the screen at once and in the kiosk's store
 * afterwards.
 */
#ifndef EM_WINDOW_SHIFT_H
#define EM_WINDOW_SHIFT_H

#include "doors.h"
#include "driver.h"

#define SHIFT_SCANS 1200 /* at most */

/* Brings a code before the scanner; `n` counts them. */
typedef void shift_scanner(void *context, const char *code, size_t n);

/* What must stand in the store. */
struct shift_entry {
    const char *kind, *verdict; /* verdict NULL: the kind has none */
    const char *delegate;       /* "" while nobody knows whose badge it is */
};

struct shift {
    struct driver *driver;
    struct doors *doors;
    shift_scanner *scan;
    void *context;
    bool out; /* who is scanned leaves */
    size_t next[HOLDERS], strangers;
    struct shift_entry entries[SHIFT_SCANS];
    size_t count, wrong;
};

/* Opens the door of the hall with the staff badge, from the welcome screen. */
bool shift_begin(struct shift *shift);
/* Locks, by the same badge. */
bool shift_end(struct shift *shift);
/* In or out, from now on. */
bool shift_turn(struct shift *shift, bool out);
/* That many badges of all sorts. False when so much went wrong that going on is of no use. */
bool shift_serve(struct shift *shift, size_t scans);

/* Whether the kiosk's log has exactly what was answered, in its order; says what it has instead. */
bool shift_is_recorded(const struct shift *shift);

/* A code that no badge has, each time another: in the form of ours, or of a ticket. */
void shift_stranger(struct shift *shift, char code[64]);

#endif
