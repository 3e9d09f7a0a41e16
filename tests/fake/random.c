#include "fake/random.h"

#include <sodium.h>
#include <string.h>

static void fill(void *context, void *out, size_t size)
{
    struct fake_random *fake = context;
    uint8_t key[randombytes_SEEDBYTES] = {0};
    memcpy(key, &fake->seed, sizeof fake->seed);
    memcpy(key + sizeof fake->seed, &fake->calls, sizeof fake->calls);
    fake->calls++;
    randombytes_buf_deterministic(out, size, key);
}

void fake_random_init(struct fake_random *fake, uint64_t seed)
{
    *fake = (struct fake_random){.random = {.fill = fill, .context = fake}, .seed = seed};
}

uint64_t fake_random_below(struct fake_random *fake, uint64_t limit)
{
    uint64_t number;
    fill(fake, &number, sizeof number);
    return number % limit;
}

int32_t fake_random_between(struct fake_random *fake, int32_t low, int32_t high)
{
    return low + (int32_t)fake_random_below(fake, (uint64_t)(high - low) + 1);
}
