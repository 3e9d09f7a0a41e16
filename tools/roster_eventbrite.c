/* Eventbrite: the attendee report. */
#include "roster_form.h"

const struct roster_form roster_form_eventbrite = {
    .name = "eventbrite",
    .title = "Eventbrite",
    .columns =
        {
            [ROSTER_ID] = "Attendee #",
            [ROSTER_FIRST] = "First Name",
            [ROSTER_LAST] = "Last Name",
            [ROSTER_ROLE] = "Job Title",
            [ROSTER_GOVERNMENT] = "Company",
            [ROSTER_COUNTRY] = "Work Country|Country|Home Country",
            [ROSTER_EMAIL] = "Email",
            [ROSTER_CODE] = "Barcode #|Barcode",
            [ROSTER_STATE] = "Attendee Status",
        },
    .signs = (const char *const[]){"Attendee #", "First Name", "Last Name", NULL},
    .coming = "Attending|Checked In",
    .gone = "Not Attending|Cancelled|Canceled|Refunded|Deleted|Transferred",
};
