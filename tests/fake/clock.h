/* A clock that stands still, or goes by a step at each reading. */
#ifndef EM_FAKE_CLOCK_H
#define EM_FAKE_CLOCK_H

#include "core/clock.h"

struct fake_clock {
    struct em_clock
        clock;          /* pass &fake.clock; it points back to the fake, which must stay in place */
    int64_t wall, mono; /* what is read next; set them freely */
    int64_t step;       /* microseconds that both go on after each reading of either; 0 at first */
};

#define FAKE_CLOCK_WALL INT64_C(1481276832345678) /* 2016-12-09T09:47:12.345678Z */

/* Wall at FAKE_CLOCK_WALL, mono at one second. */
void fake_clock_init(struct fake_clock *fake);
void fake_clock_advance(struct fake_clock *fake, int64_t us); /* both */

#endif
