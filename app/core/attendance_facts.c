/* Facts by (origin, seq), and the stays that a person's facts amount to. */
#include "core/attendance_private.h"
#include "core/memory.h"

#include <stdlib.h>

static size_t hash_place(uint32_t origin, int64_t seq)
{
    uint64_t hash = ((uint64_t)seq + 1) * 0x9e3779b97f4a7c15u ^ ((uint64_t)origin << 40);
    return (size_t)(hash ^ hash >> 29);
}

static uint32_t *find_slot(const struct attendance *attendance, uint32_t origin, int64_t seq)
{
    size_t mask = attendance->slot_count - 1;
    for (size_t at = hash_place(origin, seq) & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &attendance->slots[at];
        if (!*slot)
            return slot;
        const struct fact *fact = &attendance->facts[*slot - 1];
        if (fact->origin == origin && fact->seq == seq)
            return slot;
    }
}

uint32_t fact_find(const struct attendance *attendance, uint32_t origin, int64_t seq)
{
    if (!attendance->slot_count)
        return NONE;
    uint32_t slot = *find_slot(attendance, origin, seq);
    return slot ? slot - 1 : NONE;
}

static void make_room(struct attendance *attendance)
{
    if (attendance->fact_count * 4 < attendance->slot_count * 3)
        return;
    free(attendance->slots);
    attendance->slot_count = attendance->slot_count ? attendance->slot_count * 2 : 64;
    attendance->slots = em_alloc(attendance->slot_count * sizeof *attendance->slots);
    for (uint32_t i = 0; i < attendance->fact_count; i++)
        *find_slot(attendance, attendance->facts[i].origin, attendance->facts[i].seq) = i + 1;
}

uint32_t fact_at(struct attendance *attendance, uint32_t origin, int64_t seq)
{
    make_room(attendance);
    uint32_t *slot = find_slot(attendance, origin, seq);
    if (*slot)
        return *slot - 1;
    attendance->facts = em_grow(attendance->facts, attendance->fact_count,
                                &attendance->fact_capacity, sizeof *attendance->facts);
    attendance->facts[attendance->fact_count] =
        (struct fact){.seq = seq, .origin = origin, .undone = NONE, .kind = FACT_AWAITED};
    *slot = (uint32_t)++attendance->fact_count;
    return *slot - 1;
}

/* The first check-in from here on that was not undone. */
static uint32_t skip_to_checkin(const struct fact *facts, uint32_t at)
{
    while (at != NONE && (facts[at].undone != NONE || facts[at].kind != FACT_IN))
        at = facts[at].next;
    return at;
}

/* What a later fact of the same person does to the stay; true when it ends it. */
static bool ends(const struct fact *facts, struct span *span, uint32_t at)
{
    const struct fact *fact = &facts[at];
    if (fact->undone != NONE)
        return false;
    bool same = fact->session == facts[span->in].session;
    if (fact->kind == FACT_IN && same) {
        span->attested |= fact->attests > 0;
        span->again = at;
    }
    if ((fact->kind == FACT_IN) == same)
        return false;
    span->out = at;
    span->moved = !same;
    return true;
}

bool span_next(const struct attendance *attendance, uint32_t *at, struct span *span)
{
    const struct fact *facts = attendance->facts;
    *at = skip_to_checkin(facts, *at);
    if (*at == NONE)
        return false;
    *span = (struct span){.in = *at, .again = *at, .out = NONE, .attested = facts[*at].attests > 0};
    for (*at = facts[*at].next; *at != NONE; *at = facts[*at].next)
        if (ends(facts, span, *at))
            break; /* entering another session ends this stay and begins the next */
    return true;
}
