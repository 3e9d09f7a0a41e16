/* Between SDL's keys and the interface: keys and the text that they make are held back together
 * while they may be a scan (platform/wedge.h), then passed on in their order, or given as the scan.
 */
#ifndef EM_PLATFORM_HELD_KEYS_H
#define EM_PLATFORM_HELD_KEYS_H

#include "platform/key_text.h"
#include "platform/wedge.h"

#include <SDL.h>

struct held_keys {
    struct key_text *text; /* NULL: no scanner types here, and nothing is held */
    struct wedge wedge;
    SDL_Event
        *events; /* up to `given` were passed on, up to `released` may be, the others not yet */
    size_t given, released, count, room;
    int64_t newest; /* time of the latest key */
    bool scanned;   /* `scan` waits to be given */
    int64_t scanned_at;
    char scan[sizeof(((struct wedge *)0)->text)];
};

/* Takes the text over; NULL stops holding. What is held is passed on. */
void held_keys_use(struct held_keys *held, struct key_text *text);
void held_keys_stop(struct held_keys *held);

/* SDL_KEYDOWN, SDL_KEYUP or SDL_TEXTINPUT. */
void held_keys_take(struct held_keys *held, const SDL_Event *event, int64_t now);
/* It is `now`, and SDL has no event from before. */
void held_keys_wait(struct held_keys *held, int64_t now);
int64_t held_keys_deadline(const struct held_keys *held); /* of held_keys_wait; INT64_MAX: none */
/* Another window has the keyboard. */
void held_keys_lose_focus(struct held_keys *held);

/* What is to be given next: the scan, then the keys that were typed, one by one. */
bool held_keys_scan(struct held_keys *held); /* held->scan, until the next call of anything here */
const SDL_Event *held_keys_next(struct held_keys *held); /* NULL: none; until the next take */

#endif
