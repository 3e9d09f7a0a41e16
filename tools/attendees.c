#include "attendees.h"

#include "command.h"
#include "core/roster.h"
#include "order.h"

#include <stdlib.h>
#include <string.h>

static struct attendee *add(struct attendees *attendees, const char *id)
{
    interned_put(&attendees->ids, id);
    attendees->items =
        em_grow(attendees->items, attendees->count, &attendees->capacity, sizeof *attendees->items);
    struct attendee *attendee = &attendees->items[attendees->count++];
    *attendee = (struct attendee){.id = ""};
    snprintf(attendee->id, sizeof attendee->id, "%s", id);
    return attendee;
}

/* --- the roster --- */

/* The sessions stand in the body, which needs no key. */
static enum em_status add_delegate(void *context, const struct entry *entry, const char *id,
                                   const uint8_t *lookup, struct em_error *error)
{
    struct attendees *attendees = context;
    json_t *body = NULL;
    if (strlen(id) >= DELEGATE_ID_SIZE || interned_find(&attendees->ids, id) != INTERNED_NONE)
        return EM_OK;
    enum em_status status = body_read(&body, entry, error);
    if (status == EM_DAMAGED)
        status = EM_OK; /* as one that was erased */
    if (status != EM_OK)
        return status;
    struct attendee *attendee = add(attendees, id);
    attendee->walk_in = entry->kind == ENTRY_REGISTER;
    attendee->revoked = !lookup && *body_word(body, "lookup");
    attendee->sessions = em_strdup(body_word(body, "sessions"));
    json_decref(body);
    return EM_OK;
}

static enum em_status open_all(struct attendees *attendees, struct list_gaps *gaps,
                               struct em_error *error)
{
    struct people *people = attendees->presence->people;
    struct progress progress = {0};
    enum em_status status = EM_OK;
    for (size_t i = 0; status == EM_OK && i < attendees->count; i++) {
        struct attendee *attendee = &attendees->items[i];
        status = people_find(people, attendee->id, &attendee->person, gaps, error);
        progress_step(&progress, "read", (long long)i + 1, (long long)attendees->count);
    }
    progress_end(&progress);
    if (status == EM_OK && people_all_refused(people))
        return em_fail(error, EM_DENIED, "%s", gaps->first.text);
    return status;
}

static void sort(struct attendees *attendees)
{
    struct order *order = order_new(attendees->presence->work->edition->language);
    struct attendee *unsorted = attendees->items;
    for (size_t i = 0; i < attendees->count; i++) {
        const char *name = unsorted[i].person.name;
        order_text(order, name + strspn(name, " "));
        order_row(order);
    }
    order_sort(order);
    interned_free(&attendees->ids);
    attendees->items = em_alloc(attendees->count * sizeof *attendees->items);
    attendees->capacity = attendees->count;
    for (size_t i = 0; i < attendees->count; i++) {
        attendees->items[i] = unsorted[order_at(order, i)];
        interned_put(&attendees->ids, attendees->items[i].id);
    }
    free(unsorted);
    order_free(order);
}

/* --- who was where --- */

/* Who was there, and was erased from the roster since. */
static enum em_status meet_stay(void *context, const struct stay *stay, struct em_error *error)
{
    struct attendees *attendees = context;
    (void)error;
    if (stay->provisional || strlen(stay->subject) >= DELEGATE_ID_SIZE)
        return EM_OK;
    if (interned_find(&attendees->ids, stay->subject) == INTERNED_NONE) {
        struct attendee *attendee = add(attendees, stay->subject);
        attendee->sessions = em_strdup("");
        attendee->gone = true;
    }
    attendees->stay_count++;
    return EM_OK;
}

static enum em_status count_stay(void *context, const struct stay *stay, struct em_error *error)
{
    struct attendees *attendees = context;
    (void)error;
    uint32_t number = interned_find(&attendees->ids, stay->subject);
    if (!stay->provisional && number != INTERNED_NONE)
        attendees->items[number].stay_count++;
    return EM_OK;
}

