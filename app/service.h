/* What the kiosk serves from: the event pack, the translations, the keys and the ledger. Opened
 * whole at start; if anything is wrong the kiosk is out of service, and staff are told all of it.
 */
#ifndef EM_SERVICE_H
#define EM_SERVICE_H

#include "options.h"
#include "screens/flow.h"

struct service;

/* Never fails: what went wrong is in what service_describe tells the flow, and on standard error.
 */
struct service *service_new(const struct options *options);
void service_free(struct service *service); /* closes the ledger */

/* Fills in all but the metrics. The parts live as long as the service. */
void service_describe(const struct service *service, struct flow_options *out);

#endif
