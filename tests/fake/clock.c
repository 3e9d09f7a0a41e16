#include "fake/clock.h"

static int64_t read_clock(struct fake_clock *fake, int64_t now)
{
    fake->wall += fake->step;
    fake->mono += fake->step;
    return now;
}

static int64_t read_wall(void *context)
{
    struct fake_clock *fake = context;
    return read_clock(fake, fake->wall);
}

static int64_t read_mono(void *context)
{
    struct fake_clock *fake = context;
    return read_clock(fake, fake->mono);
}

void fake_clock_init(struct fake_clock *fake)
{
    *fake = (struct fake_clock){
        .clock = {.wall_us = read_wall, .mono_us = read_mono, .context = fake},
        .wall = FAKE_CLOCK_WALL,
        .mono = 1000000,
    };
}

void fake_clock_advance(struct fake_clock *fake, int64_t us)
{
    fake->wall += us;
    fake->mono += us;
}
