/* A keyboard at which a hand scanner and a person type: keys go to the wedge as platform/input.c
 * passes them on, and what it lets through and what it scans is written down. What fails here fails
 * the test.
 */
#ifndef EM_FAKE_TYPING_H
#define EM_FAKE_TYPING_H

#include "platform/key_text.h"
#include "platform/wedge.h"

#define MS 1000

/* Usages of the keys that have a name here. */
enum { KEY_A = 0x04, KEY_ENTER = 0x28, KEY_ESCAPE, KEY_BACKSPACE, KEY_TAB, KEY_SPACE };
enum { KEY_CAPS = 0x39, KEY_PAD_ENTER = 0x58, KEY_CONTROL = 0xE0, KEY_SHIFT, KEY_ALT_GR = 0xE6 };

struct typing {
    struct wedge wedge;
    struct key_text *text;
    int64_t now;
    unsigned held[200];
    size_t held_count;
    unsigned typed[2000]; /* usages, in the order in which they were passed on */
    size_t typed_count;
    char scans[4][WEDGE_MAX * 4 + 1];
    size_t scan_count;
    int64_t longest_wait; /* from a key's press until it was passed on */
    int64_t pressed[200]; /* when the held ones were */
};

/* The set-up and the tear-down of a test; its state is the typing. The layout is "us". */
int typing_set_up(void **state);
int typing_tear_down(void **state);
/* Under a layout; ends with typing_tear_down. */
void typing_begin(void **state, const char *layout);

void typing_key(struct typing *at, unsigned usage, bool down, bool repeat);
void typing_tap(struct typing *at, unsigned usage);
/* The key of a letter, digit or sign without Shift. */
unsigned typing_usage(char c);
/* Time passes, and the deadlines in it are kept. */
void typing_wait(struct typing *at, int64_t us);
void typing_lose_focus(struct typing *at);

/* A code that stands for any of ours. */
#define TYPING_CODE "BDFHKNPRTVXCEGJSBBDDDDFFXXXVCRST"
/* As a scanner sends it: capitals with a Shift of their own each; a key that was let go at the very
 * time at which it is pressed again has no release, and SDL calls it a repeat. */
void typing_scan(struct typing *at, const char *code, int64_t gap);

void typing_expect_scan(const struct typing *at, size_t nth, const char *text);
/* Letters, as the keys were passed on; '*' for any other key. */
void typing_expect(const struct typing *at, const char *letters);

#endif
