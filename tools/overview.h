/* The page of `emarge` itself: its verbs, and in which order a summit needs them.
 */
#ifndef EM_TOOLS_OVERVIEW_H
#define EM_TOOLS_OVERVIEW_H

#include "manual.h"

enum {
    OVERVIEW_VERBS = 0
#define COMMAND(name) +1
#include "commands.def"
#undef COMMAND
};

/* `page` points into it, so it stays where it is. */
struct overview {
    struct manual_item verbs[OVERVIEW_VERBS + 1];
    struct manual_section sections[2];
    struct manual manual;
    struct manual_page page;
};

void overview_make(struct overview *out);

#endif
