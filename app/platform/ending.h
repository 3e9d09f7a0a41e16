/* Requests to end that come as signals (SIGTERM, SIGINT). A thread waits for them, because a signal
 * that arrives just before SDL begins to wait for the screen would not be noticed until the next
 * touch; and because looking every now and then would wake an idle kiosk.
 */
#ifndef EM_PLATFORM_ENDING_H
#define EM_PLATFORM_ENDING_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

struct ending {
    pthread_t thread;
    sigset_t before; /* the signals that were blocked when it began */
    bool listening;
};

/* Keeps the signals from ending the process. Before SDL and every other thread begins. */
void ending_hold(struct ending *ending);
/* From here on, and for those that came since, each gives an SDL_QUIT. After SDL has begun. */
void ending_listen(struct ending *ending);
/* The signals do again what they did. */
void ending_stop(struct ending *ending);

#endif
