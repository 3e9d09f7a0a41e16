/* Hi.Events: the attendees' export. Its tickets hold the Public ID. */
#include "roster_form.h"

const struct roster_form roster_form_hi_events = {
    .name = "hi.events",
    .title = "Hi.Events",
    .columns =
        {
            [ROSTER_ID] = "Public ID",
            [ROSTER_FIRST] = "First Name",
            [ROSTER_LAST] = "Last Name",
            [ROSTER_EMAIL] = "Email",
            [ROSTER_CODE] = "Public ID",
            [ROSTER_STATE] = "Status",
        },
    .signs = (const char *const[]){"Public ID", "First Name", "Last Name", "Product Name", NULL},
    .coming = "ACTIVE",
    .gone = "CANCELLED|AWAITING_PAYMENT",
};
