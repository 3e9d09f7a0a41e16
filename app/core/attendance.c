#include "core/attendance_private.h"

#include "core/body.h"

#include <stdlib.h>
#include <string.h>

struct attendance *attendance_new(void)
{
    return em_alloc(sizeof(struct attendance));
}

void attendance_free(struct attendance *attendance)
{
    if (!attendance)
        return;
    interned_free(&attendance->origins);
    interned_free(&attendance->sessions);
    interned_free(&attendance->subjects);
    interned_free(&attendance->reasons);
    free(attendance->people);
    free(attendance->rooms);
    free(attendance->facts);
    free(attendance->slots);
    free(attendance->undos);
    free(attendance);
}

static uint32_t put_subject(struct attendance *attendance, const char *text)
{
    uint32_t number = interned_put(&attendance->subjects, text);
    if (number < attendance->people_count)
        return number;
    attendance->people = em_grow(attendance->people, attendance->people_count,
                                 &attendance->people_capacity, sizeof *attendance->people);
    attendance->people[attendance->people_count++] =
        (struct person){.first = NONE, .last = NONE, .alias = NONE};
    return number;
}

static uint32_t put_session(struct attendance *attendance, const char *text)
{
    uint32_t number = interned_put(&attendance->sessions, text);
    if (number < attendance->rooms_count)
        return number;
    attendance->rooms = em_grow(attendance->rooms, attendance->rooms_count,
                                &attendance->rooms_capacity, sizeof *attendance->rooms);
    attendance->rooms[attendance->rooms_count++] = (struct room){0};
    return number;
}

static uint32_t resolve(const struct attendance *attendance, uint32_t subject)
{
    uint32_t alias = attendance->people[subject].alias;
    return alias == NONE ? subject : alias;
}

/* --- the order of what happened to one person --- */

static int compare_places(const struct attendance *attendance, int64_t a_at, uint32_t a_origin,
                          int64_t a_seq, const struct fact *b)
{
    if (a_at != b->at_us)
        return a_at < b->at_us ? -1 : 1;
    int order = a_origin == b->origin ? 0
                                      : strcmp(interned_text(&attendance->origins, a_origin),
                                               interned_text(&attendance->origins, b->origin));
    if (order != 0)
        return order;
    return a_seq < b->seq ? -1 : a_seq > b->seq;
}

static bool before(const struct attendance *attendance, uint32_t a, uint32_t b)
{
    const struct fact *fact = &attendance->facts[a];
    return compare_places(attendance, fact->at_us, fact->origin, fact->seq, &attendance->facts[b]) <
           0;
}

/* Mostly it is the newest, and goes to the end. */
static void link_fact(struct attendance *attendance, uint32_t subject, uint32_t number)
{
    struct person *person = &attendance->people[subject];
    struct fact *facts = attendance->facts;
    uint32_t after = person->last;
    if (after != NONE && before(attendance, number, after)) {
        after = NONE;
        for (uint32_t at = person->first; before(attendance, at, number); at = facts[at].next)
            after = at;
    }
    uint32_t *from = after == NONE ? &person->first : &facts[after].next;
    facts[number].next = *from;
    *from = number;
    if (facts[number].next == NONE)
        person->last = number;
}

/* --- the counts of the sessions --- */

/* Adds a person's stays to the counts, or takes them away; the two go around every change. */
static void tally(struct attendance *attendance, uint32_t subject, int by)
{
    uint32_t at = attendance->people[subject].first;
    struct span span;
    attendance->mark++;
    while (span_next(attendance, &at, &span)) {
        struct room *room = &attendance->rooms[attendance->facts[span.in].session];
        if (span.out == NONE)
            room->inside += by;
        if (room->mark != attendance->mark)
            room->persons += by;
        room->mark = attendance->mark;
    }
}

/* --- the kinds of entry --- */

static enum em_status damaged(const struct entry *entry, struct em_error *error)
{
    return em_fail(error, EM_DAMAGED,
                   "The body of entry %lld of %s does not say who or what it is about, so it was "
                   "not written by emarge. Run `emarge verify`.",
                   (long long)entry->seq, entry->origin);
}

static uint32_t own_fact(struct attendance *attendance, const struct entry *entry)
{
    return fact_at(attendance, interned_put(&attendance->origins, entry->origin), entry->seq);
}

static enum em_status apply_passage(struct attendance *attendance, const struct entry *entry,
                                    const json_t *body, struct em_error *error)
{
    const char *delegate = body_word(body, "delegate"), *badge = body_word(body, "badge");
    const char *subject = *delegate ? delegate : badge, *session = body_word(body, "session");
    if (!*subject || !*session)
        return damaged(entry, error);
    uint32_t raw = put_subject(attendance, subject);
    uint32_t room = put_session(attendance, session);
    uint32_t number = own_fact(attendance, entry);
    struct fact *fact = &attendance->facts[number];
    if (fact->kind != FACT_AWAITED)
        return EM_OK; /* it was applied before */
    attendance->people[raw].is_lookup |= !*delegate;
    uint32_t person = resolve(attendance, raw);
    tally(attendance, person, -1);
    fact->kind = entry->kind == ENTRY_CHECKIN ? FACT_IN : FACT_OUT;
    fact->at_us = entry->at_us;
    fact->raw = raw;
    fact->session = room;
    link_fact(attendance, person, number);
    tally(attendance, person, 1);
    return EM_OK;
}

