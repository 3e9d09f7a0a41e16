/* What others wrote is not lost with a kiosk's own log: it is taken from the store that was set
 * aside, as a merge would take it. */
#include "core/ledger_private.h"
#include "core/merge.h"
#include "core/roster.h"

#include <stdlib.h>

struct rescue {
    bool kept, lost; /* a log of the organiser's */
};

static void note_kept(void *context, const struct merge_log *log)
{
    struct rescue *rescue = context;
    rescue->kept |= roster_is_organiser(log->origin);
}

static void note_lost(void *context, const char *origin, const char *why)
{
    struct rescue *rescue = context;
    (void)why; /* `emarge merge` of that file says it */
    rescue->lost |= roster_is_organiser(origin);
}

/* A file that cannot be read may have had a roster. */
static void take(struct ledger *ledger, const char *path, struct rescue *rescue)
{
    struct store *from = NULL;
    const struct merge_options options = {
        .tell = note_kept, .left = note_lost, .context = rescue, .others_only = true};
    enum em_status status = store_open(&from, path, STORE_ASIDE, NULL);
    if (status == EM_OK)
        status = merge_store(ledger, from, &options, NULL);
    rescue->lost |= status != EM_OK;
    store_close(from);
}

enum ledger_roster ledger_rescue(struct ledger *ledger, const char *aside)
{
    struct rescue rescue = {.kept = false};
    char last[LEDGER_ASIDE_SIZE] = "";
    if (!*aside)
        ledger_count_aside(ledger->data_dir, last);
    char *path = em_format("%s/%s", ledger->data_dir, *aside ? aside : last);
    if (*aside || *last)
        take(ledger, path, &rescue);
    else
        rescue.lost = true;
    free(path);
    if (!ledger->identity.has_badges)
        return LEDGER_ROSTER_NONE;
    if (rescue.lost)
        return LEDGER_ROSTER_LOST;
    return rescue.kept ? LEDGER_ROSTER_KEPT : LEDGER_ROSTER_MISSING;
}
