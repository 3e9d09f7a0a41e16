/* The visitor's draft: all that one person chose and entered, wiped when they leave. Nothing of it
 * is on disk until it is recorded.
 */
#ifndef EM_SCREENS_VISIT_H
#define EM_SCREENS_VISIT_H

#include "core/door.h"
#include "core/ledger.h"
#include "core/pack.h"
#include "core/qr.h"
#include "core/signature.h"
#include "screens/pad.h"
#include "ui/edit.h"

#include <stdbool.h>

#define DUTY_MATCHES  24
#define DUTY_UNSIGNED 4

/* A session's hours and day in words, which are dear to make. */
struct duty_words {
    int64_t start_us, end_us;
    bool whole_day;
    int language;
    char hours[80], day[64];
};

/* What staff do between unlocking and locking. */
struct duty {
    enum door_way way;
    enum duty_news {
        DUTY_NOTHING,
        DUTY_VERDICT, /* answer */
        DUTY_FAULT,   /* the last scan was not recorded: problem */
        DUTY_UNDONE,  /* the last entry was taken back */
        DUTY_SIGNED,  /* who was let in has signed for it */
    } news;           /* for the door's screen, and since when, monotonic */
    int64_t news_at;
    struct door_answer answer;
    struct session right, from; /* what it points to: the door's own go when it reads anew */
    char problem[200];
    int64_t undo; /* seq of the entry that can be taken back; -1: none */

    /* Whose drawing made way for the next badge, the latest last. */
    struct duty_unsigned {
        int64_t seq; /* of their entrance */
        char delegate[DELEGATE_ID_SIZE], name[400];
    } not_signed[DUTY_UNSIGNED];
    size_t unsigned_count;

    bool arrived; /* something was scanned: its text, and what it is */
    char text[240];
    enum badge_sort sort;

    struct door_match matches[DUTY_MATCHES]; /* of visit.search */
    size_t match_count;
    struct ui_edit government;  /* of a walk-in; name, role and e-mail are the visit's */
    char code[BADGE_TEXT_SIZE]; /* of the badge that was made for them */
    struct qr qr;
    char delegate[DELEGATE_ID_SIZE];

    struct duty_words *words; /* of all sessions that were shown */
    size_t word_count, word_capacity;
};

struct visit {
    int language;  /* index in the pack */
    int text_size; /* 0 to UI_TEXT_SIZES - 1 */
    size_t document;
    int text;            /* language of the text that was shown when "I sign" was pressed */
    unsigned read_texts; /* a bit for each language whose text was shown to its end */
    size_t section;      /* block whose section is being read; SIZE_MAX before the first */

    /* Whose badge filled in the details, if one did; `owner` without them, they are in the fields.
     */
    char delegate[DELEGATE_ID_SIZE];
    struct door_owner owner;
    enum visit_badge {
        VISIT_BADGE_NONE,    /* none was shown */
        VISIT_BADGE_FILLED,  /* it filled in the details */
        VISIT_BADGE_CLOSED,  /* the last one shown is good for doors alone */
        VISIT_BADGE_UNKNOWN, /* it opened nothing here */
        VISIT_BADGE_REVOKED,
    } badge;
    bool from_details; /* the badge was shown there: signing again goes on there */
    bool ask_withdraw; /* "take my signature back" was pressed: asking */

    struct ui_edit name, role, email, search;
    char government[UI_EDIT_BYTES]; /* as it is printed, "" for none */
    char government_id[64];         /* "" when it was typed freely */
    char country[3];
    enum signature_capacity capacity;
    bool listed, contact;
    bool complain; /* "continue" was pressed: show what is missing */

    enum signature_mode mode;
    struct pad pad;
    bool ask_small;     /* the mark is very small: asking */
    bool ask_signature; /* "continue" was pressed on an empty pad */

    struct duty duty;

    struct ledger_receipt receipt;
    struct qr receipt_qr; /* of it, once it is recorded */
    enum em_status fault; /* why recording failed, EM_OK when it did not */
};

void visit_begin(struct visit *visit, int language);
/* Overwrites everything that a person entered. */
void visit_wipe(struct visit *visit);
/* The language of the visit changes; a government from the list takes its name in it. */
void visit_set_language(struct visit *visit, const struct event_pack *pack, int language);

/* The details of a badge's owner become the draft's, and stay editable. Takes over the owner. */
void visit_fill(struct visit *visit, const struct event_pack *pack, struct door_owner *owner);

/* Whether anything was entered that would be lost. */
bool visit_begun(const struct visit *visit);
/* Takes the spaces off both ends of what was typed. */
void visit_tidy(struct visit *visit);

/* What is still missing before signing. */
struct visit_faults {
    bool name, government, country, email;
};
struct visit_faults visit_check(const struct visit *visit);
bool visit_complete(const struct visit *visit);

/* The draft as the ledger takes it; points into the visit and the pack. */
void visit_signature(const struct visit *visit, const struct event_pack *pack,
                     struct signature *out);

#endif
