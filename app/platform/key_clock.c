#include "platform/key_clock.h"

#include <SDL_syswm.h>
#include <time.h>

enum { OLDEST_MS = 10000 }; /* a stamp that is older, or of the future, is of another clock */

static Uint32 milliseconds(int64_t us)
{
    return (Uint32)(us / 1000);
}

static Uint32 now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (Uint32)((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* SDL tells of the system's event just before its own. */
static void hear(struct key_clock *clock, const SDL_SysWMmsg *message)
{
#ifdef SDL_VIDEO_DRIVER_X11
    if (message->subsystem != SDL_SYSWM_X11)
        return;
    const XEvent *event = &message->msg.x11.event;
    clock->known = event->type == KeyPress || event->type == KeyRelease;
    if (clock->known)
        clock->server = (Uint32)event->xkey.time;
#else
    (void)clock;
    (void)message;
#endif
}

static void stamp(struct key_clock *clock, SDL_Event *event)
{
    Uint32 now = now_ms();
    bool plausible = clock->known && now - clock->server <= OLDEST_MS;
    event->key.timestamp = plausible ? clock->server : now;
    clock->known = false;
}

/* Called for every event before it is queued; 0 keeps it out. */
static int on_event(void *context, SDL_Event *event)
{
    if (event->type == SDL_SYSWMEVENT) {
        hear(context, event->syswm.msg);
        return 0;
    }
    if (event->type == SDL_KEYDOWN || event->type == SDL_KEYUP)
        stamp(context, event);
    return 1;
}

void key_clock_start(struct key_clock *clock)
{
    *clock = (struct key_clock){.known = false};
    SDL_SetEventFilter(on_event, clock);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

void key_clock_stop(void)
{
    SDL_EventState(SDL_SYSWMEVENT, SDL_DISABLE);
    SDL_SetEventFilter(NULL, NULL);
}

int64_t key_clock_time(const SDL_Event *event, int64_t now)
{
    Uint32 age = milliseconds(now) - event->key.timestamp;
    return age <= OLDEST_MS ? now - (int64_t)age * 1000 : now;
}