static enum em_status place_stay(void *context, const struct stay *stay, struct em_error *error)
{
    struct attendees *attendees = context;
    (void)error;
    uint32_t number = interned_find(&attendees->ids, stay->subject);
    if (stay->provisional || number == INTERNED_NONE)
        return EM_OK;
    struct attendee *attendee = &attendees->items[number];
    attendees->stays[(size_t)(attendee->stays - attendees->stays) + attendee->stay_count++] = *stay;
    return EM_OK;
}

static int by_time(const void *a, const void *b)
{
    const struct stay *one = a, *other = b;
    if (one->in_us != other->in_us)
        return one->in_us < other->in_us ? -1 : 1;
    int order = strcmp(one->session, other->session);
    if (order == 0)
        order = strcmp(one->door, other->door);
    return order ? order : (one->seq > other->seq) - (one->seq < other->seq);
}

/* Each attendee's stays one behind the other. */
static enum em_status place_stays(struct attendees *attendees, struct em_error *error)
{
    const struct attendance *attendance = attendees->presence->attendance;
    enum em_status status = attendance_each(attendance, NULL, count_stay, attendees, error);
    attendees->stays = em_alloc(attendees->stay_count * sizeof *attendees->stays);
    struct stay *next = attendees->stays;
    for (size_t i = 0; i < attendees->count; i++) {
        struct attendee *attendee = &attendees->items[i];
        attendee->stays = next;
        next += attendee->stay_count;
        attendee->stay_count = 0;
    }
    if (status == EM_OK)
        status = attendance_each(attendance, NULL, place_stay, attendees, error);
    for (size_t i = 0; i < attendees->count; i++) {
        struct attendee *attendee = &attendees->items[i];
        if (attendee->stay_count)
            qsort(attendees->stays + (attendee->stays - attendees->stays), attendee->stay_count,
                  sizeof *attendee->stays, by_time);
    }
    return status;
}

enum em_status attendees_load(struct attendees *out, const struct presence *presence,
                              struct list_gaps *gaps, struct em_error *error)
{
    *out = (struct attendees){.presence = presence};
    *gaps = (struct list_gaps){0};
    enum em_status status = roster_each(presence->work->store, add_delegate, out, error);
    if (status == EM_OK)
        status = attendance_each(presence->attendance, NULL, meet_stay, out, error);
    if (status == EM_OK)
        status = open_all(out, gaps, error);
    if (status != EM_OK)
        return status;
    sort(out);
    return place_stays(out, error);
}

void attendees_free(struct attendees *attendees)
{
    for (size_t i = 0; i < attendees->count; i++)
        free(attendees->items[i].sessions);
    free(attendees->items);
    free(attendees->stays);
    interned_free(&attendees->ids);
    *attendees = (struct attendees){0};
}

/* --- what is asked --- */

const struct attendee *attendees_find(const struct attendees *attendees, const char *id)
{
    uint32_t number = interned_find(&attendees->ids, id);
    return number == INTERNED_NONE ? NULL : &attendees->items[number];
}

/* Among ids with spaces between. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

bool attendee_expected(const struct attendee *attendee, const char *session)
{
    return !attendee->walk_in && !attendee->revoked && !attendee->gone &&
           (!*attendee->sessions || has_word(attendee->sessions, session));
}

struct unknown {
    stay_visit *visit;
    void *context;
};

static enum em_status visit_unknown(void *context, const struct stay *stay, struct em_error *error)
{
    const struct unknown *unknown = context;
    return stay->provisional ? unknown->visit(unknown->context, stay, error) : EM_OK;
}

enum em_status attendees_unknown(const struct attendees *attendees, const char *session,
                                 stay_visit *visit, void *context, struct em_error *error)
{
    struct unknown unknown = {visit, context};
    return attendance_each(attendees->presence->attendance, session, visit_unknown, &unknown,
                           error);
}
