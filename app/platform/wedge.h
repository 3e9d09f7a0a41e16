/* A hand scanner that types, as a keyboard wedge does: tells its keys from those of a person.
 *
 * A run is keys that follow one another faster than hands can. While a run may still be a scan its
 * keys are held back; at its end they were typed by a person, and are passed on in their order, or
 * they were a scan, and no text field ever hears of them. A scan is a run of at least
 * WEDGE_TERMINATED characters with Enter or Tab behind it, or of WEDGE_UNTERMINATED and silence.
 * Where nothing takes letters, WEDGE_SHORT quicker than any hand are enough before Enter or Tab.
 *
 * Keys are USB HID usages (page 7, the numbers of SDL_Scancode), so neither the system's layout nor
 * Caps Lock matters: which levels hold is followed by Shift and the right Alt themselves. A press
 * of a key that is down counts as a press: SDL drops the release between two quick presses of one
 * key. What is pressed together with Control, the left Alt or a logo key types nothing; held as
 * part of a run, dropped from a scan. No time is asked for here: who calls says when.
 */
#ifndef EM_PLATFORM_WEDGE_H
#define EM_PLATFORM_WEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WEDGE_MAX          512 /* characters; a scan of more is given with no text at all */
#define WEDGE_TERMINATED   8
#define WEDGE_SHORT        3
#define WEDGE_UNTERMINATED 16
#define WEDGE_PATIENCE_US  50000  /* between two keys of a run, where people type */
#define WEDGE_STUTTER_US   150000 /* once the run is quicker than any hand: a scanner may falter */
#define WEDGE_CERTAIN_US   300000 /* the same, once there are WEDGE_TERMINATED characters */
#define WEDGE_QUICK_US     25000  /* the average gap of such a run */
#define WEDGE_LATE_TEXT_US 500000
#define WEDGE_NEUTRAL_MAX  64 /* keys of a run that type nothing */

enum { WEDGE_SHIFT = 1, WEDGE_LEVEL3 = 2 };

/* What a scanner's key types: UTF-8 into `out`, without a NUL; returns how many bytes. */
typedef size_t wedge_character(void *context, unsigned usage, unsigned levels, char out[8]);

struct wedge_key {
    int64_t at; /* microseconds; never before the last one's */
    unsigned usage;
    bool down;
    bool repeat; /* the key was down already */
};

enum wedge_answer {
    WEDGE_HOLD, /* keep it with what is held: it may be a scan */
    WEDGE_PASS, /* what is held was typed by a person, and so was this */
    WEDGE_TAKE, /* it belongs to a scan, and so does what is held: forget both */
    WEDGE_SCAN, /* the same, and the scan is complete: wedge.text */
};

struct wedge {
    wedge_character *character;
    void *context;
    int64_t patience; /* WEDGE_PATIENCE_US; more where nothing takes letters: runs may be slower */
    size_t least;     /* characters before an end: WEDGE_TERMINATED, or there WEDGE_SHORT */

    bool running;
    bool ended; /* the last key was the end of a scan, or follows it closely */
    int64_t first, last;
    size_t count; /* characters of the run; more than WEDGE_MAX: too many */
    size_t neutral;
    uint16_t keys[WEDGE_MAX]; /* usage, and levels above it */
    unsigned modifiers;       /* a bit for each of the usages E0 to E7 that is down */
    uint8_t down[32];         /* a bit for each usage */
    uint8_t typed[32];        /* down, and passed on */

    char text[WEDGE_MAX * 4 + 1]; /* of the last scan, until the next key */
};

void wedge_start(struct wedge *wedge, wedge_character *character, void *context);

/* When wedge_wait has something to say; INT64_MAX: never, nothing is held. */
int64_t wedge_deadline(const struct wedge *wedge);
/* It is `now`, and no key before it is still to come. WEDGE_HOLD: nothing has changed. */
enum wedge_answer wedge_wait(struct wedge *wedge, int64_t now);
/* A key; wedge_wait(key->at) was called before. */
enum wedge_answer wedge_key(struct wedge *wedge, const struct wedge_key *key);
/* Whether text that comes now, as late as an input method makes it, is that of a scan's keys. */
bool wedge_swallows(const struct wedge *wedge, int64_t now);
/* The keyboard is somebody else's now: WEDGE_PASS when keys are held. */
enum wedge_answer wedge_lose_focus(struct wedge *wedge);
void wedge_wipe(struct wedge *wedge); /* overwrites every key and text */

#endif
