/* What is asked of an attendance. */
#include "core/attendance_private.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static struct stay make_stay(const struct attendance *attendance, uint32_t subject,
                             const struct span *span)
{
    const struct fact *in = &attendance->facts[span->in];
    const struct fact *out = span->out == NONE ? NULL : &attendance->facts[span->out];
    return (struct stay){
        .subject = interned_text(&attendance->subjects, subject),
        .session = interned_text(&attendance->sessions, in->session),
        .in_us = in->at_us,
        .again_us = attendance->facts[span->again].at_us,
        .out_us = !out                     ? 0
                  : out->at_us < in->at_us ? in->at_us
                                           : out->at_us,
        .door = interned_text(&attendance->origins, in->origin),
        .seq = in->seq,
        .out_door = out && !span->moved ? interned_text(&attendance->origins, out->origin) : NULL,
        .provisional = attendance->people[subject].is_lookup,
        .attested = span->attested,
        .moved = span->moved,
    };
}

bool attendance_where(const struct attendance *attendance, const char *subject, struct stay *out)
{
    uint32_t number = interned_find(&attendance->subjects, subject);
    if (number == NONE)
        return false;
    if (attendance->people[number].alias != NONE)
        number = attendance->people[number].alias;
    uint32_t at = attendance->people[number].first;
    struct span span;
    while (span_next(attendance, &at, &span))
        if (span.out == NONE) {
            *out = make_stay(attendance, number, &span);
            return true;
        }
    return false;
}

void attendance_count(const struct attendance *attendance, const char *session, int64_t *inside,
                      int64_t *persons)
{
    uint32_t number = interned_find(&attendance->sessions, session);
    *inside = number == NONE ? 0 : attendance->rooms[number].inside;
    *persons = number == NONE ? 0 : attendance->rooms[number].persons;
}

struct stays {
    struct stay *items;
    size_t count, capacity;
};

static void collect(const struct attendance *attendance, uint32_t subject, const char *session,
                    struct stays *stays)
{
    uint32_t at = attendance->people[subject].first;
    struct span span;
    while (span_next(attendance, &at, &span)) {
        struct stay stay = make_stay(attendance, subject, &span);
        if (session && strcmp(session, stay.session) != 0)
            continue;
        stays->items = em_grow(stays->items, stays->count, &stays->capacity, sizeof stay);
        stays->items[stays->count++] = stay;
    }
}

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* One person has several stays of one session and time only if clocks were wrong. */
static int compare_stays(const void *left, const void *right)
{
    const struct stay *a = left, *b = right;
    int order = strcmp(a->session, b->session);
    if (order == 0)
        order = compare_numbers(a->in_us, b->in_us);
    if (order == 0)
        order = strcmp(a->subject, b->subject);
    if (order == 0)
        order = strcmp(a->door, b->door);
    return order ? order : compare_numbers(a->seq, b->seq);
}

enum em_status attendance_each(const struct attendance *attendance, const char *session,
                               stay_visit *visit, void *context, struct em_error *error)
{
    struct stays stays = {0};
    enum em_status status = EM_OK;
    for (uint32_t subject = 0; subject < attendance->people_count; subject++)
        collect(attendance, subject, session, &stays);
    if (stays.count)
        qsort(stays.items, stays.count, sizeof *stays.items, compare_stays);
    for (size_t i = 0; status == EM_OK && i < stays.count; i++)
        status = visit(context, &stays.items[i], error);
    free(stays.items);
    return status;
}

enum em_status attendance_unidentified(const struct attendance *attendance, lookup_visit *visit,
                                       void *context, struct em_error *error)
{
    enum em_status status = EM_OK;
    for (uint32_t i = 0; status == EM_OK && i < attendance->people_count; i++)
        if (attendance->people[i].is_lookup && attendance->people[i].alias == NONE)
            status = visit(context, interned_text(&attendance->subjects, i), error);
    return status;
}

static uint32_t find(const struct attendance *attendance, const char *origin, int64_t seq)
{
    uint32_t from = interned_find(&attendance->origins, origin);
    return from == NONE ? NONE : fact_find(attendance, from, seq);
}

const char *attendance_session(const struct attendance *attendance, const char *origin, int64_t seq)
{
    uint32_t number = find(attendance, origin, seq);
    if (number == NONE)
        return NULL;
    const struct fact *fact = &attendance->facts[number];
    bool passage = fact->kind == FACT_IN || fact->kind == FACT_OUT;
    return passage ? interned_text(&attendance->sessions, fact->session) : NULL;
}

bool attendance_attested(const struct attendance *attendance, const char *origin, int64_t seq)
{
    uint32_t number = find(attendance, origin, seq);
    return number != NONE && attendance->facts[number].attests > 0;
}

const char *attendance_undone(const struct attendance *attendance, const char *origin, int64_t seq)
{
    uint32_t number = find(attendance, origin, seq);
    if (number == NONE || attendance->facts[number].undone == NONE)
        return NULL;
    return interned_text(&attendance->reasons,
                         attendance->undos[attendance->facts[number].undone].reason);
}
