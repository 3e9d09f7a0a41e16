/* The part of the statistics that doors recorded. */
#include "core/body.h"
#include "core/memory.h"
#include "core/words.h"
#include "presence.h"
#include "tally_private.h"

#include <stdlib.h>
#include <string.h>

struct doors {
    struct counting *counting;
    struct presence presence;
    struct interned visits; /* "session\nsubject": a person counts once in a session */
};

/* An item of both parts that speak of sessions, so that they have the same. */
static void put_session(struct counting *counting, const char *id, const char *title)
{
    static const enum tally_id both[] = {TALLY_PERSONS, TALLY_INSIDE};
    for (size_t i = 0; i < 2; i++) {
        struct tally_item *item = tally_item(counting, both[i], id, id);
        if (!item->label)
            item->label = em_strdup(*title ? title : id);
    }
}

/* Two sessions of one title are told apart by when they are. */
static char *title_of(const struct counting *counting, const struct programme *programme, size_t at)
{
    const struct session *session = &programme->sessions[at];
    char day[64], hour[32];
    bool shared = false;
    for (size_t i = 0; i < programme->count; i++)
        shared = shared || (i != at && strcmp(programme->sessions[i].title, session->title) == 0);
    if (!shared)
        return em_strdup(session->title);
    words_calendar_day(day, sizeof day, counting->work->edition->calendar, session->start_us);
    words_calendar_time(hour, sizeof hour, counting->work->edition->calendar, session->start_us);
    return session->whole_day ? em_format("%s (%s)", session->title, day)
                              : em_format("%s (%s, %s)", session->title, day, hour);
}

static enum em_status count_stay(void *context, const struct stay *stay, struct em_error *error)
{
    struct doors *doors = context;
    struct counting *counting = doors->counting;
    (void)error;
    if (!filter_time(counting->work->filter, stay->in_us))
        return EM_OK;
    put_session(counting, stay->session, "");
    size_t known = doors->visits.count;
    char *visit = em_format("%s\n%s", stay->session, stay->subject);
    interned_put(&doors->visits, visit);
    free(visit);
    if (doors->visits.count > known)
        tally_item(counting, TALLY_PERSONS, stay->session, stay->session)->count++;
    if (!stay->out_us)
        tally_item(counting, TALLY_INSIDE, stay->session, stay->session)->count++;
    return EM_OK;
}

static enum em_status count_scan(void *context, const struct entry *entry, const uint8_t *leaf,
                                 struct em_error *error)
{
    struct doors *doors = context;
    json_t *body;
    (void)leaf;
    if (!filter_time(doors->counting->work->filter, entry->at_us))
        return EM_OK;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_DAMAGED)
        return EM_OK; /* presence_load has told of it */
    if (status != EM_OK)
        return status;
    const char *word = body_word(body, "verdict");
    if (attendance_undone(doors->presence.attendance, entry->origin, entry->seq))
        word = "undone";
    else if (entry->kind == ENTRY_CHECKOUT)
        word = "out";
    if (*word)
        tally_item(doors->counting, TALLY_SCANS, word, word)->count++;
    json_decref(body);
    return EM_OK;
}

static enum em_status count_doors(struct doors *doors, struct em_error *error)
{
    static const enum entry_kind kinds[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_REFUSE};
    struct counting *counting = doors->counting;
    enum em_status status = presence_load(&doors->presence, counting->work, error);
    if (status != EM_OK)
        return status;
    const struct programme *programme = &doors->presence.programme;
    for (size_t i = 0; i < programme->count; i++) {
        char *title = title_of(counting, programme, i);
        put_session(counting, programme->sessions[i].id, title);
        free(title);
    }
    status = attendance_each(doors->presence.attendance, NULL, count_stay, doors, error);
    if (status == EM_OK)
        status = store_entries_of_kinds(counting->work->store, kinds, sizeof kinds / sizeof *kinds,
                                        count_scan, doors, error);
    return status;
}

/* Words in the order of verdicts.def, whatever was scanned first. */
static void put_verdicts(struct counting *counting)
{
    static const char *const words[] = {
#define VERDICT(constant, word, kind, tone, icon, title, meaning) word,
#include "core/verdicts.def"
#undef VERDICT
        "out", "undone"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        tally_item(counting, TALLY_SCANS, words[i], words[i]);
}

/* An event without doors has no sessions that nobody came to. */
static void drop_when_empty(struct tally_part *part)
{
    for (size_t i = 0; i < part->count; i++)
        if (part->items[i].count)
            return;
    for (size_t i = 0; i < part->count; i++) {
        free(part->items[i].item);
        free(part->items[i].label);
    }
    part->count = 0;
}

enum em_status tally_doors(struct counting *counting, struct em_error *error)
{
    struct doors doors = {.counting = counting};
    put_verdicts(counting);
    enum em_status status = count_doors(&doors, error);
    drop_when_empty(&counting->tally->parts[TALLY_PERSONS]);
    drop_when_empty(&counting->tally->parts[TALLY_INSIDE]);
    drop_when_empty(&counting->tally->parts[TALLY_SCANS]);
    interned_free(&doors.visits);
    presence_free(&doors.presence);
    return status;
}
