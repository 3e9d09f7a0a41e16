/* What the kiosk serves from: the event pack, the translations, the keys and the ledger. Opened
 * whole at start; if anything is wrong the kiosk is out of service, and staff are told all of it.
 *
 * During the day a store that falls is opened anew, once for each try to record: a damaged one is
 * set aside and a new log begun, and the delegate who signs notices nothing of it. What cannot be
 * mended that way (a full disk, a folder that is gone) is left to the delegate's "Try again", and
 * takes the kiosk out of service when they leave.
 */
#ifndef EM_SERVICE_H
#define EM_SERVICE_H

#include "options.h"
#include "screens/flow.h"

struct service;

/* Everything but the ledger. Never fails: what went wrong is in what service_describe tells the
 * flow, and on standard error. */
struct service *service_new(const struct options *options);
/* A fault of the start that somebody else found: the kiosk is out of service, and staff are told.
 */
void service_complain(struct service *service, const char *sentence);
/* The keyboard layout that this kiosk's hand scanner types; lives as long as the service. */
const char *service_scanner_layout(const struct service *service);
/* Opens the ledger, which proves the whole log first. False when that brought a fault to describe.
 */
bool service_open(struct service *service);
void service_free(struct service *service); /* closes the ledger */

/* Fills in all but the metrics. The parts live as long as the service. */
void service_describe(const struct service *service, struct flow_options *out);

#endif
