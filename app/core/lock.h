/* The lock on a data folder: one process writes there (DESIGN, invariant 6). It is the system's own
 * lock on DATA/emarge.lock, so it ends with the process however that ends; the file stays. */
#ifndef EM_CORE_LOCK_H
#define EM_CORE_LOCK_H

#include "core/status.h"

/* *handle is for lock_release. EM_BUSY names the process that has it; else as core/file.h. */
enum em_status lock_acquire(int *handle, const char *data_dir, struct em_error *error);
void lock_release(int handle); /* -1 is allowed */

#endif
