/* What core/attendance*.c share: every entry that was applied is a fact, a person's facts are a
 * list in order of (at, origin, seq), and stays are read off that list when they are asked for.
 * Only the counts of the sessions are kept up. */
#ifndef EM_CORE_ATTENDANCE_PRIVATE_H
#define EM_CORE_ATTENDANCE_PRIVATE_H

#include "core/attendance.h"
#include "core/interned.h"

#define NONE INTERNED_NONE

/* An entry that was applied, or one that another entry spoke of before it came. */
enum fact_kind { FACT_AWAITED, FACT_IN, FACT_OUT, FACT_ATTEST };

struct fact {
    int64_t seq, at_us;
    int64_t when_us; /* at_us, but not before what the same log told of this person earlier */
    uint32_t origin;
    uint32_t undone; /* a number in attendance.undos, or NONE */
    union {
        struct {
            uint32_t raw;     /* the subject that the entry names, before it was identified */
            uint32_t session; /* of a check-in or check-out */
            uint32_t next;    /* of the same person */
        };
        uint32_t about; /* of an attestation: the check-in's fact */
    };
    uint32_t attests; /* attestations of this one that were not undone */
    enum fact_kind kind;
};

struct undo {
    int64_t seq, at_us;
    uint32_t origin, reason;
};

struct person {
    uint32_t first, last; /* facts */
    uint32_t alias;       /* who this lookup turned out to be; NONE */
    bool is_lookup;
};

struct room {
    int64_t inside, persons;
    uint64_t mark; /* of the last tally in which a person was counted here */
};

struct attendance {
    struct interned origins, sessions, subjects, reasons;
    struct person *people; /* by number of the subject */
    struct room *rooms;    /* by number of the session */
    size_t people_count, people_capacity, rooms_count, rooms_capacity;
    struct fact *facts;
    size_t fact_count, fact_capacity;
    uint32_t *slots; /* facts by (origin, seq), as in core/interned.c */
    size_t slot_count;
    struct undo *undos;
    size_t undo_count, undo_capacity;
    uint64_t mark;
};

/* The fact of an entry; fact_at adds one that is awaited, fact_find gives NONE. */
uint32_t fact_at(struct attendance *attendance, uint32_t origin, int64_t seq);
uint32_t fact_find(const struct attendance *attendance, uint32_t origin, int64_t seq);

/* A person's stay, as facts. */
struct span {
    uint32_t in, again, out; /* again: the last entrance; out NONE: still inside */
    bool moved, attested;
};
/* The next stay from fact *at on, which begins as person.first; false when there is none. */
bool span_next(const struct attendance *attendance, uint32_t *at, struct span *span);

#endif
