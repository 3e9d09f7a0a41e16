/* A kernel or a file system that cannot do something, for this process and those it starts. */
#ifndef EM_FAKE_REFUSAL_H
#define EM_FAKE_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

/* From now on the system call fails with `number` when its argument (0: the first) has one of the
 * bits. There is no way back, so this is for a child. False where seccomp is not to be had. */
bool fake_refuse(int call, int argument, uint32_t bits, int number);

#endif
