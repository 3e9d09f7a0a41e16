/* A virtual screen (Xvfb) and the hands at it: pointer and keys through XTest, so that the program
 * under test gets what it would get from a mouse and a keyboard, from another process.
 *
 * Positions are pixels of the screen. What cannot go on (no Xvfb, no XTest) ends the process with a
 * sentence.
 */
#ifndef EM_WINDOW_DISPLAY_H
#define EM_WINDOW_DISPLAY_H

#include <stdbool.h>

struct display;

/* Starts an Xvfb of that size on a display number that is free; it ends with this process. With
 * `frames`, a folder, its pixels lie there in the file Xvfb_screen0 (an X window dump), and no
 * cursor is among them; NULL for neither. */
struct display *display_start(int width, int height, const char *frames);
void display_stop(struct display *display);              /* NULL is allowed */
const char *display_name(const struct display *display); /* ":7" */

void display_move(struct display *display, int x, int y);
void display_button(struct display *display, unsigned button,
                    bool down); /* 1 left, 4 and 5 the wheel */

/* Types UTF-8 text. A character that the keyboard has not is put on a key that is free. */
void display_type(struct display *display, const char *text);
/* One press of a key by its X name, after its modifiers: "Tab", "shift+Tab", "ctrl+q". */
void display_press(struct display *display, const char *keys);

/* --- a hand scanner that types --- */

/* The keyboard has this XKB layout from now on: "fr". */
void display_layout(struct display *display, const char *layout);
void display_caps_lock(struct display *display, bool on);
enum display_end { DISPLAY_ENTER, DISPLAY_TAB, DISPLAY_SILENCE };
/* Presses the keys on which the ASCII text stands on a US keyboard, whatever they mean here, with
 * `gap` milliseconds from one to the next; a Shift for each that needs one. The longest that it
 * took from one to the next, in milliseconds: more, when the machine was busy. */
int display_scan(struct display *display, const char *text, int gap, enum display_end end);

/* Asks every window on the screen to close, as a window manager does (ICCCM 4.2.8.1). */
void display_ask_to_close(struct display *display);

/* Writes what is on the screen as a PNG. False when the file cannot be written. */
bool display_picture(struct display *display, const char *path);

/* Sleeps; what a hand needs between two doings. */
void display_pause(int milliseconds);

#endif
