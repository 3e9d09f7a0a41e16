/* emarge's own form: only the name is needed. */
#include "roster_form.h"

const struct roster_form roster_form_emarge = {
    .name = "emarge",
    .title = "emarge's own",
    .columns =
        {
            [ROSTER_ID] = "id",
            [ROSTER_NAME] = "name",
            [ROSTER_ROLE] = "role",
            [ROSTER_GOVERNMENT] = "government",
            [ROSTER_COUNTRY] = "country",
            [ROSTER_EMAIL] = "email",
            [ROSTER_SESSIONS] = "sessions",
            [ROSTER_CODE] = "code",
        },
    .signs = (const char *const[]){"name", NULL},
    .closed = true,
};
