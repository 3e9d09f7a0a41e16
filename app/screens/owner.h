/* A delegate's own badge, shown to the kiosk: what the screens on which one may show it share.
 */
#ifndef EM_SCREENS_OWNER_H
#define EM_SCREENS_OWNER_H

#include "screens/screen.h"

/* Whether badges mean anything here: the kiosk has heard of delegates. */
bool owner_expected(const struct screen_context *context);

/* Takes a scan: the details are filled in (OUTCOME_NEXT), or their owner has signed already
 * (OUTCOME_KNOWN), or the badge opens nothing (OUTCOME_STAY, and visit->badge says why). */
enum outcome owner_scan(struct screen_context *context, const char *bytes, size_t size);

/* One line about badges that fits the moment, NULL when there is nothing to say: the invitation to
 * show one, or what came of it. */
const char *owner_note(const struct screen_context *context);

#endif
