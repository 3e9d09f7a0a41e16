/* An event with badges, made with the organiser's own tool as an organiser does it: keys, a roster,
 * a programme of two sessions that are on now, badges printed and read off the paper, a kiosk. What
 * goes wrong ends the process with a sentence.
 */
#ifndef EM_WINDOW_DOORS_H
#define EM_WINDOW_DOORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ids of the sessions. */
#define DOORS_HALL  "hall"
#define DOORS_ANNEX "annex"

enum holder {
    HOLDER_WELCOME,     /* at every session */
    HOLDER_ELSEWHERE,   /* at the annex only */
    HOLDER_REVOKED,     /* the badge is void, and the kiosk knows */
    HOLDER_PROVISIONAL, /* came after the kiosk was made: genuine, and unheard of */
    HOLDERS
};

struct person {
    enum holder holder;
    bool foreign; /* the code is that of a ticket, not one of ours */
    char name[64], id[80], code[64];
    bool inside; /* as whoever plays keeps it */
    int64_t seen[2];
};

struct doors {
    char organiser[512], kiosk[512]; /* folders */
    char staff[64];                  /* code */
    struct person people[64];
    size_t count;
};

void doors_make(struct doors *doors, const char *bin, const char *folder);
/* The n-th of that sort, counting round. */
struct person *doors_person(struct doors *doors, enum holder holder, size_t n);

#endif
