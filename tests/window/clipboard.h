/* A clipboard that holds what a test wants pasted, whatever its bytes are.
 *
 * It is owned by a process of its own, because whoever pastes asks the owner, who must answer at
 * any time.
 */
#ifndef EM_WINDOW_CLIPBOARD_H
#define EM_WINDOW_CLIPBOARD_H

#include <stddef.h>

struct clipboard;

/* Owned when this returns. `display`: its name. Ends the process when it cannot be. */
struct clipboard *clipboard_offer(const char *display, const char *bytes, size_t size);
void clipboard_withdraw(struct clipboard *clipboard); /* NULL is allowed */

#endif
