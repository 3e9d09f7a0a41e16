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

static int compare_places(const struct attendance *attendance, const struct fact *a,
                          const struct fact *b)
{
    if (a->when_us != b->when_us)
        return a->when_us < b->when_us ? -1 : 1;
    int order = a->origin == b->origin ? 0
                                       : strcmp(interned_text(&attendance->origins, a->origin),
                                                interned_text(&attendance->origins, b->origin));
    if (order != 0)
        return order;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static bool before(const struct attendance *attendance, uint32_t a, uint32_t b)
{
    return compare_places(attendance, &attendance->facts[a], &attendance->facts[b]) < 0;
}

/* Mostly it is the newest, and goes to the end. */
static void insert_fact(struct attendance *attendance, struct person *person, uint32_t number)
{
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

/* The person's facts, still linked; they have none after it. */
static uint32_t take_facts(struct person *person)
{
    uint32_t first = person->first;
    person->first = person->last = NONE;
    return first;
}

/* A clock may be set back between two entries of a log, or have been ahead before an entry that
 * comes only now: the log's order holds. True when a fact that is linked has to go to another
 * place.
 */
static bool date_fact(struct fact *facts, uint32_t first, struct fact *fact)
{
    bool moved = false;
    fact->when_us = fact->at_us;
    for (uint32_t at = first; at != NONE; at = facts[at].next)
        if (facts[at].origin == fact->origin && facts[at].seq < fact->seq &&
            facts[at].when_us > fact->when_us)
            fact->when_us = facts[at].when_us;
    for (uint32_t at = first; at != NONE; at = facts[at].next)
        if (facts[at].origin == fact->origin && facts[at].seq > fact->seq &&
            facts[at].when_us < fact->when_us) {
            facts[at].when_us = fact->when_us;
            moved = true;
        }
    return moved;
}

static void link_fact(struct attendance *attendance, uint32_t subject, uint32_t number)
{
    struct person *person = &attendance->people[subject];
    struct fact *facts = attendance->facts;
    if (date_fact(facts, person->first, &facts[number]))
        for (uint32_t next, at = take_facts(person); at != NONE; at = next) {
            next = facts[at].next;
            insert_fact(attendance, person, at);
        }
    insert_fact(attendance, person, number);
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
    struct fact first = {.when_us = a->at_us, .origin = a->origin, .seq = a->seq};
    struct fact other = {.when_us = b->at_us, .origin = b->origin, .seq = b->seq};
    return compare_places(attendance, &first, &other) < 0;
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
    uint32_t next, at = take_facts(&attendance->people[from]);
    for (; at != NONE; at = next) {
        next = attendance->facts[at].next;
        link_fact(attendance, attendance->facts[at].raw == raw ? to : from, at);
    }
    tally(attendance, from, 1);
    tally(attendance, to, 1);
}
