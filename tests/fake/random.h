/* Randomness that repeats: every fake of the same seed gives the same bytes in the same order. */
#ifndef EM_FAKE_RANDOM_H
#define EM_FAKE_RANDOM_H

#include "core/clock.h"

struct fake_random {
    struct em_random
        random; /* pass &fake.random; it points back to the fake, which must stay in place */
    uint64_t seed, calls;
};

void fake_random_init(struct fake_random *fake, uint64_t seed);
/* A number from 0 to limit - 1, for property tests; the small bias does not matter there. */
uint64_t fake_random_below(struct fake_random *fake, uint64_t limit);
int32_t fake_random_between(struct fake_random *fake, int32_t low, int32_t high); /* both too */

#endif
