/* pretix: the check-in list and the order positions, in English, German and French. The id is the
 * order's, and the positions number its people; the check-in list has no positions.
 */
#include "roster_form.h"

#define ORDER "Order code|Bestellnummer|Code de commande"
#define NAME  "Attendee name|Name Teilnehmer*in|Nom du participant"

const struct roster_form roster_form_pretix = {
    .name = "pretix",
    .title = "pretix",
    .columns =
        {
            [ROSTER_ID] = ORDER,
            [ROSTER_PART] = "Position ID|Position",
            [ROSTER_NAME] = NAME,
            [ROSTER_GOVERNMENT] = "Company|Firma|Société",
            [ROSTER_COUNTRY] = "Country|Land|Pays",
            [ROSTER_EMAIL] = "Attendee email|E-Mail Teilnehmer*in|Adresse mail du participant|"
                             "E-mail|E-Mail|Email|Adresse e-mail",
            [ROSTER_CODE] = "Secret|Ticket secret",
            [ROSTER_STATE] = "Status|Statut",
        },
    .signs = (const char *const[]){ORDER, NAME, NULL},
    .coming = "paid|bezahlt|payé|pending|ausstehend|en attente",
    .gone = "canceled|cancelled|storniert|annulé|expired|abgelaufen|expiré|refunded|erstattet",
    .shared_ids = true,
};
