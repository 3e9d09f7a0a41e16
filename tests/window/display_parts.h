/* What the files of display.h share. */
#ifndef EM_WINDOW_DISPLAY_PARTS_H
#define EM_WINDOW_DISPLAY_PARTS_H

#include "display.h"

#include <X11/Xlib.h>

struct display {
    Display *x;
    char name[16];
    int server; /* pid */
};

_Noreturn void display_die(const char *sentence);

#endif
