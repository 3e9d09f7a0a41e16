/* Whether an outline is the shape of its ink. The judge knows nothing of how outlines are made: a
 * grid of places, each with its distance from the nearest capsule and its winding number.
 */
#ifndef EM_FAKE_INK_JUDGE_H
#define EM_FAKE_INK_JUDGE_H

#include "core/ink_outline.h"

/* Places that are more than `reach` on one side of the capsules' edge and on the other side of the
 * outline's. */
long ink_judge_wrong(const struct ink *ink, const struct ink_outline *outline, double reach);

/* The test fails unless each path begins, goes on and is closed, at places that are numbers. */
void ink_judge_assert_formed(const struct ink_outline *outline);
/* The test fails unless the outline that is made of the ink is such, fills what the ink covers to
 * within INK_OUTLINE_REACH, and lies in the smallest box. */
void ink_judge_assert(const struct ink *ink);

#endif
