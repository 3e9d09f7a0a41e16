/* What a screen is: one file, three functions, one const descriptor.
 *
 * `build` emits nodes and changes nothing. `on_action` changes the visit and returns an outcome;
 * the table in flow.c says which screen follows. Actions are screen-local numbers from
 * SCREEN_ACTIONS up.
 */
#ifndef EM_SCREENS_SCREEN_H
#define EM_SCREENS_SCREEN_H

#include "core/catalog.h"
#include "core/door.h"
#include "core/ledger.h"
#include "core/pack.h"
#include "core/words.h"
#include "screens/visit.h"
#include "ui/ui.h"

enum screen_id {
#define SCREEN(id, name) SCREEN_##id,
#include "screens/screens.def"
#undef SCREEN
    SCREEN_COUNT,
};

enum outcome {
    OUTCOME_STAY,
    OUTCOME_NEXT, /* the step is done */
    OUTCOME_BACK,
    OUTCOME_NOTICE,     /* show the data notice */
    OUTCOME_GOVERNMENT, /* choose a government */
    OUTCOME_COUNTRY,    /* choose a country */
    OUTCOME_CHANGE,     /* back to the details */
    OUTCOME_KNOWN,      /* the badge's owner has signed already */
    OUTCOME_WITHDRAWN,  /* a signature was taken back */
    OUTCOME_WIPE,       /* the visit ends and leaves nothing */
    OUTCOME_LEAVE,      /* back to where the next person begins, with something entered: ask */
    OUTCOME_TIMEOUT,    /* nobody touched the screen for long */
    OUTCOME_AGAIN,      /* out of service: staff ask to try again */
    OUTCOME_STAFF,      /* a staff badge was shown */
    OUTCOME_DOOR,       /* there is a verdict, or the door is gone to */
    OUTCOME_ATTEST,     /* somebody was let in who is to sign for it */
    OUTCOME_UNDO,
    OUTCOME_SEARCH,
    OUTCOME_REGISTER,
};

/* What records, for the screens; the kiosk's service stands behind it. */
struct recorder {
    /* Records the visit's signature. On EM_OK the receipt is filled; else nothing was recorded. */
    enum em_status (*record)(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error);
    int64_t (*count)(void *context, int64_t *since_us);
    /* For staff, why the last try to record failed; NULL when it did not. No new visit begins on a
     * kiosk that cannot record. It lives until the next try. */
    const char *(*fault)(void *context);
    /* Whether a record of this kiosk was set aside since it was started. */
    bool (*set_aside)(void *context);
    void *context;
    /* Called when the review is shown, to do ahead what can be done, and with NULL when the visitor
     * has left, to forget it. May be NULL. */
    void (*prepare)(void *context, const struct signature *signature);
};

/* What every screen may look at. The borrowed parts outlive the flow. */
struct screen_context {
    struct ui *ui;
    const struct event_pack *pack; /* NULL only on the out-of-service screen */
    struct catalog *const
        *catalogs; /* one per language of the pack; some language without a pack */
    size_t catalog_count;
    struct visit *visit;
    const struct recorder *recorder;
    const struct country *countries; /* named and sorted in the visit's language */
    size_t country_count;
    bool demo;         /* the organiser's key lies open: what is signed here counts for nothing */
    int64_t now;       /* monotonic microseconds of the event being handled */
    int64_t deadline;  /* when the screen ends by itself, 0: never */
    const char *fault; /* out of service: sentences for staff */
    struct door *door; /* NULL: this kiosk has no badges */
    struct ui_scanner scanner;
    enum ui_sound sound; /* set by a screen: to be heard with the next frame */
    int64_t staff_badge; /* when one was last before the scanner, monotonic; 0: never */
    bool leaving;        /* idle: not because of silence, but because the visitor went back */
};

struct screen {
    const char *name;
    const char *focus; /* node that has the focus on entering, or NULL */
    void (*enter)(struct screen_context *context); /* not when the visitor comes back to it */
    void (*build)(struct screen_context *context);
    enum outcome (*on_action)(struct screen_context *context, const struct ui_action *action);
    /* A pointer on the pad. *dirty grows by the window pixels that ink changed. */
    enum outcome (*on_pointer)(struct screen_context *context, const struct ui_event *event,
                               struct ui_rect *dirty);
    /* A badge was scanned: any bytes. NULL: the screen takes none, and says nothing. */
    enum outcome (*on_scan)(struct screen_context *context, const char *bytes, size_t size);
    bool stays; /* silence is no reason to leave it: a door waits for the next delegate */
    /* It says how long ago something was: in how many microseconds that reads otherwise, INT64_MAX
     * never. NULL: it says nothing of the kind. */
    int64_t (*holds_for)(struct screen_context *context);
};

#define SCREEN(id, name) extern const struct screen screen_##name;
#include "screens/screens.def"
#undef SCREEN

/* Actions that stand on several screens; flow.c handles the first two. */
enum {
    ACTION_LANGUAGE = 1, /* argument: index in the pack's languages */
    ACTION_TEXT_SIZE,
    ACTION_BACK,
    ACTION_NEXT,
    ACTION_NOTICE,
    SCREEN_ACTIONS = 100,
};

/* The interface's words in the visit's language. Every literal goes through these, and xgettext
 * finds it. */
const char *tr(const struct screen_context *context, const char *msgid)
    __attribute__((format_arg(2)));
const char *trn(const struct screen_context *context, const char *one, const char *other, long n)
    __attribute__((format_arg(2), format_arg(3)));
#define N_(msgid) msgid /* marks a msgid in a table for xgettext */
/* The same in another language of the pack. */
const char *tr_in(const struct screen_context *context, int language, const char *msgid);

const char *screen_language(const struct screen_context *context); /* BCP 47 of the visit */
int64_t
screen_seconds_left(const struct screen_context *context); /* until the deadline, rounded up */

#endif
