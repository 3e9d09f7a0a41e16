/* Indico: the list of registrations, whose ID stays; and the list that its own import takes, which
 * has no header and an e-mail address of their own for each person.
 */
#include "roster_form.h"

const struct roster_form roster_form_indico = {
    .name = "indico",
    .title = "Indico",
    .columns =
        {
            [ROSTER_ID] = "ID",
            [ROSTER_NAME] = "Name",
            [ROSTER_ROLE] = "Position",
            [ROSTER_GOVERNMENT] = "Affiliation",
            [ROSTER_COUNTRY] = "Country",
            [ROSTER_EMAIL] = "Email Address|Email",
            [ROSTER_STATE] = "Registration state",
        },
    .signs = (const char *const[]){"ID", "Name",
                                   "Registration date|Registration state|Check-in date", NULL},
    .coming = "Completed",
    .gone = "Pending|Rejected|Withdrawn|Awaiting payment",
};

static const enum roster_field places[] = {ROSTER_FIRST, ROSTER_LAST,   ROSTER_GOVERNMENT,
                                           ROSTER_ROLE,  ROSTER_FIELDS, ROSTER_EMAIL};

const struct roster_form roster_form_indico_list = {
    .name = "indico-list",
    .title = "Indico, without a header",
    .email_is_id = true,
    .places = places,
    .place_count = sizeof places / sizeof *places,
};
