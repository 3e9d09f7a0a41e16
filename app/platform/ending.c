#include "platform/ending.h"

#include <SDL.h>
#include <stdlib.h>

static sigset_t requests(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

static void *listen(void *context)
{
    (void)context;
    const sigset_t set = requests();
    int number;
    for (;;)
        if (sigwait(&set, &number) == 0)
            SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    return NULL;
}

void ending_hold(struct ending *ending)
{
    const sigset_t set = requests();
    *ending = (struct ending){.listening = false};
    pthread_sigmask(SIG_BLOCK, &set, &ending->before);
}

void ending_listen(struct ending *ending)
{
    if (pthread_create(&ending->thread, NULL, listen, NULL) != 0)
        abort(); /* no memory for a thread: the supervisor starts the kiosk again */
    ending->listening = true;
}

void ending_stop(struct ending *ending)
{
    if (ending->listening) {
        pthread_cancel(ending->thread);
        pthread_join(ending->thread, NULL);
        ending->listening = false;
    }
    pthread_sigmask(SIG_SETMASK, &ending->before, NULL);
}
