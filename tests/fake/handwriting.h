/* Signatures that look as if a hand had drawn them: joined letters in waves, a capital, dots and
 * bars, a flourish, drawn by the real pen from parametric curves. Nobody's: the same seed gives the
 * same ink.
 */
#ifndef EM_FAKE_HANDWRITING_H
#define EM_FAKE_HANDWRITING_H

#include "core/ink.h"

#define HANDWRITING_LEAST 20
#define HANDWRITING_MOST  400

/* Clears the ink and draws about `points` points (a few more or less) on a pad of 1000 x 400. */
void handwriting_draw(struct ink *ink, uint64_t seed, int points);

/* Chance without a state: a number from 0 to limit - 1 that depends on the three alone. */
uint64_t handwriting_chance(uint64_t seed, uint64_t which, uint64_t limit);

#endif
