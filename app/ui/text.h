/* Text as the interface measures it: faces, lines, wrapping. Drawing is the platform's.
 *
 * A struct ui_metrics is implemented by platform/font (real fonts) and by a fake in tests.
 */
#ifndef EM_UI_TEXT_H
#define EM_UI_TEXT_H

#include <stddef.h>

enum ui_face {
    UI_FACE_SANS,
    UI_FACE_SANS_BOLD, /* weight 600 */
    UI_FACE_SERIF,
    UI_FACE_SERIF_BOLD,
    UI_FACE_SERIF_ITALIC,
    UI_FACE_DISPLAY, /* Noto Serif Display */
    UI_FACES,
};

struct ui_font {
    enum ui_face face;
    int px; /* em size in window pixels */
};

struct ui_metrics {
    /* Advance in pixels of `length` bytes of UTF-8 as one shaped line (bidi, scripts, fallback). */
    int (*width)(void *context, struct ui_font font, const char *text, size_t length);
    /* Pixels from the top of a line to the baseline, and to the descenders' end, of the main face.
     */
    int (*ascent)(void *context, struct ui_font font);
    int (*height)(void *context, struct ui_font font);
    /* Overwrites every text that it remembers; NULL when it remembers none. */
    void (*forget)(void *context);
    void *context;
};

struct ui_line {
    size_t from, to; /* bytes; trailing spaces left out */
    int width;       /* pixels */
};

#define UI_MAX_LINES 512

/* Breaks text into lines no wider than `width` pixels at UAX #14 opportunities (ICU), at a grapheme
 * when one word is wider than a line, and at "\n". Returns how many lines; at most `capacity` are
 * written. */
size_t ui_wrap(const struct ui_metrics *metrics, struct ui_font font, const char *text, int width,
               struct ui_line *lines, size_t capacity);

/* The widest unbreakable piece, in pixels. */
int ui_widest_word(const struct ui_metrics *metrics, struct ui_font font, const char *text);

#endif
