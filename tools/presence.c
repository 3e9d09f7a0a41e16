#include "presence.h"

#include "command.h"
#include "core/door.h"
#include "core/roster.h"
#include "core/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum em_status presence_delegate(const struct presence *presence, const json_t *body,
                                 char out[DELEGATE_ID_SIZE], struct em_error *error)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct roster_badge badge;
    snprintf(out, DELEGATE_ID_SIZE, "%s", body_word(body, "delegate"));
    if (*out || !body_bytes(body, "badge", lookup, sizeof lookup))
        return EM_OK;
    enum em_status status = roster_badge(presence->work->store, lookup, &badge, error);
    if (status == EM_OK)
        snprintf(out, DELEGATE_ID_SIZE, "%s", badge.delegate);
    return status == EM_NOT_FOUND ? EM_OK : status;
}

/* --- reading the store --- */

static char *name_of_entry(const char *origin, int64_t seq)
{
    return em_format("%s %lld", origin, (long long)seq);
}

static void note_provisional(struct presence *presence, const struct entry *entry)
{
    char *name = name_of_entry(entry->origin, entry->seq);
    interned_put(&presence->provisional, name);
    free(name);
}

/* A badge may have been let in before anybody told whose it is. */
static enum em_status look_into(struct presence *presence, const struct entry *entry,
                                struct em_error *error)
{
    char delegate[DELEGATE_ID_SIZE] = "";
    json_t *body;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK || !body)
        return status;
    if (strcmp(body_word(body, "verdict"), verdict_word(VERDICT_PROVISIONAL)) == 0)
        note_provisional(presence, entry);
    if (!*body_word(body, "delegate"))
        status = presence_delegate(presence, body, delegate, error);
    if (status == EM_OK && *delegate)
        attendance_identify(presence->attendance, body_word(body, "badge"), delegate);
    json_decref(body);
    return status;
}

/* One entry that says nothing, in a log from elsewhere, keeps nobody else from the list. */
static enum em_status pass_over(struct presence *presence, const struct em_error *why)
{
    if (presence->passed_over++ == 0)
        presence->first = *why;
    return EM_OK;
}

static void tell_passed_over(const struct presence *presence)
{
    if (!presence->passed_over)
        return;
    char *first = command_shown(presence->first.text);
    fprintf(stderr, "emarge: %lld %s of scans could not be read. The first: %s\n",
            presence->passed_over, presence->passed_over == 1 ? "entry" : "entries", first);
    free(first);
}

static enum em_status apply_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                  struct em_error *error)
{
    struct presence *presence = context;
    struct em_error own = {0};
    (void)leaf;
    enum em_status status = attendance_apply(presence->attendance, entry, &own);
    if (status == EM_DAMAGED)
        return pass_over(presence, &own);
    if (status != EM_OK)
        return em_fail(error, status, "%s", own.text);
    if (entry->kind == ENTRY_CHECKIN || entry->kind == ENTRY_CHECKOUT)
        status = look_into(presence, entry, error);
    return status;
}

static enum em_status find_stay(void *context, const struct stay *stay, struct em_error *error)
{
    (void)stay, (void)error;
    *(bool *)context = true;
    return EM_OK;
}

enum em_status presence_check_session(const struct presence *presence, const char *id,
                                      struct em_error *error)
{
    const struct programme *programme = &presence->programme;
    bool visited = false;
    if (programme_find(programme, id))
        return EM_OK;
    enum em_status status = attendance_each(presence->attendance, id, find_stay, &visited, error);
    if (status != EM_OK || visited)
        return status;
    if (!programme->count)
        return em_fail(error, EM_NOT_FOUND,
                       "There is no session “%.64s”, and no other: this log has no programme.", id);
    struct em_buffer ids = {0};
    for (size_t i = 0; i < programme->count; i++)
        em_buffer_format(&ids, "%s%s", i ? ", " : "", programme->sessions[i].id);
    em_fail(error, EM_NOT_FOUND, "There is no session “%.64s”. There are: %.600s%s", id, ids.data,
            ids.size > 600 ? "…" : ".");
    em_buffer_free(&ids);
    return EM_NOT_FOUND;
}

enum em_status presence_load(struct presence *out, const struct list_work *work,
                             struct em_error *error)
{
    static const enum entry_kind kinds[] = {ENTRY_CHECKIN, ENTRY_CHECKOUT, ENTRY_UNDO,
                                            ENTRY_ATTEST};
    *out = (struct presence){
        .work = work, .attendance = attendance_new(), .people = people_new(work->store, work->key)};
    enum em_status status = programme_load(&out->programme, work->store, error);
    if (status == EM_OK)
        status = store_entries_of_kinds(work->store, kinds, sizeof kinds / sizeof *kinds,
                                        apply_entry, out, error);
    if (status == EM_OK)
        tell_passed_over(out);
    const char *wanted = work->filter->session;
    return status == EM_OK && wanted ? presence_check_session(out, wanted, error) : status;
}

void presence_free(struct presence *presence)
{
    programme_free(&presence->programme);
    attendance_free(presence->attendance);
    people_free(presence->people);
    interned_free(&presence->provisional);
}

/* --- order and words --- */

const char *presence_verdict(const struct presence *presence, const char *origin, int64_t seq)
{
    char *name = name_of_entry(origin, seq);
    bool provisional = interned_find(&presence->provisional, name) != INTERNED_NONE;
    free(name);
    return verdict_word(provisional ? VERDICT_PROVISIONAL : VERDICT_ACCEPTED);
}

int64_t presence_left(const struct presence *presence, const struct stay *stay)
{
    const struct session *session = programme_find(&presence->programme, stay->session);
    if (!stay->moved)
        return stay->out_us;
    int64_t end_us = session && session->end_us && !session->whole_day
                         ? session->end_us
                         : words_midnight(stay->in_us, presence->work->edition->timezone, 1);
    return stay->out_us <= end_us ? stay->out_us : 0;
}

int64_t presence_start(const struct presence *presence, const char *session)
{
    const struct session *known = programme_find(&presence->programme, session);
    return known ? known->start_us : INT64_MAX;
}

int presence_compare(const struct presence_place *a, const struct presence_place *b)
{
    if (a->start_us != b->start_us)
        return a->start_us < b->start_us ? -1 : 1;
    int order = strcmp(a->session, b->session);
    if (order == 0 && a->at_us != b->at_us)
        return a->at_us < b->at_us ? -1 : 1;
    if (order == 0)
        order = strcmp(a->origin, b->origin);
    return order ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

const char *presence_kiosk(const char *origin)
{
    const char *slash = strchr(origin, '/');
    return slash ? slash + 1 : origin;
}
