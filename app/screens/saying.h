/* What the door says, whatever the moment: it waits, an answer, or that nothing was recorded. The
 * door's screen shows it (door.c).
 */
#ifndef EM_SCREENS_SAYING_H
#define EM_SCREENS_SAYING_H

#include "screens/duty.h"

#define SAYING_LINES 4

/* Strings live until the next build. */
struct saying {
    struct duty_face face; /* look PAPER: the door waits */
    const char *word;      /* traced: the verdict's, or "" */
    const char *bold;      /* NULL: none */
    bool personal;         /* bold is the name */
    const char *lines[SAYING_LINES];
    int count;
    int name_line; /* 1 and more: the line that is the name */
};

struct saying saying_of(struct screen_context *context);

#endif
