/* A disk under SQLite that can lose its power, lie about having written, or run full. It stands as
 * SQLite's default VFS in front of the real one, so the store under test is the one that is
 * shipped.
 *
 * What was written and not yet synced is only pending: at a power cut each pending write may be
 * there, be missing, or be torn at a sector, each by itself, as drives reorder what they cache.
 * What was synced is there. Making and removing files counts as durable at once: SQLite syncs the
 * folder itself.
 */
#ifndef EM_FAKE_DISK_H
#define EM_FAKE_DISK_H

#include "fake/random.h"

#include <stdbool.h>

void fake_disk_install(void); /* once a process */

/* The power goes out at the n-th operation from now that would change the disk; 0: it stays on.
 * From then on everything fails until fake_disk_power_on. */
void fake_disk_cut_after(int64_t operations);
bool fake_disk_is_dead(void);
/* Whether the last cut fell on the database itself, that is, amid a checkpoint, and not on its log.
 */
bool fake_disk_died_in_checkpoint(void);
/* Leaves on the real disk what a reboot would find, and forgets the rest. */
void fake_disk_power_on(struct fake_random *random);

/* The drive says "synced" and does nothing: the control that shows what syncing is for. */
void fake_disk_lie(bool lies);
/* No file grows by more than this many bytes from now on; -1: no limit. */
void fake_disk_room(int64_t bytes);

#endif
