/* Cubic Bézier curves along samples of a smooth line: about as few as keep within a tolerance of
 * all of them, joined without a kink. For core/ink_outline.c.
 *
 * Least squares for the lengths of the two handles, as in P. J. Schneider, "An Algorithm for
 * Automatically Fitting Digitized Curves" (Graphics Gems, 1990), but of a few samples, and along
 * each one's normal alone: where on the curve it comes to lie does not matter, and the lengths need
 * no second round.
 */
#ifndef EM_CORE_INK_FIT_H
#define EM_CORE_INK_FIT_H

#include "core/ink_outline.h"

struct ink_sample {
    struct ink_place at, way; /* way: where the line goes there, of length 1 */
    double length;            /* from the first sample to this one; ink_fit measures it */
};

/* A piece of a path that goes on from where the last one ended. */
struct ink_piece {
    struct ink_place leave, arrive, to;
    bool curved; /* else a line to `to` */
};

struct ink_pieces { /* starts as {0} */
    struct ink_piece *items;
    size_t count, capacity;
};

void ink_pieces_add(struct ink_pieces *pieces, struct ink_piece piece);

/* Adds the pieces from the first of `count` samples, at least one, to the last. Between two that
 * follow each other the line turns by less than a right angle. */
void ink_fit(struct ink_pieces *pieces, struct ink_sample *samples, size_t count);

#endif