/* The entry that another one speaks of. */
static bool read_place(struct attendance *attendance, const json_t *body, uint32_t *number)
{
    const char *origin = body_word(body, "origin");
    const json_t *seq = json_object_get(body, "seq");
    if (!entry_origin_valid(origin) || !json_is_integer(seq) || json_integer_value(seq) < 0)
        return false;
    *number =
        fact_at(attendance, interned_put(&attendance->origins, origin), json_integer_value(seq));
    return true;
}

static enum em_status apply_attest(struct attendance *attendance, const struct entry *entry,
                                   const json_t *body, struct em_error *error)
{
    uint32_t about;
    if (!read_place(attendance, body, &about))
        return damaged(entry, error);
    uint32_t number = own_fact(attendance, entry);
    struct fact *fact = &attendance->facts[number];
    if (fact->kind != FACT_AWAITED)
        return EM_OK;
    fact->kind = FACT_ATTEST;
    fact->at_us = entry->at_us;
    fact->about = about;
    if (fact->undone == NONE)
        attendance->facts[about].attests++;
    return EM_OK;
}

static void set_undone(struct attendance *attendance, uint32_t number, uint32_t undo)
{
    struct fact *fact = &attendance->facts[number];
    bool passage = fact->kind == FACT_IN || fact->kind == FACT_OUT;
    uint32_t person = passage ? resolve(attendance, fact->raw) : NONE;
    if (passage)
        tally(attendance, person, -1);
    if (fact->kind == FACT_ATTEST)
        attendance->facts[fact->about].attests--;
    fact->undone = undo;
    if (passage)
        tally(attendance, person, 1);
}

/* Of several undos of one entry the first one's reason holds. */
static bool is_earlier(const struct attendance *attendance, const struct undo *a,
                       const struct undo *b)
{
    struct fact other = {.at_us = b->at_us, .origin = b->origin, .seq = b->seq};
    return compare_places(attendance, a->at_us, a->origin, a->seq, &other) < 0;
}

static enum em_status apply_undo(struct attendance *attendance, const struct entry *entry,
                                 const json_t *body, struct em_error *error)
{
    uint32_t about;
    if (!read_place(attendance, body, &about))
        return damaged(entry, error);
    struct undo undo = {.seq = entry->seq,
                        .at_us = entry->at_us,
                        .origin = interned_put(&attendance->origins, entry->origin),
                        .reason = interned_put(&attendance->reasons, body_word(body, "reason"))};
    uint32_t known = attendance->facts[about].undone;
    if (known != NONE) {
        if (is_earlier(attendance, &undo, &attendance->undos[known]))
            attendance->undos[known] = undo;
        return EM_OK;
    }
    attendance->undos =
        em_grow(attendance->undos, attendance->undo_count, &attendance->undo_capacity, sizeof undo);
    attendance->undos[attendance->undo_count] = undo;
    set_undone(attendance, about, (uint32_t)attendance->undo_count++);
    return EM_OK;
}

typedef enum em_status apply_rule(struct attendance *attendance, const struct entry *entry,
                                  const json_t *body, struct em_error *error);
static apply_rule *const rules[ENTRY_KIND_COUNT] = {[ENTRY_CHECKIN] = apply_passage,
                                                    [ENTRY_CHECKOUT] = apply_passage,
                                                    [ENTRY_UNDO] = apply_undo,
                                                    [ENTRY_ATTEST] = apply_attest};

enum em_status attendance_apply(struct attendance *attendance, const struct entry *entry,
                                struct em_error *error)
{
    json_t *body;
    if (!rules[entry->kind])
        return EM_OK;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK || !body)
        return status;
    status = rules[entry->kind](attendance, entry, body, error);
    json_decref(body);
    return status;
}

/* --- who a provisional badge turned out to be --- */

/* Takes the facts that name `raw` off a person's list; returns them, still linked. */
static uint32_t unlink_raw(struct attendance *attendance, struct person *person, uint32_t raw)
{
    struct fact *facts = attendance->facts;
    uint32_t taken = NONE, *taken_end = &taken, *kept_end = &person->first;
    uint32_t at = person->first;
    person->last = NONE;
    while (at != NONE) {
        uint32_t **end = facts[at].raw == raw ? &taken_end : &kept_end;
        if (end == &kept_end)
            person->last = at;
        **end = at;
        *end = &facts[at].next;
        at = facts[at].next;
    }
    *taken_end = NONE;
    *kept_end = NONE;
    return taken;
}

void attendance_identify(struct attendance *attendance, const char *lookup, const char *delegate)
{
    uint32_t raw = put_subject(attendance, lookup), to = put_subject(attendance, delegate);
    uint32_t from = resolve(attendance, raw);
    attendance->people[raw].is_lookup = true;
    attendance->people[raw].alias = to;
    if (from == to)
        return;
    tally(attendance, from, -1);
    tally(attendance, to, -1);
    uint32_t next, at = unlink_raw(attendance, &attendance->people[from], raw);
    for (; at != NONE; at = next) {
        next = attendance->facts[at].next;
        link_fact(attendance, to, at);
    }
    tally(attendance, from, 1);
    tally(attendance, to, 1);
}
