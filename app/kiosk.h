/* The kiosk: a window, a flow of screens, a ledger. Input becomes action, action becomes a screen,
 * a screen becomes pixels; nothing is drawn that has not changed, and nothing runs while nothing
 * happens.
 */
#ifndef EM_KIOSK_H
#define EM_KIOSK_H

#include "core/status.h"
#include "options.h"

struct kiosk;

/* Opens everything. A kiosk that cannot record is still EM_OK: it shows that it is out of service
 * and says why on standard error. Only without a window, fonts or trace is there nothing to show.
 */
enum em_status kiosk_new(struct kiosk **out, const struct options *options, struct em_error *error);
void kiosk_free(struct kiosk *kiosk);

/* Until somebody leaves it: Ctrl+Q, the window manager, SIGTERM. */
void kiosk_run(struct kiosk *kiosk);

#endif
