/* Drawn ink as filled outlines, for paper: closed paths of lines and cubic Bézier curves, in units
 * of the pad (core/ink.h). Filled by the nonzero winding rule they have the shape of the ink's
 * capsules, to within INK_OUTLINE_REACH, in a small part of their number.
 *
 * A stroke becomes one path around all of it: along its left side, round its end, back along its
 * right side. Where it turns more sharply than its breadth allows, the outer side goes round the
 * point as an arc and the inner one through the point itself, so that no part of the path winds the
 * other way and punches a hole; where it turns back on itself, a new path begins. Overlapping paths
 * all wind the same way, so they only add up.
 *
 * No trigonometry, only roots and the four operations: the same ink gives the same outline on every
 * machine.
 */
#ifndef EM_CORE_INK_OUTLINE_H
#define EM_CORE_INK_OUTLINE_H

#include "core/ink.h"

/* Units between the outline and the capsules' edge, at most. At a thousandth of a pad that is
 * printed 60 mm wide it is less than a hundredth of a millimetre. */
#define INK_OUTLINE_REACH 0.15

struct ink_place {
    double x, y; /* units, x to the right and y down */
};

enum ink_verb { INK_MOVE, INK_LINE, INK_CURVE, INK_CLOSE };

struct ink_element {
    enum ink_verb verb;
    struct ink_place to;            /* none for INK_CLOSE */
    struct ink_place leave, arrive; /* control points of INK_CURVE */
};

struct ink_box {
    double left, top, right, bottom;
};

/* Starts as {0}. Drawing one ink after the other into the same outline asks for no new memory. */
struct ink_outline {
    struct ink_element *elements;
    size_t count, capacity;
    struct ink_box box; /* of the capsules, tight; all 0 for an empty ink */
    struct ink_outline_work *work;
};

/* Replaces what the outline held; an empty ink leaves no elements. */
void ink_outline_make(struct ink_outline *outline, const struct ink *ink);
void ink_outline_free(struct ink_outline *outline); /* leaves {0} */

#endif
