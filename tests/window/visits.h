/* The visits that the window tests play, and what must stand in the list afterwards.
 */
#ifndef EM_WINDOW_VISITS_H
#define EM_WINDOW_VISITS_H

#include "script.h"

struct visit {
    const char *name;
    const struct step *steps; /* from welcome to welcome */
    const char *row;          /* JSON: fields of the exported row */
};

#define VISITS 3
/* French by pointer with drawn ink; English by keyboard alone with a typed signature; Spanish with
 * a change of language in the middle. */
extern const struct visit visits[VISITS];

/* The shortest way to the screen "review", and from there to "recorded". */
extern const struct step visit_short[], visit_record[];

/* "A-41" out of the trace of the screen "recorded"; "" when it does not show one. */
void visit_number(struct driver *driver, char number[32]);

#endif
